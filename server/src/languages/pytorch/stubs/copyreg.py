def pickle(cls, function, constructor=None): return None
def constructor(object): return None
