// `fovea compare FILE[#NET]…`: the figures of several networks side by side.
import { devices } from '../../analysis/devices.js';
import { defaultMemory } from '../../format/numbers.js';
import { comparison, type Compared } from '../comparison.js';
import { hasErrors } from '../findings.js';
import { status, UsageError, type Io, type Status } from '../io.js';
import { files, usage, usages } from '../messages.js';
import { configurationKinds, readConfigurationOptions } from '../configuration.js';
import { loadFile, networksOf } from '../load.js';
import { summaryToJson, toJsonText } from '../networkJson.js';
import { readOptions } from '../options.js';

export async function compare(args: readonly string[], io: Io): Promise<Status> {
  const options = readOptions(args, { ...configurationKinds, json: 'flag' });
  const configuration = await readConfigurationOptions(options, io);
  if (options.positional.length === 0) {
    throw new UsageError(usage.files(usages.compare));
  }
  const found: Compared[] = [];
  let errors = false;
  for (const argument of options.positional) {
    const at = argument.lastIndexOf('#');
    const [file, name] = at < 0 ? [argument, undefined] : [argument.slice(0, at), argument.slice(at + 1)];
    const snapshot = await loadFile(file, name === undefined ? {} : { network: name }, io, [], configuration);
    const networks = await networksOf(file, name, snapshot, io);
    if (networks.length === 0) throw new UsageError(files.noNetwork(file));
    errors ||= hasErrors(snapshot.analysis.findings);
    found.push(...networks.map((network) => ({ file, network })));
  }
  if (options.flag('json')) {
    const networks = found.map(({ file, network }) => ({
      file,
      ...summaryToJson(network, { ...defaultMemory, devices }),
    }));
    io.out(toJsonText({ networks }));
  } else io.out(`${comparison(found, io.columns).join('\n')}\n`);
  return errors ? status.findings : status.fine;
}
