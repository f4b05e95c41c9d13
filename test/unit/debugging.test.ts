// The debug configurations and tasks name scripts, files and tasks that there are, and recognize what the build prints.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';

const read = <Json>(file: string): Json => JSON.parse(readFileSync(file, 'utf8')) as Json;

interface Launch {
  readonly configurations: readonly {
    readonly name: string;
    readonly program?: string;
    readonly args?: readonly string[];
    readonly port?: number;
    readonly preLaunchTask?: string;
  }[];
  readonly compounds: readonly { readonly configurations: readonly string[] }[];
}

interface Tasks {
  readonly tasks: readonly {
    readonly label: string;
    readonly script: string;
    readonly problemMatcher:
      readonly string[] | { readonly background: Readonly<Record<'beginsPattern' | 'endsPattern', string>> };
  }[];
}

const launch = read<Launch>('.vscode/launch.json');
const { tasks } = read<Tasks>('.vscode/tasks.json');
const { scripts } = read<{ readonly scripts: Readonly<Record<string, string>> }>('package.json');

describe('debug configurations', () => {
  it('start programs and folders that there are', () => {
    const places = launch.configurations.flatMap(({ program, args = [] }) => [program ?? '', ...args]);
    const named = places.flatMap((place) => /\$\{workspaceFolder\}\/(.+)/.exec(place)?.[1] ?? []);
    // The bundles are built by the task before it.
    assert.deepEqual(
      named.filter((place) => !place.startsWith('dist/') && !existsSync(place)),
      [],
    );
    for (const place of named.filter((each) => each.startsWith('dist/')))
      assert.ok(readFileSync('esbuild.mjs', 'utf8').includes(place.replace(/^dist\/|\.js$/g, '')), place);
  });

  it('run tasks that there are before them', () => {
    const labels = tasks.map(({ label }) => label);
    for (const { preLaunchTask } of launch.configurations)
      if (preLaunchTask !== undefined) assert.ok(labels.includes(preLaunchTask), preLaunchTask);
  });

  it('are what compounds start', () => {
    const names = launch.configurations.map(({ name }) => name);
    for (const { configurations } of launch.compounds)
      for (const each of configurations) assert.ok(names.includes(each), each);
  });

  it('attach to the port that the client opens', () => {
    const port = launch.configurations.find((each) => each.port !== undefined)?.port;
    assert.ok(readFileSync('client/src/client.ts', 'utf8').includes(`--inspect=${port}`));
  });
});

describe('tasks', () => {
  it('run scripts that there are', () => {
    for (const { script } of tasks) assert.ok(Object.hasOwn(scripts, script), script);
  });

  // What esbuild prints at the level `info`, which the watching build has.
  const printed = [
    '[watch] build started (change: "a.ts")',
    '[watch] build finished, watching for changes...',
  ];
  it('see when the watching build begins and ends', () => {
    for (const { problemMatcher } of tasks) {
      if (!('background' in problemMatcher)) continue;
      const { beginsPattern, endsPattern } = problemMatcher.background;
      [beginsPattern, endsPattern].forEach((pattern, index) =>
        assert.match(printed[index] ?? '', new RegExp(pattern)),
      );
    }
  });
});
