// `fovea analyze FILE`: every network of a file, with its totals and its layers.
import type { NetworkAnalysis } from '../../analysis/analysis.js';
import { axesOf } from '../../analysis/receptiveField.js';
import {
  defaultMemory,
  exact,
  fieldText,
  formatActivationMemory,
  formatCount,
  formatParameterMemory,
  formatReal,
  type MemorySettings,
} from '../../ide/format.js';
import type { Overrides } from '../../languages/language.js';
import { formatShape, isUnknown, type Count } from '../../math/dim.js';
import { formatInt } from '../../math/int.js';
import { findingLine, findingToJson, hasErrors } from '../findings.js';
import { status, UsageError, type Io, type Status } from '../io.js';
import { layerRows } from '../layerTable.js';
import { loadFile, networksOf } from '../load.js';
import { networkToJson, toJsonText } from '../networkJson.js';
import {
  readArguments,
  readOptions,
  readShape,
  readWhole,
  type OptionKinds,
  type Options,
} from '../options.js';
import { textTable } from '../table.js';

/** Options that say which networks of a file to analyse, and how. */
export const networkOptions: OptionKinds = { net: 'value', input: 'value', args: 'list', batch: 'value' };

/** @throws UsageError */
export function readOverrides(options: Options): Overrides {
  const [network, input, args] = [options.value('net'), options.value('input'), options.list('args')];
  return {
    ...(network !== undefined && { network }),
    ...(input !== undefined && { input: readShape(input) }),
    ...(args.length > 0 && { arguments: readArguments(args) }),
  };
}

/** @throws UsageError */
export function readMemory(options: Options): MemorySettings {
  const batch = options.value('batch');
  return batch === undefined ? defaultMemory : { ...defaultMemory, batchSize: readWhole(batch, 'batch', 1) };
}

export async function analyze(args: readonly string[], io: Io): Promise<Status> {
  const options = readOptions(args, { ...networkOptions, json: 'flag' });
  const [file, ...more] = options.positional;
  if (file === undefined || more.length > 0)
    throw new UsageError('analyze takes one file: fovea analyze FILE.');
  const memory = readMemory(options);
  const snapshot = await loadFile(file, readOverrides(options), io);
  const networks = await networksOf(file, options.value('net'), snapshot, io);
  const { findings } = snapshot.analysis;
  if (options.flag('json')) {
    io.out(
      toJsonText({
        file,
        language: snapshot.language.id,
        networks: networks.map((network) => networkToJson(network, snapshot, memory, io)),
        diagnostics: findings.map((finding) => findingToJson(finding, snapshot, io)),
      }),
    );
  } else {
    const parts = networks.map((network) => networkText(network, memory, io.columns));
    if (parts.length === 0) parts.push(`${file} has no network that stands by itself.\n`);
    if (findings.length > 0) {
      parts.push(findings.map((finding) => `${findingLine(finding, snapshot, io)}\n`).join(''));
    }
    io.out(parts.join('\n'));
  }
  return hasErrors(findings) ? status.findings : status.fine;
}

/** Name, figures and layers of a network, for people. */
function networkText(network: NetworkAnalysis, memory: MemorySettings, columns: number | undefined): string {
  const rows = layerRows(network);
  // Layers that cost nothing stay blank, so that those that do stand out.
  const count = (value: Count): string => (isUnknown(value) ? '?' : value === 0 ? '' : formatInt(value));
  const table = textTable(
    [
      { title: 'layer', flexible: true },
      { title: 'operator' },
      { title: 'output', right: true },
      { title: 'params', right: true },
      { title: 'MACs', right: true },
      { title: 'field', right: true },
      { title: 'stride', right: true },
      { title: 'padding', right: true },
    ],
    rows.map(({ path, operator, output, params, macs, field, training }) => [
      `${path.join(' › ')}${training ? ' (training)' : ''}`,
      operator,
      output,
      count(params),
      count(macs),
      ...field,
    ]),
    columns,
  );
  const reasons = rows.flatMap(({ path, params, macs }) => {
    const unknown = [params, macs].find(isUnknown);
    return unknown ? [`${path.join(' › ')}: ${formatCount(unknown)}`] : [];
  });
  return `${[network.name, ...figures(network, memory), '', ...table, ...(reasons.length > 0 ? ['', ...reasons] : [])].join('\n')}\n`;
}

function figures(network: NetworkAnalysis, memory: MemorySettings): readonly string[] {
  const { totals, training, expected, depth, featureMap } = network;
  const { inputs, outputs } = network.network;
  const bound = totals.unknownLayers > 0;
  const axes = axesOf(featureMap.field, featureMap.rank);
  const lines: (readonly [string, string])[] = [
    ['inputs', inputs.map(({ name, value }) => `${name} ${formatShape(value.shape)}`).join(', ')],
    [
      'outputs',
      outputs
        .map((each) => `${each.name} ${formatShape(each.value.shape)}${each.training ? ' (training)' : ''}`)
        .join(', '),
    ],
    ['params', `${exact(totals.params, bound)} (${formatParameterMemory(totals.params, memory)})`],
    ['MACs', `${exact(totals.macs, bound)} per example`],
    [
      'activations',
      `${exact(totals.activations, bound)} (${formatActivationMemory(totals.activations, memory)})`,
    ],
    ['depth', formatInt(depth)],
    [
      'field',
      axes && axes.length > 0 ? fieldText(axes) : featureMap.field?.kind === 'global' ? 'global' : 'none',
    ],
  ];
  if (bound)
    lines.push(['unknown', `${formatInt(totals.unknownLayers)} of ${formatInt(totals.layers)} layers`]);
  if (totals.statistics !== 0)
    lines.push(['statistics', `${formatInt(totals.statistics)} (running, not learned)`]);
  if (training.params !== totals.params || training.macs !== totals.macs) {
    lines.push([
      'training',
      `${exact(training.params)} params, ${exact(training.macs)} MACs, with training-only outputs`,
    ]);
  }
  if (expected) {
    lines.push([
      'expected',
      `depth ${formatReal(expected.depth)}, ${formatReal(expected.macs)} MACs in training`,
    ]);
  }
  return lines.map(([label, text]) => `  ${label.padEnd(12)}${text}`);
}
