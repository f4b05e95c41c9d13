# Options as they are without a command line: their defaults. What has to be given is not known.
import _python

SUPPRESS = "==SUPPRESS=="
OPTIONAL = "?"
ZERO_OR_MORE = "*"
ONE_OR_MORE = "+"
PARSER = "A..."
REMAINDER = "..."
_ABSENT = object()


class ArgumentError(Exception):
    pass


class ArgumentTypeError(Exception):
    pass


class Namespace:
    def __init__(self, **values):
        for name, value in values.items():
            setattr(self, name, value)

    def __eq__(self, other):
        return vars(self) == vars(other) if isinstance(other, Namespace) else NotImplemented

    def __contains__(self, name):
        return name in self.__dict__

    def __repr__(self):
        return "Namespace(" + ", ".join([name + "=" + repr(value) for name, value in self.__dict__.items()]) + ")"


class _PartNamespace(Namespace):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _python.unknown("args." + name + " depends on the command line")

    def __contains__(self, name):
        return _python.unknown("whether args has " + name + " depends on the command line")


class Action:
    def __init__(self, option_strings=(), dest=None, nargs=None, const=None, default=None, type=None, choices=None, required=False, help=None, metavar=None, **more):
        self.option_strings = list(option_strings)
        self.dest = dest
        self.nargs = nargs
        self.const = const
        self.default = default
        self.type = type
        self.choices = choices
        self.required = required
        self.help = help
        self.metavar = metavar


class BooleanOptionalAction(Action):
    pass


class _Group:
    def __init__(self, parser, required):
        self._parser = parser
        self._required = required

    def add_argument(self, *names, **options):
        action = self._parser.add_argument(*names, **options)
        action.one_of = self._required
        return action

    def add_argument_group(self, *args, **options):
        return self

    def add_mutually_exclusive_group(self, required=False, **options):
        return _Group(self._parser, required)

    def set_defaults(self, **values):
        self._parser.set_defaults(**values)

    def __getattr__(self, name):
        return getattr(self._parser, name)


class _Subparsers:
    def __init__(self, options):
        self.choices = {}
        self._options = options

    def add_parser(self, name, **options):
        self.choices[name] = ArgumentParser()
        return self.choices[name]


class ArgumentParser:
    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=(), argument_default=None, **options):
        self.prog = prog
        self.description = description
        self.epilog = epilog
        self._default = argument_default
        self._actions = []
        self._values = {}
        self._subparsers = None
        for each in parents:
            self._actions.extend(each._actions)
            self._values.update(each._values)

    def add_argument(self, *names, default=_ABSENT, action="store", dest=None, nargs=None, const=None, required=False, type=None, choices=None, help=None, metavar=None, version=None):
        optional = len(names) == 0 or names[0].startswith("-")
        if dest is None and len(names) > 0:
            longs = [name for name in names if name.startswith("--")]
            dest = (longs[0] if len(longs) > 0 else names[0]).lstrip("-").replace("-", "_")
        own = Action(names if optional else (), dest, nargs, const, None, type, choices, required, help, metavar)
        own.kind = action
        own.one_of = False
        own.given = default is not _ABSENT
        if own.given:
            own.default = default
        elif action == "store_true":
            own.default = False
        elif action == "store_false":
            own.default = True
        else:
            own.default = self._default
        if not optional:
            own.required = nargs != "?" and nargs != "*" and nargs != "..."
            if nargs == "*" and own.default is None:
                own.default = []
        if action != "help" and action != "version":
            self._actions.append(own)
        return own

    def add_argument_group(self, *args, **options):
        return _Group(self, False)

    def add_mutually_exclusive_group(self, required=False, **options):
        return _Group(self, required)

    def add_subparsers(self, **options):
        self._subparsers = _Subparsers(options)
        return self._subparsers

    def set_defaults(self, **values):
        self._values.update(values)
        for each in self._actions:
            if each.dest in values:
                each.default = values[each.dest]

    def get_default(self, dest):
        for each in self._actions:
            if each.dest == dest and each.default is not None:
                return each.default
        return self._values.get(dest)

    def _convert(self, own, text):
        if own.type is None:
            return text
        try:
            return own.type(text)
        except (ArgumentTypeError, TypeError, ValueError):
            return _python.unknown("the option " + own.dest + " is refused by its type")

    def _value(self, own):
        name = own.option_strings[-1] if len(own.option_strings) > 0 else own.dest
        if own.required or own.one_of:
            return _python.unknown("the option " + name + " has to be given on the command line")
        default = own.default
        if isinstance(default, str) and own.kind == "store":
            return self._convert(own, default)
        return default

    def _read(self, words, values):
        """Reads words into values: the words left over, or None where they are not understood."""
        positional = [each for each in self._actions if len(each.option_strings) == 0]
        left = []
        index = 0
        while index < len(words):
            word = words[index]
            index += 1
            name, equals, text = word.partition("=")
            found = [each for each in self._actions if name in each.option_strings]
            if len(found) == 0:
                if word.startswith("-") and len(word) > 1:
                    left.append(word)
                elif len(positional) > 0 and positional[0].nargs is None:
                    own = positional.pop(0)
                    values[own.dest] = self._convert(own, word)
                else:
                    return None
                continue
            own = found[0]
            if own.kind == "store_true" or own.kind == "store_false":
                values[own.dest] = own.kind == "store_true"
            elif own.kind == "store_const":
                values[own.dest] = own.const
            elif own.kind != "store":
                return None
            elif own.nargs is None:
                if equals == "":
                    if index >= len(words):
                        return None
                    text = words[index]
                    index += 1
                values[own.dest] = self._convert(own, text)
            elif (own.nargs == "+" or own.nargs == "*") and equals == "":
                texts = []
                while index < len(words) and not words[index].startswith("-"):
                    texts.append(self._convert(own, words[index]))
                    index += 1
                values[own.dest] = texts
            else:
                return None
        return left

    def parse_known_args(self, args=None, namespace=None):
        values = {}
        left = []
        sure = self._subparsers is None
        if args is None:
            _python.without_options()
        if _python.is_known(args) and args is not None and len(args) > 0:
            left = self._read(list(args), values)
            if left is None:
                sure = False
                left = []
        if namespace is None:
            namespace = Namespace() if sure else _PartNamespace()
        for own in self._actions:
            if own.dest in values:
                setattr(namespace, own.dest, values[own.dest])
            elif own.default != SUPPRESS and not hasattr(namespace, own.dest) or own.required:
                setattr(namespace, own.dest, self._value(own) if sure else _python.unknown("args." + str(own.dest) + " depends on the command line"))
        for name, value in self._values.items():
            if name not in vars(namespace):
                setattr(namespace, name, value)
        return namespace, left

    def parse_args(self, args=None, namespace=None):
        return self.parse_known_args(args, namespace)[0]

    parse_intermixed_args = parse_args
    parse_known_intermixed_args = parse_known_args

    def print_help(self, file=None): return None
    def print_usage(self, file=None): return None
    def register(self, *args): return None
    def convert_arg_line_to_args(self, line): return [line]

    def error(self, message):
        raise SystemExit(2)

    def exit(self, status=0, message=None):
        raise SystemExit(status)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _python.unknown("argparse.ArgumentParser." + name + " is not modelled")


class HelpFormatter:
    pass


ArgumentDefaultsHelpFormatter = RawTextHelpFormatter = RawDescriptionHelpFormatter = MetavarTypeHelpFormatter = HelpFormatter


def FileType(mode="r", *args, **kwargs): return lambda path: _python.unknown("files are not read")
