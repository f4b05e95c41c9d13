// Which files may be read: the one place that decides it. See SECURITY.md for what it allows and why.
import { canonicalUri } from './uri.js';

/**
 * Folders and single files that may be read, by canonical URI. What a text names is outside them unless somebody whom
 * the reader trusts has granted it: the editor its workspace folders, the settings theirs, the command line its arguments.
 */
export class ReadPolicy {
  /** Folders, each with a slash at its end, by who grants them. */
  readonly #grants = new Map<string, readonly string[]>();
  readonly #files = new Set<string>();
  #trusted = true;
  #folders: readonly string[] | undefined;

  /** Who grants the folders that count whether or not they are trusted. */
  static readonly workspace = 'workspace';

  constructor(folders: readonly string[] = []) {
    this.grant(ReadPolicy.workspace, folders);
  }

  /** Grants folders and all that lies below them, instead of those that the same granted before. */
  grant(who: string, folders: readonly string[]): void {
    this.#grants.set(who, folders.map(asFolder));
    this.#folders = undefined;
  }

  revoke(who: string): void {
    this.#grants.delete(who);
    this.#folders = undefined;
  }

  /** Grants one file, wherever a link leads from it. */
  grantFile(uri: string): void {
    this.#files.add(canonicalUri(uri));
  }

  /** In a workspace that the reader does not trust, nothing counts but its own folders. */
  set trusted(trusted: boolean) {
    this.#trusted = trusted;
    this.#folders = undefined;
  }

  get isTrusted(): boolean {
    return this.#trusted;
  }

  /** Folders that may be read, each with a slash at its end; links must not lead out of them. */
  get folders(): readonly string[] {
    this.#folders ??= [...this.#grants]
      .filter(([who]) => this.#trusted || who === ReadPolicy.workspace)
      .flatMap(([, folders]) => folders);
    return this.#folders;
  }

  /** Whether a file was granted individually. */
  isGranted(uri: string): boolean {
    return this.#files.has(uri);
  }

  /** Whether a file, by its canonical URI, may be read, judging by its name. */
  allows(uri: string): boolean {
    return this.isGranted(uri) || isWithin(uri, this.folders);
  }
}

/** Whether a file lies below one of some folders, each with a slash at its end. */
export function isWithin(uri: string, folders: readonly string[]): boolean {
  return folders.some((folder) => uri.startsWith(folder)) && !climbs.test(uri);
}

/** A segment that leaves its folder, or bytes that file systems may take for such a one. */
const climbs = /\/\.\.?(?:\/|$)|%(?:2f|5c|00)/i;

/** A folder with one slash at its end. */
export function asFolder(uri: string): string {
  const folder = canonicalUri(uri).replace(/([^/:])\/+$/, '$1');
  return folder.endsWith('/') && !folder.endsWith('://') ? folder : `${folder}/`;
}
