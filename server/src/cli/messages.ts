// What the command line says when it is used wrongly or cannot do what it is asked for: each message once, with its arguments.
// `fovea: ` is put before it where it is printed.
import { plural } from '../format/numbers.js';

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
