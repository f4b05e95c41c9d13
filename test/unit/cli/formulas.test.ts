// `analyze` on named sizes, and `--solve`: what is printed, as text and as JSON.
import assert from 'node:assert/strict';
import { fovea } from '../../support/terminal.js';

const wide = `net Wide(width = 32, classes = 10) {
  input image: 3 x 32 x 32
  Conv(width, 3, stride = 2, pad = 1) -> ReLU
  Conv(width, 3, pad = 1, groups = 4) -> PixelUnshuffle(2)
  GlobalAvgPool -> Flatten -> Linear(classes)
}
`;
const files = { 'wide.fovea': wide };

describe('fovea analyze on named sizes', () => {
  it('prints formulas, and what the network accepts with an example of what it does not', async () => {
    const { status, out } = await fovea(['analyze', 'wide.fovea', '--input', '3xHxW'], files);
    assert.equal(status, 0);
    assert.match(out, /32 × 112 × 112 {2}32 × ⌈H\/2⌉ × ⌈W\/2⌉/);
    // ⌈H/2⌉ is even for remainders 0 and 3 by 4.
    assert.match(out, /^ {2}accepts +H and W with a remainder of 0 or 3 by 4; at 225 × 224: .*\(line 4\)$/m);
    assert.match(out, /^ {2}for any size +MACs 3,168·⌈H\/2⌉·⌈W\/2⌉ \+ 1,280$/m);
  });

  it('gives them in JSON beside the numbers', async () => {
    const args = ['analyze', 'wide.fovea', '--input', '3xH=64xW=64', '--json'];
    const { networks } = JSON.parse((await fovea(args, files)).out) as {
      networks: readonly Record<string, unknown>[];
    };
    const [network] = networks;
    assert.deepEqual(network?.['symbols'], { H: 64, W: 64 });
    assert.deepEqual(network['requires'], ['H % 4 in (0, 3)', 'W % 4 in (0, 3)']);
    assert.equal(network['requiresComplete'], true);
    const [conv] = network['layers'] as readonly Record<string, unknown>[];
    assert.deepEqual(conv?.['out'], [32, 32, 32]);
    assert.deepEqual(conv['formula'], ['32', '⌈H/2⌉', '⌈W/2⌉']);
    assert.deepEqual(conv['formulas'], { macs: '864·⌈H/2⌉·⌈W/2⌉' });
  });

  it('solves limits: groups must divide, and everything is within bounds', async () => {
    const args = ['analyze', 'wide.fovea', '--solve', 'width', '--json', '--limit'];
    const { status, out } = await fovea([...args, 'params <= 2K, depth >= 3'], files);
    assert.equal(status, 0);
    const { solutions } = JSON.parse(out) as { solutions: readonly { value: number; params: number }[] };
    assert.deepEqual(
      solutions.map(({ value }) => value),
      [4, 8, 12, 16],
    );
    assert.ok(solutions.every(({ params }) => params <= 2000));
    assert.equal((await fovea([...args, 'params <= 3'], files)).status, 1);
    assert.equal((await fovea([...args, 'layers <= 3'], files)).status, 2);
    assert.equal((await fovea(['analyze', 'wide.fovea', '--solve', 'width'], files)).status, 2);
  });

  it('solves the `?` of a text, whose own limits count', async () => {
    const open = { 'open.fovea': wide.replace('width = 32,', '').replaceAll('width', '?') };
    const args = ['analyze', 'open.fovea', '--solve', '?', '--json'];
    // Two are open at once.
    assert.equal((await fovea(args, open)).status, 2);
    const limited = wide.replace('width = 32', 'width = ?').replace('}\n', '  limit params <= 2K\n}\n');
    const { out, status } = await fovea(args, { 'open.fovea': limited });
    assert.equal(status, 0);
    const { solutions } = JSON.parse(out) as { solutions: readonly { value: number }[] };
    assert.deepEqual(
      solutions.map(({ value }) => value),
      [4, 8, 12, 16],
    );
  });
});
