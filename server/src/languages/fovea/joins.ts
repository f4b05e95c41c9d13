// Joins: branches that start from one value and meet in an operator, or stand side by side as columns.
import { foveaNouns, foveaProblems } from './parser/problems.js';
import type { Span, Value } from '../../graph/graph.js';
import type { Operator } from '../../ops/operator.js';
import { operatorNamed } from '../../ops/registry.js';
import {
  toArgument,
  describeValue,
  flowOf,
  isFlow,
  isNumber,
  valuesOf,
  type CurrentValue,
} from './values.js';
import type { Branch, Join } from './parser/ast.js';
import { evaluate } from './evaluate.js';
import { calleeOf, siteOf, spanOf, type BodyFrame } from './frame.js';
import { runBody } from './statements.js';
import { applicationOf, type NamedLabel } from './calls.js';

/** The words of joins, and the operators that they are. `columns` joins nothing. */
const joins: Readonly<Record<string, string>> = {
  add: 'Add',
  mul: 'Mul',
  mean: 'Mean',
  max: 'Max',
  concat: 'Concat',
};

export const joinWords: readonly string[] = [...Object.keys(joins), 'columns'];

/** The operator of a join's word. */
export function joinNamed(word: string): Operator | undefined {
  return Object.hasOwn(joins, word) ? operatorNamed(joins[word] as string) : undefined;
}

interface Operand {
  readonly value: Value;
  readonly span: Span;
  readonly survival: number;
}

/** `concat { | … | … }`: runs every branch from `it` and joins what they end in. */
export function runJoin(
  node: Join,
  frame: BodyFrame,
  it: CurrentValue,
  label: NamedLabel | undefined,
): CurrentValue {
  const callee = calleeOf(node);
  const word = callee.kind === 'Name' ? callee.name : '';
  const operands = node.branches.flatMap((branch) => runBranch(branch, frame, it));
  if (word === 'columns') return flowOf(operands.map(({ value }) => value)) ?? it;
  const operator = joinNamed(word) ?? operatorNamed(word);
  if (operator === undefined || operands.length === 0)
    return flowOf(operands.slice(0, 1).map(({ value }) => value)) ?? it;
  const args = node.callee.kind === 'Call' ? node.callee.arguments : [];
  const site = siteOf(frame, node, label?.identifier, args);
  frame.run.budget.layer(frame, node);
  const survival = operands.map((operand) => operand.survival);
  const given = args.map((each) => ({
    ...(each.name && { name: each.name.name }),
    value: toArgument(evaluate(each.value, frame, it)),
  }));
  const inputs = operands.map(({ value }) => value);
  const { outputs } = frame.builder.addOperator({
    operator,
    given,
    inputs,
    site,
    name: label?.text,
    group: frame.group,
    operandSpans: operands.map(({ span }) => span),
    survival: survival.some((chance) => chance < 1) ? survival : undefined,
    application: applicationOf(operator, given, inputs, frame),
  });
  return flowOf(outputs);
}

/** The tensors that a branch hands to its join: one, or with `...` all its columns. */
function runBranch(branch: Branch, frame: BodyFrame, it: CurrentValue): readonly Operand[] {
  const survival = survivalOf(branch, frame, it);
  const result = runBody(branch.body, frame, it);
  const last = branch.body.statements.at(-1);
  // A finding about the branch marks its last layer, where its shape comes from, not all of its lines.
  const end = last?.kind === 'Chain' ? (last.elements.at(-1) ?? last) : (last ?? branch);
  const span = spanOf(frame, end);
  if (result?.kind === 'columns' && !branch.spread) {
    frame.builder.report(
      { code: 'columns-not-joined', data: { what: foveaNouns.join, count: result.values.length } },
      span,
    );
  }
  return valuesOf(result).map((value) => ({ value, span, survival }));
}

/** The probability with which `survive(p)` keeps a branch in training; 1 where it does not say. */
function survivalOf({ modifier }: Branch, frame: BodyFrame, it: CurrentValue): number {
  if (modifier === null) return 1;
  const [argument, ...more] = modifier.arguments;
  const value = argument && evaluate(argument.value, frame, it);
  if (value !== undefined && more.length === 0 && isNumber(value) && value >= 0 && value <= 1)
    return Number(value);
  const known = value === undefined || !(typeof value === 'object' && !isFlow(value) && 'unknown' in value);
  if (known) {
    const found = value === undefined ? 'nothing' : describeValue(value);
    const message = foveaProblems.surviveType(found);
    frame.builder.report(
      { code: 'invalid-expression', data: { message } },
      spanOf(frame, argument ?? modifier),
    );
  }
  return 1;
}
