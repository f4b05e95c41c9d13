// `npm run bench:pytorch`: how fast Python files are read: from an edit to the hints in the real server process, from a cold start,
// every builder of torchvision, an edit in large files of timm and torchvision, and beside PyTorch's own count of operations where there is a torch that has one.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { findTorch } from '../../scripts/paths.mjs';
import { LanguageServer } from '../support/languageServer.js';
import { benchWarmEdits } from './warmEdit.js';
import { torchvisionFolder, torchvisionMissing } from '../support/torchvision.js';

const edits = 40;
const warmUp = 8;

function spread(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN).toFixed(1);
  return `median ${at(0.5)} ms, p95 ${at(0.95)} ms`;
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await action();
  return performance.now() - started;
}

/** Opens a file in a fresh server, edits it, and waits for the findings and the hints of each version. */
async function measure(
  name: string,
  file: string,
  text: string,
  [from, to]: readonly [string, string],
): Promise<void> {
  const uri = pathToFileURL(file).href;
  const range = { start: { line: 0, character: 0 }, end: { line: text.split('\n').length, character: 0 } };
  let server: LanguageServer | undefined;
  const hints = (): Promise<unknown> | undefined =>
    server?.connection.sendRequest('textDocument/inlayHint', { textDocument: { uri }, range });
  const cold = await timed(async () => {
    server = await LanguageServer.start();
    await server.open(uri, text, 'python');
    await hints();
  });
  if (!server) return;
  try {
    const times: number[] = [];
    for (let round = 0; round < warmUp + edits; round++) {
      const [before, after] = round % 2 === 0 ? [from, to] : [to, from];
      const version = await server.replace(uri, before, after);
      times.push(await timed(async () => hints()));
      await server.diagnostics(uri, version);
    }
    console.log(
      `${name}: cold start to hints ${cold.toFixed(0)} ms; edit to hints ${spread(times.slice(warmUp))}`,
    );
  } finally {
    await server.stop();
  }
}

/** One builder by itself: the file without the others. */
function only(text: string, builder: string): string {
  const builders = [...text.matchAll(/(?:^@[^\n]*\n)+def (\w+)\(/gm)];
  let result = text;
  for (const [index, match] of [...builders.entries()].reverse()) {
    const end = builders[index + 1]?.index ?? text.length;
    if (match[1] !== builder) result = result.slice(0, match.index) + result.slice(end);
  }
  return result;
}

const besides = `
import json, sys, time
started = time.perf_counter()
import torch
imported = time.perf_counter() - started
try:
    from torch.utils.flop_counter import FlopCounterMode
except ImportError:
    sys.exit(f"torch {torch.__version__} has no FlopCounterMode, which came with 2.1")
sys.path.insert(0, sys.argv[1])
import importlib
build = importlib.import_module("torchvision.models.resnet").resnet152
times = []
for _ in range(5):
    started = time.perf_counter()
    with torch.device("meta"):
        net, x = build().eval(), torch.empty(1, 3, 224, 224)
    with FlopCounterMode(display=False), torch.no_grad():
        net(x)
    times.append(time.perf_counter() - started)
print(f"PyTorch's FlopCounterMode on the meta device: resnet152 {min(times) * 1000:.0f} ms, after an import of {imported:.1f} s")
`;

if (torchvisionFolder === undefined) console.log(torchvisionMissing);
else {
  const file = path.join(torchvisionFolder, 'models', 'resnet.py');
  const text = readFileSync(file, 'utf8');
  const change = ['self.inplanes = 64', 'self.inplanes = 32 * 2'] as const;
  await measure('resnet152 alone', file, only(text, 'resnet152'), change);
  await measure('resnet.py, 9 builders', file, text, change);
  const vit = path.join(torchvisionFolder, 'models', 'vision_transformer.py');
  await measure('vision_transformer.py, 5 builders', vit, readFileSync(vit, 'utf8'), [
    'dropout: float = 0.0',
    'dropout: float = 0.00',
  ]);
  const python = findTorch();
  if (python === undefined) console.log("PyTorch's FlopCounterMode: not measured; there is no PyTorch");
  else {
    const { stdout, stderr } = spawnSync(python, ['-c', besides, path.dirname(torchvisionFolder)], {
      encoding: 'utf8',
    });
    console.log(
      stdout.trim() || `PyTorch's FlopCounterMode: not measured; ${stderr.trim().split('\n').at(-1)}`,
    );
  }
}
await benchWarmEdits();
