# Recurrent layers and their cells.
import _fovea
from ._layers import learned
from ._module import Module
from ._packed import PackedSequence, packed


class _Recurrent(Module):
    gates = 1

    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, bidirectional=False, proj_size=0, **kwargs):
        super().__init__()
        self.mode = self.__class__.__name__
        if isinstance(dropout, (int, float)) and not 0 <= dropout <= 1:
            raise ValueError("dropout should be a number in range [0, 1] representing the probability of an element being zeroed")
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.dropout = dropout
        self.batch_first = batch_first
        self.bidirectional = bidirectional
        self.proj_size = proj_size
        directions = 2 if bidirectional else 1
        rows = self.gates * hidden_size
        # A projected state is what goes on to the next step and the next layer.
        state = proj_size if proj_size > 0 else hidden_size
        for layer in range(num_layers):
            width = input_size if layer == 0 else state * directions
            for direction in range(directions):
                suffix = str(layer) + ("_reverse" if direction == 1 else "")
                setattr(self, "weight_ih_l" + suffix, learned(rows, width))
                setattr(self, "weight_hh_l" + suffix, learned(rows, state))
                if bias:
                    setattr(self, "bias_ih_l" + suffix, learned(rows))
                    setattr(self, "bias_hh_l" + suffix, learned(rows))
                if proj_size > 0:
                    setattr(self, "weight_hr_l" + suffix, learned(proj_size, hidden_size))

    def flatten_parameters(self): return None

    def reset_parameters(self):
        pass

    def forward(self, input, hx=None):
        # All steps at once: for each one a product with the input and one with the state, as many as step by step.
        is_packed = isinstance(input, PackedSequence)
        # A state to begin with has a part in all that follows.
        output = _fovea.depends(input.padded if is_packed else input, hx)
        batch_first = input.batch_first if is_packed else self.batch_first
        directions = 2 if self.bidirectional else 1
        width = self.proj_size if self.proj_size > 0 else self.hidden_size
        if not is_packed:
            _fovea.check_state(self.mode, input, hx, self.num_layers * directions, (width, self.hidden_size), batch_first)
        last = []
        cells = []
        for layer in range(self.num_layers):
            found = []
            for direction in range(directions):
                suffix = str(layer) + ("_reverse" if direction == 1 else "")
                gates = _fovea.linear(output, getattr(self, "weight_ih_l" + suffix), getattr(self, "bias_ih_l" + suffix, None))
                recurrent = _fovea.linear(gates[..., :width], getattr(self, "weight_hh_l" + suffix), getattr(self, "bias_hh_l" + suffix, None))
                cell = _fovea.elementwise("other", gates, recurrent)[..., : self.hidden_size]
                state = _fovea.linear(cell, getattr(self, "weight_hr_l" + suffix), None) if self.proj_size > 0 else cell
                found.append(state)
                last.append(state[:, -1] if batch_first else state[-1])
                cells.append(cell[:, -1] if batch_first else cell[-1])
            output = found[0] if directions == 1 else _fovea.cat(found, -1)
        hidden = _fovea.stack(last, 0)
        if is_packed:
            output = packed(output, batch_first)
        return output, ((hidden, _fovea.stack(cells, 0)) if self.gates == 4 else hidden)


RNNBase = _Recurrent


class RNN(_Recurrent):
    pass


class LSTM(_Recurrent):
    gates = 4


class GRU(_Recurrent):
    gates = 3


class _Cell(Module):
    gates = 1

    def __init__(self, input_size, hidden_size, bias=True, **kwargs):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        rows = self.gates * hidden_size
        self.weight_ih = learned(rows, input_size)
        self.weight_hh = learned(rows, hidden_size)
        if bias:
            self.bias_ih = learned(rows)
            self.bias_hh = learned(rows)
        else:
            self.register_parameter("bias_ih", None)
            self.register_parameter("bias_hh", None)

    def reset_parameters(self):
        pass

    def forward(self, input, hx=None):
        if hx is not None:
            _fovea.check_state(self.__class__.__name__, input, hx, None, (self.hidden_size, self.hidden_size), False)
        # A state that is not given is zeros, which are multiplied all the same.
        hidden = _fovea.full(tuple(input.shape[:-1]) + (self.hidden_size,), 0, "float") if hx is None else hx[0] if self.gates == 4 else hx
        gates = _fovea.linear(input, self.weight_ih, self.bias_ih)
        recurrent = _fovea.linear(hidden, self.weight_hh, self.bias_hh)
        state = _fovea.elementwise("other", gates, recurrent)[..., : self.hidden_size]
        return (state, state) if self.gates == 4 else state


RNNCellBase = _Cell


class RNNCell(_Cell):
    pass


class LSTMCell(_Cell):
    gates = 4


class GRUCell(_Cell):
    gates = 3
