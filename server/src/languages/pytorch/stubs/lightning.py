# Lightning under its later name.
from pytorch_lightning import AttributeDict, Callback, LightningDataModule, LightningModule, Trainer, seed_everything
import pytorch_lightning as pytorch


def __getattr__(name): return getattr(pytorch, name)
