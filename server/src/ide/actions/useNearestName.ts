// Replaces an unknown name by the one that was most likely meant.
import type { Finding } from '../../graph/graph.js';
import type { Action } from './action.js';
import { actionTitles } from '../texts.js';

/**
 * Before:
 * ```prototxt
 * input: "data" input_shape { dim: 1 dim: 8 }
 * layer { name: "fc1" type: "InnerProduct" bottom: "data" top: "fc1" inner_product_param { num_output: 4 } }
 * layer { name: "relu1" type: "ReLU" bottom: "fc_1" top: "out" }
 * ```
 * After:
 * ```prototxt
 * input: "data" input_shape { dim: 1 dim: 8 }
 * layer { name: "fc1" type: "InnerProduct" bottom: "data" top: "fc1" inner_product_param { num_output: 4 } }
 * layer { name: "relu1" type: "ReLU" bottom: "fc1" top: "out" }
 * ```
 */
export const useNearestName: Action = {
  name: 'useNearestName',
  codes: [
    'unknown-blob',
    'unknown-field',
    'field-choice',
    'unknown-layer-type',
    'unknown-name',
    'unknown-argument',
    'argument-choice',
    'missing-layer',
  ],
  fixes: (finding, { text }) => {
    const { nearest } = finding.data as { readonly nearest?: string };
    const place = nearest === undefined ? undefined : placeOfName(finding, text);
    if (nearest === undefined || !place) return [];
    return [
      { title: actionTitles.changeTo(nearest), edits: [{ uri: finding.uri, ...place, text: nearest }] },
    ];
  },
};

/** Where the wrong name stands in what is underlined, which may be more, such as a whole argument. */
function placeOfName(
  { data, start, end }: Finding,
  text: string,
): { readonly start: number; readonly end: number } | undefined {
  const { blob, field, found, type, name, argument } = data as Readonly<Record<string, unknown>>;
  const underlined = text.slice(start, end);
  for (const wrong of [found, blob, argument, type, name, field]) {
    if (typeof wrong !== 'string' || wrong === '') continue;
    const at = underlined.indexOf(wrong);
    if (at >= 0) return { start: start + at, end: start + at + wrong.length };
  }
  return undefined;
}
