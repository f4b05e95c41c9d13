// Annotations of functions and class bodies, evaluated when somebody asks for them.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { PyDict, Unknown, type PyClass, type Value } from './values.js';

/** What an annotation means to a dataclass, read from its text as CPython does for texts. */
export type AnnotationKind = 'ClassVar' | 'InitVar' | 'KW_ONLY' | undefined;

interface Annotation {
  readonly evaluate: () => Value;
  readonly kind: AnnotationKind;
  /** Whether `__annotations__` holds its text, as `from __future__ import annotations` makes it. */
  readonly asText: boolean;
}

/** `__annotations__`: a dictionary whose values are made when they are read. */
export class AnnotationTable extends PyDict {
  readonly #pending = new Map<string, Annotation>();
  readonly #all = new Map<string, Annotation>();

  define(name: string, annotation: Annotation): void {
    super.set(name, null);
    this.#pending.set(name, annotation);
    this.#all.set(name, annotation);
  }

  kindOf(name: string): AnnotationKind {
    return this.#all.get(name)?.kind;
  }

  /** The value of an annotation, also of one that is kept as its text. */
  evaluated(name: string): Value | undefined {
    const own = this.#all.get(name);
    return own?.asText ? own.evaluate() : this.get(name);
  }

  override get(key: Value): Value | undefined {
    const pending = typeof key === 'string' ? this.#pending.get(key) : undefined;
    if (pending !== undefined && typeof key === 'string') {
      this.#pending.delete(key);
      super.set(key, pending.asText ? new Unknown(pythonReasons.annotationText) : pending.evaluate());
    }
    return super.get(key);
  }

  override set(key: Value, value: Value): void {
    if (typeof key === 'string') {
      this.#pending.delete(key);
      this.#all.delete(key);
    }
    super.set(key, value);
  }

  override values(): Value[] {
    return this.keys().map((key) => this.get(key) as Value);
  }

  override copy(): PyDict {
    return PyDict.of(this.keys().map((key) => [key, this.get(key) as Value] as const));
  }
}

/** The annotated names of a class and its bases with the table that each is in, in the order of fields. */
export function annotatedNames(cls: PyClass): ReadonlyMap<string, AnnotationTable | undefined> {
  const names = new Map<string, AnnotationTable | undefined>();
  for (const each of [...cls.mro].reverse()) {
    const own = each.attribute('__annotations__');
    if (!(own instanceof PyDict)) continue;
    for (const name of own.keys())
      if (typeof name === 'string') names.set(name, own instanceof AnnotationTable ? own : undefined);
  }
  return names;
}
