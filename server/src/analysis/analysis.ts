// Everything the editor and the command line ask about a lowered file, computed when first asked and kept.
import { max, type Int } from '../math/int.js';
import type { Finding, Network } from '../graph/graph.js';
import { mainOutput } from '../graph/graph.js';
import type { Lowered } from '../languages/language.js';
import { depthOf } from './depth.js';
import { collectFindings } from './findings.js';
import { expectedOf, type Expected } from './expected.js';
import { instancesOf, type Instances } from './layers.js';
import { lastFeatureMap, type FeatureMap } from './lastFeatureMap.js';
import { needOf } from './liveness.js';
import { totals, type Totals } from './totals.js';

/** A file and what is known of it. Belongs to one version of its texts, like the {@link Lowered} it is made from. */
export class Analysis {
  #findings: readonly Finding[] | undefined;
  #networks: readonly NetworkAnalysis[] | undefined;

  constructor(readonly lowered: Lowered) {}

  get networks(): readonly NetworkAnalysis[] {
    return (this.#networks ??= this.lowered.networks.map((network) => new NetworkAnalysis(network)));
  }

  /** All findings, of every file that was lowered along, each once, in the order of the text. */
  get findings(): readonly Finding[] {
    return (this.#findings ??= collectFindings(this.lowered));
  }
}

/** The figures of one network, by the conventions of docs/conventions.md. */
export class NetworkAnalysis {
  #main: Totals | undefined;
  #training: Totals | undefined;
  #featureMap: FeatureMap | undefined;
  #expected: { readonly value: Expected | undefined } | undefined;

  constructor(readonly network: Network) {}

  get name(): string {
    return this.network.name;
  }

  /** What inference reaches. Activations are those on the way to the main output. */
  get totals(): Totals {
    const { body, outputs } = this.network;
    return (this.#main ??= {
      ...totals(body, needOf(outputs, body, 'inference')),
      activations: totals(body, needOf(outputs, body, 'main')).activations,
    });
  }

  /** With the layers that only training-only outputs need; of a program, with every parameter that it registers. */
  get training(): Totals {
    const { body, outputs, registered } = this.network;
    if (this.#training) return this.#training;
    const all = totals(body, needOf(outputs, body, 'all'));
    return (this.#training =
      registered === undefined ? all : { ...all, params: max(all.params, registered) });
  }

  /** Convolutions and linear layers on the longest path to the main output. */
  get depth(): number {
    const main = mainOutput(this.network);
    return main ? depthOf(this.network.body, main.value) : 0;
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
