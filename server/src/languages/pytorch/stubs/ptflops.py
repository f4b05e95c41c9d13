# ptflops runs a model on one example of the size that it is given.
import _python
import torch


def get_model_complexity_info(model, input_res, print_per_layer_stat=True, as_strings=True, input_constructor=None, **kwargs):
    if input_constructor is not None:
        given = input_constructor(input_res)
        model(**given) if isinstance(given, dict) else model(*given)
    else:
        model(torch.rand(1, *input_res))
    return _python.unknown("what ptflops counts is not modelled"), _python.unknown("what ptflops counts is not modelled")
