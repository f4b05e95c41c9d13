from .._module import *
from .._layers import *
from .._attention import *
from . import batchnorm, conv, instancenorm, module, utils
