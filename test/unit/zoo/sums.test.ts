// The zoo with other inputs and arguments, against sums written down here from the papers' tables, not from the engine.
import assert from 'node:assert/strict';
import type { NetworkAnalysis } from '../../../server/src/analysis/analysis.js';
import { readArguments, readShape } from '../../../server/src/cli/options.js';
import { analyseFile, networkOf } from '../../support/analyse.js';
import { Sum } from './sum.js';

function analysed(target: string, input?: string, args?: string): NetworkAnalysis {
  const [file = '', network = ''] = target.split('#');
  const analysis = analyseFile(`examples/${file}.fovea`, {
    network,
    ...(input !== undefined && { input: readShape(input) }),
    ...(args !== undefined && { arguments: readArguments([args]) }),
  });
  const errors = analysis.findings.filter(
    ({ severity, code, message }) =>
      severity === 'error' && !(code === 'expectation-failed' && message.startsWith('Expected conv1 ')),
  );
  assert.deepEqual(
    errors.map(({ message }) => message),
    [],
  );
  return networkOf(analysis, network);
}

function check(network: NetworkAnalysis, sum: Sum): void {
  const { params, macs, unknownLayers } = network.totals;
  assert.deepEqual({ params, macs, unknownLayers }, { params: sum.params, macs: sum.macs, unknownLayers: 0 });
}

/** Configurations of VGG: convolutions in each of five stages. */
function vgg(depths: readonly number[], side: number, classes: number): Sum {
  const sum = new Sum(3, side);
  depths.forEach((depth, stage) => {
    for (let i = 0; i < depth; i++) sum.conv([64, 128, 256, 512, 512][stage]!, 3, { pad: 1 });
    sum.pool(2, 2);
  });
  return sum
    .linear(512 * sum.side ** 2, 4096)
    .linear(4096, 4096)
    .linear(4096, classes);
}

describe('VGG', () => {
  it('16 with 10 classes', () =>
    check(analysed('vgg#VGG16', undefined, 'classes=10'), vgg([2, 2, 3, 3, 3], 224, 10)));
  it('11 on 96 × 96', () => check(analysed('vgg#VGG11', '3x96x96'), vgg([1, 1, 2, 2, 2], 96, 1000)));
  it('19 on 64 × 64 with 200 classes', () =>
    check(analysed('vgg#VGG19', '3x64x64', 'classes=200'), vgg([2, 2, 4, 4, 4], 64, 200)));
  it('of depths that no paper has', () =>
    check(analysed('vgg#VGG', undefined, 'depths=[1, 2, 1, 3, 1]'), vgg([1, 2, 1, 3, 1], 224, 1000)));
});

describe('AlexNet', () => {
  const alexnet = (side: number, classes: number): Sum => {
    const sum = new Sum(3, side).conv(96, 11, { stride: 4 }).pool(3, 2);
    sum.conv(256, 5, { pad: 2, groups: 2 }).pool(3, 2).conv(384, 3, { pad: 1 });
    sum.conv(384, 3, { pad: 1, groups: 2 }).conv(256, 3, { pad: 1, groups: 2 }).pool(3, 2);
    return sum
      .linear(256 * sum.side ** 2, 4096)
      .linear(4096, 4096)
      .linear(4096, classes);
  };
  it('with 37 classes', () => check(analysed('alexnet#AlexNet', undefined, 'classes=37'), alexnet(227, 37)));
  it('on 259 × 259', () => check(analysed('alexnet#AlexNet', '3x259x259'), alexnet(259, 1000)));
});

/** Residual networks of four stages; `unit` adds one block of base width `width`. */
function resnet(
  depths: readonly number[],
  side: number,
  classes: number,
  unit: (sum: Sum, width: number, stride: number) => void,
): Sum {
  const sum = new Sum(3, side).conv(64, 7, { stride: 2, pad: 3, bias: false }).norm().pool(3, 2, 1);
  depths.forEach((depth, stage) => {
    for (let i = 0; i < depth; i++) unit(sum, 64 * 2 ** stage, stage > 0 && i === 0 ? 2 : 1);
  });
  return sum.linear(sum.c, classes);
}

const bare = { bias: false };

/** A branch that starts from the map of `sum` and whose costs belong to it. */
function branch(sum: Sum, layers: (own: Sum) => Sum): Sum {
  const own = layers(new Sum(sum.c, sum.side));
  sum.params += own.params;
  sum.macs += own.macs;
  return own;
}

function project(sum: Sum, out: number, stride: number): void {
  if (stride !== 1 || sum.c !== out) branch(sum, (own) => own.conv(out, 1, { stride, ...bare }).norm());
}

const basic = (sum: Sum, width: number, stride: number): void => {
  const main = branch(sum, (own) =>
    own
      .conv(width, 3, { stride, pad: 1, ...bare })
      .norm()
      .conv(width, 3, { pad: 1, ...bare })
      .norm(),
  );
  project(sum, width, stride);
  [sum.c, sum.side] = [width, main.side];
};

const bottleneck =
  ({ inner = 1, first = false } = {}) =>
  (sum: Sum, width: number, stride: number): void => {
    const main = branch(sum, (own) =>
      own
        .conv(inner * width, 1, { stride: first ? stride : 1, ...bare })
        .norm()
        .conv(inner * width, 3, { stride: first ? 1 : stride, pad: 1, ...bare })
        .norm()
        .conv(4 * width, 1, bare)
        .norm(),
    );
    project(sum, 4 * width, stride);
    [sum.c, sum.side] = [4 * width, main.side];
  };

describe('ResNet', () => {
  it('50 with 10 classes on 256 × 256', () =>
    check(
      analysed('resnet#ResNet50', '3x256x256', 'classes=10'),
      resnet([3, 4, 6, 3], 256, 10, bottleneck()),
    ));
  it('34 on 97 × 97, where strides leave rows over', () =>
    check(analysed('resnet#ResNet34', '3x97x97'), resnet([3, 4, 6, 3], 97, 1000, basic)));
  it('of depths 1, 1, 2, 1', () =>
    check(
      analysed('resnet#ResNet', undefined, 'depths=[1, 1, 2, 1]'),
      resnet([1, 1, 2, 1], 224, 1000, bottleneck()),
    ));
  it('26 of the original stride placement', () =>
    check(
      analysed('resnet#ResNet', '3x160x160', 'depths=[2, 2, 2, 2],unit=BottleneckV1'),
      resnet([2, 2, 2, 2], 160, 1000, bottleneck({ first: true })),
    ));
  it('50 with wide bottlenecks and 100 classes', () =>
    check(
      analysed('wide-resnet#WRN50x2', undefined, 'classes=100'),
      resnet([3, 4, 6, 3], 224, 100, bottleneck({ inner: 2 })),
    ));
});

describe('Wide ResNet', () => {
  const wrn = (depth: number, widen: number, side: number, classes: number): Sum => {
    const sum = new Sum(3, side).conv(16, 3, { pad: 1, ...bare });
    for (let stage = 0; stage < 3; stage++) {
      for (let i = 0; i < (depth - 4) / 6; i++) {
        const width = 16 * widen * 2 ** stage;
        const stride = stage > 0 && i === 0 ? 2 : 1;
        const main = branch(sum, (own) =>
          own
            .norm()
            .conv(width, 3, { stride, pad: 1, ...bare })
            .norm()
            .conv(width, 3, { pad: 1, ...bare }),
        );
        if (stride !== 1 || sum.c !== width) branch(sum, (own) => own.conv(width, 1, { stride, ...bare }));
        [sum.c, sum.side] = [width, main.side];
      }
    }
    return sum.norm().linear(sum.c, classes);
  };
  for (const [depth, widen, side, classes] of [
    [22, 2, 32, 10],
    [10, 1, 32, 100],
    [16, 4, 64, 10],
  ] as const) {
    it(`${depth}-${widen} on ${side} × ${side} with ${classes} classes`, () =>
      check(
        analysed(
          'wide-resnet#WideResNet',
          `3x${side}x${side}`,
          `depth=${depth},widen=${widen},classes=${classes}`,
        ),
        wrn(depth, widen, side, classes),
      ));
  }
});

describe('pre-activation ResNet', () => {
  it('56 with 100 classes', () => {
    const sum = new Sum(3, 32).conv(16, 3, { pad: 1, ...bare });
    for (let stage = 0; stage < 3; stage++) {
      for (let i = 0; i < (56 - 2) / 9; i++) {
        const width = 16 * 2 ** stage;
        const stride = stage > 0 && i === 0 ? 2 : 1;
        const main = branch(sum, (own) =>
          own
            .norm()
            .conv(width, 1, { stride, ...bare })
            .norm()
            .conv(width, 3, { pad: 1, ...bare })
            .norm()
            .conv(4 * width, 1, bare),
        );
        if (stride !== 1 || sum.c !== 4 * width)
          branch(sum, (own) => own.conv(4 * width, 1, { stride, ...bare }));
        [sum.c, sum.side] = [4 * width, main.side];
      }
    }
    check(
      analysed('preactivation-resnet#PreActResNet', undefined, 'depth=56,classes=100'),
      sum.norm().linear(sum.c, 100),
    );
  });
});

describe('DenseNet', () => {
  const layer = (sum: Sum, growth: number, reduced: boolean): void => {
    branch(sum, (own) =>
      (reduced ? own.norm().conv(4 * growth, 1, bare) : own).norm().conv(growth, 3, { pad: 1, ...bare }),
    );
    sum.c += growth;
  };
  const transition = (sum: Sum, compression: number): void => {
    sum
      .norm()
      .conv(Math.floor(sum.c * compression), 1, bare)
      .pool(2, 2);
  };
  const imagenet = (depths: readonly number[], growth: number, side: number, classes: number): Sum => {
    const sum = new Sum(3, side)
      .conv(2 * growth, 7, { stride: 2, pad: 3, ...bare })
      .norm()
      .pool(3, 2, 1);
    depths.forEach((depth, block) => {
      if (block > 0) transition(sum, 0.5);
      for (let i = 0; i < depth; i++) layer(sum, growth, true);
    });
    return sum.norm().linear(sum.c, classes);
  };
  const cifar = (depth: number, growth: number, bc: boolean, classes: number): Sum => {
    const sum = new Sum(3, 32).conv(bc ? 2 * growth : 16, 3, { pad: 1, ...bare });
    for (let block = 0; block < 3; block++) {
      if (block > 0) transition(sum, bc ? 0.5 : 1);
      for (let i = 0; i < (depth - 4) / (bc ? 6 : 3); i++) layer(sum, growth, bc);
    }
    return sum.norm().linear(sum.c, classes);
  };
  it('121 of growth 24 on 128 × 128', () =>
    check(
      analysed('densenet#DenseNet121', '3x128x128', 'growth=24'),
      imagenet([6, 12, 24, 16], 24, 128, 1000),
    ));
  it('of blocks of 2, 3 and 4 layers with 5 classes', () =>
    check(
      analysed('densenet#DenseNet', undefined, 'depths=[2, 3, 4],classes=5'),
      imagenet([2, 3, 4], 32, 224, 5),
    ));
  it('22 of growth 12', () =>
    check(analysed('densenet#DenseNetCifar', undefined, 'depth=22'), cifar(22, 12, false, 10)));
  it('BC-40 of growth 24 with 100 classes', () =>
    check(
      analysed('densenet#DenseNetCifar', undefined, 'depth=40,growth=24,bc=true,classes=100'),
      cifar(40, 24, true, 100),
    ));
});

describe('SqueezeNet', () => {
  const fires = (sum: Sum, widths: readonly number[]): void => {
    for (const width of widths) {
      sum.conv(width, 1);
      branch(sum, (own) => own.conv(4 * width, 1));
      branch(sum, (own) => own.conv(4 * width, 3, { pad: 1 }));
      sum.c = 8 * width;
    }
  };
  it('1.0 with 10 classes on 160 × 160', () => {
    const sum = new Sum(3, 160).conv(96, 7, { stride: 2 }).pool(3, 2, 0, Math.ceil);
    fires(sum, [16, 16, 32]);
    fires(sum.pool(3, 2, 0, Math.ceil), [32, 48, 48, 64]);
    fires(sum.pool(3, 2, 0, Math.ceil), [64]);
    check(analysed('squeezenet#SqueezeNet10', '3x160x160', 'classes=10'), sum.conv(10, 1));
  });
  it('1.1 with 365 classes', () => {
    const sum = new Sum(3, 224).conv(64, 3, { stride: 2 }).pool(3, 2, 0, Math.ceil);
    fires(sum, [16, 16]);
    fires(sum.pool(3, 2, 0, Math.ceil), [32, 32]);
    fires(sum.pool(3, 2, 0, Math.ceil), [48, 48, 64, 64]);
    check(analysed('squeezenet#SqueezeNet11', undefined, 'classes=365'), sum.conv(365, 1));
  });
});

describe('FractalNet', () => {
  /** In a block of c columns 2^c − 1 convolutions, of which one for each column reads the block's input. */
  const fractal = (columns: number, widths: readonly number[], side: number, classes: number): Sum => {
    const sum = new Sum(3, side);
    for (const width of widths) {
      const input = sum.c;
      for (let i = 0; i < 2 ** columns - 1; i++)
        sum.conv(width, 3, { pad: 1, from: i < columns ? input : width });
      sum.pool(2, 2);
    }
    return sum.linear(sum.c * sum.side ** 2, classes);
  };
  for (const columns of [1, 2, 5]) {
    it(`of ${columns} column${columns === 1 ? '' : 's'}`, () => {
      const network = analysed('fractalnet#FractalNet', undefined, `columns=${columns}`);
      check(network, fractal(columns, [64, 128, 256, 512, 512], 32, 10));
      assert.equal(network.depth, 5 * 2 ** (columns - 1) + 1);
    });
  }
  it('of two blocks with 100 classes on 64 × 64', () =>
    check(
      analysed('fractalnet#FractalNet', '3x64x64', 'columns=3,widths=[16, 32],classes=100'),
      fractal(3, [16, 32], 64, 100),
    ));
});

describe('Stochastic Depth', () => {
  const sum = (n: number, classes: number): Sum => {
    const net = new Sum(3, 32).conv(16, 3, { pad: 1, ...bare }).norm();
    for (let stage = 0; stage < 3; stage++) {
      for (let i = 0; i < n; i++) {
        const width = 16 * 2 ** stage;
        const stride = stage > 0 && i === 0 ? 2 : 1;
        net
          .conv(width, 3, { stride, pad: 1, ...bare })
          .norm()
          .conv(width, 3, { pad: 1, ...bare })
          .norm();
      }
    }
    return net.linear(net.c, classes);
  };
  it('of 3·9 blocks with 100 classes', () =>
    check(analysed('stochastic-depth#StochasticDepth110', undefined, 'n=9,classes=100'), sum(9, 100)));

  for (const [n, last] of [
    [18, 0.5],
    [9, 0.5],
    [3, 0.2],
  ] as const) {
    it(`has the expected depth of ${3 * n} blocks that survive down to ${last}`, () => {
      const network = analysed('stochastic-depth#StochasticDepth110', undefined, `n=${n},last=${last}`);
      // Huang et al. 2016, section 3: the sum of 1 − l/L·(1 − last) over l = 1 … L.
      const blocks = 3 * n - ((3 * n + 1) / 2) * (1 - last);
      if (n === 18) assert.equal(blocks, 40.25);
      assert.ok(Math.abs((network.expected?.depth ?? 0) - (2 * blocks + 2)) < 1e-9);
      const all = sum(n, 10).macs;
      let expected = 3 * 9 * 16 * 32 * 32 + 640;
      for (let l = 1; l <= 3 * n; l++) {
        const [stage, first] = [Math.ceil(l / n) - 1, l > n && l % n === 1];
        const [width, side] = [16 * 2 ** stage, 32 / 2 ** stage];
        const block = 9 * width * width * side * side * (first ? 1.5 : 2);
        expected += block * (1 - (l / (3 * n)) * (1 - last));
      }
      assert.ok(expected < all);
      assert.ok(Math.abs((network.expected?.macs ?? 0) - expected) < 1e-3 * 1);
    });
  }
});

describe('the other networks', () => {
  const googlenet = (side: number, classes: number): Sum => {
    const sum = new Sum(3, side).conv(64, 7, { stride: 2, pad: 3 }).pool(3, 2, 0, Math.ceil);
    sum.conv(64, 1).conv(192, 3, { pad: 1 }).pool(3, 2, 0, Math.ceil);
    const inception = (n1: number, r3: number, n3: number, r5: number, n5: number, pool: number): void => {
      branch(sum, (own) => own.conv(n1, 1));
      branch(sum, (own) => own.conv(r3, 1).conv(n3, 3, { pad: 1 }));
      branch(sum, (own) => own.conv(r5, 1).conv(n5, 5, { pad: 2 }));
      branch(sum, (own) => own.conv(pool, 1));
      sum.c = n1 + n3 + n5 + pool;
    };
    inception(64, 96, 128, 16, 32, 32);
    inception(128, 128, 192, 32, 96, 64);
    sum.pool(3, 2, 0, Math.ceil);
    inception(192, 96, 208, 16, 48, 64);
    inception(160, 112, 224, 24, 64, 64);
    inception(128, 128, 256, 24, 64, 64);
    inception(112, 144, 288, 32, 64, 64);
    inception(256, 160, 320, 32, 128, 128);
    sum.pool(3, 2, 0, Math.ceil);
    inception(256, 160, 320, 32, 128, 128);
    inception(384, 192, 384, 48, 128, 128);
    return sum.linear(1024, classes);
  };
  it('GoogLeNet with 100 classes on 256 × 256', () =>
    check(analysed('googlenet#GoogLeNet', '3x256x256', 'classes=100'), googlenet(256, 100)));

  it('Network in Network with 100 classes', () => {
    const sum = new Sum(3, 32).conv(192, 5, { pad: 2 }).conv(160, 1).conv(96, 1).pool(3, 2, 0, Math.ceil);
    sum.conv(192, 5, { pad: 2 }).conv(192, 1).conv(192, 1).pool(3, 2, 0, Math.ceil);
    check(
      analysed('nin#NiN', undefined, 'classes=100'),
      sum.conv(192, 3, { pad: 1 }).conv(192, 1).conv(100, 1),
    );
  });

  it('ZFNet with 10 classes', () => {
    const sum = new Sum(3, 224).conv(96, 7, { stride: 2, pad: 1 }).pool(3, 2, 1);
    sum.conv(256, 5, { stride: 2 }).pool(3, 2, 1).conv(384, 3, { pad: 1 }).conv(384, 3, { pad: 1 });
    sum.conv(256, 3, { pad: 1 }).pool(3, 2);
    sum
      .linear(256 * sum.side ** 2, 4096)
      .linear(4096, 4096)
      .linear(4096, 10);
    check(analysed('zfnet#ZFNet', undefined, 'classes=10'), sum);
  });

  it('Inception-v4 with 10 classes has 990 outputs of 1,536 features less', () => {
    const [full, few] = [
      analysed('inception-v4#InceptionV4'),
      analysed('inception-v4#InceptionV4', undefined, 'classes=10'),
    ];
    assert.equal(Number(full.totals.params) - Number(few.totals.params), 990 * 1537);
    assert.equal(Number(full.totals.macs) - Number(few.totals.macs), 990 * 1536);
  });
});
