// Finds an assumed input under which a network runs: a finding that another size would not have is no mistake of the reader's.
import { assumptions } from '../../../findings/assumptions.js';
import { tensorReasons } from '../../../findings/tensorReasons.js';
import { elementsOf, formatShape, isUnknown, type Dim, type Shape } from '../../../math/dim.js';
import type { Finding } from '../../../graph/graph.js';
import type { Steps } from '../../../contract/steps.js';
import type { Evaluation } from './evaluation.js';
import { annotatedAlike, annotatedInputs } from './annotated.js';
import { assumedInputs, type AssumedInput, type AssumedInputs } from './assumed.js';
import type { Inputs } from './feeds.js';
import { named, searchSizes, type SearchResult } from './formulaSearch.js';
import { furtherInputs } from './furtherInputs.js';
import { forEachAlike } from './inputs.js';
import { NetworkRun, underAssumption, underEveryInput, type RunInput, type Subject } from './networkRun.js';
import { PyFunction, type Instance } from '../interpreter/values.js';
import { isSwapped } from './swapped.js';
import type { Work } from './work.js';

export interface Fitting {
  readonly evaluation: Evaluation;
  readonly subject: Subject;
  /** What the file may use. */
  readonly work: Work;
  /** Sides of images that the network says it is made for. */
  readonly sides: readonly number[] | undefined;
  readonly imageSize: number;
  /** Whether sizes that the program names stay names. */
  readonly symbolic: boolean;
  /** What the file feeds to its networks. */
  readonly visible: readonly Inputs[];
}

export interface FittingRun {
  readonly run: NetworkRun;
  /** Why the input is assumed; undefined where something states it. */
  readonly assumed: string | undefined;
  /** Findings that hold whatever the input is. */
  readonly certain: readonly Finding[];
  /** Whether the program names sizes of the input. */
  readonly namesSizes?: true;
}

/** Runs of one network, at the most. */
const mostRuns = 40;

/**
 * Runs a network on inputs that it may be meant for, until one of them fits. A first run, on an input of which nothing is
 * known, shows which layer reads it, and what is wrong whatever the input is: that alone is certain. A step for each run.
 */
export function* fittingRun(fitting: Fitting): Steps<FittingRun> {
  const { evaluation, subject, work, sides, imageSize, symbolic, visible } = fitting;
  const { steps } = work;
  const { machine } = evaluation;
  const { root } = subject;
  machine.renew(steps);
  const probe = new NetworkRun(evaluation, subject, {
    positional: [{ shape: { unknown: tensorReasons.networkInput } }],
  });
  probe.run();
  yield;
  const certain = [...certainFindings(probe.findings, subject)];
  const keys = new Set(certain.map(keyOf));
  const first = { ...probe.firstReader(), annotated: annotatedInputs(root)[0] };
  const families = assumedInputs(subject.parts.modules, sides?.at(-1) ?? imageSize, first);
  const [likeliest] = families;
  // What the file feeds to others is likelier than what is merely common.
  const alike = visible
    .map((shapes): AssumedInputs =>
      shapes.slice(0, 1).map((shape) => ({ shape, reason: assumptions.anotherNetwork })),
    )
    .filter(([given]) =>
      likeliest?.some(({ shape }) => shape.length === given?.shape.length && shape[0] === given.shape[0]),
    );
  const stated = likeliest && sides && sides.length > 1 ? [ofSides(likeliest, sides)] : [];
  let left = steps;
  let runs = 0;
  let mayGoOn = true;
  const runOn = (input: RunInput): NetworkRun => {
    const isFirst = runs === 0;
    machine.renew(isFirst ? steps : Math.min(left, work.searchSteps));
    const before = machine.steps;
    const run = new NetworkRun(evaluation, subject, input);
    run.run();
    runs++;
    const cost = machine.steps - before;
    left -= cost;
    // The first run is one that any network has; all others only look for its input.
    mayGoOn = work.search(isFirst ? 0 : cost);
    return run;
  };
  const inputOf = (shape: readonly Dim[]): RunInput => ({
    positional: (annotatedAlike(root, shape) ?? forEachAlike(root, shape)).map((each) => ({ shape: each })),
  });
  const attempt = (each: AssumedInput): Attempt<NetworkRun> => {
    const input = inputOf(each.shape);
    const isFirst = runs === 0;
    let run = runOn(input);
    // What is wrong behind the end of a budget is not seen, so that it would pass for a better fit than a run that came to its end.
    if (!isFirst && run.watch.exhausted) return { result: run, errors: [], last: true, isCut: true };
    const lost = lostIn(run);
    const further = lost > 0 ? furtherInputs(root, each.shape, families) : undefined;
    if (further && further.size > 0) {
      const fuller = runOn({
        ...input,
        named: new Map(Array.from(further, ([name, shape]) => [name, { shape }] as const)),
      });
      if (lostIn(fuller) < lost) run = fuller;
    }
    const errors = run.findings.filter((found) => found.severity === 'error' && !keys.has(keyOf(found)));
    const [swapped] = errors.filter((own) => isSwapped(own, subject.parts.modules, evaluation.treeAt));
    if (swapped) {
      certain.push(swapped);
      keys.add(keyOf(swapped));
      return { result: run, errors: [], last: true };
    }
    return { result: run, errors, last: left <= 0 || runs >= mostRuns || !mayGoOn };
  };
  const search = (input: AssumedInput, [error]: readonly Finding[]): SearchResult => {
    const shape = named(input);
    if (!shape || !error || left <= 0 || !mayGoOn) return { kind: 'unknown' };
    const run = runOn(inputOf(shape));
    // A length that a layer takes for its channels is not what is wrong.
    const found = searchSizes(run, input, error.code === 'channels-mismatch');
    if (found.kind !== 'none' || !found.isCertain) return found;
    // Only what reads the input itself says how many axes and channels it has in any case.
    return { kind: 'none', isCertain: first.isDirect && input === likeliest?.[0] && takesOneInput(root) };
  };
  const { result, input, isExcluded } = yield* firstFit([...stated, ...alike, ...families], attempt, search);
  // Of what holds for this input alone the first is reported, since the others mostly follow from it.
  const own = result.findings.filter((each) => !keys.has(keyOf(each)) && isMistake(each)).slice(0, 1);
  const others = result.findings.filter((each) => !isMistake(each));
  const under = isExcluded ? underEveryInput : underAssumption;
  const shown = own.map((each) => under(each, formatShape(input.shape)));
  result.findings.splice(0, result.findings.length, ...others, ...shown);
  if (input.open?.isStated !== true) return { run: result, assumed: input.reason, certain };
  const shape = symbolic ? named(input) : undefined;
  const run = shape ? runOn(inputOf(shape)) : result;
  return { run, assumed: input.reason, certain, namesSizes: true };
}

/** Whether forward can be given nothing but one input, and no class changes what is done with it. */
function takesOneInput({ cls }: Instance): boolean {
  const forward = cls.find('forward');
  return forward instanceof PyFunction && forward.code.parameters.length === 2 && cls.subclasses.length === 0;
}

/** How many layers of a run have a shape that is not known; none are worse than those of a run that fails. */
function lostIn({ complete, failed, tracer }: NetworkRun): number {
  if (!complete || failed) return Infinity;
  return tracer.builder.values.filter(({ shape }) => isUnknown(shape)).length;
}

const isMistake = ({ severity }: Finding): boolean => severity === 'error' || severity === 'warning';

/** What two findings of one mistake have in common. */
export const keyOf = ({ code, uri, start }: Finding): string => `${code} ${start} ${uri}`;

/** What is wrong for every input. Exceptions may depend on what forward is given; a base may leave parts to its subclasses. */
function certainFindings(findings: readonly Finding[], { root }: Subject): readonly Finding[] {
  const isBase = root.cls.subclasses.length > 0;
  const found = new Map<string, Finding>();
  for (const each of findings) {
    if (!isMistake(each) || each.code === 'raises-exception') continue;
    if (each.code === 'missing-layer' && isBase) continue;
    if (!found.has(keyOf(each))) found.set(keyOf(each), each);
  }
  return [...found.values()];
}

function ofSides([first]: AssumedInputs, sides: readonly number[]): AssumedInputs {
  if (!first) return [];
  const [channels] = first.shape;
  if (channels === undefined || first.shape.length - 1 !== sides.length) return [];
  return [{ shape: [channels, ...sides], reason: assumptions.expected }];
}

export interface Attempt<T> {
  readonly result: T;
  readonly errors: readonly Finding[];
  /** Whether no further attempt is made. */
  readonly last: boolean;
  /** Whether its budget ended it, so that it says nothing. */
  readonly isCut?: true;
}

export interface Fit<T> {
  readonly result: T;
  readonly input: AssumedInput;
  /** Whether no size at all would be without errors. */
  readonly isExcluded: boolean;
}

/** Runs on named sizes for one kind of input: each shows the branches that the last one's sizes take. */
const mostSearches = 3;

/**
 * The first attempt without errors, over the families in turn; where there is none, the first of those that come furthest.
 * Where the likeliest size of a family has errors, `search` says from the formulas which sizes have none. Where it cannot,
 * other sizes in common use are tried, and those between the largest that is too small and the smallest that is too large.
 * A step for each attempt.
 * @throws RangeError where there is nothing to try
 */
function* firstFit<T>(
  families: readonly AssumedInputs[],
  attempt: (input: AssumedInput) => Attempt<T>,
  search: (input: AssumedInput, errors: readonly Finding[]) => SearchResult,
): Steps<Fit<T>> {
  let best: { readonly fit: Fit<T>; readonly badness: number } | undefined;
  for (const family of families) {
    let before: Told | undefined;
    let isLast = false;
    let independent = false;
    let errorsBefore: readonly Finding[] = [];
    const tried: Tried[] = [];
    const fits = (input: AssumedInput): Fit<T> | undefined => {
      const { result, errors, last, isCut } = attempt(input);
      if (isCut && best) {
        isLast = true;
        return undefined;
      }
      const fit = { result, input, isExcluded: false };
      const badness = badnessOf(errors);
      if (!best || badness < best.badness) best = { fit, badness };
      const side = input.shape.at(-1);
      tried.push({ side, excess: excessOf(errors[0]) });
      const messages = errors.map(({ code, start, message }) => `${code} ${start} ${message}`).join('\n');
      independent = messages === before?.errors && !isNear(side, before.side);
      before = { errors: messages, side };
      errorsBefore = errors;
      isLast = last;
      return errors.length === 0 ? fit : undefined;
    };
    let isSearched = false;
    for (const input of family) {
      const fit = fits(input);
      yield;
      if (fit !== undefined) return fit;
      if (isLast && best) return best.fit;
      // Another size fails as well: the size is not what is wrong.
      if (independent) break;
      if (isSearched) continue;
      isSearched = true;
      let found = search(input, errorsBefore);
      yield;
      for (let run = 1; found.kind === 'sizes' && run <= mostSearches; run++) {
        const other = fits(found.input);
        yield;
        if (other !== undefined) return other;
        if (isLast && best) return best.fit;
        if (run === mostSearches) break;
        found = search(found.input, errorsBefore);
        yield;
      }
      if (found.kind === 'none' && best) {
        if (found.isCertain) return { ...best.fit, isExcluded: true };
        independent = true;
        break;
      }
    }
    const [model] = family;
    if (independent || !model || family.length === 1) continue;
    for (let side = between(tried); side !== undefined; side = between(tried)) {
      const fit = fits(atSide(model, side));
      yield;
      if (fit !== undefined) return fit;
      if (isLast && best) return best.fit;
    }
  }
  if (!best) throw new RangeError('no input to try');
  return best.fit;
}

/** Behind an exception, and behind a layer for another number of axes, nothing more is seen to be wrong. */
function badnessOf(errors: readonly Finding[]): number {
  const hides = errors.some(({ code }) => code === 'raises-exception' || code === 'rank-mismatch');
  return hides ? Infinity : errors.length;
}

interface Told {
  readonly errors: string;
  readonly side: Dim | undefined;
}

/** Sizes so close that a strided layer may give the same for both. */
const isNear = (one: Dim | undefined, other: Dim | undefined): boolean =>
  typeof one === 'number' &&
  typeof other === 'number' &&
  one !== other &&
  Math.max(one, other) < 1.5 * Math.min(one, other);

interface Tried {
  readonly side: Dim | undefined;
  /** How much more a layer is given than it was made for; undefined where that is not what is wrong. */
  readonly excess: number | undefined;
}

/** The middle between the largest size that was too small and the smallest that was too large. */
function between(tried: readonly Tried[]): number | undefined {
  let low = 0;
  let high = Infinity;
  for (const { side, excess } of tried) {
    if (typeof side !== 'number') continue;
    if (excess !== undefined && excess > 0) high = Math.min(high, side);
    else low = Math.max(low, side < high ? side : 0);
  }
  if (high === Infinity || high - low < 2) return undefined;
  return Math.floor((low + high) / 2);
}

function atSide({ shape: [channels, ...axes], reason, open }: AssumedInput, side: number): AssumedInput {
  const shape = [channels as Dim, ...axes.map(() => side)];
  return { shape, reason: open?.reasonAt(shape) ?? reason };
}

function excessOf(error: Finding | undefined): number | undefined {
  if (error?.code === 'features-mismatch') {
    const { expected, found } = error.data as { expected: Dim; found: Dim };
    return typeof expected === 'number' && typeof found === 'number' ? found - expected : undefined;
  }
  if (error?.code === 'elements-mismatch') {
    const { from, to } = error.data as { from: Shape; to: Shape };
    const [given, wanted] = [elementsOf(from), elementsOf(to)];
    if (isUnknown(given) || isUnknown(wanted)) return undefined;
    return typeof given === 'number' && typeof wanted === 'number' ? given - wanted : undefined;
  }
  return undefined;
}
