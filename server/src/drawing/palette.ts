// The colours of pictures, in every theme. The panel's style sheet has the same; a test holds them together.
import type { Family } from '../ops/operator.js';

export type Theme = 'light' | 'dark' | 'high-contrast';

export interface Palette {
  readonly background: string;
  readonly text: string;
  readonly muted: string;
  readonly families: Readonly<Record<Family, string>>;
  /** From nothing to the largest value, in a heat map. */
  readonly heat: readonly [low: string, high: string];
  /** How much of its own colour fills a box: a share of 1. */
  readonly tint: number;
}

export const palettes: Readonly<Record<Theme, Palette>> = {
  light: {
    background: '#ffffff',
    text: '#1f2328',
    muted: '#5b6470',
    families: {
      convolution: '#2f6fc4',
      pooling: '#1f8a70',
      linear: '#c2414e',
      normalization: '#7460c0',
      activation: '#b07408',
      regularization: '#84715f',
      shape: '#687485',
      join: '#a9408f',
      attention: '#0f7f9f',
      embedding: '#6b7d1c',
      recurrent: '#8a5a2b',
      loss: '#555f2f',
      custom: '#4a5f8f',
      unknown: '#6e6e6e',
    },
    heat: ['#f3e9d2', '#b3261e'],
    tint: 0.16,
  },
  dark: {
    background: '#1e1e1e',
    text: '#e3e3e3',
    muted: '#a8b0ba',
    families: {
      convolution: '#5c9df0',
      pooling: '#45bfa0',
      linear: '#ef7d88',
      normalization: '#a996ec',
      activation: '#e0a83c',
      regularization: '#b8a48f',
      shape: '#98a5b6',
      join: '#dd83c6',
      attention: '#4bc0de',
      embedding: '#b3c45a',
      recurrent: '#d9a06b',
      loss: '#b9c28a',
      custom: '#9db4e0',
      unknown: '#a0a0a0',
    },
    heat: ['#33363d', '#ff7a45'],
    tint: 0.2,
  },
  'high-contrast': {
    background: '#000000',
    text: '#ffffff',
    muted: '#ffffff',
    families: {
      convolution: '#6cb2ff',
      pooling: '#4fe0bb',
      linear: '#ff8f99',
      normalization: '#c3b2ff',
      activation: '#ffc14d',
      regularization: '#d9c4ab',
      shape: '#c3cedb',
      join: '#ff9ce5',
      attention: '#5fdcff',
      embedding: '#d3e66a',
      recurrent: '#ffc28f',
      loss: '#dfe8b0',
      custom: '#bcd0ff',
      unknown: '#d0d0d0',
    },
    heat: ['#101010', '#ff7a45'],
    tint: 0,
  },
};

/** What a reader calls a family, in a legend. */
export const familyNames: Readonly<Record<Family, string>> = {
  convolution: 'convolution',
  pooling: 'pooling',
  linear: 'linear',
  normalization: 'normalisation',
  activation: 'activation',
  regularization: 'regularisation',
  shape: 'reshaping',
  join: 'join',
  attention: 'attention',
  embedding: 'embedding',
  recurrent: 'recurrent',
  loss: 'loss',
  custom: 'custom',
  unknown: 'unknown',
};

/** `share` of the first colour in the second; both as `#rrggbb`. */
export function mix(colour: string, share: number, into: string): string {
  const parts = [1, 3, 5].map((at) => {
    const [a, b] = [colour, into].map((each) => parseInt(each.slice(at, at + 2), 16)) as [number, number];
    return Math.round(a * share + b * (1 - share))
      .toString(16)
      .padStart(2, '0');
  });
  return `#${parts.join('')}`;
}
