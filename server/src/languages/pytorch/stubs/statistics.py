import math
import _python


class StatisticsError(ValueError):
    pass


def _sorted(data):
    values = sorted(data)
    if len(values) == 0:
        raise StatisticsError("no data points")
    return values


def _whole(value): return int(value) if isinstance(value, float) and value.is_integer() else value


def mean(data):
    values = _sorted(data)
    total = math.fsum(values) / len(values)
    return _whole(total) if all([isinstance(each, int) for each in values]) else total


def fmean(data):
    values = _sorted(data)
    return math.fsum(values) / len(values)


def median(data):
    values = _sorted(data)
    half = len(values) // 2
    return values[half] if len(values) % 2 == 1 else (values[half - 1] + values[half]) / 2


def median_low(data):
    values = _sorted(data)
    return values[(len(values) - 1) // 2]


def median_high(data):
    values = _sorted(data)
    return values[len(values) // 2]


def mode(data):
    values = list(data)
    best = None
    for each in values:
        if best is None or values.count(each) > values.count(best):
            best = each
    return best


def pvariance(data, mu=None):
    values = _sorted(data)
    middle = math.fsum(values) / len(values) if mu is None else mu
    return _whole(math.fsum([(each - middle) ** 2 for each in values]) / len(values)) if all([isinstance(each, int) for each in values]) else math.fsum([(each - middle) ** 2 for each in values]) / len(values)


def pstdev(data, mu=None): return math.sqrt(pvariance(data, mu))
