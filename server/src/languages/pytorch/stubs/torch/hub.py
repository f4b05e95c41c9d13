# Models by the names of their repositories: read from the package that the repository releases, where that is installed.
import importlib
import _fovea

# By repository, the module that its hubconf.py takes models from.
_releases = {
    "pytorch/vision": "torchvision.models",
    "rwightman/pytorch-image-models": "timm.models",
    "huggingface/pytorch-image-models": "timm.models",
    "rwightman/gen-efficientnet-pytorch": "geffnet",
}
# Where models stand apart from classifiers, as in torchvision.
_parts = ("", ".segmentation", ".detection", ".video", ".optical_flow", ".quantization")


def load(repo_or_dir, model, *args, source="github", trust_repo=None, force_reload=False, verbose=True, skip_validation=False, **kwargs):
    release = _releases.get(repo_or_dir.split(":")[0]) if source == "github" else None
    if release is None:
        return _fovea.unknown("what `torch.hub` loads from " + repo_or_dir + " is not here")
    for part in _parts if release == "torchvision.models" else ("",):
        made = getattr(importlib.import_module(release + part), model, None)
        if made is not None:
            return made(*args, **kwargs)
    return _fovea.unknown(release + " has no model " + model)


def list(github, *args, **kwargs): return _fovea.unknown("what `torch.hub` offers is not here")
def help(github, model, *args, **kwargs): return _fovea.unknown("what `torch.hub` offers is not here")
def load_state_dict_from_url(url, *args, **kwargs): return _fovea.unknown("weights are not read")
def download_url_to_file(*args, **kwargs): return None
def get_dir(): return "~/.cache/torch/hub"
def set_dir(d): return None
