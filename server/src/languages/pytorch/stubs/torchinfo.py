# torchinfo runs a model on an input of the size that it is given, the batch included.
import _python
import torch


def summary(model, input_size=None, input_data=None, batch_dim=None, **kwargs):
    if input_data is not None:
        model(*input_data) if isinstance(input_data, (tuple, list)) else model(input_data)
    elif input_size is not None:
        sizes = list(input_size) if isinstance(input_size[0], (tuple, list)) else [input_size]
        model(*[torch.rand(*each) if batch_dim is None else torch.rand(*each).unsqueeze(batch_dim) for each in sizes])
    return _python.unknown("tables of torchinfo are not modelled")
