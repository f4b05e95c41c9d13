// Comments by which a file tells what its format has no words for: `# fovea: input 3x227x227`, `phase TRAIN`, `stage a`.
import { finding, type Finding } from '../../graph/graph.js';
import type { Dim } from '../../math/dim.js';
import { phaseNamed, type Told } from './state.js';
import type { Directive } from './syntax.js';

export interface Directives extends Told {
  /** Shapes by the name of their blob; the main input's under the empty name. */
  readonly inputs: ReadonlyMap<string, readonly Dim[]>;
  readonly findings: readonly Finding[];
}

export function readDirectives(directives: readonly Directive[], uri: string): Directives {
  const inputs = new Map<string, readonly Dim[]>();
  const stages: string[] = [];
  const findings: Finding[] = [];
  let phase: Told['phase'];
  for (const { text, start, end } of directives) {
    const [word = '', ...rest] = text.split(/\s+/);
    const wrong = (expected: string): void => {
      findings.push(
        finding({ code: 'directive-invalid', data: { found: text, expected } }, { uri, start, end }),
      );
    };
    if (word === 'input') {
      const shape = readShape(rest.at(-1) ?? '');
      if (shape && rest.length <= 2) inputs.set(rest.length === 2 ? (rest[0] ?? '') : '', shape);
      else wrong('An input is told by its sizes without the batch: # fovea: input 3x224x224.');
    } else if (word === 'phase') {
      phase = phaseNamed(rest[0]) ?? phase;
      if (phaseNamed(rest[0]) === undefined || rest.length > 1) wrong('A phase is TRAIN or TEST.');
    } else if (word === 'stage' && rest.length > 0) stages.push(...rest);
    else wrong('It may tell input 3x224x224, phase TRAIN or stage NAME.');
  }
  return { inputs, stages, findings, phase };
}

/** `3x227x227`, sizes without the batch. */
export function readShape(text: unknown): readonly Dim[] | undefined {
  if (typeof text !== 'string' || !/^\d{1,9}(?:[x×]\d{1,9})*$/.test(text)) return undefined;
  const sizes = text.split(/[x×]/).map(Number);
  return sizes.every((size) => size >= 1) ? sizes : undefined;
}
