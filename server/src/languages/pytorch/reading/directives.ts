// The directives of a Python file, and those of each class or builder: `# fovea: input 3x224x224`.
import { assertionsOf } from '../../../directives/claims.js';
import { readDirectives, type Directive, type InputShape } from '../../../directives/directive.js';
import { withIgnores, type FileDirectives } from '../../../directives/ignores.js';
import { ownDirectives, type DefinitionRange, type Places } from '../../../directives/places.js';
import { finding, type Assertion, type Finding } from '../../../graph/graph.js';
import type { Dim } from '../../../math/dim.js';
import { nearest } from '../../../text/nearest.js';
import type { Range } from '../../../text/range.js';
import type { SourceText } from '../../../text/sourceText.js';
import { treeOf } from '../modules/finder.js';
import { forEachStatement } from '../interpreter/scope.js';
import type { ClassDef, FunctionDef, Located, Module, Stmt } from '../parser/ast.js';

type Definition = ClassDef | FunctionDef;

/** What comments ask for: `# fovea: input 3x224x224`, `# fovea: args depth=50`, `# fovea: limit params <= 5M`. */
export interface Directives {
  readonly input: readonly InputShape[] | undefined;
  readonly args: Readonly<Record<string, string>> | undefined;
  readonly assertions: readonly Assertion[];
}

const found = new WeakMap<SourceText, FileDirectives>();

/** All directives of a file, in the order of the text. */
export function directivesIn(source: SourceText): FileDirectives {
  let known = found.get(source);
  if (!known) {
    const tree = treeOf(source);
    const { text } = source;
    const read = readDirectives(text, tree.comments, '#');
    found.set(source, (known = withIgnores(text, tree.comments, read, () => placesOf(tree))));
  }
  return known;
}

/** Where a definition begins with its decorators, the first of which stands behind an `@`. */
const startOf = ({ start, decorators }: Definition): number =>
  decorators[0] ? Math.min(start, decorators[0].start - 1) : start;

function placesOf({ body }: Module): Places {
  const definitions: DefinitionRange[] = [];
  const statements: Range[] = [];
  const lines: Range[] = [];
  const visit = (all: readonly Stmt[]): void =>
    forEachStatement(all, (statement) => {
      const { start, end } = statement;
      if (statement.kind === 'ClassDef' || statement.kind === 'FunctionDef') {
        const headerEnd = statement.body[0]?.start ?? end;
        definitions.push({ start: startOf(statement), end, header: start, headerEnd });
        visit(statement.body);
      } else {
        statements.push({ start, end });
        if (!('body' in statement) && statement.kind !== 'Match') lines.push({ start, end });
      }
    });
  visit(body);
  // Directives below the documentation of a module still stand at its top.
  const [first, second] = body;
  const documented = first?.kind === 'Expr' && first.value.kind === 'Constant';
  const code = documented ? second : first;
  const codeStart = code && 'decorators' in code ? startOf(code) : (code?.start ?? Infinity);
  return { definitions, statements, lines, codeStart };
}

/** Those of a definition: right above it or its decorators, within it, or at the end of its last line. */
export function directivesOf(source: SourceText, definition: Located): readonly Directive[] {
  const { directives } = directivesIn(source);
  if (directives.length === 0) return directives;
  const { comments, body } = treeOf(source);
  const own = body.find((each) => each.start <= definition.start && definition.start < each.end);
  const start = Math.min(definition.start, own && 'decorators' in own ? startOf(own) : Infinity);
  return ownDirectives(source.text, comments, directives, { start, end: definition.end });
}

/** What a definition is given by its directives; the last of each kind counts. */
export function directivesFor(source: SourceText, definition: Located): Directives {
  let input: Directives['input'];
  let args: Directives['args'];
  const assertions: Assertion[] = [];
  for (const each of directivesOf(source, definition)) {
    if (each.kind === 'input') input = each.shapes;
    else if (each.kind === 'args')
      args = Object.fromEntries(each.arguments.map(({ name, value }) => [name, value]));
    else if (each.kind === 'claims') assertions.push(...assertionsOf(each.claims, source.uri));
  }
  return { input, args, assertions };
}

/**
 * The shapes of inputs in the order of their parameters: those with names where these are, the others in the places that
 * are left. Undefined where the first input would have none.
 */
export function inOrder(
  inputs: readonly InputShape[],
  parameters: readonly string[],
): readonly (readonly Dim[])[] | undefined {
  const shapes: (readonly Dim[] | undefined)[] = [];
  for (const { name, sizes } of inputs) {
    const index = name === undefined ? -1 : parameters.indexOf(name);
    if (index >= 0) shapes[index] = sizes;
  }
  for (const { name, sizes } of inputs) {
    if (name !== undefined) continue;
    const free = Array.from(shapes).indexOf(undefined);
    shapes[free < 0 ? shapes.length : free] = sizes;
  }
  const gap = Array.from(shapes).indexOf(undefined);
  const known = shapes.slice(0, gap < 0 ? undefined : gap).filter((shape) => shape !== undefined);
  return known.length > 0 ? known : undefined;
}

/** Arguments that directives give to a definition which takes none of that name; `accepted` is undefined where it takes any. */
export function unknownArguments(
  source: SourceText,
  definition: Located,
  accepted: ReadonlySet<string> | undefined,
): readonly Finding[] {
  if (accepted === undefined) return [];
  return directivesOf(source, definition).flatMap((each) =>
    each.kind !== 'args'
      ? []
      : each.arguments
          .filter(({ name }) => !accepted.has(name))
          .map((argument) => unknownName(source.uri, argument, 'parameter', accepted)),
  );
}

/** Inputs that directives name and `forward` does not have. */
export function unknownInputs(
  source: SourceText,
  definition: Located,
  parameters: readonly string[],
): readonly Finding[] {
  if (parameters.length === 0) return [];
  return directivesOf(source, definition).flatMap((each) =>
    each.kind !== 'input'
      ? []
      : each.shapes.flatMap(({ name, start, end }) =>
          name === undefined || parameters.includes(name)
            ? []
            : [unknownName(source.uri, { name, start, end }, 'input', parameters)],
        ),
  );
}

function unknownName(
  uri: string,
  { name, start, end }: Range & { readonly name: string },
  what: string,
  known: Iterable<string>,
): Finding {
  const near = nearest(name, known);
  const reason = `there is no ${what} ${name}.${near === undefined ? '' : ` Did you mean ${near}?`}`;
  const word = what === 'input' ? 'input' : 'args';
  return finding({ code: 'directive-unused', data: { word, reason } }, { uri, start, end });
}

/** Directives that no network is given, each with the reason. `read` are the definitions that networks were made of. */
export function unusedDirectives(source: SourceText, read: readonly Located[]): readonly Finding[] {
  const used = new Set(read.flatMap((definition) => directivesOf(source, definition)));
  const { body } = treeOf(source);
  const definitions = body.filter((each) => each.kind === 'ClassDef' || each.kind === 'FunctionDef');
  return directivesIn(source).directives.flatMap((directive) => {
    if (directive.kind === 'ignore' || used.has(directive)) return [];
    const { word, start, end } = directive;
    const owner = definitions.find((each) => directivesOf(source, each).includes(directive));
    const reason = owner
      ? `no network is read from ${owner.name}.`
      : 'it stands above no class or function at the top level of the file. Write it right above one.';
    return [finding({ code: 'directive-unused', data: { word, reason } }, { uri: source.uri, start, end })];
  });
}
