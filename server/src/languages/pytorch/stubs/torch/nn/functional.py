# Layers as functions.
import _fovea


def conv1d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1): return _fovea.conv(input, weight, bias, stride, padding, dilation, groups, 1)
def conv2d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1): return _fovea.conv(input, weight, bias, stride, padding, dilation, groups, 2)
def conv3d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1): return _fovea.conv(input, weight, bias, stride, padding, dilation, groups, 3)
def conv_transpose1d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1): return _fovea.conv_transpose(input, weight, bias, stride, padding, output_padding, groups, dilation, 1)
def conv_transpose2d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1): return _fovea.conv_transpose(input, weight, bias, stride, padding, output_padding, groups, dilation, 2)
def conv_transpose3d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1): return _fovea.conv_transpose(input, weight, bias, stride, padding, output_padding, groups, dilation, 3)
def linear(input, weight, bias=None): return _fovea.linear(input, weight, bias)
def embedding(input, weight, *args, **kwargs): return _fovea.embedding(input, weight)


def embedding_bag(input, weight, offsets=None, max_norm=None, norm_type=2, scale_grad_by_freq=False, mode="mean", sparse=False, per_sample_weights=None, include_last_offset=False, padding_idx=None):
    vectors = _fovea.embedding(input, weight)
    if offsets is None:
        # Each row of indices is a bag.
        return _fovea.reduce(mode, vectors, -2, False)
    bags = offsets.shape[0] - (1 if include_last_offset else 0)
    return _fovea.shape_as(vectors, (bags, weight.shape[1]), "embedding_bag")


def one_hot(input, num_classes=-1): return _fovea.shape_as(input, tuple(input.shape) + (num_classes,), "one_hot")


def bilinear(input1, input2, weight, bias=None):
    # One product with the first input; the second one weighs its terms.
    rows, width1, width2 = weight.shape
    first = _fovea.linear(input1, weight.transpose(1, 2).reshape(rows * width2, width1), None)
    terms = first.unflatten(-1, (rows, width2)) * input2.unsqueeze(-2)
    return terms.sum(-1) if bias is None else terms.sum(-1) + bias


def per_axis(value, count):
    return tuple(value) if isinstance(value, (tuple, list)) else (value,) * count


def with_indices(pooled, wanted):
    return (pooled, _fovea.shape_as(pooled, pooled.shape, "indices")) if wanted else pooled


def max_unpool(input, axes, kernel_size, stride, padding, output_size):
    kernel, pad = per_axis(kernel_size, axes), per_axis(padding, axes)
    step = kernel if stride is None else per_axis(stride, axes)
    before = tuple(input.shape)
    if output_size is None:
        sizes = tuple([(before[axis - axes] - 1) * step[axis] - 2 * pad[axis] + kernel[axis] for axis in range(axes)])
    else:
        sizes = tuple(output_size)[-axes:]
    return _fovea.shape_as(input, before[: len(before) - axes] + sizes, "max_unpool")


def max_unpool1d(input, indices, kernel_size, stride=None, padding=0, output_size=None): return max_unpool(input, 1, kernel_size, stride, padding, output_size)
def max_unpool2d(input, indices, kernel_size, stride=None, padding=0, output_size=None): return max_unpool(input, 2, kernel_size, stride, padding, output_size)
def max_unpool3d(input, indices, kernel_size, stride=None, padding=0, output_size=None): return max_unpool(input, 3, kernel_size, stride, padding, output_size)


def max_pool1d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False): return with_indices(_fovea.max_pool(input, kernel_size, stride, padding, dilation, ceil_mode, 1), return_indices)
def max_pool2d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False): return with_indices(_fovea.max_pool(input, kernel_size, stride, padding, dilation, ceil_mode, 2), return_indices)
def max_pool3d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False): return with_indices(_fovea.max_pool(input, kernel_size, stride, padding, dilation, ceil_mode, 3), return_indices)
def avg_pool1d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True): return _fovea.avg_pool(input, kernel_size, stride, padding, count_include_pad, ceil_mode, 1)
def avg_pool2d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None): return _fovea.avg_pool(input, kernel_size, stride, padding, count_include_pad, ceil_mode, 2)
def avg_pool3d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None): return _fovea.avg_pool(input, kernel_size, stride, padding, count_include_pad, ceil_mode, 3)
def lp_pool2d(input, norm_type, kernel_size, stride=None, ceil_mode=False): return _fovea.avg_pool(input, kernel_size, stride, 0, True, ceil_mode, 2)
def adaptive_avg_pool1d(input, output_size): return _fovea.adaptive_avg_pool(input, output_size, 1)
def adaptive_avg_pool2d(input, output_size): return _fovea.adaptive_avg_pool(input, output_size, 2)
def adaptive_avg_pool3d(input, output_size): return _fovea.adaptive_avg_pool(input, output_size, 3)
def adaptive_max_pool1d(input, output_size, return_indices=False): return with_indices(_fovea.adaptive_max_pool(input, output_size, 1), return_indices)
def adaptive_max_pool2d(input, output_size, return_indices=False): return with_indices(_fovea.adaptive_max_pool(input, output_size, 2), return_indices)
def adaptive_max_pool3d(input, output_size, return_indices=False): return with_indices(_fovea.adaptive_max_pool(input, output_size, 3), return_indices)


def relu(input, inplace=False): return _fovea.activation("relu", input)
relu_ = relu
def relu6(input, inplace=False): return _fovea.activation("relu6", input)
def leaky_relu(input, negative_slope=0.01, inplace=False): return _fovea.activation("leaky_relu", input, negative_slope)
leaky_relu_ = leaky_relu
def elu(input, alpha=1.0, inplace=False): return _fovea.activation("elu", input, alpha)
def gelu(input, approximate="none"): return _fovea.activation("gelu", input)
def silu(input, inplace=False): return _fovea.activation("silu", input)
def mish(input, inplace=False): return _fovea.activation("mish", input)
def hardswish(input, inplace=False): return _fovea.activation("hardswish", input)
def hardsigmoid(input, inplace=False): return _fovea.activation("hardsigmoid", input)
def sigmoid(input): return _fovea.activation("sigmoid", input)
def tanh(input): return _fovea.activation("tanh", input)
def softplus(input, beta=1, threshold=20): return _fovea.activation("softplus", input)
def hardtanh(input, min_val=-1.0, max_val=1.0, inplace=False): return _fovea.elementwise("clamp", input)
def selu(input, inplace=False): return _fovea.elementwise("other", input)
def celu(input, alpha=1.0, inplace=False): return _fovea.elementwise("other", input)
def softsign(input): return _fovea.elementwise("other", input)
def logsigmoid(input): return _fovea.elementwise("other", input)
def threshold(input, threshold, value, inplace=False): return _fovea.elementwise("other", input)
def prelu(input, weight): return _fovea.prelu(input, weight)
def softmax(input, dim=None, _stacklevel=3, dtype=None): return _fovea.softmax(input, dim, False)
def log_softmax(input, dim=None, _stacklevel=3, dtype=None): return _fovea.softmax(input, dim, True)
def softmin(input, dim=None): return _fovea.softmax(input, dim, False)
def gumbel_softmax(input, tau=1, hard=False, dim=-1): return _fovea.softmax(input, dim, False)


def glu(input, dim=-1):
    a, b = input.chunk(2, dim)
    return a * _fovea.activation("sigmoid", b)


def dropout(input, p=0.5, training=True, inplace=False): return _fovea.dropout(input, p)
dropout1d = dropout2d = dropout3d = alpha_dropout = feature_alpha_dropout = dropout
def normalize(input, p=2.0, dim=1, eps=1e-12): return _fovea.elementwise("other", input)
def batch_norm(input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-5): return _fovea.batch_norm(input, None, weight, bias, running_mean is not None)
def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-5): return _fovea.layer_norm(input, normalized_shape, weight, bias)
def rms_norm(input, normalized_shape, weight=None, eps=None): return _fovea.layer_norm(input, normalized_shape, weight, None)
def group_norm(input, num_groups, weight=None, bias=None, eps=1e-5): return _fovea.group_norm(input, num_groups, weight, bias, None)
def instance_norm(input, running_mean=None, running_var=None, weight=None, bias=None, use_input_stats=True, momentum=0.1, eps=1e-5): return _fovea.group_norm(input, None, weight, bias, None)
def local_response_norm(input, size, alpha=0.0001, beta=0.75, k=1.0): return _fovea.elementwise("other", input)
def pad(input, pad, mode="constant", value=None): return _fovea.pad(input, pad, mode)


def interpolate(input, size=None, scale_factor=None, mode="nearest", align_corners=None, recompute_scale_factor=None, antialias=False):
    return _fovea.interpolate(input, size, scale_factor, mode, align_corners)


upsample = upsample_nearest = interpolate
def upsample_bilinear(input, size=None, scale_factor=None): return _fovea.interpolate(input, size, scale_factor, "bilinear", True)
def pixel_shuffle(input, upscale_factor): return _fovea.shuffle("pixel", input, upscale_factor)
def pixel_unshuffle(input, downscale_factor): return _fovea.shuffle("unpixel", input, downscale_factor)
def channel_shuffle(input, groups): return _fovea.shuffle("channel", input, groups)
def unfold(input, kernel_size, dilation=1, padding=0, stride=1): return _fovea.unfold(input, kernel_size, dilation, padding, stride)


def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1):
    before = tuple(input.shape)
    rows, columns = per_axis(kernel_size, 2)
    return _fovea.shape_as(input, before[:-2] + (before[-2] // (rows * columns),) + per_axis(output_size, 2), "fold")


def grid_sample(input, grid, mode="bilinear", padding_mode="zeros", align_corners=None): return _fovea.shape_as((input, grid), tuple(input.shape[:2]) + tuple(grid.shape[1:-1]), "grid_sample")
def affine_grid(theta, size, align_corners=None): return _fovea.shape_as(theta, tuple(size[:1]) + tuple(size[2:]) + (len(size) - 2,), "affine_grid")
def pairwise_distance(x1, x2, p=2.0, eps=1e-6, keepdim=False): return _fovea.reduce("norm", _fovea.elementwise("sub", x1, x2), -1, keepdim)
def softshrink(input, lambd=0.5): return _fovea.elementwise("other", input)
def hardshrink(input, lambd=0.5): return _fovea.elementwise("other", input)
def tanhshrink(input): return _fovea.elementwise("other", input)
def rrelu(input, lower=0.125, upper=1 / 3, training=False, inplace=False): return _fovea.elementwise("other", input)
def cosine_similarity(x1, x2, dim=1, eps=1e-8): return _fovea.reduce("other", _fovea.elementwise("mul", x1, x2), dim, False)
def scaled_dot_product_attention(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None, enable_gqa=False): return _fovea.scaled_attention(query, key, value)


def _loss(input, *args, **kwargs):
    return _fovea.reduce("other", input, None, False)


cross_entropy = nll_loss = mse_loss = l1_loss = smooth_l1_loss = binary_cross_entropy = _loss
binary_cross_entropy_with_logits = kl_div = huber_loss = ctc_loss = triplet_margin_loss = cosine_embedding_loss = _loss
margin_ranking_loss = hinge_embedding_loss = multi_margin_loss = multilabel_margin_loss = multilabel_soft_margin_loss = _loss
soft_margin_loss = poisson_nll_loss = gaussian_nll_loss = _loss
