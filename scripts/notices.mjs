// The notices of the packages whose code the bundles hold: their licences ask that these go along.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const licenceFile = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/** Folders of the packages of which something is in the outputs of esbuild's metafiles. */
function packagesIn(metafiles) {
  const folders = new Set();
  for (const { outputs } of metafiles) {
    for (const { inputs } of Object.values(outputs)) {
      for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
        const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
        if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
      }
    }
  }
  return [...folders];
}

/** The text that is shipped. Throws where a package brings no licence, since it must not be shipped then. */
export function noticesOf(metafiles) {
  const parts = packagesIn(metafiles).map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const files = existsSync(folder)
      ? readdirSync(folder)
          .filter((file) => licenceFile.test(file))
          .sort()
      : [];
    if (files.length === 0) throw new Error(`${name} is bundled, but brings no licence.`);
    const texts = files.map((file) => readFileSync(path.join(folder, file), 'utf8').trim());
    return { name, text: `${name} ${version} (${license})\n\n${texts.join('\n\n')}` };
  });
  const byName = new Map(parts.map(({ name, text }) => [`${name}\n${text}`, text]));
  const sorted = [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  const rule = `\n\n${'-'.repeat(80)}\n\n`;
  return `Fovea contains code of these packages, under their own licences.${rule}${sorted.join(rule)}\n`
    .replaceAll('\r\n', '\n')
    .replace(/[ \t]+$/gm, '');
}
