# Losses: one number, whatever they are given.
import _fovea
from ._module import Module


class _Loss(Module):
    def __init__(self, *args, **kwargs):
        super().__init__()

    def forward(self, input, *args, **kwargs):
        return _fovea.reduce("other", input, None, False)


class CrossEntropyLoss(_Loss):
    pass


class NLLLoss(_Loss):
    pass


class MSELoss(_Loss):
    pass


class L1Loss(_Loss):
    pass


class SmoothL1Loss(_Loss):
    pass


class BCELoss(_Loss):
    pass


class BCEWithLogitsLoss(_Loss):
    pass


class KLDivLoss(_Loss):
    pass


class HuberLoss(_Loss):
    pass


class CTCLoss(_Loss):
    pass


class TripletMarginLoss(_Loss):
    pass


class CosineEmbeddingLoss(_Loss):
    pass


class MarginRankingLoss(_Loss):
    pass


class HingeEmbeddingLoss(_Loss):
    pass


class MultiMarginLoss(_Loss):
    pass


class MultiLabelMarginLoss(_Loss):
    pass


class MultiLabelSoftMarginLoss(_Loss):
    pass


class SoftMarginLoss(_Loss):
    pass


class PoissonNLLLoss(_Loss):
    pass


class GaussianNLLLoss(_Loss):
    pass
