import json
from collections import OrderedDict

loaded = [json.loads(each) for each in ('[1, 2.0, "a\\u00e9\\n", null, true, false, -3, 1e3]', '{"a": {"b": []}, "c": {}}', ' 12 ', '"x"', "123456789012345678901234567890")]
sizes = [width * 2 for width in json.loads("[16, 16]")]
dumped = [json.dumps(each) for each in ([1, 2.0, "a\n\"", None, True], {"a": (1, 2), 3: "x", None: 1}, [], {}, "é", 1e20, float("inf"))]
formatted = [json.dumps({"b": [1, {"c": 2}], "a": {}}, indent=2), json.dumps({"b": 1, "a": 2}, sort_keys=True), json.dumps([1, {"a": 2}], separators=(",", ":")), json.dumps("é", ensure_ascii=False)]
ordered = list(json.loads('{"z": 1, "y": 2}', object_pairs_hook=OrderedDict))
errors = []
for text in ("{", "[1,]", "a", "", "01", "{'a': 1}"):
    try:
        json.loads(text)
        errors.append("read")
    except json.JSONDecodeError:
        errors.append("decode")
    except ValueError:
        errors.append("value")
try:
    json.dumps(object())
except TypeError:
    errors.append("type")
round_trip = json.loads(json.dumps({"a": [1, 2.5, None, "é\t"]}))
