// Analyses Caffe prototxt for tests.
import type { Analysis, NetworkAnalysis } from '../../server/src/analysis/analysis.js';
import { formatShape } from '../../server/src/math/dim.js';
import type { Overrides } from '../../server/src/contract/language.js';
import { open, uris } from './fixture.js';

export const prototxtUri = uris.prototxt;

export const analysePrototxt = (text: string, overrides: Overrides = {}, settings?: unknown): Analysis =>
  open('prototxt', text, { overrides, settings }).analysis;

export function onlyNetwork(analysis: Analysis): NetworkAnalysis {
  const [network] = analysis.networks;
  if (network === undefined) throw new Error('no network');
  return network;
}

/** A network of one input `data` and layers, each given by its type, its blobs `a -> b` and its other fields. */
export function netOf(input: string, ...layers: readonly string[]): string {
  const dims = ['1', ...input.split('x').filter(Boolean)].map((dim) => `dim: ${dim}`).join(' ');
  return [
    `layer { name: "data" type: "Input" top: "data" input_param { shape { ${dims} } } }`,
    ...layers.map(layerOf),
  ].join('\n');
}

/** `Pooling data -> pool { pooling_param { … } }` as a layer named after its first top. */
export function layerOf(short: string): string {
  const [, type = '', from = '', to = '', rest = ''] =
    /^(\w+) (.*?) ?-> ?([^{]*)(?:\{(.*)\})?$/s.exec(short) ?? [];
  const names = (list: string, field: string): string =>
    list
      .split(/[ ,]+/)
      .filter(Boolean)
      .map((name) => `${field}: "${name}"`)
      .join(' ');
  const [name = 'layer'] = to.trim().split(/[ ,]+/);
  return `layer { name: "${name}" type: "${type}" ${names(from, 'bottom')} ${names(to, 'top')} ${rest} }`;
}

/** `code "the text it underlines"`, in the order of the text. */
export function findingsOf(text: string, analysis: Analysis = analysePrototxt(text)): readonly string[] {
  return analysis.findings.map(({ code, start, end }) => `${code} ${text.slice(start, end)}`);
}

/** Output shape, parameters and MACs of the last layer. */
export function lastLayer(text: string, overrides: Overrides = {}): string {
  const { network } = onlyNetwork(analysePrototxt(text, overrides));
  const node = network.body.nodes.at(-1)!;
  if (node.kind !== 'operator') throw new Error('not a layer');
  const { operator, params, macCount, outputs } = node.application;
  const count = (value: unknown): string => (typeof value === 'object' ? '?' : String(value));
  return `${operator.name} ${outputs.map(formatShape).join(' | ')}, ${count(params)}, ${count(macCount)}`;
}
