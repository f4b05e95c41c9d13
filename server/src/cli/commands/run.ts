// The command line: runs a command, and turns errors into one line and an exit status.
import { nearest } from '../../text/nearest.js';
import { printableOutput } from '../../text/printable.js';
import { analyze } from './analyze.js';
import { check } from './check.js';
import { compare } from './compare.js';
import { convert } from './convert.js';
import { exportNetwork } from './export.js';
import { lsp } from './lsp.js';
import { about, status, tellError, UsageError, type Io, type Status } from '../io.js';
import { help, usage } from '../messages.js';

const commands: Readonly<Record<string, (args: readonly string[], io: Io) => Promise<Status>>> = {
  analyze,
  check,
  export: exportNetwork,
  convert,
  compare,
  lsp,
};

/** Runs one command; never throws. */
export async function run(args: readonly string[], terminal: Io): Promise<Status> {
  const io: Io = {
    ...terminal,
    out: (text) => terminal.out(printableOutput(text)),
    err: (text) => terminal.err(printableOutput(text)),
  };
  try {
    const [name, ...rest] = args;
    if (name === '--help' || name === '-h' || name === 'help' || rest.includes('--help')) {
      io.out(help);
      return status.fine;
    }
    if (name === '--version') {
      io.out(`${io.version}\n`);
      return status.fine;
    }
    const names = Object.keys(commands);
    if (name === undefined) throw new UsageError(usage.noCommand(names));
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) {
      throw new UsageError(usage.unknownCommand(name, nearest(name, names), names));
    }
    const file = rest.find((each) => !each.startsWith('-')) ?? name;
    return await about(file, () => command(rest, io));
  } catch (error) {
    tellError(error, io);
    return status.usage;
  }
}
