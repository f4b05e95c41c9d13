// Pictures of networks: what is open, folded and shared, how edges run, and what they say.
import assert from 'node:assert/strict';
import type {
  Edge,
  PictureFrame,
  GroupItem,
  Item,
  Picture,
  View,
} from '../../../server/src/picture/model.js';
import { analyseFile, analyseText, networkOf } from '../../support/analyse.js';
import { everything, picture } from '../../support/pictures.js';

const zoo = (file: string, name: string, view: View = everything): Picture =>
  picture(networkOf(analyseFile(`examples/${file}.fovea`), name), view);

const ofText = (text: string, view: View = everything): Picture => {
  const analysis = analyseText(text);
  return picture(networkOf(analysis), view, analysis);
};

const rootOf = ({ frames, root }: Picture): PictureFrame => frames[root] as PictureFrame;
const named = ({ items }: PictureFrame, name: string): Item => {
  const found = items.find((item) => item.name === name);
  if (!found) throw new Error(`no ${name} among ${items.map((item) => item.name).join(', ')}`);
  return found;
};
const inside = ({ frames }: Picture, item: Item): PictureFrame => {
  const { frame } = item as GroupItem;
  if (frame === undefined) throw new Error(`${item.name} is closed`);
  return frames[frame] as PictureFrame;
};
/** `Conv -> ReLU 8 × 4`: each edge of a frame by the names of its ends. */
const edgeTexts = ({ items, edges }: PictureFrame): readonly string[] =>
  edges.map(({ from, to, shape }: Edge) => {
    const name = (index: number): string => items[index]?.name ?? 'border';
    return `${name(from)} -> ${name(to)} ${shape}`;
  });

describe('the picture of', () => {
  it('GoogLeNet: nine modules, two auxiliary heads for training', () => {
    const whole = zoo('googlenet', 'GoogLeNet');
    const root = rootOf(whole);
    assert.equal(root.items.filter(({ title }) => title === 'Inception').length, 9);
    const heads = root.items.filter(({ title }) => title === 'AuxiliaryHead');
    assert.deepEqual(
      heads.map(({ use, figures }) => [use, figures.layers]),
      [
        ['training', 8],
        ['training', 8],
      ],
    );
    // Table 1 of Szegedy et al.: inception (3a) has 159 k parameters and a depth of 256; biases add 256 + 112.
    const module = named(root, 'inception3a') as GroupItem;
    assert.deepEqual(module.shapes, ['256 × 28 × 28']);
    const concat = named(inside(whole, module), 'Concat');
    assert.equal(concat.kind === 'layer' && concat.form, 'bar');
    const into = inside(whole, module).edges.filter(({ to }) => inside(whole, module).items[to] === concat);
    assert.deepEqual(
      into.map(({ shape, toPort }) => [toPort, shape]),
      [
        [0, '64 × 28 × 28'],
        [1, '128 × 28 × 28'],
        [2, '32 × 28 × 28'],
        [3, '32 × 28 × 28'],
      ],
    );
  });

  it('ResNet-50: equal blocks share a frame, and fold', () => {
    const whole = zoo('resnet', 'ResNet50');
    const stage = inside(whole, named(rootOf(whole), 'stage[1]'));
    const blocks = stage.items as readonly GroupItem[];
    assert.deepEqual(
      blocks.map(({ name }) => name),
      ['Bottleneck', 'Bottleneck_2', 'Bottleneck_3'],
    );
    assert.notEqual(blocks[0]?.frame, blocks[1]?.frame);
    assert.equal(blocks[1]?.frame, blocks[2]?.frame);
    const folded = zoo('resnet', 'ResNet50', { level: 9, fold: 'equal' });
    assert.deepEqual(
      inside(folded, named(rootOf(folded), 'stage[3]')).items.map(({ name, repeat }) => [
        name,
        repeat?.count,
      ]),
      [
        ['Bottleneck', undefined],
        ['Bottleneck_2', 5],
      ],
    );
  });

  it('ResNet-50: the skip is an edge inside its block', () => {
    const whole = zoo('resnet', 'ResNet50');
    const stage = inside(whole, named(rootOf(whole), 'stage[1]'));
    const block = inside(whole, named(stage, 'Bottleneck_2'));
    assert.ok(edgeTexts(block).includes('border -> Add 256 × 56 × 56'));
    assert.deepEqual([block.inputs, block.outputs], [1, 1]);
  });

  it('DenseNet-121: layers that only grow are alike, told as ranges', () => {
    const folded = zoo('densenet', 'DenseNet121', { level: 9, fold: 'alike' });
    const dense = inside(folded, named(rootOf(folded), 'dense[1]'));
    const [layer, ...others] = dense.items;
    assert.equal(others.length, 0);
    assert.deepEqual(layer?.repeat, { count: 6, lastName: 'DenseLayerB_6', equal: false });
    // 64 channels and 32 more from each layer.
    const concat = named(inside(folded, layer as Item), 'Concat');
    assert.deepEqual(concat.shapes, ['96…256 × 56 × 56']);
  });

  it('FractalNet: columns meet in means, each input kept with probability 0.85', () => {
    const whole = zoo('fractalnet', 'FractalNet20');
    const block = inside(whole, named(rootOf(whole), 'fractal[1]'));
    const fractal = named(block, 'Fractal') as GroupItem;
    assert.equal(fractal.outputs, 3);
    const mean = block.items.findIndex(({ name }) => name === 'Mean');
    const kept = block.edges.filter(({ to }) => to === mean).map(({ survival }) => survival);
    assert.deepEqual(kept, Array(3).fill([0.85, 0.85]));
    // A fractal of one column holds one unit alone, and is drawn as that.
    const inner = inside(whole, named(inside(whole, fractal), 'Fractal'));
    assert.equal(named(inner, 'Fractal/Unit').title, 'Unit');
  });

  it('stochastic depth: probabilities over a run are told as a range', () => {
    const folded = zoo('stochastic-depth', 'StochasticDepth110', { level: 9, fold: 'alike' });
    const block = named(inside(folded, named(rootOf(folded), 'stage[3]')), 'DroppableBlock_2');
    assert.equal(block.repeat?.count, 17);
    // What it is given differs along the run as well: 1 − 38 / 54 · 0.5 … 0.5.
    assert.equal(block.detail, '64, 1, 0.648…0.5');
    assert.match(block.arguments, /^width = 64, stride = 1, keep = 0\.648\d+…0\.5$/);
    const [survival] = inside(folded, block).edges.flatMap((edge) => (edge.survival ? [edge.survival] : []));
    // 1 − (36 + 18) / 54 · 0.5 for the last of 54 blocks, 1 − 38 / 54 · 0.5 for the second of its stage.
    assert.ok(survival && Math.abs(survival[0] - 0.5) < 1e-12);
    assert.ok(survival && Math.abs(survival[1] - (1 - 19 / 54)) < 1e-12);
  });
});

describe('a picture', () => {
  const text = `block B(width) {
  add { | Conv(width, 3, pad = 1) | it }
}
net N {
  input x: 8 x 6 x 6
  front: { Conv(8, 3, pad = 1) -> ReLU }
  B(8) -> B(8)
  Flatten -> fc: Linear(10)
}`;

  it('is as deep as it is asked to be, group by group', () => {
    const namesAt = (view: View): readonly string[] =>
      rootOf(ofText(text, view)).items.flatMap((item) =>
        item.kind === 'group' && item.frame !== undefined ? [item.name] : [],
      );
    assert.deepEqual(namesAt({ level: 0, fold: 'none' }), []);
    assert.deepEqual(namesAt({ level: 1, fold: 'none' }), ['front', 'B', 'B_2']);
    assert.deepEqual(namesAt({ level: 0, fold: 'none', opened: ['B_2'] }), ['B_2']);
    assert.deepEqual(namesAt({ level: 1, fold: 'none', closed: ['B_2'] }), ['front', 'B']);
    assert.deepEqual(namesAt({ level: 1, fold: 'equal', unfolded: ['B'] }), ['front', 'B', 'B_2']);
  });

  it('opens what lies deep alone', () => {
    const nested = text.replace('B(8) -> B(8)', 'outer: { B(8) -> ReLU -> B(8) }');
    const whole = ofText(nested, { level: 1, fold: 'none', opened: ['outer/B_2'] });
    const outer = inside(whole, named(rootOf(whole), 'outer')).items as readonly GroupItem[];
    assert.deepEqual(
      outer.map(({ frame }) => frame !== undefined),
      [false, false, true],
    );
  });

  it('adds up groups', () => {
    const closed = ofText(text, { level: 0, fold: 'equal' });
    // 3·3·8·8 weights and 8 biases, at 36 places; twice.
    const run = named(rootOf(closed), 'B');
    assert.deepEqual(
      [run.repeat?.count, run.figures.params, run.figures.macs, run.figures.layers],
      [2, 2 * 584, 2 * 576 * 36, 4],
    );
  });

  it('writes a shape where it changes, once', () => {
    const labelled = rootOf(ofText(text)).edges.filter((edge) => edge.labelled);
    assert.deepEqual(
      labelled.map(({ shape }) => shape),
      ['288'],
    );
  });

  it('holds receptive fields of what is shown, where each stands', () => {
    const { fields } = ofText(text);
    const size = (id: string): unknown => {
      const field = fields[id];
      return field?.kind === 'local' ? field.size : field?.kind;
    };
    assert.deepEqual(size('B/Conv'), [5, 5]);
    assert.deepEqual(size('B_2/Conv'), [7, 7]);
    assert.deepEqual(size('B_2'), [7, 7]);
    assert.equal(size('fc'), 'global');
  });

  it('marks what a finding is about, and the groups around it', () => {
    const wrong = ofText(text.replace('Conv(width, 3, pad = 1) |', 'Conv(width, 3) |'));
    const block = named(rootOf(wrong), 'B');
    assert.equal(block.finding?.severity, 'error');
    const items = inside(wrong, block).items.filter(({ finding }) => finding);
    assert.deepEqual(
      items.map(({ name }) => name),
      ['Add'],
    );
  });

  it('shows what no output needs, and says so', () => {
    const unused = rootOf(ofText(text.replace('  Flatten', '  let y = Conv(4, 1)\n  x -> Flatten')));
    assert.equal(named(unused, 'B').use, 'unused');
    assert.equal(named(unused, 'Flatten').use, 'main');
  });

  it('tells key arguments shortly, all of them beside', () => {
    const layers = rootOf(
      ofText(`net N {
  input x: 8 x 32 x 32
  Conv(16, 3, stride = 2, pad = 1, groups = 4, bias = false)
  MaxPool(2)
  Dropout(0.3)
}`),
    );
    assert.equal(named(layers, 'Conv').detail, '3×3, 16, groups 4, /2');
    assert.equal(
      named(layers, 'Conv').arguments,
      'channels = 16, kernel = 3, stride = 2, pad = 1, groups = 4, bias = false',
    );
    assert.equal(named(layers, 'MaxPool').detail, '2×2, /2');
    assert.equal(named(layers, 'Dropout').detail, '0.3');
  });

  it('bundles many inputs of a block', () => {
    const values = ['a', 'b', 'c', 'd', 'e', 'f'];
    const whole =
      ofText(`block Join(${values.join(', ')}) { concat { ${values.map((name) => `| ${name}`).join(' ')} } }
net N {
  input x: 4 x 8 x 8
${values.map((name) => `  let ${name} = x -> Conv(4, 3, pad = 1)`).join('\n')}
  Join(${values.join(', ')})
}`);
    const join = named(rootOf(whole), 'Join') as GroupItem;
    assert.equal(join.inputs, 1);
    const [bundle, out] = inside(whole, join).edges;
    assert.equal(bundle?.values, 6);
    assert.equal(out?.to, -1);
  });

  it('is chosen to fit a budget', () => {
    for (const name of ['ResNet18', 'ResNet50', 'ResNet152']) {
      const { shown, levels } = zoo('resnet', name, { budget: 150 });
      assert.ok(shown <= 150 && levels === 3);
    }
    assert.equal(zoo('resnet', 'ResNet50', { budget: 10 }).level, 0);
  });

  it('survives blocks that stand for more layers than there are atoms', () => {
    const blocks = Array.from(
      { length: 300 },
      (_, index) => `block B${index + 1} { B${index} -> B${index} }`,
    );
    const huge = ofText(
      `block B0 { ReLU }\n${blocks.join('\n')}\nnet N {\n  input x: 3 x 2 x 2\n  B300\n}`,
      everything,
    );
    assert.ok(huge.shown <= 60_000);
  });

  it('names by path: slashes in names are told apart', () => {
    const { fields } = ofText(text);
    assert.ok('front/Conv' in fields && 'input:x' in fields && 'output:out' in fields);
  });
});
