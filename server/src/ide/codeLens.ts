// The line above each network: its totals, the way to its graph, and what it is given.
import type { Range } from '../text/range.js';
import type { ListedInput, ListedNetwork } from './networks.js';
import { lenses } from './texts.js';

export interface CodeLens {
  readonly range: Range;
  readonly title: string;
  /** What a click on it does to the network; undefined for one that only shows something. */
  readonly action?: 'open' | 'changeInput' | 'changeArguments';
  readonly network: string;
}

export function codeLenses(networks: readonly ListedNetwork[]): readonly CodeLens[] {
  return networks.flatMap((network): readonly CodeLens[] => {
    const { name, span, nameSpan, totals, inputs, takesInputs, arguments: given } = network;
    // Above decorators too, but not above comments that the declaration begins with.
    const lens = { range: { start: span.start, end: nameSpan.end }, network: name };
    if (totals === undefined) {
      return given === undefined ? [] : [{ ...lens, title: lenses.setArguments, action: 'changeArguments' }];
    }
    return [
      { ...lens, title: totals },
      { ...lens, title: lenses.open, action: 'open' },
      ...(inputs.length > 0
        ? [
            takesInputs
              ? { ...lens, title: lenses.change(inputsText(inputs)), action: 'changeInput' as const }
              : { ...lens, title: inputsText(inputs) },
          ]
        : []),
    ];
  });
}

/** `Input 3 × 224 × 224 (assumed)`. */
function inputsText(inputs: readonly ListedInput[]): string {
  const texts = inputs.map(({ text, assumed }) => (assumed === undefined ? text : lenses.assumed(text)));
  return lenses.inputs(texts);
}
