# Fourier transforms: the shapes of what they give. A complex number is one element.
import _fovea


def _resized(input, sizes, dims):
    shape = list(input.shape)
    for axis, size in zip(dims, sizes):
        if size is not None:
            shape[axis] = size
    return _fovea.shape_as(input, shape, "fft")


def _axes(input, s, dim, last=None):
    if dim is None:
        count = len(s) if s is not None else input.dim() if last is None else last
        dim = tuple(range(input.dim() - count, input.dim()))
    return tuple(dim) if isinstance(dim, (tuple, list)) else (dim,)


def fft(input, n=None, dim=-1, norm=None): return _resized(input, (n,), (dim,))
def rfft(input, n=None, dim=-1, norm=None): return _resized(input, ((input.shape[dim] if n is None else n) // 2 + 1,), (dim,))
def irfft(input, n=None, dim=-1, norm=None): return _resized(input, (2 * (input.shape[dim] - 1) if n is None else n,), (dim,))
ifft = fft
hfft = irfft
ihfft = rfft


def fftn(input, s=None, dim=None, norm=None):
    dims = _axes(input, s, dim)
    return _resized(input, s if s is not None else (None,) * len(dims), dims)


def rfftn(input, s=None, dim=None, norm=None):
    dims = _axes(input, s, dim)
    sizes = list(s) if s is not None else [input.shape[axis] for axis in dims]
    return _resized(input, sizes[:-1] + [sizes[-1] // 2 + 1], dims)


def irfftn(input, s=None, dim=None, norm=None):
    dims = _axes(input, s, dim)
    sizes = list(s) if s is not None else [input.shape[axis] for axis in dims[:-1]] + [2 * (input.shape[dims[-1]] - 1)]
    return _resized(input, sizes, dims)


def fft2(input, s=None, dim=(-2, -1), norm=None): return fftn(input, s, dim, norm)
def rfft2(input, s=None, dim=(-2, -1), norm=None): return rfftn(input, s, dim, norm)
def irfft2(input, s=None, dim=(-2, -1), norm=None): return irfftn(input, s, dim, norm)
ifftn = fftn
ifft2 = fft2


def fftshift(input, dim=None): return _fovea.roll(input)
ifftshift = fftshift
def fftfreq(n, d=1.0, **kwargs): return _fovea.full((n,), None, "float")
def rfftfreq(n, d=1.0, **kwargs): return _fovea.full((n // 2 + 1,), None, "float")
