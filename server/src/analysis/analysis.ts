// Everything the editor and the command line ask about a lowered file, computed when first asked and kept.
import type { Count } from '../math/dim.js';
import { max, sub, type Int } from '../math/int.js';
import { isIgnored, unusedIgnores, type FileDirectives } from '../directives/ignores.js';
import { finding, mainOutput, type Finding, type Network } from '../graph/graph.js';
import type { FindingCode } from '../findings/catalogue.js';
import type { Lowered, Overrides } from '../contract/language.js';
import { depthOf, hidesLayers } from './depth.js';
import { collectFindings } from './findings.js';
import { formulasOf, symbolsOfInputs, type NetworkFormulas } from './formulas.js';
import { expectedOf, type Expected } from './expected.js';
import { instancesOf, type Instances } from './layers.js';
import { lastFeatureMap, type FeatureMap } from './lastFeatureMap.js';
import { openValueFindings } from './openValues.js';
import { needOf } from './liveness.js';
import { isShown, withSeverity, type Policy } from '../directives/policy.js';
import { totals, type Totals } from './totals.js';

/** What a file and those around it say of findings. */
export interface FindingContext {
  /** The file that was lowered. */
  readonly uri?: string;
  readonly policy?: Policy;
  /** The directives of any text that it was lowered from. */
  readonly directivesOf?: (uri: string) => FileDirectives | undefined;
  /**
   * Further findings that comments may hide but that {@link Analysis.findings} leaves to others: those of all insights,
   * also of those that the settings turn off.
   */
  readonly furtherFindings?: (networks: readonly NetworkAnalysis[]) => readonly Finding[];
  /** Whether the file was lowered without overrides; under other inputs or arguments what is unused is not known. */
  readonly asWritten?: boolean;
  /** The file lowered again, where its text may leave numbers open. */
  readonly again?: ((overrides: Overrides) => Lowered) | undefined;
  /** The file lowered on an input with named sizes, where it has such. */
  readonly named?: (() => NamedLowering | undefined) | undefined;
}

/** A file on named sizes, and on such for which a program takes other branches. */
export interface NamedLowering {
  readonly lowered: Lowered;
  readonly others: readonly Lowered[];
}

/** A network on named sizes, and on such for which it takes other branches. */
export interface NamedRuns {
  readonly run: Network;
  readonly others: readonly Network[];
}

const noPolicy: Policy = {};

/** A file and what is known of it. Belongs to one version of its texts, like the {@link Lowered} it is made from. */
export class Analysis {
  #findings: readonly Finding[] | undefined;
  #networks: readonly NetworkAnalysis[] | undefined;
  #named: { readonly found: NamedLowering | undefined } | undefined;

  constructor(
    readonly lowered: Lowered,
    private readonly context: FindingContext = {},
  ) {}

  get networks(): readonly NetworkAnalysis[] {
    return (this.#networks ??= this.lowered.networks.map(
      (network, index) =>
        new NetworkAnalysis(
          network,
          (found) => this.shown([found]).length > 0,
          () => this.#namedRuns(network, index),
        ),
    ));
  }

  /** The file on named sizes, computed when it is first asked for. */
  get named(): NamedLowering | undefined {
    return (this.#named ??= { found: this.context.named?.() }).found;
  }

  /** The same network on named sizes: that of its name, and of its place where several have one name. */
  #namedRuns({ name }: Network, index: number): NamedRuns | undefined {
    const { named } = this;
    const of = ({ networks }: Lowered): Network | undefined =>
      networks[index]?.name === name ? networks[index] : networks.find((each) => each.name === name);
    const run = named && of(named.lowered);
    return run && { run, others: named.others.flatMap((each) => of(each) ?? []) };
  }

  /** All findings that are shown, of every file that was lowered along, each once, in the order of the text. */
  get findings(): readonly Finding[] {
    return (this.#findings ??= this.#collect());
  }

  /**
   * Of some findings those that are shown, with the severities that they are shown with. The one place where
   * configurations, options and comments hide findings, for every display.
   */
  shown(findings: readonly Finding[]): readonly Finding[] {
    const { policy = noPolicy } = this.context;
    return findings
      .filter((each) => isShown(policy, each.code) && !isIgnored(each, this.#ignoresOf))
      .map((each) => withSeverity(each, policy));
  }

  readonly #ignoresOf = (uri: string) => this.context.directivesOf?.(uri)?.ignores ?? [];

  #collect(): readonly Finding[] {
    const { uri, directivesOf } = this.context;
    const { again } = this.context;
    const { openValues = [] } = this.lowered;
    // Claims cannot be decided before the number is there, which is what is said of it.
    const all = collectFindings(this.lowered).filter(
      ({ code }) => openValues.length === 0 || code !== 'expectation-unknown',
    );
    if (again) all.push(...openValueFindings(this.lowered, again));
    const own = uri === undefined ? undefined : directivesOf?.(uri);
    if (uri !== undefined && own) {
      for (const { problem, start, end } of own.problems) all.push(finding(problem, { uri, start, end }));
      all.push(...this.#unusedIgnores(uri, own, all));
      all.sort((a, b) => a.start - b.start || a.end - b.end);
    }
    return this.shown(all);
  }

  #unusedIgnores(uri: string, { ignores }: FileDirectives, found: readonly Finding[]): readonly Finding[] {
    const { policy = noPolicy, asWritten = true, furtherFindings } = this.context;
    if (ignores.length === 0 || !asWritten) return [];
    const all = [...found, ...(furtherFindings?.(this.networks) ?? [])];
    return unusedIgnores(uri, ignores, all, (code) => fleeting.has(code) || !isShown(policy, code));
  }
}

/** Parts that are missing from a graph count as one unknown layer, so that every figure is shown as a lower bound. */
const withGap = (sums: Totals, incomplete: string | undefined): Totals =>
  incomplete === undefined
    ? sums
    : { ...sums, layers: sums.layers + 1, unknownLayers: sums.unknownLayers + 1 };

/** Findings that depend on other files or on other comments. */
const fleeting: ReadonlySet<FindingCode> = new Set(['import-has-errors', 'unused-ignore']);

/** The figures of one network, by the conventions of docs/conventions.md. */
export class NetworkAnalysis {
  #formulas: { readonly found: NetworkFormulas | undefined } | undefined;
  #main: Totals | undefined;
  #training: Totals | undefined;
  #featureMap: FeatureMap | undefined;
  #expected: { readonly value: Expected | undefined } | undefined;

  constructor(
    readonly network: Network,
    /** Whether a finding about it is shown. */
    readonly isShown: (found: Finding) => boolean = () => true,
    private readonly named?: () => NamedRuns | undefined,
  ) {}

  /** Its formulas; undefined where no size of its input is named. */
  get formulas(): NetworkFormulas | undefined {
    return (this.#formulas ??= { found: this.#formulasOf() }).found;
  }

  #formulasOf(): NetworkFormulas | undefined {
    const { run, others = [] } = this.named?.() ?? {};
    return run && Object.keys(symbolsOfInputs(run)).length > 0 ? formulasOf(run, this, others) : undefined;
  }

  get name(): string {
    return this.network.name;
  }

  /** What inference reaches. Activations are those on the way to the main output. */
  get totals(): Totals {
    const { body, outputs, incomplete } = this.network;
    if (this.#main) return this.#main;
    const inference = totals(body, needOf(outputs, body, 'inference'));
    const { activations } = totals(body, needOf(outputs, body, 'main'));
    return (this.#main = { ...withGap(inference, incomplete), activations });
  }

  /** With the layers that only training-only outputs need; of a program, with every parameter that it registers. */
  get training(): Totals {
    const { body, outputs, registered, unregistered, incomplete } = this.network;
    if (this.#training) return this.#training;
    const all = withGap(totals(body, needOf(outputs, body, 'all')), incomplete);
    if (registered === undefined) return (this.#training = all);
    let { params } = all;
    for (const key of unregistered ?? []) params = sub(params, all.shared.get(key)?.params ?? 0);
    const { gap } = registered;
    const unknownLayers = gap ? Math.max(1, all.unknownLayers + gap.layers) : all.unknownLayers;
    return (this.#training = { ...all, unknownLayers, params: max(params, registered.params) });
  }

  /** Parameters that training changes; unknown where it is not known whether some are frozen. */
  get trainable(): Count {
    return this.network.trainable ?? this.training.params;
  }

  /** Convolutions and linear layers on the longest path to the main output. */
  get depth(): number {
    const main = mainOutput(this.network);
    return main ? depthOf(this.network.body, main.value) : 0;
  }

  /** Whether the depth is a lower bound: a layer that is not known may hold others. */
  get depthIsLeast(): boolean {
    const { body, outputs } = this.network;
    return hidesLayers(body, needOf(outputs, body, 'main'));
  }

  get featureMap(): FeatureMap {
    return (this.#featureMap ??= lastFeatureMap(this.network));
  }

  /** Under survival probabilities, in training, to the main output; undefined where every part always survives. */
  get expected(): Expected | undefined {
    return (this.#expected ??= { value: expectedOf(this.network) }).value;
  }

  get instances(): ReadonlyMap<Network['body'], Instances> {
    return instancesOf(this.network);
  }

  /** The share of a part in a whole, from 0 to 1; 0 where the whole is 0. */
  static share(part: Int, whole: Int): number {
    return whole === 0 ? 0 : Number(part) / Number(whole);
  }
}
