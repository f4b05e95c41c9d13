# Makes the linear networks that it is sent as JSON and says from where to where each output position depends on the
# input along each axis, by what a 1 at each place of the input reaches; asked by torch.ts.
import contextlib
import json
import sys
import warnings

import torch

warnings.simplefilter("ignore")
torch.set_num_threads(1)


def stretches(net, sizes, axis):
    """First and last input place along one axis for each output position, or None where there is none."""
    places = sizes[axis]
    x = torch.zeros([places, 1, *sizes], dtype=torch.float64)
    for place in range(places):
        x.select(2 + axis, place)[place] = 1
    y = net(x).abs()
    # (input place, output position): whether any element there is reached by more than rounding.
    reached = y.transpose(1, 2 + axis).flatten(2).amax(2) > 1e-11 * y.max()
    return [
        [int(seen[0]), int(seen[-1])] if len(seen := column.nonzero().flatten()) else None for column in reached.T
    ]


def answer(question):
    names = {"__name__": "model"}
    try:
        exec(compile(question["text"], "model.py", "exec"), names)
        net = names["Net"]().double().eval()
        torch.manual_seed(0)
        with torch.no_grad():
            for name, weights in net.named_parameters():
                weights.fill_(0) if name.endswith("bias") else weights.uniform_(0.5, 1.5)
            return {"stretches": [stretches(net, question["sizes"], axis) for axis in range(len(question["sizes"]))]}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


# What a model prints is no answer.
with contextlib.redirect_stdout(sys.stderr):
    answers = [answer(each) for each in json.load(sys.stdin)]
json.dump(answers, sys.stdout)
