// Which layers are there: those of the state, or of the phase or stage in which the blobs that they read are made.
import type { Problem } from '../../findings/catalogue.js';
import type { Range } from '../../text/range.js';
import type { LayerSource } from './layerSource.js';
import { isIncluded, stagesFor, type NetState } from './state.js';

export interface Choice {
  readonly layers: readonly LayerSource[];
  /** The state that they belong to. */
  readonly state: NetState;
  /** What was assumed, at the rule that it follows from. */
  readonly assumed?: { readonly problem: Problem; readonly at: Range };
}

/**
 * The layers of a state. Where no stage is set but a blob is made in certain stages only, the first of these is taken;
 * where no phase was asked for and fewer blobs are missing in the other one, that phase is.
 */
export function chooseLayers(
  all: readonly LayerSource[],
  inputs: readonly string[],
  state: NetState,
): Choice {
  const own = withStage(all, inputs, state);
  if (own.layers.length === all.length || state.phaseAsked) return own;
  const lacking = lackingIn(own.layers, inputs);
  if (lacking.length === 0) return own;
  const phase = state.phase === 'TEST' ? 'TRAIN' : 'TEST';
  const other = withStage(all, inputs, { ...state, phase });
  const [blob] = lacking.filter((name) =>
    other.layers.some(({ tops }) => tops.some((top) => top.name === name)),
  );
  if (blob === undefined || lackingIn(other.layers, inputs).length >= lacking.length) return own;
  const maker = other.layers.find(({ tops }) => tops.some((top) => top.name === blob));
  const at = maker?.includes[0] ?? maker?.excludes[0] ?? maker?.typeAt;
  if (at === undefined) return own;
  return {
    ...other,
    assumed: { problem: { code: 'phase-assumed', data: { phase, other: state.phase, blob } }, at },
  };
}

function withStage(all: readonly LayerSource[], inputs: readonly string[], state: NetState): Choice {
  const layers = all.filter((layer) => isIncluded(layer, state));
  if (layers.length === all.length || state.stages.size > 0) return { layers, state };
  for (const blob of lackingIn(layers, inputs)) {
    for (const other of all) {
      if (!other.tops.some(({ name }) => name === blob)) continue;
      const found = stagesFor(other, state);
      if (found === undefined) continue;
      const [stage = ''] = found.stages;
      const staged = { ...state, stages: new Set(found.stages) };
      return {
        layers: all.filter((each) => isIncluded(each, staged)),
        state: staged,
        assumed: { problem: { code: 'stage-assumed', data: { stage, blob } }, at: found.rule },
      };
    }
  }
  return { layers, state };
}

/** Names of blobs that are read before anything makes them, each once. */
function lackingIn(layers: readonly LayerSource[], inputs: readonly string[]): readonly string[] {
  const there = new Set(inputs);
  const lacking = new Set<string>();
  for (const { bottoms, tops } of layers) {
    for (const { name } of bottoms) if (!there.has(name)) lacking.add(name);
    for (const { name } of tops) there.add(name);
  }
  return [...lacking];
}
