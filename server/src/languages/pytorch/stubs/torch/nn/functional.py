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
def one_hot(input, num_classes=-1): return _fovea.shape_as(input, tuple(input.shape) + (num_classes,), "one_hot")
def bilinear(input1, input2, weight, bias=None): return _fovea.unmodelled("bilinear", input1, input2)


def max_pool1d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False): return _fovea.max_pool(input, kernel_size, stride, padding, dilation, ceil_mode, 1)
def max_pool2d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False): return _fovea.max_pool(input, kernel_size, stride, padding, dilation, ceil_mode, 2)
def max_pool3d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False): return _fovea.max_pool(input, kernel_size, stride, padding, dilation, ceil_mode, 3)
def avg_pool1d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True): return _fovea.avg_pool(input, kernel_size, stride, padding, count_include_pad, ceil_mode, 1)
def avg_pool2d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None): return _fovea.avg_pool(input, kernel_size, stride, padding, count_include_pad, ceil_mode, 2)
def avg_pool3d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None): return _fovea.avg_pool(input, kernel_size, stride, padding, count_include_pad, ceil_mode, 3)
def lp_pool2d(input, norm_type, kernel_size, stride=None, ceil_mode=False): return _fovea.avg_pool(input, kernel_size, stride, 0, True, ceil_mode, 2)
def adaptive_avg_pool1d(input, output_size): return _fovea.adaptive_avg_pool(input, output_size, 1)
def adaptive_avg_pool2d(input, output_size): return _fovea.adaptive_avg_pool(input, output_size, 2)
def adaptive_avg_pool3d(input, output_size): return _fovea.adaptive_avg_pool(input, output_size, 3)
def adaptive_max_pool1d(input, output_size, return_indices=False): return _fovea.adaptive_max_pool(input, output_size, 1)
def adaptive_max_pool2d(input, output_size, return_indices=False): return _fovea.adaptive_max_pool(input, output_size, 2)
def adaptive_max_pool3d(input, output_size, return_indices=False): return _fovea.adaptive_max_pool(input, output_size, 3)


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


upsample = interpolate
def pixel_shuffle(input, upscale_factor): return _fovea.shuffle("pixel", input, upscale_factor)
def pixel_unshuffle(input, downscale_factor): return _fovea.shuffle("unpixel", input, downscale_factor)
def channel_shuffle(input, groups): return _fovea.shuffle("channel", input, groups)
def unfold(input, kernel_size, dilation=1, padding=0, stride=1): return _fovea.unfold(input, kernel_size, dilation, padding, stride)
def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1): return _fovea.unmodelled("fold", input)
def grid_sample(input, grid, **kwargs): return _fovea.unmodelled("grid_sample", input, grid)
def affine_grid(theta, size, align_corners=None): return _fovea.unmodelled("affine_grid", theta)
def cosine_similarity(x1, x2, dim=1, eps=1e-8): return _fovea.reduce("other", _fovea.elementwise("mul", x1, x2), dim, False)
def scaled_dot_product_attention(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None, enable_gqa=False): return _fovea.scaled_attention(query, key, value)


def _loss(input, *args, **kwargs):
    return _fovea.reduce("other", input, None, False)


cross_entropy = nll_loss = mse_loss = l1_loss = smooth_l1_loss = binary_cross_entropy = _loss
binary_cross_entropy_with_logits = kl_div = huber_loss = _loss
