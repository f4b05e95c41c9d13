// Every place where a person can write a shape reads the same spellings, and says the same of what is none.
import assert from 'node:assert/strict';
import { readShape as readOption } from '../../../server/src/cli/options.js';
import { readConfiguration } from '../../../server/src/configuration/read.js';
import { readShapes } from '../../../server/src/directives/shapes.js';
import { formatShape } from '../../../server/src/math/dim.js';
import { analyseAs, type LanguageId } from '../../support/directives.js';

/** The shape that a place reads from a text, as `3 × 8 × 8`, or what it says of the text. */
type Place = (text: string) => string;

/** The shape of the main input of a file, or what is said of a directive. */
const inFile =
  (id: LanguageId, file: (shape: string) => string): Place =>
  (shape) => {
    const { networks, findings } = analyseAs(id, file(shape));
    const wrong = findings.find(({ code }) => code === 'directive-invalid');
    return wrong?.message ?? formatShape(networks[0]!.network.inputs[0]!.value.shape);
  };

const caffe = `layer { name: "data" type: "Input" top: "data" }
layer { name: "relu" type: "ReLU" bottom: "data" top: "relu" }
`;
const pytorch = `from torch import nn

class A(nn.Module):
    def __init__(self):
        super().__init__()
        self.relu = nn.ReLU()

    def forward(self, x):
        return self.relu(x)
`;

const comments: Readonly<Record<string, Place>> = {
  'a comment in Fovea': inFile(
    'fovea',
    (shape) => `// fovea: input ${shape}\nnet A {\n  input x: 1 x 2 x 2\n  ReLU\n}\n`,
  ),
  'a comment in a prototxt file': inFile('prototxt', (shape) => `# fovea: input ${shape}\n${caffe}`),
  'a comment in Python': inFile('python', (shape) =>
    pytorch.replace('class', `# fovea: input ${shape}\nclass`),
  ),
};

const fovea = inFile('fovea', (shape) => `net A {\n  input x: ${shape}\n  ReLU\n}\n`);

const others: Readonly<Record<string, Place>> = {
  'the option --input': (text) => {
    try {
      return formatShape(readOption(text));
    } catch (error) {
      return (error as Error).message;
    }
  },
  'an input box and the panel': (text) => {
    const shapes = readShapes(text);
    return 'problem' in shapes ? shapes.problem : formatShape(shapes[0]!);
  },
  'input-shape in fovea.toml': (text) => {
    const { findings, settings } = readConfiguration('file:///fovea.toml', `input-shape = "${text}"\n`)!;
    const shape = readShapes(String(settings['caffe']?.['inputShape']));
    return findings[0]?.message ?? ('problem' in shape ? shape.problem : formatShape(shape[0]!));
  },
  'input of a network in fovea.toml': (text) => {
    const { findings, networks } = readConfiguration('file:///fovea.toml', `networks.A.input = "${text}"\n`)!;
    return findings[0]?.message ?? formatShape(networks.get('A')![0]!.input![0]!.sizes);
  },
};

const spellings: readonly (readonly [text: string, shape: string])[] = [
  ['3x224x224', '3 × 224 × 224'],
  ['3X8X8', '3 × 8 × 8'],
  ['3 x 224 x 224', '3 × 224 × 224'],
  ['3 X 8 X 8', '3 × 8 × 8'],
  ['3 × 224 × 224', '3 × 224 × 224'],
  ['3×224×224', '3 × 224 × 224'],
  ['3x 8 ×9', '3 × 8 × 9'],
  ['10', '10'],
];

const mistakes: readonly (readonly [text: string, problem: string])[] = [
  ['3x0x3', 'A shape is written 3x224x224: whole numbers from 1 on, without the batch'],
  ['3*8*8', 'A shape is written 3x224x224: whole numbers from 1 on, without the batch'],
  ['3x8x', 'A shape is written 3x224x224: whole numbers from 1 on, without the batch'],
  ['3xHxW', 'Every size must be a number here; H is not supported yet'],
  ['3x9223372036854775808', 'A size is below 2^63'],
];

describe('a shape', () => {
  for (const [place, read] of Object.entries({ ...comments, ...others, 'the Fovea language': fovea }))
    for (const [text, shape] of spellings)
      it(`is read from ${text} in ${place}`, () => assert.equal(read(text), shape));

  for (const [place, read] of Object.entries(comments))
    it(`has named sizes, taken at their hints, in ${place}`, () => {
      assert.equal(read('3xHxW'), '3 × 224 × 224');
      assert.equal(read('3xH=32xW=64'), '3 × 32 × 64');
    });

  for (const [place, read] of Object.entries({ ...comments, ...others }))
    for (const [text, problem] of mistakes)
      if (!text.includes('H') || !(place in comments || place.includes('toml')))
        it(`is not read from ${text} in ${place}, with the same sentence`, () => {
          const said = read(text);
          assert.ok(said.includes(problem), said);
        });
});
