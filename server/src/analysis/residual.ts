// Residual blocks in the structure of a network: additions of convolutions to what they started from.
import type { UnrolledLayer, UnrolledNetwork } from './unrolled.js';
import { branchesOf, convolutionOf, isUnitKernel, squareKernel, type Convolution } from './structure.js';
import { cached } from './cached.js';

export interface ResidualBlock {
  readonly join: UnrolledLayer;
  /** The convolutions of the branch that learns, first to last. */
  readonly convolutions: readonly Convolution[];
  /** The 1×1 convolution on the shortcut, where it is no identity. */
  readonly projection: Convolution | undefined;
}

/** Additions of two operands of which one passes at most a 1×1 convolution, and the other more. */
export const residualBlocks: (flat: UnrolledNetwork) => readonly ResidualBlock[] = cached(findBlocks);

function findBlocks(flat: UnrolledNetwork): readonly ResidualBlock[] {
  return flat.layers.flatMap((join) => {
    if (join.node.application.operator.name !== 'Add' || join.inputs.length !== 2) return [];
    const weighted = branchesOf(flat, join)
      ?.branches.map((branch) => branch.filter(({ node }) => node.application.operator.weighted).reverse())
      .sort((a, b) => a.length - b.length);
    const [shortcut, learned] = weighted ?? [];
    if (!shortcut || !learned || shortcut.length > 1 || learned.length <= shortcut.length) return [];
    const convolutions = learned.map(convolutionOf).filter((conv) => conv !== undefined);
    const projection = convolutionOf(shortcut[0]);
    const fits =
      convolutions.length === learned.length &&
      (shortcut.length === 0 || (projection && isUnitKernel(projection)));
    return fits ? [{ join, convolutions, projection }] : [];
  });
}

/** Two convolutions of one square kernel and width: the basic block of ResNet-18 and -34. */
export function isBasic({ convolutions }: ResidualBlock): boolean {
  const [first, second, third] = convolutions;
  return (
    first !== undefined &&
    second !== undefined &&
    third === undefined &&
    squareKernel(first) !== undefined &&
    squareKernel(first) === squareKernel(second) &&
    first.filters === second.filters
  );
}

/** 1×1, k×k and 1×1 without groups: the block of ResNet-50 and deeper. */
export function isBottleneck({ convolutions }: ResidualBlock): boolean {
  const [down, middle, up, fourth] = convolutions;
  return (
    down !== undefined &&
    middle !== undefined &&
    up !== undefined &&
    fourth === undefined &&
    isUnitKernel(down) &&
    squareKernel(middle) !== undefined &&
    isUnitKernel(up) &&
    down.groups === 1 &&
    up.groups === 1
  );
}
