// Finds exports that no other file imports: `node scripts/deadExports.mjs`, part of `npm run lint`.
//
// Functions, classes and constants that are used in their own file alone are reported too, since they need not be exported.
// Types are reported only if nothing uses them at all: a type that an exported signature names may well be exported. A file
// that is imported as a namespace (`import * as x`), or loaded with `import(…)`, counts as used altogether.
import path from 'node:path';
import ts from 'typescript';
import { root } from './paths.mjs';
import { sourceFiles } from './sourceFiles.mjs';

/** Files that something other than an import starts or reads, and what they export. */
const entryPoints = new Map([
  ['client/src/extension.ts', ['activate', 'deactivate']], // VS Code calls these.
  ['eslint.config.mjs', ['default']],
  ['test/e2e/host/index.ts', ['run']], // The extension host of VS Code calls this.
  ['test/support/vscode/hooks.mjs', ['resolve']], // Node calls this.
]);

/** What a file exports, as names with their offsets, and what it imports, as `[specifier, name or '*']`. */
function readModule(file) {
  const exported = new Map();
  const imported = [];
  // Of a pattern (`export const [a, b] = …`) all names are exported together, so those are not checked.
  const addName = (name) => ts.isIdentifier(name) && exported.set(name.text, name.getStart(file));
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) {
      const clause = node.importClause;
      const from = node.moduleSpecifier.text;
      if (clause?.name) imported.push([from, 'default']);
      if (clause?.namedBindings && ts.isNamespaceImport(clause.namedBindings)) imported.push([from, '*']);
      else
        for (const { name, propertyName } of clause?.namedBindings?.elements ?? []) {
          imported.push([from, (propertyName ?? name).text]);
        }
    } else if (ts.isExportDeclaration(node)) {
      const from = node.moduleSpecifier?.text;
      if (!node.exportClause || ts.isNamespaceExport(node.exportClause)) imported.push([from, '*']);
      else
        for (const { name, propertyName } of node.exportClause.elements) {
          exported.set(name.text, name.getStart(file));
          if (from !== undefined) imported.push([from, (propertyName ?? name).text]);
        }
    } else if (ts.isExportAssignment(node)) {
      exported.set('default', node.getStart(file));
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      imported.push([node.argument.literal.text, '*']);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      imported.push([node.arguments[0].text ?? '', '*']);
    } else if (node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) {
      if (ts.isVariableStatement(node))
        node.declarationList.declarations.forEach(({ name }) => addName(name));
      else if (node.modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)) {
        exported.set('default', node.getStart(file));
      } else if (node.name) addName(node.name);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { exported, imported };
}

/** The files that a relative specifier may name: sources are imported by the names of their outputs. */
const candidates = (from, specifier) => {
  const base = path.posix.join(path.posix.dirname(from), specifier);
  return [base, base.replace(/\.js$/, '.ts'), base.replace(/\.js$/, '.tsx'), base.replace(/\.mjs$/, '.mts')];
};

const modules = new Map(
  sourceFiles().map(({ name, text }) => {
    const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
    return [name, { file, ...readModule(file) }];
  }),
);

/** Whether an export is a type that its own file uses: its name occurs besides its declaration. */
function isUsedType(file, symbol) {
  const isType = file.statements.some(
    (node) =>
      (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) && node.name.text === symbol,
  );
  return isType && (file.text.match(new RegExp(`\\b${symbol}\\b`, 'g'))?.length ?? 0) > 1;
}

const used = new Set();
for (const [name, { imported }] of modules) {
  for (const [specifier, what] of imported) {
    if (!specifier.startsWith('.')) continue;
    const target = candidates(name, specifier).find((candidate) => modules.has(candidate));
    if (target !== undefined) used.add(`${target} ${what}`);
  }
}

const dead = [];
for (const [name, { file, exported }] of modules) {
  if (used.has(`${name} *`) || /\.d\.m?ts$|^test\/support\/vscode\//.test(name)) continue;
  for (const [symbol, offset] of exported) {
    if (used.has(`${name} ${symbol}`) || entryPoints.get(name)?.includes(symbol)) continue;
    if (isUsedType(file, symbol)) continue;
    dead.push(
      `${name}:${file.getLineAndCharacterOfPosition(offset).line + 1}: ${symbol} is exported, but no file imports it`,
    );
  }
}
if (dead.length > 0) {
  console.error(
    `${dead.join('\n')}\nRemove these exports, or what they export (${path.relative(root, import.meta.filename)}).`,
  );
  process.exitCode = 1;
}
