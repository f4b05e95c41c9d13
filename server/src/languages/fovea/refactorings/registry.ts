// The only list of Fovea's refactorings, in the order in which they are offered.
import type { Refactoring, RefactoringFacts } from '../../../contract/rewriter.js';
import type { Range } from '../../../text/range.js';
import { FoveaFile } from '../fixes/fix.js';
import { branchNames } from './branchNames.js';
import { expectShape } from './expectShape.js';
import { extractBlock } from './extractBlock.js';
import { foldRepeat } from './foldRepeat.js';
import { inlineBlock } from './inlineBlock.js';
import { insertBottleneck } from './insertBottleneck.js';
import { limitTotals } from './limitTotals.js';
import { nameBranches } from './nameBranches.js';
import { organizeImports } from './organizeImports.js';
import { padSame } from './padSame.js';
import type { FoveaRefactoring } from './refactoring.js';
import { splitKernel } from './splitKernel.js';

export const foveaRefactorings: readonly FoveaRefactoring[] = [
  extractBlock,
  inlineBlock,
  foldRepeat,
  nameBranches,
  branchNames,
  padSame,
  splitKernel,
  insertBottleneck,
  expectShape,
  limitTotals,
  organizeImports,
];

/** Changes that a person may want of a selection; none for a text with errors of syntax in it. */
export function refactoringsFor(
  uri: string,
  text: string,
  selection: Range,
  facts: RefactoringFacts,
): readonly Refactoring[] {
  const file = new FoveaFile(uri, text);
  if (file.parsed.errors.length > 0) return [];
  return foveaRefactorings.flatMap(({ offer }) => offer(file, selection, facts));
}
