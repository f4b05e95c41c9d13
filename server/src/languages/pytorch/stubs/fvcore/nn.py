# fvcore counts a model by running it on its inputs.
import _python


class FlopCountAnalysis:
    def __init__(self, model, inputs):
        self.counted = model(*inputs) if isinstance(inputs, tuple) else model(inputs)

    def __getattr__(self, name): return _python.unknown("what fvcore counts is not modelled")


ActivationCountAnalysis = FlopCountAnalysis


def flop_count_table(flops, **kwargs): return _python.unknown("tables of fvcore are not modelled")
def flop_count_str(flops, **kwargs): return _python.unknown("tables of fvcore are not modelled")
def parameter_count(model): return _python.unknown("what fvcore counts is not modelled")
def parameter_count_table(model, max_depth=3): return _python.unknown("tables of fvcore are not modelled")
