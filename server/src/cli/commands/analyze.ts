// `fovea analyze FILE`: every network of a file, with its totals and its layers.
import type { NetworkAnalysis } from '../../analysis/analysis.js';
import { deviceNamed, devices, readDevices, type Device } from '../../analysis/devices.js';
import type { NetworkFormulas } from '../../analysis/formulas.js';
import { optimizers } from '../../analysis/memory.js';
import { refusalOf } from '../../analysis/refusal.js';
import { axesOf } from '../../analysis/receptiveField.js';
import {
  defaultMemory,
  exact,
  fieldText,
  formatActivationMemory,
  formatCount,
  formatParameterMemory,
  formatNumber,
  formatReal,
  numberTypes,
} from '../../format/numbers.js';
import { acceptedSizes, formatShapeFormula } from '../../format/formulas.js';
import { formatExpression } from '../../math/expressionText.js';
import type { Snapshot } from '../../workspace/snapshot.js';
import { estimateText, peakText, trainingText } from '../../ide/complexity.js';
import type { Overrides } from '../../contract/language.js';
import { formatShape, isUnknown, type Count } from '../../math/dim.js';
import { formatInt } from '../../math/int.js';
import {
  configurationFindings,
  findingLine,
  findingToJson,
  hasErrors,
  placeOf,
  shownFindings,
} from '../findings.js';
import { status, UsageError, type Io, type Status } from '../io.js';
import { figureLabels, figures as texts, files, usage, usages } from '../messages.js';
import { layerRows } from '../layerTable.js';
import type { ConfigurationOptions } from '../../workspace/configurations.js';
import { configurationKinds, readConfigurationOptions } from '../configuration.js';
import { loadFile, networkOf, networksOf } from '../load.js';
import { openArgument, readLimits, solutions, solutionsText, solutionToJson } from '../solve.js';
import { networkToJson, toJsonText, type Complexity } from '../networkJson.js';
import {
  readArguments,
  readOptions,
  readNamedShape,
  readWhole,
  splitOnce,
  type OptionKinds,
  type Options,
} from '../options.js';
import { printableLine } from '../../text/printable.js';
import { textTable } from '../table.js';
import { terms, unknownText } from '../../format/terms.js';

/** Options that say which networks of a file to analyse, and how. */
export const networkOptions: OptionKinds = {
  net: 'value',
  input: 'value',
  args: 'list',
  batch: 'value',
  dtype: 'value',
  optimizer: 'value',
  device: 'list',
};

/** @throws UsageError */
export function readOverrides(options: Options): Overrides {
  const [network, input, args] = [options.value('net'), options.value('input'), options.list('args')];
  const named = input === undefined ? undefined : readNamedShape(input);
  return {
    ...(network !== undefined && { network }),
    ...(named && { input: named.dims, ...(named.open.length > 0 && { openHints: named.open }) }),
    ...(args.length > 0 && { arguments: readArguments(args) }),
  };
}

/** @throws UsageError */
export function readComplexity(options: Options): Complexity {
  const batch = options.value('batch');
  const numberType = choice(options, 'dtype', numberTypes);
  const optimizer = choice(options, 'optimizer', optimizers);
  return {
    ...defaultMemory,
    ...(batch !== undefined && { batchSize: readWhole(batch, 'batch', 1) }),
    ...(numberType && { numberType }),
    ...(optimizer && { optimizer }),
    devices: options.list('device').length === 0 ? devices : options.list('device').map(readDevice),
  };
}

function choice<Name extends string>(
  options: Options,
  option: string,
  all: Readonly<Record<Name, unknown>>,
): Name | undefined {
  const given = options.value(option);
  if (given === undefined || Object.hasOwn(all, given)) return given as Name | undefined;
  throw new UsageError(usage.choice(option, Object.keys(all), given));
}

/** A device by its name or words of it, or one that is described: `name=…,gflops32=…,gbytes=…,watts=…`. */
function readDevice(text: string): Device {
  const named = deviceNamed(text, devices);
  if (named) return named;
  const fields = text.split(',').map((part) => splitOnce(part.trim(), '='));
  const entries = fields.map(([key, value]) => [
    key,
    key === 'name' || key === 'source' ? value : Number(value),
  ]);
  const [own] = readDevices([Object.fromEntries(entries)]);
  if (own) return own;
  const known = devices.map(({ name }) => name);
  throw new UsageError(usage.device(known, text));
}

export async function analyze(args: readonly string[], io: Io): Promise<Status> {
  const options = readOptions(args, {
    ...configurationKinds,
    ...networkOptions,
    solve: 'value',
    limit: 'value',
    json: 'flag',
    'no-insights': 'flag',
  });
  const configuration = await readConfigurationOptions(options, io);
  const [file, ...more] = options.positional;
  if (file === undefined || more.length > 0) throw new UsageError(usage.files(usages.analyze));
  if (options.value('solve') !== undefined || options.value('limit') !== undefined)
    return await solve(file, options, io, configuration);
  const complexity = readComplexity(options);
  const snapshot = await loadFile(file, readOverrides(options), io, [], configuration);
  const networks = await networksOf(file, options.value('net'), snapshot, io);
  const findings = [...configurationFindings(snapshot), ...shownFindings(snapshot.analysis, options)];
  if (options.flag('json')) {
    io.out(
      toJsonText({
        file,
        language: snapshot.language.id,
        networks: networks.map((network) => networkToJson(network, snapshot, complexity, io)),
        diagnostics: findings.map((finding) => findingToJson(finding, snapshot, io)),
      }),
    );
  } else {
    const parts = networks.map((network) => networkText(network, complexity, io.columns, snapshot));
    if (parts.length === 0) parts.push(`${files.noNetwork(file)}\n`);
    if (findings.length > 0) {
      parts.push(findings.map((finding) => `${findingLine(finding, snapshot, io)}\n`).join(''));
    }
    io.out(parts.join('\n'));
  }
  return hasErrors(findings) ? status.findings : status.fine;
}

/** The values of an argument with which a network satisfies limits. */
async function solve(
  file: string,
  options: Options,
  io: Io,
  configuration: ConfigurationOptions,
): Promise<Status> {
  const [argument, limit] = [options.value('solve'), options.value('limit')];
  // What a text leaves open may be limited by the text itself.
  if (argument === undefined || (limit === undefined && argument !== openArgument))
    throw new UsageError(usage.solveAlone());
  const limits = limit === undefined ? [] : readLimits(limit);
  const found = await solutions(argument, limits, readOverrides(options), async (overrides) => {
    const snapshot = await loadFile(file, overrides, io, [], configuration);
    return { snapshot, network: await networkOf(file, options.value('net'), snapshot, io) };
  });
  if (options.flag('json'))
    io.out(toJsonText({ file, solve: argument, limit, solutions: found.map(solutionToJson) }));
  else
    io.out(
      found.length === 0
        ? `${files.noSolution(argument, limit)}\n`
        : solutionsText(argument, found, io.columns),
    );
  return found.length === 0 ? status.findings : status.fine;
}

/** Name, figures and layers of a network, for people. */
function networkText(
  network: NetworkAnalysis,
  memory: Complexity,
  columns: number | undefined,
  snapshot: Snapshot,
): string {
  const { formulas } = network;
  const rows = layerRows(network);
  // Layers that cost nothing stay blank, so that those that do stand out.
  const count = (value: Count): string => (isUnknown(value) ? '?' : value === 0 ? '' : formatInt(value));
  const table = textTable(
    [
      { title: 'layer', flexible: true },
      { title: 'operator' },
      { title: 'output', right: true },
      ...(formulas ? [{ title: texts.everySize }] : []),
      { title: 'params', right: true },
      { title: 'MACs', right: true },
      { title: 'field', right: true },
      { title: 'stride', right: true },
      { title: 'padding', right: true },
    ],
    rows.map(({ path, operator, output, params, macs, field, training }, index) => [
      `${path.join(' › ')}${training ? texts.trainingOutput : ''}`,
      operator,
      output,
      ...(formulas ? [layerFormula(formulas, index)] : []),
      count(params),
      count(macs),
      ...field,
    ]),
    columns,
  );
  const reasons = rows.flatMap(({ path, params, macs }) => {
    const unknown = [params, macs].find(isUnknown);
    return unknown ? [printableLine(`${path.join(' › ')}: ${formatCount(unknown)}`)] : [];
  });
  const missing = network.training.layers - rows.length;
  const rest = missing > 0 ? [texts.furtherLayers(missing)] : [];
  const parts = [
    printableLine(network.name),
    ...figures(network, memory, formulas && acceptedText(formulas, snapshot)),
    '',
    ...table,
    ...rest,
  ];
  return `${[...parts, ...(reasons.length > 0 ? ['', ...reasons] : [])].join('\n')}\n`;
}

const layerFormula = ({ layers, divisors }: NetworkFormulas, index: number): string => {
  const output = layers[index]?.output;
  return output ? formatShapeFormula(output, divisors) : '';
};

/** What a network accepts, and a size that it does not, with the line where that goes wrong. */
function acceptedText(formulas: NetworkFormulas, snapshot: Snapshot): string {
  const refusal = refusalOf(formulas);
  const accepted = `${acceptedSizes(formulas)}${formulas.isComplete ? '' : texts.furtherConditions}`;
  if (!refusal) return accepted;
  const { point, message, site } = refusal;
  const sizes = Object.values(point).map(String).join(' × ');
  return texts.refusal(accepted, sizes, message, site && placeOf(site, snapshot).line);
}

function figures(
  network: NetworkAnalysis,
  memory: Complexity,
  accepted: string | undefined,
): readonly string[] {
  const { totals, training, trainable, expected, depth, featureMap } = network;
  const { inputs, outputs } = network.network;
  const bound = totals.unknownLayers > 0;
  const axes = axesOf(featureMap.field, featureMap.rank);
  const lines: (readonly [string, string])[] = [
    [
      figureLabels.inputs,
      inputs
        .map(
          ({ name, value, assumed }) =>
            `${name} ${formatShape(value.shape)}${assumed === undefined ? '' : texts.assumed(assumed)}`,
        )
        .join(', '),
    ],
    [
      figureLabels.outputs,
      outputs
        .map(
          (each) =>
            `${each.name} ${formatShape(each.value.shape)}${each.training ? texts.trainingOutput : ''}`,
        )
        .join(', '),
    ],
    [figureLabels.params, `${exact(totals.params, bound)} (${formatParameterMemory(totals.params, memory)})`],
    [figureLabels.macs, texts.perExample(exact(totals.macs, bound))],
    [
      figureLabels.activations,
      `${exact(totals.activations, bound)} (${formatActivationMemory(totals.activations, memory)})`,
    ],
    [figureLabels.depth, `${network.depthIsLeast ? '≥ ' : ''}${formatNumber(depth)}`],
    [
      figureLabels.receptiveField,
      axes && axes.length > 0
        ? fieldText(axes)
        : featureMap.field?.kind === 'global'
          ? terms.global
          : terms.none,
    ],
  ];
  const { macs, activations } = network.formulas ?? {};
  if (accepted !== undefined) lines.push([figureLabels.accepts, accepted]);
  if (macs)
    lines.push([figureLabels.anySize, `${terms.macs} ${formatExpression(macs, network.formulas?.divisors)}`]);
  if (activations)
    lines.push([
      figureLabels.anySize,
      `${terms.activations} ${formatExpression(activations, network.formulas?.divisors)}`,
    ]);
  if (bound)
    lines.push([
      figureLabels.unknown,
      texts.unknown(formatNumber(totals.unknownLayers), formatNumber(totals.layers)),
    ]);
  if (totals.statistics !== 0)
    lines.push([figureLabels.statistics, texts.statistics(formatInt(totals.statistics))]);
  const least = training.unknownLayers > 0;
  if (
    training.params !== totals.params ||
    training.macs !== totals.macs ||
    training.unknownLayers !== totals.unknownLayers
  ) {
    lines.push([
      figureLabels.training,
      texts.training(exact(training.params, least), exact(training.macs, least)),
    ]);
  }
  if (isUnknown(trainable)) lines.push([figureLabels.trainable, unknownText(trainable.unknown)]);
  else if (trainable < training.params)
    lines.push([figureLabels.trainable, texts.trainable(exact(trainable, least))]);
  if (expected) {
    lines.push([
      figureLabels.expected,
      texts.expected(formatReal(expected.depth), formatReal(expected.macs)),
    ]);
  }
  const [held, trained] = [peakText(network, memory), trainingText(network, memory)];
  if (held) lines.push([figureLabels.peakMemory, held]);
  if (trained) lines.push([figureLabels.trainingMemory, trained]);
  // One device is enough on a terminal: the one asked for, or the first; --json has them all.
  for (const device of memory.devices.slice(0, 1)) {
    const text = estimateText(network, { ...memory, device });
    if (text) lines.push([figureLabels.estimate, text]);
  }
  return lines.map(([label, text]) => `  ${label.padEnd(17)}${printableLine(text)}`);
}
