# Names and texts of functions and classes.
def outer():
    """What it does."""
    def inner(x: int, *rest, y: "str" = "a", **more) -> float:
        return x
    class Local:
        def method(self): pass
    return inner, Local


class Model:
    """A model."""
    width: int = 3
    name: str

    class Part:
        def deep(self): pass

    def forward(self, x: int) -> int:
        """Goes forward."""
        return x

    @staticmethod
    def still(): pass

    @classmethod
    def made(cls): pass


inner, Local = outer()
qualified = [each.__qualname__ for each in (outer, inner, Local, Local.method, Model, Model.Part, Model.Part.deep, Model.forward, Model().forward, Model.still, Model.made)]
names = [each.__name__ for each in (outer, inner, Local, Model.Part.deep, Model().forward, Model.made)]
documented = [each.__doc__ for each in (outer, inner, Local, Model, Model.forward, Model.Part)]
modules = [outer.__module__, Model.__module__, Model.forward.__module__]
annotated = [sorted(inner.__annotations__), inner.__annotations__["y"], inner.__annotations__["x"] is int, sorted(Model.__annotations__), Model.__annotations__["width"] is int]
owner = Model.forward.__qualname__.split('.')[0]
code = [inner.__code__.co_varnames[:2], inner.__code__.co_argcount, inner.__code__.co_name, inner.__kwdefaults__, inner.__defaults__, Model.forward.__code__.co_argcount]
lambda_name = (lambda: 0).__qualname__


def failing(): return {}["x"]
try:
    def kept(root=failing()): pass
except KeyError as error:
    caught = repr(error)
