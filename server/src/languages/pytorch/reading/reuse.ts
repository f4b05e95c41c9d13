// Networks that need not be read again after an edit: those that ran through nothing that it changed.
import type { Lowered } from '../../../contract/language.js';
import type { Steps } from '../../../contract/steps.js';
import type { Finding, Network, Span } from '../../../graph/graph.js';
import type { SourceText } from '../../../text/sourceText.js';
import { journal, Level } from '../interpreter/journal.js';
import { Instance } from '../interpreter/values.js';
import type { ModuleEvent } from '../modules/finder.js';
import { treeOf } from '../modules/finder.js';
import { Structure } from '../navigation/structure.js';
import type { Located } from '../parser/ast.js';
import type { NetworkDefinition } from './definitions.js';
import { editBetween, unitsOf, type Edit, type UnitPath } from './edits.js';
import type { Evaluation } from './evaluation.js';
import { Gone, Relocation } from './relocate.js';
import { callsText, summaryOf } from './summary.js';
import type { Cost } from './work.js';

/** What one definition of a file gave when it was read. */
interface Read {
  readonly definition: UnitPath;
  /** Whether it changed what was there before, so that what is read behind it may depend on it. */
  readonly hasEffects: boolean;
  /** Undefined where it is read anew each time. */
  readonly result: Result | undefined;
}

/** What reading a network gave, and what it depends on besides the text of its file. */
interface Result extends Outcome {
  /** Functions of the file whose bodies it used. */
  readonly used: ReadonlySet<UnitPath>;
  /** Which part of {@link Reading.events} it made. */
  readonly events: readonly [from: number, to: number];
  readonly assumesEnvironment: readonly [before: boolean, after: boolean];
}

/** What reading a network gives. */
export interface Outcome {
  readonly network: Network;
  /** Findings of the file, besides its own. */
  readonly findings: readonly Finding[];
  readonly notes: Notes;
}

/** What reading a network leaves for what is read behind it. */
export interface Notes {
  /** Classes of the file that became parts of a network. */
  readonly parts: readonly string[];
  /** Which classes hold which. */
  readonly structure: Structure;
  /** The call that made it. */
  readonly made: Span | undefined;
  /** What reading it cost, which what is read behind it has the less of. */
  readonly cost: Cost;
}

/** What the reading of a whole file leaves for the next one. */
interface Reading {
  readonly source: SourceText;
  /** What else it depends on: settings, and what the file feeds to its networks. */
  readonly key: string;
  /** All other texts that it asked for. */
  readonly texts: ReadonlyMap<string, SourceText | undefined>;
  /** Functions whose bodies its top level used. */
  readonly usedAtTop: ReadonlySet<UnitPath>;
  /** Modules that it looked for and loaded, in turn. */
  readonly events: readonly string[];
  readonly moduleEvents: readonly ModuleEvent[];
  readonly reads: readonly Read[];
  /** Of which classes the networks are. */
  readonly classes: ReadonlySet<string>;
}

const readings = new WeakMap<Lowered, Reading>();

const isModule = (value: unknown): boolean => value instanceof Instance && value.cls.role === 'module';

/** Other texts than this are too many to ask for. */
const mostTexts = 5000;

/** Thrown where modules are not loaded as they were before: everything is to be read anew. */
export class NotRepeated {}

export class Reuse {
  #before: Reading | undefined;
  #edit: Edit | undefined;
  #relocation: Relocation | undefined;
  readonly #reads: Read[] = [];
  readonly #events: string[] = [];
  readonly #units: ReadonlyMap<Located, UnitPath>;
  readonly #classes = new Set<string>();
  #usedAtTop: ReadonlySet<UnitPath> = new Set();
  #key = '';
  /** Whether nothing that was read so far has had effects, neither now nor before. */
  #isPure = true;
  /** Whether the file calls its classes as it did, which are made as they are called. */
  #isCalledAlike = true;
  /** Whether this reading may be of use for the next one. */
  #isOfUse = false;

  constructor(
    private readonly evaluation: Evaluation,
    /** All other texts that were asked for so far. */
    private readonly texts: ReadonlyMap<string, SourceText | undefined>,
    private readonly load: (uri: string) => SourceText | undefined,
    /** Where imports are looked for besides. */
    private readonly folders: readonly string[],
    previous: Lowered | undefined,
  ) {
    this.#before = previous && readings.get(previous);
    this.#units = unitsOf(treeOf(evaluation.source));
  }

  /** The top level has been run. `key` stands for all that networks depend on besides texts. */
  begin(key: string): void {
    const { evaluation } = this;
    const { machine, source } = evaluation;
    this.#key = JSON.stringify([key, this.folders]);
    this.#usedAtTop = this.#used();
    // Modules that the top level makes are shared by networks.
    const isShared = !evaluation.made.isEmpty || [...evaluation.module.globals.values()].some(isModule);
    this.#isOfUse = !isShared && !machine.readsTexts;
    const before = this.#isOfUse ? this.#before : undefined;
    const edit = before && this.#editSince(before);
    if (!before || !edit) return;
    this.#edit = edit;
    this.#relocation = new Relocation(source.uri, edit.move);
  }

  #editSince({ source: then, key, texts, usedAtTop, classes }: Reading): Edit | undefined {
    const { source } = this.evaluation;
    if (key !== this.#key || then.uri !== source.uri || texts.size > mostTexts) return undefined;
    for (const [uri, text] of texts) if (this.load(uri) !== text) return undefined;
    const [one, other] = [then, source].map((each) => ({ text: each.text, tree: treeOf(each) }));
    const edit = one && other && editBetween(one, other);
    if (!edit || !one || !other) return undefined;
    for (const each of edit.changed) if (usedAtTop.has(each) || this.#usedAtTop.has(each)) return undefined;
    if (edit.changed.size === 0) return edit;
    const names = other.tree.body.flatMap((each) => (each.kind === 'ClassDef' ? [each.name] : []));
    const all = [...names, ...classes];
    this.#isCalledAlike = callsText(one, all) === callsText(other, all);
    return summaryOf(one, all) === summaryOf(other, all) ? edit : undefined;
  }

  /**
   * What a definition gave before, as it would be read now; undefined where it has to be read, such as with other steps than it had,
   * of which `allows` decides. @throws NotRepeated
   */
  outcomeOf(definition: NetworkDefinition, allows: (cost: Cost) => boolean): Outcome | undefined {
    const path = this.#units.get(definition) ?? this.#pathOf(definition);
    const { machine } = this.evaluation;
    const result = this.#isPure ? this.#resultOf(path) : undefined;
    if (!result || !this.#before || !this.#relocation || !allows(result.notes.cost)) return undefined;
    if (definition.kind === 'ClassDef' && !this.#isCalledAlike) return undefined;
    if (machine.assumesEnvironment !== result.assumesEnvironment[0]) return undefined;
    const [from, to] = result.events;
    const { events, moduleEvents } = this.#before;
    this.#noteEvents();
    if (this.#events.length !== from || !this.#events.every((each, at) => each === events[at]))
      return undefined;
    let outcome: Outcome;
    try {
      const { network, findings, notes } = result;
      outcome = {
        network: this.#relocation.network(network),
        findings: this.#relocation.findings(findings),
        notes: this.#moved(notes),
      };
    } catch (error) {
      if (error instanceof Gone) return undefined;
      throw error;
    }
    this.evaluation.repeat(moduleEvents.slice(from, to));
    this.#noteEvents();
    if (this.#events.length !== to || !this.#events.every((each, at) => each === events[at]))
      throw new NotRepeated();
    [, machine.assumesEnvironment] = result.assumesEnvironment;
    this.#reads.push({ definition: path, hasEffects: false, result: { ...result, ...outcome } });
    return outcome;
  }

  #moved({ parts, structure, made, cost }: Notes): Notes {
    const at = <T extends Span>(span: T): T => this.#relocation?.span(span) ?? span;
    const moved = new Structure();
    moved.merge(structure, at);
    return { parts, structure: moved, made: made && at(made), cost };
  }

  /** What a definition gave before, where it used nothing that has changed and nothing read ahead of it had effects. */
  #resultOf(path: UnitPath): Result | undefined {
    const { changed } = this.#edit ?? {};
    if (!changed) return undefined;
    for (const { definition, hasEffects, result } of this.#before?.reads ?? []) {
      if (hasEffects) return undefined;
      if (definition !== path) continue;
      return result && [...changed].every((each) => !result.used.has(each) && each !== path)
        ? result
        : undefined;
    }
    return undefined;
  }

  /** Reads a definition, and notes what it depends on. `isPlain` says whether it may be taken over at all. */
  *read(
    definition: Located,
    isPlain: boolean,
    steps: Steps<Network | undefined>,
    notes: () => Notes,
  ): Steps<Network | undefined> {
    const { evaluation } = this;
    const { machine, findings } = evaluation;
    this.#noteEvents();
    const from = this.#events.length;
    const { assumesEnvironment } = machine;
    const known = [...findings];
    machine.used = [];
    const level = new Level(undefined);
    let effects = 0;
    let network: Network | undefined;
    for (;;) {
      const before = journal.effects;
      journal.level = level;
      let step: IteratorResult<undefined, Network | undefined>;
      try {
        step = steps.next();
      } finally {
        journal.level = undefined;
        effects += journal.effects - before;
      }
      if (step.done) {
        network = step.value;
        break;
      }
      yield;
    }
    this.#noteEvents();
    const hasEffects =
      effects > 0 ||
      level.hasChanged() ||
      machine.readsTexts ||
      !known.every((each, at) => each === findings[at]);
    if (hasEffects) this.#isPure = false;
    const result: Result | undefined =
      network && isPlain && !hasEffects
        ? {
            network,
            findings: findings.slice(known.length),
            notes: notes(),
            used: this.#used(),
            events: [from, this.#events.length],
            assumesEnvironment: [assumesEnvironment, machine.assumesEnvironment],
          }
        : undefined;
    this.#reads.push({ definition: this.#pathOf(definition), hasEffects, result });
    return network;
  }

  /** Notes of which class a network is. */
  noteClass(name: string): void {
    this.#classes.add(name);
  }

  /** Keeps what was read for the next reading. */
  keep(lowered: Lowered): void {
    if (!this.#isOfUse) return;
    this.#noteEvents();
    const classes = new Set([...(this.#before?.classes ?? []), ...this.#classes]);
    readings.set(lowered, {
      source: this.evaluation.source,
      key: this.#key,
      texts: new Map(this.texts),
      usedAtTop: this.#usedAtTop,
      events: this.#events,
      moduleEvents: [...this.evaluation.moduleEvents],
      reads: this.#reads,
      classes,
    });
  }

  #pathOf(definition: Located): UnitPath {
    return `${treeOf(this.evaluation.source).body.findIndex((each) => each === definition)}`;
  }

  #used(): ReadonlySet<UnitPath> {
    const used = new Set<UnitPath>();
    for (const { span } of this.evaluation.machine.used) {
      const unit = this.#units.get(span);
      if (unit !== undefined) used.add(unit);
    }
    return used;
  }

  #noteEvents(): void {
    const { moduleEvents } = this.evaluation;
    for (const each of moduleEvents.slice(this.#events.length)) this.#events.push(JSON.stringify(each));
  }
}
