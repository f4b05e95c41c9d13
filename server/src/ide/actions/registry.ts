// The only list of quick fixes.
import type { Action } from './action.js';
import { insertFlatten } from './insertFlatten.js';
import { insertReduction } from './insertReduction.js';
import { projectShortcut } from './projectShortcut.js';
import { reducePooling } from './reducePooling.js';
import { upgradeOldForms } from './upgradeOldForms.js';
import { useNearestName } from './useNearestName.js';
import { writeOpenValue } from './writeOpenValue.js';

export const actions: readonly Action[] = [
  projectShortcut,
  insertReduction,
  insertFlatten,
  reducePooling,
  useNearestName,
  writeOpenValue,
  upgradeOldForms,
];
