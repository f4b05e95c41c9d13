# Dataclasses that check the types of what they are given; where these fit, they are plain dataclasses.
from dataclasses import MISSING, field, fields


def strict(cls=None, *, accept_kwargs=False):
    def decorate(cls):
        if accept_kwargs:
            accepting(cls)
        return cls
    return decorate if cls is None else decorate(cls)


def accepting(cls):
    def __init__(self, **kwargs):
        known = set()
        for each in fields(cls):
            known.add(each.name)
            if each.name in kwargs:
                setattr(self, each.name, kwargs[each.name])
            elif each.default is not MISSING:
                setattr(self, each.name, each.default)
            elif each.default_factory is not MISSING:
                setattr(self, each.name, each.default_factory())
            else:
                raise TypeError("Missing required field - '" + each.name + "'")
        self.__post_init__(**{name: value for name, value in kwargs.items() if name not in known})
    cls.__init__ = __init__


def as_validated_field(validator):
    # A function that checks a value becomes a field with a default; what it checks is not asked.
    def made(default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None, **kwargs):
        return field(default=default, default_factory=default_factory, init=init, repr=repr)
    return made


def validated_field(validator, **kwargs): return as_validated_field(validator)(**kwargs)
