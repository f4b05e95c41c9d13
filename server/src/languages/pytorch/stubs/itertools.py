def chain(*iterables): return iter([item for items in iterables for item in items])
chain.from_iterable = lambda iterables: iter([item for items in iterables for item in items])


def repeat(value, times=None): return iter([value] * (1000 if times is None else times))
def cycle(items): return iter(list(items) * 1000)
def count(start=0, step=1): return iter([start + step * index for index in range(10000)])
def zip_longest(*iterables, fillvalue=None):
    lists = [list(items) for items in iterables]
    length = max([len(items) for items in lists])
    return iter([tuple([items[index] if index < len(items) else fillvalue for items in lists]) for index in range(length)])


def islice(items, *bounds):
    return iter(list(items)[slice(*bounds)])


def product(*iterables, repeat=1):
    results = [()]
    for items in [list(each) for each in iterables] * repeat:
        results = [before + (item,) for before in results for item in items]
    return iter(results)


def accumulate(items, function=None, initial=None):
    results = []
    for item in items:
        before = results[-1] if len(results) > 0 else initial
        results.append(item if before is None else (before + item if function is None else function(before, item)))
    return iter(results)


def pairwise(items):
    items = list(items)
    return iter([(items[index], items[index + 1]) for index in range(len(items) - 1)])


def combinations(items, r):
    items = list(items)
    if r == 0:
        return iter([()])
    return iter([(items[index],) + rest for index in range(len(items)) for rest in combinations(items[index + 1:], r - 1)])


def starmap(function, items): return iter([function(*each) for each in items])
def groupby(items, key=None):
    groups = []
    for item in items:
        own = item if key is None else key(item)
        if len(groups) > 0 and groups[-1][0] == own:
            groups[-1][1].append(item)
        else:
            groups.append((own, [item]))
    return iter(groups)
