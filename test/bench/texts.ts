// The texts that are measured: networks that people know, and generated ones of any size.
import { readFileSync } from 'node:fs';

export interface Measured {
  readonly name: string;
  readonly text: string;
  /** A number in the text that each edit changes, and what it is changed to by turns. */
  readonly edit: readonly [before: string, after: string];
  /** Where to hover, one character in. */
  readonly hover: string;
}

/** One layer on each line. */
function chain(layers: number): Measured {
  const lines = Array.from({ length: layers }, (_, index) =>
    index % 2 === 0 ? '  Conv(16, 3, pad = 1)\n' : '  ReLU\n',
  ).join('');
  return {
    name: `chain of ${layers.toLocaleString('en')} layers`,
    text: `net Chain {\n  input image: 3 x 32 x 32\n  first: Conv(16, 3, pad = 1)\n${lines}}\n`,
    edit: ['first: Conv(16', 'first: Conv(17'],
    hover: 'first:',
  };
}

/** A residual block of five layers, over and over, by one line. */
function blocks(layers: number): Measured {
  const count = Math.round(layers / 5);
  return {
    name: `${count.toLocaleString('en')} blocks of 5 layers`,
    text: `block Residual(width) {
  add {
    | Conv(width, 3, pad = 1) -> BatchNorm -> ReLU -> Conv(width, 3, pad = 1)
    | it
  }
}
net Blocks(width = 16) {
  input image: 3 x 32 x 32
  Conv(width, 3, pad = 1)
  repeat ${count} { Residual(width) }
}
`,
    edit: ['width = 16', 'width = 17'],
    hover: 'Conv(width, 3, pad = 1) -> Batch',
  };
}

export const measured: readonly Measured[] = [
  {
    name: 'AlexNet',
    text: readFileSync('examples/alexnet.fovea', 'utf8'),
    edit: ['Conv(96', 'Conv(98'],
    hover: 'conv1:',
  },
  {
    name: 'ResNet-152',
    text: resnet152(),
    edit: ['Conv(64, 7', 'Conv(66, 7'],
    hover: 'Conv(width, 3',
  },
  ...[1_000, 10_000, 100_000].flatMap((layers) => [chain(layers), blocks(layers)]),
];

/** He et al. (2015), table 1, with the stride in the middle of its bottlenecks. */
function resnet152(): string {
  return `block Shortcut(width, stride) {
  if stride != 1 or it.channels != width {
    Conv(width, 1, stride = stride, bias = false) -> BatchNorm
  }
}
block Bottleneck(width, stride = 1) {
  add {
    | Conv(width, 1, bias = false) -> BatchNorm -> ReLU
      -> Conv(width, 3, stride = stride, pad = 1, bias = false) -> BatchNorm -> ReLU
      -> Conv(4 * width, 1, bias = false) -> BatchNorm
    | Shortcut(4 * width, stride)
  }
  ReLU
}
net ResNet152(depths = [3, 8, 36, 3], classes = 1000) {
  input image: 3 x 224 x 224
  Conv(64, 7, stride = 2, pad = 3, bias = false) -> BatchNorm -> ReLU -> MaxPool(3, stride = 2, pad = 1)
  for i, depth in depths {
    stage[i]: for j in 0 ..< depth {
      Bottleneck(64 * 2 ^ i, stride = if i > 0 and j == 0 then 2 else 1)
    }
  }
  GlobalAvgPool -> Flatten -> Linear(classes)
}
`;
}
