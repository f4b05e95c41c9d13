// The options of the command line that concern configurations, and which findings are shown.
import type { FindingCode } from '../findings/catalogue.js';
import { catalogue } from '../findings/catalogue.js';
import { isFindingCode } from '../directives/directive.js';
import { nearest } from '../text/nearest.js';
import type { ConfigurationOptions } from '../workspace/configurations.js';
import { UsageError, type Io } from './io.js';
import { files, usage } from './messages.js';
import type { OptionKinds, Options } from './options.js';

/** Options of every command that reads files. */
export const configurationKinds: OptionKinds = { config: 'value', 'no-config': 'flag' };

/** @throws UsageError where the file that is named cannot be read. */
export async function readConfigurationOptions(options: Options, io: Io): Promise<ConfigurationOptions> {
  const file = options.value('config');
  if (file !== undefined && options.flag('no-config')) throw new UsageError(usage.configurations());
  if (options.flag('no-config')) return { use: 'none' };
  if (file === undefined) return {};
  const use = io.uriOfPath(file);
  if ('problem' in (await io.host.readFile(use))) throw new UsageError(files.unreadable(file));
  return { use };
}

/** The codes of a list such as `--select a,b`; undefined where it is not given. @throws UsageError */
export function readCodes(options: Options, name: string): ReadonlySet<FindingCode> | undefined {
  const texts = options.list(name).flatMap((each) => each.split(','));
  if (texts.length === 0) return undefined;
  return new Set(
    texts.map((text) => {
      const code = text.trim();
      if (isFindingCode(code)) return code;
      throw new UsageError(usage.code(name, code, nearest(code, Object.keys(catalogue))));
    }),
  );
}
