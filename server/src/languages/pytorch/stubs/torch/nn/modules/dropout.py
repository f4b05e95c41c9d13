from .._layers import Dropout, Dropout1d, Dropout2d, Dropout3d, AlphaDropout, _Dropout
