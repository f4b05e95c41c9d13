// Adds an argument that a layer cannot do without, with a value to start from.
import { operatorNamed } from '../../../ops/registry.js';
import { typicalValue } from '../../../ops/typical.js';
import { actionTitles } from './texts.js';
import type { FoveaFix } from './fix.js';

/**
 * Before:
 * ```fovea
 * net A {
 *   input x: 3 x 8 x 8
 *   Conv(16)
 * }
 * ```
 * After:
 * ```fovea
 * net A {
 *   input x: 3 x 8 x 8
 *   Conv(16, kernel = 3)
 * }
 * ```
 */
export const addArguments: FoveaFix = {
  name: 'addArguments',
  codes: ['missing-argument'],
  fixes: (finding, file) => {
    const { callee, parameter } = finding.data as { readonly callee: string; readonly parameter: string };
    const operator = operatorNamed(callee);
    const value = operator && typicalValue(operator, parameter);
    if (value === undefined) return [];
    const argument = `${parameter} = ${value}`;
    const call = file.callAt(finding);
    const edit =
      call && file.textOf(call.callee) === callee
        ? file.edit(
            { start: call.argumentsEnd, end: call.argumentsEnd },
            call.arguments.length > 0 ? `, ${argument}` : argument,
          )
        : file.textOf(finding) === callee
          ? file.edit({ start: finding.end, end: finding.end }, `(${argument})`)
          : undefined;
    return edit ? [{ title: actionTitles.add(argument), edits: [edit] }] : [];
  },
};
