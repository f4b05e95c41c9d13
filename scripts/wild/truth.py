"""Writes what the packages themselves say of their networks: parameters, and multiply-accumulates on the meta device.

    python scripts/wild/truth.py timm pytorchcv transformers

Needs torch and the packages, at the versions of packages.txt, in an environment outside the project. Nothing is downloaded and no
weights are made: every network is built on PyTorch's meta device. MACs are half of what torch.utils.flop_counter counts
(convolutions and matrix products, attention included) for one example in evaluation mode; null where it does not get through.
"""

import contextlib
import datetime
import importlib
import importlib.metadata
import json
import os
import signal
import sys
import warnings

import torch
from torch.utils.flop_counter import FlopCounterMode

FIXTURES = os.path.join(os.path.dirname(__file__), "../../test/fixtures/wild")
SECONDS = 120


@contextlib.contextmanager
def limited(seconds):
    def stop(*_):
        raise TimeoutError(f"took more than {seconds} s")

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def made(build):
    """The network on the meta device, or on the CPU where its constructor computes with values."""
    try:
        with torch.device("meta"):
            return build().eval()
    except (RuntimeError, NotImplementedError, ValueError, TypeError, AttributeError):
        return build().eval()


def macs_of(net, *inputs, **keywords):
    # The counter follows modules by their gradients where there are any, which some forwards need and others do not bear.
    for gradients in (False, True):
        try:
            counter = FlopCounterMode(display=False)
            with torch.set_grad_enabled(gradients), counter:
                net(*inputs, **keywords)
            return counter.get_total_flops() // 2
        except Exception as error:  # What does not run on the meta device has no figure.
            print(f"  no MACs: {type(error).__name__}: {str(error)[:100]}", flush=True)
    return None


def params_of(net):
    return sum(each.numel() for each in net.parameters())


def file_of(name):
    return sys.modules[name].__file__.split("site-packages/", 1)[1]


def rows_of(builders):
    """Rows [name, file, params, MACs, input without the batch] of (name, build, input, module) in order."""
    rows = []
    for name, build, input_of, module in builders:
        try:
            with limited(SECONDS):
                net = made(build)
                params = params_of(net)
                shape = input_of(net)
                device = next(net.parameters(), torch.empty(0, device="meta")).device
                macs = None if shape is None else macs_of(net, torch.empty(1, *shape, device=device))
        except Exception as error:
            print(f"{name}: {type(error).__name__}: {str(error)[:200]}", flush=True)
            continue
        print(name, params, macs, flush=True)
        rows.append([name, file_of(module), params, macs, list(shape) if shape is not None else None])
    return rows


def timm_rows():
    timm = importlib.import_module("timm")

    def builders():
        for name in timm.list_models():
            entry = timm.models.model_entrypoint(name)
            yield (
                name,
                lambda name=name: timm.create_model(name, pretrained=False),
                lambda net: net.pretrained_cfg.get("input_size", (3, 224, 224)),
                entry.__module__,
            )

    return rows_of(builders())


def pytorchcv_rows():
    provider = importlib.import_module("pytorchcv.model_provider")

    def shape_of(net):
        size = getattr(net, "in_size", None)
        return None if size is None else (getattr(net, "in_channels", 3), *size)

    def builders():
        for name, build in provider._models.items():
            yield name, build, shape_of, build.__module__

    return rows_of(builders())


# The main network of each architecture; its configuration is the one of its name, with all its defaults.
TRANSFORMERS = """
Albert Bart Bert BigBird BigBirdPegasus Blenderbot Bloom Camembert Canine CodeGen ConvBert Convnext ConvNextV2 Cvt Data2VecText
Data2VecVision Deberta DebertaV2 Deit Dinov2 DistilBert DPT Electra Ernie Esm Falcon FNet Funnel Gemma Gemma2 GLPN GPT2 GPTBigCode
GPTNeo GPTNeoX GPTJ Granite Hubert IBert ImageGPT LayoutLM Led LeViT Llama Longformer Luke M2M100 Mamba Marian MBart MegatronBert
Mistral Mixtral MobileBert MobileNetV1 MobileNetV2 MobileViT MPNet MPT MT5 Nystromformer Olmo OPT Pegasus Persimmon Phi Phi3 PLBart
PoolFormer ProphetNet PvtV2 Qwen2 Qwen3 RegNet RemBert ResNet Roberta RoFormer Segformer SEW SqueezeBert StableLm Starcoder2 Swin
Swinv2 SwitchTransformers T5 TimeSformer UMT5 ViT ViTMAE ViTMSN VideoMAE Vivit Wav2Vec2 WavLM Whisper XGLM XLMRoberta XLNet Xmod Yolos
CLIP SigLIP Blip Flava GroupViT
""".split()


def transformers_rows():
    transformers = importlib.import_module("transformers")
    names = {each.lower(): each for each in dir(transformers) if each.endswith(("Model", "Config"))}

    def builders():
        for name in TRANSFORMERS:
            model, config = (names.get(f"{name}{kind}".lower()) for kind in ("Model", "Config"))
            if model is None or config is None:
                print(f"{name}: not in this release", flush=True)
                continue
            cls, make = getattr(transformers, model), getattr(transformers, config)
            yield model, lambda cls=cls, make=make: cls(make()), lambda net: None, cls.__module__, config

    rows = []
    for *builder, config in builders():
        for row in rows_of([builder]):
            rows.append([*row[:3], config])
    return rows


COLUMNS = {
    "timm": (timm_rows, ["name", "file", "params", "macs", "input"]),
    "pytorchcv": (pytorchcv_rows, ["name", "file", "params", "macs", "input"]),
    "transformers": (transformers_rows, ["name", "file", "params", "config"]),
}


def main():
    warnings.simplefilter("ignore")
    for package in sys.argv[1:]:
        make, columns = COLUMNS[package]
        rows = make()
        head = {
            "source": f"{package} {importlib.metadata.version(package)} under torch {torch.__version__.split('+')[0]},"
            " by scripts/wild/truth.py",
            "date": datetime.date.today().isoformat(),
            "columns": columns,
        }
        lines = ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
        os.makedirs(FIXTURES, exist_ok=True)
        with open(os.path.join(FIXTURES, f"{package}.json"), "w", encoding="utf-8") as file:
            file.write(f"{json.dumps(head, indent=0)[:-2]},\n\"rows\": [\n{lines}\n]\n}}\n")


if __name__ == "__main__":
    main()
