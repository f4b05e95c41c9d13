// The only place of the engine's host that touches the disk: files and folders for the server and the command line.
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readSync,
  realpathSync,
  statSync,
  type Stats,
} from 'node:fs';
import { open, readdir, realpath, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { largestFile, type BytesResult, type FileResult, type Host } from './host.js';
import { asFolder, isWithin } from './readPolicy.js';
import { canonicalUri } from './uri.js';

/**
 * A disk that does not answer, such as that of a host that is gone, is taken to have no such file after so many ticks of
 * 100 ms. A process that was busy for long has missed ticks, not the answer.
 */
const patience = 100;

/** Pipes are not waited for, and what has become a link since it was looked at is not followed; Windows has neither. */
const { O_RDONLY = 0, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants as Partial<typeof constants>;
const openFlags = O_RDONLY | O_NONBLOCK | O_NOFOLLOW;

/** Reads `file:` URIs from the disk; others do not exist for it. */
export const nodeHost: Host = {
  readFile: async (uri, folders) => {
    const read = await withinPatience(readFile(uri, folders));
    return 'problem' in read ? read : textOf(read.bytes);
  },
  readBytes: (uri, folders) => withinPatience(readFile(uri, folders)),
  readFileNow: (uri, folders) => {
    try {
      const named = fileURLToPath(uri);
      if (!existsSync(named)) return { problem: 'missing' };
      const file = realpathSync.native(named);
      if (!isReallyWithin(file, folders)) return { problem: 'outside' };
      return problemOf(statSync(file)) ?? textOf(readBytesNow(file));
    } catch {
      return { problem: 'missing' };
    }
  },
  listFolder: async (uri) => listFolder(fileURLToPath(uri)),
  exists: async (uri) => {
    try {
      await stat(fileURLToPath(uri));
      return true;
    } catch {
      return false;
    }
  },
  list: async (uri, folders, most) => {
    try {
      const folder = await realpath(fileURLToPath(uri));
      return isReallyWithin(`${folder}${path.sep}x`, folders) ? (await readdir(folder)).slice(0, most) : [];
    } catch {
      return [];
    }
  },
  home: uriOfPath(os.homedir()),
};

/** The bytes of a file, or why there are none. */
async function readFile(uri: string, folders: readonly string[] | undefined): Promise<BytesResult> {
  try {
    const file = await realpath(fileURLToPath(uri));
    if (!isReallyWithin(file, folders)) return { problem: 'outside' };
    // Asked before it is opened: opening a device or a pipe may wait, or do something.
    return problemOf(await stat(file)) ?? { bytes: await readBytes(file) };
  } catch {
    return { problem: 'missing' };
  }
}

/** Why a file is not read, by what the system says of it. */
function problemOf(found: Stats): Exclude<FileResult, { text: string }> | undefined {
  if (!found.isFile()) return { problem: found.isDirectory() ? 'folder' : 'binary' };
  return found.size > largestFile ? { problem: 'too-large' } : undefined;
}

/** The text of a file in UTF-8, its byte order mark kept, or that it has none. */
function textOf(bytes: Uint8Array): FileResult {
  const { buffer, byteOffset, byteLength } = bytes;
  return bytes.includes(0)
    ? { problem: 'binary' }
    : { text: Buffer.from(buffer, byteOffset, byteLength).toString('utf8') };
}

/** As many bytes as the file says it has: one of the kernel's may say 0, and never end. */
async function readBytes(file: string): Promise<Buffer> {
  const handle = await open(file, openFlags);
  try {
    const bytes = bufferFor(await handle.stat());
    let length = 0;
    for (let read = -1; length < bytes.length && read !== 0; length += read)
      read = (await handle.read(bytes, length, bytes.length - length, length)).bytesRead;
    return bytes.subarray(0, length);
  } finally {
    await handle.close();
  }
}

function readBytesNow(file: string): Buffer {
  const handle = openSync(file, openFlags);
  try {
    const bytes = bufferFor(fstatSync(handle));
    let length = 0;
    for (let read = -1; length < bytes.length && read !== 0; length += read)
      read = readSync(handle, bytes, length, bytes.length - length, length);
    return bytes.subarray(0, length);
  } finally {
    closeSync(handle);
  }
}

/** For a file that is open; what has become another kind of file since it was looked at is empty. */
const bufferFor = (found: Stats): Buffer =>
  Buffer.alloc(found.isFile() ? Math.min(found.size, largestFile) : 0);

/** Whether a real path lies in one of some folders, which may be reached by links themselves; in any place without `folders`. */
function isReallyWithin(file: string, folders: readonly string[] | undefined): boolean {
  if (!folders) return true;
  const uri = uriOfPath(file);
  return isWithin(uri, folders) || isWithin(uri, folders.flatMap(realFolder));
}

function realFolder(uri: string): readonly string[] {
  try {
    return uri.startsWith('file:') ? [asFolder(uriOfPath(realpathSync.native(fileURLToPath(uri))))] : [];
  } catch {
    return [];
  }
}

async function withinPatience(reading: Promise<BytesResult>): Promise<BytesResult> {
  let timer: ReturnType<typeof setInterval> | undefined;
  const late = new Promise<BytesResult>((resolve) => {
    let ticks = 0;
    timer = setInterval(() => {
      if (++ticks === patience) resolve({ problem: 'missing' });
    }, 100);
  });
  try {
    return await Promise.race([reading, late]);
  } finally {
    clearInterval(timer);
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
