import _fovea
from torch.nn import Module
from torch.nn._layers import learned
from .. import _parse, rearrange, reduce, einsum


class Rearrange(Module):
    def __init__(self, pattern, **axes_lengths):
        super().__init__()
        self.pattern = pattern
        self.axes_lengths = axes_lengths

    def forward(self, input):
        return rearrange(input, self.pattern, **self.axes_lengths)


class Reduce(Module):
    def __init__(self, pattern, reduction, **axes_lengths):
        super().__init__()
        self.pattern = pattern
        self.reduction = reduction
        self.axes_lengths = axes_lengths

    def forward(self, input):
        return reduce(input, self.pattern, self.reduction, **self.axes_lengths)


class EinMix(Module):
    def __init__(self, pattern, weight_shape, bias_shape=None, **axes_lengths):
        super().__init__()
        self.pattern = pattern
        self.weight_shape = weight_shape
        self.bias_shape = bias_shape
        self.axes_lengths = axes_lengths
        self.weight = learned(*[axes_lengths[name] for name in weight_shape.split()])
        if bias_shape:
            # Axes of the output that the bias lacks are 1.
            right = [name for group in _parse(pattern.split("->")[1]) for name in group]
            names = bias_shape.split()
            first = [index for index, name in enumerate(right) if name in names][0]
            self.bias = learned(*[axes_lengths[name] if name in names else 1 for name in right[first:]])
        else:
            self.bias = None

    def forward(self, input):
        left, right = self.pattern.split("->")
        # Axes that are made of several are taken apart before the product, and put together behind it.
        given = [name for group in _parse(left) for name in group]
        wanted = [name for group in _parse(right) for name in group]
        flat_left, flat_right = " ".join(given), " ".join(wanted)
        lengths = {name: size for name, size in self.axes_lengths.items() if name in given}
        if flat_left.split() != left.split():
            input = rearrange(input, left + "->" + flat_left, **lengths)
        found = einsum(input, self.weight, flat_left + "," + self.weight_shape + "->" + flat_right)
        if self.bias is not None:
            found = found + self.bias
        if flat_right.split() != right.split():
            lengths = {name: size for name, size in self.axes_lengths.items() if name in wanted}
            found = rearrange(found, flat_right + "->" + right, **lengths)
        return found
