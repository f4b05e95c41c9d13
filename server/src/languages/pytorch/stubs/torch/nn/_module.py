# Module and its containers.
import _fovea
from .._tensor import Tensor, Parameter


class _Handle:
    def __init__(self, hooks=None):
        self.hooks = hooks

    def remove(self):
        if self.hooks is not None:
            self.hooks.pop(id(self), None)

    def __enter__(self): return self
    def __exit__(self, *args): self.remove()


class _Keys(tuple):
    # What load_state_dict gives: nothing is missing, and nothing is left over.
    @property
    def missing_keys(self): return self[0]

    @property
    def unexpected_keys(self): return self[1]


class Module:
    training = False
    dump_patches = False
    call_super_init = False

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

    def _run_hooked(self, *args, **kwargs):
        # What a call is once hooks are registered.
        for hook, named in list(self._hooks["before"].values()):
            found = hook(self, args, kwargs) if named else hook(self, args)
            if found is not None:
                args, kwargs = found if named else (found if isinstance(found, tuple) else (found,), kwargs)
        output = self.forward(*args, **kwargs)
        for hook, named in list(self._hooks["after"].values()):
            found = hook(self, args, kwargs, output) if named else hook(self, args, output)
            if found is not None:
                output = found
        return output

    def _hooked(self, moment, hook, named, prepend):
        if "_hooks" not in self.__dict__:
            self.__dict__["_hooks"] = {"before": {}, "after": {}}
        hooks = self._hooks[moment]
        handle = _Handle(hooks)
        others = list(hooks.items())
        if prepend:
            hooks.clear()
        hooks[id(handle)] = (hook, named)
        if prepend:
            hooks.update(others)
        return handle

    def register_forward_hook(self, hook, prepend=False, with_kwargs=False, always_call=False): return self._hooked("after", hook, with_kwargs, prepend)
    def register_forward_pre_hook(self, hook, prepend=False, with_kwargs=False): return self._hooked("before", hook, with_kwargs, prepend)

    def forward(self, *args, **kwargs):
        raise NotImplementedError("forward is missing")

    def add_module(self, name, module): self._modules[name] = module
    def register_module(self, name, module): self._modules[name] = module
    def register_parameter(self, name, param): self._parameters[name] = param
    def register_buffer(self, name, tensor, persistent=True): self._buffers[name] = tensor
    def children(self): return iter([module for module in self._modules.values() if module is not None])
    def named_children(self):
        known = _fovea.children(self)
        return iter(known if known is not None else [(name, module) for name, module in self._modules.items() if module is not None])
    def modules(self): return iter([module for _, module in self.named_modules()])

    def named_modules(self, memo=None, prefix="", remove_duplicate=True):
        known = _fovea.modules(self, prefix)
        if known is not None:
            return iter(known)
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
        modules = list(self.named_modules(prefix=prefix)) if recurse else [(prefix, self)]
        known = _fovea.parameters(modules)
        if known is not None:
            return iter(known)
        found = []
        seen = set()
        for path, module in modules:
            for name, parameter in module._parameters.items():
                if parameter is not None and id(parameter) not in seen:
                    seen.add(id(parameter))
                    found.append((path + "." + name if path else name, parameter))
        return iter(found)

    def parameters(self, recurse=True): return iter([parameter for _, parameter in self.named_parameters("", recurse)])

    def named_buffers(self, prefix="", recurse=True, remove_duplicate=True):
        modules = self.named_modules(prefix=prefix) if recurse else [(prefix, self)]
        return iter([(path + "." + name if path else name, buffer) for path, module in modules for name, buffer in module._buffers.items() if buffer is not None])

    def buffers(self, recurse=True): return iter([buffer for _, buffer in self.named_buffers("", recurse)])

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

    def set_submodule(self, target, module, strict=False):
        path, _, name = target.rpartition(".")
        setattr(self.get_submodule(path), name, module)

    def get_parameter(self, target):
        path, _, name = target.rpartition(".")
        return getattr(self.get_submodule(path), name)

    get_buffer = get_parameter
    def get_extra_state(self): return None
    def set_extra_state(self, state): return None
    def train(self, mode=True): return self
    def eval(self): return self
    def _apply(self, fn, recurse=True): return self
    def to(self, *args, **kwargs): return self
    def to_empty(self, device=None, recurse=True): return self
    def type(self, dst_type): return self
    def cuda(self, device=None): return self
    def xpu(self, device=None): return self
    def ipu(self, device=None): return self
    def cpu(self): return self
    def half(self): return self
    def float(self): return self
    def double(self): return self
    def bfloat16(self): return self
    def share_memory(self): return self
    def compile(self, *args, **kwargs): return None

    def requires_grad_(self, requires_grad=True):
        for parameter in self.parameters():
            parameter.requires_grad = requires_grad
        return self

    def zero_grad(self, set_to_none=True): return None

    def state_dict(self, *args, destination=None, prefix="", keep_vars=False):
        found = {} if destination is None else destination
        for name, value in self.named_parameters(prefix[:-1]):
            found[name] = value
        for name, value in self.named_buffers(prefix[:-1]):
            found[name] = value
        return found

    def load_state_dict(self, state_dict, strict=True, assign=False): return _Keys(([], []))
    def _load_from_state_dict(self, *args, **kwargs): return None
    def _save_to_state_dict(self, *args, **kwargs): return None
    def register_full_backward_hook(self, hook, prepend=False): return _Handle()
    def register_full_backward_pre_hook(self, hook, prepend=False): return _Handle()
    def register_backward_hook(self, hook): return _Handle()
    def register_state_dict_pre_hook(self, hook): return _Handle()
    def register_state_dict_post_hook(self, hook): return _Handle()
    def register_load_state_dict_pre_hook(self, hook): return _Handle()
    def register_load_state_dict_post_hook(self, hook): return _Handle()
    def _register_load_state_dict_pre_hook(self, hook, with_module=False): return _Handle()
    def _register_state_dict_hook(self, hook): return _Handle()
    def extra_repr(self): return ""
    def _get_name(self): return self.__class__.__name__
    def __repr__(self): return self.__class__.__name__ + "()"


_fovea.set_role(Module, "module")


class _Row(Module):
    # What Sequential and ModuleList have in common: modules by their numbers.
    def __len__(self): return len(self._modules)
    def __iter__(self): return iter(list(self._modules.values()))
    def __setitem__(self, index, module): self._modules[list(self._modules.keys())[index]] = module

    def _renumber(self, modules):
        self._modules.clear()
        for index, module in enumerate(modules):
            self._modules[str(index)] = module
        return self

    def __delitem__(self, index):
        names = list(self._modules.keys())
        for name in names[index] if isinstance(index, slice) else [names[index]]:
            del self._modules[name]
        self._renumber(list(self._modules.values()))

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
        return self._renumber(modules)

    def pop(self, key):
        module = self[key]
        del self[key]
        return module

    def __iadd__(self, other): return self.extend(other)


class Sequential(_Row):
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

    def __getitem__(self, index):
        if isinstance(index, slice):
            return self.__class__(dict(list(self._modules.items())[index]))
        return list(self._modules.values())[index]

    def __delitem__(self, index):
        # Names that are no numbers stay.
        named = any([not name.isdigit() for name in self._modules])
        names = list(self._modules.keys())
        for name in names[index] if isinstance(index, slice) else [names[index]]:
            del self._modules[name]
        if not named:
            self._renumber(list(self._modules.values()))

    def __add__(self, other): return Sequential(*list(self), *list(other))
    def __mul__(self, count): return Sequential(*(list(self) * count))
    __rmul__ = __mul__
    def __imul__(self, count): return self.extend(list(self) * (count - 1))


class ModuleList(_Row):
    def __init__(self, modules=None):
        super().__init__()
        self.extend(modules if modules is not None else [])

    def __getitem__(self, index):
        found = list(self._modules.values())[index]
        return self.__class__(found) if isinstance(index, slice) else found

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
    def __getitem__(self, key): return self._modules[key]
    def __setitem__(self, key, module): self._modules[key] = module
    def __delitem__(self, key): del self._modules[key]
    def __contains__(self, key): return key in self._modules
    def keys(self): return self._modules.keys()
    def values(self): return self._modules.values()
    def items(self): return self._modules.items()
    def get(self, key, default=None): return self._modules[key] if key in self._modules else default
    def pop(self, key): return self._modules.pop(key)
    def clear(self): self._modules.clear()


class ParameterList(Module):
    def __init__(self, values=None):
        super().__init__()
        self.__dict__["_names"] = []
        self.extend(values if values is not None else [])

    def append(self, value):
        # Tensors become parameters; whatever else is kept as it is.
        name = str(len(self._names))
        self._names.append(name)
        setattr(self, name, Parameter(value) if isinstance(value, Tensor) and not isinstance(value, Parameter) else value)
        return self

    def extend(self, values):
        for value in values:
            self.append(value)
        return self

    def __iadd__(self, values): return self.extend(values)
    def __len__(self): return len(self._names)
    def __iter__(self): return iter([getattr(self, name) for name in self._names])

    def __getitem__(self, index):
        if isinstance(index, slice):
            return ParameterList([getattr(self, name) for name in self._names[index]])
        return getattr(self, self._names[index])

    def __setitem__(self, index, value):
        setattr(self, self._names[index], Parameter(value) if isinstance(value, Tensor) and not isinstance(value, Parameter) else value)


class ParameterDict(Module):
    def __init__(self, values=None):
        super().__init__()
        self.__dict__["_names"] = []
        self.update(values if values is not None else {})

    def update(self, values):
        for name, value in values.items() if hasattr(values, "items") else values:
            self[name] = value

    def __setitem__(self, key, value):
        if key not in self._names:
            self._names.append(key)
        setattr(self, key, Parameter(value) if isinstance(value, Tensor) and not isinstance(value, Parameter) else value)

    def __delitem__(self, key):
        self._names.remove(key)
        delattr(self, key)

    def __len__(self): return len(self._names)
    def __iter__(self): return iter(list(self._names))
    def __getitem__(self, key): return getattr(self, key)
    def __contains__(self, key): return key in self._names
    def keys(self): return list(self._names)
    def values(self): return [getattr(self, name) for name in self._names]
    def items(self): return [(name, getattr(self, name)) for name in self._names]
    def get(self, key, default=None): return getattr(self, key) if key in self._names else default

    def setdefault(self, key, default=None):
        if key not in self._names:
            self[key] = default
        return self[key]

    def pop(self, key):
        value = self[key]
        del self[key]
        return value

    def copy(self): return ParameterDict(dict(self.items()))
    def clear(self):
        for name in list(self._names):
            del self[name]
