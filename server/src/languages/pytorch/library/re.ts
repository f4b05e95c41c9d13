// Python's re module.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { call } from '../interpreter/calls.js';
import { indexOf } from '../interpreter/numbers.js';
import type { Machine } from '../interpreter/machine.js';
import {
  Instance,
  Native,
  PyClass,
  PyDict,
  PyIterator,
  PyList,
  PyTuple,
  Unknown,
  type Keywords,
  type Value,
} from '../interpreter/values.js';
import { Matcher, TooMuchWork, type Spans } from './regex/match.js';
import { flagBits, parseRegex, type Regex } from './regex/parse.js';

const notUnderstood = new Unknown(pythonReasons.regexUnsupported);
const tooMuch = new Unknown(pythonReasons.regexSteps);

class Pattern {
  constructor(
    readonly pattern: string,
    readonly regex: Regex,
  ) {}
}

class Match {
  constructor(
    readonly pattern: Pattern,
    readonly text: string,
    readonly spans: Spans,
  ) {}

  group(index: number): Value {
    const span = this.spans[index];
    return span ? this.text.slice(...span) : null;
  }
}

type Method<T> = (machine: Machine, self: T, args: readonly Value[], keywords: Keywords) => Value;

export function reModule(machine: Machine): Readonly<Record<string, Value>> {
  const define = (name: string): PyClass => {
    const cls = new PyClass(name, [machine.types.object]);
    cls.mro = [cls, machine.types.object];
    return cls;
  };
  const [patternClass, matchClass] = [define('Pattern'), define('Match')];
  const error = new PyClass('error', [machine.types.Exception]);
  error.mro = [error, ...machine.types.Exception.mro];
  const wrap = (cls: PyClass, native: object, attributes: Readonly<Record<string, Value>>): Instance => {
    const instance = new Instance(cls);
    instance.native = native;
    for (const [name, value] of Object.entries(attributes)) instance.attributes.set(name, value);
    return instance;
  };
  const compiled = (given: Value | undefined, flags: Value | undefined): Pattern | Unknown => {
    if (given instanceof Instance && given.native instanceof Pattern) return given.native;
    if (typeof given !== 'string') return given instanceof Unknown ? given : notUnderstood;
    const bits = flags === undefined ? 0 : indexOf(flags);
    const regex = bits === undefined ? undefined : parseRegex(given, bits);
    return regex ? new Pattern(given, regex) : notUnderstood;
  };
  const matchOf = (pattern: Pattern, text: string, spans: Spans): Value => {
    const last = lastGroup(spans);
    const name = [...pattern.regex.names].find(([, index]) => index === last)?.[0];
    return wrap(matchClass, new Match(pattern, text, spans), {
      string: text,
      pos: 0,
      endpos: text.length,
      lastindex: last ?? null,
      lastgroup: name ?? null,
    });
  };

  /** Runs a search on a known text; its work is counted. */
  const searching = (
    own: Machine,
    pattern: Pattern | Unknown,
    text: Value | undefined,
    run: (matcher: Matcher, text: string, pattern: Pattern) => Value,
  ): Value => {
    if (pattern instanceof Unknown) return pattern;
    if (text instanceof Unknown) return text;
    if (typeof text !== 'string') throw own.error('TypeError', 'expected string or bytes-like object');
    if (/[\ud800-\udfff]/.test(text)) return notUnderstood;
    const matcher = new Matcher(pattern.regex, text);
    try {
      return run(matcher, text, pattern);
    } catch (failure) {
      if (failure instanceof TooMuchWork) return tooMuch;
      throw failure;
    } finally {
      own.spend(Math.ceil(matcher.steps / 4));
    }
  };

  const all = (matcher: Matcher, text: string): Spans[] => {
    const found: Spans[] = [];
    let [at, mustAdvance] = [0, false];
    while (at <= text.length) {
      const spans = matcher.search(at, mustAdvance);
      const [start, end] = spans?.[0] ?? [];
      if (!spans || start === undefined || end === undefined) break;
      found.push(spans);
      at = end;
      mustAdvance = start === end;
    }
    return found;
  };

  const methods: Readonly<Record<string, Method<Pattern | Unknown>>> = {
    match: (own, self, [text]) =>
      searching(own, self, text, (matcher, known, pattern) => {
        const spans = matcher.matchAt(0);
        return spans ? matchOf(pattern, known, spans) : null;
      }),
    fullmatch: (own, self, [text]) =>
      searching(own, self, text, (matcher, known, pattern) => {
        const spans = matcher.matchAt(0, (end) => end === known.length);
        return spans ? matchOf(pattern, known, spans) : null;
      }),
    search: (own, self, [text]) =>
      searching(own, self, text, (matcher, known, pattern) => {
        const spans = matcher.search(0);
        return spans ? matchOf(pattern, known, spans) : null;
      }),
    findall: (own, self, [text]) =>
      searching(own, self, text, (matcher, known, pattern) => {
        const parts = all(matcher, known).map((spans) => {
          const match = new Match(pattern, known, spans);
          const groups = spans.slice(1).map((_, index) => match.group(index + 1) ?? '');
          return groups.length === 0
            ? match.group(0)
            : groups.length === 1
              ? (groups[0] as Value)
              : new PyTuple(groups);
        });
        return new PyList(parts);
      }),
    finditer: (own, self, [text]) =>
      searching(own, self, text, (matcher, known, pattern) => {
        const matches = all(matcher, known).map((spans) => matchOf(pattern, known, spans));
        return new PyIterator(matches[Symbol.iterator]());
      }),
    split: (own, self, [text, limit], keywords) =>
      searching(own, self, text, (matcher, known, pattern) => {
        const most = indexOf(limit ?? keywords.get('maxsplit')) ?? 0;
        const parts: Value[] = [];
        let at = 0;
        for (const spans of all(matcher, known).slice(0, most > 0 ? most : undefined)) {
          const [start, end] = spans[0] as readonly [number, number];
          const match = new Match(pattern, known, spans);
          parts.push(known.slice(at, start), ...spans.slice(1).map((_, index) => match.group(index + 1)));
          at = end;
        }
        return new PyList([...parts, known.slice(at)]);
      }),
    sub: (own, self, args, keywords) => {
      const result = methods.subn?.(own, self, args, keywords);
      return result instanceof PyTuple ? (result.items[0] as Value) : (result ?? null);
    },
    subn: (own, self, [by = null, text, limit], keywords) =>
      searching(own, self, text, (matcher, known, pattern) => {
        const most = indexOf(limit ?? keywords.get('count')) ?? 0;
        let [result, at, count] = ['', 0, 0];
        for (const spans of all(matcher, known).slice(0, most > 0 ? most : undefined)) {
          const [start, end] = spans[0] as readonly [number, number];
          const match = new Match(pattern, known, spans);
          const piece =
            typeof by === 'string' ? expand(by, match) : call(own, by, [matchOf(pattern, known, spans)]);
          if (piece instanceof Unknown) return piece;
          if (piece === undefined) return notUnderstood;
          result += known.slice(at, start) + (typeof piece === 'string' ? piece : '');
          own.reserve('characters', result.length);
          at = end;
          count++;
        }
        return new PyTuple([result + known.slice(at), count]);
      }),
  };
  for (const [name, run] of Object.entries(methods)) {
    const native = new Native(
      name,
      (own, [self, ...args], keywords) => {
        const given = keywords.get('string');
        const all = given === undefined ? args : [...args, given];
        // Positions within the text are not modelled.
        if (!/^(sub|subn|split)$/.test(name) && all.length > 1) return notUnderstood;
        return run(own, compiled(self, undefined), all, keywords);
      },
      true,
    );
    patternClass.attributes.set(name, native);
  }
  addMatchMethods(matchClass);

  const functions = Object.entries(methods).map(([name, run]): readonly [string, Value] => {
    const own = new Native(name, (each, [pattern, ...args], keywords) => {
      const flagsAt = { split: 2, sub: 3, subn: 3 }[name] ?? 1;
      const flags = args[flagsAt] ?? keywords.get('flags');
      const given = [...args.slice(0, flagsAt)];
      for (const key of ['repl', 'string']) {
        const value = keywords.get(key);
        if (value !== undefined) given.push(value);
      }
      return run(each, compiled(pattern ?? keywords.get('pattern'), flags), given, keywords);
    });
    return [name, own];
  });
  const flags = {
    IGNORECASE: flagBits.I,
    MULTILINE: flagBits.M,
    DOTALL: flagBits.S,
    VERBOSE: flagBits.X,
    ASCII: flagBits.A,
    UNICODE: flagBits.U,
    LOCALE: flagBits.L,
    NOFLAG: 0,
  };
  return {
    ...Object.fromEntries(functions),
    ...flagBits,
    ...flags,
    Pattern: patternClass,
    Match: matchClass,
    error,
    compile: new Native('compile', (_, [pattern, bits], keywords) => {
      const own = compiled(pattern, bits ?? keywords.get('flags'));
      if (own instanceof Unknown) return own;
      return wrap(patternClass, own, {
        pattern: own.pattern,
        flags: own.regex.flags | flagBits.U,
        groups: own.regex.groups,
        groupindex: PyDict.of(own.regex.names),
      });
    }),
    escape: new Native('escape', (_, [text]) =>
      typeof text === 'string' ? text.replace(/[\s#$&()*+\-.?[\\\]^{|}~]/g, '\\$&') : notUnderstood,
    ),
    purge: new Native('purge', () => null),
  };
}

/** The group that closed last. */
function lastGroup(spans: Spans): number | undefined {
  let last: number | undefined;
  spans.forEach((span, index) => {
    const before = last === undefined ? undefined : spans[last];
    if (index > 0 && span && (!before || span[1] > before[1])) last = index;
  });
  return last;
}

/** A replacement with the groups that it names; undefined where it is not understood. */
function expand(template: string, match: Match): string | undefined {
  let understood = true;
  const result = template.replace(
    /\\(?:g<(\w+)>|(\d{1,2})|(.))/gs,
    (_, name: string | undefined, digits: string | undefined, escaped: string | undefined) => {
      const key = name ?? digits;
      if (key !== undefined) {
        const index = /^\d+$/.test(key) ? Number(key) : match.pattern.regex.names.get(key);
        if (index === undefined || index > match.pattern.regex.groups || digits?.startsWith('0'))
          understood = false;
        else return (match.group(index) as string | null) ?? '';
      }
      const plain = { n: '\n', t: '\t', r: '\r', '\\': '\\' }[escaped ?? ''];
      if (plain === undefined) understood &&= escaped !== undefined && !/[a-zA-Z]/.test(escaped);
      return plain ?? `\\${escaped ?? ''}`;
    },
  );
  return understood ? result : undefined;
}

function addMatchMethods(cls: PyClass): void {
  const add = (name: string, run: Method<Match>): void => {
    const native = new Native(
      name,
      (machine, [self, ...args], keywords) =>
        self instanceof Instance && self.native instanceof Match
          ? run(machine, self.native, args, keywords)
          : notUnderstood,
      true,
    );
    cls.attributes.set(name, native);
  };
  const indexIn = (machine: Machine, { pattern: { regex } }: Match, key: Value): number => {
    const index = typeof key === 'string' ? regex.names.get(key) : indexOf(key);
    if (index === undefined || index < 0 || index > regex.groups)
      throw machine.error('IndexError', 'no such group');
    return index;
  };
  const one = (machine: Machine, match: Match, key: Value): Value =>
    key instanceof Unknown ? key : match.group(indexIn(machine, match, key));
  add('group', (machine, match, args) => {
    if (args.length < 2) return one(machine, match, args[0] ?? 0);
    return new PyTuple(args.map((key) => one(machine, match, key)));
  });
  add('__getitem__', (machine, match, [key = null]) => one(machine, match, key));
  const given = (args: readonly Value[], keywords: Keywords): Value =>
    args[0] ?? keywords.get('default') ?? null;
  add('groups', (_, match, args, keywords) => {
    const otherwise = given(args, keywords);
    return new PyTuple(
      match.spans.slice(1).map((span, index) => (span ? match.group(index + 1) : otherwise)),
    );
  });
  add('groupdict', (_, match, args, keywords) => {
    const otherwise = given(args, keywords);
    return PyDict.of(
      [...match.pattern.regex.names].map(
        ([name, index]) => [name, match.spans[index] ? match.group(index) : otherwise] as const,
      ),
    );
  });
  for (const [name, part] of [
    ['start', 0],
    ['end', 1],
  ] as const)
    add(name, (machine, match, [key = 0]) => match.spans[indexIn(machine, match, key)]?.[part] ?? -1);
  add(
    'span',
    (machine, match, [key = 0]) => new PyTuple(match.spans[indexIn(machine, match, key)] ?? [-1, -1]),
  );
  add('expand', (_, match, [template]) =>
    typeof template === 'string' ? (expand(template, match) ?? notUnderstood) : notUnderstood,
  );
  add('__bool__', () => true);
}
