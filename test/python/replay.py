# Runs a module over the stubs of torch under CPython. The primitives answer what Fovea's interpreter was answered: each call must
# be the next one that it made, with equal arguments. Asked by stubs.test.ts.
import json
import os
import sys
import tempfile
import types

question = json.load(sys.stdin)
calls = question["calls"]
position = 0


class Differs(BaseException):
    pass


def encode(value):
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return {"float": repr(value)}
    if isinstance(value, (list, tuple)):
        return {"list": [encode(each) for each in value]}
    if isinstance(value, slice):
        return {"slice": [encode(value.start), encode(value.stop), encode(value.step)]}
    if value is Ellipsis:
        return {"other": "Ellipsis"}
    if isinstance(value, TORCH.Tensor):
        return {"tensor": value.__dict__.get("_id")}
    return {"other": type(value).__name__}


def same(ours, theirs):
    """Whether what CPython passes is what the interpreter passed; a tensor met for the first time takes its number."""
    return ours == theirs or (isinstance(theirs, dict) and theirs.get("unknown") is True)


def bind(value, expected):
    if isinstance(expected, dict) and "tensor" in expected and isinstance(value, TORCH.Tensor):
        value.__dict__.setdefault("_id", expected["tensor"])
    elif isinstance(expected, dict) and "list" in expected and isinstance(value, (list, tuple)):
        for each, part in zip(value, expected["list"]):
            bind(each, part)


def decode(value):
    if isinstance(value, dict):
        if "float" in value:
            return float(value["float"])
        if "list" in value:
            return [decode(each) for each in value["list"]]
        if "tuple" in value:
            return tuple([decode(each) for each in value["tuple"]])
        if "tensor" in value:
            tensor = TORCH.Tensor.__new__(TORCH.Tensor)
            tensor.__dict__["_id"] = value["tensor"]
            return tensor
        raise Differs(f"{value} stands for no value of Python")
    return value


def primitive(name):
    def call(*args):
        global position
        if not started:
            return default(name, args)
        if position >= len(calls):
            raise Differs(f"call {position + 1} is {name}; the interpreter made no more")
        expected = calls[position]
        position += 1
        if expected["name"] == name:
            for value, part in zip(args, expected["args"]):
                bind(value, part)
        given = [encode(each) for each in args]
        agrees = expected["name"] == name and len(given) == len(expected["args"])
        if not agrees or not all(same(ours, theirs) for ours, theirs in zip(given, expected["args"])):
            raise Differs(f"call {position}: CPython {name}{given}, the interpreter {expected['name']}{expected['args']}")
        if name == "share":
            args[0].__dict__["_id"] = expected["made"]
            return None
        return decode(expected["result"])

    return call


def default(name, args):
    """Before the network is made: what a module of the stubs does when it is imported."""
    if name == "set_role":
        return args[0]
    raise Differs(f"{name} is called while torch is imported")


class Primitives(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return (lambda cls, role: cls) if name == "set_role" else primitive(name)


started = False
sys.modules["_fovea"] = Primitives("_fovea")
# Only torch: the stubs of Python's own modules are for the interpreter.
folder = tempfile.mkdtemp()
os.symlink(os.path.join(question["stubs"], "torch"), os.path.join(folder, "torch"))
sys.path.insert(0, folder)
sys.dont_write_bytecode = True
try:
    import torch as TORCH

    names = {"__name__": "model"}
    exec(compile(question["text"], "model.py", "exec"), names)
    started = True
    net = names["build"]()
    net(TORCH.Tensor.__new__(TORCH.Tensor))
    print(json.dumps({"made": position}))
except Differs as error:
    print(json.dumps({"made": position, "differs": str(error)}))
finally:
    os.unlink(os.path.join(folder, "torch"))
    os.rmdir(folder)
