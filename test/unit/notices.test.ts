// The notices that ship name every package of which code is bundled, with its licence.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { bundlesFor } from '../../scripts/bundles.mjs';

/** What the licences in use begin with, or must not lack. */
const grants =
  /Permission is hereby granted|Apache License|Permission to use, copy, modify|Blue Oak Model License|Redistribution and use/;

it('every bundled package is in the third-party notices, with its licence', async () => {
  const notices = readFileSync('dist/THIRD-PARTY-NOTICES.txt', 'utf8');
  const sections = notices.split(/^-{80}$/m).map((section) => section.trim());
  const results = await Promise.all(
    bundlesFor(false).map((options) => build({ ...options, write: false, metafile: true })),
  );
  const names = new Set<string>();
  for (const { metafile } of results) {
    for (const { inputs } of Object.values(metafile.outputs)) {
      for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
        const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file) ?? [];
        if (name !== undefined && bytesInOutput > 0) names.add(name);
      }
    }
  }
  assert.ok(names.has('preact') && names.has('vscode-languageclient'), [...names].join());
  for (const name of names) {
    const own = sections.filter((section) => section.startsWith(`${name} `));
    assert.ok(own.length > 0, name);
    for (const section of own) assert.match(section, grants, name);
  }
});
