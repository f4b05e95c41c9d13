// The directives of a Fovea file, and those of each net and block: `// fovea: input 3x224x224`.
import { foveaProblems } from './parser/problems.js';
import { assertionsOf } from '../../directives/claims.js';
import { readDirectives, type Directive, type InputShape } from '../../directives/directive.js';
import { withIgnores, type FileDirectives } from '../../directives/ignores.js';
import { ownDirectives, type DefinitionRange, type Places } from '../../directives/places.js';
import { finding, type Assertion, type Finding } from '../../graph/graph.js';
import type { Range } from '../../text/range.js';
import type { SourceText } from '../../text/sourceText.js';
import type { Configured } from '../../contract/language.js';
import type { Definition, File, Node } from './parser/ast.js';
import { parsed } from './modules.js';
import { forEachChild } from './parser/walk.js';

/** What directives give a net. */
export interface NetDirectives {
  readonly inputs: readonly InputShape[];
  readonly arguments: Readonly<Record<string, string>>;
}

const found = new WeakMap<SourceText, FileDirectives>();

/** All directives of a file. */
export function directivesIn(source: SourceText): FileDirectives {
  let known = found.get(source);
  if (!known) {
    const { file, tokens } = parsed(source);
    const read = readDirectives(source.text, tokens.comments, '//');
    found.set(source, (known = withIgnores(source.text, tokens.comments, read, () => placesOf(file))));
  }
  return known;
}

/** Layers of a chain may stand on lines of their own: what ends one of them covers that line alone. */
function placesOf(file: File): Places {
  const definitions: DefinitionRange[] = [];
  const statements: Range[] = [];
  const visit = (node: Node): void => {
    if (node.kind === 'Net' || node.kind === 'Block') {
      const { start, end, body } = node;
      const headerEnd = body === null ? end : (body.statements[0]?.start ?? body.end);
      definitions.push({ start, end, header: start, headerEnd });
    }
    if (node.kind === 'Body') statements.push(...node.statements);
    forEachChild(node, visit);
  };
  visit(file);
  return { definitions, statements, lines: [], codeStart: file.items[0]?.start ?? Infinity };
}

/** Those of a net or block. */
function directivesOf(source: SourceText, definition: Definition): readonly Directive[] {
  const { directives } = directivesIn(source);
  return ownDirectives(source.text, parsed(source).tokens.comments, directives, definition);
}

/**
 * What directives, or else the configuration, give a net in place of its `input` lines and the defaults of its
 * parameters.
 */
export function givenTo(
  source: SourceText,
  definition: Definition,
  configured: Configured | undefined,
): NetDirectives {
  const inputs: InputShape[] = [];
  const args = new Map<string, string>();
  for (const each of directivesOf(source, definition)) {
    if (each.kind === 'input') inputs.splice(0, inputs.length, ...each.shapes);
    else if (each.kind === 'args') for (const { name, value } of each.arguments) args.set(name, value);
  }
  return {
    inputs: inputs.length > 0 ? inputs : (configured?.input ?? []),
    arguments: { ...configured?.args, ...Object.fromEntries(args) },
  };
}

/** What directives claim of a net, or of a block wherever it stands. */
export function claimsOf(source: SourceText, definition: Definition): readonly Assertion[] {
  return directivesOf(source, definition).flatMap((each) =>
    each.kind === 'claims' ? assertionsOf(each.claims, source.uri) : [],
  );
}

/**
 * The shape that a directive gives an input: that of its name, else the next of those without a name. `before` are the
 * inputs that are declared before it.
 */
export function shapeFor(
  inputs: readonly InputShape[],
  input: string,
  before: readonly string[],
): InputShape['sizes'] | undefined {
  const named = inputs.find(({ name }) => name === input);
  if (named) return named.sizes;
  const names = new Set(inputs.map(({ name }) => name));
  return inputs.filter(({ name }) => name === undefined)[before.filter((name) => !names.has(name)).length]
    ?.sizes;
}

/** Directives that apply to nothing, each with the reason. `inputs` are those of each net, by the start of its definition. */
export function unusedDirectives(
  source: SourceText,
  inputs: ReadonlyMap<number, readonly string[]>,
): readonly Finding[] {
  const definitions = parsed(source).file.items.filter(
    (item): item is Definition => item.kind === 'Net' || item.kind === 'Block',
  );
  const owners = new Map<Directive, Definition>();
  for (const each of definitions)
    for (const directive of directivesOf(source, each))
      if (!owners.has(directive)) owners.set(directive, each);
  return directivesIn(source).directives.flatMap((directive) => {
    const reason = whyUnused(directive, owners.get(directive), inputs);
    if (reason === undefined) return [];
    const { word, start, end } = directive;
    return [finding({ code: 'directive-unused', data: { word, reason } }, { uri: source.uri, start, end })];
  });
}

function whyUnused(
  directive: Directive,
  owner: Definition | undefined,
  inputs: ReadonlyMap<number, readonly string[]>,
): string | undefined {
  if (directive.kind === 'ignore') return undefined;
  if (!owner) return foveaProblems.directivePlace;
  if (directive.kind === 'claims') return undefined;
  const name = owner.name?.name ?? 'this';
  const own = inputs.get(owner.start);
  if (owner.kind === 'Block' || !own) return foveaProblems.notAnalysed(name);
  if (directive.kind !== 'input') return undefined;
  const unknown = directive.shapes.find((shape) => shape.name !== undefined && !own.includes(shape.name));
  return unknown && foveaProblems.noInput(name, unknown.name ?? '');
}
