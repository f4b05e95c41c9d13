// The layout of the zoo: without fault, with straight trunks, steady under edits, and with no more crossings than dagre's.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import type { Analysis } from '../../../server/src/analysis/analysis.js';
import { Layouts } from '../../../server/src/layout/layOut.js';
import type { Box, Direction, Scene } from '../../../server/src/layout/scene.js';
import type { PictureFrame, Picture, View } from '../../../server/src/picture/model.js';
import { analyseFile, analyseText as analyse, networkOf } from '../../support/analyse.js';
import { crossingsOf, dagreLines, linesOf } from '../../support/crossings.js';
import { everything, faultsOf, picture, sceneOf } from '../../support/pictures.js';

const files = readdirSync('examples').filter((name) => name.endsWith('.fovea'));

const boxOf = (scene: Scene, id: string): Box => {
  const found = scene.boxes.find((box) => box.id === id);
  if (!found) throw new Error(`no ${id} among ${scene.boxes.map((box) => box.id).join(', ')}`);
  return found;
};
const middleOf = ({ x, width }: Box): number => x + width / 2;
const placesOf = ({ boxes, wires }: Scene): unknown => [
  boxes.map(({ x, y, width, height }) => [x, y, width, height]),
  wires.map(({ points }) => points),
];

describe('the layout of the zoo', () => {
  const views: readonly (readonly [string, View])[] = [
    ['all open', everything],
    ['folded', { level: 100, fold: 'alike' }],
    ['closed', { level: 0 }],
  ];
  for (const file of files) {
    it(`is without fault: ${file}`, () => {
      for (const network of analyseFile(`examples/${file}`).networks) {
        for (const [how, view] of views) {
          for (const direction of ['down', 'right'] as const satisfies readonly Direction[]) {
            const scene = new Layouts().layOut(picture(network, view), direction);
            assert.deepEqual(faultsOf(scene), [], `${network.name}, ${how}, ${direction}`);
          }
        }
      }
    }).timeout(60_000);
  }

  it('crosses no lines where dagre need not either, and fewer elsewhere', () => {
    let [ours, theirs] = [0, 0];
    for (const file of files) {
      for (const network of analyseFile(`examples/${file}`).networks) {
        for (const frame of distinctFrames(picture(network))) {
          if (frame.items.length > 40) continue;
          ours += crossingsOf(linesOf(new Layouts().layOut(alone(frame))));
          theirs += crossingsOf(dagreLines(frame));
        }
      }
    }
    assert.equal(ours, 0);
    assert.ok(ours <= theirs);
  }).timeout(60_000);

  it('crosses no more lines than dagre where branches are not nested', () => {
    const frame = picture(networkOf(pyramid())).frames[0] as PictureFrame;
    assert.ok(crossingsOf(linesOf(new Layouts().layOut(alone(frame)))) <= crossingsOf(dagreLines(frame)));
  });
});

/** Frames of a picture that are different, as networks of their own: closed groups, no border. */
function distinctFrames({ frames }: Picture): readonly PictureFrame[] {
  const byText = new Map(frames.map((frame) => [JSON.stringify([frame.edges, frame.items.length]), frame]));
  return [...byText.values()];
}

function alone(frame: PictureFrame): Picture {
  const items = frame.items.map((item) => {
    if (item.kind !== 'group') return item;
    const { frame: _, ...closed } = item;
    return closed;
  });
  return { ...picture(networkOf(pyramid())), frames: [{ ...frame, items }], root: 0 };
}

/** Features of three sizes, each joined with those of the next smaller one: not series-parallel. */
const pyramidText = `net Pyramid {
  input image: 3 x 64 x 64
  let c3 = image -> Conv(16, 3, stride = 2, pad = 1)
  let c4 = c3 -> Conv(32, 3, stride = 2, pad = 1)
  let c5 = c4 -> Conv(64, 3, stride = 2, pad = 1)
  let p5 = c5 -> Conv(16, 1)
  let p4 = add { | c4 -> Conv(16, 1) | p5 -> Upsample(2) }
  let p3 = add { | c3 -> Conv(16, 1) | p4 -> Upsample(2) }
  output small = p5 -> Conv(16, 3, pad = 1)
  output mid = p4 -> Conv(16, 3, pad = 1)
  output large = p3 -> Conv(16, 3, pad = 1)
}`;
const pyramid = (): Analysis => analyse(pyramidText);

describe('a layout', () => {
  const residual = `block Residual(width) {
  add {
    | a: Conv(width, 3, pad = 1) -> b: Conv(width, 3, pad = 1)
    | it
  }
  ReLU
}
net N {
  input x: 8 x 16 x 16
  stem: Conv(8, 3, pad = 1)
  first: Residual(8)
  second: Residual(8)
  head: Conv(16, 1)
}`;

  it('keeps the trunk straight, and the skip beside it', () => {
    const scene = sceneOf(residual);
    const trunk = ['input:x', 'stem', 'first/a', 'first/b', 'first/Add', 'first/ReLU', 'second/a', 'head'];
    assert.deepEqual([...new Set(trunk.map((id) => middleOf(boxOf(scene, id))))].length, 1);
    const skip = scene.wires.find(({ from, to }) => from === 'first' && to === 'first/Add');
    const right = boxOf(scene, 'first/a');
    assert.ok(skip && Math.max(...skip.points.map(({ x }) => x)) > right.x + right.width);
  });

  it('is equal in equal blocks', () => {
    const scene = sceneOf(residual);
    const inside = (id: string): unknown => {
      const { x, y } = boxOf(scene, id);
      return scene.boxes
        .filter(({ parent }) => parent === id)
        .map((box) => [box.x - x, box.y - y, box.width, box.height]);
    };
    assert.deepEqual(inside('first'), inside('second'));
  });

  it('moves nothing when a label is edited', () => {
    const before = placesOf(sceneOf(residual));
    for (const [label, other] of [
      ['stem', 'theVeryFirstConvolution'],
      ['second', 's'],
      ['a:', 'convolution_a:'],
    ] as const) {
      assert.deepEqual(placesOf(sceneOf(residual.replaceAll(label, other))), before);
    }
  });

  it('moves nothing when other digits stand in the same places', () => {
    const edited = residual
      .replace('head: Conv(16', 'head: Conv(99')
      .replace('x: 8 x 16 x 16', 'x: 8 x 24 x 24');
    assert.deepEqual(placesOf(sceneOf(edited)), placesOf(sceneOf(residual)));
  });

  it('keeps other groups as they are when one is edited', () => {
    const two = residual.replace('second: Residual(8)', 'second: Conv(8, 1)');
    const inFirst = ({ boxes }: Scene): unknown =>
      boxes.filter(({ parent }) => parent === 'first').map(({ x, y }) => [x, y]);
    assert.deepEqual(inFirst(sceneOf(two)), inFirst(sceneOf(residual)));
  });

  it('is the same from a cache as fresh', () => {
    const layouts = new Layouts();
    const network = networkOf(analyse(residual));
    const first = layouts.layOut(picture(network));
    assert.deepEqual(layouts.layOut(picture(network)), first);
    assert.deepEqual(new Layouts().layOut(picture(networkOf(analyse(residual)))), first);
  });

  it('puts training-only outputs beside the trunk', () => {
    const analysis = analyseFile('examples/googlenet.fovea');
    const scene = new Layouts().layOut(picture(networkOf(analysis, 'GoogLeNet')));
    const right = Math.max(
      ...scene.boxes.filter(({ item }) => item.use === 'main').map(({ x, width }) => x + width),
    );
    const [first, second] = [boxOf(scene, 'output:aux1'), boxOf(scene, 'output:aux2')];
    assert.ok(first.x > right);
    assert.equal(first.x, second.x);
    for (const { edge, to } of scene.wires) {
      if (to === 'output:aux1') assert.equal(edge?.use, 'training');
    }
  });

  it('makes bars as wide as what they join, met by straight lines', () => {
    const scene = new Layouts().layOut(
      picture(networkOf(analyseFile('examples/googlenet.fovea'), 'GoogLeNet')),
    );
    const into = scene.wires.filter(({ to }) => to === 'inception3a/Concat');
    assert.equal(into.length, 4);
    for (const { points } of into) assert.equal(points.length, 2);
  });

  it('draws the features of a dense block as a bus', () => {
    const layers = Array.from({ length: 8 }, (_, index) => {
      const before = Array.from({ length: index + 1 }, (__, each) => `| f${each}`).join(' ');
      return `  let f${index + 1} = concat { ${before} } -> Conv(12, 3, pad = 1)`;
    });
    const scene = sceneOf(`net Dense {
  input x: 3 x 8 x 8
  let f0 = Conv(12, 3, pad = 1)
${layers.join('\n')}
}`);
    assert.deepEqual(faultsOf(scene), []);
    // 36 edges would lead into concats; each takes the newest features directly, and the others from the bus.
    const concats = scene.boxes.filter(({ item }) => item.title === 'Concat');
    for (const { id } of concats) assert.ok(scene.wires.filter(({ to }) => to === id).length <= 2);
    assert.ok(scene.wires.some(({ bus }) => bus));
  });

  it('lets what passes through a group run beside all that is in it', () => {
    const scene = sceneOf(`block Through(a, b) {
  let y = a -> Conv(4, 3, pad = 1) -> ReLU
  let z = Linear(3)
  concat { | y | b }
}
net N {
  input x: 4 x 8 x 8
  let other = x -> Conv(4, 1)
  Through(x, other)
}`);
    assert.deepEqual(faultsOf(scene), []);
  });

  it('folds many instances into one, and stays small', () => {
    const text = `block B { Conv(8, 3, pad = 1) -> ReLU }\nnet N {\n  input x: 8 x 8 x 8\n  repeat 5000 { B }\n}`;
    const folded = picture(networkOf(analyse(text)), {});
    assert.equal(folded.shown, 5);
    const [, run] = folded.frames[folded.root]!.items;
    assert.deepEqual(run?.repeat, { count: 5000, lastName: 'B_5000', equal: true });
  });
});
