# A LightningModule is a module of torch, with methods that train it.
import inspect
from torch.nn import Module


class AttributeDict(dict):
    def __getattr__(self, name):
        if name in self:
            return self[name]
        raise AttributeError("Missing attribute " + repr(name))

    def __setattr__(self, name, value): self[name] = value


class LightningModule(Module):
    automatic_optimization = True
    current_epoch = global_step = global_rank = local_rank = 0
    example_input_array = trainer = logger = None

    def __new__(cls, *args, **kwargs):
        made = object.__new__(cls)
        made.__dict__["_given"] = (args, kwargs)
        return made

    @property
    def device(self):
        from torch import device
        return device("cpu")

    @property
    def hparams(self):
        if "_hparams" not in self.__dict__:
            self.__dict__["_hparams"] = AttributeDict()
        return self.__dict__["_hparams"]

    hparams_initial = hparams

    def save_hyperparameters(self, *args, ignore=None, frame=None, logger=True):
        # The arguments of the constructor, all or those that are named; or a table of them.
        if len(args) == 1 and not isinstance(args[0], str):
            table = args[0]
            self.hparams.update(table if isinstance(table, dict) else vars(table))
            return
        left_out = [ignore] if isinstance(ignore, str) else list(ignore) if ignore is not None else []
        given, named = self._given
        bound = inspect.signature(self.__class__.__init__).bind(self, *given, **named)
        bound.apply_defaults()
        for at, (name, value) in enumerate(bound.arguments.items()):
            kind = bound.signature.parameters[name].kind
            if at == 0 or kind == inspect.Parameter.VAR_POSITIONAL:
                continue
            for own, each in value.items() if kind == inspect.Parameter.VAR_KEYWORD else [(name, value)]:
                if own not in left_out and (len(args) == 0 or own in args):
                    self.hparams[own] = each

    def log(self, *args, **kwargs): return None
    def log_dict(self, *args, **kwargs): return None
    def print(self, *args, **kwargs): return None
    def optimizers(self, use_pl_optimizer=True): return None
    def lr_schedulers(self): return None
    def manual_backward(self, loss, *args, **kwargs): return None
    def toggle_optimizer(self, optimizer): return None
    def untoggle_optimizer(self, optimizer): return None
    def freeze(self): self.requires_grad_(False)
    def unfreeze(self): self.requires_grad_(True)
    def configure_optimizers(self): return None


class LightningDataModule:
    def __init__(self, *args, **kwargs): pass
    def save_hyperparameters(self, *args, **kwargs): return None


class Trainer:
    def __init__(self, *args, **kwargs): pass
    def fit(self, *args, **kwargs): return None
    def test(self, *args, **kwargs): return None
    def validate(self, *args, **kwargs): return None


class Callback:
    pass


def seed_everything(seed=None, workers=False, verbose=True): return seed
