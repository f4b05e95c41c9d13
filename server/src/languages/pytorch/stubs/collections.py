from _collections import OrderedDict, defaultdict, namedtuple
from collections import abc
from collections.abc import Callable, Iterable, Mapping, Sequence


class Counter(dict):
    def __init__(self, iterable=None, /, **kwds):
        super().__init__()
        self.update(iterable, **kwds)

    def __missing__(self, key): return 0

    def _add(self, iterable, kwds, sign):
        if iterable is not None:
            if isinstance(iterable, dict):
                for key, count in iterable.items():
                    self[key] = self.get(key, 0) + sign * count
            else:
                for key in iterable:
                    self[key] = self.get(key, 0) + sign
        for key, count in kwds.items():
            self[key] = self.get(key, 0) + sign * count

    def update(self, iterable=None, /, **kwds): self._add(iterable, kwds, 1)
    def subtract(self, iterable=None, /, **kwds): self._add(iterable, kwds, -1)
    def total(self): return sum(self.values())
    def copy(self): return Counter(self)
    def elements(self): return iter([key for key, count in self.items() for index in range(count)])

    def most_common(self, n=None):
        pairs = sorted(self.items(), key=lambda pair: pair[1], reverse=True)
        return pairs if n is None else pairs[:n]

    def _combined(self, other, combine):
        result = Counter()
        for key in list(self) + [key for key in other if key not in self]:
            count = combine(self[key], other[key])
            if count > 0:
                result[key] = count
        return result

    def __add__(self, other): return self._combined(other, lambda a, b: a + b)
    def __sub__(self, other): return self._combined(other, lambda a, b: a - b)
    def __and__(self, other): return self._combined(other, lambda a, b: a if a < b else b)
    def __or__(self, other): return self._combined(other, lambda a, b: a if a > b else b)
    def __repr__(self): return "Counter({" + ", ".join([repr(key) + ": " + repr(count) for key, count in self.most_common()]) + "})"


class deque(list):
    def __init__(self, iterable=(), maxlen=None):
        super().__init__()
        self.maxlen = maxlen
        self.extend(iterable)

    def _bound(self, left):
        if self.maxlen is not None and len(self) > self.maxlen:
            super().pop(0 if left else -1)

    def append(self, x):
        super().append(x)
        self._bound(True)

    def appendleft(self, x):
        super().insert(0, x)
        self._bound(False)

    def extend(self, iterable):
        for each in iterable:
            self.append(each)

    def extendleft(self, iterable):
        for each in iterable:
            self.appendleft(each)

    def pop(self):
        if len(self) == 0:
            raise IndexError("pop from an empty deque")
        return super().pop()

    def popleft(self):
        if len(self) == 0:
            raise IndexError("pop from an empty deque")
        return super().pop(0)

    def rotate(self, n=1):
        if len(self) > 0:
            n = n % len(self)
            items = list(self)
            self[:] = items[len(items) - n:] + items[:len(items) - n]

    def copy(self): return deque(list(self), self.maxlen)
    def __repr__(self): return "deque(" + repr(list(self)) + ("" if self.maxlen is None else ", maxlen=" + str(self.maxlen)) + ")"


class UserDict(dict):
    @property
    def data(self): return self


class UserList(list):
    @property
    def data(self): return self


class UserString(str):
    @property
    def data(self): return str(self)


class ChainMap(dict):
    def __init__(self, *maps):
        self.maps = list(maps) if len(maps) > 0 else [{}]

    def _merged(self):
        result = {}
        for each in reversed(self.maps):
            result.update(each)
        return result

    def __missing__(self, key): raise KeyError(key)

    def __getitem__(self, key):
        for each in self.maps:
            if key in each:
                return each[key]
        return self.__missing__(key)

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __contains__(self, key): return any(key in each for each in self.maps)
    def __len__(self): return len(self._merged())
    def __iter__(self): return iter(self._merged())
    def get(self, key, default=None): return self[key] if key in self else default
    def keys(self): return self._merged().keys()
    def values(self): return self._merged().values()
    def items(self): return self._merged().items()
    def new_child(self, m=None, **kwargs): return ChainMap({**({} if m is None else m), **kwargs}, *self.maps)

    @property
    def parents(self): return ChainMap(*self.maps[1:])
