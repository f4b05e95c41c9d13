// Names in a PyTorch file: of classes, of modules and of variables.
import type { ModuleStep } from './modulePlan.js';
import { entryOf } from '../../../text/table.js';

const keywords =
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in ' +
  'is lambda nonlocal not or pass raise return try while with yield self super torch nn forward training F train eval type ' +
  'modules parameters children buffers half double float to cuda cpu apply range int bool i x';

/** Names that nothing of the network may have. */
export const usedNames = (): Set<string> => new Set(keywords.split(' '));

export function unique(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}_${count}`;
  taken.add(name);
  return name;
}

/** What layers without a name of their own are mostly called. */
const usualNames: Readonly<Record<string, string>> = {
  BatchNorm: 'bn',
  LayerNorm: 'norm',
  GroupNorm: 'norm',
  ReLU: 'relu',
  MaxPool: 'maxpool',
  AvgPool: 'avgpool',
  GlobalAvgPool: 'avgpool',
  AdaptiveAvgPool: 'avgpool',
  Linear: 'fc',
  MultiHeadAttention: 'attention',
};

export function ownName({ path, labelled, layer, plan }: ModuleStep): string {
  if (labelled) return path.at(-1) ?? '';
  if (plan) return plan.name;
  const operator = layer?.node.application.operator.name ?? '';
  return entryOf(usualNames, operator) ?? operator.toLowerCase();
}

export function identifier(text: string): string {
  const plain = text
    .replace(/\[(\d+)\]/g, '$1')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/\W+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();
  return /^[a-z_]/.test(plain) ? plain : `layer_${plain}`;
}

export function className(text: string): string {
  const plain = text.replace(/\W+/g, '_').replace(/^_+|_+$/g, '');
  const name = /^[A-Za-z_]/.test(plain) ? plain : `Net${plain}`;
  return name.charAt(0).toUpperCase() + name.slice(1);
}
