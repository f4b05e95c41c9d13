# Data: what a loader gives is not known.


class Dataset:
    def __init__(self, *args, **kwargs): pass
    def __add__(self, other): return self


class IterableDataset(Dataset): pass
class TensorDataset(Dataset): pass
class ConcatDataset(Dataset): pass
class Subset(Dataset): pass


class Sampler:
    def __init__(self, *args, **kwargs): pass


class RandomSampler(Sampler): pass
class SequentialSampler(Sampler): pass
class BatchSampler(Sampler): pass
class WeightedRandomSampler(Sampler): pass
class SubsetRandomSampler(Sampler): pass
