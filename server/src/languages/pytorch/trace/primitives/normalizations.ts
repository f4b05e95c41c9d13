// Normalizations: over channels, groups of them, or the last axes.
import { tensorReasons } from '../../../../findings/tensorReasons.js';
import { isUnknown, symbolicDim, type Dim } from '../../../../math/dim.js';
import { agreeDims } from '../../../../math/requirements.js';
import { batchNorm, groupNorm, instanceNorm, layerNorm, rmsNorm } from '../../../../ops/normalization.js';
import type { Operator } from '../../../../ops/operator.js';
import { argumentsFrom } from '../counterparts.js';
import { named } from '../session.js';
import type { Tensor } from '../tensor.js';
import type { Primitive } from './primitive.js';
import { isGiven, reasonOf, affine, withChannels } from './layerParts.js';

/** The maps that one example has where the channels are the second axis of a tensor; undefined where the first one is hidden. */
const partsOf = ({ shape, folded, batch }: Tensor): Dim | undefined =>
  isUnknown(shape) || shape.length < 2 || (batch !== undefined && !folded) ? undefined : shape[0];

/** batch_norm(x, channels, weight, bias, track, eps, momentum) */
const batchNormalisation: Primitive = (session, x, channels, weight, bias, track, eps, momentum) => {
  const input = session.read(x);
  const declared = session.argument(channels ?? null);
  let { shape } = input;
  const parts = partsOf(input);
  if (typeof declared === 'number' && !isUnknown(shape)) {
    shape = withChannels(session, shape, parts, declared, shape.length - 1, session.layerName('BatchNorm'));
  } else if (typeof declared === 'number') shape = [declared];
  const { isAffine, operands, weights, learnsMore } = affine(session, weight, bias);
  const [output] = session.emit({
    operator: batchNorm,
    given: named({
      affine: isAffine,
      track: track === true,
      ...argumentsFrom(session, batchNorm, { eps, momentum }),
    }),
    operands: [input, ...operands],
    shapes: [shape],
    layout: () => input,
    name: 'batch_norm',
    ...(isUnknown(input.shape) && { outputs: [input.shape] }),
    weights,
    learnsMore: learnsMore ?? reasonOf(track),
    parts,
  });
  return session.wrap(output?.with({ order: input.order }) ?? input);
};

/** layer_norm(x, sizes, weight, bias, eps) and rms_norm, which has no bias */
const overFeatures =
  (operator: Operator): Primitive =>
  (session, x, sizes, weight, bias, eps) => {
    const input = session.read(x);
    const listed = session.sizes(sizes)?.map((each) => session.argument(each)) ?? [];
    let { shape } = input;
    if (!isUnknown(shape)) {
      const found = shape.slice(-listed.length);
      const differs = listed.some((size, index) => {
        const own = found[index];
        return typeof size === 'number' && own !== undefined && agreeDims(own, size) === 'unequal';
      });
      if (differs || found.length < listed.length) {
        const expected = listed.map((each) =>
          typeof each === 'number' ? each : symbolicDim('', tensorReasons.size),
        );
        session.problem({ code: 'normalized-shape-mismatch', data: { expected, found: shape } });
        shape = [...shape.slice(0, -listed.length), ...expected];
      }
    } else {
      shape = [
        symbolicDim('', shape.unknown),
        ...listed.map((each) => (typeof each === 'number' ? each : symbolicDim('', tensorReasons.size))),
      ];
    }
    const { isAffine, operands, weights, learnsMore } = affine(session, weight, bias);
    const [output] = session.emit({
      operator,
      given: named({
        axes: listed.map((_, index) => index - listed.length),
        affine: isAffine,
        ...(operator === layerNorm && isAffine && !isGiven(bias) && { bias: false }),
        ...argumentsFrom(session, operator, { eps }),
      }),
      operands: [input, ...operands],
      shapes: [shape],
      layout: () => input,
      name: operator === layerNorm ? 'layer_norm' : 'rms_norm',
      ...(isUnknown(input.shape) && { outputs: [input.shape] }),
      weights,
      learnsMore,
    });
    return session.wrap(output ?? input);
  };

/** group_norm(x, groups, weight, bias, channels, eps); groups of null normalise each channel separately */
const groupNormalisation: Primitive = (session, x, groups, weight, bias, channels, eps) => {
  const input = session.read(x);
  const declared = session.argument(channels ?? null);
  const parts = partsOf(input);
  let { shape } = input;
  if (typeof declared === 'number' && !isUnknown(shape)) {
    shape = withChannels(
      session,
      shape,
      parts,
      declared,
      shape.length - 1,
      groups === null ? 'InstanceNorm' : 'GroupNorm',
    );
  }
  const { isAffine, operands, weights, learnsMore } = affine(session, weight, bias);
  return session.one({
    operator: groups === null ? instanceNorm : groupNorm,
    given: named({
      ...(groups !== null && { groups: session.argument(groups) }),
      affine: isAffine,
      ...argumentsFrom(session, groups === null ? instanceNorm : groupNorm, { eps }),
    }),
    operands: [input, ...operands],
    shapes: [shape],
    layout: () => input,
    name: groups === null ? 'instance_norm' : 'group_norm',
    weights,
    learnsMore,
    parts,
  });
};

export const normalizationPrimitives: Readonly<Record<string, Primitive>> = {
  batch_norm: batchNormalisation,
  layer_norm: overFeatures(layerNorm),
  rms_norm: overFeatures(rmsNorm),
  group_norm: groupNormalisation,
};
