# Options as they are without a command line: their defaults.
SUPPRESS = "==SUPPRESS=="


class Namespace:
    def __init__(self, **values):
        for name, value in values.items():
            setattr(self, name, value)


class ArgumentParser:
    def __init__(self, *args, **kwargs):
        self.values = {}

    def add_argument(self, *names, default=None, action=None, dest=None, const=None, **kwargs):
        if dest is None:
            longs = [name for name in names if name.startswith("--")]
            dest = (longs[0] if len(longs) > 0 else names[0]).lstrip("-").replace("-", "_")
        if default is None and action == "store_true":
            default = False
        if default is None and action == "store_false":
            default = True
        if default != SUPPRESS and dest not in self.values:
            self.values[dest] = default

    def add_argument_group(self, *args, **kwargs):
        return self

    add_mutually_exclusive_group = add_argument_group

    def set_defaults(self, **values):
        self.values.update(values)

    def parse_args(self, args=None, namespace=None):
        return Namespace(**self.values)

    def parse_known_args(self, args=None, namespace=None):
        return Namespace(**self.values), []


class HelpFormatter:
    pass


ArgumentDefaultsHelpFormatter = RawTextHelpFormatter = RawDescriptionHelpFormatter = HelpFormatter


class Action:
    pass


BooleanOptionalAction = "boolean"
