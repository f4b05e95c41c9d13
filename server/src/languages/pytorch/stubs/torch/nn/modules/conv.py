from .._layers import Conv1d, Conv2d, Conv3d, ConvTranspose1d, ConvTranspose2d, ConvTranspose3d, LazyConv1d, LazyConv2d, LazyConv3d, _Conv, _ConvNd, _ConvTranspose

_ConvTransposeNd = _ConvTranspose
