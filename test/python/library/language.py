# What classes, functions, patterns and exceptions mean.
class Meter:
    def __init__(self): self._x = 1
    @property
    def x(self):
        """The x."""
        return self._x
    @x.setter
    def x(self, value): self._x = value * 2
    @x.deleter
    def x(self): self._x = None


meter = Meter()
meter.x = 5
properties = [meter.x, Meter.x.fget(meter), Meter.x.__doc__]
del meter.x
properties.append(meter.x)


class Typed:
    def __set_name__(self, owner, name): self.name, self.owner = "_" + name, owner.__name__
    def __get__(self, instance, owner=None): return self if instance is None else getattr(instance, self.name, 0) + 1
    def __set__(self, instance, value): setattr(instance, self.name, value * 10)


class Described:
    size = Typed()
    other = Typed()


described = Described()
described.size = 3
descriptors = [described.size, described.other, Described.size.name, Described.size.owner, "_size" in vars(described)]


class Registry:
    known = {}
    def __init_subclass__(cls, tag=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.known[tag or cls.__name__] = cls
    def __class_getitem__(cls, item): return (cls.__name__, item)


class First(Registry, tag="one"): pass
class Second(First): pass


registered = [sorted(Registry.known), Registry[3], Second["x"]]


class Dynamic:
    here = 1
    def __getattr__(self, name):
        if name.startswith("no"):
            raise AttributeError(name)
        return "made " + name
    def __setattr__(self, name, value): object.__setattr__(self, name, value + 1)
    def __len__(self): return 3
    def __getitem__(self, index): return index * 2 if index < 3 else [][0]
    def __contains__(self, item): return item == "in"
    def __call__(self, *args, **kwargs): return (args, kwargs)
    def __iter__(self): return iter([1, 2])
    def __bool__(self): return False
    def __repr__(self): return "Dynamic!"
    def __format__(self, spec): return "<" + spec + ">"
    def __hash__(self): return 7
    def __eq__(self, other): return isinstance(other, Dynamic)
    def __add__(self, other): return "add"
    def __radd__(self, other): return "radd"
    def __neg__(self): return "neg"
    def __lt__(self, other): return True
    def __enter__(self): return self
    def __exit__(self, *args): return None


dynamic = Dynamic()
dynamic.set = 4
special = [dynamic.here, dynamic.other, hasattr(dynamic, "nothing"), getattr(dynamic, "none", 8), dynamic.set, len(dynamic), dynamic[2], "in" in dynamic, "x" in dynamic, dynamic(1, a=2), list(dynamic), bool(dynamic), repr(dynamic), f"{dynamic:spec}", str(dynamic), "%s" % dynamic, dynamic == Dynamic(), dynamic != 3, dynamic + 1, 1 + dynamic, -dynamic, dynamic < 1, sum([dynamic], 0) if False else 0]


class A:
    def who(self): return ["A"]
class B(A):
    def who(self): return ["B"] + super().who()
class C(A):
    def who(self): return ["C"] + super().who()
class D(B, C):
    def who(self): return ["D"] + super(D, self).who()


mro = [D().who(), [each.__name__ for each in D.__mro__], issubclass(D, A), isinstance(D(), (int, C)), D.__bases__ == (B, C)]


class Slotted:
    __slots__ = ("a", "b")
    def __init__(self): self.a = 1


slots = [Slotted().a, hasattr(Slotted(), "b"), Slotted.__slots__]


def counter():
    count = 0
    def step(by=1):
        nonlocal count
        count += by
        return count
    return step


step = counter()
closures = [step(), step(5), [f() for f in [lambda i=i: i for i in range(3)]], [f() for f in [lambda: i for i in range(3)]]]
total = 0


def change():
    global total, fresh
    total += 5
    fresh = "new"


change()
globals_changed = [total, fresh]


def arguments(a, /, b, *rest, c=3, **more): return (a, b, rest, c, more)


bound = [arguments(1, 2), arguments(1, 2, 3, 4, c=5, d=6), arguments(*[1, 2], **{"a": 7}), arguments(1, b=2)]
errors = []
for attempt in (
    lambda: arguments(), lambda: arguments(a=1, b=2), lambda: {}["x"], lambda: [][1], lambda: 1 / 0, lambda: int("x"), lambda: None.x, lambda: 1 + "a", lambda: undefined,
    lambda: (lambda x: x)(1, 2), lambda: len(3), lambda: [1, 2].index(3), lambda: next(iter([])), lambda: "a".nothing, lambda: max([]), lambda: [].pop(), lambda: {}.popitem(), lambda: set().pop(), lambda: 3(), lambda: iter(3), lambda: float("x"), lambda: [1].remove(2), lambda: "x" % (1, 2), lambda: "{}".format(), lambda: ord("ab"), lambda: 2 ** 0.5 // 0, lambda: {1}.remove(2), lambda: (1,) + [2], lambda: abs("a"), lambda: range(1, 2, 0), lambda: sorted([1, "a"]), lambda: dict([1]), lambda: "abc".index("z"), lambda: list(zip([1], [1, 2], strict=True)), lambda: [1, 2, 3][::0], lambda: chr(-1), lambda: round("a"), lambda: sum(["a"]), lambda: isinstance(1, 2),
):
    try:
        attempt()
        errors.append("none")
    except Exception as error:
        errors.append(type(error).__name__)


def flow(kind):
    log = []
    try:
        log.append("try")
        if kind == "raise":
            raise ValueError(kind)
        if kind == "return":
            return log
        if kind == "other":
            raise KeyError(kind)
    except ValueError as error:
        log.append(str(error))
    except (KeyError, TypeError) as error:
        log.append(repr(error))
        try:
            raise RuntimeError("again") from error
        except RuntimeError as second:
            log.append(second.__cause__ is error)
    else:
        log.append("else")
    finally:
        log.append("finally")
    return log


flows = [flow(each) for each in ("raise", "return", "other", "none")]


class Custom(Exception):
    def __init__(self, code, *args):
        super().__init__("custom", code)
        self.code = code


try:
    try:
        raise Custom(4)
    except Custom as error:
        caught = [error.code, error.args, isinstance(error, Exception)]
        raise
except Exception as outer:
    caught.append(type(outer).__name__)


def matched(value):
    match value:
        case 0 | 1: return "small"
        case int(n) if n > 100: return f"big {n}"
        case str() as text: return "text " + text
        case [x]: return ("one", x)
        case [first, *rest]: return ("list", first, rest)
        case {"kind": "conv", "size": size, **others}: return ("conv", size, others)
        case {"kind": kind}: return kind
        case Point(x=0, y=y): return ("axis", y)
        case Point(a, b): return ("point", a, b)
        case None: return "none"
        case _: return "other"


class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y


matches = [matched(each) for each in (0, 1, 500, "a", [1], [1, 2, 3], (4, 5), {"kind": "conv", "size": 3, "x": 1}, {"kind": "pool"}, Point(0, 2), Point(3, 4), None, 2.5, [], {})]


def numbers():
    received = yield 1
    while received is not None:
        received = yield received * 2
    yield "end"
    return "result"


def delegating():
    result = yield from numbers()
    yield result


generator = numbers()
sent = [next(generator), generator.send(4), generator.send(None), list(delegating())]


def endless():
    n = 0
    while True:
        yield n
        n += 1


taken = []
for value in endless():
    if value > 3:
        break
    taken.append(value)
firsts = next(x for x in endless() if x > 10)
order = []


def noisy():
    for n in range(2):
        order.append(f"make {n}")
        yield n
    order.append("done")


for n in noisy():
    order.append(f"use {n}")
a, *b, (c, d) = [1, 2, 3, (4, 5)]
(e, f), g = (1, 2), [3]
starred = [a, b, c, d, e, f, g, [*range(2), *"ab"], {**{"a": 1}, "b": 2, **{"a": 3}}, (*b, 1)]
if (length := len(starred)) > 3:
    walrus = [length, [y := 2, y ** 2], [last := x for x in range(3)], last]
comprehended = [[x * y for x in range(3) if x for y in range(2)], {x: x ** 2 for x in range(3)}, {x % 2 for x in range(5)}, sum(x for x in range(4)), [[c for c in r] for r in ("ab", "c")]]
loops = []
for i in range(5):
    if i == 1: continue
    if i == 3: break
    loops.append(i)
else:
    loops.append("else")
for i in []: pass
else: loops.append("empty")
while True:
    loops.append("once")
    break
chained = [1 < 2 < 3, 1 < 3 < 2, 1 == 1.0 == True, not 1 > 2 or False, None or 5, 0 and 1, "a" in "abc" in ["abc"], 3 if [] else 4]
x = y = [1]
x += [2]
aliased = [y, x is y]
x = x + [3]
aliased += [len(y)]
augmented = [2]
augmented[0] **= 3
augmented[0] //= 3
augmented[0] <<= 2
augmented[0] |= 1
del starred[0], starred[-1]
deleted = len(starred)
assert deleted, "message"
lambdas = [(lambda *a, **k: (a, k))(1, b=2), (lambda x, y=2: x + y)(1)]
dictionary = dict(a=1, **{"b": 2})
unions = [dictionary | {"c": 3}, {1, 2} | {3}, {1, 2} & {2}, {1, 2} - {2}, {1, 2} ^ {2, 3}, {1} < {1, 2}, {1, 2} >= {1}]


class Meta(type):
    made = []
    def __new__(mcs, name, bases, namespace, **kwargs):
        cls = super().__new__(mcs, name, bases, namespace)
        mcs.made.append(name)
        cls.tag = name.lower()
        return cls
    def __call__(cls, *args, **kwargs):
        instance = super().__call__(*args, **kwargs)
        instance.called = True
        return instance
    def shout(cls): return cls.__name__.upper()


class Made(metaclass=Meta):
    def __init__(self, n): self.n = n
class Child(Made): pass


metas = [Made.tag, Child.tag, Made(3).called, Child(4).n, Meta.made, Made.shout(), type(Made) is Meta, isinstance(Child, Meta)]
typed = [type("T", (A,), {"z": 1}).z, type(3) is int, type("T", (A,), {})().who(), type(dynamic).__name__]
