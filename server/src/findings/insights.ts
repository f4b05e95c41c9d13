// Insights: hints about structures whose costs and merits a paper has analysed. Each can be turned off.
import { formatInt, type Int } from '../math/int.js';
import { kind } from './finding.js';
import { code, codes, counted, listed, shapeText } from './wording.js';

export const insightFindings = {
  'stacked-kernels': kind<{
    count: number;
    kernel: string;
    single: string;
    /** Channels in and filters. */
    channels: Int;
    filters: Int;
    /** Weights for each pair of channels, of the stack and of the single kernel. */
    perPair: readonly [Int, Int];
    weights: readonly [Int, Int];
    /** The same with as many channels in as filters. */
    square: readonly [Int, Int];
  }>({
    severity: 'hint',
    doc:
      'n convolutions of k×k at stride 1 have the receptive field of one of n·(k − 1) + 1, with a nonlinearity after each and ' +
      'fewer weights (Simonyan and Zisserman 2014, "Very deep convolutional networks", section 2.3).',
    message: ({ count, kernel, single, channels, filters, perPair, weights, square }) =>
      `${count} ${kernel} convolutions in a row have the receptive field of one ${single} convolution: for C = ${formatInt(filters)} channels, ` +
      `${formatInt(perPair[0])}·C² = ${formatInt(square[0])} weights instead of ${formatInt(perPair[1])}·C² = ${formatInt(square[1])}, without biases` +
      (channels === filters
        ? '.'
        : `. Here, with ${formatInt(channels)} input channels, it is ${formatInt(weights[0])} instead of ${formatInt(weights[1])}.`),
  }),

  'reduction-saves': kind<{
    kernel: string;
    channels: Int;
    macs: Int;
    reduced: Int;
    reducedMacs: Int;
    /** All branches of the join in which it stands. */
    moduleMacs: Int | undefined;
    /** Every instance of the line has as many channels in. */
    sameChannels: boolean;
  }>({
    severity: 'information',
    doc:
      'A k×k convolution on many channels is cheaper after a 1×1 convolution that reduces them ' +
      '(Szegedy et al. 2014, "Going deeper with convolutions", section 4; Lin et al. 2013).',
    message: ({ kernel, channels, macs, reduced, reducedMacs, moduleMacs }) =>
      `This ${kernel} convolution on ${formatInt(channels)} channels costs ${formatInt(macs)} multiply-accumulates` +
      (moduleMacs === undefined ? '' : `, out of ${formatInt(moduleMacs)} in all branches of its module`) +
      `. With a 1×1 convolution before it that reduces the channels to ${formatInt(reduced)}, both together would cost ` +
      `${formatInt(reducedMacs)}, ${percent(1 - ratio(reducedMacs, macs))} less.`,
  }),

  'pooling-carries-channels': kind<{
    channels: Int;
    total: Int;
    reduced: Int;
    sameChannels: boolean;
  }>({
    severity: 'information',
    doc:
      'A pooling keeps the channels of its input. As a branch of a concatenation, it makes the channels grow ' +
      'from module to module unless a 1×1 convolution reduces them (Szegedy et al. 2014, section 4).',
    message: ({ channels, total, reduced }) =>
      `This pooling carries all ${formatInt(channels)} channels of its input into the concatenation, which therefore has ` +
      `${formatInt(total)} channels and can only grow from module to module. With a 1×1 convolution after the pooling that ` +
      `reduces its channels to ${formatInt(reduced)}, the concatenation would have ${formatInt(Number(total) - Number(channels) + Number(reduced))}.`,
  }),

  'deep-without-shortcuts': kind<{ network: string; layers: number }>({
    severity: 'information',
    doc:
      'Plain stacks of layers get harder to train with depth: of two similar networks the deeper one had the higher training ' +
      'error (34 and 18 layers on ImageNet, 56 and 20 on CIFAR-10). With shortcuts around every two or three layers, the ' +
      'deeper one was better (He et al. 2015, "Deep residual learning for image recognition", sections 1 and 4, figures 1, 4 and 6).',
    message: ({ network, layers }) =>
      `Every path through ${code(network)} has at least ${layers} convolutions and linear layers. ` +
      'He et al. (2015) found that such a plain network of 34 layers trains worse than one of 18, but better with an ' +
      'identity shortcut around every two layers.',
  }),

  'basic-blocks-in-deep-network': kind<{
    depth: number;
    channels: Int;
    basic: Int;
    bottleneck: Int;
  }>({
    severity: 'hint',
    doc:
      'ResNets with 50 or more layers use bottleneck blocks (1×1 down, 3×3, 1×1 up) on feature maps with four times the ' +
      'channels, for about the cost of two 3×3 convolutions (He et al. 2015, section 4.1, figure 5).',
    message: ({ depth, channels, basic, bottleneck }) =>
      `This network of ${depth} layers uses basic blocks. Two 3×3 convolutions on C = ${formatInt(channels)} channels ` +
      `have 18·C² = ${formatInt(basic)} weights; a bottleneck block (1×1 to C, 3×3, 1×1 to 4·C) on ${formatInt(Number(channels) * 4)} ` +
      `channels has 17·C² = ${formatInt(bottleneck)}, in three layers instead of two.`,
  }),

  'dense-block': kind<{
    blocks: readonly {
      readonly layers: number;
      readonly from: Int;
      readonly to: Int;
      readonly growth: Int;
    }[];
    /** Elements of the features that the blocks make and keep, and of all concatenations that are written on the way. */
    features: Int;
    written: Int;
    /** Channels into and out of the 1×1 convolutions between blocks. */
    transitions: readonly { readonly from: Int; readonly to: Int }[];
  }>({
    severity: 'hint',
    doc:
      'In a dense block, every layer reads the outputs of all layers before it: its input channels grow by the growth rate with ' +
      'each layer, and all outputs are kept until the block ends (Huang et al. 2016, "Densely connected convolutional networks", section 3). ' +
      'If every concatenation copies them, the memory grows with the square of the depth (Pleiss et al. 2017, ' +
      '"Memory-efficient implementation of DenseNets").',
    message: ({ blocks, features, written, transitions }) =>
      `${blocks.length === 1 ? 'A dense block' : `Dense blocks`}: ${blocks
        .map(
          ({ layers, from, to, growth }) =>
            `${layers} layers add ${formatInt(growth)} channels each, ${formatInt(from)} to ${formatInt(to)}`,
        )
        .join(
          '; ',
        )}. The input of each layer grows by as much; the last layers read ${listed(blocks.map(({ to, growth }) => formatInt(Number(to) - Number(growth))))} channels. ` +
      `Keeping all outputs takes ${formatInt(features)} elements; copying them at every concatenation writes ${formatInt(written)}.` +
      (transitions.length === 0
        ? ''
        : ` Transitions compress ${transitions
            .map(
              ({ from, to }) =>
                `${formatInt(from)} channels to ${formatInt(to)} (${fraction(ratio(to, from))})`,
            )
            .join(', ')}.`),
  }),

  'fire-module': kind<{
    modules: readonly {
      readonly channels: Int;
      readonly squeeze: Int;
      readonly expand1: Int;
      readonly expand3: Int;
    }[];
    weights: Int;
    unsqueezed: Int;
  }>({
    severity: 'hint',
    doc:
      'A fire module squeezes the channels with 1×1 filters before it expands them with 1×1 and 3×3 filters. The squeeze ratio ' +
      'and the share of 3×3 filters determine its size and accuracy (Iandola et al. 2016, "SqueezeNet", sections 3 and 5).',
    message: ({ modules, weights, unsqueezed }) =>
      `${modules.length === 1 ? 'Fire module' : `${modules.length} fire modules`}: squeeze ratio ` +
      `${distinct(modules.map(({ squeeze, expand1, expand3 }) => fraction(ratio(squeeze, Number(expand1) + Number(expand3)))))} ` +
      `(${distinct(modules.map(({ squeeze, expand1, expand3 }) => `${squeeze} to ${Number(expand1) + Number(expand3)}`))}), ` +
      `${distinct(modules.map(({ expand1, expand3 }) => percent(ratio(expand3, Number(expand1) + Number(expand3)))))} of the expand filters are 3×3. ` +
      `${formatInt(weights)} weights; without the squeeze layers ${formatInt(unsqueezed)}.`,
  }),

  'pixel-mlp': kind<{ widths: readonly Int[]; positions: Int }>({
    severity: 'hint',
    doc:
      '1×1 convolutions with activations between them are a small fully connected network that is applied to every pixel ' +
      '(Lin et al. 2013, "Network in network", section 3.1).',
    message: ({ widths, positions }) =>
      `These ${widths.length - 1} 1×1 convolutions are a fully connected network (${widths.map((each) => formatInt(each)).join(' → ')}) ` +
      `that is applied to each of the ${formatInt(positions)} pixels with the same weights.`,
  }),

  'pixel-linear': kind<{ from: Int; to: Int; positions: Int }>({
    severity: 'hint',
    doc: 'A 1×1 convolution is a linear layer over the channels at every pixel (Lin et al. 2013). Shown in hovers only.',
    message: ({ from, to, positions }) =>
      `A 1×1 convolution is a linear layer from ${formatInt(from)} to ${formatInt(to)} channels that is applied to each of the ${formatInt(positions)} pixels.`,
  }),

  'widened-blocks': kind<{
    factor: string;
    /** Channels of the widened convolutions in the first stage, and what they would be without. */
    width: Int;
    thin: Int;
    weights: Int;
    thinWeights: Int;
    depth: number;
    blocks: number;
  }>({
    severity: 'hint',
    doc:
      'A residual block that is k times as wide has about k² times the weights and the same depth. On CIFAR-10, 28 ' +
      'wide layers did better than 1001 thin ones (Zagoruyko and Komodakis 2016, "Wide residual networks", sections 2 and 3).',
    message: ({ factor, width, thin, weights, thinWeights, depth, blocks }) =>
      `The residual blocks are ${factor} times as wide (${formatInt(width)} channels instead of ${formatInt(thin)}): ` +
      `${formatInt(weights)} weights in ${counted(blocks, 'block')} instead of ${formatInt(thinWeights)}, ${ratio(weights, thinWeights).toFixed(1)} times as many, ` +
      `at the same depth of ${depth}. The same number of weights in thin blocks would take about ` +
      `${formatInt(Math.round(blocks * ratio(weights, thinWeights)))} blocks in sequence.`,
  }),

  'expected-depth': kind<{
    kept: number;
    droppable: number;
    depth: number;
    expectedDepth: number;
    macs: Int;
    expectedMacs: number;
    shortest: number;
  }>({
    severity: 'hint',
    doc:
      'With branches that are dropped at random, a training step is shallower and cheaper than inference (Huang et al. 2016, "Deep ' +
      'networks with stochastic depth", section 3; Larsson et al. 2017, "FractalNet", on drop-path). Expected values are exact; ' +
      'docs/conventions.md has the rules.',
    message: ({ kept, droppable, depth, expectedDepth, macs, expectedMacs, shortest }) =>
      `In training, ${real(kept)} of ${droppable} droppable branches run on average: expected depth ${real(expectedDepth)} of ${depth}, ` +
      `expected multiply-accumulates ${formatInt(Math.round(expectedMacs))} of ${formatInt(macs)} (${percent(expectedMacs / Number(macs))}). ` +
      `The shortest path has ${shortest} convolutions and linear layers, the longest ${depth}.`,
  }),

  'linear-layers-hold-most': kind<{
    layers: readonly { readonly name: string; readonly params: Int }[];
    params: Int;
    total: Int;
    /** The map that the first of them sees, and what would be left with its averages instead. */
    map: readonly Int[];
    left: Int;
    classes: Int;
  }>({
    severity: 'information',
    doc:
      'In many networks, most parameters are in linear layers that read a whole feature map. Global average pooling leaves ' +
      'one number per channel, and one linear layer for the classes (Lin et al. 2013, "Network in network", section 3.2).',
    message: ({ layers, params, total, map, left, classes }) =>
      `${codes(layers.map(({ name }) => name))} hold${layers.length === 1 ? 's' : ''} ${formatInt(params)} of ${formatInt(total)} parameters ` +
      `(${percent(ratio(params, total))}), ${layers.length === 1 ? 'since it reads' : `${formatInt(layers[0]?.params ?? 0)} of them in ${code(layers[0]?.name ?? '')}, which reads`} ` +
      `${shapeText(map)} values. With global average pooling and one linear layer with ${formatInt(classes)} outputs, the network would have ${formatInt(left)}.`,
  }),
};

const ratio = (part: Int, whole: Int): number => Number(part) / Number(whole);
const percent = (share: number): string =>
  `${(share * 100).toFixed(share >= 0.9995 || share === 0 ? 0 : 1).replace(/\.0$/, '')} %`;
/** Three digits behind the point at most: `0.125`. */
const fraction = (value: number): string => String(Number(value.toFixed(3)));
const real = (value: number): string =>
  Number.isInteger(value) ? formatInt(value) : String(Number(value.toFixed(2)));
const distinct = (texts: readonly string[]): string => listed([...new Set(texts)]);
