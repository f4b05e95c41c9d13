// Where an analysis takes long, the network that somebody looks at comes ahead of the others.
import { networkNear } from '../ide/networkAt.js';
import type { CancellationToken } from '../workspace/host.js';
import { canonicalUri } from '../workspace/uri.js';
import type { Snapshot } from '../workspace/snapshot.js';
import type { Workspace } from '../workspace/workspace.js';

/** Milliseconds of an analysis that nobody notices enough to be shown a part of it first. */
const short = 100;

export class Previews {
  /** Where each document was edited or pointed at last. */
  readonly #looks = new Map<string, number>();
  readonly #slow = new Set<string>();
  /** Documents of which a preview was shown since they were last analysed. */
  readonly #shown = new Set<string>();

  constructor(private readonly workspace: Workspace) {}

  /** Somebody looks at an offset of a document. */
  look(uri: string, offset: number): void {
    this.#looks.set(canonicalUri(uri), offset);
  }

  /** How many milliseconds the analysis of a document took. Gives whether a preview was shown before. */
  took(uri: string, duration: number): boolean {
    const key = canonicalUri(uri);
    if (duration >= short) this.#slow.add(key);
    else this.#slow.delete(key);
    return this.#shown.delete(key);
  }

  drop(uri: string): void {
    this.#looks.delete(canonicalUri(uri));
    this.#slow.delete(canonicalUri(uri));
    this.#shown.delete(canonicalUri(uri));
  }

  /** The network that is looked at, of the newest text; undefined where the analysis of all of them is there, or soon will be. */
  async of(uri: string, token?: CancellationToken): Promise<Snapshot | undefined> {
    const key = canonicalUri(uri);
    const offset = this.#looks.get(key);
    // An earlier analysis says which network that is, and nothing else.
    const last = this.#slow.has(key) ? this.workspace.lastAnalysis(key) : undefined;
    const network = last && offset !== undefined ? networkNear(last.analysis, key, offset) : undefined;
    const snapshot = network === undefined ? undefined : await this.workspace.preview(key, network, token);
    if (!snapshot || snapshot.analysis.networks.length === 0) return undefined;
    this.#shown.add(key);
    return snapshot;
  }
}
