// The texts of pictures and of what is drawn from them, each once, with its arguments; words that others share are in format/terms.ts.
import { terms } from '../format/terms.js';

export const pictureTexts = {
  tooLarge: (network: string, shown: string, most: string) =>
    `The picture of ${network} has ${shown} items; at most ${most} are drawn. The table lists the layers.`,
  output: (shapes: readonly string[]) => `${terms.output} ${shapes.join(' and ') || terms.none}`,
  field: (size: string) => `${terms.receptiveField} ${size}`,
  instances: (count: number, areEqual: boolean) =>
    `${count} instances${areEqual ? '' : ', alike but for sizes'}`,
  unknown: (unit: string) => `${unit} unknown`,
};

/** The legend of an exported picture. */
export const legendTexts = {
  elements: 'activation elements',
  most: (measure: string) => `most ${measure}`,
  survival: 'probability that a branch is kept in training',
  repeat: 'instances one after the other',
};
