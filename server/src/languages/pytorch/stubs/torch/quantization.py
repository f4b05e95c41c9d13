# The former name of torch.ao.quantization.
from .ao import quantization


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return getattr(quantization, name)
