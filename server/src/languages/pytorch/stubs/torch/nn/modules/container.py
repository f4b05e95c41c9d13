from .._module import Module, ModuleDict, ModuleList, ParameterDict, ParameterList, Sequential
