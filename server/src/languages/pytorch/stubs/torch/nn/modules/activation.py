from .._attention import MultiheadAttention
from .._layers import ReLU, ReLU6, SiLU, Mish, GELU, Sigmoid, Tanh, Hardswish, Hardsigmoid, Softplus, SELU, CELU, ELU, PReLU, LeakyReLU, GLU, Softmax, LogSoftmax, Softmax2d, Hardtanh, Threshold
