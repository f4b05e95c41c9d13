// `fovea convert FILE --to LANGUAGE`: a network written in another language, with equal figures.
import { languages } from '../../languages/registry.js';
import { ConversionError } from '../../writing/flat.js';
import { hasErrors } from '../findings.js';
import { status, UsageError, type Io, type Status } from '../io.js';
import { files, usage, usages } from '../messages.js';
import { configurationKinds, readConfigurationOptions } from '../configuration.js';
import { printableLine } from '../../text/printable.js';
import { loadFile, networkOf } from '../load.js';
import { writeResult } from '../output.js';
import { readOptions } from '../options.js';
import { networkOptions, readOverrides } from './analyze.js';

export async function convert(args: readonly string[], io: Io): Promise<Status> {
  const options = readOptions(args, { ...configurationKinds, ...networkOptions, to: 'value', out: 'value' });
  const configuration = await readConfigurationOptions(options, io);
  const [file, ...more] = options.positional;
  if (file === undefined || more.length > 0) {
    throw new UsageError(usage.files(usages.convert));
  }
  const to = options.value('to');
  const names = languages.map(({ name }) => name);
  if (to === undefined) throw new UsageError(usage.missingChoice('to', names));
  const { write } = (await languages.find(({ name }) => name === to)?.load()) ?? {};
  if (!write) throw new UsageError(usage.choice('to', names, to));
  const snapshot = await loadFile(file, readOverrides(options), io, [], configuration);
  const network = await networkOf(file, options.value('net'), snapshot, io);
  let text: string;
  try {
    text = await write(network.network);
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    for (const reason of error.reasons)
      io.err(`fovea: ${printableLine(files.notConvertible(file, to, reason))}\n`);
    return status.findings;
  }
  await writeResult(text, options.value('out'), io);
  return hasErrors(snapshot.analysis.findings) ? status.findings : status.fine;
}
