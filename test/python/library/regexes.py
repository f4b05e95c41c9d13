import re

parts = re.split(r"(\d.*)", "r12") + re.split(r"(\d+)", "k3s2e6") + re.split(",\s*", "a, b,c", maxsplit=1) + re.split("x*", "axbc")
decoded = {}
for option in "ir_r2_k3_s2_e6_c24_se0.25_noskip".split("_"):
    splits = re.split(r"(\d.*)", option)
    if len(splits) >= 2:
        decoded[splits[0]] = splits[1]
match = re.match(r"(?P<kind>[a-z]+)(?P<size>\d+)?", "conv")
groups = [match.group(), match.group("kind"), match.groups(), match.groupdict(), match.span(), match["kind"], match.start("size"), match.groups("0")]
none = [re.match("b", "ab"), re.search("z", "ab"), re.fullmatch("a", "ab")]
found = re.findall(r"\d+", "a1b22c333") + re.findall(r"(\w)(\d)", "a1b2") + re.findall(r"a|b", "abc") + re.findall("(a)|b", "ab")
replaced = [
    re.sub(r"\.(\d+)\.", r".\1_", "layer.1.conv"), re.sub("x*", "-", "abxd"), re.sub("a", lambda m: m.group().upper() + "!", "banana", count=2),
    re.sub(r"(?P<a>\w+) (?P<b>\w+)", r"\g<b> \g<a>", "one two"), re.subn("a", "b", "aaa"), re.sub("(?i)A", "x", "aA"), re.sub(r"\\", "/", "a\\b"),
    re.sub(r"(?<=a)b", "c", "abb"), re.sub(r"(?<!a)b", "c", "abb"), re.sub(r"b(?!b)", "c", "abb"), re.sub(r"\bcat\b", "dog", "cat concat cat"), re.sub(r"^", "> ", "a\nb", flags=re.M),
]
pattern = re.compile(r"^(.+?)\.(\d+)(?:\.(weight|bias))?$")
compiled = [pattern.pattern, pattern.groups, pattern.match("a.b.1.weight").groups(), pattern.match("a.1").groups(), bool(pattern.search("x")), [m.group(1) for m in re.compile("(.)x").finditer("axbx")]]
lazy = [re.match(r"<.*?>", "<a><b>").group(), re.match(r"<.*>", "<a><b>").group(), re.match(r"a{2,3}", "aaaa").group(), re.match(r"a{2}?", "aaaa").group(), re.match(r"(a+)(a*)", "aaa").groups()]
sets = [re.findall(r"[^\W\d_]+", "ab_1c"), re.findall(r"[-a\]]", "a-]b"), re.findall(r"[a-c]+", "abcd"), re.findall(r"\S+", " a b "), re.findall(r"[\w.]+", "a.b c"), re.findall("[[]", "[")]
backs = [re.match(r"(a|b)\1", "bb").group(), re.search(r"(?P<q>['\"]).*?(?P=q)", "x 'y' z").group(), re.match(r"(?:ab)+", "ababa").group(), re.match(r"(ab|a)(bc)?", "abc").groups(), re.match("(a*)*", "aab").group()]
flags = [bool(re.match("abc", "ABC", re.IGNORECASE)), re.match("a.b", "a\nb", re.S) is not None, re.match("a.b", "a\nb") is None, re.findall("^.", "a\nb", re.MULTILINE), re.search(r"""
    (\d+)   # digits
    \s x
    """, "12 x", re.VERBOSE).group(1), re.findall("(?s:.)\\Z", "a\n"), re.findall("b$", "ab\n")]
escaped = [re.escape("a.b*c"), re.match(re.escape("a+b"), "a+b").end()]
last = [re.match("(a)(b)?", "a").lastindex, re.match("(?P<x>a)", "a").lastgroup, re.match("a", "a").lastindex]
try:
    re.match("a", "a").group(1)
except IndexError as error:
    no_group = str(error)
conditional = [bool(m) and m.group(1) for m in (re.match(r"vgg(\d+)(_bn)?", each) for each in ("vgg16_bn", "resnet"))]
