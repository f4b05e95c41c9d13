from _collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from collections import abc
from collections.abc import Callable, Iterable, Mapping, Sequence


class UserDict(dict):
    pass


class ChainMap(dict):
    pass
