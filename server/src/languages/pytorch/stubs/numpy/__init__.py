# Small arrays hold their numbers; large ones are tensors, whose shapes alone are known.
import math
import _python
import torch
from numpy._arrays import ndarray, float32, _array_of, _elementwise, _flat, _numbers, _result, _sum, _type
from numpy import random

pi = math.pi
e = math.e
inf = Inf = infty = math.inf
nan = NaN = math.nan
newaxis = None
euler_gamma = 0.5772156649015329
int8 = int16 = int32 = int64 = int_ = intp = uint8 = uint16 = uint32 = uint64 = int
float64 = double = float_ = float
bool_ = bool
str_ = str
float16 = half = single = float32
_most = 2048


def _whole(shape): return list(shape) if isinstance(shape, (list, tuple)) else [shape]
def array(object, dtype=None, copy=True, ndmin=0): return object if isinstance(object, torch.Tensor) else _array_of(object, dtype)
def asarray(a, dtype=None): return a if isinstance(a, ndarray) and dtype is None else array(a, dtype)


ascontiguousarray = asanyarray = asarray


def full(shape, fill_value, dtype=None):
    sizes = _whole(shape)
    count = math.prod(sizes)
    if not _python.is_known(count) or count > _most:
        return torch.full(sizes, fill_value)
    return ndarray([fill_value] * count, sizes, _type(fill_value) if dtype is None else dtype)


def zeros(shape, dtype=float, **kwargs): return full(shape, 0.0 if dtype is not int and dtype is not bool else dtype(0), dtype)
def ones(shape, dtype=float, **kwargs): return full(shape, 1.0 if dtype is not int and dtype is not bool else dtype(1), dtype)
def empty(shape, dtype=float, **kwargs): return full(shape, _python.unknown("numpy.empty holds what was in memory"), float)
def zeros_like(a, dtype=None): return a * 0
def ones_like(a, dtype=None): return a * 0 + 1
def full_like(a, fill_value, dtype=None): return full(a.shape, fill_value, dtype)
def eye(n, m=None): return _array_of([[1.0 if row == column else 0.0 for column in range(n if m is None else m)] for row in range(n)])


identity = eye


def arange(*bounds, dtype=None, **kwargs):
    start, stop, step = (0, bounds[0], 1) if len(bounds) == 1 else (bounds[0], bounds[1], bounds[2] if len(bounds) > 2 else 1)
    count = math.ceil((stop - start) / step)
    count = 0 if count < 0 else count
    if not _python.is_known(count) or count > _most:
        return torch.arange(*bounds)
    result = ndarray([start + index * step for index in range(count)], [count], float if float in (type(start), type(stop), type(step)) else int)
    return result if dtype is None else result.astype(dtype)


def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0):
    if not _python.is_known(num) or num > _most:
        return torch.linspace(start, stop, num)
    parts = num - 1 if endpoint else num
    step = (stop - start) / parts if parts > 0 else math.nan
    values = [index * step + start if parts > 0 else float(start) for index in range(num)]
    if endpoint and num > 1:
        values[-1] = float(stop)
    result = ndarray([float(each) for each in values], [num], float)
    result = result if dtype is None else result.astype(dtype)
    return (result, step) if retstep else result


def _unary(function, whole=False, mask=False):
    def apply(x, *args, **kwargs):
        if isinstance(x, torch.Tensor):
            return x != x if mask else x * 1 if whole else x * 1.0
        return _elementwise(lambda a: function(a), None if whole else float, x)
    return apply


def _safe(function):
    def apply(a):
        try:
            return function(a)
        except (ValueError, ZeroDivisionError, OverflowError):
            return _python.unknown("a number that is not finite")
    return apply


log = _unary(_safe(math.log))
log2 = _unary(_safe(math.log2))
log10 = _unary(_safe(math.log10))
log1p = _unary(_safe(math.log1p))
exp = _unary(_safe(math.exp))
sqrt = _unary(_safe(math.sqrt))
sin = _unary(math.sin)
cos = _unary(math.cos)
tan = _unary(math.tan)
tanh = _unary(math.tanh)
floor = _unary(lambda a: float(math.floor(a)))
ceil = _unary(lambda a: float(math.ceil(a)))
trunc = fix = _unary(lambda a: float(math.trunc(a)))
rint = _unary(lambda a: float(round(a)))
abs = absolute = fabs = _unary(lambda a: a if a >= 0 else -a, True)
sign = _unary(lambda a: type(a)((a > 0) - (a < 0)), True)
square = _unary(lambda a: a * a, True)
negative = _unary(lambda a: -a, True)
isnan = _unary(lambda a: math.isnan(a), True, True)
isfinite = _unary(lambda a: math.isfinite(a), True, True)
isinf = _unary(lambda a: math.isinf(a), True, True)
logical_not = _unary(lambda a: not a, True, True)
deg2rad = radians = _unary(math.radians)
rad2deg = degrees = _unary(math.degrees)


def round(a, decimals=0):
    if decimals == 0:
        return _elementwise(lambda x: x if isinstance(x, int) else float(_python.round(x)), None, a)
    scale = 10 ** decimals
    return _elementwise(lambda x: float(_python.round(x * scale)) / scale, None, a)


around = round_ = round


def _binary(function):
    return lambda a, b, *args, **kwargs: _elementwise(function, None, a, b)


add = _binary(lambda a, b: a + b)
subtract = _binary(lambda a, b: a - b)
multiply = _binary(lambda a, b: a * b)
divide = true_divide = _binary(lambda a, b: a / b)
floor_divide = _binary(lambda a, b: a // b)
mod = remainder = _binary(lambda a, b: a % b)
power = float_power = _binary(lambda a, b: a ** b)
maximum = fmax = _binary(lambda a, b: a if a >= b else b)
minimum = fmin = _binary(lambda a, b: a if a <= b else b)
equal = _binary(lambda a, b: a == b)
not_equal = _binary(lambda a, b: a != b)
greater = _binary(lambda a, b: a > b)
greater_equal = _binary(lambda a, b: a >= b)
less = _binary(lambda a, b: a < b)
less_equal = _binary(lambda a, b: a <= b)
logical_and = _binary(lambda a, b: bool(a) and bool(b))
logical_or = _binary(lambda a, b: bool(a) or bool(b))


def clip(a, a_min=None, a_max=None): return minimum(maximum(a, a_min) if a_min is not None else a, a_max) if a_max is not None else maximum(a, a_min)
def where(condition, *values): return _elementwise(lambda c, a, b: a if c else b, None, condition, *values) if len(values) == 2 else _python.unknown("numpy.where of a condition alone")


def _method(name):
    def apply(a, *args, **kwargs):
        return getattr(asarray(a), name)(*args, **kwargs)
    return apply


sum = _method("sum")
mean = _method("mean")
max = amax = _method("max")
min = amin = _method("min")
argmax = _method("argmax")
argmin = _method("argmin")
cumsum = _method("cumsum")
cumprod = _method("cumprod")
any = _method("any")
all = _method("all")
ravel = _method("ravel")
reshape = _method("reshape")
transpose = _method("transpose")
squeeze = _method("squeeze")
copy = _method("copy")
argsort = _method("argsort")


def prod(a, *args, **kwargs):
    if len(args) == 0 and len(kwargs) == 0 and not isinstance(a, ndarray):
        return math.prod(a) if isinstance(a, (list, tuple)) and _python.all_numbers(a) else _array_of(a).prod()
    return asarray(a).prod(*args, **kwargs)


def size(a, axis=None): return asarray(a).size if axis is None else asarray(a).shape[axis]
def shape(a): return asarray(a).shape
def ndim(a): return asarray(a).ndim


def sort(a, axis=-1):
    a = asarray(a)
    return ndarray(sorted(a._data), a.shape, a._kind) if a.ndim == 1 else _python.unknown("numpy.sort along an axis")


def unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None):
    values = _flat(asarray(ar))
    found = sorted(values)
    kept = [each for index, each in enumerate(found) if index == 0 or each != found[index - 1]]
    kind = asarray(ar)._kind
    results = [ndarray(kept, [len(kept)], kind)]
    if return_index:
        results.append(_array_of([values.index(each) for each in kept], int))
    if return_inverse:
        results.append(_array_of([kept.index(each) for each in values], int))
    if return_counts:
        results.append(_array_of([values.count(each) for each in kept], int))
    return results[0] if len(results) == 1 else tuple(results)


def concatenate(arrays, axis=0):
    arrays = [asarray(each) for each in arrays]
    if len([each for each in arrays if each.ndim == 1]) != len(arrays):
        return _python.unknown("numpy.concatenate of arrays with several axes")
    return _result([value for each in arrays for value in each._data], [len(_flat(each)) for each in arrays] and [len([value for each in arrays for value in each._data])])


hstack = concatenate
def append(arr, values, axis=None): return concatenate([asarray(arr).ravel(), asarray(values).ravel()])
def stack(arrays, axis=0): return _array_of([asarray(each).tolist() for each in arrays]) if axis == 0 else _python.unknown("numpy.stack along an axis")


vstack = stack
def diff(a, n=1): return asarray(a)[1:] - asarray(a)[:-1] if n == 1 else diff(diff(a), n - 1)
def repeat(a, repeats, axis=None): return _array_of([each for each in _flat(asarray(a)) for index in range(repeats)])
def tile(a, reps): return _array_of(_flat(asarray(a)) * reps)
def flip(m, axis=None): return asarray(m)[::-1]
def array_equal(a, b): return asarray(a).tolist() == asarray(b).tolist()
def isscalar(element): return isinstance(element, (int, float, str, bool))
def atleast_1d(a): return asarray(a).reshape(-1) if asarray(a).ndim == 0 else asarray(a)
def dot(a, b): return _sum([x * y for x, y in zip(_flat(asarray(a)), _flat(asarray(b)))]) if asarray(a).ndim == 1 and asarray(b).ndim == 1 else _python.unknown("numpy.dot of matrices")
def isclose(a, b, rtol=1e-05, atol=1e-08): return _elementwise(lambda x, y: x == y or (x - y if x >= y else y - x) <= atol + rtol * (y if y >= 0 else -y), None, a, b)
def allclose(a, b, rtol=1e-05, atol=1e-08): return asarray(isclose(a, b, rtol, atol)).all()
def expand_dims(a, axis): return asarray(a).reshape([1] + list(asarray(a).shape)) if axis == 0 else _python.unknown("numpy.expand_dims along an axis")
def set_printoptions(**kwargs): return None
def seterr(**kwargs): return {}
