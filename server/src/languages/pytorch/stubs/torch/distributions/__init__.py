# Distributions: what matters is of which tensors they are made, and which shapes come out.
import _fovea


def _spread(*values):
    # Parameters are broadcast against each other; numbers take part in any shape.
    given = [value for value in values if value is not None]
    return given[0] if len(given) == 1 else _fovea.elementwise("other", *given)


class Distribution:
    has_rsample = True
    event_axes = 0

    def __init__(self, *parameters, **kwargs):
        self.spread = _spread(*parameters)

    def __getattr__(self, name):
        if name in ("mean", "mode", "variance", "stddev"):
            return self.spread
        raise AttributeError(name)

    @property
    def batch_shape(self): return self.spread.shape[: self.spread.ndim - self.event_axes]
    @property
    def event_shape(self): return self.spread.shape[self.spread.ndim - self.event_axes :]

    def events(self, value):
        # One number for each event.
        for _ in range(self.event_axes):
            value = _fovea.reduce("sum", value, -1, False)
        return value

    def one(self): return self.spread

    def rsample(self, sample_shape=()):
        one = self.one()
        return _fovea.expand(one, tuple(sample_shape) + tuple(one.shape)) if len(tuple(sample_shape)) > 0 else one

    def sample(self, sample_shape=()): return self.rsample(sample_shape)
    def log_prob(self, value): return self.events(_fovea.elementwise("other", value, self.spread))
    def entropy(self): return self.events(_fovea.elementwise("other", self.spread))
    def cdf(self, value): return _fovea.elementwise("other", value, self.spread)
    def icdf(self, value): return _fovea.elementwise("other", value, self.spread)
    def expand(self, batch_shape, _instance=None): return self


class _Located(Distribution):
    def __init__(self, loc, scale, validate_args=None):
        super().__init__(loc, scale)
        self.loc = loc
        self.scale = scale


class Normal(_Located): pass
class LogNormal(_Located): pass
class Laplace(_Located): pass
class Cauchy(_Located): pass
class Gumbel(_Located): pass
class LogisticNormal(_Located): pass


class StudentT(Distribution):
    def __init__(self, df, loc=0.0, scale=1.0, validate_args=None):
        super().__init__(df, loc, scale)
        self.df, self.loc, self.scale = df, loc, scale


class Beta(Distribution):
    def __init__(self, concentration1, concentration0, validate_args=None):
        super().__init__(concentration1, concentration0)
        self.concentration1, self.concentration0 = concentration1, concentration0


class Gamma(Distribution):
    def __init__(self, concentration, rate, validate_args=None):
        super().__init__(concentration, rate)
        self.concentration, self.rate = concentration, rate


class Exponential(Distribution):
    def __init__(self, rate, validate_args=None):
        super().__init__(rate)
        self.rate = rate


class Poisson(Exponential): pass


class HalfNormal(Distribution):
    def __init__(self, scale, validate_args=None):
        super().__init__(scale)
        self.scale = scale


class Uniform(Distribution):
    def __init__(self, low, high, validate_args=None):
        super().__init__(low, high)
        self.low, self.high = low, high


class Dirichlet(Distribution):
    event_axes = 1

    def __init__(self, concentration, validate_args=None):
        super().__init__(concentration)
        self.concentration = concentration


class MultivariateNormal(Distribution):
    event_axes = 1

    def __init__(self, loc, covariance_matrix=None, precision_matrix=None, scale_tril=None, validate_args=None):
        matrix = next(each for each in (covariance_matrix, precision_matrix, scale_tril) if each is not None)
        super().__init__(loc, _fovea.reduce("sum", matrix, -1, False))
        self.loc = loc


class _Choice(Distribution):
    has_rsample = False

    def __init__(self, probs=None, logits=None, validate_args=None):
        super().__init__(probs, logits)
        self.probs = self.logits = self.spread


class Bernoulli(_Choice): pass
class Geometric(_Choice): pass


class Categorical(_Choice):
    # The last axis is that of the categories.
    @property
    def batch_shape(self): return self.spread.shape[:-1]
    @property
    def event_shape(self): return ()

    def one(self): return _fovea.reduce("other", self.spread, -1, False)
    def log_prob(self, value): return _fovea.elementwise("other", value, self.one())
    def entropy(self): return self.one()


class OneHotCategorical(_Choice):
    event_axes = 1


class RelaxedOneHotCategorical(OneHotCategorical):
    def __init__(self, temperature, probs=None, logits=None, validate_args=None): super().__init__(probs, logits)


class RelaxedBernoulli(Bernoulli):
    def __init__(self, temperature, probs=None, logits=None, validate_args=None): super().__init__(probs, logits)


class Independent(Distribution):
    def __init__(self, base_distribution, reinterpreted_batch_ndims, validate_args=None):
        super().__init__(base_distribution.spread)
        self.base_dist = base_distribution
        self.event_axes = base_distribution.event_axes + reinterpreted_batch_ndims


def kl_divergence(p, q):
    together = _fovea.elementwise("other", p.spread, q.spread)
    return _fovea.reduce("sum", together, -1, False) if isinstance(p, Categorical) else p.events(together)
