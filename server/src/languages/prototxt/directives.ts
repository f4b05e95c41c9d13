// Comments by which a file tells what its format has no words for: `# fovea: input 3x227x227`, `phase TRAIN`, `stage a`.
import { finding, type Finding } from '../../graph/graph.js';
import { directiveComments } from '../../directives/comments.js';
import { parseShapes, sizesOf } from '../../directives/shapes.js';
import type { Dim } from '../../math/dim.js';
import { phaseNamed, type Told } from './state.js';
import type { Tree } from './syntax.js';

export interface Directives extends Told {
  /** Shapes by the name of their blob; the main input's under the empty name. */
  readonly inputs: ReadonlyMap<string, readonly Dim[]>;
  readonly findings: readonly Finding[];
}

export function readDirectives(text: string, { comments }: Tree, uri: string): Directives {
  const inputs = new Map<string, readonly Dim[]>();
  const stages: string[] = [];
  const findings: Finding[] = [];
  let phase: Told['phase'];
  for (const { word, value, start, end } of directiveComments(text, comments, '#')) {
    const wrong = (expected: string): void => {
      const found = value === '' ? word : `${word} ${value}`;
      findings.push(finding({ code: 'directive-invalid', data: { found, expected } }, { uri, start, end }));
    };
    if (word === 'input') {
      const shapes = parseShapes(value);
      if ('problem' in shapes) wrong(shapes.problem);
      else
        for (const shape of shapes) {
          const sizes = sizesOf(shape);
          if ('problem' in sizes) wrong(sizes.problem);
          else inputs.set(shape.name ?? '', sizes);
        }
    } else if (word === 'phase') {
      phase = phaseNamed(value) ?? phase;
      if (phaseNamed(value) === undefined) wrong('A phase is TRAIN or TEST.');
    } else if (word === 'stage' && value !== '') stages.push(...value.split(/[\s,]+/));
    else wrong('It may tell input 3x224x224, phase TRAIN or stage NAME.');
  }
  return { inputs, stages, findings, phase };
}
