def add(a, b): return a + b
def sub(a, b): return a - b
def mul(a, b): return a * b
def truediv(a, b): return a / b
def floordiv(a, b): return a // b
def mod(a, b): return a % b
def pow(a, b): return a ** b
def matmul(a, b): return a @ b
def and_(a, b): return a & b
def or_(a, b): return a | b
def xor(a, b): return a ^ b
def lshift(a, b): return a << b
def rshift(a, b): return a >> b
def neg(a): return -a
def pos(a): return +a
def invert(a): return ~a
inv = invert
def not_(a): return not a
def truth(a): return bool(a)
def is_(a, b): return a is b
def is_not(a, b): return a is not b
def eq(a, b): return a == b
def ne(a, b): return a != b
def lt(a, b): return a < b
def le(a, b): return a <= b
def gt(a, b): return a > b
def ge(a, b): return a >= b
def abs(a): return a.__abs__() if hasattr(a, "__abs__") else (a if a >= 0 else -a)
def index(a): return a.__index__()
def concat(a, b): return a + b
def contains(a, b): return b in a
def countOf(a, b): return len([each for each in a if each is b or each == b])
def indexOf(a, b): return list(a).index(b)
def getitem(a, b): return a[b]
def length_hint(a, default=0): return len(a) if hasattr(a, "__len__") else default


def setitem(a, b, c):
    a[b] = c


def delitem(a, b):
    del a[b]


def iadd(a, b):
    a += b
    return a


def imul(a, b):
    a *= b
    return a


def isub(a, b):
    a -= b
    return a


def itemgetter(*items):
    return lambda value: value[items[0]] if len(items) == 1 else tuple([value[item] for item in items])


def _attribute(value, name):
    for part in name.split("."):
        value = getattr(value, part)
    return value


def attrgetter(*names):
    return lambda value: _attribute(value, names[0]) if len(names) == 1 else tuple([_attribute(value, name) for name in names])


def methodcaller(name, /, *args, **kwargs): return lambda value: getattr(value, name)(*args, **kwargs)
