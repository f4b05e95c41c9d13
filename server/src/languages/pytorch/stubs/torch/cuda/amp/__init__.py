# Mixed precision changes numbers, not shapes.
from ...amp import GradScaler, autocast, custom_bwd, custom_fwd
