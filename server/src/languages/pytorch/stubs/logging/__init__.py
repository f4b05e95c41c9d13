# What is logged changes nothing.
CRITICAL = FATAL = 50
ERROR = 40
WARNING = WARN = 30
INFO = 20
DEBUG = 10
NOTSET = 0
_names = {50: "CRITICAL", 40: "ERROR", 30: "WARNING", 20: "INFO", 10: "DEBUG", 0: "NOTSET"}
_loggers = {}


class Filterer:
    def addFilter(self, filter): return None
    def removeFilter(self, filter): return None


class Logger(Filterer):
    def __init__(self, name, level=0):
        self.name = name
        self.level = level
        self.handlers = []
        self.propagate = True
        self.disabled = False
        self.parent = None

    def setLevel(self, level):
        self.level = level

    def addHandler(self, handler):
        self.handlers.append(handler)

    def removeHandler(self, handler): return None
    def debug(self, msg, *args, **kwargs): return None
    def info(self, msg, *args, **kwargs): return None
    def warning(self, msg, *args, **kwargs): return None
    def warn(self, msg, *args, **kwargs): return None
    def error(self, msg, *args, **kwargs): return None
    def exception(self, msg, *args, **kwargs): return None
    def critical(self, msg, *args, **kwargs): return None
    def log(self, level, msg, *args, **kwargs): return None
    def getChild(self, suffix): return getLogger(self.name + "." + suffix)
    fatal = critical


class LoggerAdapter(Logger):
    def __init__(self, logger, extra=None):
        self.logger = logger
        self.extra = extra


class Handler(Filterer):
    def __init__(self, *args, **kwargs):
        self.level = 0

    def setLevel(self, level):
        self.level = level

    def setFormatter(self, formatter): return None
    def emit(self, record): return None
    def flush(self): return None
    def close(self): return None


class StreamHandler(Handler):
    pass


class FileHandler(Handler):
    pass


class NullHandler(Handler):
    pass


class Formatter:
    def __init__(self, *args, **kwargs):
        pass


class Filter:
    def __init__(self, name=""):
        self.name = name


def getLogger(name=None):
    name = "root" if name is None else name
    if name not in _loggers:
        _loggers[name] = Logger(name)
    return _loggers[name]


def getLoggerClass(): return Logger
def getLevelName(level): return _names.get(level, level)
def basicConfig(**kwargs): return None
def captureWarnings(capture): return None
def disable(level=50): return None
def setLoggerClass(cls): return None
def addLevelName(level, name): return None
def debug(msg, *args, **kwargs): return None
def info(msg, *args, **kwargs): return None
def warning(msg, *args, **kwargs): return None
def warn(msg, *args, **kwargs): return None
def error(msg, *args, **kwargs): return None
def exception(msg, *args, **kwargs): return None
def critical(msg, *args, **kwargs): return None
def log(level, msg, *args, **kwargs): return None
