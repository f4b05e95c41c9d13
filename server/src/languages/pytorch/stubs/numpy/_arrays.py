# An array: its numbers in the order of memory, and its shape.
import math
import _python
import torch


def _type(value): return bool if isinstance(value, bool) else int if isinstance(value, int) else float


def _numbers(values):
    kinds = [_type(each) for each in values if _python.is_known(each)]
    kind = float if float in kinds or len(kinds) == 0 else int if int in kinds else bool
    return [each if type(each) is kind or not _python.is_known(each) else kind(each) for each in values], kind


def _result(values, shape):
    data, kind = _numbers(values)
    return ndarray(data, shape, kind)


def _nested(value):
    """The numbers of nested lists, and their shape; None where they are ragged."""
    if isinstance(value, ndarray):
        return value._data, list(value.shape)
    if not isinstance(value, (list, tuple, range)):
        return [value], []
    plain = _python.nested(value)
    if plain is not None:
        return plain
    parts = [_nested(each) for each in value]
    if any([each is None or each[0] is None or each[1] != parts[0][1] for each in parts]):
        return None
    return [number for each in parts for number in each[0]], [len(parts)] + (parts[0][1] if len(parts) > 0 else [])


def _array_of(value, dtype=None):
    if not _python.is_known(value):
        return value
    if not isinstance(value, (ndarray, list, tuple, range, int, float)):
        value = list(value) if hasattr(value, "__iter__") else value
    found = _nested(value)
    if found is not None and found[0] is None:
        return torch.empty(found[1])
    if found is None or not _python.all_numbers(found[0]):
        return _python.unknown("an array of what are no numbers")
    data, kind = _numbers(found[0])
    result = ndarray(data, found[1], value._kind if isinstance(value, ndarray) else kind)
    return result if dtype is None else result.astype(dtype)


def _flat(array): return list(array._data)


def _sum(values):
    """As numpy adds them: eight sums side by side."""
    if len(values) < 8 or all([isinstance(each, int) for each in values]):
        total = 0
        for each in values:
            total = total + each
        return total
    if len(values) > 128:
        return _python.unknown("the sum of many floating-point numbers")
    sums = values[:8]
    index = 8
    while index + 8 <= len(values):
        sums = [sums[each] + values[index + each] for each in range(8)]
        index += 8
    total = ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]))
    for each in values[index:]:
        total = total + each
    return total


def _safely(function, args):
    try:
        return function(*args)
    except ZeroDivisionError:
        return _python.unknown("a division by zero")


def _elementwise(function, kind, *operands):
    """Applies a function of numbers to arrays and numbers whose shapes fit together."""
    if all([not isinstance(each, (ndarray, list, tuple)) for each in operands]):
        return _safely(function, operands)
    if any([isinstance(each, torch.Tensor) for each in operands]):
        return function(*[torch.tensor(each.tolist()) if isinstance(each, ndarray) else each for each in operands])
    arrays = [each if isinstance(each, ndarray) else _array_of(each) for each in operands]
    for each in arrays:
        if not _python.is_known(each):
            return each
        if not isinstance(each, ndarray):
            return NotImplemented
    rank = max([each.ndim for each in arrays])
    shapes = [[1] * (rank - each.ndim) + list(each.shape) for each in arrays]
    shape = []
    for sizes in zip(*shapes):
        wanted = [size for size in sizes if size != 1]
        if any([size != wanted[0] for size in wanted]):
            raise ValueError("operands could not be broadcast together")
        shape.append(wanted[0] if len(wanted) > 0 else 1)
    count = math.prod(shape)
    if count > 4096:
        return _python.unknown("arithmetic of a large array")
    columns = [_spread(each._data, own, shape, count) for each, own in zip(arrays, shapes)]
    values = [_safely(function, each) for each in zip(*columns)]
    if any([each._kind is float32 for each in arrays]) and not all([isinstance(each, bool) for each in values]):
        return ndarray([_single(each) for each in values], shape, float32)
    data, found = _numbers(values)
    return ndarray(data if kind is None else [kind(each) if _python.is_known(each) else each for each in data], shape, found if kind is None else kind)


def _spread(data, own, shape, count):
    if len(data) == count:
        return data
    if len(data) == 1:
        return data * count
    result = []
    for index in range(count):
        at = 0
        step = 1
        rest = index
        for axis in reversed(range(len(shape))):
            place = rest % shape[axis]
            rest = rest // shape[axis]
            at += (0 if own[axis] == 1 else place) * step
            step *= own[axis]
        result.append(data[at])
    return result


def _single(value):
    """What a number of 32 bits is, where it is certain."""
    if isinstance(value, bool) or not _python.is_known(value):
        return value
    return value if float(value).is_integer() and -16777216 <= value <= 16777216 else _python.unknown("a number of 32 bits")


def float32(value=0): return _single(float(value))


class ndarray:
    def __init__(self, data, shape, kind):
        self._data = data
        self.shape = tuple(shape)
        self._kind = kind

    @property
    def ndim(self): return len(self.shape)
    @property
    def size(self): return len(self._data)
    @property
    def dtype(self): return self._kind
    @property
    def T(self): return self.transpose()
    @property
    def flat(self): return iter(self._data)

    def tolist(self):
        if self.ndim == 0:
            return self._data[0]
        if self.ndim == 1:
            return list(self._data)
        return [each.tolist() for each in self]

    def item(self, *index):
        if len(index) == 0:
            if len(self._data) != 1:
                raise ValueError("can only convert an array of size 1 to a Python scalar")
            return self._data[0]
        return self._data[index[0]] if len(index) == 1 else self[index]

    def astype(self, dtype, **kwargs):
        if dtype is float32 or dtype in ("float32", "float16", "half", "single", "f4", "f"):
            return ndarray([_single(each) for each in self._data], self.shape, float32)
        kind = {"int": int, "int64": int, "int32": int, "i": int, "float": float, "float64": float, "bool": bool}.get(dtype, dtype) if isinstance(dtype, str) else dtype
        if kind not in (int, float, bool):
            return _python.unknown("an array of another type")
        return ndarray([kind(each) if _python.is_known(each) else each for each in self._data], self.shape, kind)

    def copy(self, order="C"): return ndarray(list(self._data), self.shape, self._kind)
    def ravel(self, order="C"): return ndarray(list(self._data), [len(self._data)], self._kind)
    flatten = ravel

    def reshape(self, *shape, **kwargs):
        sizes = list(shape[0]) if len(shape) == 1 and isinstance(shape[0], (list, tuple)) else list(shape)
        if -1 in sizes:
            known = math.prod([each for each in sizes if each != -1])
            sizes[sizes.index(-1)] = len(self._data) // known if known > 0 else 0
        if math.prod(sizes) != len(self._data):
            raise ValueError("cannot reshape array")
        return ndarray(self._data, sizes, self._kind)

    def transpose(self, *axes):
        if self.ndim < 2:
            return self
        if self.ndim > 2 or len(axes) > 0:
            return _python.unknown("a transposed array")
        rows, columns = self.shape
        return ndarray([self._data[row * columns + column] for column in range(columns) for row in range(rows)], [columns, rows], self._kind)

    def squeeze(self, axis=None): return self.reshape([each for each in self.shape if each != 1]) if axis is None else _python.unknown("a squeezed array")

    def _reduced(self, function, axis, kind=None):
        if axis is None or self.ndim == 1:
            return function(self._data)
        if self.ndim != 2:
            return _python.unknown("a reduction along an axis")
        lines = [each._data for each in (self if axis == 1 or axis == -1 else self.transpose())]
        return _result([function(each) for each in lines], [len(lines)])

    def sum(self, axis=None, **kwargs): return self._reduced(_sum, axis) if axis is None or self.ndim == 1 or self._kind is not float else _python.unknown("a sum along an axis")
    def prod(self, axis=None, **kwargs): return self._reduced(math.prod, axis)
    def mean(self, axis=None, **kwargs): return self._reduced(lambda data: _sum(data) / len(data), axis) if axis is None or self.ndim == 1 or self._kind is not float else _python.unknown("a mean along an axis")
    def max(self, axis=None, **kwargs): return self._reduced(lambda data: max(data), axis)
    def min(self, axis=None, **kwargs): return self._reduced(lambda data: min(data), axis)
    def argmax(self, axis=None): return self._reduced(lambda data: data.index(max(data)), axis)
    def argmin(self, axis=None): return self._reduced(lambda data: data.index(min(data)), axis)
    def any(self, axis=None): return self._reduced(lambda data: any(data), axis)
    def all(self, axis=None): return self._reduced(lambda data: all(data), axis)
    def argsort(self, axis=-1, **kwargs): return _array_of(sorted(range(len(self._data)), key=lambda index: self._data[index]), int)

    def sort(self, axis=-1):
        self._data[:] = sorted(self._data)

    def _running(self, combine):
        results = []
        for each in self._data:
            results.append(combine(results[-1], each) if len(results) > 0 else each)
        return _result(results, [len(results)])

    def cumsum(self, axis=None, **kwargs): return self._running(lambda a, b: a + b)
    def cumprod(self, axis=None, **kwargs): return self._running(lambda a, b: a * b)
    def round(self, decimals=0): return _elementwise(lambda x: x if isinstance(x, int) else float(round(x * 10 ** decimals)) / 10 ** decimals, None, self)
    def clip(self, low=None, high=None): return _elementwise(lambda x: low if low is not None and x < low else high if high is not None and x > high else x, None, self)
    def repeat(self, repeats, axis=None): return _result([each for each in self._data for index in range(repeats)], [len(self._data) * repeats])
    def nonzero(self): return (_array_of([index for index, each in enumerate(self._data) if each], int),)

    def __len__(self):
        if self.ndim == 0:
            raise TypeError("len() of unsized object")
        return self.shape[0]

    def __iter__(self):
        if self.ndim == 0:
            raise TypeError("iteration over a 0-d array")
        return iter(list(self._data)) if self.ndim == 1 else iter([self[index] for index in range(self.shape[0])])

    def __getitem__(self, index):
        if index is None:
            return self.reshape([1] + list(self.shape))
        if index is Ellipsis:
            return self
        if isinstance(index, tuple):
            if len(index) == 2 and index[1] is None and self.ndim == 1 and index[0] == slice(None, None, None):
                return self.reshape([len(self._data), 1])
            if len(index) == 0:
                return self
            first = self[index[0]]
            if len(index) == 1 or not isinstance(first, ndarray):
                return first
            if isinstance(index[0], slice):
                return _array_of([each[index[1:]] for each in first])
            return first[index[1:]]
        if isinstance(index, (ndarray, list)):
            wanted = list(index)
            if len(wanted) > 0 and all([isinstance(each, bool) for each in wanted]):
                wanted = [at for at, each in enumerate(wanted) if each]
            return _array_of([self[each] for each in wanted]) if len(wanted) > 0 else ndarray([], [0], self._kind)
        if self.ndim == 1:
            found = self._data[index]
            return ndarray(found, [len(found)], self._kind) if isinstance(index, slice) else found
        width = len(self._data) // self.shape[0] if self.shape[0] > 0 else 0
        rows = list(range(self.shape[0]))[index]
        if not isinstance(index, slice):
            return ndarray(self._data[rows * width:(rows + 1) * width], self.shape[1:], self._kind)
        return ndarray([value for row in rows for value in self._data[row * width:(row + 1) * width]], [len(rows)] + list(self.shape[1:]), self._kind)

    def __setitem__(self, index, value):
        if self.ndim == 1 and isinstance(index, (int, slice)):
            if isinstance(index, slice) and not isinstance(value, (ndarray, list, tuple)):
                value = [value] * len(self._data[index])
            self._data[index] = value if isinstance(index, int) else [each for each in value]
            self._data[:] = [each if not _python.is_known(each) or self._kind is float32 else self._kind(each) for each in self._data]
        else:
            self._data[:] = [_python.unknown("an array that was changed in part")] * len(self._data)

    def __bool__(self):
        if len(self._data) != 1:
            raise ValueError("The truth value of an array with more than one element is ambiguous.")
        return bool(self._data[0])

    def __int__(self): return int(self.item())
    def __float__(self): return float(self.item())
    def __index__(self): return self.item()
    def __round__(self, digits=None): return self.round() if digits is None else self.round(digits)
    def __contains__(self, value): return value in self._data
    def __neg__(self): return _elementwise(lambda a: -a, None, self)
    def __abs__(self): return _elementwise(lambda a: a if a >= 0 else -a, None, self)
    def __invert__(self): return _elementwise(lambda a: not a if isinstance(a, bool) else ~a, None, self)
    def __add__(self, other): return _elementwise(lambda a, b: a + b, None, self, other)
    def __radd__(self, other): return _elementwise(lambda a, b: b + a, None, self, other)
    def __sub__(self, other): return _elementwise(lambda a, b: a - b, None, self, other)
    def __rsub__(self, other): return _elementwise(lambda a, b: b - a, None, self, other)
    def __mul__(self, other): return _elementwise(lambda a, b: a * b, None, self, other)
    def __rmul__(self, other): return _elementwise(lambda a, b: b * a, None, self, other)
    def __truediv__(self, other): return _elementwise(lambda a, b: a / b, None, self, other)
    def __rtruediv__(self, other): return _elementwise(lambda a, b: b / a, None, self, other)
    def __floordiv__(self, other): return _elementwise(lambda a, b: a // b, None, self, other)
    def __rfloordiv__(self, other): return _elementwise(lambda a, b: b // a, None, self, other)
    def __mod__(self, other): return _elementwise(lambda a, b: a % b, None, self, other)
    def __pow__(self, other): return _elementwise(lambda a, b: a ** b, None, self, other)
    def __rpow__(self, other): return _elementwise(lambda a, b: b ** a, None, self, other)
    def __and__(self, other): return _elementwise(lambda a, b: a & b, None, self, other)
    def __or__(self, other): return _elementwise(lambda a, b: a | b, None, self, other)
    def __eq__(self, other): return _elementwise(lambda a, b: a == b, None, self, other)
    def __ne__(self, other): return _elementwise(lambda a, b: a != b, None, self, other)
    def __lt__(self, other): return _elementwise(lambda a, b: a < b, None, self, other)
    def __le__(self, other): return _elementwise(lambda a, b: a <= b, None, self, other)
    def __gt__(self, other): return _elementwise(lambda a, b: a > b, None, self, other)
    def __ge__(self, other): return _elementwise(lambda a, b: a >= b, None, self, other)
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _python.unknown("numpy.ndarray." + name + " is not modelled")
