def add(a, b): return a + b
def sub(a, b): return a - b
def mul(a, b): return a * b
def truediv(a, b): return a / b
def floordiv(a, b): return a // b
def mod(a, b): return a % b
def matmul(a, b): return a @ b
def neg(a): return -a
def eq(a, b): return a == b
def lt(a, b): return a < b
def gt(a, b): return a > b
def getitem(a, b): return a[b]
def itemgetter(*items): return lambda value: value[items[0]] if len(items) == 1 else tuple([value[item] for item in items])
def attrgetter(name): return lambda value: getattr(value, name)
