from .._losses import *
from .._losses import _Loss

_WeightedLoss = _Loss
