# Which packages are installed in which version is not known.
class PackageNotFoundError(ModuleNotFoundError):
    pass
