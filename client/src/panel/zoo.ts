// The networks of the examples whose accuracies are published, read once.
import { type ExtensionContext, Uri, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import {
  type FileFiguresParams,
  type FileFiguresResult,
  fileFiguresRequest,
} from '../../../server/src/lsp/protocol.js';
import { toZoo, type ZooNetwork } from '../../../media/panel/data/zoo.js';
import { failures } from '../texts/messages.js';

let known: Promise<readonly ZooNetwork[]> | undefined;

/** Empty where the examples cannot be read; the next call tries again. */
export async function zooNetworks(
  { extensionUri }: ExtensionContext,
  client: LanguageClient,
): Promise<readonly ZooNetwork[]> {
  known ??= readZoo(Uri.joinPath(extensionUri, 'examples'), client);
  try {
    return await known;
  } catch (error) {
    known = undefined;
    client.warn(failures.examples, error, false);
    return [];
  }
}

async function readZoo(folder: Uri, client: LanguageClient): Promise<readonly ZooNetwork[]> {
  const files = (await workspace.fs.readDirectory(folder)).map(([name]) => Uri.joinPath(folder, name));
  const networks: ZooNetwork[] = [];
  for (const file of files) {
    const params: FileFiguresParams = { uri: client.code2ProtocolConverter.asUri(file) };
    const figures = await client.sendRequest<FileFiguresResult>(fileFiguresRequest, params);
    networks.push(...figures.flatMap((each) => toZoo(each) ?? []));
  }
  return networks;
}
