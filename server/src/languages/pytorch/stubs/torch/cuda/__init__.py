# Devices: nothing of a network's figures is read from them.
import _fovea
from .. import BoolTensor, DoubleTensor, LongTensor, Tensor, _Backend, device, manual_seed
from . import amp

FloatTensor = HalfTensor = BFloat16Tensor = Tensor
IntTensor = ShortTensor = ByteTensor = CharTensor = LongTensor
nvtx = _Backend()
graphs = _Backend()


class Event:
    def __init__(self, *args, **kwargs): pass
    def record(self, stream=None): return None
    def wait(self, stream=None): return None
    def synchronize(self): return None
    def query(self): return True
    def elapsed_time(self, end): return 0.0


class Stream(Event):
    def wait_stream(self, stream): return None
    def wait_event(self, event): return None
    def __enter__(self): return self
    def __exit__(self, *args): return False


def _machine(what): return _fovea.unknown(what + " depends on the machine that the program runs on")
def is_available(): return _machine("whether there is a GPU")
def is_initialized(): return False
def is_bf16_supported(*args, **kwargs): return _machine("whether there is a GPU")
def device_count(): return _machine("how many GPUs there are")
def current_device(): return 0
def current_stream(device=None): return Stream()
def default_stream(device=None): return Stream()
def stream(stream): return Stream()
def set_device(device): return None
def get_device_name(device=None): return _machine("the name of a GPU")
def get_device_capability(device=None): return _machine("what a GPU can do")
def manual_seed_all(seed): return None
def seed_all(): return None
def empty_cache(): return None
def synchronize(device=None): return None
def init(): return None
def memory_allocated(device=None): return 0
def max_memory_allocated(device=None): return 0
def memory_reserved(device=None): return 0
def max_memory_reserved(device=None): return 0
def reset_peak_memory_stats(device=None): return None
def reset_max_memory_allocated(device=None): return None
def memory_summary(*args, **kwargs): return ""
def set_per_process_memory_fraction(*args, **kwargs): return None
def is_current_stream_capturing(): return False
