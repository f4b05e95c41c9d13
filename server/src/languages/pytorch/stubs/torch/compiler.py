# Nothing is compiled or exported: programs are read as they run.
def is_compiling(): return False
def is_dynamo_compiling(): return False
def is_exporting(): return False
def disable(fn=None, recursive=True, reason=None): return fn if callable(fn) else (lambda inner: inner)
def allow_in_graph(fn): return fn
def assume_constant_result(fn): return fn
def substitute_in_graph(original_fn, can_constant_fold_through=False, skip_signature_check=False): return lambda inner: inner
def compile(*args, **kwargs): return args[0] if len(args) > 0 and callable(args[0]) else (lambda inner: inner)
def reset(): return None
def set_stance(*args, **kwargs): return None
def cudagraph_mark_step_begin(): return None
