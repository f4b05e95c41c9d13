// Small classes that a written file holds where PyTorch has no module for an operator.

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
};
