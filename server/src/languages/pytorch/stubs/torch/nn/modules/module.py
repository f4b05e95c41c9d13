from .._module import Module
