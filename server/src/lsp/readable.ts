// What the server may read for its client: the folders that it has open, and around files that are opened individually.
import type { Host } from '../workspace/host.js';
import { projectRoot } from '../workspace/projectRoot.js';
import { asFolder, ReadPolicy } from '../workspace/readPolicy.js';
import { canonicalUri } from '../workspace/uri.js';

export class Readable {
  readonly policy = new ReadPolicy();
  /** Folders that the client has open, each with a slash at its end. */
  #folders: readonly string[] = [];
  readonly #looking = new Map<string, Promise<void>>();

  constructor(private readonly disk: Host) {}

  /** Whether the reader trusts the workspace; a client that says nothing of it has no such notion. */
  set trusted(trusted: boolean) {
    this.policy.trusted = trusted;
  }

  get folders(): readonly string[] {
    return this.#folders;
  }

  setFolders(folders: readonly string[]): void {
    this.#folders = [...new Set(folders.map(asFolder))];
    this.policy.grant(ReadPolicy.workspace, this.#folders);
  }

  changeFolders(added: readonly string[], removed: readonly string[]): void {
    const gone = new Set(removed.map(asFolder));
    this.setFolders([...this.#folders.filter((folder) => !gone.has(folder)), ...added]);
  }

  /** Grants the project around a file that is opened from outside the workspace; undefined where there is nothing to wait for. */
  open(clientUri: string): Promise<void> | undefined {
    const uri = canonicalUri(clientUri);
    const folder = uri.slice(0, uri.lastIndexOf('/'));
    if (this.policy.allows(uri) || folder === '') return undefined;
    const probe = uri.startsWith('file:') ? this.disk : {};
    const looking = projectRoot(folder, probe).then((root) => {
      if (this.#looking.get(uri) !== looking) return;
      this.#looking.delete(uri);
      this.policy.grant(`open ${uri}`, [root]);
    });
    this.#looking.set(uri, looking);
    return looking;
  }

  close(clientUri: string): void {
    const uri = canonicalUri(clientUri);
    this.#looking.delete(uri);
    this.policy.revoke(`open ${uri}`);
  }

  /** Resolves when it is known what may be read for the files that are open; undefined where it is. */
  get settled(): Promise<unknown> | undefined {
    return this.#looking.size > 0 ? Promise.all(this.#looking.values()) : undefined;
  }
}
