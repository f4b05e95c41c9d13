# Sparse tensors have the shapes of dense ones; how many of their elements are zero is data. Products are counted as dense.
import _fovea


def mm(mat1, mat2, reduce="sum"): return _fovea.matmul(mat1, mat2)
def addmm(mat, mat1, mat2, beta=1.0, alpha=1.0): return _fovea.elementwise("add", mat, _fovea.matmul(mat1, mat2))
def sampled_addmm(input, mat1, mat2, beta=1.0, alpha=1.0): return _fovea.elementwise("add", input, _fovea.matmul(mat1, mat2))
def sum(input, dim=None, dtype=None): return _fovea.reduce("sum", input, dim, False)
def softmax(input, dim, dtype=None): return _fovea.softmax(input, dim, False)
def log_softmax(input, dim, dtype=None): return _fovea.softmax(input, dim, True)


def made(indices, values, size, dense=()):
    if size is None:
        rank = indices.shape[0]
        sizes = [_fovea.unknown_size("the largest index of a sparse tensor") for _ in range(rank)]
        return _fovea.shape_as((values, indices), tuple(sizes) + tuple(values.shape[1:]), "sparse")
    return _fovea.shape_as((values, indices), tuple(size), "sparse")
