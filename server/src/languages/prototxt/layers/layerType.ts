// What a type of layer is: how many blobs it takes and gives, and which operator with which arguments it stands for.
import { reasons } from '../../../findings/reasons.js';
import type { Problem } from '../../../findings/catalogue.js';
import { unknown, type Dim, type Shape } from '../../../math/dim.js';
import type { Int } from '../../../math/int.js';
import { opaque } from '../../../ops/opaque.js';
import type { GivenArgument, Operator } from '../../../ops/operator.js';
import type { ArgumentValue } from '../../../ops/parameters.js';
import { fits } from '../schema/check.js';
import { Reader } from '../parser/reader.js';
import { unchecked } from '../schema/data.js';
import { layerParameters } from '../schema/parameters.js';
import { enumTypeOf } from '../schema/schema.js';
import { messageOf, type FieldNode, type Message } from '../parser/syntax.js';
import { entryOf } from '../../../text/table.js';

/**
 * `windows`: it slides windows over the axes behind the channels. `peers`: all bottoms have equally many axes. `row`:
 * what it reads is one row to it.
 */
export type Sees = 'windows' | 'peers' | 'row';

export interface BlobCount {
  readonly min: number;
  readonly max: number;
}

export const exactly = (count: number): BlobCount => ({ min: count, max: count });
export const from = (min: number, max = Infinity): BlobCount => ({ min, max });

export interface LayerType {
  /** What the layer does, in one sentence. */
  readonly doc: string;
  readonly bottoms: BlobCount;
  readonly tops: BlobCount;
  /** Losses and measures: they exist for training and testing, and what they read is what the network gives. */
  readonly measure?: true;
  /** What it says of bottoms whose shapes are not known. */
  readonly sees?: Sees | ((layer: Reader) => Sees | undefined);
  /** Several bottoms give as many tops by the same weights. */
  readonly each?: true;
  readonly lower: (lowering: LayerLowering) => void;
}

/** Collects what a layer becomes. `inputs` are shapes without the batch; `tops` is the number of blobs it makes. */
export class LayerLowering {
  operator: Operator | undefined;
  readonly given: GivenArgument[] = [];
  /** The field that each argument comes from; undefined where it follows from the type of the layer. */
  readonly places: (FieldNode | undefined)[] = [];
  /** What is wrong, at a field or (undefined) at the type of the layer. */
  readonly problems: { readonly problem: Problem; readonly field: FieldNode | undefined }[] = [];

  /** Shapes that the text states, whatever the operator makes of the inputs. */
  outputs: readonly Shape[] | undefined;
  /** A field or value of its own parameters that upstream Caffe does not have: what it changes is not known. */
  foreign: FieldNode | undefined;

  constructor(
    readonly type: string,
    private readonly fields: readonly FieldNode[],
    readonly inputs: readonly Shape[],
    readonly tops: number,
  ) {}

  param(name: string): Reader {
    const message = messageOf(this.fields.findLast((each) => each.name === name));
    this.foreign ??= foreignField(message, name);
    return new Reader(message);
  }

  use(operator: Operator): void {
    this.operator = operator;
  }

  /** The layer as one that is not known, for a reason that goes on with what it gives. */
  unknown(reason: string): void {
    this.operator = opaque(this.type, reason);
    this.given.length = 0;
    this.places.length = 0;
  }

  give(name: string, value: ArgumentValue | undefined, place?: FieldNode): void {
    if (value === undefined) return;
    this.given.push({ name, value });
    this.places.push(place);
  }

  report(problem: Problem, field?: FieldNode): void {
    this.problems.push({ problem, field });
  }

  /** A number that the layer cannot do without; unknown, and reported, where it is missing. */
  require(name: string, reader: Reader, parameter: string, field: string, why: string): void {
    const found = reader.field(field);
    const value = reader.uint(field);
    if (value !== undefined) this.give(name, value, found);
    else {
      this.give(
        name,
        unknown(reasons.fieldProblem(field, this.type, found ? 'not valid' : 'missing')),
        found,
      );
      if (!found) this.missing(`${field} in ${parameter}`, why);
    }
  }

  /** Not reported beside a field that is not known, which may stand for it. */
  missing(field: string, why: string): void {
    if (this.foreign) return;
    this.report({ code: 'missing-field', data: { owner: this.type, field, why } });
  }

  int(name: string, reader: Reader, field: string): void {
    this.give(name, reader.uint(field), reader.field(field));
  }

  flag(name: string, reader: Reader, field: string): void {
    this.give(name, reader.flag(field), reader.field(field));
  }

  real(name: string, reader: Reader, field: string): void {
    this.give(name, reader.real(field), reader.field(field));
  }

  /**
   * An axis as Caffe counts it, with the batch as axis 0, as one without the batch. False, with the layer unknown,
   * where it names the batch.
   */
  axis(name: string, reader: Reader, field: string, preset: number, old?: string): boolean {
    const place = reader.field(field) ?? (old === undefined ? undefined : reader.field(old));
    const value = reader.int(field) ?? (old === undefined ? undefined : reader.int(old)) ?? preset;
    const axis = withoutBatch(value, this.inputs[0]);
    if (axis === undefined) {
      this.unknown(reasons.alongBatch(this.type));
      return false;
    }
    this.give(name, axis, place);
    return true;
  }
}

/** The first field of a layer's parameters that the schema does not have, or that has a value which it does not have. */
function foreignField(message: Message | undefined, name: string): FieldNode | undefined {
  const schema = entryOf(layerParameters, name);
  if (message === undefined || schema === undefined || unchecked.has(schema.name)) return undefined;
  return message.fields.find(({ name, value }) => {
    const known = schema.fields.get(name);
    if (known === undefined) return true;
    return enumTypeOf(known) !== undefined && value.kind === 'word' && !fits(value, known);
  });
}

/** Undefined for the batch itself. */
export function withoutBatch(axis: Int, input: Shape | undefined): Int | undefined {
  if (axis > 0) return Number(axis) - 1;
  if (axis === 0) return undefined;
  const rank = input && !('unknown' in input) ? input.length : undefined;
  return rank !== undefined && Number(axis) === -rank - 1 ? undefined : axis;
}

/** Sizes behind the batch of a `BlobShape`; undefined where one is no size. */
export function sizesBehindBatch(shape: Reader): readonly Dim[] | undefined {
  const dims = shape.ints('dim');
  if (dims === undefined || dims.length === 0) return undefined;
  return dims.slice(1);
}
