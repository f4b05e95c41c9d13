// The client's side of networks: which one a command is about, and how a file is given other inputs and arguments.
import assert from 'node:assert/strict';
import { fakeClient, reset, Uri, window, world } from '../../support/vscode/client.js';

const { askForNetwork, networksOf } = await import('../../../client/src/networks/networks.js');
const { changeInput } = await import('../../../client/src/commands/changeInput.js');
const { changeArguments } = await import('../../../client/src/commands/changeArguments.js');

const uri = 'file:///project/net.py';

const entry = (name: string, line: number, more: object = {}) => ({
  name,
  range: { start: { line, character: 0 }, end: { line: line + 3, character: 0 } },
  totals: '1 k params',
  inputs: [{ name: 'x', text: '3 × 8 × 8', sizes: [3, 8, 8] }],
  takesInputs: true,
  ...more,
});

/** Puts the cursor on a line of the file. */
const editAt = (line: number): void =>
  void (window.activeTextEditor = { document: { uri: Uri.parse(uri) }, selection: { active: { line } } });

const services = (client: ReturnType<typeof fakeClient>['client']) =>
  ({ client }) as Parameters<typeof changeInput.run>[0];

describe('networks in the client', () => {
  beforeEach(reset);

  describe('the network of a command', () => {
    const listed = [entry('A', 0), entry('B', 10), entry('C', 20)];
    const chosen = async (argument: unknown) =>
      (await askForNetwork(fakeClient(listed).client, argument, () => true, 'Which?'))?.network;

    it('is that of the lens that was pressed', async () =>
      assert.equal(await chosen({ uri, network: 'B' }), 'B'));

    it('is the one at the cursor', async () => {
      editAt(21);
      assert.equal(await chosen(undefined), 'C');
    });

    it('is picked from a list elsewhere, with names as they are', async () => {
      editAt(7);
      world.answers.push('A');
      assert.equal(await chosen(undefined), 'A');
      world.answers.push('\\$(bug)');
      const { client } = fakeClient([entry('$(bug)', 50), entry('B', 60)]);
      assert.equal((await askForNetwork(client, undefined, () => true, 'Which?'))?.network, '$(bug)');
    });

    it('is the only one that fits', async () => {
      editAt(7);
      const { client } = fakeClient(listed);
      const found = await askForNetwork(client, undefined, ({ name }) => name === 'C', 'Which?');
      assert.equal(found?.network, 'C');
    });

    it('is none without an editor', async () => assert.equal(await chosen(undefined), undefined));

    it('is none, with a line in the log, where the server fails', async () => {
      const { client, logged } = fakeClient(new Error('broken'));
      assert.deepEqual(await networksOf(client, Uri.parse(uri) as never), []);
      assert.equal(logged.length, 1);
    });
  });

  describe('Change Input', () => {
    const edits = [{ newText: '# fovea: input 3x9x9' }];
    const run = async (text: string | undefined, ...answers: readonly unknown[]) => {
      editAt(0);
      world.documents.set(uri, { uri: Uri.parse(uri), version: 2 });
      world.answers.push(text);
      const fake = fakeClient([entry('A', 0)], ...answers);
      await changeInput.run(services(fake.client), undefined);
      return fake.requests.slice(1).map(([, params]) => params);
    };

    for (const text of ['3x9x9', '3 x 9 x 9', '3 × 9 × 9', '3X9X9'])
      it(`sends the sizes of ${text}, and applies the edits`, async () => {
        assert.deepEqual(await run(text, { version: 2, edits }), [
          { uri, network: 'A', inputs: [[3, 9, 9]] },
        ]);
        assert.deepEqual([...world.applied[0]!.edits], [[uri, edits]]);
      });

    it('sends no sizes for an empty text', async () =>
      assert.deepEqual(await run('', { version: 2, edits }), [{ uri, network: 'A', inputs: [] }]));

    it('sends nothing where the reader presses Escape', async () =>
      assert.deepEqual(await run(undefined), []));

    it('says why a text is no shape', async () => {
      assert.deepEqual(await run('3x0'), []);
      assert.match(world.warnings[0] ?? '', /^A shape is written 3x224x224/);
    });

    it('asks again where the text went on meanwhile', async () => {
      const sent = await run('3x9x9', { version: 1, edits: [] }, { version: 2, edits });
      assert.equal(sent.length, 2);
      assert.equal(world.applied.length, 1);
    });

    it('says so where the text has no place for it', async () => {
      await run('3x9x9', null);
      assert.equal(world.warnings.length, 1);
      assert.deepEqual(world.applied, []);
    });
  });

  describe('Change Arguments', () => {
    const run = async (text: string) => {
      editAt(0);
      world.documents.set(uri, { uri: Uri.parse(uri), version: 1 });
      world.answers.push(text);
      const fake = fakeClient([entry('A', 0, { arguments: 'depth=50' })], { version: 1, edits: [] });
      await changeArguments.run(services(fake.client), undefined);
      return fake.requests[1]?.[1];
    };

    it('sends them as they are written', async () =>
      assert.deepEqual(await run('depth=18, width=64'), {
        uri,
        network: 'A',
        arguments: 'depth=18, width=64',
      }));

    it('sends an empty text, for the defaults', async () =>
      assert.deepEqual(await run(''), { uri, network: 'A', arguments: '' }));

    for (const text of ['depth', '18', 'depth==18'])
      it(`refuses ${text}`, async () => assert.equal(await run(text), undefined));
  });
});
