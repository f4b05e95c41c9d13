// What may be read: by the name of a file, by where links lead on a disk, and for a file of the command line.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ReadProblem } from '../../../server/src/workspace/host.js';
import { nodeHost } from '../../../server/src/workspace/nodeFileSystem.js';
import { projectRoot } from '../../../server/src/workspace/projectRoot.js';
import { ReadPolicy } from '../../../server/src/workspace/readPolicy.js';
import { canonicalUri, resolveUri } from '../../../server/src/workspace/uri.js';
import { Workspace } from '../../../server/src/workspace/workspace.js';

describe('the read policy', () => {
  const policy = new ReadPolicy(['file:///home/me/project']);
  const main = 'file:///home/me/project/src/main.fovea';
  const reads = (specifier: string): boolean => policy.allows(resolveUri(main, specifier));

  it('allows what lies in the workspace', () => {
    for (const each of [
      'a.fovea',
      './a.fovea',
      '../a.fovea',
      'sub/../a.fovea',
      '/home/me/project/a.fovea',
      '..a/b',
    ])
      assert.ok(reads(each), each);
  });

  it('allows nothing that a text names outside of it', () => {
    for (const each of [
      '../../a.fovea',
      '../../projects/a.fovea',
      '../../project2/a.fovea',
      'sub/../../../a.fovea',
      '/etc/passwd',
      'file:///etc/passwd',
      'file:///home/me/project/../secret.fovea',
      'file:///home/me/project/%2e%2e/secret.fovea',
      'file:///home/me/project/..%2fsecret.fovea',
      'file:///home/me/project/..%5csecret.fovea',
      'file:///home/me/project/a%00.fovea',
      'file://host/share/a.fovea',
      'file://localhost/home/me/project/a.fovea',
      'https://evil.example/a.fovea',
      'vscode-vfs://github/home/me/project/a.fovea',
    ])
      assert.equal(reads(each), false, each);
  });

  it('allows what settings name, but not where the workspace is not trusted', async () => {
    const own = new ReadPolicy(['file:///w']);
    const asked: string[] = [];
    const readFile = (uri: string): Promise<{ problem: ReadProblem }> => {
      asked.push(uri);
      return Promise.resolve({ problem: 'missing' });
    };
    const workspace = new Workspace({ readFile }, own);
    workspace.configure({
      pytorch: { packages: ['/opt/packages/'] },
      readableFolders: ['vscode-vfs://github/a'],
    });
    for (const uri of ['file:///opt/packages/x.py', 'vscode-vfs://github/a/b.py', 'file:///w/x.py'])
      assert.ok(own.allows(uri), uri);
    own.trusted = false;
    assert.equal(own.allows('file:///opt/packages/x.py'), false);
    assert.deepEqual(await workspace.texts.load('file:///opt/packages/x.py'), { problem: 'outside' });
    assert.ok(own.allows('file:///w/x.py'));
    assert.deepEqual(asked, []);
  });

  it('allows all of a disk or a machine where that is the workspace', () => {
    assert.ok(new ReadPolicy(['file:///']).allows('file:///etc/a.py'));
    assert.equal(new ReadPolicy(['file:///']).allows('file://host/share/a.py'), false);
    assert.ok(new ReadPolicy(['file://host/share']).allows('file://host/share/a.py'));
    assert.ok(new ReadPolicy(['file:///c:/Projects/']).allows(canonicalUri('file:///C:/Projects/a.py')));
  });
});

describe('the root of a project', () => {
  const among = (...files: readonly string[]) => ({
    exists: (uri: string) => Promise.resolve(files.includes(uri)),
    home: 'file:///home/me',
  });

  it('is the nearest folder with the marker of one', async () => {
    const disk = among(
      'file:///home/me/a/.git',
      'file:///home/me/a/b/pyproject.toml',
      'file:///home/me/.git',
    );
    assert.equal(
      await projectRoot('file:///home/me/a/b/c', disk, 'file:///home/me/a'),
      'file:///home/me/a/b',
    );
    assert.equal(await projectRoot('file:///home/me/a/d', disk), 'file:///home/me/a');
    assert.equal(await projectRoot('file:///home/me/e', disk), 'file:///home/me/e');
  });

  it('else is the working directory above, unless that is all of a home or a disk', async () => {
    const folder = 'file:///home/me/a/b';
    assert.equal(await projectRoot(folder, among(), 'file:///home/me/a/'), 'file:///home/me/a');
    for (const working of ['file:///home/me', 'file:///', 'file:///home/me/a/bc'])
      assert.equal(await projectRoot(folder, among(), working), folder, working);
  });

  it('else is the folder around its package', async () => {
    const disk = among('file:///w/nets/__init__.py', 'file:///w/nets/blocks/__init__.py');
    assert.equal(await projectRoot('file:///w/nets/blocks', disk), 'file:///w');
  });
});

describe('the disk', () => {
  let base = '';
  const at = (...parts: readonly string[]): string => path.join(base, ...parts);
  const read = async (file: string, folder: string | undefined = 'project'): Promise<string> => {
    const folders =
      folder === undefined ? undefined : new ReadPolicy([pathToFileURL(at(folder)).href]).folders;
    const found = await nodeHost.readFile(canonicalUri(pathToFileURL(at(file)).href), folders);
    return 'text' in found ? found.text : found.problem;
  };

  before(() => {
    base = mkdtempSync(path.join(os.tmpdir(), 'fovea-policy-'));
    for (const folder of ['project/sub', 'secret']) mkdirSync(at(folder), { recursive: true });
    writeFileSync(at('project', 'sub', 'a.py'), 'a');
    writeFileSync(at('secret', 's.py'), 's');
    writeFileSync(at('project', 'binary.py'), 'a\0b');
    symlinkSync(at('project', 'sub'), at('project', 'inside'));
    symlinkSync(at('secret'), at('project', 'outside'));
    symlinkSync(at('secret', 's.py'), at('project', 'link.py'));
    symlinkSync('loop.py', at('project', 'loop.py'));
    symlinkSync(at('project'), at('alias'));
  });
  after(() => rmSync(base, { recursive: true }));

  it('follows links within what may be read, and none out of it', async () => {
    assert.equal(await read('project/inside/a.py'), 'a');
    assert.equal(await read('project/outside/s.py'), 'outside');
    assert.equal(await read('project/link.py'), 'outside');
    assert.equal(await read('project/loop.py'), 'missing');
    assert.equal(await read('alias/sub/a.py', 'alias'), 'a');
    // A file that the reader names is read wherever it lies.
    const named = await nodeHost.readFile(canonicalUri(pathToFileURL(at('project/link.py')).href));
    assert.deepEqual(named, { text: 's' });
  });

  it('tells what is no text', async () => {
    assert.equal(await read('project/sub'), 'folder');
    assert.equal(await read('project/binary.py'), 'binary');
    assert.equal(await read('project/none.py'), 'missing');
  });

  it('neither opens nor waits for what is no regular file', async function () {
    if (process.platform === 'win32') this.skip();
    execFileSync('mkfifo', [at('project', 'pipe.py')]);
    assert.equal(await read('project/pipe.py'), 'binary');
    for (const device of ['/dev/zero', '/dev/tty']) {
      const found = await nodeHost.readFile(`file://${device}`);
      assert.ok('problem' in found, device);
    }
  });

  it('reads no more than a file says that it holds', async function () {
    if (process.platform !== 'linux') this.skip();
    // Those of the kernel say 0, and some of them wait for more.
    for (const file of ['/proc/self/environ', '/proc/kmsg']) {
      const found = await nodeHost.readFile(`file://${file}`);
      assert.ok('problem' in found || found.text === '', file);
    }
  });
});
