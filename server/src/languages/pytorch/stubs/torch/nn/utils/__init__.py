# Reparametrisations keep shapes and costs.
import _fovea
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


def spectral_norm(module, name="weight", n_power_iterations=1, eps=1e-12, dim=None): return module
def remove_spectral_norm(module, name="weight"): return module
def clip_grad_value_(*args, **kwargs): return None
def clip_grad_norm_(*args, **kwargs): return _fovea.full((), None, "float")
clip_grad_norm = clip_grad_norm_
def clip_grads_with_norm_(*args, **kwargs): return None
def get_total_norm(*args, **kwargs): return _fovea.full((), None, "float")
def skip_init(module_cls, *args, **kwargs): return module_cls(*args, **{name: value for name, value in kwargs.items() if name != "device"})
def parameters_to_vector(parameters): return _fovea.cat([each.reshape(-1) for each in parameters], 0)
def vector_to_parameters(vec, parameters): return None
def convert_conv2d_weight_memory_format(module, memory_format): return module


from . import fusion, parametrizations, parametrize, rnn
from .fusion import fuse_conv_bn_eval, fuse_conv_bn_weights, fuse_linear_bn_eval, fuse_linear_bn_weights
