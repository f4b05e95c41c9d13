# thop counts a model by running it on its inputs.
import _python


def profile(model, inputs, custom_ops=None, verbose=True, ret_layer_info=False, report_missing=False):
    model(*inputs)
    return _python.unknown("what thop counts is not modelled"), _python.unknown("what thop counts is not modelled")


def clever_format(nums, format="%.2f"): return _python.unknown("texts of thop are not modelled")
