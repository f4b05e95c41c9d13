// Random uses of torch's layers and functions, as texts of modules: what PyTorch makes of them is the measure of what Fovea says.
import fc from 'fast-check';

export interface Case {
  /** Lines of `__init__` that make layers. */
  readonly init: readonly string[];
  /** What forward returns. */
  readonly forward: string;
  /** Without the batch. */
  readonly input: readonly number[];
  readonly whole?: boolean;
}

const int = (min: number, max: number) => fc.integer({ min, max });
const flag = fc.boolean();
const pick = <const T>(...values: readonly T[]) => fc.constantFrom(...values);
const python = (value: boolean) => (value ? 'True' : 'False');
const tuple = (values: readonly number[]) => `(${values.join(', ')},)`;
const list = (length: number, min: number, max: number) =>
  fc.array(int(min, max), { minLength: length, maxLength: length });

/** A number for all axes, or one for each. */
const perAxis = (axes: number, min: number, max: number) =>
  fc.oneof(int(min, max).map(String), list(axes, min, max).map(tuple));

const maps = (axes: number, channels: fc.Arbitrary<number> = int(1, 6)) =>
  fc.tuple(channels, list(axes, 4, 13)).map(([first, sizes]) => [first, ...sizes]);

/** One layer that the input runs through. */
const layer = (input: readonly number[], text: string): Case => ({
  init: [`self.layer = ${text}`],
  forward: 'self.layer(x)',
  input,
});
const through = (input: readonly number[], forward: string): Case => ({ init: [], forward, input });

const axesOf = int(1, 3);

const convolutions = axesOf.chain((axes) =>
  fc
    .record({
      groups: int(1, 3),
      inside: int(1, 3),
      outside: int(1, 3),
      sizes: list(axes, 4, 13),
      kernel: perAxis(axes, 1, 4),
      stride: perAxis(axes, 1, 3),
      padding: fc.oneof(perAxis(axes, 0, 3), pick("'same'", "'valid'")),
      dilation: perAxis(axes, 1, 2),
      bias: flag,
      mode: pick('zeros', 'reflect', 'circular'),
    })
    .map(({ groups, inside, outside, sizes, kernel, stride, padding, dilation, bias, mode }) =>
      layer(
        [groups * inside, ...sizes],
        `nn.Conv${axes}d(${groups * inside}, ${groups * outside}, ${kernel}, stride=${padding === "'same'" ? 1 : stride}, ` +
          `padding=${padding}, dilation=${dilation}, groups=${groups}, bias=${python(bias)}` +
          `${axes < 3 && /^[01]$/.test(padding) ? `, padding_mode='${mode}'` : ''})`,
      ),
    ),
);

const transposed = axesOf.chain((axes) =>
  fc
    .record({
      groups: int(1, 3),
      inside: int(1, 3),
      outside: int(1, 3),
      sizes: list(axes, 2, 7),
      kernel: perAxis(axes, 1, 4),
      stride: int(1, 3),
      padding: int(0, 2),
      extra: int(0, 2),
      dilation: int(1, 2),
      bias: flag,
    })
    .map(({ groups, inside, outside, sizes, kernel, stride, padding, extra, dilation, bias }) =>
      layer(
        [groups * inside, ...sizes],
        `nn.ConvTranspose${axes}d(${groups * inside}, ${groups * outside}, ${kernel}, stride=${stride}, padding=${padding}, ` +
          `output_padding=${Math.min(extra, Math.max(stride, dilation) - 1)}, groups=${groups}, bias=${python(bias)}, dilation=${dilation})`,
      ),
    ),
);

const poolings = axesOf.chain((axes) =>
  fc
    .record({
      input: maps(axes),
      kind: pick('Max', 'Avg'),
      kernel: int(1, 4),
      stride: fc.option(perAxis(axes, 1, 4), { nil: 'None' }),
      padding: int(0, 2),
      dilation: int(1, 2),
      ceil: flag,
    })
    .map(({ input, kind, kernel, stride, padding, dilation, ceil }) =>
      layer(
        input,
        `nn.${kind}Pool${axes}d(${kernel}, stride=${stride}, padding=${Math.min(padding, Math.floor(kernel / 2))}, ` +
          `${kind === 'Max' ? `dilation=${dilation}, ` : ''}ceil_mode=${python(ceil)})`,
      ),
    ),
);

const adaptive = axesOf.chain((axes) =>
  fc
    .record({ input: maps(axes), kind: pick('Max', 'Avg'), size: perAxis(axes, 1, 9), open: flag })
    .map(({ input, kind, size, open }) =>
      layer(
        input,
        `nn.Adaptive${kind}Pool${axes}d(${open && axes > 1 ? `(None, ${'5, '.repeat(axes - 1)})` : size})`,
      ),
    ),
);

const normalisations = axesOf.chain((axes) =>
  fc
    .record({
      groups: int(1, 3),
      inside: int(1, 4),
      sizes: list(axes, 2, 9),
      affine: flag,
      from: int(0, axes),
      kind: int(0, 4),
    })
    .map(({ groups, inside, sizes, affine, from, kind }) => {
      const channels = groups * inside;
      const shape = [channels, ...sizes];
      const last = tuple(shape.slice(from));
      return layer(
        shape,
        [
          `nn.BatchNorm${axes}d(${channels}, affine=${python(affine)})`,
          `nn.InstanceNorm${axes}d(${channels}, affine=${python(affine)})`,
          `nn.GroupNorm(${groups}, ${channels}, affine=${python(affine)})`,
          `nn.LayerNorm(${last}, elementwise_affine=${python(affine)})`,
          `nn.LocalResponseNorm(${1 + 2 * from})`,
        ][kind] as string,
      );
    }),
);

const dense = fc.oneof(
  fc.record({ count: int(1, 9), size: int(1, 9), length: int(1, 9) }).map(({ count, size, length }) => ({
    ...layer([length], `nn.Embedding(${count}, ${size})`),
    whole: true,
  })),
);

const activations = fc
  .record({
    input: maps(2, pick(2, 4, 6)),
    text: pick(
      ...['ReLU()', 'ReLU6()', 'LeakyReLU(0.2)', 'ELU()', 'SELU()', 'CELU()', 'GELU()', 'SiLU()', 'Mish()'],
      ...['Hardswish()', 'Hardsigmoid()', 'Hardtanh()', 'Sigmoid()', 'Tanh()', 'Softplus()', 'Softsign()'],
      ...[
        'LogSigmoid()',
        'Softmax(dim=1)',
        'LogSoftmax(dim=1)',
        'Softmin(dim=1)',
        'Softmax2d()',
        'Tanhshrink()',
      ],
      ...['Threshold(0.1, 0)', 'Hardshrink()', 'Softshrink()', 'GLU(dim=1)', 'PReLU()', 'Dropout(0.5)'],
      ...[
        'Dropout2d()',
        'AlphaDropout()',
        'Identity()',
        'Flatten()',
        'Flatten(2)',
        'Flatten(1, 2)',
        'RReLU()',
      ],
      ...['PReLU(channels)', 'Unflatten(1, (2, -1))', 'Flatten(-2)', 'ChannelShuffle(2)'],
    ),
  })
  .map(({ input, text }) => layer(input, `nn.${text.replace('channels', String(input[0]))}`));

const resizing = fc.oneof(
  fc
    .record({
      input: maps(2),
      factor: pick('2', '3', '0.5', '1.5', '(2, 0.5)'),
      mode: pick('nearest', 'bilinear'),
    })
    .map(({ input, factor, mode }) => layer(input, `nn.Upsample(scale_factor=${factor}, mode='${mode}')`)),
  fc
    .record({ input: maps(2), size: perAxis(2, 1, 20), mode: pick('nearest', 'bilinear', 'area') })
    .map(({ input, size, mode }) => through(input, `F.interpolate(x, size=${size}, mode='${mode}')`)),
  fc
    .record({ channels: int(1, 3), factor: int(1, 3), sizes: list(2, 1, 6) })
    .map(({ channels, factor, sizes }) =>
      layer([channels * factor * factor, ...sizes], `nn.PixelShuffle(${factor})`),
    ),
  fc
    .record({ channels: int(1, 3), factor: int(1, 3), sizes: list(2, 1, 4) })
    .map(({ channels, factor, sizes }) =>
      layer([channels, ...sizes.map((size) => size * factor)], `nn.PixelUnshuffle(${factor})`),
    ),
  fc
    .record({
      input: maps(2),
      kind: pick('ZeroPad2d', 'ReflectionPad2d', 'ReplicationPad2d'),
      pads: list(4, 0, 3),
    })
    .map(({ input, kind, pads }) => layer(input, `nn.${kind}(${tuple(pads)})`)),
  fc
    .record({ input: maps(2), count: pick(2, 4, 6), pads: list(6, 0, 3) })
    .map(({ input, count, pads }) => through(input, `F.pad(x, ${tuple(pads.slice(0, count))})`)),
  fc
    .record({ input: maps(2), kernel: int(1, 4), stride: int(1, 3), padding: int(0, 2), dilation: int(1, 2) })
    .map(({ input, kernel, stride, padding, dilation }) =>
      layer(input, `nn.Unfold(${kernel}, dilation=${dilation}, padding=${padding}, stride=${stride})`),
    ),
);

const recurrent = fc
  .record({
    kind: pick('RNN', 'LSTM', 'GRU'),
    inside: int(1, 6),
    hidden: int(2, 6),
    layers: int(1, 3),
    bias: flag,
    both: flag,
    length: int(1, 6),
    projected: flag,
  })
  .map(({ kind, inside, hidden, layers, bias, both, length, projected }) => ({
    init: [
      `self.layer = nn.${kind}(${inside}, ${hidden}, num_layers=${layers}, bias=${python(bias)}, batch_first=True, ` +
        `bidirectional=${python(both)}${projected && kind === 'LSTM' ? `, proj_size=${hidden - 1}` : ''})`,
    ],
    forward: 'self.layer(x)[0]',
    input: [length, inside],
  }));

const attention = fc
  .record({
    heads: int(1, 3),
    size: int(1, 3),
    length: int(1, 5),
    bias: flag,
    inner: int(1, 9),
    layers: int(1, 2),
    kind: int(0, 3),
  })
  .map(({ heads, size, length, bias, inner, layers, kind }) => {
    const width = heads * size;
    const one = `nn.TransformerEncoderLayer(${width}, ${heads}, dim_feedforward=${inner}, batch_first=True)`;
    const [text, forward] = [
      [
        `nn.MultiheadAttention(${width}, ${heads}, bias=${python(bias)}, batch_first=True)`,
        'self.layer(x, x, x)[0]',
      ],
      [one, 'self.layer(x)'],
      [`nn.TransformerEncoder(${one}, num_layers=${layers})`, 'self.layer(x)'],
      [
        `nn.TransformerDecoderLayer(${width}, ${heads}, dim_feedforward=${inner}, batch_first=True)`,
        'self.layer(x, x)',
      ],
    ][kind] as [string, string];
    return { init: [`self.layer = ${text}`], forward, input: [length, width] };
  });

const shapes = fc
  .record({ input: list(3, 1, 4).map((sizes) => sizes.map((size) => 2 * size)), at: int(1, 3), n: int(1, 3) })
  .chain(({ input, at, n }) =>
    pick(
      'x.view(x.size(0), -1)',
      'x.reshape(x.shape[0], -1, 2)',
      `x.flatten(${at})`,
      `torch.flatten(x, 1, ${Math.max(1, at - 1)})`,
      'x.permute(0, 2, 3, 1)',
      `x.transpose(1, ${at})`,
      `x.unsqueeze(${at})`,
      `x[:, :1].squeeze(1)`,
      `x.unsqueeze(${at}).squeeze(${at})`,
      `torch.cat([x, x * 2], dim=${at})`,
      `torch.cat((x, x, x), ${-at})`,
      `torch.stack([x, x], dim=${at})`,
      `x.split(1, dim=${at})[0]`,
      `torch.split(x, [1, x.size(${at}) - 1], dim=${at})[1]`,
      `x.chunk(${n}, dim=${at})[-1]`,
      `x.unbind(${at})[0]`,
      `x.mean(${at})`,
      `x.mean(dim=(2, 3), keepdim=True)`,
      `x.sum(dim=${at}, keepdim=True)`,
      `torch.max(x, dim=${at})[0]`,
      `x.amax(dim=${at})`,
      `x.argmax(dim=${at})`,
      `x.softmax(dim=${at})`,
      `x.cumsum(dim=${at})`,
      `x.std(${at})`,
      `x.norm(dim=${at})`,
      `x.narrow(${at}, 0, 1)`,
      `x.select(${at}, 0)`,
      'x[:, 0]',
      'x[:, ::2, 1:]',
      'x[..., -1]',
      'x[:, :, None]',
      'x[..., :-1, :]',
      'x.repeat(1, 2, 1, 3)',
      `x.repeat_interleave(2, dim=${at})`,
      'x.unsqueeze(2).expand(-1, -1, 3, -1, -1)',
      `torch.roll(x, shifts=1, dims=${at})`,
      `x.flip(${at})`,
      'x @ x.transpose(-1, -2)',
      'torch.matmul(x, x.permute(0, 1, 3, 2))',
      "torch.einsum('bchw,bcxw->bhx', x, x)",
      'x + x.mean(dim=1, keepdim=True)',
      'x * torch.ones(x.shape[-1])',
      'torch.where(x > 0, x, torch.zeros_like(x))',
      'x.masked_fill(x == 0, 1.0)',
      'torch.clamp(x, 0, 1)',
      'F.normalize(x, dim=1)',
      'F.softmax(x, dim=-1).contiguous().view(x.size(0), -1)',
      'torch.bmm(x.flatten(2), x.flatten(2).transpose(1, 2))',
      'torch.tril(torch.ones(x.shape[2], x.shape[2])) @ x',
      'x.view(x.shape[0], x.shape[1] // 2, 2, *x.shape[2:]).transpose(1, 2).reshape(x.shape)',
      'F.avg_pool2d(x, 2)',
      'F.adaptive_avg_pool2d(x, 1).flatten(1)',
      'F.max_pool2d(x, kernel_size=2, stride=1, padding=1)',
      'F.one_hot(x.argmax(1), x.shape[1])',
      'torch.topk(x, 1, dim=1)[0]',
      'x.sort(dim=1)[0]',
      'x.diff(dim=1)',
      'x.movedim(1, -1)',
      'x.movedim((1, 2), (2, 1))',
      'x.mean(axis=1)',
      'x.max(axis=1)[0]',
      'torch.sum(x, axis=(1, 2))',
      'x.add_(1).mul_(2).clamp_(min=0).relu_()',
      'x.masked_fill_(x > 0, 0).transpose_(1, 2)',
      'x.tensor_split(2, dim=1)[1]',
      'x.tensor_split((1,), dim=3)[1]',
      'x.unfold(2, 2, 1)',
      'x.diagonal(dim1=2, dim2=3)',
      'x.median(dim=1)[0]',
      'x.log1p().reciprocal().nan_to_num()',
      'x.ravel().view(x.shape)',
      'torch.baddbmm(x[:, 0], x[:, 0], x[:, 0].transpose(1, 2) @ x[:, 0])',
      'x.greater(0).logical_not().float()',
      'x.swapaxes(1, 2)',
      'x.tile((1, 2, 1, 1))',
      'x.unflatten(1, (2, -1))',
      'torch.broadcast_to(x[:, :1], x.shape)',
      'torch.nn.functional.glu(x, dim=1)',
      'F.layer_norm(x, x.shape[1:])',
      'torch.logsumexp(x, dim=1)',
      'x.var(dim=1, unbiased=False)',
      'torch.addcmul(x, x, x)',
      'x.pow(2).sqrt().clamp(min=1e-6)',
      'torch.linspace(0, 1, x.shape[-1]) * x',
    ).map((forward) => through(input, forward)),
  );

/** By what they try; each family is sampled with one seed, so that a failure can be seen again. */
export const families: Readonly<Record<string, fc.Arbitrary<Case>>> = {
  convolutions,
  'transposed convolutions': transposed,
  poolings,
  'adaptive poolings': adaptive,
  normalisations,
  'linear layers and embeddings': dense,
  activations,
  'resizing and padding': resizing,
  'recurrent layers': recurrent,
  attention,
  'what moves and reduces axes': shapes,
};
