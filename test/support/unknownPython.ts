// Puts something unknown, or another value, in the place of one expression of a Python text.
import {
  childrenOf,
  expressionsOf,
  forEachExpression,
  forEachStatement,
} from '../../server/src/languages/pytorch/interpreter/scope.js';
import type { ClassDef, Expr, FunctionDef, Stmt } from '../../server/src/languages/pytorch/parser/ast.js';
import { parse } from '../../server/src/languages/pytorch/parser/parser.js';
import type { Edit } from './soundness.js';

/** A name from a module that is not found; it stands in the first line of every text, whether it is used or not. */
export const header = 'from mystery import value as unknown_value\n';

export interface Substitution {
  readonly unknown: Edit;
  readonly concretes: readonly Edit[];
}

/** Every expression of a text that may be replaced, with the unknown and with values that could stand there. */
export function substitutions(text: string): readonly Substitution[] {
  const found: Substitution[] = [];
  let inForward = false;
  const visit = (node: Expr): void => {
    if (isReplaceable(node) && !changing.test(text.slice(node.start, node.end))) {
      const at = (by: string): Edit => ({ start: node.start, end: node.end, text: by });
      const own = text.slice(node.start, node.end);
      const others = alternatives(node, inForward).filter((each) => each !== own);
      found.push({
        unknown: at(inForward ? unknownOf(node) : 'unknown_value'),
        concretes: [own, ...others].map(at),
      });
    }
    if (node.kind === 'Lambda') visit(node.body);
    else if (node.kind === 'Call' && changing.test(text.slice(node.func.start, node.end))) {
      // What is changed stays, and what it is changed by is replaced.
      const parts =
        node.func.kind === 'Attribute' && node.func.value.kind !== 'Name' ? [node.func.value] : [];
      for (const each of [
        ...parts.flatMap(childrenOf),
        ...node.args,
        ...node.keywords.map(({ value }) => value),
      ])
        visit(each);
    } else if (node.kind !== 'JoinedStr') childrenOf(node).forEach(visit);
  };
  /** A statement for its effect alone: only arguments are replaced. */
  const effects = (node: Expr): void => {
    if (node.kind === 'Call') [...node.args, ...node.keywords.map(({ value }) => value)].forEach(visit);
  };
  const statements = (body: readonly Stmt[]): void => {
    forEachStatement(body, (statement) => {
      if (statement.kind === 'FunctionDef') definition(statement);
      else if (statement.kind === 'ClassDef') statements((statement as ClassDef).body);
      else if (statement.kind === 'Expr') effects(statement.value);
      else expressionsOf(statement).forEach(visit);
    });
  };
  const definition = ({ name, args, body }: FunctionDef): void => {
    [...args.defaults, ...args.kwDefaults].forEach((each) => each && visit(each));
    const outer = inForward;
    inForward ||= name === 'forward';
    statements(body);
    inForward = outer;
  };
  statements(parse(text).body);
  return found.filter(({ unknown }) => unknown.start >= header.length);
}

/** Something unknown that depends on the same tensors: in a forward the unknown cannot be a constant where these stand. */
function unknownOf(node: Expr): string {
  const names = new Set<string>();
  forEachExpression(node, (each) => {
    if (each.kind === 'Name' && /^[a-z]+$/.test(each.id) && !known.test(each.id)) names.add(each.id);
  });
  return names.size === 0 ? 'unknown_value' : `unknown_value(${[...names].join(', ')})`;
}

const known = /^(?:self|torch|nn|len|range|getattr|enumerate|reversed|zip|i|n)$/;

/** What has an effect besides its value, which would be lost with it. */
const changing =
  /\b(?:append|extend|insert|reverse|update|pop|setdefault|add_module|register\w*|next|block|super|Block|setattr)\(/;

/** Not what has no value of its own, or is no expression to Python. */
const isReplaceable = ({ kind }: Expr): boolean =>
  !['Starred', 'Slice', 'Invalid', 'NamedExpr', 'Yield', 'YieldFrom', 'Await', 'FormattedValue'].includes(
    kind,
  );

/** Values of the same kind; none where a forward works with tensors, for which others would be errors. */
function alternatives(node: Expr, inForward: boolean): readonly string[] {
  switch (node.kind) {
    case 'Compare':
    case 'BoolOp':
      return ['True', 'False'];
    case 'UnaryOp':
      return node.op === 'not' ? ['True', 'False'] : ['0', '1'];
    case 'BinOp':
      return ['1', '2', '8', '[]'];
    case 'List':
    case 'ListComp':
    case 'Tuple':
    case 'GeneratorExp':
      return ['[]', '()', 'None', '[1, 2, 3]'];
    case 'Dict':
    case 'DictComp':
      return ['{}', 'None', "{'stride': 2}"];
    case 'Constant': {
      const { value } = node;
      if (value.type === 'int')
        return ['0', '1', '2', `${Number(value.value) + 1}`, `${Number(value.value) * 2}`];
      if (value.type === 'bool') return ['True', 'False'];
      if (value.type === 'str') return ["''", "'other'"];
      return value.type === 'none' ? ['1', 'True', '[]'] : ['0.5'];
    }
    case 'Lambda':
      return ['(lambda *a, **k: None)', 'torch.nn.ReLU'];
    default:
      if (inForward) return [];
      return ['True', 'False', 'None', '2', '[]', 'torch.nn.Identity()', 'torch.nn.Identity'];
  }
}
