# Networks on several devices are one network.
from .._layers import DataParallel

DistributedDataParallel = DataParallel
