# Tensors: their methods, over primitives that are the engine's operators.
import _fovea


def sizes_of(args):
    if len(args) == 1 and isinstance(args[0], (tuple, list)):
        return tuple(args[0])
    return tuple(args)


def constructed(data, kind):
    # What Tensor(…) and x.new(…) make: another tensor as it is; of numbers, or of a tensor's shape, what has these sizes; of
    # other lists and tuples, what has these elements.
    first = data[0] if len(data) == 1 else None
    if isinstance(first, Tensor):
        return first
    if len(data) == 0:
        return _fovea.full((0,), None, kind)
    if _fovea.is_size(first) or not isinstance(first, (list, tuple)):
        return _fovea.full(first if isinstance(first, tuple) else data, None, kind)
    return _fovea.from_numbers(first, kind)


def normal(axis, rank):
    return axis + rank if axis < 0 else axis


def given(args, named, *names):
    # Sizes or axes, one after the other or as a list, or by name.
    for name in names:
        if name in named:
            value = named[name]
            return tuple(value) if isinstance(value, (tuple, list)) else (value,)
    return sizes_of(args)


inf = float("inf")


# What tensors have besides, of which nothing is known.
unmodelled = """
align_as align_to as_strided_scatter ccol_indices cholesky cholesky_inverse cholesky_solve col_indices crow_indices dense_dim
dequantize det diagflat dsplit frexp geqrf hardshrink has_names histogram hsplit indices int_repr inverse is_coalesced logdet lu
lu_solve matrix_exp matrix_power module_load multinomial name names orgqr ormqr pinverse prelu put q_per_channel_axis
q_per_channel_scales q_per_channel_zero_points q_scale q_zero_point qr qscheme record_stream refine_names reinforce rename
row_indices slogdet smm sparse_dim sparse_mask sspaddmm storage storage_type svd to_mkldnn to_padded_tensor triangular_solve
unsafe_chunk unsafe_split unsafe_split_with_sizes untyped_storage values vsplit kron
""".split()


class Tensor:
    kind = "float"
    requires_grad = False
    is_cuda = False
    is_sparse = False
    is_nested = False
    is_mps = False
    is_cpu = True
    is_xpu = False
    is_ipu = False
    is_mkldnn = False
    is_vulkan = False
    is_sparse_csr = False
    retains_grad = False
    output_nr = 0
    is_meta = False
    is_leaf = True
    grad = None
    grad_fn = None
    layout = "torch.strided"

    def __init__(self, *data, device=None, dtype=None):
        made = constructed(data, self.kind)
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

    @data.setter
    def data(self, value):
        if isinstance(self, Parameter):
            _fovea.share(self, value)
        else:
            _fovea.update(self, value)

    @property
    def T(self):
        return _fovea.permute(self, tuple(reversed(range(self.ndim))), "permute")

    @property
    def mT(self):
        return self.transpose(-2, -1)

    H = mH = mT

    @property
    def is_quantized(self):
        return False

    @property
    def real(self):
        return self

    @property
    def imag(self):
        return self

    @property
    def itemsize(self):
        return 4

    def size(self, dim=None):
        return self.shape if dim is None else self.shape[dim]

    def dim(self):
        return _fovea.rank(self)

    ndimension = dim

    def numel(self):
        return _fovea.count(self)

    nelement = numel

    def element_size(self):
        return 4

    def stride(self, dim=None):
        strides = []
        step = 1
        for size in reversed(self.shape):
            strides.insert(0, step)
            step = size * step
        return tuple(strides) if dim is None else strides[dim]

    def storage_offset(self):
        return 0

    def __len__(self):
        return self.shape[0]

    def __iter__(self):
        return iter(self.unbind(0))

    def __bool__(self):
        return bool(_fovea.number(self))

    def __int__(self):
        return int(_fovea.number(self))

    __index__ = __int__

    def __float__(self):
        return float(_fovea.number(self))

    def __hash__(self):
        return id(self)

    def __contains__(self, value):
        return bool((self == value).any())

    def __deepcopy__(self, memo):
        return self.clone()

    def __repr__(self):
        return _fovea.unknown("the text of a tensor")

    def __format__(self, spec):
        return format(_fovea.number(self), spec) if self.ndim == 0 else _fovea.unknown("the text of a tensor")

    def item(self):
        return _fovea.number(self)

    def tolist(self):
        return _fovea.numbers(self)

    def numpy(self, force=False):
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
    def __rmod__(self, other): return _fovea.elementwise("mod", other, self)
    def __pow__(self, other): return _fovea.elementwise("pow", self, other)
    def __rpow__(self, other): return _fovea.elementwise("pow", other, self)
    def __neg__(self): return _fovea.elementwise("neg", self)
    def __pos__(self): return self
    def __abs__(self): return _fovea.elementwise("abs", self)
    def __invert__(self): return _fovea.elementwise("logical_not" if _fovea.type(self) == "bool" else "other", self)
    def __and__(self, other): return _bits("logical_and", self, other)
    def __or__(self, other): return _bits("logical_or", self, other)
    def __xor__(self, other): return _bits("logical_xor", self, other)
    def __lshift__(self, other): return _fovea.elementwise("other", self, other)
    def __rshift__(self, other): return _fovea.elementwise("other", self, other)
    __rand__ = __and__
    __ror__ = __or__
    __rxor__ = __xor__
    def __matmul__(self, other): return _fovea.matmul(self, other)
    def __rmatmul__(self, other): return _fovea.matmul(other, self)
    def __eq__(self, other): return _fovea.elementwise("eq", self, other) if other is not None else False
    def __ne__(self, other): return _fovea.elementwise("ne", self, other) if other is not None else True
    def __lt__(self, other): return _fovea.elementwise("lt", self, other)
    def __le__(self, other): return _fovea.elementwise("le", self, other)
    def __gt__(self, other): return _fovea.elementwise("gt", self, other)
    def __ge__(self, other): return _fovea.elementwise("ge", self, other)

    def add(self, other, alpha=1): return _fovea.elementwise("add", self, other, _fovea.scalar(alpha))
    def sub(self, other, alpha=1): return _fovea.elementwise("sub", self, other, _fovea.scalar(alpha))
    def rsub(self, other, alpha=1): return _fovea.elementwise("sub", other, self, _fovea.scalar(alpha))
    def mul(self, other): return _fovea.elementwise("mul", self, other)
    def div(self, other, rounding_mode=None): return _fovea.elementwise("div" if rounding_mode is None else "floordiv" if rounding_mode == "floor" else "truncdiv", self, other)
    def pow(self, exponent): return _fovea.elementwise("pow", self, exponent)
    def eq(self, other): return _fovea.elementwise("eq", self, other)
    def ne(self, other): return _fovea.elementwise("ne", self, other)
    def lt(self, other): return _fovea.elementwise("lt", self, other)
    def le(self, other): return _fovea.elementwise("le", self, other)
    def gt(self, other): return _fovea.elementwise("gt", self, other)
    def ge(self, other): return _fovea.elementwise("ge", self, other)
    def maximum(self, other): return _fovea.elementwise("max", self, other)
    def minimum(self, other): return _fovea.elementwise("min", self, other)
    fmax, fmin = maximum, minimum
    def masked_fill(self, mask, value): return _fovea.elementwise("where", mask, _fovea.scalar(value), self)
    def masked_scatter(self, mask, source): return _fovea.depends(_fovea.elementwise("where", mask, self, self), source)
    def masked_select(self, mask): return _fovea.index(self, mask)
    def lerp(self, end, weight): return _fovea.elementwise("other", self, end, weight)
    def addcmul(self, tensor1, tensor2, value=1): return _fovea.elementwise("other", self, tensor1, tensor2)
    addcdiv = addcmul
    def where(self, condition, other): return _fovea.elementwise("where", condition, self, other)
    def square(self): return _fovea.elementwise("mul", self, self)
    def clamp(self, min=None, max=None): return _fovea.elementwise("clamp", self, -inf if min is None else min, inf if max is None else max)
    def clamp_min(self, min): return self.clamp(min, None)
    def clamp_max(self, max): return self.clamp(None, max)
    def round(self, decimals=0): return _fovea.elementwise("round" if decimals == 0 else "other", self)
    def sigmoid(self): return _fovea.activation("sigmoid", self)
    def tanh(self): return _fovea.activation("tanh", self)
    def relu(self): return _fovea.activation("relu", self)
    def softmax(self, dim=None, dtype=None): return _fovea.softmax(self, dim, False)
    def log_softmax(self, dim=None, dtype=None): return _fovea.softmax(self, dim, True)
    def remainder(self, other): return _fovea.elementwise("mod", self, other)
    def fmod(self, other): return _fovea.elementwise("fmod", self, other)
    def floor_divide(self, other): return _fovea.elementwise("floordiv", self, other)
    def reciprocal(self): return _fovea.elementwise("div", 1.0, self)
    def logical_not(self): return _fovea.elementwise("logical_not", self)
    def logical_and(self, other): return _fovea.elementwise("logical_and", self, other)
    def logical_or(self, other): return _fovea.elementwise("logical_or", self, other)
    def logical_xor(self, other): return _fovea.elementwise("logical_xor", self, other)
    def bitwise_and(self, other): return _bits("logical_and", self, other)
    def bitwise_or(self, other): return _bits("logical_or", self, other)
    def bitwise_xor(self, other): return _bits("logical_xor", self, other)
    def bitwise_not(self): return ~self
    def isclose(self, other, rtol=1e-5, atol=1e-8, equal_nan=False): return _fovea.cast(_fovea.elementwise("other", self, other), "bool")
    def allclose(self, other, rtol=1e-5, atol=1e-8, equal_nan=False): return _fovea.number(_fovea.full((), None, "bool"))
    def equal(self, other): return _fovea.number((self == other).all()) if self.shape == other.shape else False
    def index_fill(self, dim, index, value): return _fovea.depends(_fovea.elementwise("other", self), index)
    def index_add(self, dim, index, source, alpha=1): return _fovea.depends(_fovea.elementwise("other", self), index, source)
    def index_copy(self, dim, index, source): return _fovea.depends(_fovea.elementwise("other", self), index, source)
    def index_reduce(self, dim, index, source, reduce, include_self=True): return _fovea.depends(_fovea.elementwise("other", self), index, source)
    def index_put(self, indices, values, accumulate=False): return _fovea.depends(_fovea.elementwise("other", self), indices, values)
    def scatter(self, dim, index, src=None, value=None, reduce=None): return _fovea.depends(_fovea.elementwise("other", self), index, src)
    def scatter_add(self, dim, index, src): return _fovea.depends(_fovea.elementwise("other", self), index, src)
    def scatter_reduce(self, dim, index, src, reduce, include_self=True): return _fovea.depends(_fovea.elementwise("other", self), index, src)
    def select_scatter(self, src, dim, index): return _fovea.depends(_fovea.elementwise("other", self), src)
    def slice_scatter(self, src, dim=0, start=None, end=None, step=1): return _fovea.depends(_fovea.elementwise("other", self), src)
    def diagonal_scatter(self, src, offset=0, dim1=0, dim2=1): return _fovea.depends(_fovea.elementwise("other", self), src)
    def nan_to_num(self, nan=0.0, posinf=None, neginf=None): return _fovea.elementwise("other", self)
    def logit(self, eps=None): return _fovea.elementwise("other", self)
    def polygamma(self, n): return _fovea.elementwise("other", self)
    def bernoulli(self, p=None, generator=None): return _fovea.elementwise("other", self)
    greater, greater_equal, less, less_equal, not_equal = gt, ge, lt, le, ne
    multiply, subtract, divide, true_divide, negative = mul, sub, div, div, __neg__
    clip = clamp

    def __getattr__(self, name):
        # What is done in place gives what is done on a copy.
        if name.startswith("__"):
            raise AttributeError(name)
        if name.endswith("_") and not name.startswith("_"):
            made = getattr(self, name[:-1])
            return lambda *args, **kwargs: _fovea.update(self, made(*args, **kwargs))
        if name not in unmodelled:
            raise AttributeError(name)
        return lambda *args, **kwargs: _fovea.unmodelled("Tensor." + name, self, args, kwargs)

    # Reductions.
    def mean(self, dim=None, keepdim=False, dtype=None): return _fovea.reduce("mean", self, dim, keepdim)
    def nanmean(self, dim=None, keepdim=False, dtype=None): return _fovea.reduce("other", self, dim, keepdim)
    def sum(self, dim=None, keepdim=False, dtype=None): return _fovea.reduce("sum", self, dim, keepdim)
    def nansum(self, dim=None, keepdim=False, dtype=None): return _fovea.reduce("other", self, dim, keepdim)
    def prod(self, dim=None, keepdim=False, dtype=None): return _fovea.reduce("prod", self, dim, keepdim)
    def norm(self, p="fro", dim=None, keepdim=False, dtype=None): return _fovea.reduce("norm", self, dim, keepdim)
    def amax(self, dim=None, keepdim=False): return _fovea.reduce("max", self, _axes(dim), keepdim)
    def amin(self, dim=None, keepdim=False): return _fovea.reduce("min", self, _axes(dim), keepdim)
    def aminmax(self, dim=None, keepdim=False): return Values((_fovea.reduce("min", self, dim, keepdim), _fovea.reduce("max", self, dim, keepdim)))
    def logsumexp(self, dim=None, keepdim=False): return _fovea.reduce("other", self, dim, keepdim)
    def argmax(self, dim=None, keepdim=False): return _fovea.reduce("argmax", self, dim, keepdim)
    def argmin(self, dim=None, keepdim=False): return _fovea.reduce("argmin", self, dim, keepdim)
    def all(self, dim=None, keepdim=False): return _fovea.reduce("all", self, dim, keepdim)
    def any(self, dim=None, keepdim=False): return _fovea.reduce("any", self, dim, keepdim)
    def count_nonzero(self, dim=None): return _fovea.reduce("count_nonzero", self, dim, False)
    def quantile(self, q, dim=None, keepdim=False, interpolation="linear"): return _quantile(self, q, dim, keepdim)
    nanquantile = quantile

    def var(self, dim=None, unbiased=True, keepdim=False, correction=1):
        # By position either axes or, of all elements, whether the estimate is unbiased.
        return _fovea.reduce("var", self, None if isinstance(dim, bool) else dim, keepdim)

    std = var

    def max(self, dim=None, keepdim=False, other=None): return _extreme("max", self, dim if other is None else other, keepdim)
    def min(self, dim=None, keepdim=False, other=None): return _extreme("min", self, dim if other is None else other, keepdim)

    # Shapes.
    def view(self, *sizes, **named):
        kind = _fovea.kind(None, *sizes, named.get("dtype"))
        if kind is not None:
            return _fovea.cast(self, kind)
        return _fovea.reshape(self, given(sizes, named, "size"), "view")

    def reshape(self, *sizes, **named): return _fovea.reshape(self, given(sizes, named, "shape", "size"), "reshape")
    def view_as(self, other): return _fovea.reshape(self, other.shape, "view")
    def reshape_as(self, other): return _fovea.reshape(self, other.shape, "reshape")
    def flatten(self, start_dim=0, end_dim=-1): return _fovea.flatten(self, start_dim, end_dim)
    def permute(self, *dims, **named): return _fovea.permute(self, given(dims, named, "dims", "dim"), "permute")
    def unsqueeze(self, dim): return _fovea.unsqueeze(self, dim)
    def squeeze(self, dim=None): return _fovea.squeeze(self, dim)
    def expand(self, *sizes, **named): return _fovea.expand(self, given(sizes, named, "size"))
    def expand_as(self, other): return _fovea.expand(self, other.shape)
    def broadcast_to(self, size): return _fovea.expand(self, size)
    def repeat(self, *counts, **named): return _fovea.repeat(self, given(counts, named, "repeats"))

    def tile(self, *counts, **named):
        counts = given(counts, named, "dims")
        return _fovea.repeat(self, (1,) * (self.dim() - len(counts)) + counts)

    def roll(self, shifts, dims=None): return _fovea.roll(self, shifts, dims)

    def flip(self, *dims, **named):
        found = self
        for axis in given(dims, named, "dims"):
            found = _fovea.along("flip", found, axis)
        return found

    def rot90(self, k=1, dims=(0, 1)): return _fovea.roll(self) if k % 2 == 0 else _fovea.roll(self).transpose(dims[0], dims[1])
    def ravel(self): return _fovea.flatten(self, 0, -1)
    def fliplr(self): return self.flip(1)
    def flipud(self): return self.flip(0)
    def outer(self, vec2): return _fovea.matmul(_fovea.unsqueeze(self, 1), _fovea.unsqueeze(vec2, 0))
    ger = outer
    def split_with_sizes(self, split_sizes, dim=0): return self.split(split_sizes, dim)
    def tril(self, diagonal=0): return _fovea.triangle(self, diagonal, False)
    def triu(self, diagonal=0): return _fovea.triangle(self, diagonal, True)

    def tensor_split(self, indices_or_sections, dim=0, sections=None, indices=None):
        wanted = sections if sections is not None else indices if indices is not None else indices_or_sections
        size = self.shape[dim]
        if isinstance(wanted, (tuple, list)):
            cuts = [0, *wanted, size]
            return _fovea.split(self, tuple([cuts[at + 1] - cuts[at] for at in range(len(cuts) - 1)]), dim, "tensor_split")
        return _fovea.split(self, tuple([size // wanted + (1 if at < size % wanted else 0) for at in range(wanted)]), dim, "tensor_split")

    def diff(self, n=1, dim=-1, prepend=None, append=None):
        found = self
        for more, first in ((prepend, True), (append, False)):
            if more is not None:
                found = _fovea.cat((more, found) if first else (found, more), dim)
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

    def diag(self, diagonal=0):
        if self.dim() == 2:
            return self.diagonal(diagonal)
        size = self.shape[0] + abs(diagonal)
        return _fovea.shape_as(self, (size, size), "diag")

    def diag_embed(self, offset=0, dim1=-2, dim2=-1):
        size = self.shape[-1] + abs(offset)
        return _fovea.shape_as(self, tuple(self.shape[:-1]) + (size, size), "diag_embed")

    def trace(self): return _fovea.reduce("other", self, None, False)

    def median(self, dim=None, keepdim=False):
        found = _fovea.reduce("other", self, dim, keepdim)
        return found if dim is None else Values((found, _fovea.cast(found, "int")))

    nanmedian = median

    def mode(self, dim=-1, keepdim=False): return self.median(dim, keepdim)
    def kthvalue(self, k, dim=-1, keepdim=False): return self.median(dim, keepdim)

    def transpose(self, dim0, dim1):
        rank = self.dim()
        order = list(range(rank))
        a = normal(dim0, rank)
        b = normal(dim1, rank)
        order[a], order[b] = b, a
        return _fovea.permute(self, order, "transpose")

    def swapaxes(self, axis0, axis1): return self.transpose(axis0, axis1)
    swapdims = transpose

    def t(self):
        return self.transpose(0, 1) if self.dim() > 1 else self

    def adjoint(self): return self.transpose(-2, -1)

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
        if isinstance(split_size, Tensor):
            split_size = split_size.tolist()
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

    def take(self, index): return _fovea.index(_fovea.flatten(self, 0, -1), index)
    def gather(self, dim, index, sparse_grad=False):
        _fovea.check_rank(index, (max(1, self.dim()),), "gather", "Its index needs as many dimensions as the tensor: add them with `unsqueeze`.")
        return _fovea.shape_as((self, index), index.shape, "gather")
    def take_along_dim(self, indices, dim=None): return _fovea.shape_as((self, indices), indices.shape, "take_along_dim")

    def repeat_interleave(self, repeats, dim=None, output_size=None):
        if dim is None:
            return self.flatten().repeat_interleave(repeats, 0, output_size)
        shape = list(self.shape)
        if isinstance(repeats, Tensor) and repeats.dim() == 0:
            repeats = repeats.item()
        if isinstance(repeats, Tensor):
            shape[dim] = repeats.sum().item() if output_size is None else output_size
        else:
            shape[dim] = shape[dim] * repeats
        return _fovea.shape_as(self, shape, "repeat_interleave")

    def topk(self, k, dim=-1, largest=True, sorted=True):
        shape = list(self.shape)
        shape[dim] = k
        found = _fovea.shape_as(self, shape, "topk")
        return Values((found, _fovea.cast(_fovea.shape_as(self, shape, "topk"), "int")))

    def sort(self, dim=-1, descending=False, stable=False):
        kind = "_descending" if descending else ""
        return Values((_fovea.along("sort" + kind, self, dim), _fovea.cast(_fovea.along("argsort" + kind, self, dim), "int")))

    def msort(self): return self.sort(0)[0]
    def argsort(self, dim=-1, descending=False, stable=False): return self.sort(dim, descending)[1]
    def cumsum(self, dim, dtype=None): return _fovea.along("cumsum", self, dim)
    def cumprod(self, dim, dtype=None): return _fovea.along("cumprod", self, dim)
    def logcumsumexp(self, dim): return _fovea.along("cumother", self, dim)
    def cummax(self, dim): return Values((_fovea.along("cummax", self, dim), _fovea.cast(_fovea.along("cumother", self, dim), "int")))
    def cummin(self, dim): return Values((_fovea.along("cummin", self, dim), _fovea.cast(_fovea.along("cumother", self, dim), "int")))
    def renorm(self, p, dim, maxnorm): return _fovea.elementwise("other", self)

    def nonzero(self, as_tuple=False):
        found = _fovea.nonzero(self)
        return tuple([found[:, axis] for axis in range(self.dim())]) if as_tuple else found

    def argwhere(self): return _fovea.nonzero(self)

    def unique(self, sorted=True, return_inverse=False, return_counts=False, dim=None): return _unique(self, True, return_inverse, return_counts, dim)
    def unique_consecutive(self, return_inverse=False, return_counts=False, dim=None): return _unique(self, False, return_inverse, return_counts, dim)

    def bincount(self, weights=None, minlength=0): return _fovea.shape_as(self, (_fovea.unknown_size("the largest number of a tensor"),), "bincount")
    def histc(self, bins=100, min=0, max=0): return _fovea.shape_as(self, (bins,), "histc")

    def __getitem__(self, index): return _fovea.index(self, index)
    def __setitem__(self, index, value): _fovea.put(self, index, value)
    def matmul(self, other): return _fovea.matmul(self, other)
    def mm(self, mat2): return _fovea.matmul(self, mat2)
    def bmm(self, mat2): return _fovea.matmul(self, mat2)
    def dot(self, tensor): return _fovea.matmul(self, tensor)
    inner = vdot = dot
    def mv(self, vec): return _fovea.matmul(self, vec)
    def addmm(self, mat1, mat2, beta=1, alpha=1): return _fovea.elementwise("add", self, _fovea.matmul(mat1, mat2))
    def addbmm(self, batch1, batch2, beta=1, alpha=1): return _fovea.elementwise("add", self, _fovea.matmul(batch1, batch2).sum(0))
    def addmv(self, mat, vec, beta=1, alpha=1): return _fovea.elementwise("add", self, _fovea.matmul(mat, vec))
    def addr(self, vec1, vec2, beta=1, alpha=1): return _fovea.elementwise("add", self, vec1.outer(vec2))
    def baddbmm(self, batch1, batch2, beta=1, alpha=1): return _fovea.elementwise("add", self, _fovea.matmul(batch1, batch2))
    def kron(self, other): return _fovea.unmodelled("Tensor.kron", self, other)
    def cross(self, other, dim=None): return _fovea.elementwise("other", self, other)
    def dist(self, other, p=2): return _fovea.reduce("norm", self - other, None, False)
    def cov(self, correction=1, fweights=None, aweights=None): return _fovea.shape_as(self, (self.shape[0], self.shape[0]), "cov")
    corrcoef = cov

    # Copies and casts, which change neither shapes nor costs.
    def contiguous(self, memory_format=None): return _fovea.contiguous(self) if memory_format is None else self
    def clone(self, memory_format=None): return _fovea.copy(self)
    def detach(self): return self
    def detach_(self): return self

    def to(self, *args, **kwargs): return _fovea.cast(self, _fovea.kind(_fovea.type(self), *args, *kwargs.values()))
    def type(self, dtype=None, non_blocking=False): return _fovea.cast(self, _fovea.kind(_fovea.type(self), dtype))
    def type_as(self, other): return _fovea.cast(self, _fovea.type(other))
    def float(self, memory_format=None): return _fovea.cast(self, "float")
    def double(self, memory_format=None): return _fovea.cast(self, "double")
    def half(self, memory_format=None): return _fovea.cast(self, "float")
    def bfloat16(self, memory_format=None): return _fovea.cast(self, "float")
    def int(self, memory_format=None): return _fovea.cast(self, "int")
    def bool(self, memory_format=None): return _fovea.cast(self, "bool")
    long = short = char = byte = int
    cfloat = cdouble = float
    def cuda(self, device=None, non_blocking=False, memory_format=None): return self
    def cpu(self, memory_format=None): return self
    def requires_grad_(self, requires_grad=True):
        self.requires_grad = requires_grad
        return self

    def copy_(self, src, non_blocking=False):
        _fovea.put(self, ..., src, "copy_")
        return self

    def fill_(self, value): return self.copy_(_fovea.scalar(value))
    def zero_(self): return self.copy_(0)
    def fill_diagonal_(self, fill_value, wrap=False): return self._scrambled()
    def set_(self, source=None, *args): return _fovea.update(self, source) if isinstance(source, Tensor) else self
    def resize_(self, *sizes, **named): return _fovea.update(self, _fovea.full(given(sizes, named, "size"), None, _fovea.type(self)))

    def _scrambled(self, *args, **kwargs):
        # Random numbers, or others of which nothing is known.
        return self.copy_(_fovea.full((), None, _fovea.type(self)))

    normal_ = uniform_ = bernoulli_ = exponential_ = geometric_ = log_normal_ = cauchy_ = random_ = trunc_normal_ = _scrambled
    def put_(self, index, source, accumulate=False): return self._scrambled()
    def map_(self, other, callable): return self._scrambled()
    def apply_(self, callable): return self._scrambled()
    def conj(self): return self
    conj_physical = resolve_conj = resolve_neg = positive = coalesce = to_dense = to_sparse = alias = view_as_real_ = conj
    def is_complex(self): return False
    def is_pinned(self): return False
    def is_shared(self): return False
    def is_inference(self): return False
    def is_set_to(self, other): return False
    def pin_memory(self, device=None): return self
    def share_memory_(self): return self
    def retain_grad(self): return None
    def register_hook(self, hook): return _Handle()
    def register_post_accumulate_grad_hook(self, hook): return _Handle()
    def backward(self, gradient=None, retain_graph=None, create_graph=False, inputs=None): return None
    def is_floating_point(self): return _fovea.type(self) in ("float", "double")
    def is_signed(self): return True
    def is_contiguous(self, memory_format=None): return True
    def get_device(self): return -1
    def data_ptr(self): return id(self)
    def dim_order(self): return tuple(range(self.dim()))
    def as_subclass(self, cls): return self
    def sum_to_size(self, *size): return _fovea.shape_as(self, sizes_of(size), "sum_to_size")
    def as_strided(self, size, stride, storage_offset=None): return _fovea.shape_as(self, size, "as_strided")
    def stft(self, n_fft, hop_length=None, win_length=None, window=None, center=True, pad_mode="reflect", normalized=False, onesided=None, return_complex=None):
        from . import stft
        return stft(self, n_fft, hop_length, win_length, window, center, pad_mode, normalized, onesided, return_complex)

    def istft(self, n_fft, hop_length=None, win_length=None, window=None, center=True, normalized=False, onesided=None, length=None, return_complex=False):
        from . import istft
        return istft(self, n_fft, hop_length, win_length, window, center, normalized, onesided, length, return_complex)

    def new(self, *data, **kwargs): return constructed(data, _fovea.type(self))
    def new_zeros(self, *sizes, **kwargs): return _fovea.full(given(sizes, kwargs, "size"), 0, _kind(kwargs, self))
    def new_ones(self, *sizes, **kwargs): return _fovea.full(given(sizes, kwargs, "size"), 1, _kind(kwargs, self))
    def new_empty(self, *sizes, **kwargs): return _fovea.full(given(sizes, kwargs, "size"), None, _kind(kwargs, self))
    def new_full(self, size, fill_value, **kwargs): return _fovea.full(size, fill_value, _kind(kwargs, self))
    def new_tensor(self, data, **kwargs): return _fovea.from_numbers(data, _kind(kwargs, self))


_fovea.set_role(Tensor, "tensor")


class _Handle:
    def remove(self):
        return None


class Values(tuple):
    # What a reduction along one axis gives: values, and where they are.
    @property
    def values(self):
        return self[0]

    @property
    def indices(self):
        return self[1]

    min = values
    max = indices


def _kind(kwargs, tensor): return _fovea.kind(_fovea.type(tensor), kwargs.get("dtype"))


def _axes(dim):
    return None if isinstance(dim, (tuple, list)) and len(dim) == 0 else dim


def _bits(name, a, b):
    whole = _fovea.type(a) != "bool" or (isinstance(b, Tensor) and _fovea.type(b) != "bool")
    return _fovea.elementwise("other" if whole else name, a, b)


def _extreme(name, tensor, dim, keepdim):
    if dim is None:
        return _fovea.reduce(name, tensor, None, False)
    if isinstance(dim, Tensor):
        return _fovea.elementwise(name, tensor, dim)
    return Values((_fovea.reduce(name, tensor, dim, keepdim), _fovea.cast(_fovea.reduce("arg" + name, tensor, dim, keepdim), "int")))


def _quantile(tensor, q, dim, keepdim):
    found = _fovea.reduce("other", tensor, dim, keepdim)
    if isinstance(q, Tensor) and q.dim() == 1:
        return _fovea.shape_as(found, tuple(q.shape) + tuple(found.shape), "quantile")
    return found


def _unique(tensor, ordered, inverse, counts, dim):
    numbers = tensor.tolist() if dim is None and tensor.dim() == 1 else None
    values = []
    found = []
    at = []
    if isinstance(numbers, list):
        for number in sorted(numbers) if ordered else numbers:
            if len(values) > 0 and values[-1] == number:
                found[-1] += 1
            else:
                values.append(number)
                found.append(1)
        kind = _fovea.type(tensor)
        made = (_fovea.from_numbers(values, kind), _fovea.full(tensor.shape, None, "int"), _fovea.from_numbers(found, "int"))
    else:
        size = _fovea.unknown_size("how many different numbers a tensor has")
        shape = list(tensor.shape)
        if dim is None:
            shape = [size]
        else:
            shape[dim] = size
        made = (_fovea.shape_as(tensor, shape, "unique"), _fovea.full(tensor.shape if dim is None else (tensor.shape[dim],), None, "int"), _fovea.full((size,), None, "int"))
    chosen = [made[0]] + ([made[1]] if inverse else []) + ([made[2]] if counts else [])
    return chosen[0] if len(chosen) == 1 else tuple(chosen)


def _elementwise(name):
    return lambda self, *args, **kwargs: _fovea.elementwise(name, self)


def _binary(name):
    return lambda self, other, *args, **kwargs: _fovea.elementwise(name, self, other)


known = "exp exp2 expm1 log log2 log10 log1p sqrt rsqrt sin cos tan abs neg sign floor ceil trunc isfinite isnan isinf"
unary = known + " sinh cosh asin acos atan asinh acosh atanh erf erfc erfinv frac sgn lgamma digamma mvlgamma i0 sinc deg2rad rad2deg angle signbit arcsin arccos arctan arcsinh arccosh arctanh isreal isposinf isneginf"
for each in unary.split():
    setattr(Tensor, each, _elementwise(each if each in known.split() else "other"))
setattr(Tensor, "absolute", _elementwise("abs"))
setattr(Tensor, "fix", _elementwise("trunc"))
for each in "atan2 arctan2 hypot copysign float_power ldexp logaddexp logaddexp2 nextafter xlogy heaviside gcd lcm bitwise_left_shift bitwise_right_shift igamma igammac".split():
    setattr(Tensor, each, _binary("other"))


class Parameter(Tensor):
    requires_grad = True

    def __init__(self, data=None, requires_grad=True):
        if isinstance(data, (int, float, list)):
            raise AttributeError("'" + type(data).__name__ + "' object has no attribute 'detach'")
        _fovea.share(self, _fovea.full((0,), None, "float") if data is None else data)
        self.requires_grad = requires_grad


_fovea.set_role(Parameter, "parameter")


class Buffer(Tensor):
    # A tensor that a module registers as its buffer.
    persistent = True

    def __init__(self, data=None, persistent=True):
        _fovea.share(self, _fovea.full((0,), None, "float") if data is None else data)
        self.persistent = persistent


class LongTensor(Tensor):
    kind = "int"


class BoolTensor(Tensor):
    kind = "bool"


class DoubleTensor(Tensor):
    kind = "double"
