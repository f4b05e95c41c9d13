from .._layers import CrossMapLRN2d, GroupNorm, LayerNorm, LocalResponseNorm, RMSNorm
