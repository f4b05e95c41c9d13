// How far something reaches to one side along the flow: a step function, built mostly from its start to its end.

/** Reaches to `reach` from `from` to `to` along the flow. */
export interface ReachStep {
  readonly from: number;
  readonly to: number;
  readonly reach: number;
}

/** Steps in order, without overlap. Between them nothing is reached. Reaches are towards growing numbers. */
export class Profile {
  readonly #steps: ReachStep[] = [];

  get steps(): readonly ReachStep[] {
    return this.#steps;
  }

  /** Where a step overlaps others, the farther one holds. */
  add(from: number, to: number, reach: number): void {
    if (to <= from) return;
    const steps = this.#steps;
    const later: ReachStep[] = [];
    while (steps.length > 0 && (steps.at(-1) as ReachStep).to > from) later.push(steps.pop() as ReachStep);
    let at = from;
    for (let index = later.length - 1; index >= 0; index--) {
      const step = later[index] as ReachStep;
      if (step.from >= to) {
        if (at < to) this.#push(at, to, reach);
        at = to;
        this.#push(step.from, step.to, step.reach);
        continue;
      }
      if (step.from < at) this.#push(step.from, at, step.reach);
      else if (at < step.from) this.#push(at, step.from, reach);
      const start = Math.max(step.from, at);
      const end = Math.min(step.to, to);
      this.#push(start, end, Math.max(step.reach, reach));
      if (step.to > to) this.#push(to, step.to, step.reach);
      at = Math.max(end, at);
    }
    if (at < to) this.#push(at, to, reach);
  }

  addAll(other: Profile, shift: number, offset: number): void {
    for (const { from, to, reach } of other.#steps) this.add(from + shift, to + shift, reach + offset);
  }

  #push(from: number, to: number, reach: number): void {
    if (to <= from) return;
    const last = this.#steps.at(-1);
    if (last && last.to === from && last.reach === reach) {
      this.#steps[this.#steps.length - 1] = { from: last.from, to, reach };
    } else this.#steps.push({ from, to, reach });
  }

  /** The farthest reach; 0 where nothing is reached. */
  get farthest(): number {
    let result = -Infinity;
    for (const { reach } of this.#steps) result = Math.max(result, reach);
    return result === -Infinity ? 0 : result;
  }
}

/** By how much what reaches `left` on its left must be moved right to be clear of what reaches `right` on its right. */
export function clearance(right: Profile, left: Profile): number {
  let most = -Infinity;
  let index = 0;
  for (const step of right.steps) {
    while (index < left.steps.length && (left.steps[index] as ReachStep).to <= step.from) index++;
    for (let at = index; at < left.steps.length; at++) {
      const other = left.steps[at] as ReachStep;
      if (other.from >= step.to) break;
      most = Math.max(most, step.reach + other.reach);
    }
  }
  return most;
}
