// What a language declares is all that the command line and the workspace need: two tiny ones are added and taken away.
import assert from 'node:assert/strict';
import type { Language } from '../../../server/src/contract/language.js';
import { defaultSettings } from '../../../server/src/lsp/settings.js';
import { hover } from '../../../server/src/ide/hover.js';
import { languageOf, registerLanguage } from '../../../server/src/languages/registry.js';
import type { Host } from '../../../server/src/workspace/host.js';
import { ReadPolicy } from '../../../server/src/workspace/readPolicy.js';
import { Workspace } from '../../../server/src/workspace/workspace.js';
import { fovea } from '../../support/terminal.js';
import { tinyBinaryEntry, tinyJson, tinyJsonEntry } from '../../support/tinyLanguages.js';

// 3·3·3·4 + 4 = 112 and 4·6·6·10 + 10 = 1450 parameters.
const json = `{
  "name": "N",
  "input": [3, 8, 8],
  "layers": [
    { "op": "Conv", "channels": 4, "kernel": 3 },
    { "op": "Flatten" },
    { "op": "Linear", "features": 10 }
  ]
}
`;
const wrong = json.replace('"Flatten"', '"Dropin"');
/** 3 × 8 × 8, Conv(4, 3), ReLU. */
const model = '\0T\0\0\x03\x08\x08\x01\x04\x03\x02';

interface Analysed {
  readonly language: string;
  readonly networks: readonly {
    readonly name: string;
    readonly params: number;
    readonly outputs: readonly { readonly shape: readonly number[] }[];
  }[];
}

describe('a language by its contract', () => {
  const added: (() => void)[] = [];
  before(() => added.push(registerLanguage(tinyJsonEntry), registerLanguage(tinyBinaryEntry)));
  after(() => added.splice(0).forEach((remove) => remove()));

  it('is found by ending, by name of file and by the editor’s identifier', () => {
    const id = (uri: string, language?: string): string | undefined =>
      languageOf({ uri, ...(language !== undefined && { id: language }) })?.id;
    assert.equal(id('file:///a/net.tiny.json'), 'tinyjson');
    assert.equal(id('file:///a/Network.json'), 'tinyjson');
    assert.equal(id('file:///a/package.json'), undefined);
    assert.equal(id('untitled:Untitled-1', 'tinyjson'), 'tinyjson');
    assert.equal(id('file:///a/model.tiny'), 'tinybinary');
  });

  it('is analysed on the command line, from text and from bytes', async () => {
    for (const [file, text, language, name, params, shape] of [
      ['net.tiny.json', json, 'tinyjson', 'N', 1562, [10]],
      ['model.tiny', model, 'tinybinary', 'Model', 112, [4, 6, 6]],
    ] as const) {
      const { status, out, err } = await fovea(['analyze', file, '--json'], { [file]: text });
      assert.equal(status, 0, err);
      const found = JSON.parse(out) as Analysed;
      assert.equal(found.language, language);
      assert.deepEqual(
        found.networks.map((network) => [network.name, network.params, network.outputs[0]?.shape]),
        [[name, params, shape]],
      );
    }
  });

  it('is checked on the command line with its folder', async () => {
    const { status, out } = await fovea(['check', '.'], { 'a/net.tiny.json': wrong, 'a/model.tiny': 'x' });
    assert.equal(status, 1);
    assert.match(out, /a\/net\.tiny\.json:6:\d+: error syntax .*Dropin/);
    assert.match(out, /a\/model\.tiny:1:1: error syntax .*no model/);
  });

  it('has its findings placed by their paths in a model', async () => {
    // A kernel of 9 does not fit into 8 × 8.
    const files = { 'model.tiny': model.replace('\x01\x04\x03', '\x01\x04\x09') };
    const { out } = await fovea(['check', 'model.tiny'], files);
    assert.match(out, /^model\.tiny:graph\/0: error kernel-exceeds-input/m);
    const { diagnostics } = JSON.parse((await fovea(['analyze', 'model.tiny', '--json'], files)).out) as {
      readonly diagnostics: readonly { readonly place?: string; readonly line: number }[];
    };
    assert.deepEqual(
      diagnostics.map(({ place, line }) => [place, line]),
      [['graph/0', 1]],
    );
  });

  it('is written where it can be', async () => {
    const { out, err } = await fovea(['convert', 'model.tiny', '--to', 'tinyjson'], { 'model.tiny': model });
    assert.equal(err, '');
    assert.deepEqual(JSON.parse(out), {
      name: 'Model',
      input: [3, 8, 8],
      layers: [{ op: 'Conv', channels: 4, kernel: 3 }, { op: 'ReLU' }],
    });
    const refused = await fovea(['convert', 'net.tiny.json', '--to', 'tinybinary'], {
      'net.tiny.json': json,
    });
    assert.equal(refused.status, 2);
  });

  it('is analysed in a workspace and hovered, as text', async () => {
    const workspace = new Workspace(host({}), new ReadPolicy());
    const uri = 'file:///a/net.tiny.json';
    workspace.open(uri, 'json', 1, json);
    const snapshot = await workspace.snapshot(uri);
    assert.ok(snapshot);
    assert.deepEqual(snapshot.analysis.findings, []);
    const context = { settings: defaultSettings, languageId: snapshot.language.id };
    const shown = hover(snapshot.analysis, uri, json.indexOf('Conv') + 1, context)?.markdown.text ?? '';
    assert.match(shown, /3 × 8 × 8 → \*\*4 × 6 × 6\*\*/);
    workspace.change(uri, 2, [{ text: wrong }]);
    assert.equal((await workspace.snapshot(uri))?.analysis.findings[0]?.code, 'syntax');
  });

  it('has its internal errors reported once, whatever is edited', async () => {
    const error = new TypeError('no node');
    const lower: Language['lower'] = (...given) => ({ ...tinyJson.lower(...given), internalErrors: [error] });
    const load = async (): Promise<Language> => ({ ...tinyJson, lower });
    added.push(registerLanguage({ ...tinyJsonEntry, id: 'failing', extensions: ['.failing'], load }));
    const workspace = new Workspace(host({}), new ReadPolicy());
    const reported: unknown[] = [];
    workspace.onInternalError = (uri, each) => reported.push([uri, each]);
    const uri = 'file:///a/net.failing';
    workspace.open(uri, 'failing', 1, json);
    assert.ok(await workspace.snapshot(uri));
    workspace.change(uri, 2, [{ text: wrong }]);
    assert.ok(await workspace.snapshot(uri));
    assert.deepEqual(reported, [[uri, error]]);
  });

  it('is analysed in a workspace from the bytes on disk, anew when they change', async () => {
    const files = { 'file:///a/model.tiny': model };
    const policy = new ReadPolicy();
    policy.grant('workspace', ['file:///a']);
    const workspace = new Workspace(host(files), policy);
    const uri = 'file:///a/model.tiny';
    const first = await workspace.snapshot(uri);
    assert.equal(first?.analysis.networks[0]?.totals.params, 112);
    assert.deepEqual(
      first.analysis.networks[0]?.network.body.nodes.map(({ site }) => site.path),
      [
        ['graph', '0'],
        ['graph', '1'],
      ],
    );
    assert.equal(await workspace.snapshot(uri), first);
    files[uri] = model.replace('\x01\x04', '\x01\x08');
    assert.equal((await workspace.snapshot(uri))?.analysis.networks[0]?.totals.params, 224);
  });
});

/** A disk in memory; a character is a byte. */
const host = (files: Readonly<Record<string, string>>): Host => ({
  readFile: async () => ({ problem: 'missing' }),
  readBytes: async (uri) =>
    files[uri] === undefined ? { problem: 'missing' } : { bytes: Buffer.from(files[uri], 'latin1') },
});
