// The only place of the engine's surroundings that touches the disk: files and folders for the server and the command line.
import { readFileSync, statSync, type Stats } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { largestFile, type FileResult, type Host } from './host.js';
import { canonicalUri } from './uri.js';

/** Reads `file:` URIs from the disk; others do not exist for it. */
export const nodeHost: Host = {
  readFile: async (uri) => {
    try {
      return await readText(fileURLToPath(uri));
    } catch {
      return { problem: 'missing' };
    }
  },
  readFileNow: (uri) => {
    try {
      const file = fileURLToPath(uri);
      const found = statSync(file, { throwIfNoEntry: false });
      if (!found) return { problem: 'missing' };
      return problemOf(found) ?? textOf(readFileSync(file));
    } catch {
      return { problem: 'missing' };
    }
  },
};

/** Why a file is not read, by what the system says of it. */
function problemOf(found: Stats): Exclude<FileResult, { text: string }> | undefined {
  // A device or a pipe might never end.
  if (!found.isFile()) return { problem: found.isDirectory() ? 'folder' : 'binary' };
  return found.size > largestFile ? { problem: 'too-large' } : undefined;
}

function textOf(bytes: Buffer): FileResult {
  return bytes.includes(0) ? { problem: 'binary' } : { text: bytes.toString('utf8') };
}

/** The text of a file in UTF-8, its byte order mark kept, or why it has none. */
export async function readText(file: string): Promise<FileResult> {
  try {
    return problemOf(await stat(file)) ?? textOf(await readFile(file));
  } catch {
    return { problem: 'missing' };
  }
}

export async function isFolder(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isDirectory();
  } catch {
    return false;
  }
}

/** Names in a folder, sorted, each with whether it is a folder; empty where it cannot be read. Links are not followed. */
export async function listFolder(folder: string): Promise<readonly { name: string; folder: boolean }[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() || entry.isFile())
      .map((entry) => ({ name: entry.name, folder: entry.isDirectory() }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

export async function writeText(file: string, text: string): Promise<void> {
  await writeFile(file, text, 'utf8');
}

/** The canonical URI of a path, which may be relative to the working directory. */
export function uriOfPath(file: string): string {
  return canonicalUri(pathToFileURL(path.resolve(file)).href);
}

/** The path of a `file:` URI, relative to the working directory where it lies below it. */
export function pathOfUri(uri: string): string {
  const absolute = fileURLToPath(uri);
  const relative = path.relative(process.cwd(), absolute);
  return relative === '' || relative.startsWith('..') || path.isAbsolute(relative) ? absolute : relative;
}

export function joinPath(folder: string, name: string): string {
  return path.join(folder, name);
}
