// The network as charts, table and receptive fields need it: one record a layer, with numbers that can be drawn.
import type {
  CountJson,
  FieldJson,
  Figures,
  ItemId,
  LayerFigures,
  NetworkFigures,
  LineRange,
} from '../../../server/src/picture/model.js';
import type { Work } from '../../../server/src/analysis/roofline.js';
import { toScaling, type NetworkScaling } from './scaling.js';
import { familyOf, type Family } from './families.js';
import { approximate, workOfLayer } from './figures.js';

/** In pixels of the input, by axis. */
export interface LocalField {
  readonly size: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[];
}

export interface LayerData {
  readonly id: ItemId;
  /** Its own name. */
  readonly name: string;
  /** Names from the network, which is left out, to its group; empty for a layer of the network itself. */
  readonly where: string;
  readonly stage: string;
  readonly op: string;
  readonly family: Family;
  readonly args: string;
  readonly in: string;
  readonly out: string;
  /** Undefined where the rank is not known. */
  readonly output: readonly (number | undefined)[] | undefined;
  readonly params: number | undefined;
  readonly macs: number | undefined;
  readonly activations: number | undefined;
  readonly work: Work;
  readonly field: LocalField | 'global' | undefined;
  readonly training: boolean;
  readonly place: LineRange;
  readonly alsoAt: readonly LineRange[];
  /** Rows whose outputs it reads; −1 for an input of the network. */
  readonly from: readonly number[];
  readonly windows: LayerFigures['windows'];
}

export interface NetworkData {
  readonly name: string;
  readonly layers: readonly LayerData[];
  readonly byId: ReadonlyMap<ItemId, LayerData>;
  /** Sizes of the main input, channels first; undefined where the rank is not known. */
  readonly input: readonly (number | undefined)[] | undefined;
  readonly inputName: string;
  readonly totals: Figures;
  readonly training: Figures;
  readonly depth: number;
  readonly field: FieldJson;
  readonly memory: NetworkFigures['memory'];
  readonly comparison: NetworkFigures['comparison'];
  /** Of the networks of the file whose sizes are named. */
  readonly scaling: readonly NetworkScaling[];
  /** As it was sent, for comparisons with another state of it. */
  readonly figures: NetworkFigures;
}

export function toNetwork(figures: NetworkFigures): NetworkData {
  const layers = figures.layers.map((layer) => toLayer(layer, figures.places));
  const [input] = figures.inputs;
  return {
    name: figures.network,
    layers,
    byId: new Map(layers.map((layer) => [layer.id, layer])),
    input: input?.sizes?.map(approximate),
    inputName: input?.name ?? 'input',
    totals: figures.totals,
    training: figures.training,
    depth: figures.depth,
    field: figures.field,
    memory: figures.memory,
    comparison: figures.comparison,
    scaling: (figures.scaling ?? []).map(toScaling),
    figures,
  };
}

function toLayer(layer: LayerFigures, places: readonly LineRange[]): LayerData {
  const {
    id,
    path,
    stage,
    operator,
    params,
    macs,
    activations,
    field,
    training,
    place,
    alsoAt = [],
    from,
    windows,
  } = layer;
  return {
    id,
    name: path.at(-1) ?? operator,
    where: path.slice(0, -1).join(' › '),
    stage,
    op: operator,
    family: familyOf(layer.family),
    args: layer.arguments,
    in: layer.in.join(' and '),
    out: layer.out,
    output: layer.outSizes?.map(approximate),
    params: approximate(params),
    macs: approximate(macs),
    activations: approximate(activations),
    work: workOfLayer(layer),
    field: toField(field),
    training,
    place,
    alsoAt: alsoAt.map((index) => places[index]).filter((each) => each !== undefined),
    from,
    windows,
  };
}

export function toField(field: FieldJson): LocalField | 'global' | undefined {
  if (field.kind === 'global') return 'global';
  if (field.kind === 'none') return undefined;
  const [size, stride, padding] = [field.size, field.stride, field.padding].map((list) => list.map(rational));
  return { size: size!, stride: stride!, padding: padding! };
}

/** `1/2` as 0.5. */
function rational(value: number | string): number {
  if (typeof value === 'number') return value;
  const [over, under = '1'] = value.split('/');
  return Number(over) / Number(under);
}

/** A count as it is read: exact, with separators. */
export function countText(count: CountJson): string {
  if (count === null) return 'unknown';
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
