// One layer as it is written: its blobs, its type, and the fields that say what it does.
import type { Span } from '../../graph/graph.js';
import type { Range } from '../../text/range.js';
import { textOf } from './parser/reader.js';
import { typeNamed } from './typeNames.js';
import { innerRange, messageOf, scalarOf, type FieldNode, type Message } from './parser/syntax.js';

export interface BlobName extends Span {
  readonly name: string;
  readonly field: FieldNode;
}

export interface LayerSource extends Range {
  readonly field: FieldNode;
  readonly message: Message;
  /** In the form before 2014, `layers { type: RELU }`. */
  readonly v1: boolean;
  readonly name: string | undefined;
  readonly nameAt: Range | undefined;
  /** As it is called today; undefined where it is missing. */
  readonly type: string | undefined;
  /** As written in the text. */
  readonly writtenType: string | undefined;
  readonly typeAt: Range;
  readonly bottoms: readonly BlobName[];
  readonly tops: readonly BlobName[];
  readonly includes: readonly FieldNode[];
  readonly excludes: readonly FieldNode[];
  /** Fields that say what the layer does: `convolution_param { … }` and the like. */
  readonly params: readonly FieldNode[];
  /** `param { … }`, or names of shared blobs in V1, in the order of the learned blobs. */
  readonly specs: readonly FieldNode[];
  /** Whether its text has errors of syntax: then nothing of it is known. */
  readonly isDamaged?: boolean;
}

/** Reads `layer { … }` or `layers { … }`; undefined where the field holds no message. */
export function readLayer(field: FieldNode, text: string, uri: string): LayerSource | undefined {
  const message = messageOf(field);
  if (message === undefined) return undefined;
  const v1 = field.name === 'layers';
  let bottoms: BlobName[] = noBlobs;
  let tops: BlobName[] = noBlobs;
  let nameField: FieldNode | undefined;
  let typeField: FieldNode | undefined;
  let includes: FieldNode[] = none;
  let excludes: FieldNode[] = none;
  let params: FieldNode[] = none;
  let specs: FieldNode[] = none;
  for (const each of message.fields) {
    switch (each.name) {
      case 'bottom':
        bottoms = withBlob(bottoms, each, text, uri);
        break;
      case 'top':
        tops = withBlob(tops, each, text, uri);
        break;
      case 'name':
        nameField = each;
        break;
      case 'type':
        typeField = each;
        break;
      case 'include':
        includes = pushed(includes, each);
        break;
      case 'exclude':
        excludes = pushed(excludes, each);
        break;
      case 'param':
        specs = pushed(specs, each);
        break;
      default:
        if (each.name.endsWith('_param')) params = pushed(params, each);
    }
  }
  const name = scalarOf(nameField);
  const type = scalarOf(typeField);
  return {
    field,
    message,
    v1,
    start: field.start,
    end: field.end,
    name: textOf(name),
    nameAt: name && innerRange(name, text),
    type: type === undefined || type.kind === 'number' ? undefined : typeNamed(type.text),
    writtenType: type?.text,
    typeAt: type ? innerRange(type, text) : { start: field.start, end: field.nameEnd },
    bottoms,
    tops,
    includes,
    excludes,
    params,
    specs,
  };
}

/** Most layers have none of most fields: they share one list, which is never written. */
const none: FieldNode[] = [];

function pushed(list: FieldNode[], field: FieldNode): FieldNode[] {
  if (list === none) return [field];
  list.push(field);
  return list;
}

const noBlobs: BlobName[] = [];

function withBlob(list: BlobName[], field: FieldNode, text: string, uri: string): BlobName[] {
  const scalar = scalarOf(field);
  if (scalar?.kind !== 'string') return list;
  const { start, end } = innerRange(scalar, text);
  const blob = { name: scalar.text, field, uri, start, end };
  if (list === noBlobs) return [blob];
  list.push(blob);
  return list;
}
