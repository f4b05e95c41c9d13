# Models that are loaded from a hub are modules as they are.
class PyTorchModelHubMixin:
    pass


class ModelHubMixin:
    pass
