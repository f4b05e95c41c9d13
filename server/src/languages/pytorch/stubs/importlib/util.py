from _python import find_spec
