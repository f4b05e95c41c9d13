// Pauses of long analyses.
import assert from 'node:assert/strict';
import type { Connection } from 'vscode-languageserver';
import { pacerOf } from '../../../server/src/lsp/pacer.js';

const connection = {} as Pick<Connection, 'window'>;

describe('a pause of a long analysis', () => {
  it('lasts until a request that came before it is answered, however many callbacks its answer takes', async () => {
    const pace = pacerOf(connection, () => undefined)('file:///project/model.py');
    let handovers = 0;
    let isAnswered = false;
    const handOn = (): void => {
      if (++handovers === 6) isAnswered = true;
      else setImmediate(handOn);
    };
    let pause: Promise<void> | undefined;
    while (!pause) pause = pace.pause();
    setImmediate(handOn);
    await pause;
    assert.ok(isAnswered);
  });
});
