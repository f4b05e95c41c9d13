# Module and its containers.
import _fovea
from .._tensor import Tensor, Parameter


class Module:
    training = False

    def __init__(self, *args, **kwargs):
        table = self.__dict__
        table["_modules"] = {}
        table["_parameters"] = {}
        table["_buffers"] = {}

    def __setattr__(self, name, value):
        table = self.__dict__
        if isinstance(value, Module):
            table["_modules"][name] = value
        elif isinstance(value, Parameter):
            table["_parameters"][name] = value
        elif isinstance(value, Tensor) and name in table["_buffers"]:
            table["_buffers"][name] = value
        else:
            table[name] = value

    def __getattr__(self, name):
        table = self.__dict__
        for kind in ("_modules", "_parameters", "_buffers"):
            if kind in table and name in table[kind]:
                return table[kind][name]
        raise AttributeError(name)

    def __call__(self, *args, **kwargs):
        return self.forward(*args, **kwargs)

    def forward(self, *args, **kwargs):
        raise NotImplementedError("forward is missing")

    def add_module(self, name, module): self._modules[name] = module
    def register_module(self, name, module): self._modules[name] = module
    def register_parameter(self, name, param): self._parameters[name] = param
    def register_buffer(self, name, tensor, persistent=True): self._buffers[name] = tensor
    def children(self): return iter([module for module in self._modules.values() if module is not None])
    def named_children(self): return iter([(name, module) for name, module in self._modules.items() if module is not None])
    def modules(self): return iter([module for _, module in self.named_modules()])

    def named_modules(self, memo=None, prefix="", remove_duplicate=True):
        found = []
        seen = set()

        def visit(module, path):
            if id(module) in seen:
                return
            seen.add(id(module))
            found.append((path, module))
            for name, child in module._modules.items():
                if child is not None:
                    visit(child, path + "." + name if path else name)

        visit(self, prefix)
        return iter(found)

    def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
        found = []
        seen = set()
        for path, module in self.named_modules(prefix=prefix) if recurse else [(prefix, self)]:
            for name, parameter in module._parameters.items():
                if parameter is not None and id(parameter) not in seen:
                    seen.add(id(parameter))
                    found.append((path + "." + name if path else name, parameter))
        return iter(found)

    def parameters(self, recurse=True): return iter([parameter for _, parameter in self.named_parameters("", recurse)])

    def named_buffers(self, prefix="", recurse=True, remove_duplicate=True):
        return iter([(path + "." + name if path else name, buffer) for path, module in self.named_modules(prefix=prefix) for name, buffer in module._buffers.items()])

    def buffers(self, recurse=True): return iter([buffer for _, buffer in self.named_buffers()])

    def apply(self, fn):
        for module in self.children():
            module.apply(fn)
        fn(self)
        return self

    def get_submodule(self, target):
        module = self
        for name in target.split(".") if target else []:
            module = getattr(module, name)
        return module

    def get_parameter(self, target):
        path, _, name = target.rpartition(".")
        return getattr(self.get_submodule(path), name)

    def train(self, mode=True): return self
    def eval(self): return self
    def to(self, *args, **kwargs): return self
    def cuda(self, *args, **kwargs): return self
    def cpu(self): return self
    def half(self): return self
    def float(self): return self
    def double(self): return self
    def bfloat16(self): return self
    def requires_grad_(self, requires_grad=True):
        for parameter in self.parameters():
            parameter.requires_grad = requires_grad
        return self

    def zero_grad(self, set_to_none=True): return None
    def state_dict(self, *args, **kwargs): return {}
    def load_state_dict(self, *args, **kwargs): return None
    def _load_from_state_dict(self, *args, **kwargs): return None
    def register_forward_hook(self, *args, **kwargs): return None
    def register_forward_pre_hook(self, *args, **kwargs): return None
    def register_full_backward_hook(self, *args, **kwargs): return None
    def _register_load_state_dict_pre_hook(self, *args, **kwargs): return None
    def extra_repr(self): return ""
    def __repr__(self): return self.__class__.__name__ + "()"
    def compile(self, *args, **kwargs): return None
    def share_memory(self): return self


_fovea.set_role(Module, "module")


class Sequential(Module):
    def __init__(self, *args):
        super().__init__()
        if len(args) == 1 and isinstance(args[0], dict):
            for name, module in args[0].items():
                self._modules[name] = module
        else:
            for index, module in enumerate(args):
                self._modules[str(index)] = module

    def forward(self, input):
        for module in self._modules.values():
            input = module(input)
        return input

    def __len__(self): return len(self._modules)
    def __iter__(self): return iter(list(self._modules.values()))

    def __getitem__(self, index):
        if isinstance(index, slice):
            return self.__class__(dict(list(self._modules.items())[index]))
        return list(self._modules.values())[index]

    def __setitem__(self, index, module): self._modules[list(self._modules.keys())[index]] = module
    def __delitem__(self, index):
        names = list(self._modules.keys())
        for name in names[index] if isinstance(index, slice) else [names[index]]:
            del self._modules[name]

    def append(self, module):
        self._modules[str(len(self._modules))] = module
        return self

    def extend(self, modules):
        for module in modules:
            self.append(module)
        return self

    def insert(self, index, module):
        modules = list(self._modules.values())
        modules.insert(index, module)
        self._modules.clear()
        return self.extend(modules)

    def __add__(self, other): return Sequential(*list(self), *list(other))


class ModuleList(Module):
    def __init__(self, modules=None):
        super().__init__()
        self.extend(modules if modules is not None else [])

    def __len__(self): return len(self._modules)
    def __iter__(self): return iter(list(self._modules.values()))

    def __getitem__(self, index):
        found = list(self._modules.values())[index]
        return ModuleList(found) if isinstance(index, slice) else found

    def __setitem__(self, index, module): self._modules[list(self._modules.keys())[index]] = module

    def append(self, module):
        self._modules[str(len(self._modules))] = module
        return self

    def extend(self, modules):
        for module in modules:
            self.append(module)
        return self

    def insert(self, index, module):
        modules = list(self._modules.values())
        modules.insert(index, module)
        self._modules.clear()
        self.extend(modules)

    def __iadd__(self, modules): return self.extend(modules)
    def __add__(self, other): return ModuleList(list(self) + list(other))


class ModuleDict(Module):
    def __init__(self, modules=None):
        super().__init__()
        self.update(modules if modules is not None else {})

    def update(self, modules):
        for name, module in modules.items() if hasattr(modules, "items") else modules:
            self._modules[name] = module

    def __len__(self): return len(self._modules)
    def __iter__(self): return iter(list(self._modules.keys()))
    def __getitem__(self, name): return self._modules[name]
    def __setitem__(self, name, module): self._modules[name] = module
    def __delitem__(self, name): del self._modules[name]
    def __contains__(self, name): return name in self._modules
    def keys(self): return self._modules.keys()
    def values(self): return self._modules.values()
    def items(self): return self._modules.items()
    def pop(self, name): return self._modules.pop(name)
    def clear(self): self._modules.clear()


class ParameterList(Module):
    def __init__(self, values=None):
        super().__init__()
        for value in values if values is not None else []:
            self.append(value)

    def append(self, value):
        self._parameters[str(len(self._parameters))] = value if isinstance(value, Parameter) else Parameter(value)
        return self

    def __len__(self): return len(self._parameters)
    def __iter__(self): return iter(list(self._parameters.values()))
    def __getitem__(self, index): return list(self._parameters.values())[index]


class ParameterDict(Module):
    def __init__(self, values=None):
        super().__init__()
        for name, value in (values if values is not None else {}).items():
            self._parameters[name] = value

    def __len__(self): return len(self._parameters)
    def __iter__(self): return iter(list(self._parameters.keys()))
    def __getitem__(self, name): return self._parameters[name]
    def __setitem__(self, name, value): self._parameters[name] = value
    def __contains__(self, name): return name in self._parameters
    def keys(self): return self._parameters.keys()
    def values(self): return self._parameters.values()
    def items(self): return self._parameters.items()
