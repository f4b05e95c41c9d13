// The server under another client: neovim, headless, over stdio.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { findNeovim, root } from '../../../scripts/paths.mjs';
import { makeWorkspace } from '../support/workspace.js';

/** What neovim gets when it hovers the first `word` of a file. */
async function hover(file: string, word: string): Promise<string> {
  const script = path.join(import.meta.dirname, 'hover.lua');
  const server = [process.execPath, path.join(root, 'dist', 'cli.js'), 'lsp', '--stdio'];
  const { stdout } = await promisify(execFile)(
    findNeovim()!,
    ['--headless', '--clean', file, '-c', `luafile ${script}`],
    { env: { ...process.env, FOVEA_SERVER: server.join('\n'), FOVEA_WORD: word }, timeout: 40_000 },
  );
  const answer = JSON.parse(stdout) as { hover: string } | { error: string };
  if ('error' in answer) assert.fail(answer.error);
  return answer.hover;
}

describe('neovim', () => {
  it('shows the hover of conv1 in AlexNet', async () => {
    const text = await hover(path.join(makeWorkspace('neovim'), 'alexnet.fovea'), 'conv1: Conv');
    console.log(text.replace(/^/gm, '      │ '));
    assert.ok(text.includes('⌊(227 + 2·0 − 11)/4⌋ + 1 = 55'), text);
    assert.ok(text.includes('34,944'), text);
  });
});
