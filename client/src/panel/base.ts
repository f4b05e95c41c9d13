// What an edited network is compared with: its file as it was saved, or as it was committed last.
import { type Disposable, type Event, extensions, type TextDocument, type Uri, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import {
  type FileFiguresParams,
  type FileFiguresResult,
  fileFiguresRequest,
  type WhatIf,
} from '../../../server/src/lsp/protocol.js';
import type { Base } from '../../../media/panel/state/messages.js';
import { noBase } from '../texts/messages.js';

interface Found {
  readonly figures?: FileFiguresResult[number];
  readonly problem?: string;
}

/** The figures of a network in the earlier text of its file, under the same overrides; or why there are none. */
export async function baseFigures(
  client: LanguageClient,
  document: TextDocument,
  base: Exclude<Base, 'none'>,
  network: string,
  overrides: WhatIf,
): Promise<Found> {
  const earlier = base === 'save' ? await savedText(document) : await committedText(document.uri);
  if ('problem' in earlier) return earlier;
  const params: FileFiguresParams = {
    uri: client.code2ProtocolConverter.asUri(document.uri),
    text: { languageId: document.languageId, content: earlier.text },
    network,
    overrides,
  };
  const [figures] = await client.sendRequest<FileFiguresResult>(fileFiguresRequest, params);
  return figures ? { figures } : { problem: noBase.noNetwork(network) };
}

type Text = { readonly text: string } | { readonly problem: string };

async function savedText({ uri, isUntitled }: TextDocument): Promise<Text> {
  if (isUntitled) return { problem: noBase.neverSaved };
  try {
    return { text: new TextDecoder().decode(await workspace.fs.readFile(uri)) };
  } catch {
    return { problem: noBase.unreadable };
  }
}

/** As much as is used here of what VS Code's own Git extension offers (its `git.d.ts`). */
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

interface GitApi {
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: Event<GitApi['state']>;
  getRepository(uri: Uri): Repository | null;
}

interface Repository {
  readonly state: {
    readonly HEAD: { readonly commit?: string } | undefined;
    readonly indexChanges: readonly Change[];
    readonly workingTreeChanges: readonly Change[];
    readonly onDidChange: Event<void>;
  };
  show(ref: string, path: string): Promise<string>;
}

interface Change {
  readonly originalUri: Uri;
  readonly renameUri: Uri | undefined;
}

async function committedText(uri: Uri): Promise<Text> {
  const repository = await repositoryOf(uri);
  if ('problem' in repository) return repository;
  const { HEAD, indexChanges, workingTreeChanges } = repository.state;
  if (HEAD?.commit === undefined) return { problem: noBase.noCommits };
  // A file that was renamed since is in the commit by its old name.
  const renamed = [...indexChanges, ...workingTreeChanges].find(
    ({ renameUri }) => renameUri?.toString() === uri.toString(),
  );
  try {
    return { text: await repository.show('HEAD', (renamed?.originalUri ?? uri).fsPath) };
  } catch {
    return { problem: noBase.notCommitted };
  }
}

/** The repository that holds a file, the innermost one where it is in a submodule; or why there is none. */
async function repositoryOf(uri: Uri): Promise<Repository | { readonly problem: string }> {
  const extension = extensions.getExtension<GitExtension>('vscode.git');
  if (!extension) return { problem: noBase.gitDisabled };
  const git = extension.isActive ? extension.exports : await extension.activate();
  if (!git.enabled) return { problem: noBase.gitDisabled };
  // A method of the extension's object, which it needs as `this`.
  const api = git.getAPI(1);
  await initialized(api);
  return api.getRepository(uri) ?? { problem: noBase.noRepository };
}

/** While VS Code starts, the extension is active before it has looked for repositories. */
function initialized(api: GitApi): Promise<void> {
  return new Promise((resolve) => {
    if (api.state === 'initialized') return resolve();
    const listening = api.onDidChangeState((state) => {
      if (state !== 'initialized') return;
      listening.dispose();
      resolve();
    });
  });
}

/** Calls `changed` whenever the last commit of a file's repository is another one: after a commit, a checkout, a pull. */
export async function watchCommits(uri: Uri, changed: () => void): Promise<Disposable | undefined> {
  const repository = await repositoryOf(uri).catch(() => undefined);
  if (!repository || 'problem' in repository) return undefined;
  const { state } = repository;
  let last = state.HEAD?.commit;
  return state.onDidChange(() => {
    if (state.HEAD?.commit === last) return;
    last = state.HEAD?.commit;
    changed();
  });
}
