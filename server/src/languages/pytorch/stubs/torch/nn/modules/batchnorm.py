from .._layers import BatchNorm1d, BatchNorm2d, BatchNorm3d, SyncBatchNorm, _BatchNorm

_NormBase = _BatchNorm
