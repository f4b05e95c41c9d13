# Sequences of different lengths in one tensor. They are taken for padded ones: the lengths are values, not shapes.
import _fovea


class _BatchSizes:
    # How the data of a packed sequence is laid out: rows and columns of its padded form.
    def __init__(self, padded, batch_first):
        self.rows, self.columns = tuple(padded.shape)[:2]
        self.batch_first = batch_first

    def to(self, *args, **kwargs): return self
    def cpu(self): return self


class PackedSequence:
    def __init__(self, data, batch_sizes=None, sorted_indices=None, unsorted_indices=None):
        self.data = data
        self.batch_sizes = batch_sizes
        self.sorted_indices = sorted_indices
        self.unsorted_indices = unsorted_indices

    @property
    def batch_first(self): return self.batch_sizes.batch_first

    @property
    def padded(self):
        sizes = self.batch_sizes
        return _fovea.reshape(self.data, (sizes.rows, sizes.columns) + tuple(self.data.shape[1:]), "pad_packed_sequence")

    def to(self, *args, **kwargs): return self
    def cuda(self, *args, **kwargs): return self
    def cpu(self): return self


def packed(padded, batch_first):
    return PackedSequence(_fovea.flatten(padded, 0, 1), _BatchSizes(padded, batch_first))
