// The VSIX holds only what runs, and what the marketplace shows.
import assert from 'node:assert/strict';
import { listFiles, PackageManager } from '@vscode/vsce';

const allowed = [
  /^package(\.nls)?\.json$/,
  /^(README|CHANGELOG)\.md$/,
  /^(LICENSE|SECURITY\.md|dist\/THIRD-PARTY-NOTICES\.txt)$/,
  /^dist\/((extension|server|panel)\.js|panel\.css|parts\/(?!cli\.)[\w-]+\.mjs)$/,
  /^examples\/[^/]+\.fovea$/,
  /^media\/(icon\.png|file\.svg|walkthrough\/[^/]+\.md)$/,
  /^(syntaxes|schemas)\/[^/]+\.json$/,
];

it('the package holds only what runs', async () => {
  const files = await listFiles({ packageManager: PackageManager.None });
  assert.deepEqual(
    files.filter((file) => !allowed.some((pattern) => pattern.test(file))),
    [],
  );
  for (const file of [
    'package.json',
    'package.nls.json',
    'README.md',
    'LICENSE',
    'dist/THIRD-PARTY-NOTICES.txt',
    'media/icon.png',
    'schemas/fovea.schema.json',
    'dist/parts/server.mjs',
  ])
    assert.ok(files.includes(file), file);
});
