// What a person may write at a place of a Fovea text.
import type { Completion, Proposal } from '../../contract/completion.js';
import { measures } from '../../directives/claims.js';
import type { Body, Network } from '../../graph/graph.js';
import { isUnknown, shapeKey, type Shape } from '../../math/dim.js';
import { operatorNamed, operators } from '../../ops/registry.js';
import type { Range } from '../../text/range.js';
import type { SourceText } from '../../text/sourceText.js';
import { entryOf } from '../../text/table.js';
import { functions } from './arithmetic.js';
import { TYPE_NAMES, type Argument, type Call, type Node } from './parser/ast.js';
import { isNamePart } from './parser/characters.js';
import { joinDocs } from './describe.js';
import { members } from './evaluate.js';
import { definitionForms, factForms, statementForms } from './forms.js';
import { joinWords } from './joins.js';
import { tokenize } from './parser/lexer.js';
import { lookUp, type Module } from './modules.js';
import { parameterText, signatureOf, textOf } from './signature.js';
import { Token } from './parser/tokens.js';
import { describeValue } from './values.js';
import { declarationsOf, isDefinition, visibleAt } from './visible.js';
import { pathTo } from './parser/walk.js';

/** What the word under the cursor is replaced by: the tree has a node there, and evaluation notes its value. */
const probe = 'it';

/** A text in place of the file's, as far as it was read. */
export interface ProbedFile {
  readonly networks: readonly Network[];
  readonly bodies: readonly Body[];
  readonly module: Module;
}

/** Proposals at `offset`. `read` gives what another text in place of this one would be. */
export function completeAt(
  { uri, text }: SourceText,
  offset: number,
  read: (text: string) => ProbedFile,
): Completion | undefined {
  const replace = wordAt(text, offset);
  if (isTaken(text, replace)) return undefined;
  const probed = read(text.slice(0, replace.start) + probe + text.slice(replace.end));
  const { module } = probed;
  const path = pathTo(module.file, replace.start + 1);
  const node = path.at(-1)!;
  const spot =
    node.kind === 'Member' ? node.object : { start: replace.start, end: replace.start + probe.length };
  const inputs = valuesAt(probed, uri, spot);
  return { replace, inputs, proposals: [...proposalsAt(path, module, replace.start, inputs)] };
}

function wordAt(text: string, offset: number): Range {
  let [start, end] = [offset, offset];
  while (start > 0 && isNamePart(text, start - 1)) start--;
  while (end < text.length && isNamePart(text, end)) end++;
  return { start, end };
}

/** Whether nothing can be proposed: within texts, comments and numbers, and where a name is being declared. */
function isTaken(text: string, { start, end }: Range): boolean {
  if (/^\d/.test(text.slice(start, end))) return true;
  const { comments, kinds, starts, ends, count } = tokenize(text);
  const isIn = (from: number, to: number): boolean => from < start && start < to;
  if (comments.some((each) => isIn(each.start, each.end + (text.startsWith('//', each.start) ? 1 : 0))))
    return true;
  let before: Token | undefined;
  for (let index = 0; index < count && starts[index]! < start; index++) {
    if (kinds[index] === Token.String && isIn(starts[index]!, ends[index]!)) return true;
    before = kinds[index];
  }
  return before !== undefined && declaring.has(before);
}

const declaring: ReadonlySet<Token> = new Set([Token.Let, Token.Net, Token.Block, Token.Const, Token.For]);

/** The shapes of the tensors that evaluation met at a place, each once. */
function valuesAt({ networks, bodies }: ProbedFile, uri: string, { start, end }: Range): readonly Shape[] {
  const shapes = new Map<string, Shape>();
  const seen = new Set<Body>();
  const visit = (body: Body): void => {
    if (seen.has(body)) return;
    seen.add(body);
    for (const { span, value } of body.marks) {
      if (span.uri === uri && span.start === start && span.end === end && !isUnknown(value.shape)) {
        shapes.set(shapeKey(value.shape), value.shape);
      }
    }
    for (const node of body.nodes) if (node.kind === 'call') visit(node.body);
  };
  for (const { body } of networks) visit(body);
  bodies.forEach(visit);
  return [...shapes.values()];
}

function* proposalsAt(
  path: readonly Node[],
  module: Module,
  offset: number,
  inputs: readonly Shape[],
): Iterable<Proposal> {
  const node = path.at(-1)!;
  const parent = path.at(-2);
  if (!path.some((each) => isDefinition(each) || each.kind === 'Const')) {
    if (node.kind === 'It' || node.kind === 'File' || node.kind === 'Stray') yield* definitionForms;
    return;
  }
  if (node.kind === 'TypeName') return yield* typeNames;
  const claim = path.find(({ kind }) => kind === 'Expect' || kind === 'Bound');
  const isTarget =
    (claim?.kind === 'Expect' || claim?.kind === 'Bound') &&
    offset <= claim.target.end &&
    claim.target.end > claim.start;
  if (node.kind === 'Member') {
    if (isTarget) return yield* measureProposals;
    return yield* memberProposals(inputs);
  }
  if (isTarget || parent?.kind === 'Limit') {
    yield* measureProposals;
    return yield* visibleProposals(path, offset, ['label', 'value']);
  }
  if (node.kind === 'Argument') return yield* argumentNames(path.at(-2), node, module);
  if (node.kind !== 'It') return;
  if (parent?.kind === 'Call' && parent.callee === node) {
    // Its arguments are there already.
    for (const proposal of layerProposals(path, module, offset))
      yield { ...proposal, snippet: proposal.label };
    return;
  }
  switch (parent?.kind) {
    case 'Body':
      if (path.some(({ kind }) => kind === 'Operator')) return yield* factForms;
      if (path.some(({ kind }) => kind === 'Function')) {
        yield* statementForms.filter(({ label }) => label === 'let');
        return yield* valueProposals(path, module, offset);
      }
      yield* layerProposals(path, module, offset);
      return yield* statementForms;
    case 'Chain':
    case 'Labelled':
    case 'Let':
    case 'Output':
    case 'Paren':
    case 'Stray':
      return yield* layerProposals(path, module, offset);
    case 'Argument':
      return yield* argumentProposals(path, parent, module, offset);
    default:
      return yield* valueProposals(path, module, offset);
  }
}

const typeNames: readonly Proposal[] = TYPE_NAMES.map((label) => ({ label, kind: 'type' }));

const measureProposals: readonly Proposal[] = Object.entries(measures).map(([label, doc]) => ({
  label,
  kind: 'measure',
  doc,
}));

/** `it.channels`, with its present value. */
function memberProposals(inputs: readonly Shape[]): readonly Proposal[] {
  const [shape] = inputs;
  return Object.entries(members).map(([label, { doc, of }]) => {
    const value = shape === undefined || isUnknown(shape) ? undefined : of(shape);
    const detail = value === undefined || isUnknown(value) ? undefined : `= ${describeValue(value)}`;
    return { label, kind: 'member', doc, detail };
  });
}

function* layerProposals(path: readonly Node[], module: Module, offset: number): Iterable<Proposal> {
  yield* visibleProposals(path, offset, ['value', 'input', 'label', 'parameter']);
  yield* definitionProposals(path, module);
  for (const operator of operators) {
    yield { label: operator.name, kind: 'operator', operator };
  }
  for (const label of joinWords) {
    yield { label, kind: 'join', doc: entryOf(joinDocs, label), snippet: `${label} {\n  | $1\n  | $2\n}` };
  }
  yield { label: 'it', kind: 'value', doc: 'The current value.' };
}

/** Blocks and nets; those with parameters that have no default as calls. */
function* definitionProposals(path: readonly Node[], module: Module): Iterable<Proposal> {
  for (const [label, { declaration, module: home }] of declarationsOf(module)) {
    // A network in itself would never end; a block may have a way out.
    if (declaration.kind === 'Const' || declaration.kind === 'Function') continue;
    if (declaration.kind === 'Net' && path.includes(declaration)) continue;
    const required = declaration.parameters.flatMap(({ name, default: own }) =>
      own || !name ? [] : [name.name],
    );
    const places = required.map((name, index) => `\${${index + 1}:${name}}`);
    yield {
      label,
      kind: declaration.kind === 'Net' ? 'network' : 'block',
      detail: signatureOf(declaration, home),
      doc: declaration.doc?.text,
      snippet: required.length > 0 ? `${label}(${places.join(', ')})` : undefined,
    };
  }
}

function* visibleProposals(
  path: readonly Node[],
  offset: number,
  kinds: readonly string[],
): Iterable<Proposal> {
  for (const { name, kind } of visibleAt(path, offset)) {
    if (!kinds.includes(kind)) continue;
    yield { label: name, kind: kind === 'parameter' || kind === 'label' ? kind : 'value' };
  }
}

function* valueProposals(path: readonly Node[], module: Module, offset: number): Iterable<Proposal> {
  yield* visibleProposals(path, offset, ['parameter', 'loop', 'value', 'input', 'label']);
  for (const [label, { declaration, module: home }] of declarationsOf(module)) {
    if (declaration.kind === 'Function') {
      const detail = signatureOf(declaration, home);
      yield { label, kind: 'function', detail, doc: declaration.doc?.text, snippet: `${label}($0)` };
    }
    if (declaration.kind !== 'Const') continue;
    yield {
      label,
      kind: 'constant',
      detail: `= ${textOf(declaration.value, home)}`,
      doc: declaration.doc?.text,
    };
  }
  yield { label: 'it', kind: 'word', doc: 'The current value.' };
  for (const [label, { signature, doc }] of Object.entries(functions)) {
    yield { label, kind: 'function', detail: signature, doc, snippet: `${label}($0)` };
  }
}

/** In a call: the words and values that the parameter takes, and the names of arguments that are not given yet. */
function* argumentProposals(
  path: readonly Node[],
  argument: Argument,
  module: Module,
  offset: number,
): Iterable<Proposal> {
  const call = path.at(-3);
  if (call?.kind !== 'Call') return yield* valueProposals(path, module, offset);
  const parameters = parametersOf(call, module);
  const position = call.arguments.indexOf(argument);
  const parameter = argument.name
    ? parameters.find(({ label }) => label === argument.name?.name)
    : parameters[position];
  for (const label of parameter?.choices ?? []) yield { label, kind: 'word' };
  if (parameter?.isBlock) {
    yield* definitionProposals(path, module);
    for (const operator of operators) yield { label: operator.name, kind: 'operator', doc: operator.summary };
  }
  if (!argument.name) yield* argumentNames(call, argument, module);
  yield* valueProposals(path, module, offset);
}

function* argumentNames(call: Node | undefined, argument: Argument, module: Module): Iterable<Proposal> {
  if (call?.kind !== 'Call') return;
  const position = call.arguments.indexOf(argument);
  const given = new Set(call.arguments.filter((each) => each !== argument).map(({ name }) => name?.name));
  const isWritten = argument.name !== null;
  for (const { label, doc, detail, index } of parametersOf(call, module)) {
    if (given.has(label) || index < position) continue;
    yield { label, kind: 'argument', doc, detail, snippet: isWritten ? undefined : `${label} = $0` };
  }
}

interface CallParameter {
  readonly label: string;
  readonly index: number;
  readonly detail: string | undefined;
  readonly doc: string | undefined;
  readonly choices?: readonly string[] | undefined;
  readonly isBlock?: boolean;
}

/** What a call takes: the parameters of an operator, block or net. */
function parametersOf({ callee }: Call, module: Module): readonly CallParameter[] {
  if (callee.kind !== 'Name') return [];
  const declared = lookUp(module, callee.name);
  if (declared) {
    const { declaration, module: home } = declared;
    if (declaration.kind === 'Const') return [];
    return declaration.parameters.map((parameter, index) => ({
      label: parameter.name?.name ?? '',
      index,
      detail: parameterText(parameter, home),
      doc: parameter.doc?.text,
      isBlock: parameter.type?.name.name === 'block',
      ...(parameter.type?.name.name === 'bool' && { choices: ['true', 'false'] }),
    }));
  }
  return Object.entries(operatorNamed(callee.name)?.parameters ?? {}).map(([label, parameter], index) => ({
    label,
    index,
    detail: parameter.default ? `= ${parameter.default.text} · ${parameter.type}` : parameter.type,
    doc: parameter.doc,
    choices: parameter.choices,
  }));
}
