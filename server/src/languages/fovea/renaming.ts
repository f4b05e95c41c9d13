// Which names may be given to what a Fovea file declares.
import { operatorNamed } from '../../ops/registry.js';
import { functions } from './arithmetic.js';
import { joinWords } from './joins.js';
import type { Module } from './modules.js';
import { namesOf } from './names.js';
import { foveaProblems } from './parser/problems.js';
import { isNamePart, isNameStart } from './parser/characters.js';
import { KEYWORDS } from './parser/tokens.js';
import { declarationsOf } from './visible.js';

/** Why `name` cannot be given, or undefined. It must be new in the file: another thing of that name might be meant then. */
export function refusalOf(module: Module, name: string): string | undefined {
  if (!isName(name)) return foveaProblems.noName(name);
  if (KEYWORDS.has(name)) return foveaProblems.reservedName(name);
  const isBuiltIn =
    operatorNamed(name) !== undefined || joinWords.includes(name) || Object.hasOwn(functions, name);
  if (isBuiltIn) return foveaProblems.builtInName(name);
  const isDeclared = namesOf(module).symbols.some((symbol) => symbol.name === name);
  const isImported = [...declarationsOf(module)].some(([own]) => own === name);
  return isDeclared || isImported ? foveaProblems.usedName(name) : undefined;
}

function isName(text: string): boolean {
  let at = 0;
  for (const character of text) {
    if (at === 0 ? !isNameStart(text, at) : !isNamePart(text, at)) return false;
    at += character.length;
  }
  return at > 0;
}
