// Classes for the recurrent layers of Caffe, which PyTorch's differ from: one bias, and marks of where sequences begin.

export const recurrentHelpers: Readonly<Record<string, string>> = {
  MarkedLSTM: `class MarkedLSTM(nn.Module):
    """Caffe's LSTM: one bias, and marks for each step and sequence that are 0 where a sequence begins."""

    def __init__(self, features: int, hidden: int, fixed: int = 0) -> None:
        super().__init__()
        self.input = nn.Linear(features, 4 * hidden)
        self.fixed = nn.Linear(fixed, 4 * hidden, bias=False) if fixed > 0 else None
        self.state = nn.Linear(hidden, 4 * hidden, bias=False)

    def forward(self, x: Tensor, marks: Tensor, fixed: Tensor = None) -> Tensor:
        steps = self.input(torch.flatten(x, 2))
        if self.fixed is not None:
            steps = steps + self.fixed(torch.flatten(fixed, 2))
        state = cell = steps.new_zeros(steps.size(1), self.state.in_features)
        states = []
        for step, mark in zip(steps, marks):
            mark = mark.unsqueeze(-1)
            i, f, o, g = (step + self.state(mark * state)).chunk(4, dim=-1)
            cell = mark * torch.sigmoid(f) * cell + torch.sigmoid(i) * torch.tanh(g)
            state = torch.sigmoid(o) * torch.tanh(cell)
            states.append(state)
        return torch.stack(states).reshape(x.size(0), x.size(1), -1)`,
  MarkedRNN: `class MarkedRNN(nn.Module):
    """Caffe's RNN: its state is read by a further matrix; marks are 0 where a sequence begins."""

    def __init__(self, features: int, hidden: int, fixed: int = 0) -> None:
        super().__init__()
        self.input = nn.Linear(features, hidden)
        self.fixed = nn.Linear(fixed, hidden, bias=False) if fixed > 0 else None
        self.state = nn.Linear(hidden, hidden, bias=False)
        self.out = nn.Linear(hidden, hidden)

    def forward(self, x: Tensor, marks: Tensor, fixed: Tensor = None) -> Tensor:
        steps = self.input(torch.flatten(x, 2))
        if self.fixed is not None:
            steps = steps + self.fixed(torch.flatten(fixed, 2))
        state = steps.new_zeros(steps.size(1), self.state.in_features)
        outputs = []
        for step, mark in zip(steps, marks):
            state = torch.tanh(step + self.state(mark.unsqueeze(-1) * state))
            outputs.append(torch.tanh(self.out(state)))
        return torch.stack(outputs).reshape(x.size(0), x.size(1), -1)`,
};
