# Makes the modules that it is sent as JSON, runs them on zeros, and prints what comes out; asked by torch.ts.
import contextlib
import json
import sys
import warnings

import torch

warnings.simplefilter("ignore")
torch.set_num_threads(1)


def tensors(value):
    if isinstance(value, torch.Tensor):
        return [list(value.shape)]
    if isinstance(value, dict):
        value = list(value.values())
    return [shape for each in value for shape in tensors(each)] if isinstance(value, (list, tuple)) else []


@contextlib.contextmanager
def without_initial_weights():
    """To fill the weights of a large network takes as long as to run it, and shapes do not depend on them."""
    names = [name for name in dir(torch.nn.init) if name.endswith("_") and not name.startswith("_")]
    before = {name: getattr(torch.nn.init, name) for name in names}
    for name in names:
        setattr(torch.nn.init, name, lambda tensor, *args, **keywords: tensor)
    try:
        yield
    finally:
        for name, function in before.items():
            setattr(torch.nn.init, name, function)


def run(net, question, device):
    kind = torch.long if question.get("whole") else torch.float32
    # With gradients, as PyTorch's fast path for attention without them does not know layers without biases.
    return tensors(net.to(device)(*[torch.zeros(shape, dtype=kind, device=device) for shape in question["inputs"]]))


def answer(question):
    names = {"__name__": "model"}
    large = question.get("large", False)
    try:
        exec(compile(question["text"], "model.py", "exec"), names)
        own = [each for each in names.values() if isinstance(each, type) and each.__module__ == "model" and issubclass(each, torch.nn.Module)]
        with without_initial_weights() if large else contextlib.nullcontext():
            net = own[-1]().eval()
            try:
                # Tensors without data: PyTorch checks and computes their shapes alone.
                outputs = run(net, question, "meta" if large else "cpu")
            except NotImplementedError:
                # Not all of its operators can do that.
                net = own[-1]().eval()
                outputs = run(net, question, "cpu")
        if any(0 in shape for shape in outputs):
            return {"error": "a size of 0"}
        return {
            "outputs": outputs,
            "params": sum(each.numel() for each in net.parameters()),
            "modules": [name for name, _ in net.named_modules()],
        }
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


# What a model prints is no answer.
with contextlib.redirect_stdout(sys.stderr):
    answers = [answer(each) for each in json.load(sys.stdin)]
json.dump(answers, sys.stdout)
