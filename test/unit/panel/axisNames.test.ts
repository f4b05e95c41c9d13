// The names below an axis of layers: all of them are written wherever lines of text have room.
import assert from 'node:assert/strict';
import { placeNames, type Named } from '../../../media/panel/charts/axisNames.js';
import { matcher } from '../../../media/panel/data/matching.js';

/** Names in stages of these widths, one beside the other from 0 on. */
function stages(...widths: readonly number[]): readonly Named[] {
  let from = 0;
  return widths.map((width, index) => {
    from += width;
    return { name: `stage[${index}]`, middle: from - width / 2 };
  });
}

describe('names of an axis', () => {
  it('are level where all have room', () => {
    const { slanted, room, placed } = placeNames(stages(100, 100, 100), 0, 300);
    assert.deepEqual({ slanted, room }, { slanted: false, room: 0 });
    assert.deepEqual(
      placed.map(({ at }) => at),
      [50, 150, 250],
    );
  });

  it('are slanted and moved apart, none left out, where they have not', () => {
    const { slanted, every, placed, room } = placeNames(stages(3, 3, 3, 200, 3, 3), 0, 215);
    assert.ok(slanted && room > 0);
    assert.equal(every, 1);
    assert.equal(placed.length, 6);
    for (const [index, { at }] of placed.entries()) {
      assert.ok(index === 0 || at - placed[index - 1]!.at >= 15, `${at}`);
      assert.ok(at <= 230);
    }
  });

  it('say how many are left out where there are more than lines', () => {
    const { every, placed } = placeNames(stages(...Array.from({ length: 100 }, () => 2)), 0, 200);
    // 13 lines of 15 pixels.
    assert.equal(every, 8);
    assert.equal(placed.length, 13);
  });
});

describe('what is typed to find a layer', () => {
  const layer = 'layer1/0/conv2 Conv2d 5×5, 256 256 × 28 × 28';
  for (const typed of [
    '5x5',
    '5 X 5',
    '256x28x28',
    '256 × 28',
    'layer1.0',
    'layer1 › 0',
    'CONV 5×5',
    'layer1[0].conv2',
  ])
    it(`${typed} finds it`, () => assert.ok(matcher(typed)!(layer)));
  for (const typed of ['3x3', '28x28x256', 'layer1.1'])
    it(`${typed} does not`, () => assert.ok(!matcher(typed)!(layer)));
  it('is nothing where it is blank', () => assert.equal(matcher('  '), undefined));
});
