# Quantisation: what is prepared or trained for it computes what it computed before; what is converted is not modelled.
import _fovea
from ..nn import Identity, Module, Sequential
from ..nn.utils.fusion import _fused


class QuantStub(Module):
    def __init__(self, qconfig=None):
        super().__init__()

    def forward(self, x):
        return x


class DeQuantStub(QuantStub):
    pass


class QuantWrapper(Module):
    def __init__(self, module):
        super().__init__()
        self.quant = QuantStub()
        self.dequant = DeQuantStub()
        self.add_module("module", module)

    def forward(self, X):
        return self.dequant(self.module(self.quant(X)))


def prepare(model, inplace=False, *args, **kwargs): return model
prepare_qat = prepare
def fuse_modules_qat(model, modules_to_fuse, inplace=False, *args, **kwargs): return model
def get_default_qconfig(backend="x86", version=0): return "qconfig"
get_default_qat_qconfig = get_default_qconfig


def fuse_modules(model, modules_to_fuse, inplace=False, *args, **kwargs):
    # The normalisation behind a layer becomes part of it, in eval mode; an activation behind both runs in their place.
    groups = modules_to_fuse if isinstance(modules_to_fuse[0], (tuple, list)) else [modules_to_fuse]
    for names in groups:
        layers = [model.get_submodule(name) for name in names]
        merged = layers[0]
        rest = layers[1:]
        if len(rest) > 0 and "BatchNorm" in rest[0].__class__.__name__:
            width = merged.out_features if hasattr(merged, "out_features") else merged.out_channels
            merged = _fused(merged, width)
            rest = rest[1:]
        made = [merged if len(rest) == 0 else Sequential(merged, *rest)] + [Identity() for _ in names[1:]]
        for name, each in zip(names, made):
            model.set_submodule(name, each)
    return model


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return _fovea.not_modelled("torch.ao.quantization." + name)
