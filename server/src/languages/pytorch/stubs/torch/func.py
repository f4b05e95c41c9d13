# Functions of functions. What is mapped over the batch runs on one example; over another axis, as often as it is long.
import _fovea
from ._tensor import Tensor

# Longer axes are not mapped: the function would be followed that many times.
_most = 64


def _each(value, dim, act):
    # `act` on the tensors in a value, with the axis that is mapped in each.
    if isinstance(value, Tensor):
        return value if dim is None else act(value, dim)
    if isinstance(value, dict):
        return {key: _each(each, dim[key] if isinstance(dim, dict) else dim, act) for key, each in value.items()}
    if isinstance(value, (tuple, list)):
        dims = dim if isinstance(dim, (tuple, list)) else [dim for _ in value]
        return tuple([_each(each, own, act) for each, own in zip(value, dims)])
    return value


def _joined(values, dims, join):
    # Results of the same structure, joined tensor by tensor.
    first = values[0]
    if isinstance(first, Tensor):
        return join(values, dims)
    if isinstance(first, dict):
        return {key: _joined([each[key] for each in values], dims, join) for key in first}
    if isinstance(first, (tuple, list)):
        return tuple([_joined([each[at] for each in values], dims[at] if isinstance(dims, (tuple, list)) else dims, join) for at in range(len(first))])
    return first


def vmap(func=None, in_dims=0, out_dims=0, randomness="error", *, chunk_size=None):
    if func is None:
        return lambda inner: vmap(inner, in_dims, out_dims)

    def mapped(*args, **kwargs):
        dims = tuple(in_dims) if isinstance(in_dims, (tuple, list)) else tuple([in_dims for _ in args])
        counts = []
        for given, dim in ((args, dims), (kwargs, 0)):
            _each(given, dim, lambda value, own: counts.append(value.shape[own]))
        if len(counts) == 0:
            raise ValueError("vmap: at least one mapped input is needed")
        count = counts[0]
        if _fovea.is_batch(count):
            def put(values, dim):
                value = values[0]
                if dim is None:
                    return value
                at = dim if dim >= 0 else dim + value.dim() + 1
                sizes = list(value.shape)
                sizes.insert(at, count)
                return _fovea.shape_as(value, sizes, "vmap")

            return _joined([func(*_each(args, dims, _first), **_each(kwargs, 0, _first))], out_dims, put)
        if not _fovea.is_number(count) or count > _most:
            return _fovea.unmodelled("torch.vmap", *args)
        results = []
        for index in range(count):
            def part(value, dim):
                return value.select(dim, index)

            results.append(func(*_each(args, dims, part), **_each(kwargs, 0, part)))
        return _joined(results, out_dims, lambda values, dim: values[0] if dim is None else _fovea.stack(values, dim))

    return mapped


def _first(value, dim):
    return value.select(dim, 0)


def functional_call(module, parameter_and_buffer_dicts, args=None, kwargs=None, *, tie_weights=True, strict=False):
    # The module runs with other tensors in the place of its own, which it has again afterwards.
    tables = parameter_and_buffer_dicts if isinstance(parameter_and_buffer_dicts, (tuple, list)) else (parameter_and_buffer_dicts,)
    kept = []
    for table in tables:
        for path, value in table.items():
            names = path.split(".")
            owner = module.get_submodule(".".join(names[:-1]))
            own = owner._parameters if names[-1] in owner._parameters else owner._buffers
            if own.get(names[-1]) is not value:
                kept.append((owner, own, names[-1], own.pop(names[-1], None)))
                owner.__dict__[names[-1]] = value
    found = module(*(() if args is None else args if isinstance(args, tuple) else (args,)), **({} if kwargs is None else kwargs))
    for owner, own, name, value in kept:
        owner.__dict__.pop(name)
        own[name] = value
    return found


def stack_module_state(models):
    from . import stack
    parameters = [dict(each.named_parameters()) for each in models]
    buffers = [dict(each.named_buffers()) for each in models]
    return tuple([{name: stack([each[name] for each in tables]) for name in tables[0]} for tables in (parameters, buffers)])


def functionalize(func, *, remove="mutations"): return func


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return _fovea.not_modelled("torch.func." + name)
