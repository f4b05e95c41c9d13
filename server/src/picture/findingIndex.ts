// Which findings are about which layer or block instance: those at its name, an argument, or an operand of its own.
import type { Body, Finding, Node, Span } from '../graph/graph.js';
import type { Severity } from '../findings/finding.js';
import type { Item } from './model.js';

const order: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

type Mark = NonNullable<Item['finding']>;

export class FindingIndex {
  readonly #byFile = new Map<string, Finding[]>();
  readonly #inBodies = new Map<Body, Mark | undefined>();

  constructor(findings: readonly Finding[]) {
    for (const each of findings) {
      const list = this.#byFile.get(each.uri);
      if (list) list.push(each);
      else this.#byFile.set(each.uri, [each]);
    }
  }

  /** The worst finding on these nodes or in the blocks that they are instances of. */
  of(nodes: readonly Node[]): Mark | undefined {
    if (this.#byFile.size === 0) return undefined;
    let worst: Mark | undefined;
    for (const node of nodes) {
      worst = worse(worst, this.#on(node));
      if (node.kind === 'call') worst = worse(worst, this.#in(node.body));
    }
    return worst;
  }

  #in(body: Body): Mark | undefined {
    if (!this.#inBodies.has(body)) {
      this.#inBodies.set(body, undefined);
      this.#inBodies.set(body, this.of(body.nodes));
    }
    return this.#inBodies.get(body);
  }

  #on({ site, operandSpans }: Node): Mark | undefined {
    let worst: Mark | undefined;
    for (const { start, end, severity, message } of this.#byFile.get(site.uri) ?? []) {
      const within = (span: Span | undefined): boolean =>
        span !== undefined && span.start <= start && end <= span.end;
      const own =
        within(site.name) ||
        site.arguments.some(within) ||
        operandSpans.some((span) => span?.start === start && span.end === end);
      if (own) worst = worse(worst, { severity, message });
    }
    return worst;
  }
}

function worse(a: Mark | undefined, b: Mark | undefined): Mark | undefined {
  if (!a || !b) return a ?? b;
  return order.indexOf(b.severity) < order.indexOf(a.severity) ? b : a;
}
