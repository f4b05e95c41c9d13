from _python import import_module
from importlib import metadata, resources, util


def reload(module): return module
def invalidate_caches(): return None
