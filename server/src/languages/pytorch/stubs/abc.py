class ABCMeta(type):
    def register(cls, subclass): return subclass


class ABC:
    pass


def abstractmethod(function):
    if hasattr(function, "__dict__"):
        function.__isabstractmethod__ = True
    return function


abstractproperty = property
abstractclassmethod = classmethod
abstractstaticmethod = staticmethod
