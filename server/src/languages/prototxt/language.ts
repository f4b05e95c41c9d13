// Caffe's prototxt as the rest of the engine sees it.
import type { Finding, Network } from '../../graph/graph.js';
import type { SourceText } from '../../text/sourceText.js';
import type { Language, Lowered, Lowering, Occurrences, OutlineItem } from '../../contract/language.js';
import { completeAt } from './complete.js';
import { describeAt } from './describe.js';
import { damagedLayers, withoutConsequences } from './damage.js';
import { checkDocument, layersOf, networkName, schemaOf } from './document.js';
import { directivesIn, networkDirectives, unusedDirectives } from './directives.js';
import { argumentWriter } from './argumentWriter.js';
import { format } from './format.js';
import { lowerNet } from './lower.js';
import type { Model } from './model.js';
import { occurrencesAt, renameRefusal } from './names.js';
import { outlineOf } from './outline.js';
import { parse } from './parser/parser.js';
import { foldingsOf } from './folding.js';
import { rangesAround } from './parser/find.js';
import { Reader } from './parser/reader.js';
import { net } from './schema/net.js';
import { stateOf } from './state.js';
import { upgrade } from './upgrade.js';

export const prototxt: Language = {
  id: 'prototxt',
  directives: (source) => directivesIn(source),
  imports: () => [],
  upgrade,
  argumentWriter,
  format,
  write: async (network) => (await import('./write/toPrototxt.js')).toPrototxt(network),
  complete: (source, offset, lowering) => completeAt(readFile(source, lowering).model, offset),
  rangesAround: (source, offset) => rangesAround(parse(source.text).root, offset),
  foldings: (source) => foldingsOf(parse(source.text), source.text),
  renameRefusal: (source, offset, name, lowering) =>
    renameRefusal(readFile(source, lowering).model, offset, name),
  lower: readFile,
};

function readFile(source: SourceText, lowering: Lowering): LoweredFile {
  const tree = parse(source.text);
  const { root } = tree;
  const { uri, text } = source;
  const schema = schemaOf(root);
  const written = directivesIn(source, tree);
  const directives = networkDirectives(written, uri, lowering.configured?.(networkName(root, uri)));
  const state = stateOf(new Reader(root), directives, lowering);
  const layers = schema === net ? damagedLayers(layersOf(root, text, uri), tree, text, uri) : [];
  const lowered =
    schema === net && root.fields.length > 0
      ? lowerNet(source, tree, layers, state, directives, lowering)
      : undefined;
  const { network: wanted } = lowering.overrides;
  // A directive also gives the shape of what a layer makes that Fovea does not know.
  const inputs = lowered && [...lowered.network.inputs.map(({ name }) => name), ...lowered.statedTops];
  const isWanted = lowered && (wanted === undefined || lowered.network.name === wanted);
  return new LoweredFile(
    { uri, text, root, schema, layers, state: lowered?.state ?? state, lowered },
    isWanted ? [lowered.network] : [],
    [
      ...withoutConsequences(checkDocument(tree, schema, uri), tree, layers),
      ...unusedDirectives(written, uri, inputs),
    ],
  );
}

/**
 * The outline is made when it is asked for. (A class: a getter of its own for each file would tie the file to a hidden
 * class of the JavaScript engine, which outlives quick garbage collections.)
 */
class LoweredFile implements Lowered {
  readonly bodies = [];
  #outline: readonly OutlineItem[] | undefined;

  constructor(
    readonly model: Model,
    readonly networks: readonly Network[],
    readonly findings: readonly Finding[],
  ) {}

  get outline(): readonly OutlineItem[] {
    return (this.#outline ??= outlineOf(this.model));
  }

  readonly describe = (offset: number) => describeAt(this.model, offset);
  readonly occurrences = (offset: number): Occurrences | undefined => occurrencesAt(this.model, offset);
}
