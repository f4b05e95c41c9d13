// What the files that use a file of blocks say of it: a block that needs arguments has shapes where something makes it.
import type { CodeLens as ProtocolLens } from 'vscode-languageserver';
import { lenses } from '../ide/texts.js';
import type { Span } from '../graph/graph.js';
import { fileName } from '../text/fileName.js';
import type { CancellationToken } from '../workspace/host.js';
import type { Snapshot } from '../workspace/snapshot.js';
import type { Workspace } from '../workspace/workspace.js';
import { lensCommands, type LensArgument } from './protocol.js';
import { toRange } from './toProtocol.js';
import type { WorkspaceNetworks } from './workspaceNetworks.js';

/** Files whose networks are asked. */
const most = 3;
/** Files that are looked for where not all are needed. */
const mostFound = 8;

export class BlockUsers {
  /** Files that import a file, by that; undefined while they are looked for. */
  readonly #users = new Map<string, readonly string[] | undefined>();

  constructor(
    private readonly workspace: Workspace,
    private readonly networks: WorkspaceNetworks,
    /** Users of a file were found: what was answered without them can be asked for again. */
    private readonly found: () => void,
  ) {}

  /** Files came, went or changed. */
  forget(): void {
    this.#users.clear();
  }

  /** Whether a file has classes of modules and no network of its own, so that others may say more of it. */
  mayUse({ analysis, source, language }: Snapshot): boolean {
    const isRead = language.framework !== undefined && language.mayDeclare?.(source) !== false;
    const hasModules = isRead && /\bdef\s+forward\b/.test(source.text);
    return hasModules && !analysis.networks.some(({ network: { site } }) => site.uri === source.uri);
  }

  /** Analyses of files that use a file without networks of its own, made from its very text; what is not known yet comes later. */
  async of(snapshot: Snapshot, token: CancellationToken): Promise<readonly Snapshot[]> {
    if (!this.mayUse(snapshot)) return [];
    const { uri } = snapshot.source;
    const open = this.#openUsers(uri);
    const candidates = new Set([...open, ...(open.length >= most ? [] : this.#known(uri))]);
    const users = await this.#analysed(candidates, snapshot, most, token);
    return users.filter(({ analysis }) => analysis.networks.length > 0);
  }

  /** Analyses of files that import a file, made from its very text; waits until they are found. */
  async importersOf(
    snapshot: Snapshot,
    token: CancellationToken,
    count = mostFound,
  ): Promise<readonly Snapshot[]> {
    const { uri } = snapshot.source;
    const found = await this.networks.usersOf(uri, count);
    const candidates = new Set([...this.#openUsers(uri), ...found]);
    return this.#analysed(candidates, snapshot, candidates.size, token);
  }

  #openUsers(uri: string): readonly string[] {
    return [...this.workspace.texts.documents]
      .map((each) => each.source.uri)
      .filter((each) => each !== uri && this.workspace.lastAnalysis(each)?.texts.has(uri));
  }

  async #analysed(
    candidates: Iterable<string>,
    { source }: Snapshot,
    count: number,
    token: CancellationToken,
  ): Promise<readonly Snapshot[]> {
    const users: Snapshot[] = [];
    for (const each of candidates) {
      if (users.length === count || token.isCancellationRequested) break;
      const user = await this.workspace.fileSnapshot(each, token);
      if (user?.texts.get(source.uri) === source) users.push(user);
    }
    return users;
  }

  #known(uri: string): readonly string[] {
    if (!this.#users.has(uri)) {
      this.#users.set(uri, undefined);
      void this.networks.usersOf(uri, mostFound).then((users) => {
        this.#users.set(uri, users);
        if (users.length > 0) this.found();
      });
    }
    return this.#users.get(uri) ?? [];
  }
}

/** Above each class of a file: how many instances of it a network of another file has, and its graph. */
export function blockLenses(
  { source }: Snapshot,
  users: readonly Snapshot[],
  commands: ReadonlySet<string>,
): ProtocolLens[] {
  const shown = new Map<
    number,
    { span: Span; nameSpan: Span; count: number; network: string; user: Snapshot }
  >();
  for (const user of users) {
    for (const { part, network, count } of user.analysis.lowered.holdings ?? []) {
      const { span, nameSpan } = part;
      if (span.uri !== source.uri) continue;
      const known = shown.get(span.start);
      // Of several networks the first; within it, all holders.
      if (known && (known.user !== user || known.network !== network)) continue;
      shown.set(span.start, { span, nameSpan, network, user, count: (known?.count ?? 0) + count });
    }
  }
  return [...shown.values()].map(({ span, nameSpan, network, user, count }) => {
    const argument: LensArgument = { uri: user.source.uri, network };
    const title = lenses.instances(count, network, fileName(user.source.uri));
    const known = commands.has(lensCommands.open);
    return {
      range: toRange(source.lineIndex, { start: span.start, end: nameSpan.end }),
      command: known ? { title, command: lensCommands.open, arguments: [argument] } : { title, command: '' },
    };
  });
}
