# Reparametrisations keep shapes and costs.
from .. import _layers


def weight_norm(module, name="weight", dim=0):
    # The weight becomes a direction of its own size and a magnitude for each slice along `dim` (Salimans and Kingma, 2016).
    weight = getattr(module, name)
    magnitude = _layers.learned(*[size if dim is not None and axis == dim % weight.ndim else 1 for axis, size in enumerate(weight.shape)])
    setattr(module, name + "_g", magnitude)
    weight.magnitude = magnitude
    return module


def remove_weight_norm(module, name="weight"):
    getattr(module, name).magnitude = None
    module._parameters.pop(name + "_g", None)
    return module


def spectral_norm(module, *args, **kwargs):
    return module


remove_spectral_norm = spectral_norm
def clip_grad_value_(*args, **kwargs): return None
def clip_grad_norm_(*args, **kwargs): return None
def fuse_conv_bn_eval(conv, bn): return conv
