// `fovea check PATH…`: the findings of files, and of all files in folders, for people and continuous integration.
import { languages } from '../../languages/registry.js';
import { checkConfiguration, checkOptions, fileChecker } from '../fileReports.js';
import { FileFinder, type FoundFiles, type Reason } from '../files.js';
import { status, UsageError, type Io, type Status } from '../io.js';
import { files, skipped as skippedOf, skipReasons, usage, usages } from '../messages.js';
import { formats } from '../formats/registry.js';
import type { Format } from '../formats/format.js';
import { readWhole, type Options } from '../options.js';
import type { FileFinding } from '../reports.js';
import { pathsOf, withStandardInput } from '../standardInput.js';

export async function check(args: readonly string[], terminal: Io): Promise<Status> {
  const options = checkOptions(args);
  const format = formatOf(options);
  const limit = options.value('max-warnings');
  const mostWarnings = limit === undefined ? Infinity : readWhole(limit, 'max-warnings', 0);
  if (options.positional.length === 0) {
    throw new UsageError(usage.files(usages.check));
  }
  const io = await withStandardInput(options, terminal);
  const configuration = await checkConfiguration(options, io);
  const finder = new FileFinder(io, options.list('exclude'), configuration);
  for (const path of pathsOf(options)) {
    if (await io.isFolder(path)) await finder.addFolder(path);
    else finder.add(path);
  }
  const { found } = finder;
  if (found.files.length === 0 && found.skipped.size === 0) {
    const supported = languages.flatMap(({ extensions }) => extensions);
    throw new UsageError(files.noFiles(options.positional, supported));
  }
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  const reported = new Set<string>();
  const entries: FileFinding[] = [];
  let failed = false;
  const reports = io.checkInThreads?.(args, found.files);
  const checkFile = reports ? undefined : await fileChecker(args, io);
  for (const [index, file] of found.files.entries()) {
    const report = await (reports?.[index] ?? checkFile?.(file));
    if (report === undefined) continue;
    io.err(report.errors);
    failed ||= report.failed;
    for (const { severity, line, json } of report.findings) {
      // A file that several others import says the same in each.
      if (reported.has(line)) continue;
      reported.add(line);
      counts[severity]++;
      if (format) entries.push(json);
      else io.out(`${line}\n`);
    }
  }
  const skipped = [...found.skipped.values()].reduce((sum, count) => sum + count, 0);
  const skips = {
    files: skipped,
    ...Object.fromEntries(found.skipped),
    ...(found.atLeast && { atLeast: true as const }),
  };
  if (format) {
    io.out(format({ findings: entries, counts, files: found.files, skipped: skips, version: io.version }));
  }
  if (skipped > 0 && format !== formats['json']) io.err(`fovea: ${skippedText(found, skipped)}\n`);
  if (counts.warning > mostWarnings) {
    io.err(`fovea: ${files.tooManyWarnings(counts.warning, mostWarnings)}\n`);
  }
  if (failed) return status.usage;
  return counts.error > 0 || counts.warning > mostWarnings ? status.findings : status.fine;
}

/** The format that is asked for; undefined for lines of text. @throws UsageError */
function formatOf(options: Options): Format | undefined {
  const name = options.value('format');
  if (options.flag('json')) {
    if (name !== undefined && name !== 'json') throw new UsageError(usage.formats());
    return formats['json'];
  }
  if (name === undefined || name === 'text') return undefined;
  if (Object.hasOwn(formats, name)) return formats[name];
  throw new UsageError(usage.choice('format', ['text', ...Object.keys(formats)], name));
}

/** `skipped 12 files: 9 in virtual environments, 3 ignored by git.` */
function skippedText({ skipped, atLeast }: FoundFiles, all: number): string {
  const parts = [...skipped].map(([reason, count]: [Reason, number]) => `${count} ${skipReasons[reason]}`);
  return skippedOf(String(all), all !== 1, atLeast, parts);
}
