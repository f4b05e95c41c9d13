// The only list of insights, in the order of the lecture.
import { denseBlocks } from './denseBlocks.js';
import { expectedDepth } from './expectedDepth.js';
import { fireModules } from './fireModules.js';
import type { Insight } from './insight.js';
import { linearLayers } from './linearLayers.js';
import { pixelNetworks } from './pixelNetworks.js';
import { poolingBranch, reduction } from './reduction.js';
import { bottleneck, plainDepth } from './shortcuts.js';
import { stackedKernels } from './stackedKernels.js';
import { widening } from './widening.js';

export const insights: readonly Insight[] = [
  linearLayers,
  stackedKernels,
  reduction,
  poolingBranch,
  plainDepth,
  bottleneck,
  pixelNetworks,
  widening,
  expectedDepth,
  denseBlocks,
  fireModules,
];
