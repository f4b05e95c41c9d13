from .._layers import Conv1d, Conv2d, Conv3d, ConvTranspose2d, _Conv, _ConvNd
