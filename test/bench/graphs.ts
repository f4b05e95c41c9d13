// Texts of networks that are hard to draw.

/** A dense block of `count` layers that each read all before them, every edge of it. */
export function everyEdge(depths: readonly number[]): string {
  const stages = depths.map((depth, stage) => {
    const layers = Array.from({ length: depth }, (_, index) => {
      const before = Array.from({ length: index + 1 }, (__, each) => `| f${stage}_${each}`).join(' ');
      return `  let f${stage}_${index + 1} = concat { ${before} } -> BatchNorm -> ReLU -> Conv(128, 1) -> BatchNorm -> ReLU -> Conv(32, 3, pad = 1)`;
    });
    const all = Array.from({ length: depth + 1 }, (_, each) => `| f${stage}_${each}`).join(' ');
    return `  let f${stage}_0 = ${stage === 0 ? 'x' : `t${stage - 1}`} -> Conv(64, 1)\n${layers.join('\n')}\n  let t${stage} = concat { ${all} } -> Conv(128, 1)`;
  });
  return `net DenseNet201EveryEdge {\n  input x: 64 x 56 x 56\n${stages.join('\n')}\n  t${depths.length - 1} -> GlobalAvgPool\n}`;
}

/** 49,000 layers in 7,000 equal blocks. */
export const large = `block B(n) {
  add { | Conv(n, 3, pad = 1) -> BatchNorm -> ReLU -> Conv(n, 3, pad = 1) -> BatchNorm | it }
  ReLU
}
net Layers49000 {
  input x: 8 x 16 x 16
  for i in 0 ..< 500 { stage[i]: for j in 0 ..< 14 { B(8) } }
}`;
