// Output shapes at the ends of statements, those of all instances of a line together.
import type { Analysis } from '../analysis/analysis.js';
import type { ShapePart } from '../graph/graph.js';
import { formatShape } from '../math/dim.js';
import { list, type Markdown } from '../text/markdown.js';
import { touches, type Range } from '../text/range.js';
import { shapeFormulaAt } from './formulaShapes.js';
import { bodiesOf } from './sites.js';
import { hints, more } from './texts.js';

export interface InlayHint {
  readonly offset: number;
  readonly label: string;
  /** The same in parts, some of which lead to where a size was given. */
  readonly parts: readonly ShapePart[] | undefined;
  /** All shapes where there are several. */
  readonly tooltip: Markdown | undefined;
}

/** Shapes that a hint's tooltip lists. */
const mostListed = 40;
/** Characters; VS Code cuts off what is longer, at `editor.inlayHints.maximumLength`. */
const longest = 43;

/** How sizes are shown that depend on named sizes of the input. */
export const hintSizes = ['formulas', 'numbers', 'both'] as const;
export type HintSizes = (typeof hintSizes)[number];

/** The hints of all statements that end in a range, in the order of the text. */
export function inlayHints(
  analysis: Analysis,
  uri: string,
  range: Range,
  sizes: HintSizes = 'formulas',
): readonly InlayHint[] {
  const shapes = new Map<number, Map<string, Shown>>();
  for (const body of bodiesOf(analysis)) {
    for (const { span, value, of, shapeParts } of body.marks) {
      if (of !== 'statement' || span.uri !== uri || !touches(range, span.end)) continue;
      let known = shapes.get(span.end);
      if (!known) shapes.set(span.end, (known = new Map()));
      const shape = formatShape(value.shape);
      // Equal shapes may be shown with other names; the first is used.
      if (known.has(shape)) continue;
      const formula = shapeFormulaAt(analysis, span, value.shape);
      const numbers = shapeParts?.map((part) => part.text).join('') ?? shape;
      const isFormula = formula !== undefined && sizes !== 'numbers';
      known.set(shape, {
        text: !isFormula ? numbers : sizes === 'both' ? hints.both(formula, shape) : formula,
        parts: isFormula ? undefined : shapeParts,
        other: formula === undefined ? undefined : sizes === 'numbers' ? formula : shape,
      });
    }
  }
  return [...shapes]
    .sort(([a], [b]) => a - b)
    .map(([offset, found]) => ({ offset, ...textOf([...found.values()]) }));
}

interface Shown {
  readonly text: string;
  readonly parts: readonly ShapePart[] | undefined;
  /** Where there is a formula: what the text leaves out, the sizes at the hints or the formula. */
  readonly other: string | undefined;
}

function textOf(shown: readonly Shown[]): Pick<InlayHint, 'label' | 'parts' | 'tooltip'> {
  const shapes = shown.map(({ text }) => text);
  const [first = ''] = shapes;
  const other = shown[0]?.other;
  if (shapes.length === 1)
    return {
      label: first,
      parts: shown[0]?.parts,
      tooltip: other === undefined ? undefined : list([other]),
    };
  const listed = shapes.slice(0, mostListed);
  const rest = shapes.length - listed.length;
  const whole = `${first} … ${shapes.at(-1)} ${hints.shapes(shapes.length)}`;
  return {
    parts: undefined,
    label: whole.length <= longest ? whole : `${first} … ${hints.shapes(shapes.length)}`,
    tooltip: list([...listed, ...(rest > 0 ? [more.shapes(rest)] : [])]),
  };
}
