// `fovea export FILE --net NAME --to FORMAT`: a network's table or graph, for spreadsheets, documents and Graphviz.
import type { NetworkAnalysis } from '../../analysis/analysis.js';
import { isUnknown, type Count } from '../../math/dim.js';
import { formatInt } from '../../math/int.js';
import { csvLine } from '../../text/csv.js';
import { table } from '../../text/markdown.js';
import type { Snapshot } from '../../workspace/snapshot.js';
import { hasErrors } from '../findings.js';
import { status, UsageError, type Io, type Status } from '../io.js';
import { files, usage, usages } from '../messages.js';
import { layerRows, mostListed, type LayerRow } from '../layerTable.js';
import { configurationKinds, readConfigurationOptions } from '../configuration.js';
import { loadFile, networkOf } from '../load.js';
import { networkToJson, toJsonText, type Complexity } from '../networkJson.js';
import { writeResult } from '../output.js';
import { readOptions, type Options } from '../options.js';
import { dotText, pictureOptions, svgText } from '../pictures.js';
import { networkOptions, readComplexity, readOverrides } from './analyze.js';

interface Request {
  readonly network: NetworkAnalysis;
  readonly snapshot: Snapshot;
  readonly memory: Complexity;
  readonly options: Options;
  readonly io: Io;
}

const formats: Readonly<Record<string, (request: Request) => string>> = {
  csv: ({ network }) => toCsv(layerRows(network)),
  md: ({ network }) => toMarkdown(layerRows(network)),
  json: ({ network, snapshot, memory, io }) => toJsonText(networkToJson(network, snapshot, memory, io)),
  svg: ({ network, snapshot, options }) => svgText(network, snapshot.analysis, options),
  dot: ({ network, snapshot, options }) => dotText(network, snapshot.analysis, options),
};

export async function exportNetwork(args: readonly string[], io: Io): Promise<Status> {
  const options = readOptions(args, {
    ...configurationKinds,
    ...networkOptions,
    ...pictureOptions,
    to: 'value',
    out: 'value',
  });
  const configuration = await readConfigurationOptions(options, io);
  const [file, ...more] = options.positional;
  if (file === undefined || more.length > 0) {
    throw new UsageError(usage.files(usages.export));
  }
  const to = options.value('to');
  const names = Object.keys(formats);
  if (to === undefined) throw new UsageError(usage.missingChoice('to', names));
  const format = Object.hasOwn(formats, to) ? formats[to] : undefined;
  if (!format) throw new UsageError(usage.choice('to', names, to));
  const memory = readComplexity(options);
  const snapshot = await loadFile(file, readOverrides(options), io, [], configuration);
  const network = await networkOf(file, options.value('net'), snapshot, io);
  const { layers } = network.training;
  // A picture shows as much as fits.
  if (layers > mostListed && to !== 'svg') {
    throw new UsageError(files.tooManyLayers(network.name, layers, mostListed));
  }
  const text = format({ network, snapshot, memory, options, io });
  await writeResult(text, options.value('out'), io);
  return hasErrors(snapshot.analysis.findings) ? status.findings : status.fine;
}

const titles = [
  'layer',
  'operator',
  'input',
  'output',
  'params',
  'macs',
  'activations',
  'field',
  'stride',
  'padding',
  'training',
];

function cells(row: LayerRow, count: (value: Count) => string, separator: string): readonly string[] {
  const { path, operator, input, output, params, macs, activations, field, training } = row;
  return [
    path.join(separator),
    operator,
    input,
    output,
    count(params),
    count(macs),
    count(activations),
    ...field,
    training ? 'yes' : 'no',
  ];
}

/** Unknown counts are empty; sizes are joined by `x`. */
function toCsv(rows: readonly LayerRow[]): string {
  const digits = (value: Count): string => (isUnknown(value) ? '' : String(value));
  return [titles, ...rows.map((row) => cells(row, digits, '/'))]
    .map((line) => csvLine(line.map((cell) => cell.replaceAll(' × ', 'x'))))
    .join('');
}

function toMarkdown(rows: readonly LayerRow[]): string {
  const count = (value: Count): string => (isUnknown(value) ? '?' : formatInt(value));
  const numbers = new Set(['params', 'macs', 'activations', 'field', 'stride', 'padding']);
  const right = titles.flatMap((title, column) => (numbers.has(title) ? [column] : []));
  const header = titles.map((title) => (title === 'macs' ? 'MACs' : title));
  return `${table([header, ...rows.map((row) => cells(row, count, ' › '))], right).text}\n`;
}
