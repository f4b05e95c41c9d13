// Writes the old forms of a file as today's.
import type { Action } from './action.js';
import { actionTitles } from '../texts.js';

/**
 * Before:
 * ```prototxt
 * name: "Old"
 * input: "data"
 * input_dim: 1
 * input_dim: 3
 * input_dim: 8
 * input_dim: 8
 * layers {
 *   name: "conv1"
 *   type: CONVOLUTION
 *   bottom: "data"
 *   top: "conv1"
 *   blobs_lr: 1
 *   blobs_lr: 2
 *   weight_decay: 1
 *   weight_decay: 0
 *   convolution_param { num_output: 4 kernel_size: 3 }
 * }
 * ```
 * After:
 * ```prototxt
 * name: "Old"
 * layer {
 *   name: "data"
 *   type: "Input"
 *   top: "data"
 *   input_param { shape { dim: 1 dim: 3 dim: 8 dim: 8 } }
 * }
 * layer {
 *   name: "conv1"
 *   type: "Convolution"
 *   bottom: "data"
 *   top: "conv1"
 *   param { lr_mult: 1 decay_mult: 1 }
 *   param { lr_mult: 2 decay_mult: 0 }
 *   convolution_param { num_output: 4 kernel_size: 3 }
 * }
 * ```
 */
export const upgradeOldForms: Action = {
  name: 'upgradeOldForms',
  codes: ['deprecated-field'],
  fixes: ({ uri }, { language, text }) => {
    const edits = language.upgrade?.(text, uri) ?? [];
    return edits.length > 0 ? [{ title: actionTitles.upgrade, edits }] : [];
  },
};
