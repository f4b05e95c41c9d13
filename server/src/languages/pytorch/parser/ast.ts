// The syntax tree of Python 3.12, with the names of CPython's own `ast` module, so that the two can be compared.

/** UTF-16 offsets, end exclusive. */
export interface Located {
  readonly start: number;
  readonly end: number;
}

export type ConstantValue =
  | { readonly type: 'none' | 'ellipsis' }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'int'; readonly value: number | bigint }
  | { readonly type: 'float' | 'complex'; readonly value: number }
  | { readonly type: 'str' | 'bytes'; readonly value: string };

export type Operator = '+' | '-' | '*' | '/' | '//' | '%' | '@' | '**' | '<<' | '>>' | '&' | '|' | '^';
export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'is' | 'is not' | 'in' | 'not in';

export interface Comprehension {
  readonly target: Expr;
  readonly iter: Expr;
  readonly ifs: readonly Expr[];
  readonly async: boolean;
}

export interface Keyword extends Located {
  /** Undefined for `**mapping`. */
  readonly arg: string | undefined;
  readonly value: Expr;
}

export interface Arg extends Located {
  readonly name: string;
  readonly annotation: Expr | undefined;
}

/** Parameters; `defaults` belong to the last of `posonly` and `args`, `kwDefaults` one to one to `kwonly`. */
export interface Arguments {
  readonly posonly: readonly Arg[];
  readonly args: readonly Arg[];
  readonly vararg: Arg | undefined;
  readonly kwonly: readonly Arg[];
  readonly kwDefaults: readonly (Expr | undefined)[];
  readonly kwarg: Arg | undefined;
  readonly defaults: readonly Expr[];
}

export type Expr = Located &
  (
    | { readonly kind: 'BoolOp'; readonly op: 'and' | 'or'; readonly values: readonly Expr[] }
    | { readonly kind: 'NamedExpr'; readonly target: Expr; readonly value: Expr }
    | { readonly kind: 'BinOp'; readonly left: Expr; readonly op: Operator; readonly right: Expr }
    | { readonly kind: 'UnaryOp'; readonly op: 'not' | '-' | '+' | '~'; readonly operand: Expr }
    | { readonly kind: 'Lambda'; readonly args: Arguments; readonly body: Expr }
    | { readonly kind: 'IfExp'; readonly test: Expr; readonly body: Expr; readonly orelse: Expr }
    | {
        readonly kind: 'Dict';
        readonly keys: readonly (Expr | undefined)[];
        readonly values: readonly Expr[];
      }
    | { readonly kind: 'Set' | 'List' | 'Tuple'; readonly elts: readonly Expr[] }
    | {
        readonly kind: 'ListComp' | 'SetComp' | 'GeneratorExp';
        readonly elt: Expr;
        readonly generators: readonly Comprehension[];
      }
    | {
        readonly kind: 'DictComp';
        readonly key: Expr;
        readonly value: Expr;
        readonly generators: readonly Comprehension[];
      }
    | { readonly kind: 'Await' | 'YieldFrom' | 'Starred'; readonly value: Expr }
    | { readonly kind: 'Yield'; readonly value: Expr | undefined }
    | {
        readonly kind: 'Compare';
        readonly left: Expr;
        readonly ops: readonly Comparison[];
        readonly comparators: readonly Expr[];
      }
    | Call
    | {
        readonly kind: 'FormattedValue';
        readonly value: Expr;
        readonly conversion: string | undefined;
        readonly spec: Expr | undefined;
      }
    | { readonly kind: 'JoinedStr'; readonly values: readonly Expr[] }
    | { readonly kind: 'Constant'; readonly value: ConstantValue }
    | Attribute
    | { readonly kind: 'Subscript'; readonly value: Expr; readonly slice: Expr }
    | Name
    | {
        readonly kind: 'Slice';
        readonly lower: Expr | undefined;
        readonly upper: Expr | undefined;
        readonly step: Expr | undefined;
      }
    /** What could not be read; evaluates to something unknown. */
    | { readonly kind: 'Invalid' }
  );

export interface Call extends Located {
  readonly kind: 'Call';
  readonly func: Expr;
  readonly args: readonly Expr[];
  readonly keywords: readonly Keyword[];
}

export interface Attribute extends Located {
  readonly kind: 'Attribute';
  readonly value: Expr;
  /** Empty where the name behind the dot is still to be typed. */
  readonly attr: string;
}

export interface Name extends Located {
  readonly kind: 'Name';
  readonly id: string;
}

export interface TypeParam extends Located {
  readonly name: string;
  readonly sort: 'TypeVar' | 'ParamSpec' | 'TypeVarTuple';
  readonly bound: Expr | undefined;
}

export interface FunctionDef extends Located {
  readonly kind: 'FunctionDef';
  readonly name: string;
  readonly nameSpan: Located;
  readonly typeParams: readonly TypeParam[];
  readonly args: Arguments;
  readonly body: readonly Stmt[];
  readonly decorators: readonly Expr[];
  readonly returns: Expr | undefined;
  readonly async: boolean;
}

export interface ClassDef extends Located {
  readonly kind: 'ClassDef';
  readonly name: string;
  readonly nameSpan: Located;
  readonly typeParams: readonly TypeParam[];
  readonly bases: readonly Expr[];
  readonly keywords: readonly Keyword[];
  readonly body: readonly Stmt[];
  readonly decorators: readonly Expr[];
}

export interface Alias extends Located {
  readonly name: string;
  readonly asname: string | undefined;
}

export interface ExceptHandler extends Located {
  readonly type: Expr | undefined;
  readonly name: string | undefined;
  readonly body: readonly Stmt[];
}

export interface MatchCase {
  readonly pattern: Pattern;
  readonly guard: Expr | undefined;
  readonly body: readonly Stmt[];
}

export type Pattern = Located &
  (
    | { readonly kind: 'MatchValue'; readonly value: Expr }
    | { readonly kind: 'MatchSingleton'; readonly value: ConstantValue }
    | { readonly kind: 'MatchSequence' | 'MatchOr'; readonly patterns: readonly Pattern[] }
    | {
        readonly kind: 'MatchMapping';
        readonly keys: readonly Expr[];
        readonly patterns: readonly Pattern[];
        readonly rest: string | undefined;
      }
    | {
        readonly kind: 'MatchClass';
        readonly cls: Expr;
        readonly patterns: readonly Pattern[];
        readonly kwdAttrs: readonly string[];
        readonly kwdPatterns: readonly Pattern[];
      }
    | { readonly kind: 'MatchStar'; readonly name: string | undefined }
    | { readonly kind: 'MatchAs'; readonly pattern: Pattern | undefined; readonly name: string | undefined }
  );

export type Stmt = Located &
  (
    | FunctionDef
    | ClassDef
    | { readonly kind: 'Return'; readonly value: Expr | undefined }
    | { readonly kind: 'Delete'; readonly targets: readonly Expr[] }
    | { readonly kind: 'Assign'; readonly targets: readonly Expr[]; readonly value: Expr }
    | {
        readonly kind: 'TypeAlias';
        readonly name: Name;
        readonly typeParams: readonly TypeParam[];
        readonly value: Expr;
      }
    | { readonly kind: 'AugAssign'; readonly target: Expr; readonly op: Operator; readonly value: Expr }
    | {
        readonly kind: 'AnnAssign';
        readonly target: Expr;
        readonly annotation: Expr;
        readonly value: Expr | undefined;
        readonly simple: boolean;
      }
    | {
        readonly kind: 'For';
        readonly target: Expr;
        readonly iter: Expr;
        readonly body: readonly Stmt[];
        readonly orelse: readonly Stmt[];
        readonly async: boolean;
      }
    | {
        readonly kind: 'While';
        readonly test: Expr;
        readonly body: readonly Stmt[];
        readonly orelse: readonly Stmt[];
      }
    | {
        readonly kind: 'If';
        readonly test: Expr;
        readonly body: readonly Stmt[];
        readonly orelse: readonly Stmt[];
      }
    | {
        readonly kind: 'With';
        readonly items: readonly { readonly context: Expr; readonly vars: Expr | undefined }[];
        readonly body: readonly Stmt[];
        readonly async: boolean;
      }
    | { readonly kind: 'Match'; readonly subject: Expr; readonly cases: readonly MatchCase[] }
    | { readonly kind: 'Raise'; readonly exc: Expr | undefined; readonly cause: Expr | undefined }
    | {
        readonly kind: 'Try';
        readonly body: readonly Stmt[];
        readonly handlers: readonly ExceptHandler[];
        readonly orelse: readonly Stmt[];
        readonly finalbody: readonly Stmt[];
        readonly star: boolean;
      }
    | { readonly kind: 'Assert'; readonly test: Expr; readonly msg: Expr | undefined }
    | { readonly kind: 'Import'; readonly names: readonly Alias[] }
    | {
        readonly kind: 'ImportFrom';
        readonly module: string | undefined;
        readonly names: readonly Alias[];
        /** Number of leading dots. */
        readonly level: number;
      }
    | { readonly kind: 'Global' | 'Nonlocal'; readonly names: readonly string[] }
    | { readonly kind: 'Expr'; readonly value: Expr }
    | { readonly kind: 'Pass' | 'Break' | 'Continue' }
    /** What has errors of syntax: of its statements, as far as they could be read, it is not known what they do. */
    | { readonly kind: 'Invalid'; readonly body: readonly Stmt[] }
  );

export interface SyntaxError extends Located {
  readonly message: string;
}

export interface Module {
  readonly body: readonly Stmt[];
  readonly errors: readonly SyntaxError[];
  /** Comments, from `#` to the end of their lines. */
  readonly comments: readonly Located[];
}
