# The part of torch that networks are written in. Shapes and costs are those of the engine's operators, to which everything leads.
import math
import _fovea
from ._tensor import BoolTensor, LongTensor, Parameter, Tensor, sizes_of


class dtype:
    def __init__(self, name, kind):
        self.name = name
        self.kind = kind
        self.is_floating_point = kind == "float"

    def __repr__(self):
        return "torch." + self.name


float32 = float = dtype("float32", "float")
float64 = double = dtype("float64", "float")
float16 = half = dtype("float16", "float")
bfloat16 = dtype("bfloat16", "float")
int64 = long = dtype("int64", "int")
int32 = int = dtype("int32", "int")
int16 = short = dtype("int16", "int")
int8 = dtype("int8", "int")
uint8 = dtype("uint8", "int")
bool = dtype("bool", "bool")
complex64 = dtype("complex64", "float")


def dtype_named(kind):
    return float32 if kind == "float" else int64 if kind == "int" else bool


def kind_of(given, otherwise):
    return otherwise if given is None else getattr(given, "kind", otherwise)


pi = math.pi
e = math.e
inf = math.inf
nan = math.nan
Size = tuple
FloatTensor = DoubleTensor = HalfTensor = BFloat16Tensor = Tensor
IntTensor = ShortTensor = ByteTensor = CharTensor = LongTensor
strided = contiguous_format = channels_last = preserve_format = "memory format"
__version__ = "2.4.0"


class device:
    def __init__(self, kind="cpu", index=None):
        self.type = kind
        self.index = index


class Generator:
    def __init__(self, device="cpu"):
        self.device = device

    def manual_seed(self, seed):
        return self


class no_grad:
    def __init__(self, *args):
        pass

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

    def __call__(self, *args, **kwargs):
        return self

    def __bool__(self):
        return False

    def __setattr__(self, name, value):
        pass


backends = _Backend()
_C = _Backend()
onnx = _Backend()
ops = _Backend()


class cuda:
    amp = _Backend()

    @staticmethod
    def is_available():
        return False

    @staticmethod
    def device_count():
        return 0

    @staticmethod
    def manual_seed_all(seed):
        return None

    @staticmethod
    def empty_cache():
        return None


# Making tensors.
def zeros(*size, dtype=None, **kwargs): return _fovea.full(sizes_of(size) if size else kwargs["size"], 0, kind_of(dtype, "float"))
def ones(*size, dtype=None, **kwargs): return _fovea.full(sizes_of(size) if size else kwargs["size"], 1, kind_of(dtype, "float"))
def empty(*size, dtype=None, **kwargs): return _fovea.full(sizes_of(size) if size else kwargs["size"], None, kind_of(dtype, "float"))
def rand(*size, dtype=None, **kwargs): return _fovea.full(sizes_of(size), None, "float")
def randn(*size, dtype=None, **kwargs): return _fovea.full(sizes_of(size) if size else kwargs["size"], None, "float")
def full(size, fill_value, dtype=None, **kwargs): return _fovea.full(size, fill_value, kind_of(dtype, "int" if isinstance(fill_value, type(1)) else "float"))
def randint(low, high=None, size=None, **kwargs): return _fovea.full(high if size is None else size, None, "int")
def randperm(n, **kwargs): return _fovea.full((n,), None, "int")
def normal(mean, std, size=None, **kwargs): return _fovea.full(size, None, "float")
def zeros_like(input, dtype=None, **kwargs): return _fovea.full(input.shape, 0, kind_of(dtype, _fovea.type(input)))
def ones_like(input, dtype=None, **kwargs): return _fovea.full(input.shape, 1, kind_of(dtype, _fovea.type(input)))
def empty_like(input, dtype=None, **kwargs): return _fovea.full(input.shape, None, kind_of(dtype, _fovea.type(input)))
def rand_like(input, **kwargs): return _fovea.full(input.shape, None, "float")
def randn_like(input, **kwargs): return _fovea.full(input.shape, None, "float")
def full_like(input, fill_value, dtype=None, **kwargs): return _fovea.full(input.shape, fill_value, kind_of(dtype, _fovea.type(input)))
def eye(n, m=None, **kwargs): return _fovea.full((n, n if m is None else m), None, "float")
def tensor(data, dtype=None, **kwargs): return _fovea.from_numbers(data, kind_of(dtype, None))
def as_tensor(data, dtype=None, **kwargs): return _fovea.from_numbers(data, kind_of(dtype, None))
def scalar_tensor(value, dtype=None, **kwargs): return _fovea.from_numbers(value, kind_of(dtype, None))
def from_numpy(data): return _fovea.from_numbers(data, None)
def bernoulli(input, **kwargs): return input


def arange(start, end=None, step=1, dtype=None, **kwargs):
    if end is None:
        start, end = 0, start
    count = math.ceil((end - start) / step)
    if count > 4096:
        return _fovea.full((count,), None, kind_of(dtype, "int"))
    return _fovea.from_numbers([start + index * step for index in range(count)], kind_of(dtype, None))


def linspace(start, end, steps=100, dtype=None, **kwargs):
    if steps > 4096:
        return _fovea.full((steps,), None, "float")
    width = (end - start) / (steps - 1) if steps > 1 else 0.0
    return _fovea.from_numbers([start + width * index for index in range(steps)], "float")


def logspace(start, end, steps=100, base=10.0, **kwargs): return _fovea.full((steps,), None, "float")


def meshgrid(*tensors, indexing=None):
    if len(tensors) == 1 and isinstance(tensors[0], (tuple, list)):
        tensors = tensors[0]
    shape = tuple([each.shape[0] for each in tensors])
    return tuple([_fovea.full(shape, None, "int") for _ in tensors])


# Joining and parting.
def cat(tensors, dim=0, axis=None): return _fovea.cat(tensors, dim if axis is None else axis)
concat = concatenate = cat
def stack(tensors, dim=0): return _fovea.stack(tensors, dim)
def hstack(tensors): return _fovea.cat(tensors, 1)
def vstack(tensors): return _fovea.cat(tensors, 0)
def chunk(input, chunks, dim=0): return input.chunk(chunks, dim)
def split(tensor, split_size_or_sections, dim=0): return tensor.split(split_size_or_sections, dim)
def unbind(input, dim=0): return input.unbind(dim)

# Shapes.
def reshape(input, shape): return _fovea.reshape(input, shape, "reshape")
def flatten(input, start_dim=0, end_dim=-1): return _fovea.flatten(input, start_dim, end_dim)
def permute(input, dims): return _fovea.permute(input, dims, "permute")
def transpose(input, dim0, dim1): return input.transpose(dim0, dim1)
swapaxes = swapdims = transpose
def movedim(input, source, destination): return input.movedim(source, destination)
def unsqueeze(input, dim): return _fovea.unsqueeze(input, dim)
def squeeze(input, dim=None): return _fovea.squeeze(input, dim)
def roll(input, shifts, dims=None): return _fovea.roll(input)
def flip(input, dims): return _fovea.roll(input)
def tile(input, dims): return _fovea.repeat(input, dims)
def narrow(input, dim, start, length): return input.narrow(dim, start, length)
def index_select(input, dim, index): return input.index_select(dim, index)
def gather(input, dim, index): return input.gather(dim, index)
def broadcast_to(input, shape): return _fovea.expand(input, shape)
def numel(input): return _fovea.count(input)
def tril(input, diagonal=0): return _fovea.elementwise("other", input)
def triu(input, diagonal=0): return _fovea.elementwise("other", input)
def topk(input, k, dim=-1, **kwargs): return input.topk(k, dim)
def repeat_interleave(input, repeats, dim=None): return input.repeat_interleave(repeats, dim)
def channel_shuffle(input, groups): return _fovea.shuffle("channel", input, groups)
def pixel_shuffle(input, upscale_factor): return _fovea.shuffle("pixel", input, upscale_factor)

# Arithmetic.
def add(input, other, alpha=1): return _fovea.elementwise("add", input, other)
def sub(input, other, alpha=1): return _fovea.elementwise("sub", input, other)
def mul(input, other): return _fovea.elementwise("mul", input, other)
def div(input, other, rounding_mode=None): return _fovea.elementwise("div" if rounding_mode is None else "floordiv", input, other)
multiply = mul
divide = true_divide = div
def floor_divide(input, other): return _fovea.elementwise("floordiv", input, other)
def remainder(input, other): return _fovea.elementwise("mod", input, other)
def pow(input, exponent): return _fovea.elementwise("pow", input, exponent)
def maximum(input, other): return _fovea.elementwise("max", input, other)
def minimum(input, other): return _fovea.elementwise("min", input, other)
def where(condition, input=None, other=None): return _fovea.elementwise("where", condition, input, other)
def addcmul(input, a, b, value=1): return _fovea.elementwise("other", input, a, b)
def lerp(input, end, weight): return _fovea.elementwise("other", input, end, weight)
def eq(input, other): return _fovea.elementwise("compare", input, other)
def ne(input, other): return _fovea.elementwise("compare", input, other)
def gt(input, other): return _fovea.elementwise("compare", input, other)
def lt(input, other): return _fovea.elementwise("compare", input, other)
def logical_and(input, other): return _fovea.elementwise("other", input, other)
def logical_or(input, other): return _fovea.elementwise("other", input, other)
def logical_not(input): return _fovea.elementwise("other", input)
def isfinite(input): return _fovea.elementwise("other", input)
def isnan(input): return _fovea.elementwise("other", input)
def exp(input): return _fovea.elementwise("exp", input)
def log(input): return _fovea.elementwise("log", input)
def log2(input): return _fovea.elementwise("log2", input)
def log1p(input): return _fovea.elementwise("other", input)
def sqrt(input): return _fovea.elementwise("sqrt", input)
def rsqrt(input): return _fovea.elementwise("rsqrt", input)
def square(input): return _fovea.elementwise("pow", input, 2)
def abs(input): return _fovea.elementwise("abs", input)
def neg(input): return _fovea.elementwise("neg", input)
def sign(input): return _fovea.elementwise("sign", input)
def sin(input): return _fovea.elementwise("sin", input)
def cos(input): return _fovea.elementwise("cos", input)
def atan(input): return _fovea.elementwise("other", input)
def atan2(input, other): return _fovea.elementwise("other", input, other)
def erf(input): return _fovea.elementwise("other", input)
def floor(input): return _fovea.elementwise("floor", input)
def ceil(input): return _fovea.elementwise("ceil", input)
def round(input, decimals=0): return _fovea.elementwise("round", input)
def clamp(input, min=None, max=None): return _fovea.elementwise("clamp", input)
clip = clamp
def sigmoid(input): return _fovea.activation("sigmoid", input)
def tanh(input): return _fovea.activation("tanh", input)
def relu(input): return _fovea.activation("relu", input)
def softmax(input, dim=None, dtype=None): return _fovea.softmax(input, dim, False)
def log_softmax(input, dim=None, dtype=None): return _fovea.softmax(input, dim, True)
def cumsum(input, dim, dtype=None): return _fovea.elementwise("other", input)
def outer(input, other): return _fovea.matmul(_fovea.unsqueeze(input, 1), _fovea.unsqueeze(other, 0))
def polar(abs, angle): return _fovea.elementwise("other", abs, angle)

# Reductions.
def mean(input, dim=None, keepdim=False, dtype=None, axis=None): return _fovea.reduce("mean", input, dim if axis is None else axis, keepdim)
def sum(input, dim=None, keepdim=False, dtype=None, axis=None): return _fovea.reduce("sum", input, dim if axis is None else axis, keepdim)
def prod(input, dim=None, keepdim=False, dtype=None): return _fovea.reduce("prod", input, dim, keepdim)
def var(input, dim=None, unbiased=True, keepdim=False, correction=1): return _fovea.reduce("var", input, dim, keepdim)
def std(input, dim=None, unbiased=True, keepdim=False, correction=1): return _fovea.reduce("var", input, dim, keepdim)
def var_mean(input, dim=None, unbiased=True, keepdim=False, correction=1): return _fovea.reduce("var", input, dim, keepdim), _fovea.reduce("mean", input, dim, keepdim)
def std_mean(input, dim=None, unbiased=True, keepdim=False, correction=1): return _fovea.reduce("var", input, dim, keepdim), _fovea.reduce("mean", input, dim, keepdim)
def norm(input, p=2, dim=None, keepdim=False): return _fovea.reduce("norm", input, dim, keepdim)
def amax(input, dim=None, keepdim=False): return _fovea.reduce("max", input, dim, keepdim)
def amin(input, dim=None, keepdim=False): return _fovea.reduce("min", input, dim, keepdim)
def argmax(input, dim=None, keepdim=False): return _fovea.reduce("other", input, dim, keepdim)
def logsumexp(input, dim=None, keepdim=False): return _fovea.reduce("other", input, dim, keepdim)
def all(input, dim=None, keepdim=False): return _fovea.reduce("other", input, dim, keepdim)
def any(input, dim=None, keepdim=False): return _fovea.reduce("other", input, dim, keepdim)
def max(input, dim=None, keepdim=False): return input.max(dim, keepdim)
def min(input, dim=None, keepdim=False): return input.min(dim, keepdim)

# Products.
def matmul(input, other): return _fovea.matmul(input, other)
mm = bmm = dot = mv = matmul
def addmm(input, mat1, mat2, beta=1, alpha=1): return _fovea.elementwise("add", input, _fovea.matmul(mat1, mat2))
baddbmm = addmm


def einsum(equation, *operands):
    if len(operands) == 1 and isinstance(operands[0], (tuple, list)):
        operands = operands[0]
    return _fovea.einsum(equation, operands)


def diff(input, n=1, dim=-1):
    numbers = input.tolist() if n == 1 and input.ndim == 1 else None
    if isinstance(numbers, list):
        return _fovea.from_numbers([numbers[index + 1] - numbers[index] for index in range(len(numbers) - 1)], _fovea.type(input))
    return input.diff(n, dim)


def unique(input, sorted=True, return_inverse=False, return_counts=False, dim=None):
    numbers = input.tolist()
    values = []
    counts = []
    for number in numbers:
        if len(values) > 0 and values[-1] == number:
            counts[-1] += 1
        else:
            values.append(number)
            counts.append(1)
    made = _fovea.from_numbers(values, _fovea.type(input))
    return (made, _fovea.from_numbers(counts, "int")) if return_counts else made


def cdist(x1, x2, p=2.0): return _fovea.shape_as((x1, x2), tuple(x1.shape[:-1]) + (x2.shape[-2],), "cdist")
def hann_window(window_length, **kwargs): return _fovea.full((window_length,), None, "float")
hamming_window = blackman_window = hann_window
def complex(real, imag): return _fovea.elementwise("other", real, imag)
# A complex number is one element, of which the last axis holds both parts where it is viewed as real.
def view_as_complex(input): return _fovea.index(input, (..., 0))
def view_as_real(input): return _fovea.shape_as(input, tuple(input.shape) + (2,), "view_as_real")
def real(input): return input
def imag(input): return input


class finfo:
    min, max, eps, tiny = -3.4028234663852886e38, 3.4028234663852886e38, 1.1920928955078125e-07, 1.1754943508222875e-38

    def __init__(self, kind=None):
        self.dtype = kind


class iinfo:
    min, max = -(2**63), 2**63 - 1

    def __init__(self, kind=None):
        self.dtype = kind


def _method(name): return lambda input, *args, **kwargs: getattr(input, name)(*args, **kwargs)


# What functions of torch do as methods of tensors do.
absolute = _method("abs")
acos, asin, cosh, sinh, tan = _method("acos"), _method("asin"), _method("cosh"), _method("sinh"), _method("tan")
expm1, log10, logit, frac, trunc = _method("expm1"), _method("log10"), _method("logit"), _method("frac"), _method("trunc")
isinf, nan_to_num, reciprocal, fmod = _method("isinf"), _method("nan_to_num"), _method("reciprocal"), _method("fmod")
ge, greater, greater_equal = _method("ge"), _method("gt"), _method("ge")
le, less, less_equal, not_equal = _method("le"), _method("lt"), _method("le"), _method("ne")
logical_xor, bitwise_and, bitwise_or, bitwise_xor = (_method("logical_or"),) * 4
negative, subtract, addcdiv = _method("neg"), _method("sub"), _method("addcdiv")
clamp_min, clamp_max, cumprod = _method("clamp_min"), _method("clamp_max"), _method("cumprod")
clone, detach, masked_fill = _method("clone"), _method("detach"), _method("masked_fill")
argmin, argsort, sort, median, kthvalue = _method("argmin"), _method("argsort"), _method("sort"), _method("median"), _method("kthvalue")
index_add, index_copy, index_fill = _method("index_add"), _method("index_copy"), _method("index_fill")
scatter, scatter_add, take_along_dim = _method("scatter"), _method("scatter_add"), _method("take_along_dim")
select, diagonal, unflatten, ravel, moveaxis, t = _method("select"), _method("diagonal"), _method("unflatten"), _method("ravel"), _method("movedim"), _method("t")
fliplr, flipud, tensor_split, split_with_sizes = _method("fliplr"), _method("flipud"), _method("tensor_split"), _method("split_with_sizes")


def is_tensor(value): return isinstance(value, Tensor)
def is_floating_point(value): return value.is_floating_point()
def equal(input, other): return input.shape == other.shape
def allclose(input, other, **kwargs): return True
def manual_seed(seed): return None
def set_default_dtype(kind): return None
def get_default_dtype(): return float32
def is_grad_enabled(): return False
def set_printoptions(*args, **kwargs): return None
def compile(model=None, *args, **kwargs): return model if model is not None else (lambda inner: inner)
def save(*args, **kwargs): return None
def _assert(condition, message): return None
def is_autocast_enabled(): return False


# Functions that nn.functional has too.
from .nn.functional import (
    adaptive_avg_pool1d, adaptive_max_pool1d, alpha_dropout, avg_pool1d, batch_norm, bilinear, celu, conv1d, conv2d, conv3d,
    conv_transpose1d, conv_transpose2d, conv_transpose3d, cosine_similarity, dropout, embedding, group_norm, hardshrink,
    instance_norm, layer_norm, max_pool1d, max_pool2d, max_pool3d, pairwise_distance, pixel_unshuffle, prelu, relu_, rrelu, selu,
)
