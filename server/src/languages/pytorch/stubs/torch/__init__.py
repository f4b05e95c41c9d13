# The part of torch that networks are written in. Shapes and costs are those of the engine's operators, to which everything leads.
import math
import _fovea
from ._tensor import BoolTensor, Buffer, DoubleTensor, LongTensor, Parameter, Tensor, Values, given, sizes_of


class dtype:
    def __init__(self, name, kind, floating=None, itemsize=4):
        self.name = name
        self.kind = kind
        self.is_floating_point = kind in ("float", "double") if floating is None else floating
        self.is_complex = name.startswith("complex")
        self.is_signed = name[0] != "u"
        self.itemsize = itemsize

    def __repr__(self):
        return "torch." + self.name

    def to_real(self):
        return self

    to_complex = to_real


float32 = float = dtype("float32", "float")
float64 = double = dtype("float64", "double", None, 8)
float16 = half = dtype("float16", "float", None, 2)
bfloat16 = dtype("bfloat16", "float", None, 2)
float8_e4m3fn = dtype("float8_e4m3fn", "float", None, 1)
float8_e5m2 = dtype("float8_e5m2", "float", None, 1)
int64 = long = dtype("int64", "int", None, 8)
int32 = int = dtype("int32", "int")
int16 = short = dtype("int16", "int", None, 2)
int8 = dtype("int8", "int", None, 1)
uint8 = dtype("uint8", "int", None, 1)
uint16 = dtype("uint16", "int", None, 2)
uint32 = dtype("uint32", "int")
uint64 = dtype("uint64", "int", None, 8)
qint8 = dtype("qint8", "int", None, 1)
quint8 = dtype("quint8", "int", None, 1)
bool = dtype("bool", "bool", None, 1)
complex32 = chalf = dtype("complex32", "float", False)
complex64 = cfloat = dtype("complex64", "float", False, 8)
complex128 = cdouble = dtype("complex128", "double", False, 16)


def dtype_named(kind):
    return float32 if kind == "float" else float64 if kind == "double" else int64 if kind == "int" else bool


def kind_of(given, otherwise):
    return _fovea.kind(otherwise, given)


pi = math.pi
e = math.e
inf = math.inf
nan = math.nan
newaxis = None
Size = tuple
FloatTensor = HalfTensor = BFloat16Tensor = Tensor
IntTensor = ShortTensor = ByteTensor = CharTensor = LongTensor
strided = "torch.strided"
sparse_coo = sparse_csr = sparse_csc = sparse_bsr = sparse_bsc = jagged = "torch.sparse"
contiguous_format = channels_last = channels_last_3d = preserve_format = "memory format"
__version__ = "2.4.0"


class layout:
    pass


memory_format = layout


class device:
    def __init__(self, kind="cpu", index=None):
        self.type = kind
        self.index = index

    def __enter__(self):
        return self

    def __exit__(self, *args):
        return False


class Generator:
    def __init__(self, device="cpu"):
        self.device = device

    def manual_seed(self, seed):
        return self

    def seed(self):
        return 0

    initial_seed = seed


class no_grad:
    def __init__(self, *args, **kwargs):
        pass

    def __new__(cls, function=None, *args, **kwargs):
        # As a decorator without parentheses too.
        return function if callable(function) else object.__new__(cls)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        return False

    def __call__(self, function):
        return function


enable_grad = inference_mode = set_grad_enabled = autocast = no_grad


class _Backend:
    def __getattr__(self, name):
        return self

    def is_available(self, *args):
        return _fovea.unknown("what a machine offers depends on the machine")

    is_built = device_count = is_available

    def __call__(self, *args, **kwargs):
        return self

    def __bool__(self):
        return False

    def __enter__(self):
        return self

    def __exit__(self, *args):
        return False

    def __setattr__(self, name, value):
        pass


backends = _Backend()
_C = _Backend()
onnx = _Backend()
mps = xpu = _Backend()


# Making tensors.
def _filled(size, kwargs, number, kind="float"): return _fovea.full(given(size, kwargs, "size"), number, _fovea.kind(kind, kwargs.get("dtype")))
def zeros(*size, **kwargs): return _filled(size, kwargs, 0)
def ones(*size, **kwargs): return _filled(size, kwargs, 1)
def empty(*size, **kwargs): return _filled(size, kwargs, None)
def rand(*size, **kwargs): return _filled(size, kwargs, None)
def randn(*size, **kwargs): return _filled(size, kwargs, None)
def full(size, fill_value, dtype=None, **kwargs): return _fovea.full(size, fill_value, _fovea.kind(_fovea.type(fill_value), dtype))
def randperm(n, **kwargs): return _fovea.full((n,), None, "int")
def _like(input, kwargs, number, kind=None): return _fovea.full(input.shape, number, _fovea.kind(_fovea.type(input) if kind is None else kind, kwargs.get("dtype")))
def zeros_like(input, **kwargs): return _like(input, kwargs, 0)
def ones_like(input, **kwargs): return _like(input, kwargs, 1)
def empty_like(input, **kwargs): return _like(input, kwargs, None)
def rand_like(input, **kwargs): return _like(input, kwargs, None)
def randn_like(input, **kwargs): return _like(input, kwargs, None)
def randint_like(input, *args, **kwargs): return _like(input, kwargs, None)
def full_like(input, fill_value, **kwargs): return _like(input, kwargs, fill_value)
def empty_strided(size, stride, **kwargs): return _fovea.full(size, None, "float")
def scalar_tensor(value, dtype=None, **kwargs): return _fovea.from_numbers(value, kind_of(dtype, None))
def from_numpy(data): return as_tensor(data)
def frombuffer(data, dtype=None, **kwargs): return _fovea.full((_fovea.unknown_size("how long a buffer is"),), None, kind_of(dtype, "float"))
def bernoulli(input, p=None, generator=None): return _fovea.elementwise("other", input)
def poisson(input, generator=None): return _fovea.elementwise("other", input)
def arange(start, end=None, step=1, dtype=None, **kwargs): return _fovea.arange(0, start, 1, kind_of(dtype, None)) if end is None else _fovea.arange(start, end, step, kind_of(dtype, None))
def linspace(start, end, steps=100, dtype=None, **kwargs): return _fovea.linspace(start, end, steps, kind_of(dtype, None))
def logspace(start, end, steps=100, base=10.0, dtype=None, **kwargs): return _fovea.elementwise("pow", base, _fovea.linspace(start, end, steps, kind_of(dtype, None)))
def range(start, end=None, step=1, dtype=None, **kwargs): return _fovea.arange(start, end + step, step, kind_of(dtype, "float"))


def randint(low, high=None, size=None, dtype=None, **kwargs):
    # The upper bound alone, or both; sizes come last.
    return _fovea.full(high if size is None else size, None, kind_of(dtype, "int"))


def normal(mean, std=1.0, size=None, **kwargs):
    if size is not None:
        return _fovea.full(size, None, "float")
    return _fovea.elementwise("other", mean, std)


def eye(n, m=None, dtype=None, **kwargs):
    rows = _fovea.unsqueeze(_fovea.arange(0, n, 1, "int"), 1)
    return _fovea.cast(_fovea.elementwise("eq", rows, _fovea.arange(0, n if m is None else m, 1, "int")), kind_of(dtype, "float"))


def tensor(data, dtype=None, **kwargs):
    if not isinstance(data, (list, tuple, Tensor)) and hasattr(data, "tolist"):
        data = data.tolist()
    made = _fovea.from_numbers(data, kind_of(dtype, None))
    return _fovea.copy(made) if made is data else made


def as_tensor(data, dtype=None, **kwargs):
    return _fovea.cast(data, kind_of(dtype, _fovea.type(data))) if isinstance(data, Tensor) else tensor(data, dtype)


asarray = as_tensor


def tril_indices(row, col, offset=0, **kwargs): return _fovea.nonzero(ones(row, col).tril(offset)).t()
def triu_indices(row, col, offset=0, **kwargs): return _fovea.nonzero(ones(row, col).triu(offset)).t()


def meshgrid(*tensors, indexing="ij"):
    if len(tensors) == 1 and isinstance(tensors[0], (tuple, list)):
        tensors = tensors[0]
    axes = list(builtin_range(len(tensors)))
    if indexing == "xy" and len(axes) > 1:
        axes[0], axes[1] = 1, 0
    shape = [None] * len(tensors)
    for axis, each in zip(axes, tensors):
        shape[axis] = each.numel()
    made = []
    for axis, each in zip(axes, tensors):
        own = [1] * len(tensors)
        own[axis] = each.numel()
        made.append(_fovea.expand(_fovea.reshape(each, own, "reshape"), shape))
    return tuple(made)


def builtin_range(count):
    # `range` is a function of torch here.
    index = 0
    while index < count:
        yield index
        index += 1


def cartesian_prod(*tensors): return stack([each.flatten() for each in meshgrid(*tensors)], -1)
def combinations(input, r=2, with_replacement=False): return _fovea.shape_as(input, (_fovea.unknown_size("how many combinations there are"), r), "combinations")
def vander(x, N=None, increasing=False): return _fovea.shape_as(x, (x.shape[0], x.shape[0] if N is None else N), "vander")


def _into(out, found):
    # What is written into a tensor that is handed in is what it is from then on.
    return found if out is None else _fovea.update(out, found)


# Joining and parting.
def cat(tensors, dim=0, out=None): return _into(out, _fovea.cat(tensors, dim))
concat = concatenate = cat
def stack(tensors, dim=0, out=None): return _into(out, _fovea.stack(tensors, dim))
def atleast_1d(*tensors): return _each(tensors, lambda each: each.reshape(1) if each.dim() == 0 else each)
def atleast_2d(*tensors): return _each(tensors, lambda each: each.reshape(1, -1) if each.dim() < 2 else each)
def atleast_3d(*tensors): return _each(tensors, lambda each: each.reshape(1, -1, 1) if each.dim() < 2 else each.unsqueeze(-1) if each.dim() == 2 else each)


def _each(tensors, change):
    if len(tensors) == 1 and isinstance(tensors[0], (tuple, list)):
        tensors = tensors[0]
    elif len(tensors) == 1:
        return change(tensors[0])
    return tuple([change(each) for each in tensors])


def hstack(tensors, out=None): return _into(out, _fovea.cat(tensors, 0 if tensors[0].dim() == 1 else 1))
def vstack(tensors, out=None): return _into(out, _fovea.cat([atleast_2d(each) for each in tensors], 0))
row_stack = vstack
def dstack(tensors, out=None): return _into(out, _fovea.cat([atleast_3d(each) for each in tensors], 2))
def column_stack(tensors): return _fovea.cat([each.unsqueeze(1) if each.dim() < 2 else each for each in tensors], 1)
def hsplit(input, parts): return input.tensor_split(parts, 0 if input.dim() == 1 else 1)
def vsplit(input, parts): return input.tensor_split(parts, 0)
def dsplit(input, parts): return input.tensor_split(parts, 2)
def _total(sizes):
    total = 0
    for size in sizes:
        total = total + size
    return total


def block_diag(*tensors): return _fovea.shape_as(tuple(tensors), (_total([each.shape[0] for each in tensors]), _total([each.shape[1] for each in tensors])), "block_diag")


# Shapes.
def reshape(input, shape): return _fovea.reshape(input, shape, "reshape")
def flatten(input, start_dim=0, end_dim=-1): return _fovea.flatten(input, start_dim, end_dim)
def permute(input, dims): return _fovea.permute(input, dims, "permute")
def unsqueeze(input, dim): return _fovea.unsqueeze(input, dim)
def squeeze(input, dim=None): return _fovea.squeeze(input, dim)
def numel(input): return _fovea.count(input)
def broadcast_shapes(*shapes): return _fovea.elementwise("other", *[_fovea.full(each, None, "float") for each in shapes]).shape


def broadcast_tensors(*tensors):
    shape = broadcast_shapes(*[each.shape for each in tensors])
    return tuple([_fovea.expand(each, shape) for each in tensors])


def split(tensor, split_size_or_sections, dim=0): return tensor.split(split_size_or_sections, dim)
def pixel_shuffle(input, upscale_factor): return _fovea.shuffle("pixel", input, upscale_factor)
def channel_shuffle(input, groups): return _fovea.shuffle("channel", input, groups)

# Arithmetic.
def add(input, other, alpha=1, out=None): return _into(out, _fovea.elementwise("add", input, other, _fovea.scalar(alpha)))
def sub(input, other, alpha=1, out=None): return _into(out, _fovea.elementwise("sub", input, other, _fovea.scalar(alpha)))
def mul(input, other, out=None): return _into(out, _fovea.elementwise("mul", input, other))
def div(input, other, rounding_mode=None, out=None): return _into(out, _fovea.elementwise("div" if rounding_mode is None else "floordiv" if rounding_mode == "floor" else "truncdiv", input, other))
subtract, multiply = sub, mul
divide = true_divide = div
def floor_divide(input, other, out=None): return _into(out, _fovea.elementwise("floordiv", input, other))
def remainder(input, other, out=None): return _into(out, _fovea.elementwise("mod", input, other))
def pow(input, exponent, out=None): return _into(out, _fovea.elementwise("pow", input, exponent))
float_power = pow


def where(condition, input=None, other=None):
    return condition.nonzero(as_tuple=True) if input is None else _fovea.elementwise("where", condition, input, other)


def sigmoid(input, out=None): return _into(out, _fovea.activation("sigmoid", input))
def tanh(input, out=None): return _into(out, _fovea.activation("tanh", input))
def relu(input): return _fovea.activation("relu", input)
def softmax(input, dim=None, dtype=None): return _fovea.softmax(input, dim, False)
def log_softmax(input, dim=None, dtype=None): return _fovea.softmax(input, dim, True)
def polar(abs, angle): return _fovea.elementwise("other", abs, angle)
def complex(real, imag): return _fovea.elementwise("other", real, imag)
def var_mean(input, dim=None, unbiased=True, keepdim=False, correction=1): return input.var(dim, unbiased, keepdim), input.mean(None if isinstance(dim, type(True)) else dim, keepdim)
std_mean = var_mean
def max(input, dim=None, keepdim=False, other=None): return input.max(dim, keepdim, other)
def min(input, dim=None, keepdim=False, other=None): return input.min(dim, keepdim, other)

# Products.
def matmul(input, other, out=None): return _into(out, _fovea.matmul(input, other))
def mm(input, mat2, out=None): return _into(out, _fovea.matmul(input, mat2))
bmm = mm
def chain_matmul(*matrices):
    found = matrices[0]
    for each in matrices[1:]:
        found = _fovea.matmul(found, each)
    return found


def einsum(equation, *operands):
    if len(operands) == 1 and isinstance(operands[0], (tuple, list)):
        operands = operands[0]
    return _fovea.einsum(equation, operands)


def tensordot(a, b, dims=2):
    if isinstance(dims, (tuple, list)):
        left, right = [list(each) if isinstance(each, (tuple, list)) else [each] for each in dims]
    else:
        left, right = list(builtin_range(a.dim()))[a.dim() - dims:], list(builtin_range(dims))
    letters = "abcdefghijklmnopqrstuvwxyz"
    first = list(letters[:a.dim()])
    second = list(letters[a.dim():a.dim() + b.dim()])
    left = [axis % a.dim() for axis in left]
    right = [axis % b.dim() for axis in right]
    for one, other in zip(left, right):
        second[other] = first[one]
    rest = [each for axis, each in enumerate(first) if axis not in left] + [each for axis, each in enumerate(second) if axis not in right]
    return _fovea.einsum("".join(first) + "," + "".join(second) + "->" + "".join(rest), (a, b))


def cdist(x1, x2, p=2.0, compute_mode=None, out=None): return _into(out, _fovea.shape_as((x1, x2), tuple(x1.shape[:-1]) + (x2.shape[-2],), "cdist"))
def pdist(input, p=2.0): return _fovea.shape_as(input, (input.shape[0] * (input.shape[0] - 1) // 2,), "pdist")
def hann_window(window_length, **kwargs): return _fovea.full((window_length,), None, "float")
hamming_window = blackman_window = bartlett_window = kaiser_window = hann_window
# A complex number is one element, of which the last axis holds both parts where it is viewed as real.
def view_as_complex(input): return _fovea.index(input, (..., 0))
def view_as_real(input): return _fovea.shape_as(input, tuple(input.shape) + (2,), "view_as_real")
def real(input): return input
def imag(input): return input


def stft(input, n_fft, hop_length=None, win_length=None, window=None, center=True, pad_mode="reflect", normalized=False, onesided=None, return_complex=None):
    hop = n_fft // 4 if hop_length is None else hop_length
    shape = tuple(input.shape)
    length = shape[-1] + (2 * (n_fft // 2) if center else 0)
    rows = n_fft if onesided is False else n_fft // 2 + 1
    parts = () if return_complex else (2,)
    return _fovea.shape_as((input, window), shape[:-1] + (rows, (length - n_fft) // hop + 1) + parts, "stft")


def istft(input, n_fft, hop_length=None, win_length=None, window=None, center=True, normalized=False, onesided=None, length=None, return_complex=False):
    hop = n_fft // 4 if hop_length is None else hop_length
    shape = tuple(input.shape)
    frames = shape[-1]
    size = length if length is not None else (frames - 1) * hop + (0 if center else n_fft)
    return _fovea.shape_as((input, window), shape[:-2] + (size,), "istft")


# Functions of functions, and sparse tensors.
from .func import vmap
from . import sparse


def spmm(input, mat2): return _fovea.matmul(input, mat2)
dsmm = hsmm = saddmm = spmm
def sparse_coo_tensor(indices=None, values=None, size=None, **kwargs): return sparse.made(*[each if isinstance(each, Tensor) else tensor(each) for each in (indices, values)], size) if values is not None else zeros(size)


def sparse_csr_tensor(crow_indices, col_indices, values, size=None, **kwargs):
    values = as_tensor(values)
    if size is None:
        size = (as_tensor(crow_indices).shape[0] - 1, _fovea.unknown_size("the largest column of a sparse tensor"))
    return _fovea.shape_as(values, tuple(size), "sparse")


def sparse_csc_tensor(ccol_indices, row_indices, values, size=None, **kwargs):
    values = as_tensor(values)
    if size is None:
        size = (_fovea.unknown_size("the largest row of a sparse tensor"), as_tensor(ccol_indices).shape[0] - 1)
    return _fovea.shape_as(values, tuple(size), "sparse")


def sparse_bsr_tensor(crow_indices, col_indices, values, size, **kwargs): return _fovea.shape_as(as_tensor(values), tuple(size), "sparse")
sparse_bsc_tensor = sparse_compressed_tensor = sparse_bsr_tensor


def searchsorted(sorted_sequence, input, **kwargs): return _fovea.shape_as((input, sorted_sequence), input.shape, "searchsorted") if isinstance(input, Tensor) else _fovea.full((), None, "int")
def bucketize(input, boundaries, **kwargs): return _fovea.shape_as((input, boundaries), input.shape, "bucketize") if isinstance(input, Tensor) else _fovea.full((), None, "int")
def isin(elements, test_elements, **kwargs): return _fovea.cast(_fovea.shape_as((elements, test_elements), elements.shape, "isin"), "bool")
def multinomial(input, num_samples, replacement=False, generator=None): return _fovea.cast(_fovea.shape_as(input, tuple(input.shape[:-1]) + (num_samples,), "multinomial"), "int")
def trapz(y, x=None, dx=None, dim=-1): return _fovea.reduce("other", y, dim, False)
trapezoid = trapz


def svd(input, some=True, compute_uv=True):
    rows, columns = input.shape[-2], input.shape[-1]
    least = rows if rows < columns else columns
    lead = tuple(input.shape[:-2])
    return _fovea.shape_as(input, lead + (rows, least), "svd"), _fovea.shape_as(input, lead + (least,), "svd"), _fovea.shape_as(input, lead + (columns, least), "svd")


def inverse(input): return _fovea.elementwise("other", input)
matrix_exp = pinverse = cholesky = inverse
def det(input): return _fovea.shape_as(input, tuple(input.shape[:-2]), "det")
logdet = det


class finfo:
    min, max, eps, tiny, smallest_normal, bits = -3.4028234663852886e38, 3.4028234663852886e38, 1.1920928955078125e-07, 1.1754943508222875e-38, 1.1754943508222875e-38, 32

    def __init__(self, kind=None):
        self.dtype = kind


class iinfo:
    min, max, bits = -(2**63), 2**63 - 1, 64

    def __init__(self, kind=None):
        self.dtype = kind


def _method(name): return lambda input, *args, out=None, **kwargs: _into(out, getattr(input, name)(*args, **kwargs))


# What functions of torch do as methods of tensors do.
_methods = """
abs absolute acos acosh addbmm addcdiv addcmul addmm addmv addr adjoint all allclose amax amin aminmax angle any arccos arccosh
arcsin arcsinh arctan arctan2 arctanh argmax argmin argsort argwhere asin asinh atan atan2 atanh baddbmm bincount bitwise_and
bitwise_left_shift bitwise_not bitwise_or bitwise_right_shift bitwise_xor broadcast_to ceil chunk clamp clamp_max clamp_min clip
clone conj conj_physical copysign corrcoef cos cosh count_nonzero cov cross cummax cummin cumprod cumsum deg2rad detach diag
diag_embed diagonal diagonal_scatter diff digamma dist dot eq erf erfc erfinv exp exp2 expm1 fix flip fliplr flipud floor fmax fmin
fmod frac gather gcd ge ger greater greater_equal gt heaviside histc hypot i0 igamma igammac index_add index_copy index_fill
index_put index_reduce index_select inner is_complex is_floating_point isclose isfinite isinf isnan isneginf isposinf isreal
kron kthvalue lcm ldexp le lerp less less_equal lgamma log log10 log1p log2 logaddexp logaddexp2 logcumsumexp logical_and
logical_not logical_or logical_xor logit logsumexp lt masked_fill masked_scatter masked_select maximum mean median minimum mode
moveaxis movedim msort mv mvlgamma nan_to_num nanmean nanmedian nanquantile nansum narrow ne neg negative nextafter nonzero norm
not_equal outer polygamma positive prod quantile rad2deg ravel reciprocal renorm repeat_interleave resolve_conj resolve_neg roll
rot90 round rsqrt rsub scatter scatter_add scatter_reduce select select_scatter sgn sign signbit sin sinc sinh slice_scatter sort
split_with_sizes sqrt square std sum swapaxes swapdims t take take_along_dim tan tensor_split tile topk trace transpose tril triu
trunc unbind unflatten unique unique_consecutive var vdot xlogy
""".split()


def __getattr__(name):
    if name in _methods:
        return _method(name)
    if name.endswith("_") and name[:-1] in _methods:
        return _method(name)
    return _fovea.not_modelled("torch." + name)


def is_tensor(value): return isinstance(value, Tensor)
def is_storage(value): return False
def equal(input, other): return input.equal(other)
def manual_seed(seed): return Generator()
def seed(): return 0
initial_seed = seed
def get_rng_state(): return None
def set_rng_state(state): return None
def set_default_dtype(kind): return None
def set_default_device(device): return None
def set_default_tensor_type(kind): return None
def get_default_dtype(): return float32
def get_default_device(): return device("cpu")
def is_grad_enabled(): return False
def is_inference_mode_enabled(): return False
def set_printoptions(*args, **kwargs): return None
def set_num_threads(count): return None
def set_num_interop_threads(count): return None
def get_num_threads(): return 1
def set_float32_matmul_precision(precision): return None
def get_float32_matmul_precision(): return "highest"
def use_deterministic_algorithms(mode, warn_only=False): return None
def are_deterministic_algorithms_enabled(): return False
def set_warn_always(value): return None
def compile(model=None, *args, **kwargs): return model if model is not None else (lambda inner: inner)
def save(*args, **kwargs): return None
def _assert(condition, message): return _fovea.demand(condition)
def is_autocast_enabled(*args): return False
def is_autocast_cpu_enabled(): return False
def get_autocast_dtype(device_type): return float16
def get_autocast_gpu_dtype(): return float16
def is_vulkan_available(): return False
def can_cast(from_, to): return True
def promote_types(first, second): return first if first.is_floating_point or not second.is_floating_point else second
def result_type(first, second): return _fovea.elementwise("add", first, second).dtype
def _shape_as_tensor(input): return _fovea.from_numbers(input.shape, "int")
def sym_int(value): return value.__int__()
def sym_max(a, b): return a if a > b else b
def sym_min(a, b): return a if a < b else b
def sym_not(value): return not value


# Functions that nn.functional has too.
from .nn.functional import (
    adaptive_avg_pool1d, adaptive_max_pool1d, affine_grid_generator, alpha_dropout, avg_pool1d, batch_norm, bilinear, celu, conv1d,
    conv2d, conv3d, conv_tbc, conv_transpose1d, conv_transpose2d, conv_transpose3d, cosine_embedding_loss, cosine_similarity,
    ctc_loss, dropout, embedding, embedding_bag, feature_alpha_dropout, grid_sampler, group_norm, hardshrink, hinge_embedding_loss,
    instance_norm, kl_div, layer_norm, margin_ranking_loss, max_pool1d, max_pool2d, max_pool3d, pairwise_distance, pixel_unshuffle,
    poisson_nll_loss, prelu, relu_, rms_norm, rrelu, selu, selu_, threshold, triplet_margin_loss, celu_, max_pool1d_with_indices,
)
