# Initial values change neither shapes nor costs.


def _same(tensor, *args, **kwargs):
    return tensor


uniform_ = normal_ = constant_ = ones_ = zeros_ = eye_ = dirac_ = xavier_uniform_ = xavier_normal_ = _same
kaiming_uniform_ = kaiming_normal_ = trunc_normal_ = orthogonal_ = sparse_ = _same
kaiming_uniform = kaiming_normal = xavier_uniform = xavier_normal = normal = uniform = constant = _same


def calculate_gain(nonlinearity, param=None):
    return 1.0


def _calculate_fan_in_and_fan_out(tensor):
    return 1, 1


def _calculate_correct_fan(tensor, mode):
    return 1
