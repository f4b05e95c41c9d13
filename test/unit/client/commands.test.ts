// Commands that open something: a network in the panel or in its file, an example, a new file; and the page of the panel.
import assert from 'node:assert/strict';
import { analyseText } from '../../support/analyse.js';
import { fakeClient, reset, Uri, window, world } from '../../support/vscode/client.js';

const { chooseNetwork } = await import('../../../client/src/commands/chooseNetwork.js');
const { goToNetwork } = await import('../../../client/src/commands/goToNetwork.js');
const { newNetwork } = await import('../../../client/src/commands/newNetwork.js');
const { openExample } = await import('../../../client/src/commands/openExample.js');
const { panelHtml } = await import('../../../client/src/panel/html.js');
const { zooNetworks } = await import('../../../client/src/panel/zoo.js');

type App = Parameters<typeof chooseNetwork.run>[0];

const uri = Uri.parse('file:///project/net.fovea');
const extensionUri = Uri.parse('file:///extension');
const entries = [
  { name: 'A', totals: '1 k params', selectionRange: { start: { line: 3, character: 4 } } },
  { name: 'Template', totals: undefined, selectionRange: { start: { line: 9, character: 4 } } },
];

/** The services of a command; the panel notes what it is asked to show. */
function app(client: object = fakeClient(entries).client) {
  const opened: unknown[] = [];
  const panels = { open: (_: unknown, target: unknown) => opened.push(target), activeUri: undefined };
  return { opened, app: { client, panels, context: { extensionUri } } as unknown as App };
}

describe('commands in the client', () => {
  beforeEach(reset);

  it('choose a network for the panel, among those that need no arguments', async () => {
    window.activeTextEditor = { document: { uri } };
    world.answers.push('A');
    const { app: services, opened } = app();
    await chooseNetwork.run(services);
    assert.deepEqual(opened, [{ uri, network: 'A' }]);
    const { items } = world.asked[0] as { readonly items: readonly { readonly label: string }[] };
    assert.deepEqual(
      items.map(({ label }) => label),
      ['A'],
    );
  });

  it('do nothing where nothing is chosen, or no file is shown', async () => {
    const { app: services, opened } = app();
    await chooseNetwork.run(services);
    assert.equal(world.asked.length, 0);
    window.activeTextEditor = { document: { uri } };
    await chooseNetwork.run(services);
    assert.deepEqual(opened, []);
  });

  it('go to a network in its file', async () => {
    const document = { uri };
    window.activeTextEditor = { document };
    world.answers.push('Template');
    await goToNetwork.run(app().app);
    const [shown, options] = world.shown[0]!;
    assert.equal(shown, document);
    assert.equal((options as { readonly selection: { readonly line: number } }).selection.line, 9);
  });

  it('open a copy of an example, sorted by name', async () => {
    for (const name of ['vgg.fovea', 'alexnet.fovea', 'lenet.prototxt'])
      world.files.set(`file:///extension/examples/${name}`, new TextEncoder().encode(`// ${name}`));
    world.answers.push('vgg.fovea');
    await openExample.run(app().app);
    assert.deepEqual((world.asked[0] as { readonly items: unknown }).items, ['alexnet.fovea', 'vgg.fovea']);
    assert.deepEqual(world.shown[0]?.[0], { language: 'fovea', content: '// vgg.fovea' });
  });

  it('open a new file with a network in which nothing is wrong', async () => {
    await newNetwork.run(app().app);
    const { content } = world.shown[0]?.[0] as { readonly content: string };
    const { networks, findings } = analyseText(content);
    assert.deepEqual([networks.length, findings], [1, []]);
  });
});

describe('the panel in the client', () => {
  beforeEach(reset);

  it('loads its own bundles alone, each page with a nonce of its own', () => {
    const webview = {
      cspSource: 'https://webview',
      asWebviewUri: (file: Uri) => `https://webview${file.path}`,
    };
    const page = () => panelHtml(webview as never, extensionUri as never);
    const html = page();
    assert.ok(html.includes('https://webview/extension/dist/panel.js'));
    assert.match(html, /default-src 'none'/);
    const nonce = /nonce-([\w-]+)/.exec(html)?.[1] ?? '';
    assert.ok(nonce.length > 20 && !page().includes(nonce));
  });

  it('reads the examples again after they could not be read', async () => {
    const file = 'file:///extension/examples/a.fovea';
    world.files.set(file, new Uint8Array());
    const row = { network: 'A', params: 1, macs: 2, activations: 3, depth: 1, report: { top1: 70 } };
    const fake = fakeClient(new Error('stopped'), [{ network: 'A', layers: [], comparison: [row] }]);
    const context = { extensionUri } as never;
    assert.deepEqual(await zooNetworks(context, fake.client), []);
    assert.equal(fake.logged.length, 1);
    const names = async () => (await zooNetworks(context, fake.client)).map(({ network }) => network);
    assert.deepEqual(await names(), ['A']);
    // They are read once.
    assert.deepEqual(await names(), ['A']);
    assert.equal(fake.requests.length, 2);
  });
});
