// What the rooms (rooms.mjs) say of one import: the rule of lint, and the test of all pairs of rooms.
import path from 'node:path';
import { rooms } from './rooms.mjs';
import { root } from './paths.mjs';

/** What may be imported from outside, in groups. */
const outsides = {
  node: /^node:|^(assert|buffer|child_process|crypto|events|fs|http|https|module|net|os|path|process|readline|stream|string_decoder|timers|tty|url|util|v8|vm|worker_threads|zlib)(\/|$)/,
  vscode: /^vscode$/,
  'language server': /^vscode-(languageserver|jsonrpc)/,
  'language client': /^vscode-languageclient/,
  preact: /^(preact|d3-scale)(\/|$)/,
};

const byLength = [...rooms].sort((a, b) => b.path.length - a.path.length);

/** The room of a file or folder, by its path from the root with `/`; undefined where it has none. */
export function roomOf(file) {
  return (
    byLength.find(({ path: room }) => file === room || file.startsWith(`${room}/`)) ??
    (file.includes('/') ? undefined : rooms.find(({ path: room }) => room === '.'))
  );
}

/** What a file may not import and why: a message, or undefined where it may. */
export function wallBetween(from, specifier) {
  const room = roomOf(from);
  if (room === undefined) return `${from} is in no room of scripts/rooms.mjs.`;
  if (!specifier.startsWith('.')) return outsideWall(room, specifier);
  const target = path.posix.normalize(path.posix.join(path.posix.dirname(from), specifier));
  if (room.imports.includes(target)) return undefined;
  const other = roomOf(target.replace(/\.js$/, '.ts')) ?? roomOf(target);
  if (other === room || (other && room.imports.includes(other.path))) return undefined;
  const name = other?.path ?? target;
  return `${room.path} may not import ${name}: it ${room.why} (see scripts/rooms.mjs).`;
}

function outsideWall(room, specifier) {
  if (room.outside.includes('anything')) return undefined;
  const kind = Object.entries(outsides).find(([, pattern]) => pattern.test(specifier))?.[0] ?? specifier;
  if (room.outside.includes(kind)) return undefined;
  return `${room.path} may not import ${specifier}: it may import ${room.outside.join(', ') || 'no package'} (see scripts/rooms.mjs).`;
}

/** The rule of lint: an import across a wall, of whatever form, is an error. */
export const walls = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const from = path.relative(root, context.filename).split(path.sep).join('/');
    const check = (node, source) => {
      if (typeof source?.value !== 'string') return;
      const message = wallBetween(from, source.value);
      if (message !== undefined) context.report({ node, message });
    };
    return {
      ImportDeclaration: (node) => check(node, node.source),
      ExportNamedDeclaration: (node) => check(node, node.source),
      ExportAllDeclaration: (node) => check(node, node.source),
      ImportExpression: (node) => check(node, node.source),
      TSImportType: (node) => check(node, node.source ?? node.argument?.literal),
    };
  },
};
