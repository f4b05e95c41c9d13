import dataclasses
from dataclasses import KW_ONLY, MISSING, InitVar, asdict, astuple, dataclass, field, fields, is_dataclass, replace
from typing import ClassVar, List, Optional


@dataclass
class Base:
    width: int = 8
    names: List[str] = field(default_factory=list)
    shared: ClassVar[int] = 5
    hidden: int = field(default=1, repr=False, compare=False)


@dataclass
class Derived(Base):
    depth: int = 2
    total: int = field(init=False)

    def __post_init__(self):
        self.total = self.width * self.depth


@dataclass(frozen=True, order=True)
class Point:
    x: int
    y: float = 0.5


@dataclass
class Seeded:
    size: int
    seed: InitVar[int] = 3
    _: KW_ONLY
    scale: float = 1.0
    part: Optional[Base] = None

    def __post_init__(self, seed):
        self.size += seed


@dataclass(eq=False, repr=False)
class Plain:
    value: "int" = 0


base = Base()
derived = Derived(4, depth=3)
results = [asdict(base), astuple(derived), repr(base), repr(derived), derived.total]
separate = Base().names is Base().names
equal = [Base() == Base(), Base(hidden=2) == Base(), Base(3) == Base(), Point(1) < Point(2), Point(1, 2.0) >= Point(1, 1.0), Plain() == Plain()]
changed = asdict(replace(derived, width=10)) if False else repr(replace(base, width=10))
listed = [each.name for each in fields(Derived)] + [each.name for each in fields(Seeded)]
typed = [each.type is int for each in fields(Point)]
flags = [is_dataclass(Base), is_dataclass(base), is_dataclass(int), fields(Base)[0].default, fields(Base)[1].default is MISSING, fields(Base)[1].default_factory is list]
matched = [Point.__match_args__, Seeded.__match_args__]
nested = asdict(Seeded(2, part=Base(1)))
seeded = [Seeded(2).size, Seeded(2, 5, scale=2.0).size]
attribute = [Base.width, Base.shared, hasattr(Base, "names"), hasattr(Point, "x"), Point.y]
errors = []
for make in (lambda: Point(), lambda: Point(1, 2, 3), lambda: Point(z=1), lambda: Seeded(1, 2, 3), lambda: setattr(Point(1), "x", 2), lambda: fields(int)):
    try:
        make()
        errors.append(None)
    except Exception as error:
        errors.append(type(error).__name__)
made = dataclasses.make_dataclass("Made", [("a", int), ("b", int, field(default=4))])
built = asdict(made(1))
try:
    @dataclass
    class Wrong:
        values: list = []
    mutable = "taken"
except ValueError:
    mutable = "refused"
