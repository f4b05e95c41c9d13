// The extension's manifest: what it names is there, and the client's commands are those it declares.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

interface Manifest {
  icon: string;
  capabilities: { untrustedWorkspaces: { supported: string; restrictedConfigurations: string[] } };
  contributes: {
    languages: { configuration: string; icon: { light: string; dark: string } }[];
    grammars: { path: string }[];
    commands: { command: string }[];
    walkthroughs: { steps: { media: { markdown: string } }[] }[];
    configuration: { properties: Record<string, { default?: unknown; markdownDescription?: string }> };
  };
}

const source = readFileSync('package.json', 'utf8');
const texts = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
/** The manifest with its texts in place of their keys, as VS Code reads it. */
const manifest = JSON.parse(source, (_, value: unknown) => {
  const key = typeof value === 'string' ? /^%(.+)%$/.exec(value)?.[1] : undefined;
  return key === undefined ? value : texts[key];
}) as Manifest;
const { capabilities } = manifest;
const { languages, grammars, commands, walkthroughs, configuration } = manifest.contributes;

describe('the manifest', () => {
  it('names only files that exist', () => {
    const files = [
      manifest.icon,
      ...languages.flatMap((language) => [language.configuration, language.icon.light, language.icon.dark]),
      ...grammars.map((grammar) => grammar.path),
      ...walkthroughs.flatMap((walkthrough) => walkthrough.steps.map((step) => step.media.markdown)),
    ];
    assert.deepEqual(
      files.filter((file) => !existsSync(file)),
      [],
    );
  });

  it('declares exactly the commands of client/src/commands', () => {
    const folder = 'client/src/commands';
    const ids = readdirSync(folder).flatMap((file) =>
      [...readFileSync(`${folder}/${file}`, 'utf8').matchAll(/^ {2}id: '(.+)',$/gm)].map(([, id]) => id!),
    );
    assert.deepEqual(ids.sort(), commands.map(({ command }) => command).sort());
  });

  it('has all its texts in package.nls.json, and no others are there', () => {
    const keys = [...source.matchAll(/"%([^"%]+)%"/g)].map(([, key]) => key!);
    assert.deepEqual(Object.keys(texts).sort(), [...new Set(keys)].sort());
    const literal = [...source.matchAll(/"(title|\w*[dD]escription)": "(?!%)(.+)"/g)].map(([line]) => line);
    assert.deepEqual(literal, ['"title": "Fovea"']);
  });

  it('gives every setting a default and a description', () => {
    for (const [name, setting] of Object.entries(configuration.properties)) {
      assert.notEqual(setting.default, undefined, name);
      assert.ok(setting.markdownDescription, name);
    }
  });

  it('ignores settings that name folders where the workspace is not trusted', () => {
    const { supported, restrictedConfigurations } = capabilities.untrustedWorkspaces;
    assert.equal(supported, 'limited');
    const naming = Object.entries(configuration.properties).filter(([, { markdownDescription = '' }]) =>
      /\bfolders?\b/i.test(markdownDescription),
    );
    assert.deepEqual(
      restrictedConfigurations,
      naming.map(([name]) => name),
    );
  });

  it('lists every setting in the README', () => {
    const readme = readFileSync('README.md', 'utf8');
    assert.deepEqual(
      Object.keys(configuration.properties).filter((name) => !readme.includes(`\`${name}\``)),
      [],
    );
  });
});
