// The TextMate grammar: how the words of a network are coloured.
import assert from 'node:assert/strict';
import textmate, { type IGrammar } from 'vscode-textmate';
import { functions } from '../../server/src/languages/fovea/arithmetic.js';
import { loadGrammar } from '../support/grammar.js';

const file = 'syntaxes/fovea.tmLanguage.json';

describe('the Fovea grammar', () => {
  let grammar: IGrammar;
  before(async () => {
    grammar = await loadGrammar(file, 'source.fovea');
  });

  /** `word scope` of every coloured word, the language's name left off. */
  function scopes(text: string): string[] {
    let stack = textmate.INITIAL;
    return text.split('\n').flatMap((line) => {
      const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
      stack = ruleStack;
      return tokens
        .filter((token) => token.scopes.length > 1)
        .map((token) => {
          const scope = token.scopes.at(-1)!.replace(/\.fovea$/, '');
          return `${line.slice(token.startIndex, token.endIndex).trim()} ${scope}`;
        });
    });
  }

  const check = (text: string, ...expected: string[]) => assert.deepEqual(scopes(text), expected);

  it('colours a network and its parameters', () => {
    check(
      'net AlexNet(classes = 1000) {',
      'net storage.type.net',
      'AlexNet entity.name.type.class',
      'classes variable.parameter',
      '= keyword.operator.assignment',
      '1000 constant.numeric',
    );
  });

  it('colours an input and its shape', () => {
    check(
      'input image: 3 x 227x227',
      'input keyword.other.port',
      'image variable.other',
      ': punctuation.separator',
      '3 constant.numeric',
      'x keyword.operator.shape',
      '227x227 constant.numeric.shape',
    );
  });

  it('colours a labelled chain', () => {
    check(
      'conv1: Conv(96, pad = same) -> Bottleneck(64)',
      'conv1 entity.name.function.label',
      ': punctuation.separator',
      'Conv entity.name.type',
      '96 constant.numeric',
      ', punctuation.separator',
      'pad variable.parameter',
      '= keyword.operator.assignment',
      'same constant.language.word',
      '-> keyword.operator.arrow',
      'Bottleneck entity.name.type',
      '64 constant.numeric',
    );
  });

  it('colours labels with an index, loops and ranges', () => {
    check(
      'stage[i]: for j in 0 ..< depth {',
      'stage entity.name.function.label',
      ': punctuation.separator',
      'for keyword.control',
      'in keyword.control',
      '0 constant.numeric',
      '..< keyword.operator.range',
    );
  });

  it('colours joins, branches, spreads and survival', () => {
    check(
      'mean { | ...Fractal(2) | survive(0.8): it }',
      'mean keyword.control.join',
      '| keyword.operator.branch',
      '... keyword.operator.spread',
      'Fractal entity.name.type',
      '2 constant.numeric',
      '| keyword.operator.branch',
      'survive keyword.other.assertion',
      '0.8 constant.numeric',
      ': punctuation.separator',
      'it variable.language.it',
    );
  });

  it('tells max of numbers from max of branches', () => {
    check('max {', 'max keyword.control.join');
    check('max(a, b)', 'max support.function.math', ', punctuation.separator');
  });

  it('colours outputs for training and properties', () => {
    check(
      'output aux (training) = it.channels',
      'output keyword.other.port',
      'aux variable.other',
      'training storage.modifier.training',
      '= keyword.operator.assignment',
      'it variable.language.it',
      '. punctuation.accessor',
      'channels variable.other.property',
    );
  });

  it('colours budgets with suffixes', () => {
    check(
      'limit params <= 61M',
      'limit keyword.other.assertion',
      '<= keyword.operator.comparison',
      '61M constant.numeric',
    );
  });

  it('ends a string at the end of its line, and nothing within comments', () => {
    check('"open', '" string.quoted.double', 'open string.quoted.double');
    check(
      '/* net\nConv */ Flatten',
      '/* comment.block',
      'net comment.block',
      'Conv comment.block',
      '*/ comment.block',
      'Flatten entity.name.type',
    );
    check('/// net', '/// punctuation.definition.comment', 'net comment.line.documentation');
  });

  it('knows every function of expressions', () => {
    for (const name of Object.keys(functions)) check(`${name}(x)`, `${name} support.function.math`);
  });
});
