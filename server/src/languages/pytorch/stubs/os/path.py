# Paths as texts, as on Linux and macOS.
import _python

sep = "/"
curdir = "."
pardir = ".."
extsep = "."
pathsep = ":"
altsep = None


def _machine(name): return _python.unknown("os.path." + name + " depends on the machine that the program runs on")


def _text(path):
    return path if isinstance(path, str) or not hasattr(path, "__fspath__") else path.__fspath__()


def join(first, *others):
    result = _text(first)
    for each in others:
        each = _text(each)
        if each.startswith("/"):
            result = each
        elif result == "" or result.endswith("/"):
            result += each
        else:
            result += "/" + each
    return result


def split(path):
    path = _text(path)
    at = path.rfind("/") + 1
    head, tail = path[:at], path[at:]
    if head != "/" * len(head):
        head = head.rstrip("/")
    return head, tail


def basename(path): return split(path)[1]
def dirname(path): return split(path)[0]
def isabs(path): return _text(path).startswith("/")
def normcase(path): return _text(path)
def splitdrive(path): return "", _text(path)


def splitext(path):
    path = _text(path)
    base = path.rfind("/") + 1
    dot = path.rfind(".")
    if dot < base or path[base:dot].strip(".") == "":
        return path, ""
    return path[:dot], path[dot:]


def normpath(path):
    path = _text(path)
    if path == "":
        return "."
    root = "//" if path.startswith("//") and not path.startswith("///") else "/" if path.startswith("/") else ""
    parts = []
    for part in path.split("/"):
        if part == "" or part == ".":
            continue
        if part != ".." or (root == "" and len(parts) == 0) or (len(parts) > 0 and parts[-1] == ".."):
            parts.append(part)
        elif len(parts) > 0:
            parts.pop()
    result = root + "/".join(parts)
    return "." if result == "" else result


def expanduser(path): return _machine("expanduser") if _text(path).startswith("~") else path
def expandvars(path): return _machine("expandvars") if "$" in _text(path) else path
def abspath(path): return normpath(path) if isabs(path) else _machine("abspath")
def realpath(path, **kwargs): return _machine("realpath")
def relpath(path, start=None): return _machine("relpath")


def commonprefix(paths):
    paths = [_text(each) for each in paths]
    if len(paths) == 0:
        return ""
    first, last = min(paths), max(paths)
    for index in range(len(first)):
        if index >= len(last) or first[index] != last[index]:
            return first[:index]
    return first
