# Reparametrisations keep shapes and costs.


def _same(module, *args, **kwargs):
    return module


spectral_norm = weight_norm = remove_weight_norm = remove_spectral_norm = _same
def clip_grad_norm_(*args, **kwargs): return None
def fuse_conv_bn_eval(conv, bn): return conv
