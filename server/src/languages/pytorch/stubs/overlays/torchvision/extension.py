# torchvision's operators are installed with it: whether a library can be loaded is not asked.
def _has_ops(): return True
def _assert_has_ops(): return None
def _check_cuda_version(): return -1
def _load_library(lib_name): return None
