// Which classes of a program hold which: gathered from the modules of its networks, for navigation.
import type { Declared, Holding } from '../../../contract/language.js';
import type { Span } from '../../../graph/graph.js';
import { Instance, PyDict, type PyClass } from '../interpreter/values.js';

/** A class as navigation knows it: by its file and where it begins. */
export const keyOf = ({ uri, start }: Pick<Span, 'uri' | 'start'>): string => `${uri}#${start}`;

/** Containers within containers that are looked through. */
const deepest = 4;

interface CountedHolding {
  readonly holding: Omit<Holding, 'count' | 'sites'>;
  count: number;
  readonly sites: Map<string, Span>;
}

/** What a {@link Structure} has gathered, as plain data. */
export interface StructureParts {
  readonly classes: ReadonlyMap<string, Declared>;
  readonly families: ReadonlyMap<string, ReadonlySet<string>>;
  readonly held: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;
  readonly holdings: readonly Readonly<CountedHolding>[];
}

export class Structure {
  readonly #classes = new Map<string, Declared>();
  readonly #families = new Map<string, ReadonlySet<string>>();
  readonly #held = new Map<string, Map<string, Set<string>>>();
  readonly #holdings = new Map<string, CountedHolding>();

  /** Takes up the modules of a network. */
  add(network: string, root: Instance): void {
    const seen = new Set<Instance>();
    const waiting: { readonly module: Instance; readonly holder: PyClass | undefined }[] = [
      { module: root, holder: undefined },
    ];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { module, holder } = next;
      if (seen.has(module)) continue;
      seen.add(module);
      const own = this.declare(module.cls);
      if (own && holder) this.#note(network, holder, module);
      for (const [name, child] of childrenOf(module)) {
        if (own) this.#hold(own, name, child);
        waiting.push({ module: child, holder: own ? module.cls : holder });
      }
    }
  }

  /** Takes up what another one has gathered, each place of which `at` moves. */
  merge({ parts }: { readonly parts: StructureParts }, at: <T extends Span>(span: T) => T): void {
    const declaredAt = ({ name, span, nameSpan }: Declared): Declared => ({
      name,
      span: at(span),
      nameSpan: at(nameSpan),
    });
    const keys = new Map<string, string>();
    for (const [key, declared] of parts.classes) {
      const moved = declaredAt(declared);
      keys.set(key, keyOf(moved.span));
    }
    const keyAt = (key: string): string => keys.get(key) ?? key;
    for (const [key, declared] of parts.classes) {
      const own = keyAt(key);
      if (this.#classes.has(own)) continue;
      this.#classes.set(own, declaredAt(declared));
      this.#families.set(own, new Set(Array.from(parts.families.get(key) ?? [], keyAt)));
    }
    for (const [key, attributes] of parts.held) {
      for (const [attribute, classes] of attributes) {
        const known = this.#heldBy(keyAt(key), attribute);
        for (const each of classes) known.add(keyAt(each));
      }
    }
    for (const { holding, count, sites } of parts.holdings) {
      const { network, holder, part } = holding;
      const known = this.#holdingOf(network, declaredAt(holder), declaredAt(part));
      known.count += count;
      for (const each of sites.values()) {
        const site = at(each);
        known.sites.set(keyOf(site), site);
      }
    }
  }

  /** All that was gathered. */
  get parts(): StructureParts {
    const holdings = [...this.#holdings.values()];
    return { classes: this.#classes, families: this.#families, held: this.#held, holdings };
  }

  /** Takes up a class; undefined where it is none of a program's own. */
  declare(cls: PyClass): Declared | undefined {
    const { origin } = cls;
    const { uri, isStub = true } = origin?.module ?? {};
    if (!origin || uri === undefined || isStub) return undefined;
    const { span, name } = origin;
    const declared = {
      name: cls.name,
      span: { uri, start: span.start, end: span.end },
      nameSpan: { uri, start: name.start, end: name.end },
    };
    const key = keyOf(declared.span);
    const known = this.#classes.get(key);
    if (known) return known;
    this.#classes.set(key, declared);
    const family = [...cls.mro, ...subclassesOf(cls)].flatMap((each) => {
      const place = each === cls ? declared : this.declare(each);
      return place ? [keyOf(place.span)] : [];
    });
    this.#families.set(key, new Set(family));
    return declared;
  }

  get classes(): Iterable<Declared> {
    return this.#classes.values();
  }

  classOf(key: string): Declared | undefined {
    return this.#classes.get(key);
  }

  /** The class itself, its bases and the classes that derive from it. */
  familyOf(key: string): ReadonlySet<string> {
    return this.#families.get(key) ?? new Set([key]);
  }

  /** The classes of what an attribute holds, of the elements where it is a container of torch. */
  held(key: string, attribute: string): readonly string[] {
    return [...this.familyOf(key)].flatMap((each) => [...(this.#held.get(each)?.get(attribute) ?? [])]);
  }

  get holdings(): readonly Holding[] {
    return [...this.#holdings.values()].map(({ holding, count, sites }) => ({
      ...holding,
      count,
      sites: [...sites.values()],
    }));
  }

  #hold({ span }: Declared, attribute: string, child: Instance): void {
    const key = keyOf(span);
    const classes = this.#heldBy(key, attribute);
    for (const cls of classesWithin(child)) {
      const place = this.declare(cls);
      if (place) classes.add(keyOf(place.span));
    }
  }

  #note(network: string, holder: PyClass, { cls, created }: Instance): void {
    const [outer, inner] = [this.declare(holder), this.declare(cls)];
    if (!outer || !inner) return;
    const known = this.#holdingOf(network, outer, inner);
    known.count++;
    const site = created?.spot.site;
    if (site) known.sites.set(keyOf(site), { uri: site.uri, start: site.start, end: site.end });
  }

  #heldBy(key: string, attribute: string): Set<string> {
    let attributes = this.#held.get(key);
    if (!attributes) this.#held.set(key, (attributes = new Map()));
    let classes = attributes.get(attribute);
    if (!classes) attributes.set(attribute, (classes = new Set()));
    return classes;
  }

  #holdingOf(network: string, holder: Declared, part: Declared): CountedHolding {
    const key = `${network}\n${keyOf(holder.span)}\n${keyOf(part.span)}`;
    let known = this.#holdings.get(key);
    if (!known) {
      known = { holding: { network, holder, part }, count: 0, sites: new Map() };
      this.#holdings.set(key, known);
    }
    return known;
  }
}

/** The modules directly within a module, by their names. */
function childrenOf(module: Instance): readonly (readonly [name: string, child: Instance])[] {
  const table = module.attribute('_modules');
  if (!(table instanceof PyDict)) return [];
  return table.keys().flatMap((key) => {
    const child = table.get(key);
    return typeof key === 'string' && child instanceof Instance ? [[key, child] as const] : [];
  });
}

/** The class of a module; of a container of torch, those of its elements. */
function classesWithin(module: Instance, level = 0): readonly PyClass[] {
  if (module.cls.origin?.module.isStub !== true || level > deepest) return [module.cls];
  return childrenOf(module).flatMap(([, child]) => classesWithin(child, level + 1));
}

function* subclassesOf(cls: PyClass): Iterable<PyClass> {
  for (const each of cls.subclasses) {
    yield each;
    yield* subclassesOf(each);
  }
}
