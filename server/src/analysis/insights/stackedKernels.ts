// VGG: a stack of small kernels sees as far as one large kernel, with fewer weights.
import type { Site } from '../../graph/graph.js';
import { mul, product, type Int } from '../../math/int.js';
import {
  convolutionOf,
  hasUnitStride,
  kernelText,
  onlyReader,
  squareKernel,
  type Convolution,
} from '../structure.js';
import type { UnrolledLayer, UnrolledNetwork } from '../unrolled.js';
import { byLine, noteAt, type Insight, type Note } from './insight.js';

export const stackedKernels: Insight = {
  name: 'stackedKernels',
  title: 'Stacked small kernels',
  source:
    'Simonyan and Zisserman, "Very deep convolutional networks for large-scale image recognition" (2014), section 2.3',
  lesson:
    'Three 3×3 convolutions in a row see 7×7 pixels, as one 7×7 convolution does, but take 27·C² weights instead of 49·C² ' +
    'and have three nonlinearities instead of one.',
  when:
    'Two or more convolutions in a row with one square kernel, stride 1, as many filters each, no groups and no dilation, ' +
    'and only normalisations, activations and dropout between them. A first one that widens the map belongs to the stack ' +
    'where even so the stack has fewer weights than the single kernel. A stride, another width or another kernel ends it.',
  example: `net Stack {
  input map: 64 x 56 x 56
  repeat 3 { Conv(64, 3, pad = 1) -> ReLU }
}`,
  find: (_, flat) => {
    const found = stacks(flat);
    const belongs = new Set(found.flatMap(({ layers }) => layers.map(({ layer }) => layer)));
    const groups = byLine(flat, found, ({ layers: [first] }) => first.layer, belongs);
    return groups.map(({ line, members: [first] }) => noteOf(line, first));
  },
};

interface Stack {
  readonly layers: readonly [Convolution, ...Convolution[]];
  readonly kernel: number;
}

function stacks(flat: UnrolledNetwork): readonly Stack[] {
  const found: Stack[] = [];
  const taken = new Set<UnrolledLayer>();
  for (const layer of flat.layers) {
    const first = taken.has(layer) ? undefined : stackable(layer);
    if (!first) continue;
    let run: [Convolution, ...Convolution[]] = [first];
    for (let next = follower(flat, first); next; next = follower(flat, next)) run.push(next);
    run.forEach((each) => taken.add(each.layer));
    const [, second, ...more] = run;
    if (second && first.channels !== first.filters && weightsOf(run)[0] >= weightsOf(run)[1])
      run = [second, ...more];
    if (run.length >= 2) found.push({ layers: run, kernel: squareKernel(first)! });
  }
  return found;
}

function stackable(layer: UnrolledLayer | undefined): Convolution | undefined {
  const conv = convolutionOf(layer);
  return conv && squareKernel(conv) !== undefined && hasUnitStride(conv) ? conv : undefined;
}

function follower(flat: UnrolledNetwork, before: Convolution): Convolution | undefined {
  const next = stackable(onlyReader(flat, before.layer));
  const fits = next && next.filters === before.filters && squareKernel(next) === squareKernel(before);
  return fits ? next : undefined;
}

/** Elements of the kernels of the stack, and of the single kernel with the same field. */
function kernels(run: readonly Convolution[]): readonly [Int, Int] {
  const [k = 1, ...others] = run[0]?.kernel ?? [];
  const size = run.length * (Number(k) - 1) + 1;
  return [product([k, ...others]), size ** (others.length + 1)];
}

/** Weights of the stack, and of the single kernel that replaces it. */
function weightsOf(run: readonly [Convolution, ...Convolution[]]): readonly [Int, Int] {
  const [small, large] = kernels(run);
  const [{ channels, filters }] = run;
  const pairs = Number(channels) + (run.length - 1) * Number(filters);
  return [product([small, filters, pairs]), product([large, channels, filters])];
}

function noteOf(line: Site, { layers, kernel }: Stack): Note {
  const [small, large] = kernels(layers);
  const [{ channels, filters, kernel: axes }] = layers;
  const perPair = [mul(small, layers.length), large] as const;
  const single = axes.map(() => layers.length * (kernel - 1) + 1);
  return noteAt(
    line,
    layers.map(({ layer }) => layer),
    {
      code: 'stacked-kernels',
      data: {
        count: layers.length,
        kernel: kernelText(axes),
        single: kernelText(single),
        channels,
        filters,
        perPair,
        weights: weightsOf(layers),
        square: [product([perPair[0], filters, filters]), product([large, filters, filters])],
      },
    },
    'in the same stack',
  );
}
