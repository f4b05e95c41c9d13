from .._module import *
from .._layers import *
from .._attention import *
from .._losses import *
from .._recurrent import *
from . import activation, batchnorm, container, conv, dropout, instancenorm, linear, loss, module, normalization, pooling, rnn, utils
