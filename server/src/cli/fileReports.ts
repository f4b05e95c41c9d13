// What `check` says of one file, as plain data, so that files may be checked in threads of their own.
import type { ReadTexts } from '../workspace/textStore.js';
import { configurationKinds, readCodes, readConfigurationOptions } from './configuration.js';
import { configurationFindings, findingLine, findingToJson, shownFindings } from './findings.js';
import { pathsOf } from './standardInput.js';
import { about, InternalError, tellError, type Io } from './io.js';
import { loadFile } from './load.js';
import type { FileReport } from './reports.js';
import { readOptions, type Options } from './options.js';

/** Checks files one after the other. @throws UsageError where one cannot be read */
export type CheckFile = (file: string) => Promise<FileReport>;

/** @throws UsageError */
export const checkOptions = (args: readonly string[]): Options =>
  readOptions(args, {
    ...configurationKinds,
    json: 'flag',
    format: 'value',
    'stdin-filename': 'value',
    'max-warnings': 'value',
    'no-insights': 'flag',
    exclude: 'list',
    select: 'list',
    ignore: 'list',
  });

/** The configuration that the arguments of `check` ask for. @throws UsageError */
export async function checkConfiguration(
  options: Options,
  io: Io,
): Promise<Awaited<ReturnType<typeof readConfigurationOptions>> & { readonly policy: object }> {
  const policy = { select: readCodes(options, 'select'), ignore: readCodes(options, 'ignore') };
  return { ...(await readConfigurationOptions(options, io)), policy };
}

/** What checks a file under the arguments of `check`; files that it checks share what they import. @throws UsageError */
export async function fileChecker(args: readonly string[], io: Io): Promise<CheckFile> {
  const options = checkOptions(args);
  const configuration = await checkConfiguration(options, io);
  const folders: string[] = [];
  for (const path of pathsOf(options)) if (await io.isFolder(path)) folders.push(path);
  const lastRead: ReadTexts = new Map();
  const alone = { insights: !options.flag('no-insights') };
  return async (file) => {
    let errors = '';
    const own: Io = { ...io, err: (text) => (errors += text) };
    try {
      const findings = await about(file, async () => {
        const snapshot = await loadFile(file, {}, own, folders, configuration, lastRead, alone);
        return [...configurationFindings(snapshot), ...shownFindings(snapshot.analysis, options)].map(
          (finding) => ({
            severity: finding.severity,
            line: findingLine(finding, snapshot, io),
            json: { file, ...findingToJson(finding, snapshot, io) },
          }),
        );
      });
      return { findings, errors, failed: false };
    } catch (error) {
      // One file that fovea fails on does not keep the findings of the others back.
      if (!(error instanceof InternalError)) throw error;
      tellError(error, own);
      return { findings: [], errors, failed: true };
    } finally {
      // What is parsed of it takes far more room than its text; a file that others import is kept by the next that does.
      lastRead.delete(io.uriOfPath(file));
    }
  };
}
