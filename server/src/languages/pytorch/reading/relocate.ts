// Networks at other places of their text: what was read of them before an edit that only moved them.
import type { Body, Finding, Network, Span } from '../../../graph/graph.js';

/** Where an offset is now; undefined where it is gone. */
export type Move = (offset: number) => number | undefined;

/** Thrown where something that is to be moved stands in a text that is gone, or cannot be copied. */
export class Gone {}

/** What says nothing of places, and is shared by all that is equal. */
const placeless: ReadonlySet<string> = new Set(['application', 'data', 'shape']);

/** Moves what stands in one text. */
export class Relocation {
  /** By what was copied. */
  readonly #copies = new Map<object, object>();
  #moves = false;

  constructor(
    private readonly uri: string,
    private readonly to: Move,
  ) {}

  /** A network whose every place is moved; the same object where none moves. @throws Gone */
  network(network: Network): Network {
    this.#moves = false;
    this.#copies.clear();
    const { body: before, shapeText, ...others } = network;
    const body = this.#body(before);
    const copy = { ...this.#copy(others), body };
    if (!this.#moves) return network;
    if (!shapeText) return copy;
    return {
      ...copy,
      shapeText: (value) => {
        const own = body.values[value.index] === value ? before.values[value.index] : undefined;
        return own && shapeText(own);
      },
    };
  }

  /** @throws Gone */
  findings(findings: readonly Finding[]): readonly Finding[] {
    return this.#copy(findings);
  }

  /** @throws Gone */
  span<T extends Span>(span: T): T {
    if (span.uri !== this.uri) return span;
    const [start, end] = [this.to(span.start), this.to(span.end)];
    if (start === undefined || end === undefined) throw new Gone();
    this.#moves ||= start !== span.start || end !== span.end;
    return { ...span, start, end };
  }

  /** Nodes first: each has its inputs before it, so that what leads to what is never deep. */
  #body(body: Body): Body {
    const { name, site, arguments: given, inputs, values, nodes, groups, outputs, marks } = body;
    const copies = { inputs: this.#copy(inputs), nodes: this.#copy(nodes), values: this.#copy(values) };
    return {
      name,
      site: this.#copy(site),
      arguments: given,
      ...copies,
      groups: this.#copy(groups),
      outputs: this.#copy(outputs),
      marks: this.#copy(marks),
      assertions: this.#copy(body.assertions),
      findings: this.#copy(body.findings),
    };
  }

  #copy<T>(value: T): T {
    // A copy has the type of what it is made of.
    return this.#copied(value) as T;
  }

  #copied(value: unknown): unknown {
    // What a function gives may be anywhere.
    if (typeof value === 'function') throw new Gone();
    if (typeof value !== 'object' || value === null) return value;
    const known = this.#copies.get(value);
    if (known) return known;
    if (Array.isArray(value)) {
      const copy: unknown[] = [];
      this.#copies.set(value, copy);
      for (const each of value) copy.push(this.#copied(each));
      return copy;
    }
    // Sizes and formulas are objects of classes.
    if (Object.getPrototypeOf(value) !== Object.prototype) return value;
    const copy: Record<string, unknown> = {};
    this.#copies.set(value, copy);
    for (const [key, each] of Object.entries(value))
      copy[key] = placeless.has(key) ? each : this.#copied(each);
    return isSpan(value) ? Object.assign(copy, this.#place(value)) : copy;
  }

  #place({ uri, start, end }: Span): Span {
    return this.span({ uri, start, end });
  }
}

const isSpan = (value: object): value is Span =>
  'uri' in value && 'start' in value && 'end' in value && typeof value.uri === 'string';
