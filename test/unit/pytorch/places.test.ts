// Where the panel leads from a layer of Python, and from which lines the cursor leads to it.
import assert from 'node:assert/strict';
import { figuresOf } from '../../../server/src/picture/figures.js';
import { defaultMemory } from '../../../server/src/format/numbers.js';
import { analysePython, uri } from '../../support/pytorch.js';

const net = `import torch
from torch import nn
from blocks import ConvReLU
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3)
        self.body = nn.Sequential(
            nn.BatchNorm2d(8),
            ConvReLU(8),
        )
    def forward(self, x):
        x = self.stem(x)
        return self.body(x)
`;
const blocks = `from torch import nn
class ConvReLU(nn.Sequential):
    def __init__(self, n):
        super().__init__(nn.Conv2d(n, n, 1), nn.ReLU())
`;

/** By its path: the text of the place of each layer, and those of further places. */
function placesOf(): ReadonlyMap<string, readonly [place: string, ...also: string[]]> {
  const { networks } = analysePython(net, {}, { 'blocks.py': blocks });
  const texts: string[] = [];
  const locate = ({ uri: of, start, end }: { uri: string; start: number; end: number }) => {
    texts.push((of === uri ? net : blocks).slice(start, end));
    return { uri: of, line: texts.length - 1, character: 0, endLine: 0, endCharacter: 0 };
  };
  const { layers, places } = figuresOf(networks[0]!, networks, defaultMemory, locate);
  return new Map(
    layers.map(({ path, place, alsoAt = [] }) => [
      path.join('.'),
      [texts[place.line]!, ...alsoAt.map((index) => texts[places[index]!.line]!)],
    ]),
  );
}

describe('the places of a layer', () => {
  it('begin with the line that runs it, and hold the one that makes it', () => {
    assert.deepEqual(placesOf().get('stem'), ['self.stem(x)', 'nn.Conv2d(3, 8, 3)']);
  });

  it('begin with the line that makes it where a container runs it with others, in library files too', () => {
    const places = placesOf();
    assert.deepEqual(places.get('body.0'), ['nn.BatchNorm2d(8)', 'self.body(x)']);
    assert.deepEqual(places.get('body.1.1'), ['nn.ReLU()', 'self.body(x)', 'ConvReLU(8)']);
  });
});
