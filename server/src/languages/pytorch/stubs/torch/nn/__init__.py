from .._tensor import Buffer, Parameter
import _fovea
from . import functional, init, modules, parallel, parameter, utils
from ._module import *
from ._layers import *
from ._attention import *
from ._losses import *
from ._recurrent import *
from .parameter import UninitializedBuffer, UninitializedParameter
