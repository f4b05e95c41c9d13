// What the top level of a file makes and runs: the instances of classes of torch, and what they are run on.
import type { Place } from '../interpreter/place.js';
import type { Instance, Keywords, PyClass, Value } from '../interpreter/values.js';
import { partsOf } from './parts.js';

/** A module that the file itself makes and runs at its top level, and what it runs it on. */
export interface Fed {
  readonly instance: Instance;
  readonly args: readonly Value[];
  readonly keywords: Keywords;
  /** Its modules and learned tensors at that time, which the file may change behind it. */
  readonly parts: readonly Instance[];
  readonly place: Place | undefined;
}

/** Further instances of one class that are run on what the file feeds to them. */
const mostInstances = 3;

export class MadeAtTop {
  /** The first instance of each class that is made. */
  readonly instances = new Map<PyClass, Instance>();
  /** The first instance of each class that is run. */
  readonly fed = new Map<PyClass, Fed>();
  /** Further instances of these classes that are run. */
  readonly fedAgain: Fed[] = [];

  /** Whether nothing was made or run. */
  get isEmpty(): boolean {
    return this.instances.size === 0 && this.fed.size === 0;
  }

  /** The instance of a class that is run or, without one, that is made first. */
  instanceOf(cls: PyClass): Instance | undefined {
    return this.fed.get(cls)?.instance ?? this.instances.get(cls);
  }

  /** What an instance is first run on. */
  fedTo(instance: Instance): Fed | undefined {
    const first = this.fed.get(instance.cls);
    return first?.instance === instance ? first : this.fedAgain.find((each) => each.instance === instance);
  }

  noteMade(instance: Instance): void {
    if (!this.instances.has(instance.cls)) this.instances.set(instance.cls, instance);
  }

  /** What the file runs to see whether it fails, or may not run at all, is no example (`isTried`) of how it is used. */
  noteFed(given: Omit<Fed, 'parts'>, isTried: boolean): void {
    const { instance } = given;
    const { cls } = instance;
    const first = this.fed.get(cls);
    const others = this.fedAgain.filter((each) => each.instance.cls === cls);
    if (first?.instance === instance || others.some((each) => each.instance === instance)) return;
    if (first && (isTried || others.length === mostInstances)) return;
    const { modules, parameters } = partsOf(instance);
    const fed: Fed = { ...given, parts: [...modules, ...parameters] };
    if (first) this.fedAgain.push(fed);
    else this.fed.set(cls, fed);
  }
}
