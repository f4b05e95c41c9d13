from .._layers import CosineSimilarity, PairwiseDistance
