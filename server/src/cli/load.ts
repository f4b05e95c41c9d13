// Loads the file that a command names, and finds the networks in it that it asks for.
import type { NetworkAnalysis } from '../analysis/analysis.js';
import type { Overrides } from '../contract/language.js';
import { languages } from '../languages/registry.js';
import { nearest } from '../text/nearest.js';
import type { ConfigurationOptions } from '../workspace/configurations.js';
import { projectRoot } from '../workspace/projectRoot.js';
import { ReadPolicy } from '../workspace/readPolicy.js';
import type { FindingsAlone } from '../workspace/snapshot.js';
import type { ReadTexts } from '../workspace/textStore.js';
import type { Snapshot } from '../workspace/snapshot.js';
import { Workspace } from '../workspace/workspace.js';
import { about, tellInternalErrors, UsageError, type Io } from './io.js';
import { files } from './messages.js';

/** What may be read for a file of the command line: itself, the `folders` that are given too, and its project. */
export async function readableWith(path: string, folders: readonly string[], io: Io): Promise<ReadPolicy> {
  const uri = io.uriOfPath(path);
  const policy = new ReadPolicy();
  policy.grantFile(uri);
  const root = await projectRoot(uri.slice(0, uri.lastIndexOf('/')), io.host, io.uriOfPath('.'));
  policy.grant('arguments', [root, ...folders.map(io.uriOfPath)]);
  return policy;
}

/**
 * `folders` are those that were given besides, from which imports may be read as well; `lastRead` is shared by the files of
 * one command, so that what several of them import is parsed and compiled once; `alone`: of networks nothing but findings is kept.
 * @throws UsageError where the file cannot be read or no language reads it.
 */
export async function loadFile(
  path: string,
  overrides: Overrides,
  io: Io,
  folders: readonly string[] = [],
  configuration: ConfigurationOptions = {},
  lastRead?: ReadTexts,
  alone?: FindingsAlone,
): Promise<Snapshot> {
  const policy = await readableWith(path, folders, io);
  if (configuration.use !== undefined && configuration.use !== 'none') policy.grantFile(configuration.use);
  const workspace = new Workspace(io.host, policy, configuration, lastRead);
  const internal: unknown[] = [];
  workspace.onInternalError = (_, error) => internal.push(error);
  const loaded = await about(path, () => workspace.analyseFile(io.uriOfPath(path), overrides, alone));
  tellInternalErrors(path, internal, io);
  if (loaded === undefined) {
    if (await io.isFolder(path)) throw new UsageError(files.folder(path));
    const supported = languages.flatMap(({ extensions }) => extensions);
    throw new UsageError(files.unknownLanguage(path, supported));
  }
  if ('problem' in loaded) {
    const sentences = {
      missing: files.unreadable,
      folder: files.folder,
      binary: files.binary,
      'too-large': files.tooLarge,
      outside: files.outside,
      // Said of imports alone.
      'too-many': files.unreadable,
    };
    throw new UsageError(sentences[loaded.problem](path));
  }
  return loaded;
}

/** All networks of a file, or the one of a name. @throws UsageError where there is none. */
export async function networksOf(
  path: string,
  name: string | undefined,
  snapshot: Snapshot,
  io: Io,
): Promise<readonly NetworkAnalysis[]> {
  const { networks } = snapshot.analysis;
  if (name === undefined) return networks;
  const found = networks.filter((network) => network.name === name);
  if (found.length > 0) return found;
  const all = await loadFile(path, {}, io);
  const names = all.analysis.networks.map((network) => network.name);
  const reason = snapshot.analysis.findings.find(({ severity }) => severity === 'error')?.message;
  throw new UsageError(
    names.includes(name) && reason !== undefined
      ? files.failedNetwork(path, name, reason)
      : files.unknownNetwork(path, name, nearest(name, names), names),
  );
}

/** The network of that name, or the only one of a file. @throws UsageError where there is none, or several. */
export async function networkOf(
  path: string,
  name: string | undefined,
  snapshot: Snapshot,
  io: Io,
): Promise<NetworkAnalysis> {
  const [network, other] = await networksOf(path, name, snapshot, io);
  if (!network) throw new UsageError(files.noNetwork(path));
  if (other && name === undefined) {
    const all = snapshot.analysis.networks.map((each) => each.name);
    throw new UsageError(files.severalNetworks(path, all));
  }
  return network;
}
