// Our syntax tree of Python in the form in which test/support/dumpAst.py prints CPython's.
import type {
  Arguments,
  Comprehension,
  ConstantValue,
  Expr,
  Module,
  Pattern,
  Stmt,
} from '../../server/src/languages/pytorch/parser/ast.js';

type Json = unknown;

export function dumpModule({ body }: Module): Json {
  return ['Module', body.map((each) => statement(each))];
}

const orNull = <T>(value: T | undefined, dump: (value: T) => Json): Json =>
  value === undefined ? null : dump(value);

function constant(value: ConstantValue): Json {
  switch (value.type) {
    case 'none':
      return 'None';
    case 'ellipsis':
      return 'Ellipsis';
    case 'bool':
      return value.value ? 'True' : 'False';
    case 'int':
      return ['int', String(value.value).length > 3000 ? 'long' : String(value.value)];
    case 'float':
    case 'complex':
      return [value.type, Math.abs(value.value) < 1e308 ? value.value : 'inf'];
    default:
      return [value.type, value.value.replace(/\p{Surrogate}/gu, '\ufffd')];
  }
}

function parameters(args: Arguments): Json {
  const arg = (each: Arguments['args'][number]): Json => [
    'arg',
    each.name,
    orNull(each.annotation, expression),
  ];
  return [
    'arguments',
    args.posonly.map(arg),
    args.args.map(arg),
    orNull(args.vararg, arg),
    args.kwonly.map(arg),
    args.kwDefaults.map((each) => orNull(each, expression)),
    orNull(args.kwarg, arg),
    args.defaults.map((each) => expression(each)),
  ];
}

const all = (list: readonly Expr[]): Json => list.map((each) => expression(each));
const keywords = (list: readonly { arg: string | undefined; value: Expr }[]): Json =>
  list.map(({ arg, value }) => ['keyword', arg ?? null, expression(value)]);

function comprehensions(list: readonly Comprehension[], inside: boolean): Json {
  return list.map(({ target, iter, ifs, async }) => [
    'comprehension',
    expression(target, inside),
    expression(iter, inside),
    ifs.map((each) => expression(each, inside)),
    async ? 1 : 0,
  ]);
}

let within = false;

function expression(node: Expr, inside = within): Json {
  const before = within;
  within = inside || node.kind === 'JoinedStr';
  try {
    const at = inside ? [] : [node.start, node.end];
    return [node.kind, ...at, ...fields(node)];
  } finally {
    within = before;
  }
}

function fields(node: Expr): Json[] {
  switch (node.kind) {
    case 'BoolOp':
      return [node.op, all(node.values)];
    case 'NamedExpr':
      return [expression(node.target), expression(node.value)];
    case 'BinOp':
      return [expression(node.left), node.op, expression(node.right)];
    case 'UnaryOp':
      return [node.op, expression(node.operand)];
    case 'Lambda':
      return [parameters(node.args), expression(node.body)];
    case 'IfExp':
      return [expression(node.test), expression(node.body), expression(node.orelse)];
    case 'Dict':
      return [node.keys.map((key) => orNull(key, expression)), all(node.values)];
    case 'Set':
    case 'List':
    case 'Tuple':
      return [all(node.elts)];
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
      return [expression(node.elt), comprehensions(node.generators, within)];
    case 'DictComp':
      return [expression(node.key), expression(node.value), comprehensions(node.generators, within)];
    case 'Await':
    case 'YieldFrom':
    case 'Starred':
      return [expression(node.value)];
    case 'Yield':
      return [orNull(node.value, expression)];
    case 'Compare':
      return [expression(node.left), node.ops, all(node.comparators)];
    case 'Call':
      return [expression(node.func), all(node.args), keywords(node.keywords)];
    case 'FormattedValue':
      return [
        expression(node.value),
        node.conversion === undefined ? -1 : node.conversion.charCodeAt(0),
        orNull(node.spec, expression),
      ];
    case 'JoinedStr':
      return [all(node.values)];
    case 'Constant':
      return [constant(node.value)];
    case 'Attribute':
      return [expression(node.value), node.attr];
    case 'Subscript':
      return [expression(node.value), expression(node.slice)];
    case 'Name':
      return [node.id];
    case 'Slice':
      return [node.lower, node.upper, node.step].map((each) => orNull(each, expression));
    case 'Invalid':
      return [];
  }
}

const block = (body: readonly Stmt[]): Json => body.map((each) => statement(each));

function statement(node: Stmt): Json {
  const name = 'async' in node && node.async ? `Async${node.kind}` : node.kind;
  const kind = node.kind === 'Try' && node.star ? 'TryStar' : name;
  return [kind, node.start, node.end, ...statementFields(node)];
}

function statementFields(node: Stmt): Json[] {
  const aliases = (list: readonly { name: string; asname: string | undefined }[]): Json =>
    list.map(({ name, asname }) => ['alias', name, asname ?? null]);
  switch (node.kind) {
    case 'FunctionDef':
      return [
        node.name,
        parameters(node.args),
        block(node.body),
        all(node.decorators),
        orNull(node.returns, expression),
      ];
    case 'ClassDef':
      return [node.name, all(node.bases), keywords(node.keywords), block(node.body), all(node.decorators)];
    case 'Return':
      return [orNull(node.value, expression)];
    case 'Delete':
      return [all(node.targets)];
    case 'Assign':
      return [all(node.targets), expression(node.value)];
    case 'TypeAlias':
      return [expression(node.name), expression(node.value)];
    case 'AugAssign':
      return [expression(node.target), node.op, expression(node.value)];
    case 'AnnAssign':
      return [
        expression(node.target),
        expression(node.annotation),
        orNull(node.value, expression),
        node.simple ? 1 : 0,
      ];
    case 'For':
      return [expression(node.target), expression(node.iter), block(node.body), block(node.orelse)];
    case 'While':
    case 'If':
      return [expression(node.test), block(node.body), block(node.orelse)];
    case 'With':
      return [
        node.items.map(({ context, vars }) => ['withitem', expression(context), orNull(vars, expression)]),
        block(node.body),
      ];
    case 'Match':
      return [
        expression(node.subject),
        node.cases.map(({ pattern, guard, body }) => [
          'match_case',
          patternOf(pattern),
          orNull(guard, expression),
          block(body),
        ]),
      ];
    case 'Raise':
      return [orNull(node.exc, expression), orNull(node.cause, expression)];
    case 'Try':
      return [
        block(node.body),
        node.handlers.map(({ type, name, body }) => [
          'ExceptHandler',
          orNull(type, expression),
          name ?? null,
          block(body),
        ]),
        block(node.orelse),
        block(node.finalbody),
      ];
    case 'Assert':
      return [expression(node.test), orNull(node.msg, expression)];
    case 'Import':
      return [aliases(node.names)];
    case 'ImportFrom':
      return [node.module ?? null, aliases(node.names), node.level];
    case 'Global':
    case 'Nonlocal':
      return [node.names];
    case 'Expr':
      return [expression(node.value)];
    default:
      return [];
  }
}

function patternOf(node: Pattern): Json {
  const list = (patterns: readonly Pattern[]): Json => patterns.map((each) => patternOf(each));
  const fieldsOf = (): Json[] => {
    switch (node.kind) {
      case 'MatchValue':
        return [expression(node.value)];
      case 'MatchSingleton':
        return [constant(node.value)];
      case 'MatchSequence':
      case 'MatchOr':
        return [list(node.patterns)];
      case 'MatchMapping':
        return [all(node.keys), list(node.patterns), node.rest ?? null];
      case 'MatchClass':
        return [expression(node.cls), list(node.patterns), node.kwdAttrs, list(node.kwdPatterns)];
      case 'MatchStar':
        return [node.name ?? null];
      case 'MatchAs':
        return [orNull(node.pattern, patternOf), node.name ?? null];
    }
  };
  return [node.kind, node.start, node.end, ...fieldsOf()];
}
