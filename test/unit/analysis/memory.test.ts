// Memory of inference and training, times and energies on devices: worked out by hand here.
import assert from 'node:assert/strict';
import { deviceNamed, devices, readDevices } from '../../../server/src/analysis/devices.js';
import { peakActivations, trainingMemory, worksOf } from '../../../server/src/analysis/memory.js';
import { estimate, estimateAll } from '../../../server/src/analysis/roofline.js';
import { analyseText, networkOf } from '../../support/analyse.js';

const chain = `net Chain {
  input x: 3 x 8 x 8
  Conv(4, 3, pad = 1) -> ReLU
  Flatten -> Linear(10)
}
`;

describe('training memory', () => {
  // 3·9·4 + 4 and 256·10 + 10 parameters; 4·8·8 elements twice, and 10; 192 of the input.
  const params = 112 + 2570;
  const activations = 256 + 256 + 10;
  const network = networkOf(analyseText(chain));

  for (const [optimizer, state] of [
    ['sgd', 0],
    ['momentum', 1],
    ['adam', 2],
  ] as const) {
    it(`of ${optimizer} keeps ${state} numbers for each weight besides its gradient`, () => {
      const memory = trainingMemory(network, optimizer, 'float32', 16);
      assert.deepEqual(memory, {
        optimizer,
        weights: params * 4,
        gradients: params * 4,
        state: params * 4 * state,
        activations: activations * 4 * 16,
        input: 192 * 4 * 16,
        total: params * 4 * (2 + state) + (activations + 192) * 4 * 16,
      });
    });
  }

  it('halves with 16-bit numbers, and is none with 8-bit integers', () => {
    const [single, half] = (['float32', 'bfloat16'] as const).map((type) =>
      trainingMemory(network, 'adam', type, 4),
    );
    assert.equal(Number(single?.total), 2 * Number(half?.total));
    assert.equal(trainingMemory(network, 'adam', 'int8', 4), undefined);
  });

  it('holds what training-only outputs need', () => {
    const heads = networkOf(
      analyseText(
        chain.replace('  Flatten', '  let map = it\n  output aux (training) = map -> Conv(2, 1)\n  Flatten'),
      ),
    );
    const memory = trainingMemory(heads, 'sgd', 'float32', 1);
    assert.equal(memory?.weights, (params + 4 * 2 + 2) * 4);
    assert.equal(memory?.activations, (activations + 2 * 64) * 4);
  });
});

describe('what inference holds at once', () => {
  const peak = (text: string): unknown => peakActivations(networkOf(analyseText(text)));

  it('is the input and output of the largest layer of a chain', () => {
    // 256 written by the convolution and 256 by the ReLU.
    assert.equal(peak(chain), 512);
  });

  it('keeps what a later layer reads', () => {
    // The input of 64 stays until the addition: with it two maps of the branch, of 256 each.
    const text = `net N {
  input x: 1 x 8 x 8
  add {
    | Conv(4, 3, pad = 1) -> Conv(4, 3, pad = 1) -> Conv(1, 1)
    | it
  }
}
`;
    assert.equal(peak(text), 64 + 256 + 256);
  });

  it('keeps outputs to the end', () => {
    const text = `net N {
  input x: 1 x 8 x 8
  first: Conv(2, 1)
  output early = first
  Conv(1, 1) -> Conv(8, 1)
  output late = it
}
`;
    assert.equal(peak(text), 128 + 64 + 512);
  });
});

describe('the roofline', () => {
  const device = { name: 'D', flops32: 1000, flops16: 4000, bandwidth: 100, watts: 5, source: 'a test' };
  const work = { macs: 2000, params: 10, moved: 20 };

  it('takes the longer of computing and moving', () => {
    // 4,000 operations at 1,000 a second; 120 bytes at 100 a second.
    assert.deepEqual(estimate(work, { device, numberType: 'float32', batch: 1 }), {
      seconds: 4,
      joules: 20,
      flops: 4000,
      bytes: 120,
      intensity: 4000 / 120,
      bound: 'compute',
    });
    const light = estimate({ ...work, macs: 100 }, { device, numberType: 'float32', batch: 1 });
    assert.deepEqual([light.seconds, light.bound], [1.2, 'memory']);
  });

  it('reads weights once for a batch', () => {
    assert.equal(estimate(work, { device, numberType: 'float16', batch: 8 }).bytes, (10 + 8 * 20) * 2);
  });

  it('adds up layers that run one after the other', () => {
    const all = estimateAll([work, { macs: 0, params: 0, moved: 75 }], {
      device,
      numberType: 'float32',
      batch: 1,
    });
    assert.deepEqual([all.seconds, all.joules, all.bound], [4 + 3, 35, 'compute']);
  });

  it('counts what layers read and write, views not at all', () => {
    assert.deepEqual(worksOf(networkOf(analyseText(chain))), [
      { macs: 3 * 9 * 4 * 64, params: 112, moved: 192 + 256 },
      { macs: 0, params: 0, moved: 256 + 256 },
      { macs: 0, params: 0, moved: 0 },
      { macs: 2560, params: 2570, moved: 256 + 10 },
    ]);
  });
});

describe('devices', () => {
  it('are found by name or by words of it', () => {
    assert.equal(deviceNamed('nvidia t4', devices)?.name, 'NVIDIA T4');
    assert.equal(deviceNamed('A100', devices)?.name, 'NVIDIA A100 SXM 40 GB');
    assert.equal(deviceNamed('', devices), undefined);
    assert.equal(deviceNamed('toaster', devices), undefined);
  });

  it('have each a source', () => assert.ok(devices.every(({ source }) => source.length > 5)));

  it('of the settings are read, whatever is wrong left out', () => {
    const good = { name: 'Board', gflops32: 472, gbytes: 25.6, watts: 10, source: 'its datasheet' };
    const read = readDevices([good, { ...good, watts: 0 }, { ...good, name: ' ' }, { gflops32: 1 }, null, 7]);
    assert.deepEqual(read, [
      {
        name: 'Board',
        flops32: 472e9,
        flops16: 472e9,
        bandwidth: 25.6e9,
        watts: 10,
        source: 'its datasheet',
      },
    ]);
    assert.deepEqual(readDevices('none'), []);
  });
});
