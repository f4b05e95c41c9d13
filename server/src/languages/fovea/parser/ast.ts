// The syntax tree of the Fovea language: what a text says, before anything is resolved or evaluated.

/*
 * Every text has a tree. Where something is missing the tree holds a `Missing` node (or a null name), so that
 * completion, hover and evaluation still find the rest. Offsets are UTF-16 code units from the start of the text,
 * `end` is exclusive, and a node's children lie inside it in text order.
 *
 * Expressions and layers share one grammar: `3 * 2`, `Conv(64, 3) -> ReLU`, `for … { … }` and `stem: { … }` are all
 * `Expression`. The evaluator decides by what a name turns out to be. A body runs its statements in order; an
 * expression statement maps the current value `it` to the next one.
 */

/**
 * The tallest tree the parser builds, so that recursive visitors are safe: the levels of brackets, operators, calls
 * and members on one path. Between two of them stand at most five nodes (branches, chains, labels, arguments).
 */
export const MAX_HEIGHT = 200;

interface Located {
  start: number;
  end: number;
}

/** A name token where something is declared or selected: never a reference. */
export interface Identifier extends Located {
  name: string;
}

/** The lines of `///` directly above a declaration, without the slashes and one leading blank each. */
export interface Doc extends Located {
  text: string;
}

// ── File ────────────────────────────────────────────────────────────────────────────────────────────────────

export interface File extends Located {
  kind: 'File';
  /** A definition that stands inside another one by mistake follows that one here. */
  items: TopLevelItem[];
}

export type TopLevelItem = Import | Const | Definition | Stray;

/** `import "blocks.fovea"` brings in every name, `import { A, B } from "blocks.fovea"` only those. */
export interface Import extends Located {
  kind: 'Import';
  /** null: every name. */
  names: Identifier[] | null;
  path: StringLiteral | Missing;
}

/** `const NAME = expression`. */
export interface Const extends Located {
  kind: 'Const';
  doc: Doc | null;
  name: Identifier | null;
  value: Expression;
}

/**
 * A `net`, `block`, `operator` or `function`. The body of an operator holds `let` and facts, that of a function `let`
 * and the value at its end; `function half(n) = n / 2` has that value alone. Either `alias` is null and `body` holds what it does, or `alias` is a name or call
 * (`net ResNet152 = ResNet(depths = [3, 8, 36, 3])`) and `body`, where written, holds only report, expect and limit.
 * Such a variant has the parameters of what it names, with the given arguments as defaults; if it declares some of
 * its own, that is already reported.
 */
export interface Definition extends Located {
  kind: 'Net' | 'Block' | 'Operator' | 'Function';
  doc: Doc | null;
  name: Identifier | null;
  parameters: Parameter[];
  alias: Expression | null;
  body: Body | null;
}

/** A statement that stands outside every net and block; already reported, kept for editor features. */
export interface Stray extends Located {
  kind: 'Stray';
  statement: Statement;
}

/** `name`, `name = default`, `name: type`, `name: type = default`. */
export interface Parameter extends Located {
  kind: 'Parameter';
  doc: Doc | null;
  name: Identifier | null;
  type: TypeName | null;
  default: Expression | null;
}

export const TYPE_NAMES = ['int', 'number', 'bool', 'string', 'list', 'block', 'shape'] as const;

/** `int`, `block`, `list of int`, … An unknown name is already reported. */
export interface TypeName extends Located {
  kind: 'TypeName';
  name: Identifier;
  /** The `int` of `list of int`. */
  element: TypeName | null;
}

// ── Statements ──────────────────────────────────────────────────────────────────────────────────────────────

/** A run of statements: of a definition, a group, a loop, an arm of an `if`, or a branch of a join. */
export interface Body extends Located {
  kind: 'Body';
  statements: Statement[];
}

export type Statement = Let | Input | Output | Expect | Limit | Report | Fact | Expression;

/** `let name = value`, `let a, b = value`, `let [a, b] = value`; leaves `it` as it was. */
export interface Let extends Located {
  kind: 'Let';
  doc: Doc | null;
  /** `shared name = chain`: the chain is not run here but wherever the name stands, always with the same weights. */
  shared: boolean;
  names: Identifier[];
  value: Expression;
}

/** `input name: shape`; the first one of a net also becomes `it`. */
export interface Input extends Located {
  kind: 'Input';
  doc: Doc | null;
  name: Identifier | null;
  shape: Shape | Missing;
}

/** `output name = value`, `output name (training) = value`, `output = value`, `output value`. */
export interface Output extends Located {
  kind: 'Output';
  doc: Doc | null;
  name: Identifier | null;
  /** The word `training`, where the output exists only in training. */
  training: Identifier | null;
  value: Expression;
}

/** `expect conv1 = 96 x 55 x 55`, `expect stage[1].params = 1.2M`, `expect params = 61M`. */
export interface Expect extends Located {
  kind: 'Expect';
  /** Made of Name, Index and Member only; anything else is already reported. */
  target: Expression;
  value: Expression | Shape;
}

/** `limit params <= 61M, stage[1].macs <= 750M`. */
export interface Limit extends Located {
  kind: 'Limit';
  bounds: Bound[];
}

export interface Bound extends Located {
  kind: 'Bound';
  /** Made of Name, Index and Member only; anything else is already reported. */
  target: Expression;
  /** '' where it is missing. */
  operator: '<' | '<=' | '>' | '>=' | '==' | '';
  value: Expression;
}

/** `report { year = 2012, paper = "…" }`. */
export interface Report extends Located {
  kind: 'Report';
  entries: ReportEntry[];
}

export interface ReportEntry extends Located {
  kind: 'ReportEntry';
  key: Identifier;
  value: Expression;
}

/** What an operator of one's own states: `params = 9 * channels`, `out = channels x 8 x 8`. */
export interface Fact extends Located {
  kind: 'Fact';
  key: Identifier;
  value: Expression | Shape;
}

/** `3 x 227 x 227`; a size literal gives one entry per number. An entry that evaluates to a list gives all of its. */
export interface Shape extends Located {
  kind: 'Shape';
  entries: (Expression | AnySize)[];
}

/** `?` in a shape: a size that is not known, or not tested. */
export interface AnySize extends Located {
  kind: 'AnySize';
}

// ── Expressions ─────────────────────────────────────────────────────────────────────────────────────────────

export type Expression =
  | NumberLiteral
  | SizeLiteral
  | StringLiteral
  | BooleanLiteral
  | ListLiteral
  | Comprehension
  | Name
  | It
  | Paren
  | Unary
  | Binary
  | Range
  | Conditional
  | Member
  | Index
  | Call
  | Spread
  | Chain
  | Labelled
  | Join
  | Group
  | If
  | For
  | Repeat
  | Open
  | Missing;

/** A number with its exact value: a bigint where it is an integer above 2^53, a number otherwise. */
export interface NumberLiteral extends Located {
  kind: 'Number';
  value: number | bigint;
}

/** `3x3`, `11x11x3` without blanks: a list of numbers. */
export interface SizeLiteral extends Located {
  kind: 'Size';
  items: NumberLiteral[];
}

export interface StringLiteral extends Located {
  kind: 'String';
  /** With escapes resolved. */
  value: string;
}

export interface BooleanLiteral extends Located {
  kind: 'Boolean';
  value: boolean;
}

/** `[a, b, ...more]`. */
export interface ListLiteral extends Located {
  kind: 'List';
  items: Expression[];
}

/** `[64 * i for i in 1 ..= 4 if i != 2]`: a list with a value for each entry of another one. */
export interface Comprehension extends Located {
  kind: 'Comprehension';
  value: Expression;
  index: Identifier | null;
  item: Identifier | null;
  parts: readonly Identifier[] | null;
  list: Expression;
  test: Expression | null;
}

/** A reference to an operator, block, net, parameter, const, loop variable, named value, label or function. */
export interface Name extends Located {
  kind: 'Name';
  name: string;
}

/** `it`, the current value. */
export interface It extends Located {
  kind: 'It';
}

/** `( … )`, which may hold a chain. */
export interface Paren extends Located {
  kind: 'Paren';
  value: Expression;
}

export interface Unary extends Located {
  kind: 'Unary';
  operator: '-' | 'not';
  operand: Expression;
}

export type BinaryOperator =
  'or' | 'and' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%' | '^';

export interface Binary extends Located {
  kind: 'Binary';
  operator: BinaryOperator;
  /** Where the operator stands. */
  operatorStart: number;
  left: Expression;
  right: Expression;
}

/** `from ..< to`, or `from ..= to` with the end included. */
export interface Range extends Located {
  kind: 'Range';
  from: Expression;
  to: Expression;
  inclusive: boolean;
}

/** `if test then yes else no`. */
export interface Conditional extends Located {
  kind: 'Conditional';
  test: Expression;
  yes: Expression;
  no: Expression;
}

/** `it.channels`; `name` is null right after a dot that nothing follows. */
export interface Member extends Located {
  kind: 'Member';
  object: Expression;
  name: Identifier | null;
}

/** `depths[0]`. */
export interface Index extends Located {
  kind: 'Index';
  object: Expression;
  index: Expression;
}

/** `Conv(64, kernel = 3)`. The arguments stand from `argumentsStart`, after `(`, to `argumentsEnd`, before `)`. */
export interface Call extends Located {
  kind: 'Call';
  callee: Expression;
  arguments: Argument[];
  argumentsStart: number;
  argumentsEnd: number;
}

/** `value`, `name = value` or `...value`, whose value is then a Spread. */
export interface Argument extends Located {
  kind: 'Argument';
  name: Identifier | null;
  value: Expression;
}

/** `...value`: all entries of a list, or all columns; only in lists and arguments. */
export interface Spread extends Located {
  kind: 'Spread';
  value: Expression;
}

/** `a -> b -> c`: at least two elements, each taking what the one before it gave. */
export interface Chain extends Located {
  kind: 'Chain';
  elements: Expression[];
}

/** `conv1: Conv(96, 11)`, `stage[i]: for … { … }`. */
export interface Labelled extends Located {
  kind: 'Labelled';
  label: Label;
  value: Expression;
}

export interface Label extends Located {
  kind: 'Label';
  name: Identifier;
  /** One per bracket: `unit[i][j]`. */
  indices: Expression[];
}

/** The joins, by which the parser distinguishes a join from a group whose label lacks its colon. */
export const JOIN_NAMES = ['add', 'mul', 'mean', 'max', 'concat', 'columns'] as const;

/** `add { | … | … }`, `concat(axis = 1) { | … }`: a function of the branches' results. */
export interface Join extends Located {
  kind: 'Join';
  /** Name, or Call where the join has arguments. */
  callee: Expression;
  branches: Branch[];
}

/** One branch of a join, from its bar to where its body ends. It starts from the `it` of the join. */
export interface Branch extends Located {
  kind: 'Branch';
  /** `survive(0.8)` of `| survive(0.8): …`. */
  modifier: Call | null;
  /** `| ...chain`: the branch gives several columns, which the join takes one by one. */
  spread: boolean;
  body: Body;
}

/** `{ … }`. */
export interface Group extends Located {
  kind: 'Group';
  body: Body;
}

/** `if … { … } else if … { … } else { … }`; without an arm that holds, `it` stays. */
export interface If extends Located {
  kind: 'If';
  /** At least one. */
  arms: Arm[];
  otherwise: Body | null;
}

export interface Arm extends Located {
  kind: 'Arm';
  test: Expression;
  body: Body;
}

/** `for x in list { … }`, `for i, x in list { … }`, `for [a, b] in rows { … }`: `it` runs through the rounds. */
export interface For extends Located {
  kind: 'For';
  index: Identifier | null;
  item: Identifier | null;
  /** Names for the parts of each item, which is a list then; null where the item has one name. */
  parts: readonly Identifier[] | null;
  list: Expression;
  body: Body;
}

/** `repeat n { … }`. */
export interface Repeat extends Located {
  kind: 'Repeat';
  count: Expression;
  body: Body;
}

/** `?` in place of a number: which numbers fit is to be found. */
export interface Open extends Located {
  kind: 'Open';
}

/** Where an expression was expected. Empty, or the text that could not be understood; already reported. */
export interface Missing extends Located {
  kind: 'Missing';
}

export type Node =
  | File
  | TopLevelItem
  | Parameter
  | TypeName
  | Body
  | Statement
  | Bound
  | ReportEntry
  | Shape
  | AnySize
  | Argument
  | Label
  | Branch
  | Arm;

// ── What is wrong ───────────────────────────────────────────────────────────────────────────────────────────

export type SyntaxCode =
  | 'unexpected-text'
  | 'missing-text'
  | 'unclosed-bracket'
  | 'stray-bracket'
  | 'unclosed-string'
  | 'unclosed-comment'
  | 'bad-character'
  | 'bad-escape'
  | 'bad-number'
  | 'misspelled-keyword'
  | 'misplaced-statement'
  | 'unknown-type'
  | 'nested-too-deep';

/** One thing that is wrong with the text itself, and where it can be said, the edit that would put it right. */
export interface SyntaxFinding extends Located {
  code: SyntaxCode;
  message: string;
  fix?: { start: number; end: number; text: string };
}
