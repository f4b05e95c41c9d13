# Networks on several devices are one network.
from .._layers import DataParallel


class DistributedDataParallel(DataParallel):
    pass


def data_parallel(module, inputs, *args, **kwargs): return module(*inputs) if isinstance(inputs, (tuple, list)) else module(inputs)
