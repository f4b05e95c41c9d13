// The only list of Python's quick fixes, the likeliest of those for one finding first.
import type { Fix } from '../../../contract/rewriter.js';
import type { Finding } from '../../../graph/graph.js';
import { callSuperInit } from './callSuperInit.js';
import { concatenateAlong } from './concatenateAlong.js';
import { divideToInteger } from './divideToInteger.js';
import { fitLayer } from './fitLayer.js';
import { PythonFile, type PythonFix } from './fix.js';
import { flattenInput } from './flattenInput.js';
import { permuteInput } from './permuteInput.js';
import { removeUnused } from './removeUnused.js';
import { reshapeInstead } from './reshapeInstead.js';
import { useModuleList } from './useModuleList.js';

export const pythonFixes: readonly PythonFix[] = [
  flattenInput,
  permuteInput,
  fitLayer,
  callSuperInit,
  reshapeInstead,
  concatenateAlong,
  divideToInteger,
  useModuleList,
  removeUnused,
];

/** The fixes for one finding in a text. */
export function fixesFor(finding: Finding, text: string): readonly Fix[] {
  const own = pythonFixes.filter(({ codes }) => codes.includes(finding.code));
  if (own.length === 0) return [];
  const file = new PythonFile(finding.uri, text);
  return own.flatMap((each) => each.fixes(finding, file));
}
