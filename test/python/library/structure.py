# enum, typing, inspect, abc, importlib and the smaller modules.
import abc
import ast
import collections.abc
import enum
import fractions
import importlib
import inspect
import math
import numbers
import statistics
import typing
import warnings
import weakref
from enum import Enum, Flag, IntEnum, IntFlag, auto, unique
from typing import Any, Callable, Dict, Generic, List, Literal, NamedTuple, Optional, Protocol, Tuple, Type, TypedDict, TypeVar, Union


class Color(Enum):
    RED = 1
    GREEN = "g"
    CRIMSON = 1
    @property
    def shout(self): return self.name + "!"
    @classmethod
    def first(cls): return cls.RED


class Level(IntEnum):
    LOW = auto()
    HIGH = auto()


class Mode(str, Enum):
    TRAIN = "train"
    EVAL = "eval"
    def __str__(self): return self.value


class Bits(Flag):
    A = auto()
    B = auto()
    C = auto()


class Planet(Enum):
    EARTH = (5.97, 6.37)
    def __init__(self, mass, radius): self.mass, self.radius = mass, radius


Dynamic = Enum("Dynamic", "X Y")
enums = [Color.RED.name, Color.RED.value, Color("g").name, Color["RED"].value, Color.CRIMSON.name, [c.name for c in Color], Color.RED is Color(1), Color.RED == 1, repr(Color.RED), str(Color.RED), Color.RED.shout, Color.first().name, len(Color), Color.RED in Color, isinstance(Color.RED, Color), list(Color.__members__), {Color.RED: 5}[Color.RED]]
levels = [Level.LOW + 1, Level.HIGH > Level.LOW, Level(2).name, int(Level.HIGH), Level.HIGH == 2, max(Level).name, [0, 1, 2][Level.LOW], f"{Level.LOW:d}"]
modes = [Mode.TRAIN == "train", Mode("eval").name, str(Mode.TRAIN), Mode.TRAIN.upper(), {"train": 1}[Mode.TRAIN], f"{Mode.EVAL}", isinstance(Mode.TRAIN, str), "train" in [Mode.TRAIN]]
flags = [(Bits.A | Bits.B).value, bool(Bits.A & Bits.B), Bits.A in (Bits.A | Bits.C), Bits.C.value, Planet.EARTH.mass, Dynamic.Y.value]
try:
    Color(99)
except ValueError:
    enums.append("ValueError")


class Item(NamedTuple):
    name: str
    size: int = 3
    def double(self): return self.size * 2


class Movie(TypedDict, total=False):
    title: str


T = TypeVar("T")


class Box(Generic[T]):
    def __init__(self, item: T): self.item = item


class Sized(Protocol):
    def size(self) -> int: ...


tuples = [Item("a").size, Item("a", 4).double(), Item._fields, Item("a")._asdict(), repr(Item("a")), Item("b")[0], Movie(title="x"), Box[int](3).item, Box(4).item, typing.cast(int, "a"), typing.TYPE_CHECKING]
hints = [typing.get_type_hints(Item)["size"] is int, typing.get_origin(int), typing.get_args(int), sorted(typing.get_type_hints(Movie))]
maybe_hints = [typing.get_origin(List[int]) is list, typing.get_args(Dict[str, int]) == (str, int), typing.get_origin(Union[int, str]) is Union, typing.get_origin(int), typing.get_args(Literal["a", "b"]), typing.get_origin(Optional[int]) is Union, typing.get_args(int)]
Pair = Tuple[int, int]
Number = Union[int, float]


def function(a, b: int = 2, *args, c, d=4, **kwargs) -> str:
    """Documented."""
    return "x"


class Base(abc.ABC):
    @abc.abstractmethod
    def run(self): ...
    @property
    @abc.abstractmethod
    def size(self): ...


class Concrete(Base):
    def __init__(self, x, y=1): self.x = x
    def run(self): return 1
    size = 3


signature = inspect.signature(function)
parameters = [list(signature.parameters), signature.parameters["b"].default, signature.parameters["a"].default is inspect.Parameter.empty, signature.parameters["args"].kind == inspect.Parameter.VAR_POSITIONAL, signature.parameters["c"].kind == inspect.Parameter.KEYWORD_ONLY, signature.parameters["b"].annotation is int, signature.return_annotation is str, [p.name for p in signature.parameters.values() if p.default is not inspect._empty], list(inspect.signature(Concrete).parameters), list(inspect.signature(Concrete(1).run).parameters), list(inspect.signature(Concrete.run).parameters)]
_spec = inspect.getfullargspec(function)
inspected = [_spec.args, _spec.varargs, _spec.varkw, _spec.defaults, _spec.kwonlyargs, _spec.kwonlydefaults, inspect.isclass(Concrete), inspect.isfunction(function), inspect.ismethod(Concrete(1).run), inspect.isabstract(Base), inspect.ismodule(math), inspect.getdoc(function), [name for name, _ in inspect.getmembers(Concrete, inspect.isfunction)], inspect.isgeneratorfunction(function), inspect.isbuiltin(len), inspect.signature(function).bind(1, c=3).arguments, inspect.cleandoc("  a\n    b"), inspect.isroutine(len), inspect.getmro(Concrete) == Concrete.__mro__, callable(Concrete)]
concrete = [Concrete(2).run(), Concrete(2).size, isinstance(Concrete(1), Base)]
abstract = [isinstance([], collections.abc.Sequence), isinstance({}, collections.abc.Mapping), isinstance(3, collections.abc.Hashable), isinstance("a", collections.abc.Iterable), isinstance(len, collections.abc.Callable), isinstance({1}, collections.abc.Set), isinstance(iter([]), collections.abc.Iterator), isinstance(3, numbers.Number), isinstance(3.0, numbers.Integral), isinstance(3, numbers.Integral), isinstance(2.5, numbers.Real), isinstance(True, numbers.Number), isinstance(range(3), collections.abc.Sequence)]
literals = [ast.literal_eval(each) for each in ("[1, 2.5, 'a', None, True]", "{'a': (1, -2)}", "3", "'x'", "(1,)", "{1, 2}", "-1e3", "()")]
try:
    ast.literal_eval("a + 1")
except ValueError:
    literals.append("ValueError")
maths = [math.sqrt(16), math.floor(-2.5), math.ceil(2.1), math.log2(8), math.log(8, 2), math.log10(1000), math.gcd(12, 18), math.lcm(4, 6), math.factorial(5), math.comb(5, 2), math.perm(5, 2), math.prod([1, 2, 3]), math.isclose(0.1 + 0.2, 0.3), math.hypot(3, 4), math.trunc(-2.7), math.isqrt(17), math.copysign(1, -0.0), math.fsum([0.1] * 10), math.pi, math.inf, math.degrees(math.pi), math.frexp(8.0), math.ldexp(0.5, 4), math.modf(2.5), math.fmod(-7, 3), math.remainder(7, 4), math.dist([0, 0], [3, 4]), math.isnan(math.nan), math.exp(0), math.pow(2, 3), math.isfinite(1), math.e, math.floor(5), math.ceil(3), math.log1p(0), math.expm1(0), math.gcd(0, 5), math.tau]
half = fractions.Fraction(1, 2)
fraction = [half + fractions.Fraction(1, 3) == fractions.Fraction(5, 6), half.numerator, float(half), str(half * 3), int(fractions.Fraction(7, 2)), fractions.Fraction("3/4").denominator]
stats = [statistics.mean([1, 2, 3, 4]), statistics.median([3, 1, 2]), statistics.median([1, 2, 3, 4]), statistics.mode([1, 1, 2]), statistics.pstdev([1, 3])]
module = importlib.import_module("math")
imported = [module.floor(2.5), importlib.import_module("os.path").join("a", "b"), importlib.util.find_spec("math") is not None if hasattr(importlib, "util") else True]
warnings.warn("x")
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
reference = weakref.ref(Concrete(1)) is not None
