// The only list of Fovea's quick fixes, the likeliest of those for one finding first.
import type { Fix } from '../../../contract/rewriter.js';
import type { Finding } from '../../../graph/graph.js';
import { addArguments } from './addArguments.js';
import { addInput } from './addInput.js';
import { correctSyntax } from './correctSyntax.js';
import { correctProperty } from './correctProperty.js';
import { writeArrow } from './writeArrow.js';
import { padToSize } from './padToSize.js';
import { removeArgument } from './removeArgument.js';
import { removeInputChannels } from './removeInputChannels.js';
import { removePrefix } from './removePrefix.js';
import { removeUnusedValue } from './removeUnusedValue.js';
import { unpackRows } from './unpackRows.js';
import { updateClaim } from './updateClaim.js';
import { useDivisor } from './useDivisor.js';
import { writeMeant } from './writeMeant.js';
import { writeRange } from './writeRange.js';
import { writeValue } from './writeValue.js';
import { FoveaFile, type FoveaFix } from './fix.js';

export const foveaFixes: readonly FoveaFix[] = [
  correctSyntax,
  removePrefix,
  writeRange,
  writeArrow,
  correctProperty,
  useDivisor,
  writeMeant,
  removeInputChannels,
  addArguments,
  writeValue,
  updateClaim,
  unpackRows,
  addInput,
  padToSize,
  removeArgument,
  removeUnusedValue,
];

/** The fixes for one finding in a text. */
export function fixesFor(finding: Finding, text: string): readonly Fix[] {
  const own = foveaFixes.filter(({ codes }) => codes.includes(finding.code));
  if (own.length === 0) return [];
  const file = new FoveaFile(finding.uri, text);
  return own.flatMap((each) => each.fixes(finding, file));
}
