// What the networks of one file may cost together.
import assert from 'node:assert/strict';
import { finish, type Steps } from '../../../server/src/contract/steps.js';
import type { Machine } from '../../../server/src/languages/pytorch/interpreter/machine.js';
import { Work, type Cost } from '../../../server/src/languages/pytorch/reading/work.js';

/** A file whose networks take as many steps as they are said to, of which some only look for an input. */
function file(): { readonly work: Work; readonly read: (steps: number, searched?: number) => Cost } {
  const machine = { steps: 0 };
  const work = new Work(machine as unknown as Machine);
  function* reading(steps: number, searched: number): Steps<void> {
    machine.steps += steps;
    work.search(searched);
    yield;
  }
  const read = (steps: number, searched = 0): Cost => {
    finish(work.counted(reading(steps, searched)));
    return work.last;
  };
  return { work, read };
}

describe('the work of a file', () => {
  it('leaves less to the others with each network that uses up its budget', () => {
    const { work } = file();
    assert.equal(work.steps, 5_000_000);
    work.end();
    assert.equal(work.steps, 2_500_000);
    for (let ended = 0; ended < 10; ended++) work.end();
    assert.equal(work.steps, 100_000);
  });

  it('leaves the fewest steps to what is read behind thirty million', () => {
    const { work, read } = file();
    for (let network = 0; network < 29; network++) read(1_000_000);
    assert.equal(work.steps, 5_000_000);
    read(1_000_000);
    assert.equal(work.steps, 100_000);
  });

  it('ends the search for inputs, each network still having its first run', () => {
    const { work, read } = file();
    assert.equal(read(5_000_000, 5_000_000).isCut, false);
    assert.equal(work.searchSteps, 3_000_000);
    assert.equal(read(3_000_000, 3_000_000).isCut, true);
    assert.equal(work.searchSteps, 0);
    assert.equal(read(100_000).isCut, true);
  });

  it('counts what is taken over as what is read, and refuses what would be read otherwise', () => {
    const before = file();
    const costs = [before.read(10_000_000, 4_000_000), before.read(20_000_000), before.read(50_000)];
    const { work } = file();
    for (const each of costs) {
      assert.ok(work.allows(each));
      work.add(each);
    }
    assert.equal(work.steps, before.work.steps);
    assert.equal(work.searchSteps, before.work.searchSteps);
    // The third was read with the fewest steps: where those ahead of it cost less, it has more.
    assert.equal(file().work.allows(costs[2] as Cost), false);
    // A search that would come to the end of what the file may use is made anew.
    const later = file();
    later.read(1000, 4_000_000);
    assert.equal(later.work.allows(costs[0] as Cost), false);
  });
});
