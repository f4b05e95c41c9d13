from .._tensor import Buffer, Parameter

UninitializedParameter = Parameter
UninitializedBuffer = Buffer


def is_lazy(parameter): return False
