// Comments by which a file specifies what its format cannot express: `# fovea: input 3x227x227`, `phase TRAIN`, `stage a`.
import { assertionsOf } from '../../directives/claims.js';
import {
  readDirectives,
  type Directive,
  type InputShape,
  type OwnWords,
} from '../../directives/directive.js';
import { withIgnores, type FileDirectives } from '../../directives/ignores.js';
import type { DefinitionRange, Places } from '../../directives/places.js';
import { finding, type Assertion, type Finding } from '../../graph/graph.js';
import type { Dim } from '../../math/dim.js';
import { nearest } from '../../text/nearest.js';
import type { SourceText } from '../../text/sourceText.js';
import type { Configured } from '../../contract/language.js';
import { parse } from './parser/parser.js';
import { phaseNamed, type StateDirectives } from './state.js';
import type { Message } from './parser/syntax.js';

/** What a file's directives say of its network. */
export interface Directives extends StateDirectives {
  /** Shapes by the name of their blob; of inputs without one under {@link unnamed}. */
  readonly inputs: ReadonlyMap<string, readonly Dim[]>;
  /** Named arguments, as on the command line: `phase=TRAIN, stage=a`. */
  readonly arguments: Readonly<Record<string, string>>;
  readonly assertions: readonly Assertion[];
}

/** Words that Caffe's networks need besides the common ones. */
const own: OwnWords = {
  phase: (value) => (phaseNamed(value) === undefined ? 'A phase is TRAIN or TEST.' : undefined),
  stage: (value) => (value === '' ? 'It is written `stage NAME`.' : undefined),
};

const found = new WeakMap<SourceText, FileDirectives>();

/** All directives of a file. */
export function directivesIn(source: SourceText, parsed?: ReturnType<typeof parse>): FileDirectives {
  let known = found.get(source);
  if (!known) {
    // Asked for each finding: what is known must not be parsed again.
    const { root, comments } = parsed ?? parse(source.text);
    const read = readDirectives(source.text, comments, '#', own);
    found.set(source, (known = withIgnores(source.text, comments, read, () => placesOf(root))));
  }
  return known;
}

/** Layers and other messages are definitions; fields with a plain value stand on their lines. */
function placesOf(root: Message): Places {
  const definitions: DefinitionRange[] = [];
  const visit = ({ fields }: Message): void => {
    for (const { start, end, value } of fields) {
      if (value.kind !== 'message') continue;
      const headerEnd = value.fields[0]?.start ?? end;
      definitions.push({ start, end, header: start, headerEnd });
      visit(value);
    }
  };
  visit(root);
  return { definitions, statements: [], lines: [], codeStart: root.fields[0]?.start ?? Infinity };
}

/** The key of an input that is given by its place; that of the main one is empty. */
export const unnamed = (index: number): string => (index === 0 ? '' : `\0${index}`);

function addInputs(inputs: Map<string, readonly Dim[]>, shapes: readonly InputShape[]): void {
  let index = 0;
  for (const { name, sizes } of shapes) inputs.set(name ?? unnamed(index++), sizes);
}

/** What the network is given, wherever in the file it is said, else by the configuration; later directives go before earlier ones. */
export function networkDirectives(
  { directives }: FileDirectives,
  uri: string,
  configured?: Configured,
): Directives {
  const inputs = new Map<string, readonly Dim[]>();
  const stages: string[] = [];
  const assertions: Assertion[] = [];
  const args = new Map<string, string>();
  let phase: StateDirectives['phase'];
  for (const each of directives) {
    if (each.kind === 'input') addInputs(inputs, each.shapes);
    else if (each.kind === 'args') for (const { name, value } of each.arguments) args.set(name, value);
    else if (each.kind === 'claims') assertions.push(...assertionsOf(each.claims, uri));
    else if (each.word === 'phase') phase = phaseNamed(each.value);
    else if (each.word === 'stage') stages.push(...each.value.split(/[\s,+]+/));
  }
  if (inputs.size === 0) addInputs(inputs, configured?.input ?? []);
  return {
    inputs,
    stages,
    phase,
    assertions,
    arguments: { ...configured?.args, ...Object.fromEntries(args) },
  };
}

const argumentNames = ['phase', 'stage', 'level'];

/** Directives that the network has no use for: unknown inputs and arguments, or all if there is no network. */
export function unusedDirectives(
  { directives }: FileDirectives,
  uri: string,
  inputs: readonly string[] | undefined,
): readonly Finding[] {
  const unused = ({ word }: Directive, reason: string, at: { start: number; end: number }): Finding =>
    finding({ code: 'directive-unused', data: { word, reason } }, { uri, start: at.start, end: at.end });
  return directives.flatMap((each) => {
    if (each.kind === 'ignore') return [];
    if (inputs === undefined) return [unused(each, 'the file describes no network.', each)];
    const [named, known, what] =
      each.kind === 'input'
        ? [each.shapes, inputs, 'input']
        : each.kind === 'args'
          ? [each.arguments, argumentNames, 'argument']
          : [[], [], ''];
    return named.flatMap(({ name, start, end }) => {
      if (name === undefined || known.includes(name)) return [];
      const near = nearest(name, known);
      const reason = `there is no ${what} ${name}.${near === undefined ? '' : ` Did you mean ${near}?`}`;
      return [unused(each, reason, { start, end })];
    });
  });
}
