// What a layer becomes: an operator with arguments, applied to shapes; cached by the text of its parameters.
import type { Problem } from '../../findings/catalogue.js';
import type { Site, Span } from '../../graph/graph.js';
import { reasons } from '../../findings/reasons.js';
import { exactShapeKey, isUnknown, symbolicDim, unknown, type Shape } from '../../math/dim.js';
import { lost } from '../../ops/field.js';
import { opaque } from '../../ops/opaque.js';
import type { Application, GivenArgument, Operator } from '../../ops/operator.js';
import type { LayerSource } from './layerSource.js';
import { LayerLowering, type LayerType } from './layers/layerType.js';
import { layerTypes } from './layers/registry.js';
import type { FieldNode } from './parser/syntax.js';

/** A stretch of one of the layer's parameter messages, from that message's start. */
interface ParamSpan {
  readonly param: number;
  readonly start: number;
  readonly end: number;
}

export interface LoweredLayer {
  readonly operator: Operator;
  readonly given: readonly GivenArgument[];
  readonly places: readonly (ParamSpan | undefined)[];
  readonly problems: readonly { readonly problem: Problem; readonly place: ParamSpan | undefined }[];
  readonly application: Application;
}

/**
 * Layers that were lowered before, by type, parameters as written, and input shapes: most layers are as they were
 * before an edit, and many are alike.
 */
const cache = new Map<string, LoweredLayer>();
const MOST_CACHED = 10_000;

/** Clears the cache, so that a test can compare with a cold run. */
export const clearLayerCache = (): void => cache.clear();

export function lowerLayer(
  layer: LayerSource,
  typeName: string,
  type: LayerType,
  text: string,
  inputs: readonly Shape[],
): LoweredLayer {
  // A stand-in for a type that is unknown or misused gives a reason of its own, which is no part of the key.
  if (layerTypes.get(typeName)?.lower !== type.lower) return computeLayer(layer, typeName, type, inputs);
  let key = `${typeName} ${layer.tops.length}`;
  for (const shape of inputs) key += `;${exactShapeKey(shape)}`;
  for (const { start, end } of layer.params) key += `\n${text.slice(start, end)}`;
  let lowered = cache.get(key);
  if (lowered === undefined) {
    lowered = computeLayer(layer, typeName, type, inputs);
    if (cache.size >= MOST_CACHED) cache.clear();
    cache.set(key, lowered);
  }
  return lowered;
}

function computeLayer(
  layer: LayerSource,
  typeName: string,
  type: LayerType,
  inputs: readonly Shape[],
): LoweredLayer {
  const lowering = new LayerLowering(typeName, layer.params, inputs, layer.tops.length);
  type.lower(lowering);
  const { given, places, problems } = lowering;
  const operator = lowering.operator ?? opaque(typeName, reasons.notModelled(typeName));
  const placeOf = (field: FieldNode | undefined): ParamSpan | undefined => {
    if (field === undefined) return undefined;
    const param = layer.params.findIndex(({ start, end }) => start <= field.start && field.end <= end);
    const from = layer.params[param]?.start;
    return from === undefined ? undefined : { param, start: field.start - from, end: field.end - from };
  };
  return {
    operator,
    given,
    places: places.map(placeOf),
    problems: problems.map(({ problem, field }) => ({ problem, place: placeOf(field) })),
    application: applied(lowering, operator, inputs),
  };
}

/** The operator on its inputs, with what the text states and without what is not known of a layer of a branch. */
function applied(
  { given, outputs, foreign, type }: LayerLowering,
  operator: Operator,
  inputs: readonly Shape[],
): Application {
  const application = operator.apply(given, inputs);
  if (foreign) return withoutFigures(application, reasons.foreignField(foreign.name, type));
  return outputs ? { ...application, outputs } : application;
}

/** What is left of a layer that a field changes in a way that is not known: channels, and shapes that no layer of its kind changes. */
function withoutFigures(application: Application, reason: string): Application {
  const { operator, outputs } = application;
  const { family, learns, multiplies } = operator;
  const open = symbolicDim('', reason);
  const keeps = family === 'activation' || family === 'regularization' || family === 'normalization';
  const left = (shape: Shape): Shape => {
    if (isUnknown(shape) || keeps) return shape;
    if (family === 'convolution' || family === 'pooling')
      return shape.map((dim, axis) => (axis === 0 ? dim : open));
    return unknown(reason);
  };
  return {
    ...application,
    outputs: outputs.map(left),
    field: keeps ? application.field : lost(reason),
    windows: [],
    weights: [],
    statistics: [],
    macs: [],
    paramsFormula: [],
    params: learns ? unknown(reason) : 0,
    macCount: multiplies ? unknown(reason) : 0,
    problems: [],
    explain: () => [],
  };
}

/** Where a layer is written; parts are looked up when somebody asks. */
export class LayerSite implements Site {
  readonly start: number;
  readonly end: number;
  #arguments: readonly Span[] | undefined;

  constructor(
    readonly uri: string,
    private readonly layer: LayerSource,
    private readonly places: LoweredLayer['places'] = [],
  ) {
    this.start = layer.start;
    this.end = layer.end;
  }

  /** The type stands for the name of the operator. */
  get name(): Span {
    const { start, end } = this.layer.typeAt;
    return { uri: this.uri, start, end };
  }

  get label(): Span {
    const { start, end } = this.layer.nameAt ?? this.layer.typeAt;
    return { uri: this.uri, start, end };
  }

  get arguments(): readonly Span[] {
    return (this.#arguments ??= this.places.map((place) => this.spanOf(place)));
  }

  /** What follows from the type alone has no text of its own: it lies right behind the type. */
  spanOf(place: ParamSpan | undefined): Span {
    const { uri, layer } = this;
    const from = place && layer.params[place.param]?.start;
    if (place === undefined || from === undefined) {
      const { end } = layer.typeAt;
      return { uri, start: end, end };
    }
    return { uri, start: from + place.start, end: from + place.end };
  }
}
