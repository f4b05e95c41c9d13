# The patterns of einops, by way of reshape, permute and reduce.
import _fovea


def _parse(side):
    # For each axis the names that it is made of; a number stands for an axis of that size.
    groups = []
    depth = None
    for word in side.replace("...", " ... ").replace("\u2026", " ... ").replace("(", " ( ").replace(")", " ) ").split():
        if word == "(":
            depth = []
        elif word == ")":
            groups.append(depth)
            depth = None
        elif depth is not None:
            depth.append(word)
        elif word == "...":
            # Dots in brackets are one axis, others as many as there are.
            groups.append(word)
        else:
            groups.append([word] if word != "1" else [])
    return groups


def _spell(groups, count):
    # As many names as the dots stand for, within brackets too.
    dots = ["..." + str(index) for index in range(count)]
    spelled = []
    for group in groups:
        if group == "...":
            spelled.extend([[name] for name in dots])
        else:
            spelled.append([each for name in group for each in (dots if name == "..." else [name])])
    return spelled


def _product(names, known):
    product = 1
    for name in names:
        product = known[name] * product
    return product


def _measure(groups, shape, sizes):
    known = dict(sizes)
    split = []
    for group, size in zip(groups, shape):
        for name in group:
            if name.isdigit():
                known[name] = int(name)
        missing = [name for name in group if name not in known]
        if len(missing) == 1:
            rest = _product([name for name in group if name in known], known)
            known[missing[0]] = size if len(group) == 1 else size // rest
        elif len(group) == 1:
            # The size as the tensor has it, which may be the batch.
            known[group[0]] = size
        split.extend([known[name] for name in group])
    return known, split


def _run(tensor, pattern, sizes, reduction, repeating):
    if isinstance(tensor, (tuple, list)):
        tensor = _fovea.stack(tensor, 0)
    left, right = pattern.split("->")
    given = _parse(left)
    wanted = _parse(right)
    rank = tensor.dim()
    dotted = len([group for group in given if "..." in group])
    count = rank - len(given) + 1 if dotted > 0 else 0
    given = _spell(given, count)
    wanted = _spell(wanted, count)
    known, split = _measure(given, tensor.shape, sizes)
    for group in wanted:
        for name in group:
            if name.isdigit():
                known[name] = int(name)
    names = [name for group in given for name in group]
    output = [name for group in wanted for name in group]
    if any([len(group) != 1 for group in given]):
        tensor = _fovea.reshape(tensor, split, "rearrange")
    if reduction is not None:
        gone = [index for index, name in enumerate(names) if name not in output]
        if len(gone) > 0:
            tensor = _fovea.reduce(reduction, tensor, gone, False)
        names = [name for name in names if name in output]
    if repeating:
        for name in output:
            if name not in names:
                tensor = _fovea.unsqueeze(tensor, 0)
                tensor = _fovea.expand(tensor, (known[name],) + (-1,) * len(names))
                names.insert(0, name)
    order = [names.index(name) for name in output]
    if order != list(range(len(order))):
        tensor = _fovea.permute(tensor, order, "rearrange")
    if any([len(group) != 1 for group in wanted]):
        tensor = _fovea.reshape(tensor, [_product(group, known) for group in wanted], "rearrange")
    return tensor


def rearrange(tensor, pattern, **axes_lengths): return _run(tensor, pattern, axes_lengths, None, False)
def reduce(tensor, pattern, reduction, **axes_lengths): return _run(tensor, pattern, axes_lengths, reduction if isinstance(reduction, str) else "other", False)
def repeat(tensor, pattern, **axes_lengths): return _run(tensor, pattern, axes_lengths, None, True)
def asnumpy(tensor): return tensor


def einsum(*args):
    # Names of several letters become letters.
    pattern = args[-1]
    letters = {}
    words = pattern.replace(",", " , ").replace("->", " -> ").replace("...", " ... ").split()
    spelled = ""
    for word in words:
        if word in (",", "->", "..."):
            spelled += word
        else:
            if word not in letters:
                letters[word] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[len(letters)]
            spelled += letters[word]
    return _fovea.einsum(spelled, args[:-1])


def parse_shape(x, pattern):
    return {name: size for name, size in zip(pattern.split(), x.shape) if name != "_"}


def pack(tensors, pattern):
    # What the star stands for may be any number of axes, each time another one; they become one.
    names = pattern.split()
    at = names.index("*")
    after = len(names) - at - 1
    shapes = []
    rows = []
    for each in tensors:
        shape = tuple(each.shape)
        end = len(shape) - after
        shapes.append(shape[at:end])
        size = 1
        for one in shape[at:end]:
            size = one * size
        rows.append(each if end - at == 1 else _fovea.reshape(each, shape[:at] + (size,) + shape[end:], "pack"))
    return _fovea.cat(rows, at), shapes


def unpack(tensor, packed_shapes, pattern):
    at = pattern.split().index("*")
    shape = tuple(tensor.shape)
    sizes = []
    free = None
    for index, each in enumerate(packed_shapes):
        size = 1
        for one in each:
            size = one * size
        if -1 in tuple(each):
            free = index
        sizes.append(size)
    if free is not None:
        rest = shape[at]
        for index, size in enumerate(sizes):
            if index != free:
                rest = rest - size
        sizes[free] = rest
    parts = _fovea.split(tensor, sizes, at, "unpack")
    return [
        part if len(each) == 1 else _fovea.reshape(part, shape[:at] + tuple(each) + shape[at + 1:], "unpack")
        for part, each in zip(parts, packed_shapes)
    ]


class EinopsError(RuntimeError):
    pass
