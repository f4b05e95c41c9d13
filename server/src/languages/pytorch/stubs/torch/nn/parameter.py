from .._tensor import Parameter

UninitializedParameter = Parameter
