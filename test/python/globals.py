# Runs modules under CPython and writes down their plain globals. Asked by library.test.ts.
import json
import math
import sys
import types

plain = (bool, int, float, str, list, tuple, dict, set, frozenset, range, type(None))


def encode(value):
    if isinstance(value, bool) or value is None:
        return {"kind": type(value).__name__, "value": value}
    if type(value) is int:
        return {"kind": "int", "value": str(value)}
    if type(value) is float:
        return {"kind": "float", "value": repr(value) if math.isfinite(value) else str(value)}
    if type(value) is str:
        return {"kind": "str", "value": value}
    if isinstance(value, (list, tuple)):
        return {"kind": "list" if isinstance(value, list) else "tuple", "items": [encode(each) for each in value]}
    if isinstance(value, dict):
        return {"kind": "dict", "items": [[encode(key), encode(own)] for key, own in value.items()]}
    if isinstance(value, (set, frozenset)):
        return {"kind": type(value).__name__, "items": sorted([json.dumps(encode(each), sort_keys=True) for each in value])}
    if isinstance(value, range):
        return {"kind": "list", "items": [encode(each) for each in value]}
    return {"kind": "other", "value": type(value).__name__}


found = []
for text in json.load(sys.stdin):
    module = sys.modules["program"] = types.ModuleType("program")
    names = module.__dict__
    try:
        exec(compile(text, "program.py", "exec", dont_inherit=True), names)
    except ModuleNotFoundError:
        found.append(None)
        continue
    found.append({name: encode(value) for name, value in names.items() if not name.startswith("_") and isinstance(value, plain)})
print(json.dumps(found))
