// Caffe's prototxt as the rest of the engine sees it.
import type { Language } from '../language.js';
import { checkDocument, layersOf, schemaOf } from './document.js';
import { readDirectives } from './directives.js';
import { lowerNet } from './lower.js';
import { Reader } from './reader.js';
import { parse } from './parser.js';
import { net } from './schema/net.js';
import { stateOf } from './state.js';

export const prototxt: Language = {
  id: 'prototxt',
  extensions: ['.prototxt'],
  imports: () => [],
  lower: (source, lowering) => {
    const tree = parse(source.text);
    const { root } = tree;
    const { uri, text } = source;
    const schema = schemaOf(root);
    const findings = checkDocument(tree, schema, uri);
    if (schema !== net || root.fields.length === 0) {
      return { networks: [], bodies: [], findings, outline: [], describe: () => undefined };
    }
    const directives = readDirectives(tree.directives, uri);
    const state = stateOf(new Reader(root), directives, lowering);
    const lowered = lowerNet(source, root, layersOf(root, text), state, directives, lowering);
    const { network } = lowered;
    const wanted = lowering.overrides.network ?? network.name;
    return {
      networks: network.name === wanted ? [network] : [],
      bodies: [],
      findings: [...findings, ...directives.findings],
      outline: [],
      describe: () => undefined,
    };
  },
};
