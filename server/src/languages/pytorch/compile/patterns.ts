// The patterns of match statements.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import type { Frame } from '../interpreter/frame.js';
import { collect, getItem } from '../interpreter/iteration.js';
import { findAttribute, typeOf } from '../interpreter/objects.js';
import { equals } from '../interpreter/comparison.js';
import { unwrap } from '../interpreter/truth.js';
import { PyClass, PyDict, PyList, PyTuple, Unknown, type Value } from '../interpreter/values.js';
import type { Pattern } from '../parser/ast.js';
import type { CompileContext } from './context.js';
import { compile } from './expressions.js';
import { storeName } from './names.js';

type Matches = (frame: Frame, value: Value) => boolean | Unknown;

export function compilePattern(context: CompileContext, pattern: Pattern): Matches {
  switch (pattern.kind) {
    case 'MatchValue': {
      const run = compile(context, pattern.value);
      return (frame, value) => equals(frame.machine, value, run(frame));
    }
    case 'MatchSingleton': {
      const wanted = pattern.value.type === 'bool' ? pattern.value.value : null;
      return (_, value) => (value instanceof Unknown ? value : value === wanted);
    }
    case 'MatchAs': {
      const inner = pattern.pattern && compilePattern(context, pattern.pattern);
      const store = pattern.name === undefined ? undefined : storeName(context, pattern.name);
      return (frame, value) => {
        const known = inner ? inner(frame, value) : true;
        if (known === true) store?.(frame, value);
        return known;
      };
    }
    case 'MatchOr': {
      const all = pattern.patterns.map((each) => compilePattern(context, each));
      return (frame, value) => {
        for (const each of all) {
          const known = each(frame, value);
          if (known !== false) return known;
        }
        return false;
      };
    }
    case 'MatchSequence':
      return compileSequence(context, pattern.patterns);
    case 'MatchMapping': {
      const entries = pattern.keys.map((key, index) => ({
        key: compile(context, key),
        matches: compilePattern(context, pattern.patterns[index]!),
      }));
      const store = pattern.rest === undefined ? undefined : storeName(context, pattern.rest);
      return (frame, value) => {
        if (value instanceof Unknown) return value;
        const dict = unwrap(value);
        if (!(dict instanceof PyDict)) return false;
        const rest = dict.copy();
        const known = all(entries, ({ key, matches }) => {
          const name = key(frame);
          const own = dict.get(name);
          rest.delete(name);
          return own !== undefined && matches(frame, own);
        });
        if (known === true) store?.(frame, rest);
        return known;
      };
    }
    case 'MatchClass': {
      const cls = compile(context, pattern.cls);
      const attributes = pattern.kwdAttrs.map((name, index) => ({
        name,
        matches: compilePattern(context, pattern.kwdPatterns[index]!),
      }));
      const positions = pattern.patterns.map((each) => compilePattern(context, each));
      return (frame, value) => {
        const type = cls(frame);
        const own = typeOf(frame.machine, value);
        if (!(type instanceof PyClass) || own === undefined) return new Unknown(pythonReasons.class);
        if (!own.isSubclassOf(type)) return false;
        const names = type.find('__match_args__');
        const byPosition = positions.map((matches, index) => {
          const name = names instanceof PyTuple ? names.items[index] : undefined;
          return { name: typeof name === 'string' ? name : undefined, matches };
        });
        return all([...byPosition, ...attributes], ({ name, matches }) => {
          const part = name === undefined ? value : findAttribute(frame.machine, value, name);
          return part !== undefined && matches(frame, part);
        });
      };
    }
    case 'MatchStar':
      return () => true;
  }
}

function compileSequence(context: CompileContext, patterns: readonly Pattern[]): Matches {
  const star = patterns.findIndex((each) => each.kind === 'MatchStar');
  const starred = patterns[star];
  const name = starred?.kind === 'MatchStar' ? starred.name : undefined;
  const store = name === undefined ? undefined : storeName(context, name);
  const parts = patterns.map((each) => compilePattern(context, each));
  return (frame, value) => {
    if (value instanceof Unknown) return value;
    const inner = unwrap(value);
    if (!(inner instanceof PyList || inner instanceof PyTuple)) return false;
    const items = collect(frame.machine, inner);
    if (star < 0 ? items.length !== parts.length : items.length < parts.length - 1) return false;
    const behind = parts.length - 1 - star;
    const known = all([...parts.entries()], ([index, matches]) => {
      if (index === star) return true;
      const position = star < 0 || index < star ? index : items.length - parts.length + index;
      return matches(frame, getItem(frame.machine, new PyList(items), position));
    });
    if (known === true && star >= 0) store?.(frame, new PyList(items.slice(star, items.length - behind)));
    return known;
  };
}

function all<T>(parts: readonly T[], test: (part: T) => boolean | Unknown): boolean | Unknown {
  for (const part of parts) {
    const known = test(part);
    if (known !== true) return known;
  }
  return true;
}
