// The client's side of files: what the server reads, what the panel saves and compares with, and which settings are sent.
import assert from 'node:assert/strict';
import { fakeClient, reset, Uri, workspace, world } from '../../support/vscode/client.js';

const { readFile } = await import('../../../client/src/readFile.js');
const { saveFile } = await import('../../../client/src/panel/save.js');
const { baseFigures } = await import('../../../client/src/panel/base.js');
const { chosenSettings } = await import('../../../client/src/settings.js');

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (uri: string): string => new TextDecoder().decode(world.files.get(uri) ?? undefined);

describe('files in the client', () => {
  beforeEach(reset);

  describe('a file that the server asks for', () => {
    const uri = 'remote:///net.py';

    it('is given as text', async () => {
      world.files.set(uri, bytes('größe = 3\n'));
      assert.deepEqual(await readFile({ uri }), { text: 'größe = 3\n' });
    });

    for (const [problem, content] of [
      ['folder', null],
      ['binary', bytes('a\0b')],
      ['too-large', new Uint8Array(8 * 1024 * 1024 + 1)],
      ['missing', undefined],
    ] as const)
      it(`is told to be ${problem}`, async () => {
        if (content !== undefined) world.files.set(uri, content);
        assert.deepEqual(await readFile({ uri }), { problem });
      });
  });

  describe('what the panel saves', () => {
    const svg = { type: 'save', name: 'A-graph.svg', encoding: 'text', data: '<svg/>' } as const;
    const save = (message: Parameters<typeof saveFile>[0], beside?: string) =>
      saveFile(message, beside === undefined ? undefined : (Uri.parse(beside) as never));
    const proposed = (): string => String((world.asked[0] as { defaultUri?: Uri }).defaultUri);

    it('is written where the reader says', async () => {
      world.answers.push(Uri.parse('file:///out/a.svg'));
      await save(svg, 'file:///project/net.py');
      assert.equal(proposed(), 'file:///project/A-graph.svg');
      assert.equal(textOf('file:///out/a.svg'), '<svg/>');
    });

    it('is decoded', async () => {
      world.answers.push(Uri.parse('file:///out/a.png'));
      await save({ type: 'save', name: 'a.png', encoding: 'base64', data: btoa('png') });
      assert.equal(textOf('file:///out/a.png'), 'png');
    });

    it('is written nowhere where the reader presses Escape', async () => {
      await save(svg);
      assert.equal(world.files.size, 0);
    });

    it('is proposed in the folder of the workspace for a file that has none', async () => {
      workspace.workspaceFolders = [{ uri: Uri.parse('file:///work') }];
      await save(svg, 'untitled:Untitled-1');
      assert.equal(proposed(), 'file:///work/A-graph.svg');
    });

    it('is never proposed in another folder by its name', async () => {
      await save({ ...svg, name: '../../evil/a.svg' }, 'file:///project/net.py');
      assert.equal(proposed(), 'file:///project/..-..-evil-a.svg');
    });
  });

  describe('what a network is compared with', () => {
    const uri = 'file:///project/net.fovea';
    type Document = Parameters<typeof baseFigures>[1];
    const compared = async (
      base: 'save' | 'commit',
      figures: readonly unknown[] = [{}],
      isUntitled = false,
    ) => {
      const fake = fakeClient(figures);
      const document = { uri: Uri.parse(uri), languageId: 'fovea', isUntitled } as unknown as Document;
      const found = await baseFigures(fake.client, document, base, 'A', {});
      const params = fake.requests[0]?.[1] as { readonly text?: { readonly content: string } } | undefined;
      return { found, content: params?.text?.content };
    };
    /** The Git extension with a repository, or none. As in VS Code, its methods need their object. */
    const git = (repository: object | null, enabled = true): void => {
      const api = { state: 'initialized', getRepository: () => repository };
      const exports = {
        api,
        enabled,
        getAPI(): typeof api {
          return this.api;
        },
      };
      world.extensions.set('vscode.git', { isActive: true, exports });
    };
    const state = (more: object = {}) => ({
      HEAD: { commit: 'c0ffee' },
      indexChanges: [],
      workingTreeChanges: [],
      ...more,
    });
    const show = async (ref: string, path: string) => `${ref}:${path}`;

    it('is the saved text', async () => {
      world.files.set(uri, bytes('net A {}'));
      assert.deepEqual(await compared('save'), { found: { figures: {} }, content: 'net A {}' });
    });

    it('is the committed text', async () => {
      git({ state: state(), show });
      assert.equal((await compared('commit')).content, 'HEAD:/project/net.fovea');
    });

    it('is the committed text of a file that was renamed since', async () => {
      const renamed = { originalUri: Uri.parse('file:///project/old.fovea'), renameUri: Uri.parse(uri) };
      for (const changes of ['indexChanges', 'workingTreeChanges']) {
        git({ state: state({ [changes]: [renamed] }), show });
        assert.equal((await compared('commit')).content, 'HEAD:/project/old.fovea');
      }
    });

    it('is missing for a reason', async () => {
      const problem = async (...given: Parameters<typeof compared>) =>
        (await compared(...given)).found.problem ?? '';
      assert.match(await problem('save', [], true), /saved/);
      assert.match(await problem('save'), /saved file/);
      assert.match(await problem('commit'), /Git extension/);
      git(null, false);
      assert.match(await problem('commit'), /Git extension/);
      git(null);
      assert.match(await problem('commit'), /Git repository/);
      git({ state: state({ HEAD: { name: 'main' } }), show });
      assert.match(await problem('commit'), /no commit yet/);
      git({ state: state(), show: () => Promise.reject(new Error('no such path')) });
      assert.match(await problem('commit'), /last commit/);
      world.files.set(uri, bytes('net B {}'));
      assert.match(await problem('save', []), /\bA\b/);
    });
  });

  describe('the environment of Python', () => {
    const choose = (chosen: string): void => {
      const exports = { environments: { getActiveEnvironmentPath: () => ({ path: chosen }) } };
      world.extensions.set('ms-python.python', { isActive: true, exports });
    };

    it('is that of the Python extension, by its folder or its interpreter', () => {
      workspace.isTrusted = true;
      for (const chosen of ['/envs/a', '/envs/a/bin/python', '/envs/a/bin/python3.11', '/envs/a/bin/pypy3']) {
        choose(chosen);
        assert.deepEqual(chosenSettings({}), { caffe: {}, pytorch: { environment: '/envs/a' } });
      }
      for (const chosen of ['C:\\envs\\a\\python.exe', 'C:\\envs\\a\\Scripts\\python.exe']) {
        choose(chosen);
        assert.deepEqual(chosenSettings({}), { caffe: {}, pytorch: { environment: 'C:\\envs\\a' } });
      }
    });

    it('is not sent where the workspace is not trusted', () => {
      choose('/envs/a');
      assert.deepEqual(chosenSettings({}), { caffe: {}, pytorch: {} });
    });

    it('is none where the extension has another interface', () => {
      workspace.isTrusted = true;
      for (const exports of [undefined, {}, { environments: {} }]) {
        world.extensions.set('ms-python.python', { isActive: true, exports });
        assert.doesNotThrow(() => chosenSettings({}));
      }
    });
  });

  describe('the settings that the server is sent', () => {
    const section = { caffe: { phase: 'TEST', inputShape: '' }, hover: { derivation: true } };

    it('leave out defaults that a fovea.toml goes before', () =>
      assert.deepEqual(chosenSettings(section), { caffe: {}, hover: { derivation: true }, pytorch: {} }));

    it('hold what the reader chose', () => {
      world.chosen.set('fovea.caffe.phase', 'TEST');
      assert.deepEqual(chosenSettings(section), {
        caffe: { phase: 'TEST' },
        hover: { derivation: true },
        pytorch: {},
      });
    });

    it('are given on as they are where they are none', () =>
      assert.equal(chosenSettings(undefined), undefined));
  });
});
