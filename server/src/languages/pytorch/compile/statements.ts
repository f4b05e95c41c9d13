// Statements become closures that execute them. In the reader's own files each one recovers alone: what fails is passed over.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { call } from '../interpreter/calls.js';
import { next, returns, type Execute, type Signal } from '../interpreter/code.js';
import { Abandoned, Raised } from '../interpreter/errors.js';
import type { Frame } from '../interpreter/frame.js';
import { changedBy } from '../interpreter/invalidate.js';
import { getItem, setItem, UnknownIteration } from '../interpreter/iteration.js';
import { getAttribute, setAttribute } from '../interpreter/objects.js';
import { decidesAlone } from './demands.js';
import { demanding } from '../../../math/requirements.js';
import { augmented } from '../interpreter/operators.js';
import { truth } from '../interpreter/truth.js';
import type { Spot } from '../interpreter/place.js';
import { PyClass, Instance, Unknown, type Value } from '../interpreter/values.js';
import { exceptionOf } from '../interpreter/errors.js';
import type { Expr, Stmt } from '../parser/ast.js';
import {
  compileFor,
  compileIf,
  compileLeavingIf,
  compileMatch,
  compileTry,
  compileWhile,
  compileWith,
} from './compound.js';
import { AnnotationTable } from '../interpreter/annotations.js';
import { compileAnnotation } from './annotations.js';
import type { CompileContext } from './context.js';
import { at, compile } from './expressions.js';
import { compileClass, compileFunction } from './functions.js';
import { compileImport, compileImportFrom } from './imports.js';
import { storeName, type Store } from './names.js';
import { compileDelete, compileTarget } from './targets.js';
import { sizesRead } from './sizes.js';
import { leaves, returnsIn, assignmentInvalidator } from './uncertain.js';

/** Executes a sequence of statements, and then what follows it in the same function, where that is handed along. */
export type CompiledBlock = (frame: Frame, rest?: Rest) => Signal;
export type Rest = (frame: Frame) => Signal;

/**
 * A sequence of statements. A branch of which it is not known whether it is taken, and which may leave the function or a
 * loop, is followed to the end of the sequence and of what follows: each way gives a signal of its own.
 */
export function compileBlock(context: CompileContext, body: readonly Stmt[]): CompiledBlock {
  const statements = body.map((each): CompiledBlock => {
    if (each.kind === 'If' && leaves([each])) return compileLeavingIf(context, each);
    return compileStatement(context, each);
  });
  // A branch that leaves takes the statements behind it along.
  const takesRest = body.map((each) => each.kind === 'If' && leaves([each]));
  const afterFailure = context.isStub ? undefined : body.map((each) => recovery(context, each));
  const { length } = statements;

  const runFrom = (frame: Frame, from: number, rest: Rest | undefined): Signal => {
    let index = from;
    for (;;) {
      try {
        for (; index < length; index++) {
          frame.machine.step();
          const own = statements[index]!;
          if (takesRest[index]) {
            const following = index + 1;
            if (following === length) return own(frame, rest);
            return own(frame, (at) => runFrom(at, following, rest));
          }
          const signal = own(frame);
          if (signal !== next) return signal;
        }
        return rest ? rest(frame) : next;
      } catch (error) {
        if (!afterFailure || index >= length || takesRest[index]) throw error;
        const signal = afterFailure[index]!(frame, error);
        if (signal !== next) return signal;
        index++;
      }
    }
  };
  return (frame, rest) => runFrom(frame, 0, rest);
}

/** What happens after a statement failed: what it would have made is unknown, and the next one goes on. */
function recovery(context: CompileContext, statement: Stmt): (frame: Frame, error: unknown) => Signal {
  const invalidateAssigned = assignmentInvalidator(context, [statement]);
  const leaving = statement.kind !== 'Return' && leaves([statement]);
  const failed = passedOver(statement);
  return (frame, error) => {
    const reason = failed(frame, error);
    invalidateAssigned(frame, reason);
    if (leaving) throw new Abandoned(reason, returnsIn([statement]) ? 'function' : 'loop');
    if (statement.kind !== 'Return') return next;
    frame.result = new Unknown(reason);
    return returns;
  };
}

/** Steps that a failure counts for. */
const costOfFailure = 30;

/** Passes over a failure of a statement, and gives its reason. @throws what must not be passed over */
export function passedOver(statement: Stmt): (frame: Frame, error: unknown) => string {
  return (frame, error) => {
    const { machine } = frame;
    if (!(error instanceof Raised || error instanceof UnknownIteration)) throw error;
    // A script that asks for a variable of the environment and finds none is not to blame.
    const excused =
      error instanceof Raised && error.explicit && machine.assumesEnvironment && frame.fn === undefined;
    if (error instanceof Raised && (machine.attempts > 0 || (error.frame === frame && !excused))) throw error;
    // Passing over costs more than a step: what is lost is marked, and whoever called goes on.
    machine.spend(costOfFailure);
    const failedAt = machine.place;
    machine.place = frame.place;
    machine.depth = frame.depth;
    if (error instanceof UnknownIteration) {
      machine.mayRaise();
      return error.reason;
    }
    if (!excused) machine.hooks.failed(error, failedAt ?? frame.place, frame, statement);
    return error.message || error.value.cls.name;
  };
}

function compileStatement(context: CompileContext, statement: Stmt): Execute {
  switch (statement.kind) {
    case 'Expr': {
      const run = compile(context, statement.value);
      return (frame) => {
        run(frame);
        return next;
      };
    }
    case 'Assign':
      return compileAssign(context, statement.targets, statement.value, statement);
    case 'AnnAssign': {
      const { target, value } = statement;
      const annotate =
        context.isClassBody && target.kind === 'Name'
          ? compileAnnotation(context, target.id, statement.annotation)
          : undefined;
      const assign = value && compileAssign(context, [target], value, statement);
      return (frame) => {
        const table = annotate && frame.names?.get('__annotations__');
        if (table instanceof AnnotationTable) annotate?.(frame, table);
        return assign ? assign(frame) : next;
      };
    }
    case 'AugAssign':
      return compileAugmented(context, statement);
    case 'Return': {
      const run = statement.value ? compile(context, statement.value) : undefined;
      return (frame) => {
        frame.result = run ? run(frame) : null;
        return returns;
      };
    }
    case 'If':
      return compileIf(context, statement);
    case 'For':
      return compileFor(context, statement);
    case 'While':
      return compileWhile(context, statement);
    case 'With':
      return compileWith(context, statement);
    case 'Try':
      return compileTry(context, statement);
    case 'Match':
      return compileMatch(context, statement);
    case 'FunctionDef':
      return compileFunction(context, statement);
    case 'ClassDef':
      return compileClass(context, statement);
    case 'Import':
      return compileImport(context, statement.names);
    case 'ImportFrom':
      return compileImportFrom(context, statement);
    case 'Raise':
      return compileRaise(context, statement);
    case 'Assert': {
      const test = compile(context, statement.test);
      const message = statement.msg && compile(context, statement.msg);
      const spot = context.spot(statement, undefined);
      const isPlain = decidesAlone(statement.test, 'or');
      return (frame) => {
        const holds = (): boolean | Unknown => truth(frame.machine, test(frame));
        const known = isPlain ? demanding(holds, (result) => result === false) : holds();
        if (known instanceof Unknown) frame.machine.mayRaise();
        if (known !== false) return next;
        const text = message?.(frame);
        throw raised(
          frame,
          spot,
          exceptionOf(frame.machine.types.AssertionError, typeof text === 'string' ? text : ''),
        );
      };
    }
    case 'Delete': {
      const all = statement.targets.map((each) => compileDelete(context, each));
      return (frame) => {
        for (const each of all) each(frame);
        return next;
      };
    }
    case 'TypeAlias': {
      const store = storeName(context, statement.name.id);
      return (frame) => {
        store(frame, new Unknown(pythonReasons.typeValue));
        return next;
      };
    }
    case 'Break':
      return () => 1;
    case 'Continue':
      return () => 2;
    case 'Invalid':
      return compileInvalid(context, statement.body);
    default:
      return () => next;
  }
}

/** What has errors of syntax may do anything that its statements do, and be anything else. */
function compileInvalid(context: CompileContext, body: readonly Stmt[]): Execute {
  const reason = pythonReasons.incompleteLine;
  const mark = assignmentInvalidator(context, body);
  const isFunction = context.scope.kind === 'function';
  const leaving = isFunction && leaves(body);
  const [first] = body;
  return (frame) => {
    const { machine, module } = frame;
    mark(frame, reason);
    machine.mayRaise();
    if (frame.names === module.globals) module.open ??= reason;
    if (frame.yielded) frame.yielded.open ??= reason;
    if (isFunction && first?.kind === 'Return') {
      frame.result = new Unknown(reason);
      return returns;
    }
    if (leaving) throw new Abandoned(reason, returnsIn(body) ? 'function' : 'loop');
    return next;
  };
}

function compileAssign(
  context: CompileContext,
  targets: readonly Expr[],
  value: Expr,
  statement: Stmt,
): Execute {
  const run = compile(context, value, targets[0]);
  const stores: readonly Store[] = targets.map((each) => compileTarget(context, each));
  const [only] = stores;
  const sizes = context.isStub ? undefined : sizesRead(context, targets, value);
  const reports = !context.isStub && context.scope.kind === 'function';
  const span = { uri: context.uri, start: statement.start, end: statement.end };
  if (stores.length === 1 && only) {
    return (frame) => {
      const result = run(frame);
      sizes?.(frame);
      only(frame, result);
      if (reports && result instanceof Instance) frame.machine.hooks.assigned(result, span);
      return next;
    };
  }
  return (frame) => {
    const result = run(frame);
    for (const store of stores) store(frame, result);
    return next;
  };
}

/** The object and index of the target are evaluated once. */
function compileAugmented(context: CompileContext, statement: Extract<Stmt, { kind: 'AugAssign' }>): Execute {
  const { target, op } = statement;
  const value = compile(context, statement.value);
  const spot = context.spot(statement, target);
  const combine = (frame: Frame, before: Value): Value => {
    const other = value(frame);
    // `names[key] += more` changes the list itself.
    if (before instanceof Unknown) changedBy('extend', before);
    return before instanceof Instance || other instanceof Instance
      ? at(frame, spot, () => augmented(frame.machine, op, before, other))
      : augmented(frame.machine, op, before, other);
  };
  if (target.kind === 'Attribute') {
    const object = compile(context, target.value);
    return (frame) => {
      const self = object(frame);
      const before = getAttribute(frame.machine, self, target.attr);
      setAttribute(frame.machine, self, target.attr, combine(frame, before));
      return next;
    };
  }
  if (target.kind === 'Subscript') {
    const [object, index] = [compile(context, target.value), compile(context, target.slice)];
    return (frame) => {
      const [self, key] = [object(frame), index(frame)];
      setItem(frame.machine, self, key, combine(frame, getItem(frame.machine, self, key)));
      return next;
    };
  }
  const [load, store] = [compile(context, target), compileTarget(context, target)];
  const span = { uri: context.uri, start: statement.start, end: statement.end };
  return (frame) => {
    const result = combine(frame, load(frame));
    store(frame, result);
    if (!context.isStub && result instanceof Instance) frame.machine.hooks.assigned(result, span);
    return next;
  };
}

function compileRaise(context: CompileContext, statement: Extract<Stmt, { kind: 'Raise' }>): Execute {
  const run = statement.exc && compile(context, statement.exc);
  const cause = statement.cause && compile(context, statement.cause);
  const spot = context.spot(statement, undefined);
  return (frame) => {
    const { machine } = frame;
    const given = run ? run(frame) : machine.handled;
    const value = given instanceof PyClass ? call(machine, given, []) : given;
    if (value instanceof Instance) {
      if (cause) value.attributes.set('__cause__', cause(frame));
      if (run) value.attributes.set('__context__', machine.handled);
      throw raised(frame, spot, value);
    }
    throw raised(
      frame,
      spot,
      exceptionOf(machine.types.RuntimeError, value instanceof Unknown ? value.reason : ''),
    );
  };
}

/** Reported where the function that raises was called; at the statement itself where no text calls it. */
function raised(frame: Frame, spot: Spot | undefined, value: Instance): Raised {
  const own = spot && { spot, module: frame.module, parent: undefined };
  const error = new Raised(value, true, frame.machine.place ?? own);
  error.frame = frame;
  return error;
}
