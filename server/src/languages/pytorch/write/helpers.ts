// Small classes that a written file holds where PyTorch has no module for an operator.
import { recurrentHelpers } from './recurrentHelpers.js';

/** By name: the text of the class. A file that uses one holds it before all others. */
export const helperClasses: Readonly<Record<string, string>> = {
  LearnedScale: `class LearnedScale(nn.Module):
    """A learned factor, and maybe a number that is added, along some axes."""

    def __init__(self, *sizes: int, bias: bool = False) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(sizes))
        self.bias = nn.Parameter(torch.zeros(sizes)) if bias else None

    def forward(self, x: Tensor) -> Tensor:
        scaled = x * self.weight
        return scaled if self.bias is None else scaled + self.bias`,
  LearnedShift: `class LearnedShift(nn.Module):
    """A learned number that is added along some axes."""

    def __init__(self, *sizes: int) -> None:
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(sizes))

    def forward(self, x: Tensor) -> Tensor:
        return x + self.bias`,
  BiasedEmbedding: `class BiasedEmbedding(nn.Module):
    """An embedding whose vectors have a learned number added to each feature."""

    def __init__(self, count: int, features: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(count, features)
        self.bias = nn.Parameter(torch.zeros(features))

    def forward(self, x: Tensor) -> Tensor:
        return self.embedding(x) + self.bias`,
  ProjectedAttention: `class ProjectedAttention(nn.Module):
    """Multi-head attention with the biases of its projections chosen one by one."""

    def __init__(
        self, features: int, heads: int, seen: int, qkv_bias: bool = True, out_bias: bool = True
    ) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(features, features, bias=qkv_bias)
        self.key = nn.Linear(seen, features, bias=qkv_bias)
        self.value = nn.Linear(seen, features, bias=qkv_bias)
        self.out = nn.Linear(features, features, bias=out_bias)

    def forward(self, x: Tensor, seen: Tensor) -> Tensor:
        q, k, v = (
            each.reshape(each.size(0), each.size(1), self.heads, -1).transpose(1, 2)
            for each in (self.query(x), self.key(seen), self.value(seen))
        )
        weights = torch.softmax(q @ k.transpose(-2, -1) * q.size(-1) ** -0.5, dim=-1)
        return self.out((weights @ v).transpose(1, 2).flatten(2))`,
  ...recurrentHelpers,
  IndexSelection: `class IndexSelection(nn.Module):
    """The elements of an axis that indices name; the indices are loaded with the weights."""

    def __init__(self, axis: int, *sizes: int) -> None:
        super().__init__()
        self.axis = axis
        self.register_buffer('indices', torch.zeros(sizes, dtype=torch.long))

    def forward(self, x: Tensor) -> Tensor:
        chosen = torch.index_select(x, self.axis, self.indices.flatten())
        return chosen.reshape(x.shape[: self.axis] + self.indices.shape + x.shape[self.axis + 1 :])`,
  Selection: `class Selection(nn.Module):
    """Elements in a tensor of given sizes: those at the positions that are given, else by their values, the largest first."""

    def __init__(self, *sizes: int) -> None:
        super().__init__()
        self.sizes = sizes

    def forward(self, x: Tensor, positions: Tensor | None = None) -> Tensor:
        elements = x.flatten(1)
        order = elements.argsort(dim=1, descending=True) if positions is None else positions.flatten(1).long()
        places = torch.arange(torch.Size(self.sizes).numel(), device=x.device) % order.size(1)
        return elements.gather(1, order[:, places] % elements.size(1)).reshape(-1, *self.sizes)`,
  DefaultBoxes: `class DefaultBoxes(nn.Module):
    """The boxes that a detector starts from, and their variances, which are loaded with the weights."""

    def __init__(self, numbers: int) -> None:
        super().__init__()
        self.register_buffer('boxes', torch.zeros(1, 2, numbers))

    def forward(self, x: Tensor) -> Tensor:
        return self.boxes.expand(x.size(0), -1, -1)`,
  parts_of: `def parts_of(x: Tensor, regions: Tensor, scale: float) -> list:
    """The part of its example that each region covers: example, left, top, right and bottom in pixels of the image."""
    parts = []
    for region in regions:
        example = int(region[0])
        left, top, right, bottom = [round(float(each) * scale) for each in region[1:]]
        parts.append(x[example : example + 1, :, top : bottom + 1, left : right + 1])
    return parts`,
  RegionPool: `class RegionPool(nn.Module):
    """The largest values of each region, pooled to one size."""

    def __init__(self, *sizes: int, scale: float = 1.0) -> None:
        super().__init__()
        self.sizes = sizes
        self.scale = scale

    def forward(self, x: Tensor, regions: Tensor) -> Tensor:
        parts = parts_of(x, regions, self.scale)
        return torch.cat([F.adaptive_max_pool2d(part, self.sizes) for part in parts])`,
  PositionSensitiveRegionPool: `class PositionSensitiveRegionPool(nn.Module):
    """Means of the parts of each region, every part from channels of its own (R-FCN)."""

    def __init__(self, *sizes: int, scale: float = 1.0) -> None:
        super().__init__()
        self.sizes = sizes
        self.scale = scale

    def forward(self, x: Tensor, regions: Tensor) -> Tensor:
        count = self.sizes[0] * self.sizes[1]
        parts = parts_of(x, regions, self.scale)
        means = torch.cat([F.adaptive_avg_pool2d(part, self.sizes) for part in parts])
        own = means.reshape(means.size(0), -1, count, count)
        return torch.diagonal(own, dim1=2, dim2=3).reshape(means.size(0), -1, *self.sizes)`,
};

/** Helpers that others call, by their names. */
export const calledHelpers: Readonly<Record<string, string>> = {
  RegionPool: 'parts_of',
  PositionSensitiveRegionPool: 'parts_of',
};
