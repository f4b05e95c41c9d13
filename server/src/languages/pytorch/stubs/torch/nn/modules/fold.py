from .._layers import Fold, Unfold
