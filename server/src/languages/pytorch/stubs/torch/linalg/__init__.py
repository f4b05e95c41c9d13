# Linear algebra: the shapes of what it gives.
import _fovea
from .. import det, inverse, matmul


def norm(A, ord=None, dim=None, keepdim=False, dtype=None): return _fovea.reduce("norm", A, dim, keepdim)
def vector_norm(x, ord=2, dim=None, keepdim=False, dtype=None): return _fovea.reduce("norm", x, dim, keepdim)
def matrix_norm(A, ord="fro", dim=(-2, -1), keepdim=False, dtype=None): return _fovea.reduce("norm", A, dim, keepdim)
def _same(A, *args, **kwargs): return _fovea.elementwise("other", A)
inv = pinv = cholesky = matrix_power = matrix_exp = _same
def cross(input, other, dim=-1): return _fovea.elementwise("other", input, other)
def vecdot(x, y, dim=-1): return _fovea.reduce("other", _fovea.elementwise("mul", x, y), dim, False)
def solve(A, B, left=True): return _fovea.depends(_fovea.elementwise("other", B), A)
def diagonal(A, offset=0, dim1=-2, dim2=-1): return A.diagonal(offset, dim1, dim2)


def multi_dot(tensors):
    found = tensors[0]
    for each in tensors[1:]:
        found = matmul(found, each)
    return found


def _least(A): return A.shape[-2] if A.shape[-2] < A.shape[-1] else A.shape[-1]
def svdvals(A): return _fovea.shape_as(A, tuple(A.shape[:-2]) + (_least(A),), "svd")
def eigvalsh(A, UPLO="L"): return _fovea.shape_as(A, tuple(A.shape[:-1]), "eigh")
eigvals = eigvalsh
def eigh(A, UPLO="L"): return eigvalsh(A), _same(A)
eig = eigh


def svd(A, full_matrices=True):
    lead, rows, columns = tuple(A.shape[:-2]), A.shape[-2], A.shape[-1]
    left, right = (rows, columns) if full_matrices else (_least(A), _least(A))
    return _fovea.shape_as(A, lead + (rows, left), "svd"), svdvals(A), _fovea.shape_as(A, lead + (right, columns), "svd")


def qr(A, mode="reduced"):
    lead, rows, columns = tuple(A.shape[:-2]), A.shape[-2], A.shape[-1]
    inner = rows if mode == "complete" else _least(A)
    return _fovea.shape_as(A, lead + (rows, inner), "qr"), _fovea.shape_as(A, lead + (inner, columns), "qr")
