# A parameter that is computed from another one, by a module, whenever its layer runs.
from .._module import Module, ModuleDict, ModuleList


class ParametrizationList(ModuleList):
    def __init__(self, modules, original):
        super().__init__(modules)
        self.original = original

    def forward(self):
        value = self.original
        for each in self:
            value = each(value)
        return value


def register_parametrization(module, tensor_name, parametrization, unsafe=False):
    if not is_parametrized(module):
        module.add_module("parametrizations", ModuleDict())
    if tensor_name in module.parametrizations:
        module.parametrizations[tensor_name].append(parametrization)
        return module
    original = module._parameters.pop(tensor_name)
    held = ParametrizationList([parametrization], original)
    module.parametrizations[tensor_name] = held

    def compute(module, args):
        module.__dict__[tensor_name] = held()

    module.__dict__[tensor_name] = original
    module.register_forward_pre_hook(compute)
    return module


def is_parametrized(module, tensor_name=None):
    if "parametrizations" not in module._modules:
        return False
    return tensor_name is None or tensor_name in module.parametrizations


def remove_parametrizations(module, tensor_name, leave_parametrized=True):
    held = module.parametrizations.pop(tensor_name)
    module.__dict__.pop(tensor_name, None)
    module._parameters[tensor_name] = held.original
    return module


class cached:
    def __init__(self, *args, **kwargs): pass
    def __enter__(self): return self
    def __exit__(self, *args): return False
