// Caffe's prototxt as the rest of the engine sees it.
import type { Language, OutlineItem } from '../language.js';
import { describeAt } from './describe.js';
import { checkDocument, layersOf, schemaOf } from './document.js';
import { readDirectives } from './directives.js';
import { lowerNet } from './lower.js';
import type { Model } from './model.js';
import { occurrencesAt } from './names.js';
import { outlineOf } from './outline.js';
import { parse } from './parser.js';
import { Reader } from './reader.js';
import { net } from './schema/net.js';
import { stateOf } from './state.js';
import { upgrade } from './upgrade.js';

export const prototxt: Language = {
  id: 'prototxt',
  extensions: ['.prototxt'],
  imports: () => [],
  upgrade,
  lower: (source, lowering) => {
    const tree = parse(source.text);
    const { root } = tree;
    const { uri, text } = source;
    const schema = schemaOf(root);
    const directives = readDirectives(tree.directives, uri);
    const state = stateOf(new Reader(root), directives, lowering);
    const layers = schema === net ? layersOf(root, text) : [];
    const lowered =
      schema === net && root.fields.length > 0
        ? lowerNet(source, root, layers, state, directives, lowering)
        : undefined;
    const model: Model = { uri, text, root, schema, layers, state, lowered };
    const { network: wanted } = lowering.overrides;
    const networks =
      lowered && (wanted === undefined || lowered.network.name === wanted) ? [lowered.network] : [];
    let outline: readonly OutlineItem[] | undefined;
    return {
      networks,
      bodies: [],
      findings: [...checkDocument(tree, schema, uri), ...(lowered ? directives.findings : [])],
      get outline() {
        return (outline ??= outlineOf(model));
      },
      describe: (offset) => describeAt(model, offset),
      occurrences: (offset) => occurrencesAt(model, offset),
    };
  },
};
