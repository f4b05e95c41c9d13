// Names of blobs: where each is made and read.
import type { Span } from '../../graph/graph.js';
import { touches, type Range } from '../../text/range.js';
import type { Occurrences } from '../../contract/language.js';
import type { Blob } from './outputs.js';
import type { Model } from './model.js';
import { prototxtProblems } from './parser/problems.js';
import { Reader } from './parser/reader.js';
import { innerRange, scalarOf } from './parser/syntax.js';

/** One bottom, top or input of the text, in whatever phase. */
export interface NamePlace extends Range {
  readonly name: string;
  readonly what: 'bottom' | 'top' | 'input';
}

/** All names of blobs in the order of the text, those of layers that are not there in the phase included. */
function blobNames({ root, text, layers }: Model): readonly NamePlace[] {
  const places: NamePlace[] = [];
  for (const field of new Reader(root).fields('input')) {
    const scalar = scalarOf(field);
    if (scalar?.kind === 'string')
      places.push({ name: scalar.text, what: 'input', ...innerRange(scalar, text) });
  }
  for (const { bottoms, tops } of layers) {
    for (const { name, start, end } of bottoms) places.push({ name, what: 'bottom', start, end });
    for (const { name, start, end } of tops) places.push({ name, what: 'top', start, end });
  }
  return places.sort((a, b) => a.start - b.start);
}

/** The blob that is made or read at a place, as written there. */
export function blobAt({ lowered }: Model, { start }: Range): Blob | undefined {
  return lowered?.blobs.find(
    (blob) => blob.at.start === start || blob.readers.some((reader) => reader.start === start),
  );
}

export function nameAt(model: Model, offset: number): NamePlace | undefined {
  return blobNames(model).find((place) => touches(place, offset));
}

/**
 * A bottom's definition is the top that it reads: of a blob that layers write in place, that of the last of them before
 * it. All places of one name are its references.
 */
export function occurrencesAt(model: Model, offset: number): Occurrences | undefined {
  const { uri } = model;
  const place = nameAt(model, offset);
  if (place === undefined) return undefined;
  const span = ({ start, end }: Range): Span => ({ uri, start, end });
  const all = blobNames(model).filter(({ name }) => name === place.name);
  const made = blobAt(model, place);
  const tops = all.filter(({ what }) => what !== 'bottom');
  return {
    span: span(place),
    definitions: made ? [span(made.at)] : tops.map(span),
    all: all.map(span),
  };
}

/** Why a blob cannot have this name, or undefined. A name that is in use would join two blobs. */
export function renameRefusal(model: Model, offset: number, name: string): string | undefined {
  if (!/^[^"'\\\s]+$/.test(name)) return prototxtProblems.noBlobName(name);
  const place = nameAt(model, offset);
  const isUsed =
    place !== undefined && name !== place.name && blobNames(model).some((each) => each.name === name);
  return isUsed ? prototxtProblems.usedBlobName(name) : undefined;
}
