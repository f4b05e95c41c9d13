// What a text in this format is: a network, a solver, or something else; and what its schema says of it.
import { finding, type Finding } from '../../graph/graph.js';
import { checkFields } from './schema/check.js';
import { readLayer, type LayerSource } from './layerSource.js';
import { dataTypes, layerTypes } from './layers/registry.js';
import { net } from './schema/net.js';
import type { MessageType } from './schema/schema.js';
import { solver } from './schema/solver.js';
import { Reader, textOf } from './parser/reader.js';
import { scalarOf, type Message, type Tree } from './parser/syntax.js';
import { typeNamed } from './typeNames.js';

/** The schema that a file follows; undefined where it is in the format, but none that Fovea knows. */
export function schemaOf({ fields }: Message): MessageType | undefined {
  const has = (...names: readonly string[]): boolean => fields.some(({ name }) => names.includes(name));
  if (has('layer', 'layers', 'input', 'input_dim', 'input_shape')) return net;
  if (fields.some(({ name }) => solver.fields.has(name) && !net.fields.has(name))) return solver;
  return fields.every(({ name }) => net.fields.has(name)) || fields.length === 0 ? net : undefined;
}

/** Findings of syntax and schema. */
export function checkDocument(
  { root, problems }: Tree,
  schema: MessageType | undefined,
  uri: string,
): Finding[] {
  const findings = problems.map(({ message, start, end }) =>
    finding({ code: 'syntax', data: { message } }, { uri, start, end }),
  );
  const [first] = root.fields;
  const start = first ?? { start: 0, nameEnd: 0 };
  const here = { uri, start: start.start, end: start.nameEnd };
  if (schema === undefined) {
    const what = 'protobuf text of a kind that Fovea does not know';
    // What reads as protobuf only here and there is not protobuf.
    if (problems.length <= root.fields.length)
      findings.push(finding({ code: 'not-a-network', data: { what } }, here));
    return findings;
  }
  if (schema === solver)
    findings.push(
      finding(
        { code: 'not-a-network', data: { what: 'a Caffe solver, which says how a network is trained' } },
        here,
      ),
    );
  findings.push(...checkFields(root, schema, uri, tolerated));
  return findings;
}

/** A type of layer that Fovea does not know brings parameters of its own. */
function tolerated({ name }: { readonly name: string }, message: Message): boolean {
  if (!name.endsWith('_param')) return false;
  const type = message.fields.find((each) => each.name === 'type')?.value;
  if (type === undefined || type.kind === 'message' || type.kind === 'missing') return false;
  const read = typeNamed(type.text);
  return !layerTypes.has(read) && !dataTypes.has(read);
}

export function layersOf(root: Message, text: string, uri: string): readonly LayerSource[] {
  const layers: LayerSource[] = [];
  for (const field of root.fields) {
    if (field.name !== 'layer' && field.name !== 'layers') continue;
    const layer = readLayer(field, text, uri);
    if (layer) layers.push(layer);
  }
  return layers;
}

/** The name of a file's network: the file's own where it has none. */
export function networkName(root: Message, uri: string): string {
  const given = textOf(scalarOf(new Reader(root).field('name')));
  if (given !== undefined && given.trim() !== '') return given;
  const file = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(file).replace(/\.[^.]*$/, '') || 'net';
  } catch {
    return 'net';
  }
}
