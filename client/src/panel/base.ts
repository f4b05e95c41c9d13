// What an edited network is compared with: its file as it was saved, or as it was committed last.
import { extensions, type TextDocument, type Uri, workspace } from 'vscode';
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

/** As much as is used here of what VS Code's own Git extension offers. */
interface GitExtension {
  getAPI(version: 1): {
    getRepository(uri: Uri): { show(ref: string, path: string): Promise<string> } | null;
  };
}

async function committedText(uri: Uri): Promise<Text> {
  const git = extensions.getExtension<GitExtension>('vscode.git');
  if (!git) return { problem: noBase.gitDisabled };
  try {
    const { getAPI } = git.isActive ? git.exports : await git.activate();
    const repository = getAPI(1).getRepository(uri);
    if (!repository) return { problem: noBase.noRepository };
    return { text: await repository.show('HEAD', uri.fsPath) };
  } catch {
    return { problem: noBase.notCommitted };
  }
}
