// Sentences for people stand in catalogues: a client, panel, editor feature or command takes its texts from there.
import assert from 'node:assert/strict';
import ts from 'typescript';
import { sourceFiles } from '../../scripts/sourceFiles.mjs';

/** What people see is written here; docs/architecture.md names the catalogues. */
const isForPeople = (name: string): boolean =>
  /^(client\/src|media\/panel|server\/src\/(math|ops|graph|contract|ide|format|picture|drawing|cli|lsp|workspace|directives|configuration|analysis|writing|languages\/(\w+\/write|fovea)))\/.*\.tsx?$/.test(
    name,
  ) &&
  !catalogues.test(name) &&
  !declarations.test(name);

/** Declarations that hold their own texts: measures, devices, optimizers, insights, and the keys of fovea.toml. */
const declarations =
  /^server\/src\/(directives\/claims|ops\/windowCounterparts|analysis\/(devices|optimizers|insights\/\w+)|configuration\/(declaration|schema))\.ts$/;

/** What an operator declares of itself: documentation, where its rule comes from, and why it has no counterpart. */
const declaredProperties = /^(summary|source|doc|defaultText|without)$/;
const declaringCalls = /^(none|activation|elementwise|softmaxLike|drop|adaptive\w*|global\w*|join|sequence)$/;

/** Whether a text is part of an operator's declaration, which holds its own documentation. */
const isDeclared = (node: ts.Node, file: ts.SourceFile): boolean =>
  (ts.isPropertyAssignment(node) && declaredProperties.test(node.name.getText(file))) ||
  (ts.isCallExpression(node) && declaringCalls.test(node.expression.getText(file)));

const catalogues =
  /^(client\/src|media\/panel)\/texts\/|^server\/src\/(format\/terms|(ide|picture)\/texts|(cli|lsp)\/messages|math\/texts|languages\/fovea\/((parser|fixes|refactorings)\/\w+|forms|describe)|languages\/pytorch\/write\/(helpers|recurrentHelpers))\.ts$/;

/** Texts of several words that are none for people. */
const technical: readonly RegExp[] = [
  // Paths and transforms of SVG; classes and selectors.
  /^(translate|rotate)\(|^M\d|^-?\d[\d. -]*$/,
  /^[a-z-]+ (xMid|slice)|^xMid/,
  /^(\.|h3)[\w., >-]+$|^reference dashed$|^closed group$/,
  // Markup, the language of DOT, fonts.
  /[\w-]="|^<|subgraph|^ node \[|^system-ui/,
  // Keys of collected requirements and of derived sizes.
  /^(may fail|per group)$/,
  // A role of operators.
  /^channel normalization$/,
  // The page around the panel.
  /^(<!DOCTYPE html>|default-src )/,
  // A definition to start from.
  /^net Network\(|^const value = /,
];

/** What writers write: code of another language, and lists of its words. */
const written =
  /[(){}[\]=*]|"""|^(import|from|class|def|int|# fovea:) |^(net block|False None|is lambda|modules parameters|neg abs) /;

const attributesForPeople = new Set([
  'label',
  'title',
  'caption',
  'text',
  'placeholder',
  'aria-label',
  'alt',
]);
const attributesForMachines = new Set(['class', 'className', 'transform', 'd', 'viewBox', 'name']);

/** The literals of a file that people read: text of several words, and whatever an element shows. */
function sentencesOf(name: string, text: string): readonly string[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const note = (node: ts.Node, shown: string): void => {
    if (technical.some((pattern) => pattern.test(shown))) return;
    if (name.includes('/write/') && written.test(shown)) return;
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
    found.push(`${name}:${line + 1}: ${shown.trim()}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    // A failed assumption of ours is no message.
    if (ts.isNewExpression(node) && node.expression.getText(file) === 'Error') return;
    if (/^server\/src\/(ops|languages\/fovea)\//.test(name) && isDeclared(node, file)) return;
    if (ts.isJsxAttribute(node)) {
      const attribute = node.name.getText(file);
      if (attributesForMachines.has(attribute)) return;
      const { initializer } = node;
      if (initializer && ts.isStringLiteral(initializer) && attributesForPeople.has(attribute)) {
        note(initializer, initializer.text);
        return;
      }
    }
    if (ts.isJsxText(node) && /\p{L}{2,}/u.test(node.text)) note(node, node.text);
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      const shown = ts.isTemplateExpression(node)
        ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…')
        : node.text;
      if (isSentence(shown)) note(node, shown);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Two words of letters, apart from classes of a style sheet such as `line-path touched`. */
const isSentence = (text: string): boolean => {
  const words = text
    .trim()
    .split(/\s+/)
    .filter((word) => /\p{L}{2,}/u.test(word));
  return words.length > 1 && !words.some((word) => word.includes('-') && !/[A-Z.]/.test(text));
};

it('takes every sentence for people from a catalogue', () => {
  assert.deepEqual(
    sourceFiles(isForPeople).flatMap(({ name, text }) => sentencesOf(name, text)),
    [],
  );
});
