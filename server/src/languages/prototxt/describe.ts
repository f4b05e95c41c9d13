// What a hover says of fields, words and blobs, beside what it says of layers.
import type { Span } from '../../graph/graph.js';
import { formatShape } from '../../math/dim.js';
import { code, joined, rich } from '../../text/markdown.js';
import { touches } from '../../text/range.js';
import type { Described } from '../../contract/language.js';
import { pathTo } from './parser/find.js';
import { dataTypes, layerTypes } from './layers/registry.js';
import type { Model } from './model.js';
import { blobAt, nameAt, type NamePlace } from './names.js';
import { enumTypeOf, messageTypeOf, typeText, type FieldType, type MessageType } from './schema/schema.js';
import { scalarOf, type FieldNode } from './parser/syntax.js';

/** Names of layers that are listed; the rest is summed up. */
const mostNames = 8;

export function describeAt(model: Model, offset: number): Described | undefined {
  const blob = nameAt(model, offset);
  if (blob) return describeBlob(model, blob);
  const path = pathTo(model.root, offset);
  const field = path.at(-1);
  if (field === undefined) return undefined;
  const owner = schemaAround(model.schema, path.slice(0, -1));
  const known = owner?.fields.get(field.name);
  const span = (start: number, end: number): Span => ({ uri: model.uri, start, end });
  if (offset <= field.nameEnd) {
    return owner && known && describeField(field, known, owner, span(field.start, field.nameEnd));
  }
  const scalar = scalarOf(field);
  if (scalar === undefined || !touches(scalar, offset)) return undefined;
  const at = span(scalar.start, scalar.end);
  const network = model.lowered?.network;
  if (path.length === 1 && field.name === 'name' && network) {
    return { span: at, title: `name: "${network.name}"`, facts: [], declares: network.site };
  }
  if (field.name === 'type' && (owner?.name ?? '').endsWith('LayerParameter'))
    return describeType(model, offset, at);
  const meaning = enumTypeOf(known)?.values.get(scalar.text);
  if (meaning !== undefined) return { span: at, title: scalar.text, doc: meaning, facts: [] };
  return owner && known && describeField(field, known, owner, at);
}

export function schemaAround(
  root: MessageType | undefined,
  path: readonly FieldNode[],
): MessageType | undefined {
  return path.reduce<MessageType | undefined>(
    (type, { name }) => messageTypeOf(type?.fields.get(name)),
    root,
  );
}

function describeField({ name }: FieldNode, known: FieldType, owner: MessageType, span: Span): Described {
  const { doc, default: preset, deprecated } = known;
  return {
    span,
    title: preset === undefined ? name : `${name}: ${preset}`,
    doc,
    facts: [
      rich`Field of ${owner.name}: ${typeText(known)}${preset === undefined ? '' : rich`; default ${code(String(preset))}`}.`,
      ...(deprecated === undefined ? [] : [`An old form; today one writes ${deprecated}.`]),
    ],
  };
}

/** The type of a layer: what it does, and for data layers the shapes that they give. */
function describeType(model: Model, offset: number, span: Span): Described | undefined {
  const layer = model.layers.find((each) => touches(each, offset));
  const type = layer?.type;
  if (layer === undefined || type === undefined) return undefined;
  const { doc } = layerTypes.get(type) ?? dataTypes.get(type) ?? {};
  const there = model.lowered?.included.has(layer) ?? false;
  return {
    span,
    title: `type: "${type}"`,
    doc: doc ?? `Fovea knows no layer of type ${type}.`,
    facts: there
      ? dataTypes.has(type)
        ? layer.tops.map((top) => rich`${code(top.name)}: ${shapeText(model, top)}`)
        : []
      : [`This layer is not there in the phase ${model.state.phase}, which is shown.`],
  };
}

function shapeText(model: Model, place: { readonly start: number; readonly end: number }): string {
  const blob = blobAt(model, place);
  if (blob === undefined) return 'not known';
  const { shape } = blob.value;
  const assumed = model.lowered?.network.inputs.find(({ value }) => value === blob.value)?.assumed;
  const reason = 'unknown' in shape ? shape.unknown : unknownOf(shape);
  return [formatShape(shape), reason, assumed].filter(Boolean).join(' — ');
}

const unknownOf = (shape: readonly (number | bigint | { readonly unknown: string })[]): string | undefined =>
  shape.flatMap((dim) => (typeof dim === 'object' ? [dim.unknown] : []))[0];

function describeBlob(model: Model, place: NamePlace): Described {
  const { uri } = model;
  const blob = blobAt(model, place);
  const span = { uri, start: place.start, end: place.end };
  if (blob === undefined) {
    return {
      span,
      title: `blob "${place.name}"`,
      facts: [
        place.what === 'bottom'
          ? 'Nothing makes this blob here.'
          : `Its layer is not there in the phase ${model.state.phase}, which is shown.`,
      ],
    };
  }
  const readers = blob.readers.map((reader) => layerAt(model, reader.start)?.name ?? '?');
  const shown = readers.slice(0, mostNames).map(code);
  const more = readers.length - shown.length;
  return {
    span,
    title: `blob "${place.name}"`,
    facts: [
      rich`**${shapeText(model, place)}**`,
      blob.layer ? rich`Made by ${code(blob.layer.name ?? '?')}.` : 'An input of the network.',
      readers.length === 0
        ? 'Nothing reads it.'
        : rich`Read by ${joined(shown, ', ')}${more > 0 ? ` and ${more} more` : ''}.`,
    ],
    definition: { uri, start: blob.at.start, end: blob.at.end },
  };
}

const layerAt = ({ layers }: Model, offset: number) => layers.find((layer) => touches(layer, offset));
