# Losses as layers: each runs the function that it is named after.
from . import functional as F
from ._module import Module


class _Loss(Module):
    def __init__(self, *args, reduction="mean", weight=None, pos_weight=None, **kwargs):
        super().__init__()
        self.reduction = reduction
        self.register_buffer("weight", weight)
        if pos_weight is not None:
            self.register_buffer("pos_weight", pos_weight)
        for name, value in kwargs.items():
            setattr(self, name, value)

    def forward(self, *inputs):
        return self.function(*inputs, reduction=self.reduction)


class CrossEntropyLoss(_Loss):
    function = staticmethod(F.cross_entropy)


class NLLLoss(_Loss):
    function = staticmethod(F.nll_loss)


class NLLLoss2d(_Loss):
    function = staticmethod(F.nll_loss)


class MSELoss(_Loss):
    function = staticmethod(F.mse_loss)


class L1Loss(_Loss):
    function = staticmethod(F.l1_loss)


class SmoothL1Loss(_Loss):
    function = staticmethod(F.smooth_l1_loss)


class HuberLoss(_Loss):
    function = staticmethod(F.huber_loss)


class BCELoss(_Loss):
    function = staticmethod(F.binary_cross_entropy)


class BCEWithLogitsLoss(_Loss):
    function = staticmethod(F.binary_cross_entropy_with_logits)


class KLDivLoss(_Loss):
    function = staticmethod(F.kl_div)


class CTCLoss(_Loss):
    function = staticmethod(F.ctc_loss)


class TripletMarginLoss(_Loss):
    function = staticmethod(F.triplet_margin_loss)


class TripletMarginWithDistanceLoss(_Loss):
    function = staticmethod(F.triplet_margin_with_distance_loss)


class CosineEmbeddingLoss(_Loss):
    function = staticmethod(F.cosine_embedding_loss)


class MarginRankingLoss(_Loss):
    function = staticmethod(F.margin_ranking_loss)


class HingeEmbeddingLoss(_Loss):
    function = staticmethod(F.hinge_embedding_loss)


class MultiMarginLoss(_Loss):
    function = staticmethod(F.multi_margin_loss)


class MultiLabelMarginLoss(_Loss):
    function = staticmethod(F.multilabel_margin_loss)


class MultiLabelSoftMarginLoss(_Loss):
    function = staticmethod(F.multilabel_soft_margin_loss)


class SoftMarginLoss(_Loss):
    function = staticmethod(F.soft_margin_loss)


class PoissonNLLLoss(_Loss):
    function = staticmethod(F.poisson_nll_loss)


class GaussianNLLLoss(_Loss):
    function = staticmethod(F.gaussian_nll_loss)


class AdaptiveLogSoftmaxWithLoss(Module):
    def __init__(self, in_features, n_classes, cutoffs, div_value=4.0, head_bias=False, device=None, dtype=None):
        super().__init__()
        from ._layers import Linear
        from ._module import ModuleList, Sequential
        self.in_features = in_features
        self.n_classes = n_classes
        self.cutoffs = list(cutoffs) + [n_classes]
        self.shortlist_size = self.cutoffs[0]
        self.n_clusters = len(self.cutoffs) - 1
        self.head_size = self.shortlist_size + self.n_clusters
        self.head = Linear(in_features, self.head_size, bias=head_bias)
        self.tail = ModuleList()
        for index in range(self.n_clusters):
            hidden = int(in_features // (div_value ** (index + 1)))
            size = self.cutoffs[index + 1] - self.cutoffs[index]
            self.tail.append(Sequential(Linear(in_features, hidden, bias=False), Linear(hidden, size, bias=False)))

    def forward(self, input, target):
        import _fovea
        return _fovea.unmodelled("AdaptiveLogSoftmaxWithLoss", input, target)
