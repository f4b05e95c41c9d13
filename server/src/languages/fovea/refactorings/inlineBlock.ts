// Writes what a block does in the place of one instance of it.
import type { FoveaFile } from '../fixes/fix.js';
import { refactoringTitles } from '../fixes/texts.js';
import type { Call, Definition, Name, Node } from '../parser/ast.js';
import { declaredIn, indentAt, indented, namesIn, nodesIn, type FoveaRefactoring } from './refactoring.js';

/**
 * Before:
 * ```fovea
 * block Unit(width, kernel = 3) {
 *   Conv(width, kernel, pad = same) -> BatchNorm -> ReLU
 * }
 *
 * net A {
 *   input x: 3 x 32 x 32
 *   Unit«»(2 * 8) -> MaxPool(2)
 * }
 * ```
 * After:
 * ```fovea
 * block Unit(width, kernel = 3) {
 *   Conv(width, kernel, pad = same) -> BatchNorm -> ReLU
 * }
 *
 * net A {
 *   input x: 3 x 32 x 32
 *   (Conv(2 * 8, 3, pad = same) -> BatchNorm -> ReLU) -> MaxPool(2)
 * }
 * ```
 */
export const inlineBlock: FoveaRefactoring = {
  name: 'inlineBlock',
  offer: (file, selection) => {
    const path = file.pathTo(selection);
    const call = path.findLast(
      (node): node is Call | Name =>
        (node.kind === 'Call' && node.callee.kind === 'Name') || node.kind === 'Name',
    );
    const whole = call?.kind === 'Name' ? (calling(path, call) ?? call) : call;
    if (!whole) return [];
    const name = whole.kind === 'Name' ? whole : (whole.callee as Name);
    if (selection.start < name.start || selection.end > name.end) return [];
    const block = file.parsed.file.items.find(
      (item): item is Definition => item.kind === 'Block' && item.name?.name === name.name,
    );
    if (!block?.body || block.alias || path.includes(block)) return [];
    const values = argumentsFor(block, whole.kind === 'Call' ? whole : undefined, file);
    if (!values) return [];
    const declared = declaredIn(block.body);
    const labels = [...nodesIn(block.body)].some(({ kind }) => kind === 'Labelled');
    const isRecursive = namesIn(block.body).has(name.name);
    const captured = [...values.values()].some((each) =>
      [...each.names].some((one) => one === 'it' || declared.has(one)),
    );
    if (labels || isRecursive || captured) return [];
    const [only, ...more] = block.body.statements;
    if (!only) return [];
    const inner = withValues(block.body, values, file);
    const isChain =
      more.length === 0 && (only.kind === 'Chain' || only.kind === 'Call' || only.kind === 'Name');
    const content = inner.slice(1, -1).trim();
    const text = isChain
      ? `(${content})`
      : indented(inner, indentAt(file.text, block.start), indentAt(file.text, whole.start));
    return [
      {
        title: refactoringTitles.inline(name.name),
        kind: 'refactor.inline',
        edits: [file.edit(whole, text)],
      },
    ];
  },
};

/** The call whose callee a name is. */
const calling = (path: readonly Node[], name: Name): Call | undefined => {
  const around = path[path.indexOf(name) - 1];
  return around?.kind === 'Call' && around.callee === name ? around : undefined;
};

interface Value {
  readonly text: string;
  readonly names: ReadonlySet<string>;
}

/** The text of each parameter's value; undefined where one is missing or stands for several. */
function argumentsFor(
  { parameters }: Definition,
  call: Call | undefined,
  file: FoveaFile,
): ReadonlyMap<string, Value> | undefined {
  const values = new Map<string, Value>();
  const given = call?.arguments ?? [];
  if (given.some(({ value }) => value.kind === 'Spread')) return undefined;
  const positional = given.filter(({ name }) => name === null);
  for (const [index, { name, default: preset }] of parameters.entries()) {
    const own = given.find((each) => each.name?.name === name?.name) ?? positional[index];
    const value = own?.value ?? preset;
    if (!name || !value) return undefined;
    const names = new Set([
      ...namesIn(value),
      ...([...nodesIn(value)].some(({ kind }) => kind === 'It') ? ['it'] : []),
    ]);
    // A default that reads other parameters has their values only in the block.
    if (!own && names.size > 0) return undefined;
    const isSimple = !['Binary', 'Unary', 'Range', 'Conditional', 'Chain'].includes(value.kind);
    values.set(name.name, { text: isSimple ? file.textOf(value) : `(${file.textOf(value)})`, names });
  }
  return values;
}

/** The text of a body with values in the place of parameters. */
function withValues(
  body: Definition['body'] & object,
  values: ReadonlyMap<string, Value>,
  file: FoveaFile,
): string {
  let text = file.textOf(body);
  const places = [...nodesIn(body)].filter(
    (node): node is Name => node.kind === 'Name' && values.has(node.name),
  );
  const alone = new Set(
    [...nodesIn(body)].flatMap((node) =>
      node.kind === 'Argument' && node.value.kind === 'Name' ? [node.value] : [],
    ),
  );
  for (const place of places.sort((a, b) => b.start - a.start)) {
    const value = values.get(place.name)!.text;
    const bare = alone.has(place) && value.startsWith('(') ? value.slice(1, -1) : value;
    text = text.slice(0, place.start - body.start) + bare + text.slice(place.end - body.start);
  }
  return text;
}
