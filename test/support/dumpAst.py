# Prints CPython's syntax tree of each file named on standard input as one line of JSON, offsets in UTF-16 code units.
import ast
import json
import re
import sys

sys.setrecursionlimit(10000)


class Offsets:
    def __init__(self, text):
        self.lines = re.split("(?<=\n)|(?<=\r)(?!\n)", text)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + units(line))

    def at(self, lineno, column):
        line = self.lines[lineno - 1] if lineno <= len(self.lines) else ""
        if line.isascii():
            return self.starts[lineno - 1] + column
        return self.starts[lineno - 1] + units(line.encode()[:column].decode())


def units(text):
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


OPS = {
    "Add": "+", "Sub": "-", "Mult": "*", "Div": "/", "FloorDiv": "//", "Mod": "%", "MatMult": "@", "Pow": "**",
    "LShift": "<<", "RShift": ">>", "BitAnd": "&", "BitOr": "|", "BitXor": "^", "And": "and", "Or": "or",
    "Not": "not", "USub": "-", "UAdd": "+", "Invert": "~", "Eq": "==", "NotEq": "!=", "Lt": "<", "LtE": "<=",
    "Gt": ">", "GtE": ">=", "Is": "is", "IsNot": "is not", "In": "in", "NotIn": "not in",
}


def constant(value):
    if value is None or value is Ellipsis or isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return ["int", str(value) if value.bit_length() < 10000 else "long"]
    if isinstance(value, float):
        return ["float", value if abs(value) < 1e308 else "inf"]
    if isinstance(value, complex):
        return ["complex", value.imag if abs(value.imag) < 1e308 else "inf"]
    if isinstance(value, bytes):
        return ["bytes", value.decode("latin-1")]
    return ["str", value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")]


def dump(node, offsets, inside=False):
    if isinstance(node, list):
        return [dump(each, offsets, inside) for each in node]
    if not isinstance(node, ast.AST):
        return node
    name = type(node).__name__
    if name in OPS:
        return OPS[name]
    if name == "Constant":
        fields = [constant(node.value)]
    elif name == "MatchSingleton":
        fields = [str(node.value)]
    elif name in ("Global", "Nonlocal"):
        fields = [node.names]
    else:
        skip = ("ctx", "type_comment", "type_ignores", "kind")
        # Positions within f-strings are exact only since Python 3.12.
        inner = inside or name == "JoinedStr"
        fields = [dump(value, offsets, inner) for field, value in ast.iter_fields(node) if field not in skip]
    if hasattr(node, "lineno") and not inside and name not in ("ExceptHandler", "arg", "alias", "keyword"):
        at = [offsets.at(node.lineno, node.col_offset), offsets.at(node.end_lineno, node.end_col_offset)]
        return [name, *at, *fields]
    return [name, *fields]


for path in sys.stdin:
    path = path.strip()
    with open(path, "rb") as file:
        raw = file.read()
    try:
        text = raw.decode("utf-8-sig")
        tree = ast.parse(raw)
    except (SyntaxError, ValueError, RecursionError, UnicodeDecodeError):
        print("null")
        continue
    bom = 1 if raw.startswith(b"\xef\xbb\xbf") else 0
    print(json.dumps([bom, dump(tree, Offsets(text))]))
