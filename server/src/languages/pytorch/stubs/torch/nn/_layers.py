# Layers: each makes its parameters, and runs the function of functional.py that it is named after.
import _fovea
from .._tensor import Parameter
from . import functional as F
from ._module import Module
from .functional import per_axis


def learned(*sizes):
    return Parameter(_fovea.full(sizes, None, "float"))


class _Conv(Module):
    axes = 2
    transposed = False
    output_padding = 0

    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, padding_mode="zeros", device=None, dtype=None):
        super().__init__()
        self.setup(in_channels, out_channels, kernel_size, stride, padding, dilation, groups, bias)
        if isinstance(padding_mode, str) and padding_mode not in ("zeros", "reflect", "replicate", "circular"):
            raise ValueError("padding_mode must be one of 'zeros', 'reflect', 'replicate' or 'circular', but got '" + padding_mode + "'")
        self.padding_mode = padding_mode

    def setup(self, in_channels, out_channels, kernel_size, stride, padding, dilation, groups, bias):
        if padding == "same" and any([size != 1 for size in per_axis(stride, self.axes)]):
            raise ValueError("padding='same' is not supported for strided convolutions")
        layer = self.__class__.__name__
        self.in_channels = _fovea.whole(in_channels, layer, "in_channels")
        self.out_channels = _fovea.whole(out_channels, layer, "out_channels")
        self.groups = _fovea.whole(groups, layer, "groups")
        self.kernel_size = tuple([_fovea.whole(size, layer, "kernel_size") for size in per_axis(kernel_size, self.axes)])
        self.stride = tuple([_fovea.whole(size, layer, "stride") for size in per_axis(stride, self.axes)])
        self.padding = padding if isinstance(padding, str) else tuple([_fovea.whole(size, layer, "padding") for size in per_axis(padding, self.axes)])
        self.dilation = per_axis(dilation, self.axes)
        _fovea.divides(self.groups, self.in_channels, layer, "input channels")
        _fovea.divides(self.groups, self.out_channels, layer, "output channels")
        if self.transposed:
            self.weight = learned(self.in_channels, self.out_channels // self.groups, *self.kernel_size)
        else:
            self.weight = learned(self.out_channels, self.in_channels // self.groups, *self.kernel_size)
        if bias:
            self.bias = learned(self.out_channels)
        else:
            self.register_parameter("bias", None)

    @property
    def _reversed_padding_repeated_twice(self):
        return [size for size in reversed(self.padding) for _ in range(2)]

    def reset_parameters(self):
        pass

    def forward(self, input):
        return _fovea.conv(input, self.weight, self.bias, self.stride, self.padding, self.dilation, self.groups, self.axes)

    def _conv_forward(self, input, weight, bias):
        return _fovea.conv(input, weight, bias, self.stride, self.padding, self.dilation, self.groups, self.axes)


_ConvNd = _Conv


class Conv1d(_Conv):
    axes = 1


class Conv2d(_Conv):
    pass


class Conv3d(_Conv):
    axes = 3


class _ConvTranspose(_Conv):
    transposed = True

    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1, padding_mode="zeros", device=None, dtype=None):
        Module.__init__(self)
        self.setup(in_channels, out_channels, kernel_size, stride, padding, dilation, groups, bias)
        self.output_padding = per_axis(output_padding, self.axes)

    def _output_padding(self, input, output_size, *args):
        # What is wanted says how much is added to the least size (torch.nn.modules.conv).
        if output_size is None:
            return self.output_padding
        wanted = list(output_size)[-self.axes:]
        sizes = list(input.shape)[-self.axes:]
        least = [
            (sizes[axis] - 1) * self.stride[axis] - 2 * self.padding[axis] + self.dilation[axis] * (self.kernel_size[axis] - 1) + 1
            for axis in range(self.axes)
        ]
        most = [least[axis] + self.stride[axis] - 1 for axis in range(self.axes)]
        if any([wanted[axis] < least[axis] or wanted[axis] > most[axis] for axis in range(self.axes)]):
            raise ValueError("requested an output size of " + str(wanted) + ", but valid sizes range from " + str(least) + " to " + str(most))
        return tuple([wanted[axis] - least[axis] for axis in range(self.axes)])

    def forward(self, input, output_size=None):
        padding = self._output_padding(input, output_size)
        return _fovea.conv_transpose(input, self.weight, self.bias, self.stride, self.padding, padding, self.groups, self.dilation, self.axes)


class ConvTranspose1d(_ConvTranspose):
    axes = 1


class ConvTranspose2d(_ConvTranspose):
    pass


class ConvTranspose3d(_ConvTranspose):
    axes = 3


class Linear(Module):
    def __init__(self, in_features, out_features, bias=True, device=None, dtype=None):
        super().__init__()
        layer = self.__class__.__name__
        self.in_features = _fovea.whole(in_features, layer, "in_features")
        self.out_features = _fovea.whole(out_features, layer, "out_features")
        self.weight = learned(self.out_features, self.in_features)
        if bias:
            self.bias = learned(self.out_features)
        else:
            self.register_parameter("bias", None)

    def reset_parameters(self):
        pass

    def forward(self, input):
        return _fovea.linear(input, self.weight, self.bias)


class NonDynamicallyQuantizableLinear(Linear):
    pass


class Embedding(Module):
    def __init__(self, num_embeddings, embedding_dim, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False, _weight=None, _freeze=False, device=None, dtype=None):
        super().__init__()
        self.num_embeddings = num_embeddings
        self.embedding_dim = embedding_dim
        self.padding_idx = padding_idx
        if isinstance(padding_idx, int) and isinstance(num_embeddings, int) and not -num_embeddings <= padding_idx < num_embeddings:
            raise ValueError("Padding_idx must be within num_embeddings")
        self.weight = learned(num_embeddings, embedding_dim) if _weight is None else Parameter(_weight)
        if _freeze:
            self.weight.requires_grad = False

    @classmethod
    def from_pretrained(cls, embeddings, freeze=True, padding_idx=None, **kwargs):
        rows, columns = embeddings.shape
        made = cls(rows, columns, padding_idx)
        made.weight.requires_grad = not freeze
        return made

    def reset_parameters(self):
        pass

    def forward(self, input):
        return _fovea.embedding(input, self.weight)


class EmbeddingBag(Module):
    def __init__(self, num_embeddings, embedding_dim, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, mode="mean", sparse=False, _weight=None, include_last_offset=False, padding_idx=None, device=None, dtype=None):
        super().__init__()
        self.num_embeddings = num_embeddings
        self.embedding_dim = embedding_dim
        self.mode = mode
        self.include_last_offset = include_last_offset
        self.padding_idx = padding_idx
        self.weight = learned(num_embeddings, embedding_dim) if _weight is None else Parameter(_weight)

    @classmethod
    def from_pretrained(cls, embeddings, freeze=True, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, mode="mean", sparse=False, include_last_offset=False, padding_idx=None):
        rows, columns = embeddings.shape
        made = cls(rows, columns, mode=mode, include_last_offset=include_last_offset, padding_idx=padding_idx)
        made.weight.requires_grad = not freeze
        return made

    def reset_parameters(self):
        pass

    def forward(self, input, offsets=None, per_sample_weights=None):
        return F.embedding_bag(input, self.weight, offsets, mode=self.mode, per_sample_weights=per_sample_weights, include_last_offset=self.include_last_offset)


class _BatchNorm(Module):
    def __init__(self, num_features, eps=1e-5, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None, *, bias=True):
        super().__init__()
        self.num_features = _fovea.whole(num_features, self.__class__.__name__, "num_features")
        self.eps = eps
        self.momentum = momentum
        self.affine = affine
        self.track_running_stats = track_running_stats
        self.weight = learned(self.num_features) if affine else None
        self.bias = learned(self.num_features) if affine and bias else None
        if track_running_stats:
            self.register_buffer("running_mean", _fovea.full((self.num_features,), None, "float"))
            self.register_buffer("running_var", _fovea.full((self.num_features,), None, "float"))
            self.register_buffer("num_batches_tracked", _fovea.full((), None, "int"))
        else:
            self.register_buffer("running_mean", None)
            self.register_buffer("running_var", None)

    def reset_parameters(self):
        pass

    def reset_running_stats(self):
        pass

    def _check_input_dim(self, input):
        pass

    def forward(self, input):
        self._check_input_dim(input)
        return _fovea.batch_norm(input, self.num_features, self.weight, self.bias, self.track_running_stats, self.eps, self.momentum)


class BatchNorm1d(_BatchNorm):
    def _check_input_dim(self, input):
        _fovea.check_rank(input, (2, 3), "BatchNorm1d")


class BatchNorm2d(_BatchNorm):
    def _check_input_dim(self, input):
        _fovea.check_rank(input, (4,), "BatchNorm2d")


class BatchNorm3d(_BatchNorm):
    def _check_input_dim(self, input):
        _fovea.check_rank(input, (5,), "BatchNorm3d")


class SyncBatchNorm(_BatchNorm):
    def __init__(self, num_features, eps=1e-5, momentum=0.1, affine=True, track_running_stats=True, process_group=None, device=None, dtype=None, *, bias=True):
        super().__init__(num_features, eps, momentum, affine, track_running_stats, bias=bias)

    @classmethod
    def convert_sync_batchnorm(cls, module, process_group=None):
        return module


class _InstanceNorm(Module):
    def __init__(self, num_features, eps=1e-5, momentum=0.1, affine=False, track_running_stats=False, device=None, dtype=None, *, bias=True):
        super().__init__()
        self.num_features = num_features
        self.eps = eps
        self.affine = affine
        self.weight = learned(num_features) if affine else None
        self.bias = learned(num_features) if affine and bias else None

    def forward(self, input):
        return _fovea.group_norm(input, None, self.weight, self.bias, self.num_features, self.eps)


class InstanceNorm1d(_InstanceNorm):
    pass


class InstanceNorm2d(_InstanceNorm):
    pass


class InstanceNorm3d(_InstanceNorm):
    pass


class GroupNorm(Module):
    def __init__(self, num_groups, num_channels, eps=1e-5, affine=True, device=None, dtype=None, *, bias=True):
        super().__init__()
        _fovea.divides(num_groups, num_channels, "GroupNorm", "channels")
        self.num_groups = num_groups
        self.num_channels = num_channels
        self.eps = eps
        self.affine = affine
        self.weight = learned(num_channels) if affine else None
        self.bias = learned(num_channels) if affine and bias else None

    def reset_parameters(self):
        pass

    def forward(self, input):
        return _fovea.group_norm(input, self.num_groups, self.weight, self.bias, self.num_channels, self.eps)


class LayerNorm(Module):
    def __init__(self, normalized_shape, eps=1e-5, elementwise_affine=True, bias=True, device=None, dtype=None):
        super().__init__()
        self.normalized_shape = per_axis(normalized_shape, 1)
        self.eps = eps
        self.elementwise_affine = elementwise_affine
        self.weight = learned(*self.normalized_shape) if elementwise_affine else None
        self.bias = learned(*self.normalized_shape) if elementwise_affine and bias else None

    def reset_parameters(self):
        pass

    def forward(self, input):
        return _fovea.layer_norm(input, self.normalized_shape, self.weight, self.bias, self.eps)


class RMSNorm(Module):
    def __init__(self, normalized_shape, eps=None, elementwise_affine=True, device=None, dtype=None):
        super().__init__()
        self.normalized_shape = per_axis(normalized_shape, 1)
        self.eps = eps
        self.elementwise_affine = elementwise_affine
        self.weight = learned(*self.normalized_shape) if elementwise_affine else None

    def reset_parameters(self):
        pass

    def forward(self, input):
        return _fovea.rms_norm(input, self.normalized_shape, self.weight, None, self.eps)


class LocalResponseNorm(Module):
    def __init__(self, size, alpha=0.0001, beta=0.75, k=1.0):
        super().__init__()
        self.size = size
        self.alpha = alpha
        self.beta = beta
        self.k = k

    def forward(self, input):
        return F.local_response_norm(input, self.size, self.alpha, self.beta, self.k)


class _Activation(Module):
    def __init__(self, *args, **kwargs):
        super().__init__()
        self.inplace = kwargs.get("inplace", False)
        for name, value in kwargs.items():
            setattr(self, name, value)

    def forward(self, input):
        return _fovea.activation(self.kind, input)


class ReLU(_Activation):
    kind = "relu"


class SiLU(_Activation):
    kind = "silu"


class Mish(_Activation):
    kind = "mish"


class GELU(Module):
    def __init__(self, approximate="none"):
        super().__init__()
        self.approximate = approximate

    def forward(self, input):
        return _fovea.activation("gelu", input, self.approximate)


class Sigmoid(_Activation):
    kind = "sigmoid"


class Tanh(_Activation):
    kind = "tanh"


class Hardswish(_Activation):
    kind = "hardswish"


class Hardsigmoid(_Activation):
    kind = "hardsigmoid"


class Softplus(_Activation):
    kind = "softplus"


class SELU(_Activation):
    kind = "selu"


class CELU(_Activation):
    kind = "other"


class Softsign(_Activation):
    kind = "other"


class LogSigmoid(_Activation):
    kind = "other"


class Hardtanh(_Activation):
    kind = "clamp"


class ReLU6(_Activation):
    kind = "relu6"


class Threshold(_Activation):
    kind = "other"


class Tanhshrink(_Activation):
    kind = "other"


class Softshrink(_Activation):
    kind = "other"


class Hardshrink(_Activation):
    kind = "other"


class RReLU(_Activation):
    kind = "other"


class LeakyReLU(Module):
    def __init__(self, negative_slope=0.01, inplace=False):
        super().__init__()
        self.negative_slope = negative_slope
        self.inplace = inplace

    def forward(self, input):
        return _fovea.activation("leaky_relu", input, self.negative_slope)


class ELU(Module):
    def __init__(self, alpha=1.0, inplace=False):
        super().__init__()
        self.alpha = alpha

    def forward(self, input):
        return _fovea.activation("elu", input, self.alpha)


class PReLU(Module):
    def __init__(self, num_parameters=1, init=0.25, device=None, dtype=None):
        super().__init__()
        self.num_parameters = num_parameters
        self.weight = learned(num_parameters)

    def reset_parameters(self):
        pass

    def forward(self, input):
        return _fovea.prelu(input, self.weight)


class GLU(Module):
    def __init__(self, dim=-1):
        super().__init__()
        self.dim = dim

    def forward(self, input):
        return F.glu(input, self.dim)


class Softmax(Module):
    log = False

    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def forward(self, input):
        return _fovea.softmax(input, self.dim, self.log)


class CrossMapLRN2d(LocalResponseNorm):
    pass


class Softmin(Softmax):
    pass


class LogSoftmax(Softmax):
    log = True


class Softmax2d(Softmax):
    def __init__(self):
        super().__init__(1)


class _Dropout(Module):
    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        self.p = p
        self.inplace = inplace

    def forward(self, input):
        return _fovea.dropout(input, self.p)


class Dropout(_Dropout):
    pass


class Dropout1d(_Dropout):
    pass


class Dropout2d(_Dropout):
    pass


class Dropout3d(_Dropout):
    pass


class AlphaDropout(_Dropout):
    pass


class FeatureAlphaDropout(_Dropout):
    pass


class Identity(Module):
    def __init__(self, *args, **kwargs):
        super().__init__()

    def forward(self, input):
        return input


class Flatten(Module):
    def __init__(self, start_dim=1, end_dim=-1):
        super().__init__()
        self.start_dim = start_dim
        self.end_dim = end_dim

    def forward(self, input):
        return _fovea.flatten(input, self.start_dim, self.end_dim)


class Unflatten(Module):
    def __init__(self, dim, unflattened_size):
        super().__init__()
        self.dim = dim
        self.unflattened_size = unflattened_size

    def forward(self, input):
        return input.unflatten(self.dim, self.unflattened_size)


class _MaxPool(Module):
    axes = 2

    def __init__(self, kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False):
        super().__init__()
        self.kernel_size = kernel_size
        self.stride = stride if stride is not None else kernel_size
        self.padding = padding
        self.dilation = dilation
        self.return_indices = return_indices
        self.ceil_mode = ceil_mode

    def forward(self, input):
        pooled = _fovea.max_pool(input, self.kernel_size, self.stride, self.padding, self.dilation, self.ceil_mode, self.axes)
        return F.with_indices(pooled, self.return_indices)


class MaxPool1d(_MaxPool):
    axes = 1


class MaxPool2d(_MaxPool):
    pass


class MaxPool3d(_MaxPool):
    axes = 3


class _AvgPool(Module):
    axes = 2

    def __init__(self, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None):
        super().__init__()
        self.kernel_size = kernel_size
        self.stride = stride if stride is not None else kernel_size
        self.padding = padding
        self.ceil_mode = ceil_mode
        self.count_include_pad = count_include_pad

    def forward(self, input):
        return _fovea.avg_pool(input, self.kernel_size, self.stride, self.padding, self.count_include_pad, self.ceil_mode, self.axes)


class AvgPool1d(_AvgPool):
    axes = 1


class AvgPool2d(_AvgPool):
    pass


class AvgPool3d(_AvgPool):
    axes = 3


class _AdaptivePool(Module):
    axes = 2

    def __init__(self, output_size, return_indices=False):
        super().__init__()
        self.output_size = output_size


class AdaptiveAvgPool2d(_AdaptivePool):
    def forward(self, input):
        return _fovea.adaptive_avg_pool(input, self.output_size, self.axes)


class AdaptiveAvgPool1d(AdaptiveAvgPool2d):
    axes = 1


class AdaptiveAvgPool3d(AdaptiveAvgPool2d):
    axes = 3


class AdaptiveMaxPool2d(_AdaptivePool):
    def __init__(self, output_size, return_indices=False):
        super().__init__(output_size)
        self.return_indices = return_indices

    def forward(self, input):
        return F.with_indices(_fovea.adaptive_max_pool(input, self.output_size, self.axes), self.return_indices)


class AdaptiveMaxPool1d(AdaptiveMaxPool2d):
    axes = 1


class AdaptiveMaxPool3d(AdaptiveMaxPool2d):
    axes = 3


class _Pad(Module):
    mode = "constant"
    axes = 2

    def __init__(self, padding, value=0.0):
        super().__init__()
        self.padding = per_axis(padding, 2 * self.axes)
        self.value = value

    def forward(self, input):
        return _fovea.pad(input, self.padding, self.mode)


class ConstantPad2d(_Pad):
    pass


class ZeroPad2d(_Pad):
    pass


class ReflectionPad2d(_Pad):
    mode = "reflect"


class ReplicationPad2d(_Pad):
    mode = "replicate"


class CircularPad2d(_Pad):
    mode = "circular"


class ConstantPad1d(_Pad):
    axes = 1


class ZeroPad1d(_Pad):
    axes = 1


class ReflectionPad1d(_Pad):
    axes = 1
    mode = "reflect"


class ReplicationPad1d(_Pad):
    axes = 1
    mode = "replicate"


class ConstantPad3d(_Pad):
    axes = 3


class ZeroPad3d(_Pad):
    axes = 3


class ReflectionPad3d(_Pad):
    axes = 3
    mode = "reflect"


class ReplicationPad3d(_Pad):
    axes = 3
    mode = "replicate"


class CircularPad1d(_Pad):
    axes = 1
    mode = "circular"


class CircularPad3d(_Pad):
    axes = 3
    mode = "circular"


class Upsample(Module):
    def __init__(self, size=None, scale_factor=None, mode="nearest", align_corners=None, recompute_scale_factor=None):
        super().__init__()
        self.size = size
        self.scale_factor = scale_factor
        self.mode = mode
        self.recompute_scale_factor = recompute_scale_factor
        self.align_corners = align_corners

    def forward(self, input):
        return F.interpolate(input, self.size, self.scale_factor, self.mode, self.align_corners, self.recompute_scale_factor)


class UpsamplingNearest2d(Upsample):
    def __init__(self, size=None, scale_factor=None):
        super().__init__(size, scale_factor)


class UpsamplingBilinear2d(Upsample):
    def __init__(self, size=None, scale_factor=None):
        super().__init__(size, scale_factor, "bilinear", True)


class PixelShuffle(Module):
    def __init__(self, upscale_factor):
        super().__init__()
        self.upscale_factor = upscale_factor

    def forward(self, input):
        return _fovea.shuffle("pixel", input, self.upscale_factor)


class PixelUnshuffle(Module):
    def __init__(self, downscale_factor):
        super().__init__()
        self.downscale_factor = downscale_factor

    def forward(self, input):
        return _fovea.shuffle("unpixel", input, self.downscale_factor)


class ChannelShuffle(Module):
    def __init__(self, groups):
        super().__init__()
        self.groups = groups

    def forward(self, input):
        return _fovea.shuffle("channel", input, self.groups)


class Unfold(Module):
    def __init__(self, kernel_size, dilation=1, padding=0, stride=1):
        super().__init__()
        self.arguments = (kernel_size, dilation, padding, stride)

    def forward(self, input):
        return _fovea.unfold(input, *self.arguments)


class Fold(Module):
    def __init__(self, output_size, kernel_size, dilation=1, padding=0, stride=1):
        super().__init__()
        self.arguments = (output_size, kernel_size, dilation, padding, stride)

    def forward(self, input):
        return F.fold(input, *self.arguments)


class Bilinear(Module):
    def __init__(self, in1_features, in2_features, out_features, bias=True, device=None, dtype=None):
        super().__init__()
        self.in1_features = in1_features
        self.in2_features = in2_features
        self.out_features = out_features
        self.weight = learned(out_features, in1_features, in2_features)
        if bias:
            self.bias = learned(out_features)
        else:
            self.register_parameter("bias", None)

    def reset_parameters(self):
        pass

    def forward(self, input1, input2):
        return F.bilinear(input1, input2, self.weight, self.bias)


class CosineSimilarity(Module):
    def __init__(self, dim=1, eps=1e-8):
        super().__init__()
        self.dim = dim

    def forward(self, x1, x2):
        return F.cosine_similarity(x1, x2, self.dim)


class PairwiseDistance(Module):
    def __init__(self, p=2.0, eps=1e-6, keepdim=False):
        super().__init__()
        self.keepdim = keepdim

    def forward(self, x1, x2):
        return F.pairwise_distance(x1, x2, keepdim=self.keepdim)


class _MaxUnpool(Module):
    axes = 2

    def __init__(self, kernel_size, stride=None, padding=0):
        super().__init__()
        self.arguments = (kernel_size, stride, padding)

    def forward(self, input, indices, output_size=None):
        return F.max_unpool(input, indices, self.axes, *self.arguments, output_size)


class MaxUnpool1d(_MaxUnpool):
    axes = 1


class MaxUnpool2d(_MaxUnpool):
    pass


class MaxUnpool3d(_MaxUnpool):
    axes = 3


class LPPool2d(Module):
    axes = 2

    def __init__(self, norm_type, kernel_size, stride=None, ceil_mode=False):
        super().__init__()
        self.norm_type = norm_type
        self.kernel_size = kernel_size
        self.stride = stride
        self.ceil_mode = ceil_mode

    def forward(self, input):
        return _fovea.avg_pool(input, self.kernel_size, self.stride, 0, True, self.ceil_mode, self.axes)


class LPPool1d(LPPool2d):
    axes = 1


class LPPool3d(LPPool2d):
    axes = 3


class FractionalMaxPool2d(Module):
    axes = 2

    def __init__(self, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None):
        super().__init__()
        self.kernel_size = kernel_size
        self.output_size = output_size
        self.output_ratio = output_ratio
        self.return_indices = return_indices

    def forward(self, input):
        return F.fractional_max_pool(input, self.axes, self.output_size, self.output_ratio, self.return_indices)


class FractionalMaxPool3d(FractionalMaxPool2d):
    axes = 3


class DataParallel(Module):
    def __init__(self, module, *args, **kwargs):
        super().__init__()
        self.module = module

    def forward(self, *args, **kwargs):
        return self.module(*args, **kwargs)


class _Lazy(Module):
    # A layer whose input sizes are those of its first input. Its parameters are there from the start, without shapes.
    def _unset(self, bias):
        self.weight = Parameter(_fovea.from_numbers(_fovea.not_modelled("the shape of a lazy layer before its first input"), "float"))
        self.register_parameter("bias", learned(self.out_channels) if bias else None)

    def initialize_parameters(self, input):
        pass

    def has_uninitialized_params(self):
        return False


class LazyLinear(_Lazy, Linear):
    def __init__(self, out_features, bias=True, device=None, dtype=None):
        Module.__init__(self)
        self.out_features = self.out_channels = _fovea.whole(out_features, "LazyLinear", "out_features")
        self._unset(bias)

    def forward(self, input):
        self.in_features = input.shape[-1]
        _fovea.share(self.weight, _fovea.full((self.out_features, self.in_features), None, "float"))
        return _fovea.linear(input, self.weight, self.bias)


class _LazyConv(_Lazy):
    def __init__(self, out_channels, kernel_size, stride=1, padding=0, *args, **kwargs):
        Module.__init__(self)
        # The layer itself is made for as many channels as it has groups.
        rest = ("output_padding", "groups", "bias", "dilation") if self.transposed else ("dilation", "groups", "bias")
        given = dict(zip(rest, args))
        given.update(kwargs)
        super(_Lazy, self).__init__(given.get("groups", 1), out_channels, kernel_size, stride, padding, **given)
        self._unset(given.get("bias", True))

    def forward(self, input, output_size=None):
        inside = input.shape[-1 - self.axes]
        self.in_channels = inside
        sizes = (inside, self.out_channels // self.groups) if self.transposed else (self.out_channels, inside // self.groups)
        _fovea.share(self.weight, _fovea.full(sizes + tuple(self.kernel_size), None, "float"))
        if self.transposed:
            return _fovea.conv_transpose(input, self.weight, self.bias, self.stride, self.padding, self.output_padding, self.groups, self.dilation, self.axes)
        return _fovea.conv(input, self.weight, self.bias, self.stride, self.padding, self.dilation, self.groups, self.axes)


class LazyConv1d(_LazyConv, Conv1d):
    pass


class LazyConv2d(_LazyConv, Conv2d):
    pass


class LazyConv3d(_LazyConv, Conv3d):
    pass


class LazyConvTranspose1d(_LazyConv, ConvTranspose1d):
    pass


class LazyConvTranspose2d(_LazyConv, ConvTranspose2d):
    pass


class LazyConvTranspose3d(_LazyConv, ConvTranspose3d):
    pass


class _LazyNorm(_Lazy):
    def __init__(self, eps=1e-5, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None):
        Module.__init__(self)
        self.eps = eps
        self.momentum = momentum
        self.affine = affine
        self.track_running_stats = track_running_stats
        for name in ("weight", "bias"):
            self.register_parameter(name, Parameter(_fovea.from_numbers(_fovea.not_modelled("the shape of a lazy layer before its first input"), "float")) if affine else None)

    def forward(self, input):
        self.num_features = input.shape[1]
        if self.affine:
            for each in (self.weight, self.bias):
                _fovea.share(each, _fovea.full((self.num_features,), None, "float"))
        return self._normalise(input)


class _LazyBatchNorm(_LazyNorm):
    def _normalise(self, input):
        return _fovea.batch_norm(input, self.num_features, self.weight, self.bias, self.track_running_stats, self.eps, self.momentum)


class LazyBatchNorm1d(_LazyBatchNorm, BatchNorm1d):
    pass


class LazyBatchNorm2d(_LazyBatchNorm, BatchNorm2d):
    pass


class LazyBatchNorm3d(_LazyBatchNorm, BatchNorm3d):
    pass


class _LazyInstanceNorm(_LazyNorm):
    # Unlike an InstanceNorm, a lazy one learns a scale and a shift where nothing else is said.
    def _normalise(self, input):
        return _fovea.group_norm(input, None, self.weight, self.bias, self.num_features, self.eps)


class LazyInstanceNorm1d(_LazyInstanceNorm, InstanceNorm1d):
    pass


class LazyInstanceNorm2d(_LazyInstanceNorm, InstanceNorm2d):
    pass


class LazyInstanceNorm3d(_LazyInstanceNorm, InstanceNorm3d):
    pass
