// Pictures of programs use the names that the program gives: of attributes, classes and functions.
import assert from 'node:assert/strict';
import { analysePython, moduleText } from '../../support/pytorch.js';

describe('a picture of a program', () => {
  it('names layers as the program does', () => {
    const text = moduleText(
      ['self.conv1 = nn.Conv2d(3, 8, 3)', 'self.body = nn.Sequential(nn.BatchNorm2d(8), nn.ReLU())'],
      ['return F.max_pool2d(self.body(self.conv1(x)), 2)'],
    );
    const [network] = analysePython(text, { input: [3, 8, 8] }).networks;
    assert.deepEqual(
      network?.network.body.nodes.map(({ written }) => [written?.label, written?.title]),
      [
        ['conv1', 'Conv2d'],
        [undefined, 'BatchNorm2d'],
        [undefined, 'ReLU'],
        [undefined, 'max_pool2d'],
      ],
    );
    assert.equal(network?.network.body.groups[0]?.title, 'Sequential');
  });
});
