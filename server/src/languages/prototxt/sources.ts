// The inputs of a network: blobs that the caller or a data layer fills, with the shapes that the file gives them.
import { reasons } from '../../findings/reasons.js';
import type { Range } from '../../text/range.js';
import { isKnownShape, unknown, type Dim, type Shape } from '../../math/dim.js';
import type { Lowering } from '../../contract/language.js';
import { statedSizes } from '../../contract/namedSizes.js';
import { readShape } from '../../directives/shapes.js';
import { unnamed, type Directives } from './directives.js';
import type { LayerSource } from './layerSource.js';
import { sizesBehindBatch } from './layers/layerType.js';
import type { DataLayerType, Source } from './layers/data.js';
import { Reader } from './parser/reader.js';
import { setting } from './state.js';
import { innerRange, scalarOf, type Message } from './parser/syntax.js';

export interface InputBlob extends Range {
  readonly name: string;
  readonly shape: Shape;
  /** What of the shape the file does not say. */
  readonly assumed: string | undefined;
}

/** Shapes of inputs, where others than the file's own are asked for. */
export class Sources {
  /** Inputs that were asked for. */
  #count = 0;
  #main = true;

  constructor(
    private readonly directives: Directives,
    private readonly lowering: Lowering,
  ) {}

  /**
   * The shape of an input: for the first, the main one, what the reader asks for; else a comment of the file; else the
   * file's own; else, for the main one, the setting.
   */
  shapeOf(name: string, own: Source): Source {
    const main = this.#main;
    this.#main = false;
    const { inputs } = this.directives;
    const asked = main ? this.lowering.overrides.input : undefined;
    const given = inputs.get(name) ?? inputs.get(unnamed(this.#count++));
    const stated = given && statedSizes(given, this.lowering.overrides);
    if (asked || stated) return { shape: asked ?? stated ?? [] };
    if (!main || isKnownShape(own.shape)) return own;
    const set = setting(this.lowering.settings, 'inputShape');
    const assumed = typeof set === 'string' ? readShape(set) : undefined;
    return assumed && !('problem' in assumed)
      ? { shape: assumed, assumed: 'the setting fovea.caffe.inputShape' }
      : own;
  }

  /** The shape that a comment specifies for a blob by its name. */
  statedShape(name: string): Shape | undefined {
    const stated = this.directives.inputs.get(name);
    return stated && statedSizes(stated, this.lowering.overrides);
  }

  /** Whether the shape of a blob is specified, if it is an input. */
  tells(name: string): boolean {
    const main =
      this.#main && (this.lowering.overrides.input ?? this.directives.inputs.get('')) !== undefined;
    return main || this.directives.inputs.has(name);
  }
}

/**
 * `input: "data"` with `input_shape { … }` or four `input_dim` for each. Where no input has sizes, those that a layer
 * makes are passed over, as Caffe does (UpgradeNetInput in upgrade_proto.cpp).
 */
export function declaredInputs(
  root: Message,
  text: string,
  sources: Sources,
  makes: (blob: string) => boolean,
): readonly InputBlob[] {
  const reader = new Reader(root);
  const shapes = reader.subs('input_shape');
  const dims = reader.ints('input_dim') ?? [];
  const bare = reader.field('input_shape') === undefined && reader.field('input_dim') === undefined;
  return reader.fields('input').flatMap((field, index) => {
    const scalar = scalarOf(field);
    if (scalar?.kind !== 'string' || (bare && makes(scalar.text))) return [];
    const four = dims.slice(4 * index, 4 * index + 4);
    const shape = shapes[index];
    const sizes: readonly Dim[] | undefined = shape
      ? sizesBehindBatch(shape)
      : four.length === 4
        ? four.slice(1)
        : undefined;
    const own: Source = { shape: sizes ?? unknown(reasons.noInputShape) };
    const { shape: found, assumed } = sources.shapeOf(scalar.text, own);
    return [{ name: scalar.text, shape: found, assumed, ...innerRange(scalar, text) }];
  });
}

/** The tops of a data layer. */
export function dataInputs(layer: LayerSource, type: DataLayerType, sources: Sources): readonly InputBlob[] {
  const reader = new Reader(layer.message);
  return layer.tops.map(({ name, start, end }, top) => {
    const { shape, assumed } = sources.shapeOf(name, type.source(reader, top));
    return { name, shape, assumed, start, end };
  });
}

/** The tops of a layer that brings data in and does not say of which shapes. */
export function openInputs(layer: LayerSource, reason: string, sources: Sources): readonly InputBlob[] {
  return layer.tops.map(({ name, start, end }) => {
    const { shape, assumed } = sources.shapeOf(name, { shape: unknown(reason) });
    return { name, shape, assumed, start, end };
  });
}
