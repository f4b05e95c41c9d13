// The only list of Python's quick fixes, the likeliest of those for one finding first.
import type { Fix } from '../../../contract/rewriter.js';
import type { Finding } from '../../../graph/graph.js';
import { addArgument } from './addArgument.js';
import { removeArguments } from './removeArguments.js';
import { addAxes } from './addAxes.js';
import { addProjection } from './addProjection.js';
import { makeInInit } from './makeInInit.js';
import { shrinkKernel } from './shrinkKernel.js';
import { splitEvenly } from './splitEvenly.js';
import { useNormOfRank } from './useNormOfRank.js';
import { fitLayerNorm } from './fitLayerNorm.js';
import { flattenInstead } from './flattenInstead.js';
import { useLastDimension } from './useLastDimension.js';
import { transposeOperand } from './transposeOperand.js';
import { expandBatch } from './expandBatch.js';
import { fitTarget } from './fitTarget.js';
import { unpackState } from './unpackState.js';
import { unpackResult } from './unpackResult.js';
import { useSequential } from './useSequential.js';
import { returnResult } from './returnResult.js';
import { defineName } from './defineName.js';
import { fitRange } from './fitRange.js';
import { updateShape } from './updateShape.js';
import { stateInput } from './stateInput.js';
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
  addArgument,
  removeArguments,
  addAxes,
  addProjection,
  makeInInit,
  shrinkKernel,
  splitEvenly,
  useNormOfRank,
  fitLayerNorm,
  flattenInstead,
  useLastDimension,
  transposeOperand,
  expandBatch,
  fitTarget,
  unpackState,
  unpackResult,
  useSequential,
  returnResult,
  defineName,
  fitRange,
  stateInput,
  updateShape,
];

/** The fixes for one finding in a text. */
export function fixesFor(finding: Finding, text: string): readonly Fix[] {
  const own = pythonFixes.filter(({ codes }) => codes.includes(finding.code));
  if (own.length === 0) return [];
  const file = new PythonFile(finding.uri, text);
  return own.flatMap((each) => each.fixes(finding, file));
}
