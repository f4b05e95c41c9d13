from .._layers import Bilinear, Identity, LazyLinear, Linear, NonDynamicallyQuantizableLinear
