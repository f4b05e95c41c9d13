from _python import chained as _chained, compress, count, cycle, dropwhile, filterfalse, islice, repeat, takewhile


def chain(*iterables): return _chained(iterables)


chain.from_iterable = _chained


def starmap(function, items): return map(lambda each: function(*each), items)


def zip_longest(*iterables, fillvalue=None):
    lists = [list(items) for items in iterables]
    length = max([len(items) for items in lists], default=0)
    return iter([tuple([items[index] if index < len(items) else fillvalue for items in lists]) for index in range(length)])


def product(*iterables, repeat=1):
    results = [()]
    for items in [list(each) for each in iterables] * repeat:
        results = [before + (item,) for before in results for item in items]
    return iter(results)


def accumulate(items, func=None, *, initial=None):
    results = [] if initial is None else [initial]
    for item in items:
        if len(results) == 0:
            results.append(item)
        elif func is None:
            results.append(results[-1] + item)
        else:
            results.append(func(results[-1], item))
    return iter(results)


def pairwise(items):
    items = list(items)
    return iter([(items[index], items[index + 1]) for index in range(len(items) - 1)])


def batched(items, n):
    items = list(items)
    return iter([tuple(items[start:start + n]) for start in range(0, len(items), n)])


def _chosen(items, r, first, step):
    if r == 0:
        return [()]
    return [(items[index],) + rest for index in range(first, len(items)) for rest in _chosen(items, r - 1, index + step, step)]


def combinations(items, r): return iter(_chosen(list(items), r, 0, 1))
def combinations_with_replacement(items, r): return iter(_chosen(list(items), r, 0, 0))


def _arranged(items, r):
    if r == 0:
        return [()]
    return [(items[index],) + rest for index in range(len(items)) for rest in _arranged(items[:index] + items[index + 1:], r - 1)]


def permutations(items, r=None):
    items = list(items)
    return iter(_arranged(items, len(items) if r is None else r))


def groupby(items, key=None):
    groups = []
    for item in items:
        own = item if key is None else key(item)
        if len(groups) > 0 and groups[-1][0] == own:
            groups[-1][1].append(item)
        else:
            groups.append((own, [item]))
    return iter([(own, iter(members)) for own, members in groups])


def tee(items, n=2):
    items = list(items)
    return tuple([iter(items) for index in range(n)])
