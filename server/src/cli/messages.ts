// What the command line says when it is used wrongly or cannot do what it is asked for: each message once, with its arguments.
// `fovea: ` is put before it where it is printed. At the end, what it prints besides figures.
import { plural } from '../format/numbers.js';
import { terms } from '../format/terms.js';

const didYouMean = (meant: string | undefined, otherwise: string): string =>
  meant === undefined ? otherwise : ` Did you mean \`${meant}\`?`;
const list = (names: readonly string[]): string => names.join(', ');

/** Messages about the arguments of a command. */
export const usage = {
  noCommand: (commands: readonly string[]) =>
    `Missing command. Commands: ${list(commands)}. Run \`fovea --help\` for details.`,
  unknownCommand: (command: string, meant: string | undefined, commands: readonly string[]) =>
    `Unknown command \`${command}\`.${didYouMean(meant, ` Commands: ${list(commands)}.`)}`,
  files: (usage: string) => `Wrong number of files. Usage: \`${usage}\`.`,
  unknownOption: (option: string, meant: string | undefined, options: readonly string[]) =>
    `Unknown option \`${option}\`.${didYouMean(meant, options.length > 0 ? ` Options: ${list(options)}.` : '')}`,
  repeatedOption: (option: string) => `\`--${option}\` can be used only once.`,
  unexpectedValue: (option: string) => `\`--${option}\` takes no value.`,
  missingValue: (option: string) => `\`--${option}\` requires a value.`,
  missingChoice: (option: string, choices: readonly string[]) =>
    `\`--${option}\` is required: one of ${list(choices)}.`,
  choice: (option: string, choices: readonly string[], found: string) =>
    `\`--${option}\` must be one of ${list(choices)}, not \`${found}\`.`,
  shape: (found: string, problem: string) =>
    `\`--input\` must be a shape such as 3x224x224, not \`${found}\`. ${problem}`,
  arguments: (found: string) =>
    `\`--args\` must be name=value pairs separated by commas, ${found.trim() === '' ? 'but is empty' : `not \`${found.trim()}\``}.`,
  repeatedArgument: (name: string) => `\`--args\` contains \`${name}\` twice.`,
  whole: (option: string, least: number, found: string) =>
    `\`--${option}\` must be a whole number ≥ ${least}, not \`${found}\`.`,
  device: (known: readonly string[], found: string) =>
    `\`--device\` must be one of ${list(known)}, or name=…,gflops32=…,gbytes=…,watts=…, not \`${found}\`.`,
  code: (option: string, found: string, meant: string | undefined) =>
    `\`--${option}\` must be codes of findings; ${found === '' ? 'one is empty' : `\`${found}\` is unknown`}.${didYouMean(meant, '')}`,
  limit: (found: string, problem: string) =>
    `\`--limit\` must be bounds such as params <= 5M, not \`${found}\`. ${problem}`,
  limitMeasure: (found: string, known: readonly string[]) =>
    `\`--limit\` can bound ${list(known)}, not \`${found}\`.`,
  solveAlone: () => '`--solve` needs `--limit`, unless it is `--solve "?"`; `--limit` needs `--solve`.',
  openValues: (several: boolean) =>
    several
      ? 'The file has several `?`. Replace all but one of them with numbers.'
      : 'No network of the file has a `?` in place of a number.',
  formats: () => '`--json` is short for `--format json`, and cannot be used with another format.',
  stdinFilename: () =>
    '`-` needs `--stdin-filename`: the name selects the language, and says where imports and the configuration are.',
  stdinAlone: () => '`--stdin-filename` is for `-`, the standard input.',
  configurations: () => '`--config` and `--no-config` cannot be used together.',
};

/** Messages about files and networks. */
export const files = {
  unreadable: (file: string) => `Cannot read ${file}: it does not exist or is not readable.`,
  folder: (file: string) => `${file} is a folder. Name a file in it.`,
  binary: (file: string) => `${file} is not a text file.`,
  tooLarge: (file: string) => `${file} is too large to analyse.`,
  outside: (file: string) => `${file} is outside the folders that may be read.`,
  unwritable: (file: string) => `Cannot write ${file}.`,
  unknownLanguage: (file: string, extensions: readonly string[]) =>
    `${file} is not in a supported language. Supported: ${list(extensions)}.`,
  noFiles: (paths: readonly string[], extensions: readonly string[]) =>
    `No files found in ${list(paths)}. Supported: ${list(extensions)}.`,
  noSolution: (argument: string, limit: string | undefined) =>
    `No value of ${argument} was found${limit === undefined ? '' : ` with ${limit}`}.`,
  noNetwork: (file: string) => `No stand-alone network found in ${file}.`,
  severalNetworks: (file: string, names: readonly string[]) =>
    `${file} defines several networks. Choose one with \`--net\`: ${list(names)}.`,
  unknownNetwork: (file: string, name: string, meant: string | undefined, names: readonly string[]) =>
    `${file} has no network \`${name}\`.` +
    didYouMean(
      meant,
      names.length === 0
        ? ' No stand-alone network was found.'
        : ` Networks: ${list(names.slice(0, 12))}${names.length > 12 ? ', …' : ''}.`,
    ),
  failedNetwork: (file: string, name: string, reason: string) =>
    `Cannot analyse \`${name}\` in ${file}: ${reason}`,
  notConvertible: (file: string, language: string, reason: string) =>
    `Cannot convert ${file} to ${language}: ${reason}.`,
  tooManyLayers: (network: string, layers: number, most: number) =>
    `\`${network}\` has ${plural(layers, 'layer')}; at most ${plural(most, 'layer')} can be exported.`,
  tooManyWarnings: (warnings: number, most: number) =>
    `${plural(warnings, 'warning')}, but \`--max-warnings\` allows ${most}.`,
};

/** How each command is called. */
export const usages = {
  analyze: 'fovea analyze FILE',
  check: 'fovea check PATH…',
  export: 'fovea export FILE --net NAME --to FORMAT',
  convert: 'fovea convert FILE --to LANGUAGE',
  compare: 'fovea compare FILE[#NET]…',
  lsp: 'fovea lsp --stdio',
};

/** What `fovea --help` prints. */
export const help = `fovea analyses definitions of neural networks: shapes, costs and receptive fields.

  fovea analyze FILE [--net NAME] [--input 3x224x224] [--args k=v,…] [--batch N] [--dtype TYPE] [--optimizer NAME] [--device NAME]… [--solve NAME|? --limit BOUNDS] [--no-insights] [--json]
  fovea check PATH… [--format text|json|sarif|github|gitlab|junit] [--exclude GLOB]… [--select CODE,…] [--ignore CODE,…] [--max-warnings N] [--no-insights]
  fovea check - --stdin-filename NAME
  fovea export FILE --net NAME --to svg|csv|md|json|dot [--out FILE]
  fovea convert FILE [--net NAME] --to fovea|prototxt|pytorch [--out FILE]
  fovea compare FILE[#NET]… [--json]
  fovea lsp --stdio

Commands read the nearest fovea.toml or pyproject.toml ([tool.fovea]). --config FILE uses another file, --no-config none.

Exit status: 0 success, 1 findings of severity error, 2 wrong usage or an unreadable file.
`;

/** Errors of Fovea itself, and of the terminal. */
export const internal = {
  error: (message: string) => `internal error: ${message}`,
  further: (count: number) => ` (and ${count} more)`,
  output: (message: string) => `Cannot write the output: ${message}.`,
};

/** Why files are passed over. */
export const skipReasons = {
  ignored: 'ignored by git',
  excluded: 'excluded',
  environment: 'in virtual environments',
  generated: 'in build, dist, site-packages or node_modules',
  hidden: 'hidden',
  deep: 'nested too deep',
} as const;

/** `skipped 12 files: 9 in virtual environments, 3 ignored by git.` */
export const skipped = (
  count: string,
  areSeveral: boolean,
  isLeast: boolean,
  reasons: readonly string[],
): string =>
  `skipped ${isLeast ? 'at least ' : ''}${count} ${areSeveral ? 'files' : 'file'}: ${reasons.join(', ')}.`;

/** Labels of the figures of a network. */
export const figureLabels = {
  inputs: 'inputs',
  outputs: 'outputs',
  params: 'params',
  macs: terms.macs,
  activations: terms.activations,
  depth: terms.depth,
  receptiveField: terms.receptiveField,
  accepts: 'accepts',
  anySize: 'for any size',
  unknown: 'unknown',
  statistics: 'statistics',
  training: 'training',
  trainable: terms.trainable,
  expected: 'expected',
  peakMemory: terms.peakMemory,
  trainingMemory: terms.trainingMemory,
  estimate: 'estimate',
} as const;

/** What is said of the figures of a network. */
export const figures = {
  assumed: (why: string) => ` (assumed: ${why})`,
  trainingOutput: ' (training)',
  perExample: (count: string) => `${count} per example`,
  unknown: (unknown: string, layers: string) => `${unknown} of ${layers} layers`,
  statistics: (count: string) => `${count} (running, not learned)`,
  training: (params: string, macs: string) => `${params} params, ${macs} MACs, with training-only outputs`,
  trainable: (params: string) => `${params} params, the others are frozen`,
  expected: (depth: string, macs: string) => `depth ${depth}, ${macs} MACs in training`,
  furtherLayers: (count: number) => `… and ${plural(count, 'further layer')}`,
  noOutput: 'no output',
  everySize: 'for every size',
  furtherConditions: ' (there may be further conditions)',
  refusal: (accepted: string, sizes: string, message: string, line: number | undefined) =>
    `${accepted}; at ${sizes}: ${message}${line === undefined ? '' : ` (line ${line})`}`,
  noDataSet: 'no data set stated',
  estimate: "an estimate from the device's peaks, layer by layer (roofline), not a prediction",
};

/** Where something is in a notebook. */
export const notebookPlace = (cell: number, line: number) => `cell ${cell}, line ${line}`;
