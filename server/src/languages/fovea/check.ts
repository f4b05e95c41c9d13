// What can be said of a file's names and parts without their values: unknown, repeated, unused, never reached.
import { foveaNouns, foveaProblems, foveaReasons } from './parser/problems.js';
import { finding, type Finding } from '../../graph/graph.js';
import type { Problem } from '../../findings/catalogue.js';
import { nearest } from '../../text/nearest.js';
import type { Definition, Node } from './parser/ast.js';
import type { FileEvaluation } from './frame.js';
import type { Module } from './modules.js';
import { declarationOf, namesOf, type Symbol } from './names.js';
import { partsOf } from './statements.js';
import { forEachChild } from './parser/walk.js';

/** Findings about the names of a file, and, where all its networks were run, about parts that none of them reaches. */
export function checkNames(module: Module, run: FileEvaluation | undefined): readonly Finding[] {
  const names = namesOf(module);
  const findings: Finding[] = [];
  const report = (
    problem: Problem,
    { start, end }: { readonly start: number; readonly end: number },
  ): void => {
    findings.push(finding(problem, { uri: module.source.uri, start, end }));
  };
  for (const { node, layer, candidates } of names.unresolved) {
    const what = layer ? foveaNouns.layer : foveaNouns.value;
    const advice = foreignNames.get(node.name);
    // Where a layer is wanted, a layer is meant: one that begins so goes before a function that is spelt alike.
    const begun = layer ? candidates.filter((each) => beginsWith(each, node.name)) : [];
    const alike = candidates.find((each) => each.toLowerCase() === node.name.toLowerCase());
    const near =
      alike ??
      (begun.length === 1 ? begun[0] : nearest(node.name, layer ? candidates.filter(isCapital) : candidates));
    const data = { name: node.name, what, nearest: near ?? nearest(node.name, candidates) };
    report({ code: 'unknown-name', data: { ...data, ...(advice !== undefined && { advice }) } }, node);
  }
  for (const { identifier, what } of names.duplicates) {
    report({ code: 'duplicate-name', data: { name: identifier.name, what } }, identifier);
  }
  const hasNetworks = module.file.items.some((item) => item.kind === 'Net');
  for (const symbol of names.symbols) {
    const declaration = declarationOf(symbol);
    if (declaration !== undefined && (names.uses.get(declaration) ?? 0) === 0)
      unused(symbol, hasNetworks, report);
  }
  for (const [statement, target] of module.imports) {
    const brought = statement.names?.map((each) => each.name) ?? [...target.own.keys()];
    if (!brought.some((name) => names.usedImports.has(name))) {
      report(
        {
          code: 'unused-block',
          data: { name: statement.path.kind === 'String' ? statement.path.value : '', what: 'import' },
        },
        statement,
      );
    }
    for (const name of statement.names ?? []) {
      if (target.own.has(name.name)) continue;
      const what = foveaNouns.imported;
      report(
        {
          code: 'unknown-name',
          data: { name: name.name, what, nearest: nearest(name.name, target.own.keys()) },
        },
        name,
      );
    }
  }
  if (run && hasNetworks && run.overrun === undefined) {
    for (const item of module.file.items) {
      if ((item.kind === 'Net' || item.kind === 'Block') && run.evaluated.has(item))
        unreached(item, run, report);
    }
  }
  return findings;
}

const isCapital = (name: string): boolean => /^\p{Lu}/u.test(name);
const beginsWith = (name: string, start: string): boolean =>
  start.length >= 3 && name.length > start.length && name.toLowerCase().startsWith(start.toLowerCase());

/** Names of other languages, with what is written here. */
const prefix = foveaProblems.withoutPrefix;
const foreignNames: ReadonlyMap<string, string> = new Map([
  ...['self', 'nn', 'torch', 'F', 'tf', 'keras', 'layers'].map((name) => [name, prefix] as const),
  ['range', foveaProblems.rangeSyntax],
  ['return', foveaProblems.implicitReturn],
]);

type Report = (problem: Problem, at: { readonly start: number; readonly end: number }) => void;

function unused(symbol: Symbol, hasNetworks: boolean, report: Report): void {
  const { name } = symbol;
  switch (symbol.kind) {
    case 'parameter':
      if (symbol.owner.body === null || symbol.declaration.name === null) return;
      return report(
        { code: 'unused-parameter', data: { name, owner: symbol.owner.name?.name ?? foveaNouns.block } },
        symbol.declaration.name,
      );
    case 'value':
      return report({ code: 'unused-value', data: { name } }, symbol.declaration);
    case 'block':
    case 'const':
      // A file without networks is a library: others use what it defines.
      if (!hasNetworks || symbol.declaration.name === null) return;
      return report(
        {
          code: 'unused-block',
          data: { name, what: symbol.kind === 'const' ? 'constant' : symbol.declaration.kind.toLowerCase() },
        },
        symbol.declaration.name,
      );
  }
}

/** Bodies of conditions and loops that no instance of a definition runs; what lies inside them is not reported again. */
function unreached(definition: Definition, run: FileEvaluation, report: Report): void {
  const visit = (node: Node): void => {
    if (node.kind === 'If') {
      for (const part of partsOf(node)) check(part, foveaReasons.branchUntaken);
      node.arms.forEach((arm) => visit(arm.test));
      return;
    }
    if (node.kind === 'For' || node.kind === 'Repeat') {
      check(node.body, foveaReasons.noRounds);
      return;
    }
    forEachChild(node, visit);
  };
  const check = (part: Node & { kind: 'Body' }, reason: string): void => {
    const [first] = part.statements;
    const last = part.statements.at(-1);
    if (run.taken.has(part)) forEachChild(part, visit);
    else if (first && last) {
      report({ code: 'unreachable-branch', data: { reason } }, { start: first.start, end: last.end });
    }
  };
  if (definition.body) visit(definition.body);
}
