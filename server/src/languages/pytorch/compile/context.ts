// What the compiler knows while it turns a tree into closures.
import { Spot } from '../interpreter/place.js';
import type { Scope } from '../interpreter/scope.js';
import type { Expr, Located } from '../parser/ast.js';

export class CompileContext {
  constructor(
    readonly uri: string,
    /** Lines of the interpreter's own code are never reported as places, and their failures are not ignored. */
    readonly isStub: boolean,
    readonly scope: Scope,
    readonly isClassBody = false,
    /** What stands before the names of functions and classes defined here in their qualified names. */
    readonly qualifier = '',
    /** Whether annotations are kept as texts: `from __future__ import annotations`. */
    readonly textAnnotations = false,
  ) {}

  /** The same file, in a function's or class's body; `qualifier` is that of what is defined there. */
  inside(scope: Scope, isClassBody = false, qualifier = this.qualifier): CompileContext {
    return new CompileContext(this.uri, this.isStub, scope, isClassBody, qualifier, this.textAnnotations);
  }

  /** The scope that functions defined here close over: class bodies are passed over. */
  get enclosing(): Scope | undefined {
    return this.scope.kind === 'function' ? this.scope : this.scope.parent;
  }

  spot(node: Located, label: Expr | undefined): Spot | undefined {
    return this.isStub ? undefined : new Spot(this.uri, node, label);
  }
}
