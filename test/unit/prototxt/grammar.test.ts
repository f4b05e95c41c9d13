// The TextMate grammar of prototxt: how the words of a file are coloured.
import assert from 'node:assert/strict';
import textmate, { type IGrammar } from 'vscode-textmate';
import { loadGrammar } from '../../support/grammar.js';

const file = 'syntaxes/prototxt.tmLanguage.json';

describe('the prototxt grammar', () => {
  let grammar: IGrammar;
  before(async () => {
    grammar = await loadGrammar(file, 'source.prototxt');
  });

  const check = (line: string, ...expected: string[]): void => {
    const found = grammar
      .tokenizeLine(line, textmate.INITIAL)
      .tokens.filter(({ scopes }) => scopes.length > 1 && !scopes.at(-1)!.startsWith('punctuation'))
      .filter(({ startIndex, endIndex }) => line.slice(startIndex, endIndex).trim() !== '')
      .map(
        ({ startIndex, endIndex, scopes }) =>
          `${line.slice(startIndex, endIndex).trim()} ${scopes.at(-1)!.replace(/\.prototxt$/, '')}`,
      );
    assert.deepEqual(found, expected);
  };

  it('colours messages, types and names', () => {
    check(
      'layer { name: "conv1"',
      'layer storage.type.message',
      'name variable.other.property',
      '"conv1" entity.name.function',
    );
    check("type: 'Convolution'", 'type variable.other.property', "'Convolution' support.class");
    check(
      'layers { type: CONVOLUTION',
      'layers storage.type.message',
      'type variable.other.property',
      'CONVOLUTION support.class',
    );
    check(
      'filler { type: "gaussian"',
      'filler storage.type.message',
      'type variable.other.property',
      '" string.quoted.double',
      'gaussian string.quoted.double',
      '" string.quoted.double',
    );
  });
  it('colours values', () => {
    check('std: -1.5e-3', 'std variable.other.property', '-1.5e-3 constant.numeric');
    check(
      'pool: MAX global: true',
      'pool variable.other.property',
      'MAX constant.other.enum',
      'global variable.other.property',
      'true constant.language',
    );
  });
  it('colours comments, and those to Fovea', () => {
    check('# a comment', '# comment.line.number-sign', 'a comment comment.line.number-sign');
    check(
      '#fovea:input 3x224x224',
      '# comment.line.number-sign',
      'fovea: keyword.other.directive',
      'input keyword.other.directive',
      '3x224x224 constant.other.directive',
    );
  });
});
