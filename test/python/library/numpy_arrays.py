# Small arrays of numpy, as builders of networks use them for widths and depths.
import numpy as np

depth, slope, first, factor = 17, 36.0, 24, 2.5
widths = np.arange(depth) * slope + first
exponents = np.round(np.log(widths / first) / np.log(factor))
quantised = np.round(np.divide(first * np.power(factor, exponents), 8)) * 8
stages, counts = np.unique(quantised, return_counts=True)
regnet = [[int(each) for each in stages], counts.tolist(), [int(round(float(c) / 8) * 8) for c in stages], [int(x) for x in widths[:3]], len(stages), quantised.astype(int).tolist()[:4]]
ranges = [np.arange(5).tolist(), np.arange(1, 7, 2).tolist(), np.arange(0, 1, 0.25).tolist(), np.linspace(0, 1, 5).tolist(), np.linspace(0, 0.1, 4).tolist(), np.linspace(16, 64, 3).astype(int).tolist()]
rates = [float(x) for x in np.linspace(0, 0.2, 12)]
made = [np.array([1, 2, 3]).tolist(), np.array([[1, 2], [3, 4]]).shape, np.zeros(3).tolist(), np.ones((2, 2), dtype=int).tolist(), np.full(2, 7).tolist(), np.array([1, 2.5]).tolist(), np.eye(2).tolist(), np.array(3).item(), np.zeros((2, 3)).size, np.array([1, 2]).ndim]
a = np.array([3, 1, 2])
arithmetic = [(a + 1).tolist(), (a * 2.5).tolist(), (2 ** a).tolist(), (a // 2).tolist(), (a / 2).tolist(), (a % 2).tolist(), (-a).tolist(), (a + a[::-1]).tolist(), (a[:, None] * np.array([1, 10])).tolist(), (a > 1).tolist(), (a == 2).tolist(), (1 - a).tolist(), (6 / a).tolist()]
reduced = [int(a.sum()), float(a.mean()), int(a.max()), int(np.argmax(a)), int(np.prod([2, 3, 4])), a.cumsum().tolist(), np.cumsum([1, 2, 3]).tolist(), int(np.sum([[1, 2], [3, 4]])), np.sum([[1, 2], [3, 4]], axis=1).tolist(), bool(np.any(a > 2)), bool(np.all(a > 0)), np.cumsum([0.1, 0.2, 0.3]).tolist(), float(np.mean([1, 2, 3, 4]))]
rounded = [np.ceil([1.2, 2.0]).tolist(), np.floor([1.7, -1.2]).tolist(), np.round([0.5, 1.5, 2.5]).tolist(), float(np.round(2.345, 2)), np.rint([1.4]).tolist(), int(np.ceil(7 / 2)), float(np.sqrt(16)), float(np.log2(8)), np.abs([-1, 2]).tolist(), np.clip([1, 5, 9], 2, 6).tolist(), np.sign([-2.0, 0.0, 3.0]).tolist(), np.maximum([1, 5], 3).tolist(), np.minimum(4, 3).tolist() if hasattr(np.minimum(4, 3), "tolist") else 3]
indexed = [int(a[0]), int(a[-1]), a[1:].tolist(), a[[0, 2]].tolist(), a[a > 1].tolist(), np.array([[1, 2], [3, 4]])[1].tolist(), int(np.array([[1, 2], [3, 4]])[1, 0]), np.array([[1, 2], [3, 4]])[:, 1].tolist(), [int(x) for x in a], 3 in a, np.array([[1, 2], [3, 4]]).T.tolist()]
shaped = [np.arange(6).reshape(2, 3).tolist(), np.arange(6).reshape(-1, 2).shape, np.array([[1], [2]]).flatten().tolist(), np.concatenate([[1], [2, 3]]).tolist(), np.sort([3, 1]).tolist(), np.diff([1, 4, 9]).tolist(), np.repeat([1, 2], 2).tolist(), np.tile([1, 2], 2).tolist(), np.unique([2, 1, 2]).tolist(), np.where(np.array([1, 0]) > 0, 5, 6).tolist(), np.stack([[1], [2]]).shape, np.append([1], 2).tolist(), np.argsort([3, 1, 2]).tolist()]
b = np.zeros(3, dtype=int)
b[1] = 5
b[2:] = 7
changed = b.tolist()
b += 1
changed_again = b.tolist()
