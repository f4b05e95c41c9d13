# os, os.path, sys and types.
import os
import os.path as osp
import sys
import types
from os.path import basename, dirname, join, splitext

absent = "FOVEA_TEST_THAT_NOBODY_SETS"
environment = [os.environ.get(absent, "1") == "1", absent in os.environ, os.getenv(absent), os.environ.get(absent), os.getenv(absent, "x")]
try:
    os.environ[absent]
except KeyError:
    environment.append("KeyError")
os.environ.setdefault(absent, "3")
environment.append(int(os.environ[absent]))
joined = [join("a", "b", "c.py"), join("a/", "b"), join("a", "/b"), join("~", ".models"), join("", "x"), os.path.join("a", "")]
parts = [osp.split("a/b/c"), basename("a/b.py"), dirname("a/b.py"), dirname("/a"), splitext("a/b.tar.gz"), splitext(".rc"), splitext("a.b/c"), os.path.splitext("x.py")[0]]
normal = [osp.normpath(each) for each in ("a//b/../c", "../a", "/..", "", "./a/.", "//a")]
prefix = [osp.commonprefix(["abc", "abd"]), osp.commonprefix([]), osp.isabs("/a"), osp.isabs("a")]
seps = [os.sep, os.pathsep, os.curdir]


def function(): pass


class Class:
    def method(self): return 3


kinds = [isinstance(each, types.FunctionType) for each in (function, Class, Class().method, len, lambda: 0, 3)]
kinds += [isinstance(Class().method, types.MethodType), isinstance(types, types.ModuleType), isinstance(None, types.NoneType)]
kinds += [isinstance(len, types.BuiltinFunctionType), isinstance(function, types.LambdaType)]
bound = types.MethodType(lambda self, x: (self, x), 4)(5)
space = types.SimpleNamespace(a=1, b="x")
space.c = 2.5
namespace = [repr(space), space.a, vars(space), space == types.SimpleNamespace(a=1, b="x", c=2.5), hasattr(space, "d")]
module = types.ModuleType("mine")
module.value = 7
made = [module.__name__, module.value]
read_only = types.MappingProxyType({"a": 1})["a"]
version = [sys.version_info >= (3, 7), sys.version_info[0], sys.version_info < (3, 0), sys.maxsize]
own = sys.modules[__name__]
own_names = [own is sys.modules[function.__module__], hasattr(own, "joined"), own.kinds is kinds]
maybe_cpus = os.cpu_count()
maybe_home = os.path.expanduser("~")
plain_home = os.path.expanduser("a")
try:
    sys.exit(3)
except SystemExit:
    exited = True
