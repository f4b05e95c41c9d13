# Writes documentation, at some length, and changes nothing else.
def auto_docstring(obj=None, *, custom_intro=None, custom_args=None, checkpoint=None):
    return obj if obj is not None else lambda obj: obj


def auto_class_docstring(cls, *args, **kwargs): return cls
def auto_method_docstring(func, *args, **kwargs): return func
