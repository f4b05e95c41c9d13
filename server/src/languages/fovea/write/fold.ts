// Folds what is written several times: equal structure becomes a block with parameters, equal neighbours a repeat.
import {
  layersIn,
  sizeOf,
  type WrittenBlock,
  type WrittenItem,
  type WrittenLayer,
  type ArgumentText,
} from './items.js';

/** Items in a row that a block may have, and parameters. */
const longest = 12;
const mostParameters = 8;
/** Layers that a block must save. */
const leastSaved = 4;
const mostBlocks = 20;

/** Folds a network's statements in place; gives the blocks that were made. */
export function fold(items: WrittenItem[], nameOf: (wanted: string) => string): readonly WrittenBlock[] {
  const blocks: WrittenBlock[] = [];
  while (blocks.length < mostBlocks) {
    const sequences = [items, ...blocks.map((block) => block.items)].flatMap(sequencesIn);
    const best = bestRun(sequences);
    if (!best) break;
    blocks.push(replace(best, nameOf));
    // Within a branch there are no statements, and so no loops.
    for (const sequence of [items, ...blocks.map((block) => block.items)]) repeat(sequence);
  }
  for (const sequence of [items, ...blocks.map((block) => block.items)]) repeat(sequence);
  return blocks;
}

/** A list of items and the lists in its joins. */
function sequencesIn(items: WrittenItem[]): WrittenItem[][] {
  return [
    items,
    ...items.flatMap((item) => (item.kind === 'join' ? item.branches.flatMap(sequencesIn) : [])),
  ];
}

interface Run {
  readonly length: number;
  readonly places: readonly { readonly items: WrittenItem[]; readonly at: number }[];
  readonly saved: number;
}

/** The run of items whose folding saves most. */
function bestRun(sequences: readonly WrittenItem[][]): Run | undefined {
  let best: Run | undefined;
  const shapes = sequences.map((items) => items.map(shapeOf));
  for (let length = 1; length <= longest; length++) {
    const found = new Map<string, { items: WrittenItem[]; at: number }[]>();
    sequences.forEach((items, which) => {
      for (let at = 0; at + length <= items.length; at++) {
        const run = items.slice(at, at + length);
        // A block begins with a layer that has weights, or with a join: activations belong to what is before them.
        const [first] = run;
        if (first?.kind === 'layer' && !first.weighted) continue;
        // What is referred to by name must be the last of a block.
        if (run.some((item, index) => item.needed && index < length - 1)) continue;
        if (run.some((item) => item.kind === 'named' && !isClosed(item))) continue;
        if (run.flatMap(layersIn).some(({ shared }) => shared)) continue;
        const key = shapes[which]!.slice(at, at + length).join(';');
        const places = found.get(key) ?? [];
        const last = places.at(-1);
        if (last?.items === items && last.at + length > at) continue;
        places.push({ items, at });
        found.set(key, places);
      }
    });
    for (const places of found.values()) {
      if (places.length < 2) continue;
      const size = places[0]!.items
        .slice(places[0]!.at, places[0]!.at + length)
        .reduce((sum, item) => sum + sizeOf(item), 0);
      const saved = (places.length - 1) * (size - 1) - 2;
      if (size < 3 || saved < leastSaved || (best && saved <= best.saved)) continue;
      const run = { length, places, saved };
      if (parametersOf(run).names.length <= mostParameters) best = run;
    }
  }
  return best;
}

/** Equal for items that differ in numbers only. */
function shapeOf(item: WrittenItem): string {
  switch (item.kind) {
    case 'layer':
      return `${item.operator}(${item.arguments.map(({ parameter, text }) => `${parameter}=${isNumber(text) ? '#' : text}`).join()})`;
    case 'join':
      return `${item.operator}{${item.branches.map((branch) => branch.map(shapeOf).join('>')).join('|')}}`;
    case 'call':
      return `${item.block.name}(${item.values.length})`;
    case 'repeat':
      return `${item.count}*{${item.items.map(shapeOf).join('>')}}`;
    case 'named': {
      // Names are those of their place: `b` in one is `d` in another.
      const own = item.chains.flatMap(({ names }) => names);
      return item.chains
        .map(
          ({ names, operands, layers }) =>
            `${names.length}=${operands.map((each) => (own.includes(each) ? own.indexOf(each) : each)).join()}>${layers.map(shapeOf).join('>')}`,
        )
        .join(';');
    }
  }
}

/** A number or the parameter of a block, which may differ from place to place. */
const isNumber = (text: string): boolean =>
  /^(-?[\d.]|[a-z]\w*\d*$)/.test(text) && !/^(true|false|none|same|valid)$/.test(text);

/** The numbers in an item, in the order of the text, with what they are for. */
function numbersIn(item: WrittenItem): readonly { readonly parameter: string; readonly text: string }[] {
  switch (item.kind) {
    case 'layer':
      return item.arguments.filter(({ text }) => isNumber(text));
    case 'join':
      return item.branches.flat().flatMap(numbersIn);
    case 'call':
      return item.values.map((text, index) => ({ parameter: item.block.parameters[index] ?? 'n', text }));
    case 'repeat':
      return item.items.flatMap(numbersIn);
    case 'named':
      return item.chains.flatMap(({ layers }) => layers.flatMap(numbersIn));
  }
}

/** Reads nothing by name but what it makes itself, and goes on. */
function isClosed({ chains }: Extract<WrittenItem, { kind: 'named' }>): boolean {
  const own = new Set(['it', ...chains.flatMap(({ names }) => names)]);
  return (
    chains.at(-1)?.names.length === 0 &&
    chains.every(({ operands }) => operands.every((each) => own.has(each)))
  );
}

interface Parameters {
  readonly names: readonly string[];
  /** For each number of the block its parameter; undefined where it is the same everywhere. */
  readonly of: readonly (number | undefined)[];
  /** For each place the values of the parameters. */
  readonly values: readonly (readonly string[])[];
}

/** Numbers that differ between places are parameters; those that always agree with each other are one. */
function parametersOf({ places, length }: Run): Parameters {
  const all = places.map(({ items, at }) => items.slice(at, at + length).flatMap(numbersIn));
  const [first = []] = all;
  const columns = first.map((_, index) => all.map((numbers) => numbers[index]?.text ?? ''));
  const names: string[] = [];
  const keys: string[] = [];
  const of = columns.map((column, index) => {
    // A parameter of the block around must be handed on, even where it is the same at all places.
    const free = column.every((text) => text === column[0] && /^-?[\d.]/.test(text));
    if (free) return undefined;
    const key = column.join();
    const known = keys.indexOf(key);
    if (known >= 0) return known;
    keys.push(key);
    const wanted = (first[index]?.parameter ?? 'n').replace(/\d+$/, '');
    const count = names.filter((name) => name.replace(/\d+$/, '') === wanted).length;
    names.push(count === 0 ? wanted : `${wanted}${count + 1}`);
    return keys.length - 1;
  });
  return {
    names,
    of,
    values: places.map((_, place) =>
      keys.map((key) => columns[columns.findIndex((column) => column.join() === key)]![place]!),
    ),
  };
}

/** Makes a block of a run, and calls of it at all places. */
function replace(run: Run, nameOf: (wanted: string) => string): WrittenBlock {
  const { length, places } = run;
  const { names, of, values } = parametersOf(run);
  const [model] = places as [Run['places'][number]];
  let next = 0;
  const take = (text: string): string => {
    const parameter = of[next++];
    return parameter === undefined ? text : (names[parameter] ?? text);
  };
  const generalise = (item: WrittenItem): WrittenItem => {
    switch (item.kind) {
      case 'layer':
        return {
          ...item,
          label: undefined,
          needed: false,
          arguments: item.arguments.map((each): ArgumentText =>
            isNumber(each.text) ? { ...each, text: take(each.text) } : each,
          ),
        };
      case 'join':
        return {
          ...item,
          label: undefined,
          needed: false,
          branches: item.branches.map((branch) => branch.map(generalise)),
        };
      case 'call':
        return { ...item, label: undefined, needed: false, values: item.values.map(take) };
      case 'repeat':
        return { ...item, label: undefined, needed: false, items: item.items.map(generalise) };
      case 'named':
        return {
          ...item,
          label: undefined,
          needed: false,
          chains: item.chains.map((chain) => ({
            ...chain,
            layers: chain.layers.map((each) => generalise(each) as WrittenLayer),
          })),
        };
    }
  };
  const originals = model.items.slice(model.at, model.at + length);
  const block: WrittenBlock = {
    name: nameOf(blockName(originals)),
    parameters: names,
    items: originals.map(generalise),
  };
  // From the end, so that places in one list stay where they are.
  const order = places.map((place, index) => ({ place, index })).sort((a, b) => b.place.at - a.place.at);
  for (const { place, index } of order) {
    const last = place.items[place.at + length - 1];
    const call: WrittenItem = {
      kind: 'call',
      block,
      values: values[index] ?? [],
      ...(last?.needed && { label: last.label, needed: true }),
    };
    place.items.splice(place.at, length, call);
  }
  return block;
}

/** The letters that the names of its layers begin with: `inception_3a/1x1` → `Inception`. */
function blockName(items: readonly WrittenItem[]): string {
  const names = items
    .flatMap((item) => (item.kind === 'join' ? [item.source] : []))
    .concat(items.flatMap(layersIn).map(({ source }) => source));
  const [word = ''] = /^[A-Za-z]+/.exec(names.find((name) => name !== '') ?? '') ?? [];
  return word.length > 2 ? word.charAt(0).toUpperCase() + word.slice(1).toLowerCase() : 'Block';
}

/** Neighbours that are equal to the letter become a repeat. */
function repeat(items: WrittenItem[]): void {
  const texts = items.map((item) =>
    JSON.stringify(item, (key, value: unknown) => (key === 'source' || key === 'items' ? undefined : value)),
  );
  for (let at = 0; at < items.length; at++) {
    const item = items[at]!;
    if (item.kind === 'named' || item.kind === 'repeat' || (item.kind === 'layer' && !item.weighted))
      continue;
    let count = 1;
    while (texts[at + count] === texts[at] && !items[at + count - 1]?.needed) count++;
    if (items[at + count - 1]?.needed) count--;
    if (count < 2) continue;
    items.splice(at, count, { kind: 'repeat', count, items: [{ ...item, label: undefined }] });
    texts.splice(at, count, '');
  }
}
