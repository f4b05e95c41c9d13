# What is exported computes what its module computes.
import _fovea


class Dim:
    AUTO = DYNAMIC = STATIC = None

    def __init__(self, name="", *, min=None, max=None):
        self.__name__ = name
        self.min = min
        self.max = max

    def __mul__(self, other): return self
    __rmul__ = __add__ = __radd__ = __sub__ = __mul__


def dims(*names, min=None, max=None): return tuple([Dim(name, min=min, max=max) for name in names])


class ExportedProgram:
    def __init__(self, model):
        self._model = model

    def module(self, *args, **kwargs): return self._model
    def run_decompositions(self, *args, **kwargs): return self


def export(mod, args=(), kwargs=None, **options): return ExportedProgram(mod)
draft_export = export_for_training = export
def unflatten(module, *args, **kwargs): return module._model
def register_dataclass(cls, *args, **kwargs): return None
def save(*args, **kwargs): return None


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return _fovea.not_modelled("torch.export." + name)
