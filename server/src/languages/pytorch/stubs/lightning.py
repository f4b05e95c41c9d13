# A LightningModule is a module of torch, with methods that train it.
from torch.nn import Module


class LightningModule(Module):
    def save_hyperparameters(self, *args, **kwargs): return None
    def log(self, *args, **kwargs): return None
    def log_dict(self, *args, **kwargs): return None
