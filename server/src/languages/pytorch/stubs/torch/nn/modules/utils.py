from .._layers import per_axis


def _single(value): return per_axis(value, 1)
def _pair(value): return per_axis(value, 2)
def _triple(value): return per_axis(value, 3)
def _quadruple(value): return per_axis(value, 4)
def _ntuple(count, name=""): return lambda value: per_axis(value, count)
