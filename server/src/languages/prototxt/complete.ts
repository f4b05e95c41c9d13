// What a person may write at a place of a prototxt: fields of the message, types, words of enumerations, blobs.
import type { Completion, Proposal } from '../../contract/completion.js';
import { formatShape } from '../../math/dim.js';
import type { Range } from '../../text/range.js';
import { schemaAround } from './describe.js';
import { dataTypes, layerTypes } from './layers/registry.js';
import type { Model } from './model.js';
import { pathTo } from './parser/find.js';
import { messageOf, scalarOf, type FieldNode, type Message } from './parser/syntax.js';
import { layerParameters } from './schema/parameters.js';
import { enumTypeOf, typeText, type FieldType, type MessageType } from './schema/schema.js';
import { typeNamed } from './typeNames.js';

/** `name: value` up to the cursor: the field, the quote where one is open, and what is written of the value. */
const valueBefore = /([A-Za-z_]\w*)[ \t]*:[ \t]*(["']?)([\w./+-]*)$/;
/** The word before the cursor, where a field may begin. */
const nameBefore = /(?:^|[\s{},;])([A-Za-z_]\w*)?$/;

export function completeAt(model: Model, offset: number): Completion | undefined {
  const { text } = model;
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  if (isInComment(line)) return undefined;
  const around = pathTo(model.root, offset).filter((field) => isInside(field, offset));
  const type = schemaAround(model.schema, around);
  if (!type) return undefined;
  const value = valueBefore.exec(line);
  if (value) {
    const [, name = '', quote = '', written = ''] = value;
    const replace = wordAround(text, offset, written.length);
    const owner = messageOf(around.at(-1));
    const proposals = [...valueProposals(model, name, type, owner, quote !== '', offset)];
    return { replace, proposals, inputs: [] };
  }
  const name = nameBefore.exec(line);
  if (!name) return undefined;
  const replace = wordAround(text, offset, name[1]?.length ?? 0);
  const message = messageOf(around.at(-1)) ?? model.root;
  return { replace, proposals: [...fieldProposals(type, message, replace)], inputs: [] };
}

const isInside = (field: FieldNode, offset: number): boolean => {
  const message = messageOf(field);
  return message !== undefined && message.start < offset && offset <= message.end;
};

function isInComment(line: string): boolean {
  const outside = line.replace(/"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?/g, '');
  return outside.includes('#');
}

function wordAround(text: string, offset: number, before: number): Range {
  const after = /^[\w./-]*/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0;
  return { start: offset - before, end: offset + after };
}

const isLayer = ({ name }: MessageType): boolean => name.endsWith('LayerParameter');

/** Fields of a message that are not written yet; of a layer, first its own parameters and last those of other types. */
function* fieldProposals(type: MessageType, message: Message, at: Range): Iterable<Proposal> {
  const others = message.fields.filter(({ start }) => start !== at.start);
  const written = new Set(others.map(({ name }) => name));
  const layerType = scalarOf(others.find(({ name }) => name === 'type'))?.text;
  const own = isLayer(type) && layerType !== undefined ? ownParameters(layerType) : undefined;
  const place = (name: string): number =>
    name === own ? 0 : own !== undefined && name.endsWith('_param') ? 2 : 1;
  const fields = [...type.fields].filter(
    ([name, { repeated, deprecated }]) => deprecated === undefined && (repeated || !written.has(name)),
  );
  fields.sort(([a], [b]) => place(a) - place(b));
  for (const [label, field] of fields) yield fieldProposal(label, field);
}

/** The message of a type's own parameters: mostly its name in small letters. */
function ownParameters(type: string): string {
  const current = typeNamed(type);
  if (current === 'Deconvolution') return 'convolution_param';
  const plain = current.toLowerCase();
  return Object.keys(layerParameters).find((name) => name.replaceAll('_', '') === `${plain}param`) ?? '';
}

function fieldProposal(label: string, field: FieldType): Proposal {
  const { default: preset, doc } = field;
  const detail = preset === undefined ? typeText(field) : `= ${preset} · ${typeText(field)}`;
  const isText = field.type === 'string' || field.type === 'name';
  const layer =
    'layer {\n  name: "${1:conv1}"\n  type: "${2:Convolution}"\n  bottom: "${3:data}"\n  top: "${1:conv1}"\n  $0\n}';
  const snippet =
    label === 'layer'
      ? layer
      : typeof field.type === 'function'
        ? `${label} {\n  $0\n}`
        : isText
          ? `${label}: "$0"`
          : `${label}: $0`;
  return { label, kind: 'field', detail, doc, snippet };
}

function* valueProposals(
  model: Model,
  name: string,
  type: MessageType,
  owner: Message | undefined,
  isQuoted: boolean,
  offset: number,
): Iterable<Proposal> {
  const quoted = (label: string): Pick<Proposal, 'label' | 'snippet'> =>
    isQuoted ? { label } : { label, snippet: `"${label}"` };
  if (isLayer(type) && name === 'type') {
    for (const [label, { doc }] of [...layerTypes, ...dataTypes])
      yield { ...quoted(label), kind: 'operator', doc };
    return;
  }
  if (isLayer(type) && name === 'bottom') {
    for (const [label, detail] of blobsBefore(model, offset))
      yield { ...quoted(label), kind: 'value', detail };
    return;
  }
  if (isLayer(type) && name === 'top') {
    const texts = owner?.fields.filter((field) => field.name === 'name' || field.name === 'bottom') ?? [];
    for (const field of texts) {
      const label = scalarOf(field)?.text;
      if (label !== undefined) yield { ...quoted(label), kind: 'value' };
    }
    return;
  }
  const field = type.fields.get(name);
  for (const [label, doc] of enumTypeOf(field)?.values ?? []) yield { label, kind: 'word', doc };
  if (field?.type === 'bool') for (const label of ['true', 'false']) yield { label, kind: 'word' };
}

/** Blobs that are made before a place, with their shapes; the newest first, as that is what layers mostly read. */
function blobsBefore(
  { lowered, layers, root }: Model,
  offset: number,
): ReadonlyMap<string, string | undefined> {
  const shapes = new Map<string, string>();
  for (const { name, at, value } of lowered?.blobs ?? []) {
    if (at.start < offset && Array.isArray(value.shape)) shapes.set(name, formatShape(value.shape));
  }
  const names: string[] = [];
  for (const field of root.fields) {
    const text = field.name === 'input' ? scalarOf(field)?.text : undefined;
    if (text !== undefined) names.push(text);
  }
  for (const layer of layers) if (layer.end < offset) names.push(...layer.tops.map(({ name }) => name));
  return new Map([...new Set(names.reverse())].map((name) => [name, shapes.get(name)]));
}
