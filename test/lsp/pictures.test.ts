// What the server answers a panel: pictures and figures, under overrides, of open files and of earlier states of them.
import assert from 'node:assert/strict';
import {
  figuresRequest,
  fileFiguresRequest,
  pictureRequest,
  type FileFiguresResult,
  type FiguresResult,
  type PictureResult,
} from '../../server/src/lsp/protocol.js';
import { LanguageServer } from '../support/languageServer.js';

const text = `block B { Conv(8, 3, pad = 1) -> ReLU }

net First {
  input x: 8 x 6 x 6
  B -> B
}

net Second(width = 4) {
  input x: 3 x 16 x 16
  Conv(width, 3)
}
`;
const uri = 'file:///work/nets.fovea';
const textDocument = { uri };

describe('pictures and figures over stdio', () => {
  let server: LanguageServer;
  before(async () => {
    server = await LanguageServer.start();
    await server.open(uri, text);
  });
  after(async () => {
    assert.deepEqual(server.logged, []);
    assert.equal(await server.stop(), 0);
  });
  const picture = (params: object): Promise<PictureResult | null> =>
    server.connection.sendRequest(pictureRequest, { textDocument, ...params });
  const figures = (params: object): Promise<FiguresResult | null> =>
    server.connection.sendRequest(figuresRequest, { textDocument, ...params });

  it('draws the first network, the named one, or the one at a position', async () => {
    const first = await picture({});
    assert.deepEqual(first?.networks, ['First', 'Second']);
    assert.equal(first?.version, 1);
    assert.equal(first?.picture?.network, 'First');
    assert.equal((await picture({ network: 'Second' }))?.picture?.network, 'Second');
    assert.equal((await picture({ position: { line: 9, character: 4 } }))?.picture?.network, 'Second');
    assert.equal((await picture({ network: 'Third' }))?.picture, undefined);
  });

  it('opens what the view says, and tells where it is written', async () => {
    const { picture: closed } = (await picture({ view: { level: 0, fold: 'none' } }))!;
    const [, block] = closed!.frames[closed!.root]!.items;
    assert.equal(block?.kind === 'group' && block.frame, undefined);
    assert.deepEqual(block?.place, { uri, line: 4, character: 2, endLine: 4, endCharacter: 3 });
    const { picture: open } = (await picture({ view: { level: 0, fold: 'none', opened: ['B_2'] } }))!;
    assert.equal(open!.frames.length, 2);
  });

  it('asks what if', async () => {
    const shapes = async (overrides: object): Promise<unknown> => {
      const result = await figures({ network: 'Second', overrides });
      return result?.figures?.layers.map(({ out }) => out);
    };
    assert.deepEqual(await shapes({}), ['4 × 14 × 14']);
    assert.deepEqual(await shapes({ input: [3, 32, 32] }), ['4 × 30 × 30']);
    assert.deepEqual(await shapes({ arguments: { width: '9' } }), ['9 × 14 × 14']);
    // What is no size is not taken for one.
    assert.deepEqual(await shapes({ input: ['a', -1] }), ['4 × 14 × 14']);
    const { figures: batch } = (await figures({ overrides: { batchSize: 8, numberType: 'float16' } }))!;
    assert.deepEqual([batch?.memory.batch, batch?.memory.numberType], [8, 'float16']);
  });

  it('gives the figures of another text of a file', async () => {
    const earlier = { languageId: 'fovea', content: text.replace('width = 4', 'width = 6') };
    const answer = await server.connection.sendRequest<FileFiguresResult>(fileFiguresRequest, {
      uri,
      text: earlier,
      network: 'Second',
    });
    assert.deepEqual(
      answer.map(({ layers }) => layers[0]?.out),
      ['6 × 14 × 14'],
    );
    const missing = { uri: 'file:///work/missing.fovea' };
    assert.deepEqual(await server.connection.sendRequest(fileFiguresRequest, missing), []);
  });

  it('tells the error of a broken text beside what can still be drawn', async () => {
    await server.replace(uri, 'Conv(width, 3)', 'Conv(width, 99)');
    const broken = await picture({ network: 'Second' });
    assert.equal(broken?.version, 2);
    assert.equal(broken?.error?.place.line, 9);
    assert.ok(broken?.picture);
    assert.equal(await picture({ textDocument: { uri: 'file:///work/other.fovea' } }), null);
  });
});
