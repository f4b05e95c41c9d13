// Inputs of forward beside the first that may be left out, such as those of a decoder or of an image beside a text.
import type { Dim } from '../../../math/dim.js';
import { PyFunction, type Instance, type Value } from '../interpreter/values.js';
import type { AssumedInputs } from './assumed.js';

/**
 * Shapes for the parameters of forward with the default None that are named like inputs, without the batch: those of a decoder
 * are like those of the encoder. They are for a forward that does not run on its first input alone.
 */
export function furtherInputs(
  root: Instance,
  shape: readonly Dim[],
  families: readonly AssumedInputs[],
): ReadonlyMap<string, readonly Dim[]> {
  const found = new Map<string, readonly Dim[]>();
  const forward = unwrapped(root.cls.find('forward'));
  if (!forward) return found;
  const { parameters } = forward.code;
  const first = parameters[1]?.name;
  const ofRank = (rank: number): readonly Dim[] | undefined =>
    families.flat().find((each) => each.shape.length === rank)?.shape;
  const tokens = shape.length === 1 ? shape : ofRank(1);
  const image = shape.length === 3 ? shape : ofRank(3);
  parameters.forEach(({ name, kind }, index) => {
    if (index < 2 || kind === 'rest' || kind === 'keywords' || forward.defaults[index] !== null) return;
    const own = /^(?:\w+_)?input_ids$/.test(name)
      ? tokens
      : /^(?:pixel_values|images?|pixels)$/.test(name)
        ? image
        : name === `decoder_${first}`
          ? shape
          : undefined;
    if (own) found.set(name, own);
  });
  return found;
}

/** The function that decorators stand around, by the `__wrapped__` that functools.wraps leaves. */
function unwrapped(given: Value | undefined): PyFunction | undefined {
  let fn = given;
  for (let depth = 0; depth < 20 && fn instanceof PyFunction; depth++) {
    const inner: Value | undefined = fn.attributes?.get('__wrapped__');
    if (!(inner instanceof PyFunction)) return fn;
    fn = inner;
  }
  return undefined;
}
