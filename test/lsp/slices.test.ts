// Long analyses over stdio: they let other requests through, show progress, and end when nobody waits for them.
import assert from 'node:assert/strict';
import { LanguageServer } from '../support/languageServer.js';
import { moduleText } from '../support/pytorch.js';

const uri = 'file:///project/model.py';
const other = 'file:///project/net.fovea';

/** Networks that take a while each: all of them, on any machine, longer than the second after which progress is shown. */
const heavy = Array.from({ length: 20 }, (_, index) =>
  moduleText(
    [
      'for i in range(200_000):',
      '    held = {"a": str(i), "b": [float(i), i]}',
      `self.a = nn.Conv2d(3, ${index + 1}, 3)`,
    ],
    ['x = self.a(x)', 'return x'],
    `Net${index}`,
  ),
).join('\n');
const light = moduleText(['self.a = nn.Conv2d(3, 4, 3)'], ['return self.a(x, x)']);

describe('a long analysis', () => {
  let server: LanguageServer;
  const progress: string[] = [];
  before(async () => {
    server = await LanguageServer.start({
      capabilities: {
        textDocument: { hover: { contentFormat: ['markdown'] } },
        window: { workDoneProgress: true },
        workspace: { inlayHint: { refreshSupport: true } },
      },
      requests: { 'window/workDoneProgress/create': () => null },
    });
    server.connection.onNotification(
      '$/progress',
      ({ value }: { value: { kind: string; title?: string } }) => {
        progress.push(value.title ?? value.kind);
      },
    );
  });
  after(() => server.stop());

  it('answers what is asked of another document meanwhile', async () => {
    await server.open(other, 'net N {\n  input x: 3 x 8 x 8\n  Conv(4, 3)\n}\n');
    await server.diagnostics(other);
    await server.open(uri, heavy, 'python');
    assert.match(await server.hover(other, 'Conv'), /4 × 6 × 6/);
    assert.deepEqual(server.published(uri), []);
  });

  it('is dropped at an edit, and never published', async () => {
    const hover = server.hover(uri, 'Conv2d');
    const version = await server.replace(uri, heavy, light);
    await server.diagnostics(uri, version);
    assert.deepEqual(
      server.published(uri).map((each) => each.version),
      [version],
    );
    assert.equal(typeof (await hover), 'string');
  });

  it('shows progress, and its result is that of an analysis at once', async () => {
    const version = await server.replace(uri, light, heavy);
    await server.diagnostics(uri, version);
    const networks = await server.request<readonly unknown[]>('fovea/networks', { uri });
    assert.equal(networks.length, 20);
    assert.ok(progress.includes('Fovea: reading model.py'), progress.join());
    // The end of the progress is told after the findings: whatever is asked next is answered behind it.
    while (progress.at(-1) !== 'end') await server.hover(other, 'Conv');
  });

  it('shows the network that is edited ahead of the others', async () => {
    const all = await server.hints(uri);
    const refreshed = (): number => server.received.filter((each) => each.endsWith('/refresh')).length;
    const before = refreshed();
    const version = await server.replace(uri, 'nn.Conv2d(3, 8, 3)', 'nn.Conv2d(3, 88, 3)');
    const own = await server.hints(uri);
    assert.equal(all.length, 20);
    assert.equal(own.length, 1);
    const label = own[0]?.label ?? '';
    const text = typeof label === 'string' ? label : label.map(({ value }) => value).join('');
    assert.equal(text, '[N, 88, 222, 222]');
    const isSecond = (): boolean =>
      server.published(uri).filter((each) => each.version === version).length === 2;
    await server.diagnostics(uri, version, isSecond);
    assert.equal((await server.hints(uri)).length, all.length);
    // The client is told to ask again, which comes before the answer to whatever is asked next.
    await server.hover(other, 'Conv');
    assert.equal(refreshed(), before + 1);
  });
});
