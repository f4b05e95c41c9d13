// The extension's manifest: what it names is there, and the client's commands are those it declares.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { languages as registry } from '../../server/src/languages/registry.js';

interface Manifest {
  icon: string;
  activationEvents: string[];
  capabilities: { untrustedWorkspaces: { supported: string; restrictedConfigurations: string[] } };
  contributes: {
    languages: {
      id: string;
      extensions: string[];
      configuration: string;
      icon: { light: string; dark: string };
    }[];
    grammars: { path: string }[];
    commands: { command: string; enablement?: string }[];
    keybindings: { when?: string }[];
    menus: Record<string, { when?: string }[]>;
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
const { languages, grammars, commands, keybindings, menus, walkthroughs, configuration } =
  manifest.contributes;

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

  it('starts the extension for the languages of the registry that editors open as text', () => {
    assert.deepEqual(
      manifest.activationEvents.flatMap((event) => /^onLanguage:(.+)$/.exec(event)?.[1] ?? []).sort(),
      registry.flatMap(({ id, editor }) => (editor === 'none' ? [] : [id])).sort(),
    );
  });

  it('declares the languages of the registry that are its own, with their endings', () => {
    const own = registry.filter(({ editor }) => editor === 'own');
    assert.deepEqual(
      languages.map(({ id, extensions }) => ({ id, extensions })),
      own.map(({ id, extensions }) => ({ id, extensions })),
    );
  });

  it('offers commands in all languages that can do what they do, and no others', async () => {
    const texts = registry.filter(({ editor }) => editor !== 'none');
    const [own, shared] = ['own', 'shared'].map((kind) => texts.filter(({ editor }) => editor === kind));
    const withArguments: string[] = [];
    for (const { id, load } of texts)
      if ((await load()).argumentWriter?.writeArguments) withArguments.push(id);
    const list = (entries: readonly { id: string }[] = []): string => entries.map(({ id }) => id).join('|');
    const conditions = [
      ...commands.map(({ enablement }) => enablement),
      ...keybindings.map(({ when }) => when),
      ...Object.values(menus).flatMap((items) => items.map(({ when }) => when)),
    ].filter((each) => each !== undefined);
    for (const { command, enablement = '' } of commands) {
      const [, wanted] = /editorLangId =~ \/\^\((.*?)\)\$\//.exec(enablement) ?? [];
      if (wanted === undefined) continue;
      const may = command === 'fovea.changeArguments' ? withArguments.join('|') : list(texts);
      assert.equal(wanted, may, command);
    }
    // Keys and buttons show at once in a language of our own; in one that mostly serves other ends, where there are networks.
    const buttons = conditions.filter((each) => each.includes('fovea.hasNetworks'));
    for (const condition of buttons.filter((each) => !each.startsWith('notebookType == '))) {
      assert.ok(condition.includes(`editorLangId =~ /^(${list(own)})$/`), condition);
      for (const { id } of shared ?? [])
        assert.ok(condition.includes(`editorLangId == ${id} && fovea.hasNetworks`), condition);
    }
    const named = conditions.flatMap((each) =>
      [...each.matchAll(/editorLangId == (\w+)/g)].map(([, id]) => id),
    );
    assert.deepEqual(
      [...new Set(named)],
      (shared ?? []).map(({ id }) => id),
    );
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
