// Networks that a script makes of classes and builders: which of its calls do, and what they are called.
import type { Body, Finding } from '../../../graph/graph.js';
import type { SourceText } from '../../../text/sourceText.js';
import { Method, PyClass, PyFunction, type Instance, type Value } from '../interpreter/values.js';
import type { Expr, Located, Module } from '../parser/ast.js';
import type { Binding } from './definitions.js';
import type { Bound } from './feeds.js';

/** Networks of one file that are made by calls; a script that makes more is a table of networks. */
export const mostConstructions = 8;

export interface NamedConstruction {
  /** Unique in the file: the variable, with the function around it where another is called the same. */
  readonly name: string;
  readonly bound: Bound;
}

/** Calls that may make networks, each under a name of its own. */
export function namedConstructions({ body }: Module, bound: readonly Bound[]): readonly NamedConstruction[] {
  const defined = new Set(
    body.flatMap((each) => (each.kind === 'ClassDef' || each.kind === 'FunctionDef' ? [each.name] : [])),
  );
  const taken = new Set(defined);
  return bound.flatMap((each): readonly NamedConstruction[] => {
    const { callee, call, within, name } = each;
    // Without arguments, what the file itself defines is read as it is defined.
    const isPlain = call.args.length + call.keywords.length === 0;
    if (callee.kind === 'Name' && defined.has(callee.id) && isPlain) return [];
    const candidates = [name, ...(within === undefined ? [] : [`${within}.${name}`])];
    let own = candidates.find((each) => !taken.has(each));
    for (let count = 2; own === undefined; count++)
      if (!taken.has(`${name}_${count}`)) own = `${name}_${count}`;
    taken.add(own);
    return [{ name: own, bound: each }];
  });
}

/** What a script does with a network, and rarely with anything else. */
const uses =
  'parameters|named_parameters|train|eval|state_dict|load_state_dict|children|named_children|modules|named_modules|to|cuda|apply';

/** Whether a callee makes modules; of a function that is known by what is done with what it gives. */
export function mayMakeNetwork(
  value: Value | undefined,
  { name, call, statement }: Bound,
  { text }: SourceText,
): value is PyClass | PyFunction | Method {
  if (value instanceof PyClass) return value.role === 'module' && value.origin?.module.isStub !== true;
  if (!(value instanceof PyFunction) && !(value instanceof Method)) return false;
  const behind = text.slice(call.end, statement.end);
  return (
    new RegExp(`\\b${name}(?:\\.(?:${uses}))?\\(|\\b${name}\\.[\\w.[\\]-]+ *=[^=]`).test(text) ||
    new RegExp(`^\\.(?:${uses})\\(`).test(behind)
  );
}

/** Whether a call of the file made a module, directly or in what it called. */
export function isMadeBy({ created }: Instance, { start, end }: Located, uri: string): boolean {
  for (let at = created; at; at = at.parent) {
    const { site } = at.spot;
    if (site.uri === uri && site.start === start && site.end === end) return true;
  }
  return false;
}

export const bindingOf = (name: string, { nameSpan, statement }: Bound): Binding => ({
  kind: 'Binding',
  name,
  nameSpan,
  start: statement.start,
  end: statement.end,
  decorators: [],
  isConstruction: true,
});

/** A body with other findings: those of a network that is declared elsewhere are reported there. */
export function withFindings(body: Body, findings: readonly Finding[]): Body {
  const { name, site, arguments: given, inputs, values, nodes, groups, outputs, marks, assertions } = body;
  return {
    name,
    site,
    arguments: given,
    inputs,
    values,
    nodes,
    groups,
    outputs,
    marks,
    assertions,
    findings,
  };
}

export const nameText = (node: Expr): string => (node.kind === 'Name' ? node.id : '');
