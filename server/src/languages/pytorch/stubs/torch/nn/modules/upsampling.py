from .._layers import Upsample, UpsamplingBilinear2d, UpsamplingNearest2d
