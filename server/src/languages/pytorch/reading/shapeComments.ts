// Shapes that comments state, such as `x = self.conv(x)  # (B, 64, H, W)`, checked against what comes out.
import { formatDim, isKnown, isUnknown } from '../../../math/dim.js';
import { finding, type Finding, type Span } from '../../../graph/graph.js';
import { expressionsOf, forEachStatement } from '../interpreter/scope.js';
import type { Located, Module, Stmt } from '../parser/ast.js';
import type { Tensor } from '../trace/tensor.js';

/** A size that a text states as a number, at its place; undefined where it is a name or a formula. */
type StatedAxis = (Located & { readonly size: number }) | undefined;

export interface StatedShape extends Located {
  /** The batch included, where the text begins with it. */
  readonly axes: readonly StatedAxis[];
  /** What stands first. */
  readonly first: string;
  readonly text: string;
}

/** What precedes a shape in a comment: nothing, a name, `shape:`, or another shape and an arrow. */
const comment = /^#\s*(?:[\w.\s]{0,24}[:=]\s*|shape\s+|.*(?:->|=>|→)\s*)?[([]([^()[\]]+)[)\]]\s*$/d;
const axis = /^(?:\d+|-1|\?|\*|[A-Za-z_]\w*'?)(?:\s*(?:\/\/?|\*|\+|-)\s*\w+'?)*$/;

/** The shape that a comment states; undefined where it states none, or leaves the number of its axes open. */
function statedBy(text: string, start: number): StatedShape | undefined {
  const match = comment.exec(text);
  const list = match?.[1];
  const at = match?.indices?.[1]?.[0];
  if (list === undefined || at === undefined) return undefined;
  let offset = start + at;
  const axes: StatedAxis[] = [];
  const tokens = list.split(',');
  for (const token of tokens) {
    const own = token.trim();
    const from = offset + token.indexOf(own);
    if (!axis.test(own)) return undefined;
    axes.push(/^\d+$/.test(own) ? { size: Number(own), start: from, end: from + own.length } : undefined);
    offset += token.length + 1;
  }
  const first = tokens[0]?.trim() ?? '';
  return tokens.length < 2
    ? undefined
    : { axes, first, text: `(${list.trim()})`, start, end: start + text.length };
}

/** Names of a batch that stand for nothing else; `N` is also a number of points or tokens. */
const batches: ReadonlySet<string> = new Set(['B', 'b', 'bs', 'BS', 'batch', 'batch_size']);

interface Observed {
  readonly stated: StatedShape;
  /** What the statement gave, each time that it ran. */
  readonly tensors: Tensor[];
}

/** The comments of one file that state the shape of what their line assigns. */
export class ShapeComments {
  readonly #byStatement = new Map<string, Observed>();

  constructor(
    private readonly uri: string,
    tree: Module,
    text: string,
  ) {
    const stated = tree.comments.flatMap(({ start, end }) => statedBy(text.slice(start, end), start) ?? []);
    if (stated.length === 0) return;
    const visit = (body: readonly Stmt[]): void =>
      forEachStatement(body, (statement) => {
        if (statement.kind === 'FunctionDef' || statement.kind === 'ClassDef') visit(statement.body);
        const own = isPlain(statement) && stated.find(({ start }) => isBeside(text, statement, start));
        if (own) this.#byStatement.set(keyOf(statement), { stated: own, tensors: [] });
      });
    visit(tree.body);
  }

  get isEmpty(): boolean {
    return this.#byStatement.size === 0;
  }

  /** Notes what statements gave in a run whose input may have any size. */
  observe(assigned: readonly { readonly span: Span; readonly tensor: Tensor }[]): void {
    for (const { span, tensor } of assigned)
      if (span.uri === this.uri) this.#byStatement.get(keyOf(span))?.tensors.push(tensor);
  }

  /** Comments that are wrong for every run of their statement. */
  findings(): readonly Finding[] {
    return [...this.#byStatement.values()].flatMap(({ stated, tensors }) => {
      const wrong = conflict(stated, tensors);
      return wrong
        ? [finding({ code: 'stale-shape', data: wrong }, { uri: this.uri, ...placeOf(stated) })]
        : [];
    });
  }
}

const keyOf = ({ start, end }: Located): string => `${start}:${end}`;
const placeOf = ({ start, end }: Located): Located => ({ start, end });

/** Whether a statement gives one name one value. */
const isPlain = (statement: Stmt): boolean =>
  statement.kind === 'Assign' &&
  statement.targets.length === 1 &&
  (statement.targets[0]?.kind === 'Name' || statement.targets[0]?.kind === 'Attribute') &&
  expressionsOf(statement).every(({ kind }) => kind !== 'Tuple' && kind !== 'List');

/** Whether a comment follows a statement, which is on its line alone. */
const isBeside = (text: string, { start, end }: Located, comment: number): boolean =>
  end <= comment && text.slice(end, comment).trim() === '' && !text.slice(start, comment).includes('\n');

export interface StaleShape {
  readonly said: string;
  readonly found: string;
  /** Sizes that are to be written in the place of others. */
  readonly edits: readonly { readonly start: number; readonly end: number; readonly text: string }[];
}

/** Where a stated shape is wrong whatever the input is; undefined where it may be right, or mean something else. */
export function conflict(stated: StatedShape, tensors: readonly Tensor[]): StaleShape | undefined {
  const { axes, first, text } = stated;
  const shapes = tensors.map(({ shape, batch, folded }) =>
    isUnknown(shape) || batch !== 0 || folded ? undefined : shape,
  );
  const [one] = shapes;
  if (!one || shapes.some((each) => each?.length !== one.length)) return undefined;
  const shown = `${first} × ${one.map((each) => (isKnown(each) ? formatDim(each) : '?')).join(' × ')}`;
  const startsWithBatch = axes[0] === undefined;
  if (axes.length !== one.length + 1)
    return batches.has(first) ? { said: text, found: shown, edits: [] } : undefined;
  if (!startsWithBatch) return undefined;
  const edits: { start: number; end: number; text: string }[] = [];
  let isWrong = false;
  one.forEach((size, index) => {
    const said = axes[index + 1];
    const sizes = shapes.map((each) => each?.[index]);
    if (!said || sizes.some((each) => typeof each !== 'number' || each === said.size)) return;
    isWrong = true;
    if (sizes.every((each) => each === size))
      edits.push({ start: said.start, end: said.end, text: String(size) });
  });
  return isWrong ? { said: text, found: shown, edits } : undefined;
}
