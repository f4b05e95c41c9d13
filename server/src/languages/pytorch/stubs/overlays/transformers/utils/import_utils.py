# What is installed, as a plain environment has it: torch, and no kernels, quantisers or trackers beside it. Other packages only
# choose how figures come about, not which.
import _python


class OptionalDependencyNotAvailable(BaseException):
    pass


class DummyObject(type):
    pass


class _LazyModule:
    pass


def yes(*args, **kwargs): return True
def no(*args, **kwargs): return False


is_torch_available = is_torch_greater_or_equal = is_accelerate_available = is_vision_available = yes
is_safetensors_available = is_tokenizers_available = is_huggingface_hub_greater_or_equal = yes


def requires(*, backends=()): return lambda obj: obj
def requires_backends(obj, backends): return None
def torch_only_method(fn): return fn
def torch_compilable_check(cond, msg=None, error_type=ValueError): return None
def get_torch_version(): return "2.9.0"
def enable_tf32(enable): return None


def __getattr__(name):
    if name.startswith("is_"):
        return no
    return _python.unknown("transformers.utils.import_utils." + name + " is not modelled")
