# Methods of texts, numbers and collections, and the ways of formatting.
s = "Hello, World"
cases = [s.lower(), s.upper(), s.title(), s.swapcase(), "hELLO wORLD".capitalize(), "ß".casefold(), "they're bill's".title()]
finds = [s.find("o"), s.find("o", 5), s.rfind("o"), s.rfind("o", 0, 5), s.index("W"), s.count("l"), s.count("l", 4), s.find("z"), "abc".find(""), s.rindex("l")]
splits = ["a b  c".split(), "a,b,c".split(",", 1), "a,b,c".rsplit(",", 1), "a b ".rsplit(None, 1), "a\nb\r\nc\n".splitlines(), "a\nb".splitlines(True), "a-b-c".partition("-"), "a-b-c".rpartition("-"), "abc".partition("x"), "".split(), "".split(","), "aXbXc".split("X"), "1  2".split(" ")]
strips = ["  a ".strip(), "xxaxx".strip("x"), "abc".lstrip("ba"), "abc".rstrip("cb"), "prefix_a".removeprefix("prefix_"), "a.weight".removesuffix(".weight"), "a".removesuffix("")]
tests = ["a".isalpha(), "a1".isalnum(), "1".isdigit(), "".isdigit(), " ".isspace(), "Ab".istitle(), "AB".isupper(), "a_1".isidentifier(), "abc".startswith(("x", "a")), "abc".endswith("bc"), "abc".startswith("b", 1), "abc".endswith("b", 0, 2), "a".isascii(), "12".isnumeric(), "x".isprintable()]
pads = ["a".center(5, "*"), "ab".center(5), "a".ljust(3) + "|", "a".rjust(3, "-"), "7".zfill(3), "-7".zfill(4), "a\tb".expandtabs(4), "abc".center(6), "abc".center(2)]
replaces = ["aaa".replace("a", "b", 2), "abc".replace("", "-"), "a".join(["x", "y"]), "-".join("abc"), "abc".translate(str.maketrans("ab", "xy")), "abc".translate({97: None}), "abc"[::-1], "abcdef"[1:5:2], "ab" * 3, "b" in "abc", "abc" < "abd", "a" "b"]
formats = [
    "{} {}".format(1, "a"), "{1} {0}".format(1, 2), "{a:>5}|{b:<5}|".format(a=1, b="x"), "{0[1]} {1.real}".format([1, 2], 3), "{:05d} {:+d} {:x} {:#x} {:b} {:o}".format(42, 42, 255, 255, 5, 8), "{:.2f} {:10.3f}| {:e} {:g} {:.3g} {:%}".format(3.14159, 2.71828, 12345.678, 0.0001, 1234.5, 0.25),
    "{:,} {:_}".format(1234567, 1234567), "{:^7}|{:*^7}|{:=+6d}".format("ab", "ab", 3), "{!r} {!s}".format("a", "a"), "{{}}".format(), "{:>{w}}".format("a", w=4), "{:.3}".format("abcdef"), "{:g} {:g} {:g} {:g}".format(1e10, 1.5, 100000.0, 1e-5), "{:.0f} {:.1e}".format(2.5, 12345), "{:n}".format(5), "{:c}".format(65), "{:<5}|".format(True), "{:d}".format(True), "{}".format(1e16), "{:,.2f}".format(1234.567), "{:.4}".format(3.14159265), "{:08.3f}".format(-3.14159), "{: d}".format(5),
]
percents = ["%s %d %5.2f %x %o %e %r %%" % ("a", 3, 2.5, 255, 8, 1234.5, "b"), "%(a)s-%(b)03d" % {"a": 1, "b": 2}, "%-5s|%5s|" % ("a", "b"), "%+d % d %05d" % (1, 2, 3), "%.3s" % "abcdef", "%c%c" % ("a", 66), "%*d" % (5, 3), "%s" % None, "%s" % (1,), "%g" % 1e-7, "%i" % 3.9, "%.2e" % 0.000123, "%#x" % 255, "%s" % [1]]
width, value = 8, 3.14159
fstrings = [f"{value:.2f}", f"{value:{width}.3f}", f"{value!r:>10}", f"{width=}", f"{'a' + 'b'}", f"{{}}", f"{width:>{width}}", f"{[1, 2]}", f"{None} {True}", f"{1_000:,}", f"{width = :d}", f"{'x':-^5}", f"a{1}b" "c", f"{(lambda x: x * 2)(3)}", f"{ {'a': 1}['a'] }"]
represented = [repr(each) for each in ("a'b", 'a"b', "a\\b\n\t\x00\x7f\xe9", 1.0, 1e100, 1e-7, 0.1 + 0.2, -0.0, 1e22, 123456789.123, (1,), [], {}, set(), {1}, frozenset([1]), {"a": [1, (2, None)]}, range(3), range(1, 5, 2), True, None, ..., NotImplemented, int, 10 ** 20, float("inf"), float("nan"), "'\"", slice(1, 2))]
ints = [7 // 2, -7 // 2, 7 % -3, -7 % 3, 2 ** 10, 2 ** -1, 7 / 2, 5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 10, -9 >> 1, int("0x1f", 16), int("101", 2), int(" 12 "), int(3.9), int(-3.9), int("1_000"), int("ff", 16), int("0b11", 0), (10).bit_length(), (5).bit_count(), divmod(-7, 3), pow(3, 4, 5), abs(-3), round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234, -2), round(0.15, 1), round(5), round(1.005, 2), bin(-5), hex(255), oct(8), int(True), max(1, 2.0), min("b", "a"), sum([1, 2.5]), 10 ** 18 * 10, (3).real, (3).numerator, int("-5"), +True]
floats = [float("1e3"), float("-inf"), float(" 2.5 "), 1.5.is_integer(), (2.0).is_integer(), 0.1 + 0.2, 7.5 // 2, -7.5 % 2, 7.5 % -2, 1e308 * 10, float("inf") - 1, 3.0 == 3, 1.5 .as_integer_ratio(), (2.5).hex() if False else 0, divmod(7.5, 2), 2 ** 0.5, 5 // 2.0, 1e16 + 1, float(10 ** 20), 0.5 .real, int(1e20), -2 ** 2, 2.0 ** 3, float("1_0"), 9007199254740993 * 1.0, 7 % 2.5]
l = [3, 1, 2]
l.sort(reverse=True)
l2 = sorted(["bb", "a", "ccc"], key=len)
l3 = [1, 2, 3, 4, 5, 6]
l3[1:3] = [9]
l3[::2] = [0, 0, 0]
l4 = [1, 2, 3]
l4.insert(-1, 8)
l4.insert(10, 9)
l4.extend(x for x in [4])
l4 += (5,)
l4.remove(2)
l5 = [1, 2, 3, 4]
del l5[1:3]
l6 = [[0] * 2] * 2
l6[0][0] = 1
l7 = [1, 2, 2, 3]
lists = [l, l2, l3, l4, l5, l6, l7.count(2), l7.index(2), l7.index(2, 2), l7.pop(0), l7.pop(), l7, l7.copy() == l7, [1, 2] < [1, 3], [1] + [2], [0] * 3, l7[-1], list(reversed(l7)), l4[::-1], 2 in l7, [1, [2]] == [1, [2]], [*l7], (1, 2).index(2), (1, 1).count(1), (1, 2) + (3,), (1, 2) * 2, l3[-2:], l3[5:1], l3[10:], sorted([3, 1, 2], key=lambda x: -x), sorted([(1, "b"), (1, "a")]), sorted("bca"), max([[1, 2], [1, 3]]), max("abc", key=ord), min([3, 1], default=0), max([], default=7), list(enumerate("ab", 1)), list(zip([1, 2], "ab", [3, 4])), list(map(lambda a, b: a + b, [1, 2], [3, 4])), list(filter(None, [0, 1, ""])), any([]), all([]), any([0, 1]), list(range(10, 0, -3)), range(10)[2:5], len(range(0, 10, 3)), 4 in range(0, 10, 2), range(5).index(3), range(5)[-1], list(range(3))[1:], sum([[1], [2]], []), sum((1, 2), 3)]
d = {"a": 1, "b": 2}
d2 = dict([("x", 1), ("y", 2)], z=3)
d3 = dict.fromkeys("ab", 0)
d4 = d.copy()
d4.update(c=3, a=9)
d4.update([("e", 5)])
d5 = {1: "a", 1.0: "b", True: "c"}
popped = [d4.pop("a"), d4.pop("zz", None), d4.popitem(), d4.setdefault("new", []), d4.setdefault("b", 5)]
dicts = [d.get("a"), d.get("z"), d.get("z", 5), list(d), list(d.keys()), list(d.values()), list(d.items()), d2, d3, d4, d5, "a" in d, len(d), d == {"b": 2, "a": 1}, popped, {**d, "a": 3}, d.items() == {"a": 1, "b": 2}.items(), sorted(d.items(), key=lambda kv: -kv[1]), list(reversed(d)), d.keys() & {"a"}, d.keys() - {"a"}, dict(zip("ab", range(2))), {k: v for k, v in d.items() if v > 1}, list(d.items())[0], {(1, 2): 3}[1, 2], max(d, key=d.get), {v: k for k, v in d.items()}]
d["new"] = 0
t = {1, 2, 3}
t.add(4)
t.discard(9)
t.discard(1)
t.update([5], {6})
t.remove(6)
t2 = {1, 2, 3}
t2.intersection_update({2, 3, 4})
t2.difference_update({3})
t2 |= {8}
t2 -= {2}
t3 = {1, 2}
t3.symmetric_difference_update({2, 3})
t3 &= {1, 3, 5}
sets = [t, t2, t3, {1, 2}.union([3], (4,)), {1, 2}.intersection([2]), {1, 2}.difference([2]), {1}.symmetric_difference({2}), {1}.issubset({1, 2}), {1, 2}.issuperset([1]), {1}.isdisjoint({2}), frozenset({1}) | {2}, len({1, 1.0, True}), {1, 2} == {2, 1}, sorted({3, 1}), set("aab"), {1}.copy(), len({frozenset([1]), frozenset([1])}), set() or "empty", {1, 2} <= {1, 2, 3}]
conversions = [list("ab"), tuple([1, 2]), set([1, 1]), str([1, "a"]), str(1.0), bool("False"), bool(0.0), int("7") + float("1.5"), list({"a": 1}), chr(97), ord("a"), str(None), dict(a=1), list(map(int, "123")), tuple("ab"), [int(x) for x in "1 2".split()], str(b"ab") if False else 0, complex if False else 0, callable(len), callable(3), hash("a") == hash("a"), id(d) == id(d), isinstance(True, int), issubclass(bool, int), type(1.0).__name__, str(True), repr("x"), list(iter([1])), next(iter([]), 5), getattr("a", "nothing", 3), vars(type("X", (), {"a": 1})())]
views = [isinstance(d.keys(), list), d.keys() == {"a", "b", "new"}, sorted(d.keys() | {"z"}), repr(d.keys()), "a" in d.keys(), ("a", 1) in d.items(), [*d.values()]]
