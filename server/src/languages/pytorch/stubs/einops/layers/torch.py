from torch.nn import Module
from .. import rearrange, reduce


class Rearrange(Module):
    def __init__(self, pattern, **sizes):
        super().__init__()
        self.pattern = pattern
        self.sizes = sizes

    def forward(self, input):
        return rearrange(input, self.pattern, **self.sizes)


class Reduce(Module):
    def __init__(self, pattern, reduction, **sizes):
        super().__init__()
        self.pattern = pattern
        self.reduction = reduction
        self.sizes = sizes

    def forward(self, input):
        return reduce(input, self.pattern, self.reduction, **self.sizes)
