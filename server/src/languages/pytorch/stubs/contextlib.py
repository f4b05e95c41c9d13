class nullcontext:
    def __init__(self, value=None):
        self.value = value

    def __enter__(self):
        return self.value

    def __exit__(self, *args):
        return False


suppress = nullcontext
def contextmanager(function): return lambda *args, **kwargs: nullcontext(list(function(*args, **kwargs))[0])
