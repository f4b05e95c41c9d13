# Functions with a gradient of their own: only what they do forwards matters.


class _Context:
    needs_input_grad = (False,)

    def save_for_backward(self, *tensors): self.saved_tensors = tensors
    def save_for_forward(self, *tensors): return None
    def mark_dirty(self, *tensors): return None
    def mark_non_differentiable(self, *tensors): return None
    def set_materialize_grads(self, value): return None


class Function:
    @classmethod
    def apply(cls, *args):
        # A function that sets its context up apart takes none forwards.
        if hasattr(cls, "setup_context"):
            return cls.forward(*args)
        return cls.forward(_Context(), *args)


def Variable(data, requires_grad=False, volatile=False): return data
