// What a statement that failed certainly does wrong; of everything else what follows is silently unknown.
import type { Problem } from '../../../findings/catalogue.js';
import { nearest } from '../../../text/nearest.js';
import type { Raised } from '../interpreter/errors.js';
import type { Frame } from '../interpreter/frame.js';
import { Spot, type Place } from '../interpreter/place.js';
import { attributeIn } from '../interpreter/scope.js';
import { Instance, PyDict, PyTuple, type PyClass, type Value } from '../interpreter/values.js';
import type { Expr, Module, Stmt } from '../parser/ast.js';
import { mayBeSet } from './attributesSet.js';
import { callMistake, handsOn, isSuperInit, partsUnpacked, shapeUnpacked, zeroDivision } from './mistakes.js';
import { undefinedName } from './undefinedNames.js';

/**
 * Exceptions that say no more than that something is left to children, that a script ends, or that the machine lacks a
 * package or a file.
 */
const silent: ReadonlySet<string> = new Set([
  'NotImplementedError',
  'SystemExit',
  'KeyboardInterrupt',
  'ImportError',
  'OSError',
]);

/** Whether an exception says nothing about the program, or is raised where such an exception is handled. */
export function isSilent(exception: Instance): boolean {
  const before = exception.attribute('__context__');
  return [exception, before].some(
    (each) => each instanceof Instance && each.cls.mro.some(({ name }) => silent.has(name)),
  );
}

/** A statement of a program, and the exception that ended it. */
export interface Failure {
  readonly error: Raised;
  readonly place: Place | undefined;
  readonly frame: Frame;
  readonly statement: Stmt;
}

/** What is known of the program as a whole. */
export interface FailingProgram {
  /** The file that is read. */
  readonly uri: string;
  readonly treeAt: (uri: string) => Module | undefined;
  /** Whether the file itself makes an instance of a class. */
  readonly isMade: (cls: PyClass) => boolean;
  /** The module that was run last, where it gave several values. */
  readonly lastRun: { readonly module: Instance; readonly result: Value } | undefined;
  /** Whether an exception is raised by a check of what the program computed. */
  readonly isTest: (cls: PyClass, frame: Frame) => boolean;
}

/** A mistake of the file, and where it is; undefined where it may not be to blame. */
export type Mistake = { readonly problem: Problem; readonly at: Place | undefined } | undefined;

export function mistakeOf(failure: Failure, program: FailingProgram): Mistake {
  const { error, place, frame, statement } = failure;
  const { value } = error;
  const name = value.attribute('name');
  const owner = value.attribute('obj');
  if (typeof name === 'string' && owner instanceof Instance && owner.cls.role === 'module' && isOwnName(name))
    return missingLayer(owner, name, failure, program);
  const isOwn = frame.module.uri === program.uri;
  const unpacked = error.unpacked && shapeUnpacked(statement);
  if (error.unpacked && unpacked) {
    const at = placeOf(unpacked, failure, place ?? frame.place);
    return { problem: { code: 'shape-unpacked', data: error.unpacked }, at };
  }
  const mistake =
    isOwn && !isSuperInit(statement) && !handsOn(statement) ? callMistake(error, program.uri) : undefined;
  if (mistake) return { problem: mistake, at: error.at ?? place };
  const layer = packerOf(failure, program);
  if (error.unpacked && layer !== undefined) {
    const node = (statement.kind === 'Assign' && statement.targets[0]) || statement;
    const data = { layer, ...error.unpacked };
    return { problem: { code: 'values-unpacked', data }, at: placeOf(node, failure) };
  }
  const tree = error.unbound === undefined || !frame.fn ? undefined : treeOf(frame, program);
  const read = tree && undefinedName(error.unbound ?? '', statement, tree);
  if (read) {
    const data = { name: error.unbound ?? '' };
    return { problem: { code: 'undefined-name', data }, at: placeOf(read, failure) };
  }
  const type = value.cls.name;
  const divides = type === 'ZeroDivisionError' && !frame.fn && isOwn;
  const division = divides ? zeroDivision(statement, program.treeAt(program.uri)) : undefined;
  if (division) {
    const data = { type, message: error.message };
    return { problem: { code: 'raises-exception', data }, at: placeOf(division, failure) };
  }
  if (error.explicit && !isSilent(value) && !program.isTest(value.cls, error.frame ?? frame)) {
    const data = { type, message: error.message.slice(0, 300) };
    return { problem: { code: 'raises-exception', data }, at: place };
  }
  return undefined;
}

/** A module is asked for an attribute that neither its constructor nor anything else sets. */
function missingLayer(
  owner: Instance,
  name: string,
  failure: Failure,
  { treeAt, isMade }: FailingProgram,
): Mistake {
  const { place, frame, statement } = failure;
  const parts = ['_modules', '_parameters', '_buffers'].flatMap((table) => {
    const entries = owner.attribute(table);
    return entries instanceof PyDict ? entries.keys().filter((each) => typeof each === 'string') : [];
  });
  const known = [...owner.attributes.keys(), ...parts];
  const data = { cls: owner.cls.name, name, nearest: nearest(name, known) };
  // A layer of torch has more than its stub, and so has what derives from it.
  const ofTorch = owner.cls.mro.some((cls) => cls.origin?.module.isStub === true && cls.name !== 'Module');
  if (ofTorch && data.nearest === undefined) return undefined;
  // With other arguments, or later, it may be there.
  if (owner.cls.mro.some((cls) => maySet(cls, name, treeAt))) return undefined;
  // A base that makes no layers of its own leaves them to its subclasses, which may be in other files. One that the
  // file itself makes an instance of is no base.
  if (parts.length === 0 && data.nearest === undefined && !isMade(owner.cls)) return undefined;
  const read = attributeIn(statement, name);
  const at = read && placeOf(read, failure, place ?? frame.place);
  return { problem: { code: 'missing-layer', data }, at: at ?? place };
}

function maySet({ origin, name: cls }: PyClass, name: string, treeAt: FailingProgram['treeAt']): boolean {
  const { uri, isStub = true } = origin?.module ?? {};
  const tree = uri === undefined || isStub ? undefined : treeAt(uri);
  return tree !== undefined && mayBeSet(tree, cls, name);
}

/** The layer whose several values were taken apart; undefined where it was something else. */
function packerOf(
  { error: { packed }, statement }: Failure,
  { lastRun }: FailingProgram,
): string | undefined {
  if (packed !== undefined && packed === lastRun?.result) return lastRun.module.cls.name;
  return packed instanceof PyTuple ? partsUnpacked(statement, packed) : undefined;
}

const treeOf = ({ module: { uri } }: Frame, { treeAt }: FailingProgram): Module | undefined =>
  uri === undefined ? undefined : treeAt(uri);

const placeOf = (node: Expr | Stmt, { frame: { module, place } }: Failure, parent = place): Place => ({
  spot: new Spot(module.uri ?? '', node, undefined),
  module,
  parent,
});

/** Whether a name may be one of a program's own: what all objects have is not modelled in full. */
const isOwnName = (name: string): boolean => name !== '' && !/^__\w+__$/.test(name);
