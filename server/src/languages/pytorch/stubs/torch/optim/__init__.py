# Optimisers change numbers, not shapes.
from . import lr_scheduler


class Optimizer:
    def __init__(self, params=None, *args, **kwargs):
        self.defaults = kwargs
        self.param_groups = [{"params": params, "lr": 0.0, **kwargs}]
        self.state = {}

    def step(self, closure=None): return None
    def zero_grad(self, set_to_none=True): return None
    def state_dict(self): return {}
    def load_state_dict(self, state): return None
    def add_param_group(self, group): return None
    def register_step_pre_hook(self, hook): return None
    def register_step_post_hook(self, hook): return None


class SGD(Optimizer): pass
class Adam(Optimizer): pass
class AdamW(Optimizer): pass
class NAdam(Optimizer): pass
class RAdam(Optimizer): pass
class Adamax(Optimizer): pass
class Adagrad(Optimizer): pass
class Adadelta(Optimizer): pass
class RMSprop(Optimizer): pass
class Rprop(Optimizer): pass
class ASGD(Optimizer): pass
class LBFGS(Optimizer): pass
class SparseAdam(Optimizer): pass
class Adafactor(Optimizer): pass
