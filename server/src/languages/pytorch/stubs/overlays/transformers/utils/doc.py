# Writes documentation, at some length, and changes nothing else.
def plain(*args, **kwargs): return lambda obj: obj


add_start_docstrings = add_start_docstrings_to_model_forward = add_end_docstrings = plain
add_code_sample_docstrings = replace_return_docstrings = plain


def copy_func(f): return getattr(f, "__func__", f)
def get_docstring_indentation_level(func): return 4
