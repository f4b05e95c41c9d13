from ..nn import Module

ScriptModule = Module


class ScriptFunction:
    pass


class _Final:
    def __getitem__(self, item):
        return self


class Attribute:
    def __new__(cls, value, type=None):
        return value


Final = _Final()
def annotate(the_type, the_value): return the_value
def is_scripting(): return False
def is_tracing(): return False

def script(obj=None, *args, **kwargs): return obj
def trace(func, *args, **kwargs): return func
def trace_module(mod, *args, **kwargs): return mod
def freeze(mod, *args, **kwargs): return mod
def optimize_for_inference(mod, *args, **kwargs): return mod
def unused(fn): return fn
def export(fn): return fn
def script_method(fn): return fn
def interface(fn): return fn
def _overload(fn): return fn
def _overload_method(fn): return fn
def script_if_tracing(fn): return fn
_script_if_tracing = script_if_tracing
def ignore(drop=False, **kwargs): return drop if callable(drop) else (lambda inner: inner)
def save(m, f, *args, **kwargs): return None
def fork(func, *args, **kwargs): return func(*args, **kwargs)
def wait(future): return future
def set_fusion_strategy(strategy): return None
