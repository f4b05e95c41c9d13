# Learning rates have nothing to do with figures.


class LRScheduler:
    def __init__(self, optimizer=None, *args, **kwargs):
        self.optimizer = optimizer

    def step(self, *args, **kwargs): return None
    def get_last_lr(self): return [0.0]
    def get_lr(self): return [0.0]
    def state_dict(self): return {}
    def load_state_dict(self, state): return None


_LRScheduler = LRScheduler


class StepLR(LRScheduler): pass
class MultiStepLR(LRScheduler): pass
class ExponentialLR(LRScheduler): pass
class CosineAnnealingLR(LRScheduler): pass
class CosineAnnealingWarmRestarts(LRScheduler): pass
class ReduceLROnPlateau(LRScheduler): pass
class LambdaLR(LRScheduler): pass
class MultiplicativeLR(LRScheduler): pass
class ConstantLR(LRScheduler): pass
class LinearLR(LRScheduler): pass
class PolynomialLR(LRScheduler): pass
class CyclicLR(LRScheduler): pass
class OneCycleLR(LRScheduler): pass
class SequentialLR(LRScheduler): pass
class ChainedScheduler(LRScheduler): pass
