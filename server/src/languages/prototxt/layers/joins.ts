// Layers that join blobs, cut them or hand them on.
import { reasons } from '../../../findings/reasons.js';
import { isUnknown, subDim, type Dim } from '../../../math/dim.js';
import { sub, type Int } from '../../../math/int.js';
import { axpy } from '../../../ops/axpy.js';
import { concat } from '../../../ops/concat.js';
import { filter, reindex, silence } from '../../../ops/examples.js';
import { identity } from '../../../ops/identity.js';
import { add, max, mul } from '../../../ops/join.js';
import { split } from '../../../ops/split.js';
import { exactly, from, type LayerType, type LayerLowering } from './layerType.js';

function concatenation(lowering: LayerLowering): void {
  lowering.use(concat);
  lowering.axis('axis', lowering.param('concat_param'), 'axis', 1, 'concat_dim');
}

const operations = { PROD: mul, SUM: add, MAX: max } as const;

function elementwise(lowering: LayerLowering): void {
  const param = lowering.param('eltwise_param');
  const operation = (param.word('operation') ?? 'SUM') as keyof typeof operations;
  lowering.use(Object.hasOwn(operations, operation) ? operations[operation] : add);
  const factors = param.fields('coeff');
  const [first] = factors;
  if (first === undefined) return;
  if (operation !== 'SUM') {
    const data = { first: 'coeff', second: `operation: ${operation}`, rule: 'only sums have coefficients' };
    lowering.report({ code: 'conflicting-fields', data }, first);
  } else if (factors.length !== lowering.inputs.length) {
    const data = {
      field: 'coeff',
      expected: `one number for each of the ${lowering.inputs.length} bottoms`,
      found: String(factors.length),
    };
    lowering.report({ code: 'field-type', data }, first);
  }
}

/** Parts by the points between them, or equal ones; Caffe cuts from `slice_point` to `slice_point`. */
function slices(lowering: LayerLowering): void {
  const param = lowering.param('slice_param');
  lowering.use(split);
  if (!lowering.axis('axis', param, 'axis', 1, 'slice_dim')) return;
  const places = param.fields('slice_point');
  if (places.length === 0) {
    lowering.give('parts', lowering.tops);
    return;
  }
  const points = param.ints('slice_point');
  if (places.length !== lowering.tops - 1) {
    const data = {
      field: 'slice_point',
      expected: `${lowering.tops - 1} points between the ${lowering.tops} tops`,
      found: String(places.length),
    };
    lowering.report({ code: 'field-type', data }, places[0]);
  }
  const sizes = points && partSizes(points, lowering);
  if (sizes?.length === lowering.tops) lowering.give('sizes', sizes, places[0]);
  else lowering.unknown(reasons.unknownParts(lowering.type));
}

function partSizes(points: readonly Int[], { inputs, given }: LayerLowering): readonly Dim[] | undefined {
  const [input] = inputs;
  if (input === undefined || isUnknown(input)) return undefined;
  const axis = given.find(({ name }) => name === 'axis')?.value;
  if (typeof axis !== 'number') return undefined;
  const whole = input.at(axis);
  if (whole === undefined) return undefined;
  const starts = [0, ...points];
  return starts.map((start, index) => {
    const end = points[index];
    return end === undefined ? subDim(whole, start) : sub(end, start);
  });
}

function priors(lowering: LayerLowering): void {
  lowering.unknown(reasons.boxesDependOnData);
}

const many = { bottoms: from(1), tops: exactly(1), sees: 'peers' } as const;

export const joinLayers: Readonly<Record<string, LayerType>> = {
  Concat: {
    doc: 'Places blobs one after the other, along the channels by default.',
    ...many,
    lower: concatenation,
  },
  Eltwise: {
    doc: 'Adds, multiplies or takes the largest of blobs of one shape.',
    bottoms: from(2),
    tops: exactly(1),
    sees: 'peers',
    lower: elementwise,
  },
  Axpy: {
    doc: 'Scales the channels of its second bottom by its first, and adds its third (SENet).',
    bottoms: exactly(3),
    tops: exactly(1),
    lower: (lowering) => lowering.use(axpy),
  },
  Slice: {
    doc: 'Cuts a blob into parts, along the channels by default.',
    bottoms: exactly(1),
    tops: from(1),
    lower: slices,
  },
  Split: {
    doc: 'Passes one blob to several readers; Caffe inserts such layers automatically.',
    bottoms: exactly(1),
    tops: from(1),
    lower: (lowering) => lowering.use(identity),
  },
  Silence: {
    doc: 'Reads blobs so that they are no outputs.',
    bottoms: from(1),
    tops: exactly(0),
    lower: (lowering) => lowering.use(silence),
  },
  Filter: {
    doc: 'Keeps the examples that its last bottom chooses.',
    bottoms: from(2),
    tops: from(1),
    lower: (lowering) => lowering.use(filter),
  },
  BatchReindex: {
    doc: 'Puts examples in another order.',
    bottoms: exactly(2),
    tops: exactly(1),
    lower: (lowering) => lowering.use(reindex),
  },
  HDF5Output: {
    doc: 'Writes its bottoms to a file.',
    bottoms: exactly(2),
    tops: exactly(0),
    lower: (lowering) => lowering.use(silence),
  },
  DetectionOutput: {
    doc: 'Chooses the boxes that are found.',
    bottoms: from(3, 5),
    tops: exactly(1),
    lower: priors,
  },
  Python: {
    doc: 'A layer written in Python.',
    bottoms: from(0),
    tops: from(0),
    lower: (lowering) => lowering.unknown(reasons.pythonLayer),
  },
  Parameter: {
    doc: 'A learned blob without inputs.',
    bottoms: exactly(0),
    tops: exactly(1),
    lower: (lowering) => lowering.unknown(reasons.learnedBlob),
  },
};

/** What an unknown type gives. */
export const unknownLayer = (reason: string, measure = false): LayerType => ({
  doc: `Not known to Fovea: ${reason}.`,
  ...(measure && { measure: true as const }),
  bottoms: from(0),
  tops: from(0),
  lower: (lowering) => lowering.unknown(reason),
});
