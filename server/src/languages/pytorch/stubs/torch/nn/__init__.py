from .._tensor import Parameter
from . import functional, init, parameter, modules, utils
from ._module import *
from ._layers import *
from ._attention import *
from ._losses import *
from ._recurrent import *

Buffer = Parameter
