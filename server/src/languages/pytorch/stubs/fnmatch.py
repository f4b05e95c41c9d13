# Names that match a pattern of the shell.
import re


def translate(pat):
    parts = []
    at = 0
    while at < len(pat):
        each = pat[at]
        at += 1
        if each == "*":
            parts.append(".*")
        elif each == "?":
            parts.append(".")
        elif each == "[" and "]" in pat[at + 1:]:
            end = pat.index("]", at + 1)
            inner = pat[at:end].replace("\\", "\\\\")
            parts.append("[^" + inner[1:] + "]" if inner[0] == "!" else "[" + inner + "]")
            at = end + 1
        else:
            parts.append(re.escape(each))
    return "(?s:" + "".join(parts) + ")\\Z"


def fnmatchcase(name, pat): return re.match(translate(pat), name) is not None
def fnmatch(name, pat): return fnmatchcase(name, pat)


def filter(names, pat):
    matches = re.compile(translate(pat)).match
    return [each for each in names if matches(each) is not None]


def filterfalse(names, pat):
    matches = re.compile(translate(pat)).match
    return [each for each in names if matches(each) is None]
