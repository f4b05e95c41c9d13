// Writes old forms of Caffe's files as today's: `layers`, their types and learning rates, `input_dim`, `slice_dim`.
import type { TextEdit } from '../../contract/rewriter.js';
import { parse } from './parser/parser.js';
import { Reader } from './parser/reader.js';
import { v1Types } from './schema/net.js';
import { messageOf, scalarOf, type FieldNode, type Message } from './parser/syntax.js';
import { entryOf } from '../../text/table.js';

/** Edits of a whole file, after which it says the same; none where all its forms are today's. */
export function upgrade(text: string, uri: string): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  const { root } = parse(text);
  const replace = (start: number, end: number, by: string): void => {
    edits.push({ uri, start, end, text: by });
  };
  const remove = (field: FieldNode): void => replace(...lineOf(field, text), '');

  for (const field of root.fields) {
    const layer = messageOf(field);
    if (field.name === 'layers' && layer) {
      replace(field.start, field.nameEnd, 'layer');
      upgradeLayer(layer);
    }
    if ((field.name === 'layers' || field.name === 'layer') && layer) {
      for (const param of layer.fields) for (const each of messageOf(param)?.fields ?? []) renameAxis(each);
    }
  }
  upgradeInputs();
  return edits;

  function renameAxis({ name, start, nameEnd }: FieldNode): void {
    if (name === 'concat_dim' || name === 'slice_dim') replace(start, nameEnd, 'axis');
  }

  function upgradeLayer(layer: Message): void {
    const specs: { name?: string; lr_mult?: string; decay_mult?: string; share_mode?: string }[] = [];
    const places: FieldNode[] = [];
    const counts = new Map<string, number>();
    for (const field of layer.fields) {
      const scalar = scalarOf(field);
      if (scalar === undefined) continue;
      if (field.name === 'type') {
        const type = v1Types.get(scalar.text);
        if (type !== undefined) replace(scalar.start, scalar.end, `"${type}"`);
      }
      const key = entryOf(specKeys, field.name);
      if (key === undefined) continue;
      const index = counts.get(key) ?? 0;
      counts.set(key, index + 1);
      (specs[index] ??= {})[key] = text.slice(scalar.start, scalar.end);
      places.push(field);
    }
    places.forEach((field, index) => {
      if (index > 0) {
        if (places[index - 1]?.start !== field.start) remove(field);
        return;
      }
      const written = specs.map((spec) => {
        const fields = Object.entries(spec).map(([name, value]) => `${name}: ${value}`);
        return `param { ${fields.join(' ')} }`;
      });
      replace(field.start, endOf(field, text), written.join(`\n${marginOf(field, text)}`));
    });
  }

  /** `input` with its sizes as a layer of type Input, where the sizes are complete. */
  function upgradeInputs(): void {
    const reader = new Reader(root);
    const inputs = reader.fields('input');
    const shapes = reader.fields('input_shape');
    const dims = reader.ints('input_dim') ?? [];
    if (inputs.length === 0 || (shapes.length !== inputs.length && dims.length !== 4 * inputs.length)) return;
    inputs.forEach((field, index) => {
      const name = text.slice(field.value.start, field.value.end);
      const own = new Reader(messageOf(shapes[index])).ints('dim') ?? [];
      const sizes = shapes.length > 0 ? own : dims.slice(4 * index, 4 * index + 4);
      const shape = sizes.map((size) => `dim: ${size}`).join(' ');
      const lines = [
        'layer {',
        `  name: ${name}`,
        '  type: "Input"',
        `  top: ${name}`,
        `  input_param { shape { ${shape} } }`,
        '}',
      ];
      replace(field.start, endOf(field, text), lines.join('\n'));
    });
    const done = new Set<number>();
    for (const field of root.fields) {
      if ((field.name !== 'input_dim' && field.name !== 'input_shape') || done.has(field.start)) continue;
      done.add(field.start);
      remove(field);
    }
  }
}

/** What the repeated fields of V1 are in a ParamSpec. */
const specKeys: Readonly<Record<string, 'name' | 'lr_mult' | 'decay_mult' | undefined>> = {
  param: 'name',
  blobs_lr: 'lr_mult',
  weight_decay: 'decay_mult',
};

/** The end of a field with what separates it from the next; of a list, that of the list. */
function endOf({ nameEnd, end }: FieldNode, text: string): number {
  const list = /^\s*:?\s*\[/.test(text.slice(nameEnd, nameEnd + 40));
  const from = list ? text.indexOf(']', end - 1) + 1 || end : end;
  return from + (/^[^\S\n]*[,;]/.exec(text.slice(from))?.[0].length ?? 0);
}

function marginOf({ start }: FieldNode, text: string): string {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return /^\s*/.exec(line)?.[0] ?? '';
}

/** The field; its whole line where nothing else stands on it. */
function lineOf(field: FieldNode, text: string): [start: number, end: number] {
  const end = endOf(field, text);
  const lineStart = text.lastIndexOf('\n', field.start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  const alone =
    text.slice(lineStart, field.start).trim() === '' &&
    text.slice(end, lineEnd < 0 ? text.length : lineEnd).trim() === '';
  if (alone) return [lineStart, lineEnd < 0 ? text.length : lineEnd + 1];
  const space = /^[^\S\n]+/.exec(text.slice(end))?.[0].length ?? 0;
  return [field.start, end + space];
}
