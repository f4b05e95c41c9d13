// The imports between the project's own files, as the compiler reads them, and the circles that they make.
import path from 'node:path';
import ts from 'typescript';
import { sourceFiles } from '../../scripts/sourceFiles.mjs';

/** For each file, by its path from the root, what it imports: as it is written. */
export function importsOf(): ReadonlyMap<string, readonly string[]> {
  const files = sourceFiles(
    (name) =>
      /^(client|server|media|scripts|test)\/|^[^/]+$/.test(name) &&
      /\.([mc]?[jt]s|tsx)$/.test(name) &&
      !name.startsWith('test/fixtures/'),
  );
  return new Map(files.map(({ name, text }) => [name, specifiersIn(name, text)]));
}

function specifiersIn(name: string, text: string): readonly string[] {
  const found: string[] = [];
  const add = (node: ts.Node | undefined): void => {
    if (node && ts.isStringLiteral(node)) found.push(node.text);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node.moduleSpecifier);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0]);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, false));
  return found;
}

/** The same among the project's files alone, as paths. */
export function graphOf(imports: ReadonlyMap<string, readonly string[]>): Map<string, Set<string>> {
  return new Map(
    [...imports].map(([file, specifiers]) => {
      const targets = specifiers
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => path.posix.join(path.posix.dirname(file), specifier))
        .flatMap(
          (target) =>
            [
              target,
              ...['ts', 'tsx'].map((end) => target.replace(/js$/, end)),
              target.replace(/mjs$/, 'mts'),
            ].find((name) => imports.has(name)) ?? [],
        );
      return [file, new Set(targets)];
    }),
  );
}

/** The same between the folders that hold the files. */
export function foldersOf(graph: ReadonlyMap<string, ReadonlySet<string>>): Map<string, Set<string>> {
  const folders = new Map<string, Set<string>>();
  for (const [file, targets] of graph) {
    const folder = path.posix.dirname(file);
    const into = folders.get(folder) ?? new Set<string>();
    for (const target of targets)
      if (path.posix.dirname(target) !== folder) into.add(path.posix.dirname(target));
    folders.set(folder, into);
  }
  return folders;
}

/** Groups of nodes that each lead to each other: strongly connected components of more than one (Tarjan, 1972). */
export function circlesIn(graph: ReadonlyMap<string, ReadonlySet<string>>): readonly (readonly string[])[] {
  const numbers = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  const visit = (node: string): number => {
    const number = numbers.size;
    numbers.set(node, number);
    lowest.set(node, number);
    open.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!numbers.has(next)) lowest.set(node, Math.min(lowest.get(node)!, visit(next)));
      else if (open.includes(next)) lowest.set(node, Math.min(lowest.get(node)!, numbers.get(next)!));
    }
    if (lowest.get(node) === number) {
      const circle = open.splice(open.indexOf(node));
      if (circle.length > 1) circles.push(circle.sort());
    }
    return lowest.get(node)!;
  };
  for (const node of graph.keys()) if (!numbers.has(node)) visit(node);
  return circles;
}
