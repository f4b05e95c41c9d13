// ResNet: what deep plain stacks lack, and what deep residual networks are built of.
import { product } from '../../math/int.js';
import { shortestPath } from '../paths.js';
import { isBasic, residualBlocks } from '../residual.js';
import { byLine, noteAt, type Insight } from './insight.js';

/** The paper's plain nets that trained worse than shallower ones have 32 layers and more. */
const DEEP_PLAIN = 30;
/** From ResNet-50 on the paper takes bottlenecks. */
const DEEP_RESIDUAL = 50;

export const plainDepth: Insight = {
  name: 'plainDepth',
  title: 'Depth without shortcuts',
  suggestion: 'Show insights about deep networks without shortcuts',
  source: 'He et al., "Deep residual learning for image recognition" (2015), sections 1 and 4',
  lesson:
    'A deeper plain net trains to a higher error than a shallower one, which is no overfitting: 34 layers against 18 on ImageNet, ' +
    '56 against 20 on CIFAR-10. With an identity shortcut around every two layers the deeper one is better.',
  when:
    `The shortest path from the input to the main output has ${DEEP_PLAIN} convolutions and linear layers or more; 1×1 projections on ` +
    'shortcuts are not counted. Branches of a concatenation shorten the path as well: they carry gradients past layers too.',
  example: `net Plain {
  input image: 3 x 32 x 32
  repeat 33 { Conv(16, 3, pad = 1) -> BatchNorm -> ReLU }
  GlobalAvgPool -> Flatten -> Linear(10)
}`,
  find: ({ network }, flat) => {
    const projections = residualBlocks(flat).flatMap(({ projection }) =>
      projection ? [projection.layer] : [],
    );
    const layers = shortestPath(flat, new Set(projections));
    if (layers < DEEP_PLAIN) return [];
    const { site, name } = network;
    return [
      {
        problem: { code: 'deep-without-shortcuts', data: { network: name, layers } },
        at: site.name,
        sites: [site],
        related: [],
      },
    ];
  },
};

export const bottleneck: Insight = {
  name: 'bottleneck',
  title: 'Basic blocks in a deep network',
  suggestion: 'Suggest bottleneck blocks in deep networks of basic blocks',
  source: 'He et al., "Deep residual learning for image recognition" (2015), section 4.1, figure 5',
  lesson:
    'A bottleneck (1×1 to C channels, 3×3, 1×1 back to 4·C) costs 17·C² weights, about as many as the 18·C² of two 3×3 ' +
    'convolutions on C channels, with a layer more and four times the channels between the blocks.',
  when: `Residual blocks of two convolutions with one square kernel, in a network of ${DEEP_RESIDUAL} layers of depth and more.`,
  example: `block Basic(width) {
  add {
    | Conv(width, 3, pad = 1) -> ReLU -> Conv(width, 3, pad = 1)
    | it
  }
  ReLU
}
net Deep {
  input map: 64 x 56 x 56
  repeat 25 { Basic(64) }
}`,
  find: (network, flat) => {
    const { depth } = network;
    if (depth < DEEP_RESIDUAL) return [];
    const blocks = residualBlocks(flat).filter(isBasic);
    return byLine(flat, blocks, ({ join }) => join).flatMap(({ line, members: [{ join, convolutions }] }) => {
      const [, second] = convolutions;
      if (second?.kernel.length !== 2 || second.kernel[0] !== 3) return [];
      const channels = second.filters;
      const basic = product([18, channels, channels]);
      return [
        noteAt(
          line,
          [join, ...convolutions.map(({ layer }) => layer)],
          {
            code: 'basic-blocks-in-deep-network',
            data: { depth, channels, basic, bottleneck: product([17, channels, channels]) },
          },
          'of the block',
        ),
      ];
    });
  },
};
