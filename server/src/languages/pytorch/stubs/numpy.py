# The few functions of numpy that compute sizes; arrays are tensors.
import math
import torch

pi = math.pi
inf = math.inf
ndarray = torch.Tensor
float32 = torch.float32
int64 = torch.int64


def prod(values): return math.prod(values)
def sqrt(value): return math.sqrt(value) if isinstance(value, (int, float)) else torch.sqrt(value)
def log2(value): return math.log2(value) if isinstance(value, (int, float)) else torch.log2(value)
def log(value): return math.log(value) if isinstance(value, (int, float)) else torch.log(value)
def exp(value): return math.exp(value) if isinstance(value, (int, float)) else torch.exp(value)
def floor(value): return float(math.floor(value)) if isinstance(value, (int, float)) else torch.floor(value)
def ceil(value): return float(math.ceil(value)) if isinstance(value, (int, float)) else torch.ceil(value)
def arange(*bounds, **kwargs): return torch.arange(*bounds)
def linspace(start, stop, num=50, **kwargs): return torch.linspace(start, stop, num)
def array(values, dtype=None): return torch.tensor(values)
def zeros(shape, dtype=None): return torch.zeros(shape)
def ones(shape, dtype=None): return torch.ones(shape)


def cumsum(values):
    total = 0
    sums = []
    for value in values:
        total += value
        sums.append(total)
    return torch.tensor(sums)
