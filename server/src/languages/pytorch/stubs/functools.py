import _python

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
WRAPPER_UPDATES = ("__dict__",)


class partial:
    def __init__(self, func, /, *args, **keywords):
        if isinstance(func, partial):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords

    def __call__(self, /, *args, **keywords):
        return self.func(*self.args, *args, **{**self.keywords, **keywords})


class partialmethod:
    def __init__(self, func, /, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords

    def __get__(self, instance, owner=None):
        return partial(self.func.__get__(instance, owner), *self.args, **self.keywords)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    for name in assigned:
        if hasattr(wrapped, name):
            setattr(wrapper, name, getattr(wrapped, name))
    if "__dict__" in updated and _python.is_function(wrapped):
        for name, value in vars(wrapped).items():
            setattr(wrapper, name, value)
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    return lambda wrapper: update_wrapper(wrapper, wrapped, assigned, updated)


def reduce(function, items, *initial):
    items = iter(items)
    if len(initial) > 0:
        value = initial[0]
    else:
        try:
            value = next(items)
        except StopIteration:
            raise TypeError("reduce() of empty iterable with no initial value")
    for item in items:
        value = function(value, item)
    return value


def lru_cache(maxsize=128, typed=False):
    if callable(maxsize):
        return _cached(maxsize)
    return _cached


def cache(function): return _cached(function)


def _cached(function):
    kept = {}

    def wrapper(*args, **kwargs):
        key = (args, tuple(kwargs.items()))
        found = kept.get(key)
        if found is None:
            found = [function(*args, **kwargs)]
            kept[key] = found
        return found[0]
    update_wrapper(wrapper, function)
    wrapper.cache_clear = lambda: kept.clear()
    wrapper.cache_info = lambda: _python.unknown("cache_info is not modelled")
    return wrapper


class cached_property:
    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__

    def __set_name__(self, owner, name):
        self.attrname = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        value = self.func(instance)
        instance.__dict__[self.attrname] = value
        return value


def total_ordering(cls):
    own = [name for name in ("__lt__", "__le__", "__gt__", "__ge__") if _python.defines(cls, name)]
    if len(own) == 0:
        return cls
    less = {
        "__lt__": lambda a, b: a.__lt__(b),
        "__le__": lambda a, b: a.__le__(b) and not a == b,
        "__gt__": lambda a, b: not a.__gt__(b) and not a == b,
        "__ge__": lambda a, b: not a.__ge__(b),
    }[own[0]]
    for name, compare in (
        ("__lt__", lambda a, b: less(a, b)),
        ("__le__", lambda a, b: less(a, b) or a == b),
        ("__gt__", lambda a, b: not less(a, b) and not a == b),
        ("__ge__", lambda a, b: not less(a, b)),
    ):
        if name not in own:
            setattr(cls, name, compare)
    return cls


def singledispatch(function):
    registry = {object: function}

    def dispatch(cls):
        for each in cls.__mro__:
            if each in registry:
                return registry[each]
        return function

    def register(cls, implementation=None):
        if implementation is not None:
            registry[cls] = implementation
            return implementation
        if isinstance(cls, type):
            return lambda given: register(cls, given)
        annotated = list(cls.__annotations__.values())
        registry[annotated[0]] = cls
        return cls

    def wrapper(*args, **kwargs):
        return dispatch(type(args[0]))(*args, **kwargs)
    update_wrapper(wrapper, function)
    wrapper.registry = registry
    wrapper.dispatch = dispatch
    wrapper.register = register
    return wrapper


class singledispatchmethod:
    def __init__(self, function):
        self.dispatcher = singledispatch(function)

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, method)

    def __get__(self, instance, owner=None):
        return lambda *args, **kwargs: self.dispatcher.dispatch(type(args[0])).__get__(instance, owner)(*args, **kwargs)


def cmp_to_key(function):
    class Key:
        def __init__(self, value): self.value = value
        def __lt__(self, other): return function(self.value, other.value) < 0
        def __gt__(self, other): return function(self.value, other.value) > 0
        def __eq__(self, other): return function(self.value, other.value) == 0
    return Key
