from .._losses import AdaptiveLogSoftmaxWithLoss
