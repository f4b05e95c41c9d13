// The networks of a file: classes and builders of modules, made with the arguments at hand, and run on an input.
import type { DeclaredNetwork } from '../../../contract/argumentWriter.js';
import type { Lowering, Overrides } from '../../../contract/language.js';
import type { Steps } from '../../../contract/steps.js';
import type { Network } from '../../../graph/graph.js';
import type { Evaluation } from './evaluation.js';
import { Instance, PyClass, PyFunction } from '../interpreter/values.js';
import { Spot } from '../interpreter/place.js';
import type { ClassDef, Module } from '../parser/ast.js';
import {
  bindingsOf,
  mayBuild,
  needsArguments,
  siteOf,
  type Binding,
  type NetworkDefinition,
} from './definitions.js';
import {
  bindingOf,
  isMadeBy,
  mayMakeNetwork,
  mostConstructions,
  namedConstructions,
  nameText,
  withFindings,
} from './constructions.js';
import { keyOf as keyOfClass, type Structure } from '../navigation/structure.js';
import { isContainer, partsOf } from './parts.js';
import { followUps } from './followUps.js';
import { DefinitionReader } from './definitionReader.js';
import type { Notes, Reuse } from './reuse.js';
import { isPartOfAnother } from './calls.js';

export class NetworkReader {
  /** Stand-alone classes that need arguments that nothing in the file specifies. */
  readonly templates: DeclaredNetwork[] = [];
  /** Definitions that networks were made of, by their directives among other things. */
  readonly given: (NetworkDefinition | Binding)[] = [];
  readonly #definitions: DefinitionReader;

  constructor(
    private readonly evaluation: Evaluation,
    private readonly tree: Module,
    private readonly overrides: Overrides,
    /** The size of an image where nothing specifies it. */
    imageSize: number,
    configured: Lowering['configured'],
    /** What may be taken over from the last reading of the file; undefined where only a part of it is read. */
    private readonly reuse?: Reuse,
    /** What is kept of each network. */
    private readonly keep: (network: Network) => Network = (network) => network,
  ) {
    this.#definitions = new DefinitionReader(evaluation, tree, overrides, imageSize, configured, reuse);
  }

  /** Which classes hold which, in all networks that were read. */
  get structure(): Structure {
    return this.#definitions.structure;
  }

  /** A step for each network that is made, and for each input that it is run on. */
  *read(): Steps<readonly Network[]> {
    const wanted = this.overrides.network;
    const definitions = this.tree.body.filter(
      (each): each is NetworkDefinition => each.kind === 'ClassDef' || each.kind === 'FunctionDef',
    );
    if (wanted !== undefined) {
      const own = definitions.findLast(({ name }) => name === wanted);
      const network = own
        ? yield* this.#definitions.network(own, true)
        : ((yield* this.#containers(wanted))[0] ?? (yield* this.#constructions(wanted))[0]);
      return network ? [network] : [];
    }
    const read = new Map<NetworkDefinition, Network | undefined>();
    for (const each of definitions) {
      if (each.kind !== 'FunctionDef') continue;
      if (!mayBuild(each, this.#definitions.directives(each).args !== undefined)) continue;
      const network = yield* this.#networkOrBefore(each);
      read.set(each, network && this.keep(network));
      yield;
    }
    // Classes that others hold come last, so that only stand-alone classes are networks.
    const classes = definitions.filter((each) => each.kind === 'ClassDef').reverse();
    for (const each of classes) {
      const cls = this.#definitions.globalOf(each.name);
      if (!(cls instanceof PyClass) || cls.role !== 'module' || this.#definitions.within.has(cls)) continue;
      const network = yield* this.#networkOrBefore(each);
      read.set(each, network && this.keep(network));
      yield;
      if (!network && this.#isTemplate(cls, each))
        this.templates.unshift({ name: each.name, site: siteOf(this.evaluation.source.uri, each) });
    }
    this.given.push(...definitions.filter((each) => read.get(each) !== undefined));
    const networks = definitions.map((each) => read.get(each)).filter((each) => each !== undefined);
    networks.push(...(yield* this.#containers(undefined)));
    networks.push(...(yield* this.#constructions(undefined)));
    this.evaluation.findings.push(...this.#definitions.shapes.findings());
    return networks;
  }

  /** Networks that scripts make of imported classes, or with other arguments than those that were read: `Tower(widths=(48, 96))`. */
  *#constructions(wanted: string | undefined): Steps<readonly Network[]> {
    const { evaluation, tree } = this;
    const networks: Network[] = [];
    for (const { name, bound } of namedConstructions(tree, this.#definitions.bound)) {
      if (networks.length === mostConstructions) break;
      const { call, callee, isPlain, within } = bound;
      if ((wanted !== undefined && wanted !== name) || this.#definitions.made.has(call.start)) continue;
      evaluation.machine.renew(this.#definitions.work.steps);
      const value = this.#definitions.maker.valueOf(callee);
      if (!mayMakeNetwork(value, bound, evaluation.source)) continue;
      const place = {
        spot: new Spot(evaluation.source.uri, call, undefined),
        module: evaluation.module,
        parent: undefined,
      };
      // What the top level makes is there already.
      const existing = within === undefined ? this.#definitions.globalOf(bound.name) : undefined;
      const isOwn = existing instanceof Instance && isMadeBy(existing, call, evaluation.source.uri);
      const after = isOwn ? [] : followUps(tree, bound);
      const { maker } = this.#definitions;
      const make = isOwn ? () => existing : after && maker.makeAs(value, bound, place);
      const root = make && evaluation.watch({ findings: [] }, make);
      if (!(root instanceof Instance) || root.cls.role !== 'module' || this.#definitions.held.has(root))
        continue;
      if (root.cls.origin?.module.isStub) continue;
      if (after && after.length > 0) maker.follow(after, bound.name, root, bound.locals);
      yield;
      const binding = bindingOf(name, bound);
      const feeds =
        this.#definitions.visible.get(
          bound.callee.kind === 'Attribute' ? bound.callee.attr : nameText(callee),
        ) ?? [];
      const feed = feeds.find(({ construction }) => construction.call.start === call.start);
      const directives = this.#definitions.directives(binding);
      const network = yield* this.#definitions.run(
        binding,
        root,
        value,
        new Map(),
        directives,
        [],
        feed,
        place,
      );
      if (!network) continue;
      const isStated = isPlain && (feed !== undefined || evaluation.made.fedTo(root) !== undefined);
      const kept = network.body.findings.filter(
        ({ severity, uri }) => isStated && severity === 'error' && uri === evaluation.source.uri,
      );
      networks.push(this.keep({ ...network, body: withFindings(network.body, kept) }));
      this.given.push(binding);
      yield;
    }
    return networks;
  }

  /** The network of a definition, as it was read before where that still holds. */
  *#networkOrBefore(definition: NetworkDefinition): Steps<Network | undefined> {
    const { reuse } = this;
    if (!reuse) return yield* this.#definitions.network(definition, false);
    const { input, args, assertions } = this.#definitions.directives(definition);
    const isPlain = input === undefined && args === undefined && assertions.length === 0;
    const { work } = this.#definitions;
    const before = isPlain ? reuse.outcomeOf(definition, (cost) => work.allows(cost)) : undefined;
    if (before) {
      this.evaluation.findings.push(...before.findings);
      const { parts, structure, made, cost } = before.notes;
      work.add(cost);
      for (const name of parts) {
        const cls = this.#definitions.globalOf(name);
        if (cls instanceof PyClass) this.#definitions.within.add(cls);
      }
      this.structure.merge(structure, (span) => span);
      this.#definitions.made.add(made?.start ?? -1);
      return before.network;
    }
    const known = new Set(this.#definitions.within);
    const notes = (): Notes => {
      const parts = this.tree.body.flatMap((each) => {
        const cls = each.kind === 'ClassDef' ? this.#definitions.globalOf(each.name) : undefined;
        const isNew = cls instanceof PyClass && this.#definitions.within.has(cls) && !known.has(cls);
        return each.kind === 'ClassDef' && isNew ? [each.name] : [];
      });
      return { ...this.#definitions.noted, parts, cost: work.last };
    };
    return yield* reuse.read(definition, isPlain, this.#definitions.network(definition, false), notes);
  }

  /** Networks that are no class of the file: `model = nn.Sequential(…)` at its top level, where no other network holds it. */
  *#containers(wanted: string | undefined): Steps<readonly Network[]> {
    const networks: Network[] = [];
    // Those that hold others mostly come behind them.
    for (const binding of bindingsOf(this.tree).reverse()) {
      const root = this.#definitions.globalOf(binding.name);
      if (!(root instanceof Instance) || !isContainer(root) || root.cls.name !== 'Sequential') continue;
      const made = root.created?.spot.site.start ?? -1;
      if (made < binding.start || made >= binding.end || this.#definitions.held.has(root)) continue;
      if (wanted !== undefined && binding.name !== wanted) continue;
      if (partsOf(root).parameters.length === 0) continue;
      const directives = this.#definitions.directives(binding);
      const network = yield* this.#definitions.run(
        binding,
        root,
        root.cls,
        new Map(),
        directives,
        [],
        undefined,
      );
      if (!network) continue;
      networks.unshift(this.keep(network));
      this.given.push(binding);
      yield;
    }
    return networks;
  }

  /** The classes that names of the top level stand for, by their keys, for navigation. */
  classNames(): ReadonlyMap<string, string> {
    const names = new Map<string, string>();
    for (const [name, value] of this.evaluation.module.globals) {
      const cls = value instanceof PyClass ? this.structure.declare(value) : undefined;
      if (cls) names.set(name, keyOfClass(cls.span));
    }
    return names;
  }

  /** Whether arguments are all that a class lacks to be a network. */
  #isTemplate(cls: PyClass, definition: ClassDef): boolean {
    return (
      (needsArguments(cls) || this.#definitions.lacking.has(cls)) &&
      cls.find('forward')?.constructor === PyFunction &&
      !this.evaluation.made.instances.has(cls) &&
      cls.subclasses.length === 0 &&
      !isPartOfAnother(this.tree, cls.name) &&
      this.#definitions.directives(definition).args === undefined
    );
  }
}
