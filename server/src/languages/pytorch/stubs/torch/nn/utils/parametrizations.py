from . import spectral_norm, weight_norm
