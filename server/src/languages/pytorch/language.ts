// PyTorch source as a language: networks are classes and builders of Python files, which are read and never run.
import type { Language, Lowered, Lowering } from '../../contract/language.js';
import { finish, type Steps } from '../../contract/steps.js';
import { finding, type Finding } from '../../graph/graph.js';
import { NotebookText } from '../../text/notebook.js';
import { SourceText } from '../../text/sourceText.js';
import { directivesIn, unusedDirectives } from './reading/directives.js';
import { Evaluation } from './reading/evaluation.js';
import { fixesFor } from './fixes/registry.js';
import { treeOf } from './modules/finder.js';
import { argumentWriter } from './reading/argumentWriter.js';
import { importCandidates, mentionsTorch } from './modules/imports.js';
import { Navigation } from './navigation/navigation.js';
import { NetworkReader } from './reading/reader.js';
import { packageFolders } from './modules/packages.js';
import { NotRepeated, Reuse } from './reading/reuse.js';
import { statesNoShapes } from './reading/statedShapes.js';

const nothing: Lowered = { networks: [], bodies: [], findings: [], outline: [], describe: () => undefined };

/** The side of the image to assume for a network that does not specify it, from the editor's settings. */
function imageSize(settings: unknown): number {
  const own = (settings as { pytorch?: { inputSize?: unknown } } | null | undefined)?.pytorch?.inputSize;
  return typeof own === 'number' && Number.isSafeInteger(own) && own >= 1 ? own : 224;
}

/** What a notebook's kernel holds is not known; that it may not be what the text gives is said. */
function outOfOrder(notebook: NotebookText | undefined): readonly Finding[] {
  const found = notebook?.outOfOrder;
  if (!notebook || !found) return [];
  const { cell, above } = found;
  const { uri, text } = notebook;
  const end = text.slice(cell.start, cell.end).search(/[\r\n]/);
  const place = { uri, start: cell.start, end: end < 0 ? cell.end : cell.start + end };
  const data = { cell: cell.number, above: above.number };
  return [finding({ code: 'cells-out-of-order', data }, place)];
}

function* lowerInSteps(source: SourceText, lowering: Lowering): Steps<Lowered> {
  const notebook = source instanceof NotebookText ? source : undefined;
  if (notebook?.problem) {
    const { kind: problem, start } = notebook.problem;
    const place = { uri: source.uri, start, end: Math.min(start + 7, source.text.length) };
    return { ...nothing, findings: [finding({ code: 'notebook-unreadable', data: { problem } }, place)] };
  }
  if (!mentionsTorch(source.text)) return nothing;
  try {
    return yield* readInSteps(source, lowering);
  } catch (error) {
    if (!(error instanceof NotRepeated)) throw error;
    return yield* readInSteps(source, { ...lowering, previous: { lowered: undefined } });
  }
}

function* readInSteps(
  source: SourceText,
  { resolve, load, folders = [], overrides, settings, configured, isCancelled, previous, keep }: Lowering,
): Steps<Lowered> {
  const tree = treeOf(source);
  const notebook = source instanceof NotebookText ? source : undefined;
  const texts = new Map<string, SourceText | undefined>();
  const files = {
    resolve,
    folders,
    load: (uri: string): SourceText | undefined => {
      if (uri === source.uri) return source;
      const loaded = load(uri);
      const text = loaded instanceof SourceText ? loaded : undefined;
      texts.set(uri, text);
      return text;
    },
  };
  const evaluation = new Evaluation(source, files, isCancelled);
  yield* evaluation.runInSteps();
  const isWhole = Object.keys(overrides).length === 0;
  const reuse =
    // What is stated is compared with every use of a line, those in networks that would not be read again too.
    isWhole && previous && statesNoShapes(source, tree)
      ? new Reuse(evaluation, texts, files.load, folders, previous.lowered)
      : undefined;
  const reader = new NetworkReader(evaluation, tree, overrides, imageSize(settings), configured, reuse, keep);
  const networks = yield* reader.read();
  const unused = overrides.network === undefined ? unusedDirectives(source, reader.given) : [];
  const syntax = tree.errors.map(({ message, start, end }): Finding =>
    finding(
      { code: 'python-syntax', data: { message } },
      { uri: source.uri, start, end: Math.max(end, start) },
    ),
  );
  const navigation = new Navigation(
    source.uri,
    (uri) => {
      const text = files.load(uri);
      return text && treeOf(text);
    },
    reader.structure,
    reader.classNames(),
  );
  const lowered: Lowered = {
    networks,
    templates: reader.templates,
    bodies: [],
    findings: [
      ...syntax,
      ...evaluation.findings,
      ...unused,
      ...(networks.length > 0 ? outOfOrder(notebook) : []),
    ],
    outline: [],
    internalErrors: evaluation.internalErrors,
    describe: () => undefined,
    occurrences: (offset) => navigation.occurrences(offset),
    occurrencesOf: (symbol) => navigation.occurrencesOf(symbol),
    kinds: (offset) => navigation.kinds(offset),
    holdings: reader.structure.holdings,
  };
  reuse?.keep(lowered);
  return lowered;
}

export const pytorch: Language = {
  id: 'python',
  booleans: ['False', 'True'],
  framework: 'pytorch',
  mayDeclare: (source) =>
    (source instanceof NotebookText && source.problem !== undefined) || mentionsTorch(source.text),
  directives: directivesIn,
  importFolders: packageFolders,
  imports: importCandidates,
  fixes: fixesFor,
  argumentWriter,
  write: async (network) => (await import('./write/toPytorch.js')).toPytorch(network),
  lower: (source, lowering) => finish(lowerInSteps(source, lowering)),
  lowerInSteps,
};
