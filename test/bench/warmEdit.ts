// An edit in a large file of networks, in the real server process: when the network under the cursor is there, when all are, and how
// long a hover in another document waits meanwhile.
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { LanguageServer } from '../support/languageServer.js';

const edits = 6;
const other = 'file:///project/other.fovea';

/** Packages as `npm run wild` fetches them; none where it was not run. */
const found = path.resolve('.cache/wild/packages');
const packages = existsSync(found) ? realpathSync(found) : found;

interface Edited {
  readonly file: string;
  /** Two forms of one expression, of equal meaning. */
  readonly change: readonly [string, string];
}

const files: readonly Edited[] = [
  {
    file: 'timm/models/resnet.py',
    change: ['inplanes = stem_width * 2', 'inplanes = 2 * stem_width'],
  },
  { file: 'torchvision/models/resnet.py', change: ['self.inplanes = 64', 'self.inplanes = 32 * 2'] },
];

interface Times {
  readonly first: number;
  readonly all: number;
  readonly hover: number;
}

async function measure({ file, change }: Edited): Promise<readonly Times[]> {
  const full = path.join(packages, file);
  const uri = pathToFileURL(full).href;
  const server = await LanguageServer.start({ folders: [pathToFileURL(packages).href] });
  try {
    await server.open(other, 'net N {\n  input x: 3 x 8 x 8\n  Conv(4, 3)\n}\n');
    await server.open(uri, readFileSync(full, 'utf8'), 'python');
    await server.diagnostics(uri);
    const times: Times[] = [];
    for (let round = 0; round < edits; round++) {
      const [before, after] = round % 2 === 0 ? change : ([...change].reverse() as [string, string]);
      const started = performance.now();
      const version = await server.replace(uri, before, after);
      let isDone = false;
      let hover = 0;
      const hovering = async (): Promise<void> => {
        while (!isDone) {
          const asked = performance.now();
          await server.hover(other, 'Conv');
          hover = Math.max(hover, performance.now() - asked);
        }
      };
      const waiting = hovering();
      await server.diagnostics(uri, version);
      const first = performance.now() - started;
      // Symbols are told from the whole file alone.
      await server.symbols(uri);
      const all = performance.now() - started;
      isDone = true;
      await waiting;
      times.push({ first, all, hover });
    }
    // The first edits are those in which V8 compiles.
    return times.slice(2);
  } finally {
    await server.stop();
  }
}

const middle = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;

export async function benchWarmEdits(): Promise<void> {
  for (const each of files) {
    if (!existsSync(path.join(packages, each.file))) {
      console.log(`${each.file}: not measured; npm run wild fetches it`);
      continue;
    }
    const times = await measure(each);
    const [first, all, hover] = [
      middle(times.map((time) => time.first)),
      middle(times.map((time) => time.all)),
      Math.max(...times.map((time) => time.hover)),
    ];
    console.log(
      `${each.file}: edit to the network under the cursor ${first.toFixed(0)} ms, to all ${all.toFixed(0)} ms ` +
        `(${(all / first).toFixed(1)} times as long); a hover elsewhere waits at most ${hover.toFixed(0)} ms`,
    );
  }
}
