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

/** The hints of all statements that end in a range, in the order of the text. */
export function inlayHints(analysis: Analysis, uri: string, range: Range): readonly InlayHint[] {
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
      const text = formula ?? shapeParts?.map((part) => part.text).join('') ?? shape;
      known.set(shape, {
        text,
        parts: formula === undefined ? shapeParts : undefined,
        numbers: formula && shape,
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
  /** The sizes at the hints, where the text has formulas. */
  readonly numbers: string | undefined;
}

function textOf(shown: readonly Shown[]): Pick<InlayHint, 'label' | 'parts' | 'tooltip'> {
  const shapes = shown.map(({ text }) => text);
  const [first = ''] = shapes;
  const numbers = shown[0]?.numbers;
  if (shapes.length === 1)
    return {
      label: first,
      parts: shown[0]?.parts,
      tooltip: numbers === undefined ? undefined : list([numbers]),
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
