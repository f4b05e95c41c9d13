// `fovea check PATH…`: the findings of files, and of all files in folders, for people and continuous integration.
import { languages } from '../../languages/registry.js';
import type { Finding } from '../../graph/graph.js';
import type { ReadTexts } from '../../workspace/textStore.js';
import type { Snapshot } from '../../workspace/workspace.js';
import { configurationKinds, readCodes, readConfigurationOptions } from '../configuration.js';
import { FileFinder, reasons, type FoundFiles, type Reason } from '../files.js';
import { configurationFindings, findingLine, findingToJson, toldFindings } from '../findings.js';
import { about, InternalError, status, tellError, UsageError, type Io, type Status } from '../io.js';
import { files, usage } from '../messages.js';
import { loadFile } from '../load.js';
import { toJsonText } from '../networkJson.js';
import { readOptions, readWhole } from '../options.js';

export async function check(args: readonly string[], io: Io): Promise<Status> {
  const options = readOptions(args, {
    ...configurationKinds,
    json: 'flag',
    'max-warnings': 'value',
    'no-insights': 'flag',
    exclude: 'list',
    select: 'list',
    ignore: 'list',
  });
  const limit = options.value('max-warnings');
  const mostWarnings = limit === undefined ? Infinity : readWhole(limit, 'max-warnings', 0);
  if (options.positional.length === 0) {
    throw new UsageError(usage.files('fovea check PATH…'));
  }
  const policy = { select: readCodes(options, 'select'), ignore: readCodes(options, 'ignore') };
  const configuration = { ...(await readConfigurationOptions(options, io)), policy };
  const folders: string[] = [];
  const finder = new FileFinder(io, options.list('exclude'), configuration);
  for (const path of options.positional) {
    if (!(await io.isFolder(path))) finder.add(path);
    else {
      folders.push(path);
      await finder.addFolder(path);
    }
  }
  const { found } = finder;
  if (found.files.length === 0 && found.skipped.size === 0) {
    const supported = languages.flatMap(({ extensions }) => extensions);
    throw new UsageError(files.noFiles(options.positional, supported));
  }
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  const told = new Set<string>();
  const entries: object[] = [];
  let failed = false;
  const report = (findings: readonly Finding[], file: string, snapshot: Snapshot): void => {
    for (const finding of findings) {
      // A file that several others import says the same in each.
      const line = findingLine(finding, snapshot, io);
      if (told.has(line)) continue;
      told.add(line);
      counts[finding.severity]++;
      if (options.flag('json')) entries.push({ file, ...findingToJson(finding, snapshot, io) });
      else io.out(`${line}\n`);
    }
  };
  const lastRead: ReadTexts = new Map();
  const checkFile = async (file: string): Promise<void> => {
    const snapshot = await loadFile(file, {}, io, folders, configuration, lastRead);
    report(configurationFindings(snapshot), file, snapshot);
    report(toldFindings(snapshot.analysis, options), file, snapshot);
  };
  for (const file of found.files) {
    try {
      await about(file, () => checkFile(file));
    } catch (error) {
      // One file that fovea fails on does not keep the findings of the others back.
      if (!(error instanceof InternalError)) throw error;
      failed = true;
      tellError(error, io);
    } finally {
      // What is parsed of it takes far more room than its text; a file that others import is kept by the next that does.
      lastRead.delete(io.uriOfPath(file));
    }
  }
  const skipped = [...found.skipped.values()].reduce((sum, count) => sum + count, 0);
  if (options.flag('json')) {
    const files = found.files.length;
    const skips = {
      files: skipped,
      ...Object.fromEntries(found.skipped),
      ...(found.atLeast && { atLeast: true }),
    };
    io.out(toJsonText({ files, skipped: skips, ...counts, diagnostics: entries }));
  } else if (skipped > 0) io.err(`fovea: ${skippedText(found, skipped)}\n`);
  if (counts.warning > mostWarnings) {
    io.err(`fovea: ${files.tooManyWarnings(counts.warning, mostWarnings)}\n`);
  }
  if (failed) return status.usage;
  return counts.error > 0 || counts.warning > mostWarnings ? status.findings : status.fine;
}

/** `skipped 12 files: 9 in virtual environments, 3 ignored by git.` */
function skippedText({ skipped, atLeast }: FoundFiles, all: number): string {
  const parts = [...skipped].map(([reason, count]: [Reason, number]) => `${count} ${reasons[reason]}`);
  return `skipped ${atLeast ? 'at least ' : ''}${all} ${all === 1 ? 'file' : 'files'}: ${parts.join(', ')}.`;
}
