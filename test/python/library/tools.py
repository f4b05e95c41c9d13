# functools, itertools, operator, contextlib, collections, copy.
import bisect
import collections
import contextlib
import copy
import functools
import heapq
import itertools
import operator
import string
import textwrap
from collections import ChainMap, Counter, OrderedDict, UserDict, defaultdict, deque, namedtuple
from functools import cached_property, lru_cache, partial, partialmethod, reduce, singledispatch, total_ordering, wraps

partials = [partial(int, base=2)("101"), partial(partial(max, 3), 4)(1), partial(print).func is print, partial(pow, 2).args, partial(int, base=2).keywords]
reduced = [reduce(operator.mul, [1, 2, 3, 4]), reduce(lambda a, b: a + b, [[1], [2]], []), functools.reduce(max, [3, 1, 2])]


def decorator(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        """wrapper"""
        return function(*args, **kwargs) + 1
    return wrapper


@decorator
def add(a: int, b=2):
    """Adds."""
    return a + b


wrapped = [add(1), add.__name__, add.__doc__, add.__qualname__, add.__wrapped__(1), list(add.__annotations__)]
calls = []


@lru_cache(maxsize=None)
def square(x):
    calls.append(x)
    return x * x


@functools.cache
def made(): return []


squares = [square(2), square(2), square(3), len(calls), made() is made(), square.__name__]


class Lazy:
    count = 0

    @cached_property
    def value(self):
        self.count += 1
        return self.count

    def base(self, a, b): return a * 10 + b
    part = partialmethod(base, 4)


lazy = Lazy()
cached = [lazy.value, lazy.value, "value" in lazy.__dict__, lazy.part(2), Lazy.value is Lazy.__dict__["value"]]


@total_ordering
class Version:
    def __init__(self, n): self.n = n
    def __eq__(self, other): return self.n == other.n
    def __lt__(self, other): return self.n < other.n


ordering = [Version(1) <= Version(1), Version(2) > Version(1), Version(1) >= Version(2), max([Version(1), Version(3)]).n]


@singledispatch
def kind(x): return "object"
@kind.register
def _(x: int): return "int"
@kind.register(list)
def _(x): return "list"


dispatched = [kind(1), kind([]), kind("a"), kind(True)]
lazily = [list(itertools.islice(itertools.count(3, 2), 3)), list(zip(itertools.count(), "ab")), list(itertools.islice(itertools.cycle("ab"), 5)), list(itertools.repeat(1, 2)), list(zip(itertools.repeat(0), "ab")), list(map(pow, [2, 3], itertools.repeat(2)))]
chained = [list(itertools.chain([1], (2,), "a")), list(itertools.chain.from_iterable([[1], [2, 3]])), list(itertools.islice([1, 2, 3, 4, 5], 1, None, 2)), list(itertools.islice("abc", 2))]
products = [list(itertools.product("ab", [1, 2])), list(itertools.product([0, 1], repeat=2)), list(itertools.permutations([1, 2, 3], 2)), list(itertools.permutations("ab")), list(itertools.combinations([1, 2, 3], 2)), list(itertools.combinations_with_replacement("ab", 2))]
sums = [list(itertools.accumulate([1, 2, 3])), list(itertools.accumulate([1, 2, 3], operator.mul)), list(itertools.accumulate([1, 2], initial=10)), list(itertools.accumulate([]))]
rest = [list(itertools.pairwise([1, 2, 3])), list(itertools.starmap(pow, [(2, 3), (3, 2)])), [(k, list(g)) for k, g in itertools.groupby("aabc")], list(itertools.zip_longest("ab", [1], fillvalue=0)), list(itertools.takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(itertools.dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(itertools.filterfalse(None, [0, 1, 2])), list(itertools.compress("abc", [1, 0, 1]))]
first, second = itertools.tee([1, 2])
teed = [list(first), list(second)]
operators = [operator.itemgetter(1)([3, 4]), operator.itemgetter(0, 1)("ab"), operator.attrgetter("n")(Version(5)), operator.methodcaller("upper")("a"), operator.add(1, 2), operator.truediv(1, 2), operator.floordiv(7, 2), operator.mod(7, 4), operator.neg(2), operator.not_(0), operator.eq(1, 1), operator.le(1, 2), operator.contains([1], 1), operator.and_(6, 3), operator.or_(6, 3), operator.xor(6, 3), operator.pow(2, 3), operator.getitem({"a": 1}, "a"), operator.concat([1], [2]), operator.index(4), operator.is_(None, None), operator.invert(1), operator.lshift(1, 3), operator.truth([])]
log = []


class Manager:
    def __init__(self, name, swallow=False): self.name, self.swallow = name, swallow
    def __enter__(self):
        log.append("enter " + self.name)
        return self
    def __exit__(self, kind, value, traceback):
        log.append("exit " + self.name + " " + (kind.__name__ if kind else "None"))
        return self.swallow


with Manager("a") as a, Manager("b"):
    log.append("body " + a.name)
try:
    with Manager("c"):
        raise ValueError("x")
except ValueError as error:
    log.append(str(error))
with Manager("d", True):
    raise KeyError("y")
with contextlib.suppress(ValueError, KeyError):
    log.append("before")
    raise KeyError("z")
    log.append("not reached")
with contextlib.nullcontext(5) as five:
    log.append(five)
with contextlib.ExitStack() as stack:
    stack.enter_context(Manager("e"))
    stack.callback(log.append, "called back")


@contextlib.contextmanager
def managed(name):
    log.append("in " + name)
    try:
        yield name.upper()
    finally:
        log.append("out " + name)


with managed("m") as upper:
    log.append(upper)


class Closing:
    def close(self): log.append("closed")


with contextlib.closing(Closing()):
    log.append("open")
counter = Counter("abracadabra")
counted = [counter["a"], counter["z"], counter.most_common(2), sorted(counter.elements())[:3], dict(Counter(a=1) + Counter(a=2, b=1)), dict(Counter(a=3) - Counter(a=1)), sum(counter.values())]
counter.update("aa")
counted.append(counter["a"])
grouped = defaultdict(list)
for word in ("one", "two", "three"):
    grouped[len(word)].append(word)
defaults = [dict(grouped), 99 in grouped, grouped.get(99), defaultdict(int, a=1)["b"], defaultdict(lambda: 5)["x"]]
queue = deque([1, 2, 3], maxlen=3)
queue.append(4)
queue.appendleft(0)
queue.rotate(1)
queues = [list(queue), queue.maxlen, len(queue), queue[0], queue.pop(), queue.popleft()]
Pair = namedtuple("Pair", "a b", defaults=[7])
pair = Pair(1)
pairs = [pair.a, pair.b, pair[0], tuple(pair), pair._asdict(), pair._replace(a=5), Pair._fields, repr(pair), pair == (1, 7), Pair._make([3, 4]).b, len(pair), [x for x in pair], Pair(b=2, a=1).a]
ordered = OrderedDict([("a", 1), ("b", 2)])
ordered.move_to_end("a")
ordered["c"] = 3
orders = [list(ordered), ordered.popitem(last=False), list(ordered.items()), list(reversed(ordered))]
maps = [ChainMap({"a": 1}, {"a": 2, "b": 3})["b"], ChainMap({"a": 1}, {"a": 2})["a"], dict(UserDict(a=1))]
original = {"a": [1, [2]], "b": (3,)}
shallow, deep = copy.copy(original), copy.deepcopy(original)
original["a"][1].append(9)
copies = [shallow, deep, shallow["a"] is original["a"]]
bisected = [bisect.bisect([1, 3, 5], 3), bisect.bisect_left([1, 3, 5], 3), bisect.bisect_right([1, 3, 5], 4)]
heap = [5, 1, 4]
heapq.heapify(heap)
heapq.heappush(heap, 2)
heaps = [heapq.heappop(heap), heapq.nlargest(2, [1, 3, 2]), heapq.nsmallest(2, [3, 1, 2], key=lambda x: -x), list(heapq.merge([1, 4], [2, 3]))]
strings = [string.ascii_lowercase[:3], string.digits, string.ascii_letters[-1], string.punctuation[0], string.Template("$a b").substitute(a=1), textwrap.dedent("  a\n   b\n"), textwrap.indent("a\nb", "> ")]
