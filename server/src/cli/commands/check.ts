// `fovea check PATH…`: the findings of files, and of all files in folders, for people and continuous integration.
import { languageOf, languages } from '../../languages/registry.js';
import { findingLine, findingToJson, toldFindings } from '../findings.js';
import { about, InternalError, status, tellError, UsageError, type Io, type Status } from '../io.js';
import { loadFile } from '../load.js';
import { toJsonText } from '../networkJson.js';
import { readOptions, readWhole } from '../options.js';

/** Folders of other people's files. */
const skipped = new Set(['node_modules']);
const deepest = 64;

export async function check(args: readonly string[], io: Io): Promise<Status> {
  const options = readOptions(args, { json: 'flag', 'max-warnings': 'value', 'no-insights': 'flag' });
  const limit = options.value('max-warnings');
  const mostWarnings = limit === undefined ? Infinity : readWhole(limit, 'max-warnings', 0);
  if (options.positional.length === 0) {
    throw new UsageError('check takes files or folders: fovea check PATH….');
  }
  const files: string[] = [];
  const folders: string[] = [];
  for (const path of options.positional) {
    const isFolder = await io.isFolder(path);
    if (isFolder) folders.push(path);
    const found = isFolder ? await filesIn(path, io, 0) : [path];
    if (found.length === 0) {
      throw new UsageError(
        `${path} holds no file ending in ${languages.flatMap(({ extensions }) => extensions).join(', ')}.`,
      );
    }
    files.push(...found);
  }
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  const told = new Set<string>();
  const entries: object[] = [];
  let failed = false;
  const checkFile = async (file: string): Promise<void> => {
    const snapshot = await loadFile(file, {}, io, folders);
    for (const finding of toldFindings(snapshot.analysis, options)) {
      // A file that several others import says the same in each.
      const line = findingLine(finding, snapshot, io);
      if (told.has(line)) continue;
      told.add(line);
      counts[finding.severity]++;
      if (options.flag('json')) entries.push({ file, ...findingToJson(finding, snapshot, io) });
      else io.out(`${line}\n`);
    }
  };
  for (const file of new Set(files)) {
    try {
      await about(file, () => checkFile(file));
    } catch (error) {
      // One file that fovea fails on does not keep the findings of the others back.
      if (!(error instanceof InternalError)) throw error;
      failed = true;
      tellError(error, io);
    }
  }
  if (options.flag('json')) {
    io.out(toJsonText({ files: new Set(files).size, ...counts, diagnostics: entries }));
  }
  if (counts.warning > mostWarnings) {
    io.err(`fovea: ${counts.warning} warnings, more than the ${mostWarnings} that --max-warnings allows.\n`);
  }
  if (failed) return status.usage;
  return counts.error > 0 || counts.warning > mostWarnings ? status.findings : status.fine;
}

/** The files below a folder that a language reads; hidden ones, and those of packages, are left out. */
async function filesIn(folder: string, io: Io, depth: number): Promise<readonly string[]> {
  if (depth > deepest) return [];
  const files: string[] = [];
  for (const entry of await io.listFolder(folder)) {
    if (entry.name.startsWith('.') || skipped.has(entry.name)) continue;
    const path = io.joinPath(folder, entry.name);
    if (entry.folder) files.push(...(await filesIn(path, io, depth + 1)));
    else if (languageOf({ uri: entry.name })) files.push(path);
  }
  return files;
}
