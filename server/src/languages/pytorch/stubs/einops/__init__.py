# The patterns of einops, by way of reshape, permute and reduce.
import _fovea


def _parse(side):
    groups = []
    depth = None
    for word in side.replace("(", " ( ").replace(")", " ) ").split():
        if word == "(":
            depth = []
        elif word == ")":
            groups.append(depth)
            depth = None
        elif depth is not None:
            depth.append(word)
        else:
            groups.append([word] if word != "1" else [])
    return groups


def _spell(groups, others, rank):
    if ["..."] not in groups:
        return groups
    at = groups.index(["..."])
    names = [["..." + str(index)] for index in range(rank - len(groups) + 1)]
    return groups[:at] + names + groups[at + 1:]


def _measure(groups, tensor, sizes):
    known = dict(sizes)
    split = []
    for group, size in zip(groups, tensor.shape):
        missing = [name for name in group if name not in known]
        product = 1
        for name in group:
            if name in known:
                product = known[name] * product
        if len(missing) == 1:
            known[missing[0]] = size if len(group) == 1 else size // product
        split.extend([known[name] for name in group])
    return known, split


def _run(tensor, pattern, sizes, reduction, repeating):
    if isinstance(tensor, (tuple, list)):
        tensor = _fovea.stack(tensor, 0)
    left, right = pattern.split("->")
    given = _parse(left)
    wanted = _parse(right)
    rank = tensor.dim()
    extra = rank - len(given) + 1
    given = _spell(given, wanted, rank)
    if ["..."] in wanted:
        at = wanted.index(["..."])
        wanted = wanted[:at] + [["..." + str(index)] for index in range(extra)] + wanted[at + 1:]
    known, split = _measure(given, tensor, sizes)
    names = [name for group in given for name in group]
    output = [name for group in wanted for name in group]
    if len(split) != rank or any([len(group) != 1 for group in given]):
        tensor = _fovea.reshape(tensor, split, "rearrange")
    if reduction is not None:
        gone = [index for index, name in enumerate(names) if name not in output]
        if len(gone) > 0:
            tensor = _fovea.reduce(reduction, tensor, gone, False)
        names = [name for name in names if name in output]
    if repeating:
        for name in output:
            if name not in names:
                tensor = _fovea.unsqueeze(tensor, -1)
                tensor = _fovea.expand(tensor, (-1,) * len(names) + (known[name],))
                names.append(name)
    order = [names.index(name) for name in output]
    if order != list(range(len(order))):
        tensor = _fovea.permute(tensor, order, "rearrange")
    if any([len(group) != 1 for group in wanted]):
        final = []
        for group in wanted:
            product = 1
            for name in group:
                product = known[name] * product
            final.append(product)
        tensor = _fovea.reshape(tensor, final, "rearrange")
    return tensor


def rearrange(tensor, pattern, **sizes): return _run(tensor, pattern, sizes, None, False)
def reduce(tensor, pattern, reduction, **sizes): return _run(tensor, pattern, sizes, reduction if isinstance(reduction, str) else "other", False)
def repeat(tensor, pattern, **sizes): return _run(tensor, pattern, sizes, None, True)
def einsum(*args): return _fovea.einsum(args[-1], args[:-1]) if len("".join(args[-1].split())) > 0 else None


def pack(tensors, pattern):
    return _fovea.cat(tensors, pattern.split().index("*")), None
