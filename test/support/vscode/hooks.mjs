// Resolves the modules that only VS Code has to the fake ones.
const fake = new URL('./fake.ts', import.meta.url).href;

export const resolve = (specifier, context, next) =>
  specifier === 'vscode' || specifier === 'vscode-languageclient/node'
    ? { url: fake, shortCircuit: true }
    : next(specifier, context);
