# Layers as functions.
import _fovea


def conv1d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1): return _fovea.conv(input, weight, bias, stride, padding, dilation, groups, 1)
def conv2d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1): return _fovea.conv(input, weight, bias, stride, padding, dilation, groups, 2)
def conv3d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1): return _fovea.conv(input, weight, bias, stride, padding, dilation, groups, 3)
def conv_transpose1d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1): return _fovea.conv_transpose(input, weight, bias, stride, padding, output_padding, groups, dilation, 1)
def conv_transpose2d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1): return _fovea.conv_transpose(input, weight, bias, stride, padding, output_padding, groups, dilation, 2)
def conv_transpose3d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1): return _fovea.conv_transpose(input, weight, bias, stride, padding, output_padding, groups, dilation, 3)
def conv_tbc(input, weight, bias, pad=0): return _fovea.unmodelled("conv_tbc", input, weight, bias)
def linear(input, weight, bias=None): return _fovea.linear(input, weight, bias)
def embedding(input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False): return _fovea.embedding(input, weight)


def embedding_bag(input, weight, offsets=None, max_norm=None, norm_type=2, scale_grad_by_freq=False, mode="mean", sparse=False, per_sample_weights=None, include_last_offset=False, padding_idx=None):
    found = _fovea.depends(_fovea.embedding(input, weight), offsets, per_sample_weights)
    if offsets is None:
        # Each row of indices is a bag.
        return _fovea.reduce(mode, found, -2, False)
    bags = offsets.shape[0] - (1 if include_last_offset else 0)
    return _fovea.shape_as(found, (bags, weight.shape[1]), "embedding_bag")


def one_hot(input, num_classes=-1):
    size = _fovea.unknown_size("the largest number of a tensor") if num_classes == -1 else num_classes
    return _fovea.cast(_fovea.shape_as(input, tuple(input.shape) + (size,), "one_hot"), "int")


def bilinear(input1, input2, weight, bias=None):
    # One product with the first input; the second one weighs its terms.
    rows, width1, width2 = weight.shape
    first = _fovea.linear(input1, weight.transpose(1, 2).reshape(rows * width2, width1), None)
    terms = first.unflatten(-1, (rows, width2)) * input2.unsqueeze(-2)
    return terms.sum(-1) if bias is None else terms.sum(-1) + bias


def per_axis(value, count):
    return tuple(value) if isinstance(value, (tuple, list)) else (value,) * count


def with_indices(pooled, wanted):
    return (pooled, _fovea.cast(_fovea.shape_as(pooled, pooled.shape, "indices"), "int")) if wanted else pooled


def max_unpool(input, indices, axes, kernel_size, stride, padding, output_size):
    sizes = None if output_size is None else tuple(output_size)[-axes:]
    return _fovea.max_unpool(input, indices, kernel_size, stride, padding, sizes, axes)


def max_unpool1d(input, indices, kernel_size, stride=None, padding=0, output_size=None): return max_unpool(input, indices, 1, kernel_size, stride, padding, output_size)
def max_unpool2d(input, indices, kernel_size, stride=None, padding=0, output_size=None): return max_unpool(input, indices, 2, kernel_size, stride, padding, output_size)
def max_unpool3d(input, indices, kernel_size, stride=None, padding=0, output_size=None): return max_unpool(input, indices, 3, kernel_size, stride, padding, output_size)


def max_pool1d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False): return with_indices(_fovea.max_pool(input, kernel_size, stride, padding, dilation, ceil_mode, 1), return_indices)
def max_pool2d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False): return with_indices(_fovea.max_pool(input, kernel_size, stride, padding, dilation, ceil_mode, 2), return_indices)
def max_pool3d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False): return with_indices(_fovea.max_pool(input, kernel_size, stride, padding, dilation, ceil_mode, 3), return_indices)
def max_pool1d_with_indices(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=True): return max_pool1d(input, kernel_size, stride, padding, dilation, ceil_mode, True)
def max_pool2d_with_indices(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=True): return max_pool2d(input, kernel_size, stride, padding, dilation, ceil_mode, True)
def max_pool3d_with_indices(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=True): return max_pool3d(input, kernel_size, stride, padding, dilation, ceil_mode, True)
def avg_pool1d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True): return _fovea.avg_pool(input, kernel_size, stride, padding, count_include_pad, ceil_mode, 1)
def avg_pool2d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None): return _fovea.avg_pool(input, kernel_size, stride, padding, count_include_pad, ceil_mode, 2)
def avg_pool3d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None): return _fovea.avg_pool(input, kernel_size, stride, padding, count_include_pad, ceil_mode, 3)
def lp_pool1d(input, norm_type, kernel_size, stride=None, ceil_mode=False): return _fovea.avg_pool(input, kernel_size, stride, 0, True, ceil_mode, 1)
def lp_pool2d(input, norm_type, kernel_size, stride=None, ceil_mode=False): return _fovea.avg_pool(input, kernel_size, stride, 0, True, ceil_mode, 2)
def lp_pool3d(input, norm_type, kernel_size, stride=None, ceil_mode=False): return _fovea.avg_pool(input, kernel_size, stride, 0, True, ceil_mode, 3)


def fractional_max_pool(input, axes, output_size, output_ratio, return_indices):
    before = tuple(input.shape)
    ratio = None if output_ratio is None else per_axis(output_ratio, axes)
    sizes = per_axis(output_size, axes) if ratio is None else tuple([int(before[axis - axes] * ratio[axis]) for axis in range(axes)])
    return with_indices(_fovea.shape_as(input, before[: len(before) - axes] + sizes, "fractional_max_pool"), return_indices)


def fractional_max_pool2d(input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None): return fractional_max_pool(input, 2, output_size, output_ratio, return_indices)
def fractional_max_pool3d(input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None): return fractional_max_pool(input, 3, output_size, output_ratio, return_indices)
def adaptive_avg_pool1d(input, output_size): return _fovea.adaptive_avg_pool(input, output_size, 1)
def adaptive_avg_pool2d(input, output_size): return _fovea.adaptive_avg_pool(input, output_size, 2)
def adaptive_avg_pool3d(input, output_size): return _fovea.adaptive_avg_pool(input, output_size, 3)
def adaptive_max_pool1d(input, output_size, return_indices=False): return with_indices(_fovea.adaptive_max_pool(input, output_size, 1), return_indices)
def adaptive_max_pool2d(input, output_size, return_indices=False): return with_indices(_fovea.adaptive_max_pool(input, output_size, 2), return_indices)
def adaptive_max_pool3d(input, output_size, return_indices=False): return with_indices(_fovea.adaptive_max_pool(input, output_size, 3), return_indices)


def relu(input, inplace=False): return _fovea.activation("relu", input)
def relu6(input, inplace=False): return _fovea.activation("relu6", input)
def leaky_relu(input, negative_slope=0.01, inplace=False): return _fovea.activation("leaky_relu", input, negative_slope)
def elu(input, alpha=1.0, inplace=False): return _fovea.activation("elu", input, alpha)
def _in_place(function): return lambda input, *args, **kwargs: _fovea.update(input, function(input, *args, **kwargs))
relu_, leaky_relu_, elu_ = _in_place(relu), _in_place(leaky_relu), _in_place(elu)
def gelu(input, approximate="none"): return _fovea.activation("gelu", input, approximate)
def silu(input, inplace=False): return _fovea.activation("silu", input)
def mish(input, inplace=False): return _fovea.activation("mish", input)
def hardswish(input, inplace=False): return _fovea.activation("hardswish", input)
def hardsigmoid(input, inplace=False): return _fovea.activation("hardsigmoid", input)
def sigmoid(input): return _fovea.activation("sigmoid", input)
def tanh(input): return _fovea.activation("tanh", input)
def softplus(input, beta=1, threshold=20): return _fovea.activation("softplus", input)
def hardtanh(input, min_val=-1.0, max_val=1.0, inplace=False): return input.clamp(min_val, max_val)
def selu(input, inplace=False): return _fovea.activation("selu", input)
def celu(input, alpha=1.0, inplace=False): return _fovea.elementwise("other", input)
hardtanh_, selu_, celu_ = _in_place(hardtanh), _in_place(selu), _in_place(celu)
def softsign(input): return _fovea.elementwise("other", input)
def logsigmoid(input): return _fovea.elementwise("other", input)
def threshold(input, threshold, value, inplace=False): return _fovea.elementwise("other", input)
threshold_ = _in_place(threshold)
def prelu(input, weight): return _fovea.prelu(input, weight)
def softmax(input, dim=None, _stacklevel=3, dtype=None): return _fovea.softmax(input, dim, False)
def log_softmax(input, dim=None, _stacklevel=3, dtype=None): return _fovea.softmax(input, dim, True)
def softmin(input, dim=None, _stacklevel=3, dtype=None): return _fovea.softmax(input, dim, False)
def gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1): return _fovea.softmax(logits, dim, False)


def glu(input, dim=-1):
    a, b = input.chunk(2, dim)
    return a * _fovea.activation("sigmoid", b)


def dropout(input, p=0.5, training=True, inplace=False): return _fovea.dropout(input, p)
dropout1d = dropout2d = dropout3d = alpha_dropout = feature_alpha_dropout = dropout
def normalize(input, p=2.0, dim=1, eps=1e-12, out=None): return _fovea.elementwise("other", input)
def batch_norm(input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-5): return _fovea.batch_norm(input, None, weight, bias, running_mean is not None, eps, momentum)
def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-5): return _fovea.layer_norm(input, normalized_shape, weight, bias, eps)
def rms_norm(input, normalized_shape, weight=None, eps=None): return _fovea.rms_norm(input, normalized_shape, weight, None, eps)
def group_norm(input, num_groups, weight=None, bias=None, eps=1e-5): return _fovea.group_norm(input, num_groups, weight, bias, None, eps)
def instance_norm(input, running_mean=None, running_var=None, weight=None, bias=None, use_input_stats=True, momentum=0.1, eps=1e-5): return _fovea.group_norm(input, None, weight, bias, None, eps)
def local_response_norm(input, size, alpha=0.0001, beta=0.75, k=1.0): return _fovea.activation("local_response_norm", input, size, alpha, beta, k)
def pad(input, pad, mode="constant", value=None): return _fovea.pad(input, pad, mode)


def interpolate(input, size=None, scale_factor=None, mode="nearest", align_corners=None, recompute_scale_factor=None, antialias=False):
    return _fovea.interpolate(input, size, scale_factor, mode, align_corners, antialias, recompute_scale_factor)


upsample = upsample_nearest = interpolate
def upsample_bilinear(input, size=None, scale_factor=None): return interpolate(input, size, scale_factor, "bilinear", True)
def pixel_shuffle(input, upscale_factor): return _fovea.shuffle("pixel", input, upscale_factor)
def pixel_unshuffle(input, downscale_factor): return _fovea.shuffle("unpixel", input, downscale_factor)
def channel_shuffle(input, groups): return _fovea.shuffle("channel", input, groups)
native_channel_shuffle = channel_shuffle
def unfold(input, kernel_size, dilation=1, padding=0, stride=1): return _fovea.unfold(input, kernel_size, dilation, padding, stride)


def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1):
    before = tuple(input.shape)
    rows, columns = per_axis(kernel_size, 2)
    return _fovea.shape_as(input, before[:-2] + (before[-2] // (rows * columns),) + per_axis(output_size, 2), "fold")


def grid_sample(input, grid, mode="bilinear", padding_mode="zeros", align_corners=None): return _fovea.shape_as((input, grid), tuple(input.shape[:2]) + tuple(grid.shape[1:-1]), "grid_sample")
grid_sampler = grid_sample
def affine_grid(theta, size, align_corners=None): return _fovea.shape_as(theta, tuple(size[:1]) + tuple(size[2:]) + (len(size) - 2,), "affine_grid")
affine_grid_generator = affine_grid
def pairwise_distance(x1, x2, p=2.0, eps=1e-6, keepdim=False): return _fovea.reduce("norm", _fovea.elementwise("sub", x1, x2), -1, keepdim)
def pdist(input, p=2.0): return _fovea.shape_as(input, (input.shape[0] * (input.shape[0] - 1) // 2,), "pdist")
def softshrink(input, lambd=0.5): return _fovea.elementwise("other", input)
def hardshrink(input, lambd=0.5): return _fovea.elementwise("other", input)
def tanhshrink(input): return _fovea.elementwise("other", input)
def rrelu(input, lower=0.125, upper=1 / 3, training=False, inplace=False): return _fovea.elementwise("other", input)
rrelu_ = _in_place(rrelu)
def cosine_similarity(x1, x2, dim=1, eps=1e-8): return _fovea.reduce("other", _fovea.elementwise("mul", x1, x2), dim, False)


def scaled_dot_product_attention(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None, enable_gqa=False):
    if enable_gqa:
        groups = query.shape[-3] // key.shape[-3]
        key, value = key.repeat_interleave(groups, -3), value.repeat_interleave(groups, -3)
    if attn_mask is not None:
        _fovea.check_mask("scaled_dot_product_attention", query, key, attn_mask)
    return _fovea.scaled_attention(query, key, value, attn_mask, scale)


def multi_head_attention_forward(query, key, value, embed_dim_to_check, num_heads, in_proj_weight, in_proj_bias, bias_k, bias_v, add_zero_attn, dropout_p, out_proj_weight, out_proj_bias, training=True, key_padding_mask=None, need_weights=True, attn_mask=None, use_separate_proj_weight=False, q_proj_weight=None, k_proj_weight=None, v_proj_weight=None, static_k=None, static_v=None, average_attn_weights=True, is_causal=False):
    # Tokens come first: T x B x D, or T x D without a batch.
    batched = query.dim() == 3
    if not batched:
        query, key, value = query.unsqueeze(1), key.unsqueeze(1), value.unsqueeze(1)
    width = query.shape[-1]
    head = width // num_heads
    biases = (None, None, None) if in_proj_bias is None else in_proj_bias.chunk(3)
    weights = (q_proj_weight, k_proj_weight, v_proj_weight) if use_separate_proj_weight else in_proj_weight.chunk(3)
    q, k, v = [_fovea.linear(each, weight, bias) for each, weight, bias in zip((query, key, value), weights, biases)]
    if bias_k is not None:
        k = _fovea.cat((k, bias_k.repeat(1, k.shape[1], 1)), 0)
        v = _fovea.cat((v, bias_v.repeat(1, v.shape[1], 1)), 0)
    if add_zero_attn:
        k, v = pad(k, (0, 0, 0, 0, 0, 1)), pad(v, (0, 0, 0, 0, 0, 1))
    q, k, v = [each.reshape(each.shape[0], each.shape[1], num_heads, head).permute(1, 2, 0, 3) for each in (q, k, v)]
    mixed = _fovea.scaled_attention(q, k, v, attn_mask, key_padding_mask)
    mixed = _fovea.linear(mixed.permute(2, 0, 1, 3).reshape(query.shape[0], query.shape[1], width), out_proj_weight, out_proj_bias)
    if not batched:
        mixed = mixed.squeeze(1)
    if not need_weights:
        return mixed, None
    scores = (query.shape[1], query.shape[0], k.shape[-2])
    if not average_attn_weights:
        scores = (query.shape[1], num_heads, query.shape[0], k.shape[-2])
    return mixed, _fovea.shape_as((q, k), scores, "attention_weights")


# Losses: one number, or one for each example or place where they are not reduced.
def _loss(input, others, reduction, reduced, name=None, rule="broadcast"):
    if name is not None:
        _fovea.check_targets(name, input, others[0], rule)
    whole = _fovea.depends(input, *others)
    if reduction == "none":
        return _fovea.elementwise("other", whole) if reduced is None else _fovea.reduce("other", whole, reduced, False)
    return _fovea.reduce("other", whole, None, False)


def _classes(input): return 1 if input.dim() > 1 else 0
def cross_entropy(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0): return _loss(input, (target, weight), reduction, _classes(input), "cross_entropy", "classes")
def nll_loss(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean"): return _loss(input, (target, weight), reduction, _classes(input), "nll_loss", "classes")
nll_loss2d = nll_loss
def mse_loss(input, target, size_average=None, reduce=None, reduction="mean", weight=None): return _loss(input, (target, weight), reduction, None, "mse_loss")
def l1_loss(input, target, size_average=None, reduce=None, reduction="mean", weight=None): return _loss(input, (target, weight), reduction, None, "l1_loss")
def smooth_l1_loss(input, target, size_average=None, reduce=None, reduction="mean", beta=1.0): return _loss(input, (target,), reduction, None, "smooth_l1_loss")
def huber_loss(input, target, reduction="mean", delta=1.0, weight=None): return _loss(input, (target, weight), reduction, None, "huber_loss")
def binary_cross_entropy(input, target, weight=None, size_average=None, reduce=None, reduction="mean"): return _loss(input, (target, weight), reduction, None, "binary_cross_entropy", "equal")
def binary_cross_entropy_with_logits(input, target, weight=None, size_average=None, reduce=None, reduction="mean", pos_weight=None): return _loss(input, (target, weight, pos_weight), reduction, None, "binary_cross_entropy_with_logits", "equal")
def kl_div(input, target, size_average=None, reduce=None, reduction="mean", log_target=False): return _loss(input, (target,), reduction, None, "kl_div")
def soft_margin_loss(input, target, size_average=None, reduce=None, reduction="mean"): return _loss(input, (target,), reduction, None, "soft_margin_loss")
def hinge_embedding_loss(input, target, margin=1.0, size_average=None, reduce=None, reduction="mean"): return _loss(input, (target,), reduction, None, "hinge_embedding_loss")
def poisson_nll_loss(input, target, log_input=True, full=False, size_average=None, eps=1e-8, reduce=None, reduction="mean"): return _loss(input, (target,), reduction, None, "poisson_nll_loss")


def gaussian_nll_loss(input, target, var, full=False, eps=1e-6, reduction="mean"):
    # One variance for each element, for each row, or for all.
    if hasattr(var, "dim") and var.dim() == input.dim():
        _fovea.check_targets("gaussian_nll_loss", input, var, "broadcast")
    return _loss(input, (target, var), reduction, None, "gaussian_nll_loss")



def multi_margin_loss(input, target, p=1, margin=1.0, weight=None, size_average=None, reduce=None, reduction="mean"): return _loss(input, (target, weight), reduction, -1, "multi_margin_loss" if input.dim() == 2 else None, "classes")
def multilabel_margin_loss(input, target, size_average=None, reduce=None, reduction="mean"): return _loss(input, (target,), reduction, -1, "multilabel_margin_loss", "equal")
def multilabel_soft_margin_loss(input, target, weight=None, size_average=None, reduce=None, reduction="mean"): return _loss(input, (target, weight), reduction, -1, "multilabel_soft_margin_loss")


def _meet(loss, *tensors):
    # Each operand broadcasts with those before it.
    for at in range(1, len(tensors)):
        for before in range(at):
            _fovea.check_targets(loss, tensors[before], tensors[at], "broadcast")


def cosine_embedding_loss(input1, input2, target, margin=0, size_average=None, reduce=None, reduction="mean"):
    _meet("cosine_embedding_loss", input1, input2)
    if input1.dim() == 2:
        _meet("cosine_embedding_loss", input1[:, 0], target)
    return _loss(input1, (input2, target), reduction, -1)


def margin_ranking_loss(input1, input2, target, margin=0, size_average=None, reduce=None, reduction="mean"):
    _meet("margin_ranking_loss", input1, input2, target)
    return _loss(input1, (input2, target), reduction, None)



def triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2, eps=1e-6, swap=False, size_average=None, reduce=None, reduction="mean"):
    _meet("triplet_margin_loss", anchor, positive, negative)
    return _loss(anchor, (positive, negative), reduction, -1)


def triplet_margin_with_distance_loss(anchor, positive, negative, distance_function=None, margin=1.0, swap=False, reduction="mean"): return _loss(anchor, (positive, negative), reduction, -1)


def ctc_loss(log_probs, targets, input_lengths, target_lengths, blank=0, reduction="mean", zero_infinity=False):
    if log_probs.dim() == 3 and targets.dim() == 2:
        _fovea.check_targets("ctc_loss", log_probs[0, :, 0], targets[:, 0], "equal")
    found = _fovea.reduce("other", _fovea.depends(log_probs, targets), (0, 2) if log_probs.dim() == 3 else (0, 1), False)
    return found if reduction == "none" else _fovea.reduce("other", found, None, False)
