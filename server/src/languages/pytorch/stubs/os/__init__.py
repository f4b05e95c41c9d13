# The environment is empty, as the command line has no options: what programs do without either.
import _python
from _python import environment as environ
from os import path



sep = "/"
curdir = "."
pardir = ".."
extsep = "."
linesep = "\n"
pathsep = ":"
devnull = "/dev/null"
altsep = None


class PathLike:
    pass


class DirEntry:
    pass


error = OSError


def getenv(key, default=None): return environ.get(key, default)
def putenv(key, value): return None
def unsetenv(key): return None
def fspath(path): return path if isinstance(path, (str, bytes)) else path.__fspath__()
def fsencode(path): return path
def fsdecode(path): return path
def makedirs(name, mode=511, exist_ok=False): return None
def mkdir(path, mode=511, **kwargs): return None
def remove(path, **kwargs): return None
def unlink(path, **kwargs): return None
def rmdir(path, **kwargs): return None
def rename(src, dst, **kwargs): return None
def replace(src, dst, **kwargs): return None
def chdir(path): return None
def chmod(path, mode, **kwargs): return None
def nice(increment): return _python.unknown("os.nice depends on the machine that the program runs on")
