from .._attention import *
