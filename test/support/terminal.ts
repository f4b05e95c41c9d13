// A terminal and a disk in memory, for the tests of the command line.
import type { Io, Status } from '../../server/src/cli/io.js';
import { run } from '../../server/src/cli/commands/run.js';

const root = 'file:///project/';

export interface Outcome {
  readonly status: Status;
  readonly out: string;
  readonly err: string;
  /** Files that were written. */
  readonly written: Readonly<Record<string, string>>;
}

/** Runs a command over files in memory, by path. */
export async function fovea(
  args: readonly string[],
  files: Readonly<Record<string, string>> = {},
  columns?: number,
  input = '',
): Promise<Outcome> {
  let [out, err] = ['', ''];
  const written: Record<string, string> = {};
  const folders = new Set(
    Object.keys(files).flatMap((path) =>
      path.split('/').map((_, depth, parts) => parts.slice(0, depth).join('/')),
    ),
  );
  const io: Io = {
    out: (text) => (out += text),
    err: (text) => (err += text),
    columns,
    host: {
      readFile: async (uri) => {
        const path = decodeURIComponent(uri.slice(root.length));
        const text = files[path];
        if (text !== undefined) return text.includes('\0') ? { problem: 'binary' } : { text };
        return { problem: folders.has(path) ? 'folder' : 'missing' };
      },
      readBytes: async (uri) => {
        const text = files[decodeURIComponent(uri.slice(root.length))];
        return text === undefined ? { problem: 'missing' } : { bytes: Buffer.from(text, 'latin1') };
      },
      exists: async (uri) => uri === `${root}.git`,
    },
    uriOfPath: (path) => root + (path === '.' ? '' : path),
    pathOfUri: (uri) => decodeURIComponent(uri.slice(root.length)),
    joinPath: (folder, name) => (folder === '.' ? name : `${folder}/${name}`),
    isFolder: async (path) => folders.has(path) || path === '.',
    listFolder: async (path) => {
      const prefix = path === '.' ? '' : `${path}/`;
      const inside = Object.keys(files).filter((each) => each.startsWith(prefix));
      const names = new Set(inside.map((each) => each.slice(prefix.length).split('/')[0] ?? ''));
      return [...names].sort().map((name) => ({ name, folder: folders.has(prefix + name) }));
    },
    readStandardInput: async () => ({ text: input }),
    writeText: async (path, text) => {
      if (path.includes('/')) throw new Error('no such folder');
      written[path] = text;
    },
    version: '1.2.3',
    serve: async () => undefined,
  };
  return { status: await run(args, io), out, err, written };
}
