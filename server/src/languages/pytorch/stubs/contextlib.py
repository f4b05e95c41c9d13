import _python
from abc import ABC


class AbstractContextManager(ABC):
    def __enter__(self): return self
    def __exit__(self, *args): return None


class nullcontext(AbstractContextManager):
    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self): return self.enter_result


class closing(AbstractContextManager):
    def __init__(self, thing):
        self.thing = thing

    def __enter__(self): return self.thing
    def __exit__(self, *args): self.thing.close()


class suppress:
    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self): return None
    def __exit__(self, kind, value, traceback): return kind is not None and issubclass(kind, self._exceptions)


class redirect_stdout(AbstractContextManager):
    def __init__(self, target):
        self.target = target

    def __enter__(self): return self.target


redirect_stderr = redirect_stdout


class ContextDecorator:
    def __call__(self, function):
        def wrapper(*args, **kwargs):
            with self:
                return function(*args, **kwargs)
        return wrapper


class _Generated(ContextDecorator):
    def __init__(self, function, args, kwargs):
        self._make = (function, args, kwargs)
        self._generator = function(*args, **kwargs)

    def __call__(self, decorated):
        function, args, kwargs = self._make

        def wrapper(*given, **options):
            with _Generated(function, args, kwargs):
                return decorated(*given, **options)
        return wrapper

    def __enter__(self): return next(self._generator)

    def __exit__(self, kind, value, traceback):
        if kind is None:
            next(self._generator, None)
            return False
        try:
            self._generator.throw(value)
        except StopIteration:
            return True
        except BaseException as error:
            if error is value:
                return False
            raise
        return False


def contextmanager(function):
    def helper(*args, **kwargs):
        return _Generated(function, args, kwargs)
    helper.__name__ = getattr(function, "__name__", "function")
    helper.__doc__ = getattr(function, "__doc__", None)
    helper.__wrapped__ = function
    return helper


class ExitStack(AbstractContextManager):
    def __init__(self):
        self._exits = []

    def enter_context(self, manager):
        value = manager.__enter__()
        self._exits.append(manager.__exit__)
        return value

    def push(self, exit):
        self._exits.append(exit.__exit__ if hasattr(exit, "__exit__") else exit)
        return exit

    def callback(self, callback, /, *args, **kwargs):
        self._exits.append(lambda *details: callback(*args, **kwargs) and None)
        return callback

    def pop_all(self):
        stack = ExitStack()
        stack._exits = self._exits
        self._exits = []
        return stack

    def close(self):
        self.__exit__(None, None, None)

    def __exit__(self, *details):
        swallowed = False
        while len(self._exits) > 0:
            if self._exits.pop()(*details):
                swallowed = True
                details = (None, None, None)
        return swallowed and details[0] is None
