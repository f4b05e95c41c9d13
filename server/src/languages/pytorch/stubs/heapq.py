def _rise(heap, at):
    item = heap[at]
    while at > 0:
        parent = (at - 1) // 2
        if not item < heap[parent]:
            break
        heap[at] = heap[parent]
        at = parent
    heap[at] = item


def _sink(heap, at):
    start = at
    item = heap[at]
    child = 2 * at + 1
    while child < len(heap):
        if child + 1 < len(heap) and not heap[child] < heap[child + 1]:
            child += 1
        heap[at] = heap[child]
        at = child
        child = 2 * at + 1
    heap[at] = item
    while at > start:
        parent = (at - 1) // 2
        if not item < heap[parent]:
            break
        heap[at] = heap[parent]
        at = parent
    heap[at] = item


def heapify(x):
    for at in reversed(range(len(x) // 2)):
        _sink(x, at)


def heappush(heap, item):
    heap.append(item)
    _rise(heap, len(heap) - 1)


def heappop(heap):
    last = heap.pop()
    if len(heap) == 0:
        return last
    item = heap[0]
    heap[0] = last
    _sink(heap, 0)
    return item


def heappushpop(heap, item):
    heappush(heap, item)
    return heappop(heap)


def heapreplace(heap, item):
    result = heap[0]
    heap[0] = item
    _sink(heap, 0)
    return result


def nsmallest(n, iterable, key=None): return sorted(iterable, key=key)[:n]
def nlargest(n, iterable, key=None): return sorted(iterable, key=key, reverse=True)[:n]
def merge(*iterables, key=None, reverse=False): return iter(sorted([item for items in iterables for item in items], key=key, reverse=reverse))
