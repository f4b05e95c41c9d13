// Why an input is assumed for a network that states none: each reason once, with its arguments; it completes “assumed: …”.
import { formatInt } from '../math/int.js';
import { counted } from './wording.js';

const channels = (count: number): string => counted(count, 'channel');
const features = (count: number): string => counted(count, 'feature');

/** What a layer takes, or what a program says, that an input is assumed by. */
export const assumptions = {
  annotation: 'the annotation of forward',
  axes: (count: number): string => `${count} axes as forward takes the shape apart`,
  convolution: (count: number): string => `${channels(count)} as the first convolution takes`,
  transposed: (count: number): string =>
    `${channels(count)} as the first transposed convolution takes, at one place`,
  recurrent: (count: number): string => `${features(count)} as the first recurrent layer takes`,
  attention: (count: number): string => `${features(count)} as the first attention takes`,
  linear: 'the features that the first linear layer takes',
  normalisation: (count: number): string => `${channels(count)} as the first normalisation takes`,
  anotherNetwork: 'as for another network in the file',
  expected: 'the size that the network expects',
  image: 'an image',
} as const;

/** The sizes that nothing states, behind one of the reasons above. */
export const assumedSizes = {
  defaultImage: 'an image of the default size',
  default: (reason: string): string => `${reason}, and the default size`,
  side: (reason: string, side: number): string =>
    `${reason}, and a side of ${formatInt(side)} that its layers fit`,
  sizes: (reason: string, sizes: string): string => `${reason}, and ${sizes} that its layers fit`,
  annotatedSide: (side: number): string => `${assumptions.annotation}, and a side of ${formatInt(side)}`,
  annotatedLength: (length: number): string =>
    `${assumptions.annotation}, and a length of ${formatInt(length)}`,
  times: (reason: string, length: number): string => `${reason}, ${formatInt(length)} times`,
  tokens: (count: number): string => counted(count, 'token'),
} as const;
