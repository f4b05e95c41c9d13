from .._layers import _Lazy as LazyModuleMixin
