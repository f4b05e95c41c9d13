class partial:
    def __init__(self, func, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords

    def __call__(self, *args, **keywords):
        return self.func(*self.args, *args, **{**self.keywords, **keywords})


def wraps(wrapped, *args, **kwargs):
    def decorate(function):
        function.__name__ = getattr(wrapped, "__name__", "function")
        function.__wrapped__ = wrapped
        return function
    return decorate


def update_wrapper(function, wrapped, *args, **kwargs):
    return wraps(wrapped)(function)


def reduce(function, items, *initial):
    items = list(items)
    value = initial[0] if len(initial) > 0 else items.pop(0)
    for item in items:
        value = function(value, item)
    return value


def lru_cache(maxsize=128, typed=False): return maxsize if callable(maxsize) else (lambda function: function)
def cache(function): return function
def total_ordering(cls): return cls
def singledispatch(function): return function
cached_property = property
