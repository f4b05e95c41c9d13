# Tensors: their methods, over primitives that are the engine's operators.
import _fovea


def sizes_of(args):
    if len(args) == 1 and isinstance(args[0], (tuple, list)):
        return tuple(args[0])
    return tuple(args)


def normal(axis, rank):
    return axis + rank if axis < 0 else axis


class Tensor:
    kind = "float"
    requires_grad = False
    is_cuda = False
    grad = None

    def __init__(self, *data, device=None):
        # Numbers are sizes, a list holds elements; a tuple may be either.
        first = data[0] if len(data) == 1 else None
        if isinstance(first, list):
            made = _fovea.from_numbers(first, self.kind)
        elif isinstance(first, tuple):
            made = _fovea.unmodelled("a tensor of a tuple")
        elif isinstance(first, Tensor):
            made = first
        else:
            made = _fovea.full(data, None, self.kind)
        _fovea.share(self, made)

    @property
    def shape(self):
        return _fovea.sizes(self)

    @property
    def dtype(self):
        from . import dtype_named
        return dtype_named(_fovea.type(self))

    @property
    def device(self):
        from . import device
        return device("cpu")

    @property
    def ndim(self):
        return _fovea.rank(self)

    @property
    def data(self):
        return self

    @property
    def T(self):
        return _fovea.permute(self, tuple(reversed(range(self.ndim))), "permute")

    @property
    def mT(self):
        return self.transpose(-2, -1)

    @property
    def is_quantized(self):
        return False

    def size(self, dim=None):
        return self.shape if dim is None else self.shape[dim]

    def dim(self):
        return _fovea.rank(self)

    def numel(self):
        return _fovea.count(self)

    nelement = numel

    def __len__(self):
        return self.shape[0]

    def __iter__(self):
        return iter(self.unbind(0))

    def __bool__(self):
        return bool(_fovea.numbers(self))

    def __int__(self):
        return int(_fovea.numbers(self))

    __index__ = __int__

    def __float__(self):
        return float(_fovea.numbers(self))

    def __hash__(self):
        return id(self)

    def item(self):
        return _fovea.numbers(self)

    def tolist(self):
        return _fovea.numbers(self)

    def numpy(self):
        return self

    # Element by element.
    def __add__(self, other): return _fovea.elementwise("add", self, other)
    def __radd__(self, other): return _fovea.elementwise("add", other, self)
    def __sub__(self, other): return _fovea.elementwise("sub", self, other)
    def __rsub__(self, other): return _fovea.elementwise("sub", other, self)
    def __mul__(self, other): return _fovea.elementwise("mul", self, other)
    def __rmul__(self, other): return _fovea.elementwise("mul", other, self)
    def __truediv__(self, other): return _fovea.elementwise("div", self, other)
    def __rtruediv__(self, other): return _fovea.elementwise("div", other, self)
    def __floordiv__(self, other): return _fovea.elementwise("floordiv", self, other)
    def __rfloordiv__(self, other): return _fovea.elementwise("floordiv", other, self)
    def __mod__(self, other): return _fovea.elementwise("mod", self, other)
    def __pow__(self, other): return _fovea.elementwise("pow", self, other)
    def __rpow__(self, other): return _fovea.elementwise("pow", other, self)
    def __neg__(self): return _fovea.elementwise("neg", self)
    def __abs__(self): return _fovea.elementwise("abs", self)
    def __invert__(self): return _fovea.elementwise("other", self)
    def __and__(self, other): return _fovea.elementwise("other", self, other)
    def __or__(self, other): return _fovea.elementwise("other", self, other)
    def __xor__(self, other): return _fovea.elementwise("other", self, other)
    def __matmul__(self, other): return _fovea.matmul(self, other)
    def __eq__(self, other): return _fovea.elementwise("compare", self, other) if other is not None else False
    def __ne__(self, other): return _fovea.elementwise("compare", self, other) if other is not None else True
    def __lt__(self, other): return _fovea.elementwise("compare", self, other)
    def __le__(self, other): return _fovea.elementwise("compare", self, other)
    def __gt__(self, other): return _fovea.elementwise("compare", self, other)
    def __ge__(self, other): return _fovea.elementwise("compare", self, other)
    def add(self, other, alpha=1): return _fovea.elementwise("add", self, other)
    def sub(self, other, alpha=1): return _fovea.elementwise("sub", self, other)
    def mul(self, other): return _fovea.elementwise("mul", self, other)
    def div(self, other, rounding_mode=None): return _fovea.elementwise("div" if rounding_mode is None else "floordiv", self, other)
    def pow(self, other): return _fovea.elementwise("pow", self, other)
    def eq(self, other): return _fovea.elementwise("compare", self, other)
    def ne(self, other): return _fovea.elementwise("compare", self, other)
    def lt(self, other): return _fovea.elementwise("compare", self, other)
    def le(self, other): return _fovea.elementwise("compare", self, other)
    def gt(self, other): return _fovea.elementwise("compare", self, other)
    def ge(self, other): return _fovea.elementwise("compare", self, other)
    def maximum(self, other): return _fovea.elementwise("max", self, other)
    def minimum(self, other): return _fovea.elementwise("min", self, other)
    def masked_fill(self, mask, value): return _fovea.elementwise("where", self, mask)
    def lerp(self, other, weight): return _fovea.elementwise("other", self, other, weight)
    def addcmul(self, a, b, value=1): return _fovea.elementwise("other", self, a, b)
    def where(self, condition, other): return _fovea.elementwise("where", condition, self, other)
    def exp(self): return _fovea.elementwise("exp", self)
    def log(self): return _fovea.elementwise("log", self)
    def log2(self): return _fovea.elementwise("log2", self)
    def sqrt(self): return _fovea.elementwise("sqrt", self)
    def rsqrt(self): return _fovea.elementwise("rsqrt", self)
    def square(self): return _fovea.elementwise("pow", self, 2)
    def abs(self): return _fovea.elementwise("abs", self)
    def neg(self): return _fovea.elementwise("neg", self)
    def sign(self): return _fovea.elementwise("sign", self)
    def sin(self): return _fovea.elementwise("sin", self)
    def cos(self): return _fovea.elementwise("cos", self)
    def floor(self): return _fovea.elementwise("floor", self)
    def ceil(self): return _fovea.elementwise("ceil", self)
    def round(self, decimals=0): return _fovea.elementwise("round", self)
    def clamp(self, min=None, max=None): return _fovea.elementwise("clamp", self)
    def erf(self): return _fovea.elementwise("other", self)
    def sigmoid(self): return _fovea.activation("sigmoid", self)
    def tanh(self): return _fovea.activation("tanh", self)
    def relu(self): return _fovea.activation("relu", self)
    def softmax(self, dim=None, dtype=None): return _fovea.softmax(self, dim, False)
    def log_softmax(self, dim=None, dtype=None): return _fovea.softmax(self, dim, True)
    def tril(self, diagonal=0): return _fovea.elementwise("other", self)
    def triu(self, diagonal=0): return _fovea.elementwise("other", self)
    def cumsum(self, dim, dtype=None): return _fovea.elementwise("other", self)
    def cumprod(self, dim, dtype=None): return _fovea.elementwise("other", self)
    def flip(self, *dims): return _fovea.roll(self)
    def reciprocal(self): return _fovea.elementwise("div", 1.0, self)
    def remainder(self, other): return _fovea.elementwise("mod", self, other)
    def floor_divide(self, other): return _fovea.elementwise("floordiv", self, other)
    def clamp_min(self, min): return _fovea.elementwise("clamp", self)
    def clamp_max(self, max): return _fovea.elementwise("clamp", self)
    def log1p(self): return _fovea.elementwise("other", self)
    def log10(self): return _fovea.elementwise("other", self)
    def expm1(self): return _fovea.elementwise("other", self)
    def tan(self): return _fovea.elementwise("other", self)
    def sinh(self): return _fovea.elementwise("other", self)
    def cosh(self): return _fovea.elementwise("other", self)
    def asin(self): return _fovea.elementwise("other", self)
    def acos(self): return _fovea.elementwise("other", self)
    def atan(self): return _fovea.elementwise("other", self)
    def trunc(self): return _fovea.elementwise("other", self)
    def frac(self): return _fovea.elementwise("other", self)
    def logit(self, eps=None): return _fovea.elementwise("other", self)
    def isnan(self): return _fovea.elementwise("other", self)
    def isinf(self): return _fovea.elementwise("other", self)
    def isfinite(self): return _fovea.elementwise("other", self)
    def nan_to_num(self, *args, **kwargs): return _fovea.elementwise("other", self)
    def logical_not(self): return _fovea.elementwise("other", self)
    def logical_and(self, other): return _fovea.elementwise("other", self, other)
    def logical_or(self, other): return _fovea.elementwise("other", self, other)
    def fmod(self, other): return _fovea.elementwise("mod", self, other)
    def atan2(self, other): return _fovea.elementwise("other", self, other)
    def addcdiv(self, a, b, value=1): return _fovea.elementwise("other", self, a, b)
    def index_fill(self, dim, index, value): return _fovea.elementwise("other", self)
    def index_add(self, dim, index, source, alpha=1): return _fovea.elementwise("other", self)
    def index_copy(self, dim, index, source): return _fovea.elementwise("other", self)
    def scatter_add(self, dim, index, src): return _fovea.elementwise("other", self)
    greater = gt
    greater_equal = ge
    less = lt
    less_equal = le
    not_equal = ne
    absolute = abs
    true_divide = div
    clip = clamp
    multiply = mul
    divide = div
    subtract = sub
    negative = neg

    def __getattr__(self, name):
        # What is done in place gives what is done on a copy.
        if name.endswith("_") and not name.startswith("_"):
            return getattr(self, name[:-1])
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **kwargs: _fovea.unmodelled("Tensor." + name, self, *args)

    # Reductions.
    def mean(self, dim=None, keepdim=False, dtype=None, axis=None): return _fovea.reduce("mean", self, dim if axis is None else axis, keepdim)
    def sum(self, dim=None, keepdim=False, dtype=None, axis=None): return _fovea.reduce("sum", self, dim if axis is None else axis, keepdim)
    def prod(self, dim=None, keepdim=False, dtype=None, axis=None): return _fovea.reduce("prod", self, dim if axis is None else axis, keepdim)
    def var(self, dim=None, unbiased=True, keepdim=False, correction=1, axis=None): return _fovea.reduce("var", self, dim if axis is None else axis, keepdim)
    def std(self, dim=None, unbiased=True, keepdim=False, correction=1, axis=None): return _fovea.reduce("var", self, dim if axis is None else axis, keepdim)
    def norm(self, p=2, dim=None, keepdim=False, dtype=None, axis=None): return _fovea.reduce("norm", self, dim if axis is None else axis, keepdim)
    def amax(self, dim=None, keepdim=False, axis=None): return _fovea.reduce("max", self, dim if axis is None else axis, keepdim)
    def amin(self, dim=None, keepdim=False, axis=None): return _fovea.reduce("min", self, dim if axis is None else axis, keepdim)
    def logsumexp(self, dim=None, keepdim=False, axis=None): return _fovea.reduce("other", self, dim if axis is None else axis, keepdim)
    def argmax(self, dim=None, keepdim=False, axis=None): return _fovea.reduce("other", self, dim if axis is None else axis, keepdim)
    def argmin(self, dim=None, keepdim=False, axis=None): return _fovea.reduce("other", self, dim if axis is None else axis, keepdim)
    def all(self, dim=None, keepdim=False, axis=None): return _fovea.reduce("other", self, dim if axis is None else axis, keepdim)
    def any(self, dim=None, keepdim=False, axis=None): return _fovea.reduce("other", self, dim if axis is None else axis, keepdim)

    def max(self, dim=None, keepdim=False, axis=None):
        dim = dim if axis is None else axis
        if dim is None or isinstance(dim, Tensor):
            return _fovea.reduce("max", self, None, False) if dim is None else _fovea.elementwise("max", self, dim)
        return _fovea.reduce("max", self, dim, keepdim), _fovea.reduce("other", self, dim, keepdim)

    def min(self, dim=None, keepdim=False, axis=None):
        dim = dim if axis is None else axis
        if dim is None or isinstance(dim, Tensor):
            return _fovea.reduce("min", self, None, False) if dim is None else _fovea.elementwise("min", self, dim)
        return _fovea.reduce("min", self, dim, keepdim), _fovea.reduce("other", self, dim, keepdim)

    # Shapes.
    def view(self, *sizes):
        if len(sizes) == 1 and not isinstance(sizes[0], (int, tuple, list)):
            return self
        return _fovea.reshape(self, sizes_of(sizes), "view")

    def reshape(self, *sizes): return _fovea.reshape(self, sizes_of(sizes), "reshape")
    def view_as(self, other): return _fovea.reshape(self, other.shape, "view")
    def reshape_as(self, other): return _fovea.reshape(self, other.shape, "reshape")
    def flatten(self, start_dim=0, end_dim=-1): return _fovea.flatten(self, start_dim, end_dim)
    def permute(self, *dims): return _fovea.permute(self, sizes_of(dims), "permute")
    def unsqueeze(self, dim): return _fovea.unsqueeze(self, dim)
    def squeeze(self, dim=None): return _fovea.squeeze(self, dim)
    def expand(self, *sizes): return _fovea.expand(self, sizes_of(sizes))
    def expand_as(self, other): return _fovea.expand(self, other.shape)
    def broadcast_to(self, size): return _fovea.expand(self, size)
    def repeat(self, *counts): return _fovea.repeat(self, sizes_of(counts))
    def tile(self, *counts): return _fovea.repeat(self, sizes_of(counts))
    def roll(self, shifts, dims=None): return _fovea.roll(self)
    def ravel(self): return _fovea.flatten(self, 0, -1)
    def fliplr(self): return _fovea.roll(self)
    def flipud(self): return _fovea.roll(self)
    def outer(self, other): return _fovea.matmul(_fovea.unsqueeze(self, 1), _fovea.unsqueeze(other, 0))
    def split_with_sizes(self, split_sizes, dim=0): return self.split(split_sizes, dim)

    def tensor_split(self, sections, dim=0):
        size = self.shape[dim]
        if isinstance(sections, (tuple, list)):
            cuts = [0, *sections, size]
            return _fovea.split(self, tuple([cuts[at + 1] - cuts[at] for at in range(len(cuts) - 1)]), dim, "tensor_split")
        return _fovea.split(self, tuple([size // sections + (1 if at < size % sections else 0) for at in range(sections)]), dim, "tensor_split")

    def diff(self, n=1, dim=-1):
        found = self
        for _ in range(n):
            length = found.shape[dim] - 1
            found = found.narrow(dim, 1, length) - found.narrow(dim, 0, length)
        return found

    def unfold(self, dimension, size, step):
        shape = list(self.shape)
        shape[dimension] = (shape[dimension] - size) // step + 1
        return _fovea.shape_as(self, shape + [size], "unfold")

    def diagonal(self, offset=0, dim1=0, dim2=1):
        shape = list(self.shape)
        rank = len(shape)
        rows, columns = shape[dim1], shape[dim2]
        length = min(rows + min(offset, 0), columns - max(offset, 0))
        kept = [size for axis, size in enumerate(shape) if axis != normal(dim1, rank) and axis != normal(dim2, rank)]
        return _fovea.shape_as(self, kept + [length], "diagonal")

    def median(self, dim=None, keepdim=False):
        found = _fovea.reduce("other", self, dim, keepdim)
        return found if dim is None else (found, found)

    def kthvalue(self, k, dim=-1, keepdim=False):
        found = _fovea.reduce("other", self, dim, keepdim)
        return found, found

    mode = median

    def transpose(self, dim0, dim1):
        rank = self.dim()
        order = list(range(rank))
        a = normal(dim0, rank)
        b = normal(dim1, rank)
        order[a], order[b] = b, a
        return _fovea.permute(self, order, "transpose")

    swapaxes = transpose
    swapdims = transpose

    def t(self):
        return self.transpose(0, 1) if self.dim() > 1 else self

    def movedim(self, source, destination):
        rank = self.dim()
        sources = [normal(axis, rank) for axis in (source if isinstance(source, (tuple, list)) else (source,))]
        destinations = [normal(axis, rank) for axis in (destination if isinstance(destination, (tuple, list)) else (destination,))]
        order = [axis for axis in range(rank) if axis not in sources]
        for at, axis in sorted(zip(destinations, sources)):
            order.insert(at, axis)
        return _fovea.permute(self, order, "movedim")

    moveaxis = movedim

    def unflatten(self, dim, sizes):
        shape = list(self.shape)
        at = normal(dim, len(shape))
        return _fovea.reshape(self, tuple(shape[:at]) + tuple(sizes) + tuple(shape[at + 1:]), "unflatten")

    def chunk(self, chunks, dim=0):
        return _fovea.split(self, _fovea.part_sizes(self, dim, None, chunks), dim, "chunk")

    def split(self, split_size, dim=0):
        if isinstance(split_size, (tuple, list)):
            return _fovea.split(self, tuple(split_size), dim, "split")
        return _fovea.split(self, _fovea.part_sizes(self, dim, split_size, None), dim, "split")

    def unbind(self, dim=0):
        axis = normal(dim, self.dim())
        before = (slice(None),) * axis
        return tuple([_fovea.index(self, before + (i,)) for i in range(self.shape[axis])])

    def narrow(self, dim, start, length):
        return _fovea.index(self, (slice(None),) * normal(dim, self.dim()) + (slice(start, start + length),))

    def select(self, dim, index):
        return _fovea.index(self, (slice(None),) * normal(dim, self.dim()) + (index,))

    def index_select(self, dim, index):
        return _fovea.index(self, (slice(None),) * normal(dim, self.dim()) + (index,))

    def gather(self, dim, index): return _fovea.shape_as((self, index), index.shape, "gather")
    def scatter(self, dim, index, src): return self
    def repeat_interleave(self, repeats, dim=None):
        shape = list(self.shape)
        shape[dim] = shape[dim] * repeats
        return _fovea.shape_as(self, shape, "repeat_interleave")

    def topk(self, k, dim=-1, largest=True, sorted=True):
        shape = list(self.shape)
        shape[dim] = k
        return _fovea.shape_as(self, shape, "topk"), _fovea.shape_as(self, shape, "topk")

    def sort(self, dim=-1, descending=False): return _fovea.roll(self), _fovea.roll(self)
    def argsort(self, dim=-1, descending=False): return _fovea.roll(self)
    def __getitem__(self, index): return _fovea.index(self, index)
    def __setitem__(self, index, value): return None
    def matmul(self, other): return _fovea.matmul(self, other)
    def mm(self, other): return _fovea.matmul(self, other)
    def bmm(self, other): return _fovea.matmul(self, other)
    def dot(self, other): return _fovea.matmul(self, other)
    def mv(self, other): return _fovea.matmul(self, other)
    def addmm(self, mat1, mat2, beta=1, alpha=1): return _fovea.elementwise("add", self, _fovea.matmul(mat1, mat2))
    baddbmm = addmm

    # Copies and casts, which change neither shapes nor costs.
    def contiguous(self, memory_format=None): return self
    def clone(self, memory_format=None): return self
    def detach(self): return self
    def detach_(self): return self
    def to(self, *args, **kwargs):
        kind = args[0] if len(args) > 0 else kwargs.get("dtype")
        return self.type(kind)
    def type(self, kind=None):
        name = getattr(kind, "kind", None)
        return self if name is None else _fovea.cast(self, name)
    def type_as(self, other): return self
    def float(self): return _fovea.cast(self, "float")
    def double(self): return _fovea.cast(self, "float")
    def half(self): return _fovea.cast(self, "float")
    def bfloat16(self): return _fovea.cast(self, "float")
    def int(self): return _fovea.cast(self, "int")
    def long(self): return _fovea.cast(self, "int")
    def bool(self): return _fovea.cast(self, "bool")
    def cuda(self, *args, **kwargs): return self
    def cpu(self): return self
    def requires_grad_(self, requires_grad=True):
        self.requires_grad = requires_grad
        return self

    def copy_(self, other): return self
    def fill_(self, value): return self
    def zero_(self): return self
    def normal_(self, *args, **kwargs): return self
    def uniform_(self, *args, **kwargs): return self
    def bernoulli_(self, *args, **kwargs): return self
    def bernoulli(self, *args, **kwargs): return self
    def erfinv_(self): return self
    def trunc_normal_(self, *args, **kwargs): return self
    def conj(self): return self
    def is_complex(self): return False
    def ndimension(self): return _fovea.rank(self)
    def pin_memory(self): return self
    def bitwise_and(self, other): return _fovea.elementwise("other", self, other)
    bitwise_or = bitwise_xor = logical_xor = bitwise_and
    def take_along_dim(self, indices, dim): return _fovea.shape_as((self, indices), indices.shape, "take_along_dim")
    def register_hook(self, hook): return None
    def backward(self, *args, **kwargs): return None
    def is_floating_point(self): return _fovea.type(self) == "float"
    def is_contiguous(self, memory_format=None): return True
    def get_device(self): return -1

    def new(self, *sizes, **kwargs): return _fovea.full(sizes_of(sizes), None, _fovea.type(self))
    def new_zeros(self, *sizes, **kwargs): return _fovea.full(sizes_of(sizes), 0, _fovea.type(self))
    def new_ones(self, *sizes, **kwargs): return _fovea.full(sizes_of(sizes), 1, _fovea.type(self))
    def new_empty(self, *sizes, **kwargs): return _fovea.full(sizes_of(sizes), None, _fovea.type(self))
    def new_full(self, size, fill_value, **kwargs): return _fovea.full(size, fill_value, _fovea.type(self))
    def new_tensor(self, data, **kwargs): return _fovea.from_numbers(data, None)


_fovea.set_role(Tensor, "tensor")


class Parameter(Tensor):
    requires_grad = True

    def __init__(self, data=None, requires_grad=True):
        _fovea.share(self, data)
        self.requires_grad = requires_grad


_fovea.set_role(Parameter, "parameter")


class LongTensor(Tensor):
    kind = "int"


class BoolTensor(Tensor):
    kind = "bool"
