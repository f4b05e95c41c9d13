// The newest text of every file, also while files change as they are read.
import assert from 'node:assert/strict';
import { SourceText } from '../../../server/src/text/sourceText.js';
import type { FileResult } from '../../../server/src/workspace/host.js';
import { ReadPolicy } from '../../../server/src/workspace/readPolicy.js';
import { TextStore, type ReadTexts } from '../../../server/src/workspace/textStore.js';

const uri = 'file:///a.fovea';

/** A store over a disk whose reads end when the test says so, in the order that it says. */
function storeOnSlowDisk(): { store: TextStore; reads: ((text: string) => void)[] } {
  const reads: ((text: string) => void)[] = [];
  const readFile = () => new Promise<FileResult>((resolve) => reads.push((text) => resolve({ text })));
  const store = new TextStore({ readFile }, new ReadPolicy(['file:///']));
  store.watched = () => true;
  return { store, reads };
}

async function textOf(loading: ReturnType<TextStore['load']>): Promise<string | undefined> {
  const loaded = await loading;
  return loaded instanceof SourceText ? loaded.text : undefined;
}

describe('the text store', () => {
  it('does not take the last text for the newest while the file is read anew', async () => {
    const { store, reads } = storeOnSlowDisk();
    const first = textOf(store.load(uri));
    reads[0]!('old');
    assert.equal(await first, 'old');
    store.forget(uri);
    const two = [textOf(store.load(uri)), textOf(store.load(uri))];
    for (const read of reads.slice(1)) read('new');
    assert.deepEqual(await Promise.all(two), ['new', 'new']);
  });

  it('reads again what changed while it was read', async () => {
    const { store, reads } = storeOnSlowDisk();
    const loading = textOf(store.load(uri));
    store.forget(uri);
    const later = textOf(store.load(uri));
    reads[1]!('new');
    assert.equal(await later, 'new');
    reads[0]!('old');
    assert.equal(await loading, 'new');
    assert.equal(await textOf(store.load(uri)), 'new');
    assert.equal(reads.length, 2);
  });

  it('gives the same object for a text that another store has read, as long as it may be read and is the same', async () => {
    const disk = { text: 'same' };
    const readFile = () => Promise.resolve(disk);
    const lastRead: ReadTexts = new Map();
    const storeFor = (folder: string) => new TextStore({ readFile }, new ReadPolicy([folder]), lastRead);
    const first = await storeFor('file:///').load(uri);
    assert.equal(await storeFor('file:///').load(uri), first);
    assert.deepEqual(await storeFor('file:///elsewhere').load(uri), { problem: 'outside' });
    disk.text = 'changed';
    assert.equal(await textOf(storeFor('file:///').load(uri)), 'changed');
  });
});
