// What is wrong with the syntax of a Python file: the messages of `python-syntax`.

type Shown = string | number | bigint;

export const pythonProblems = {
  misplacedBackslash: 'A backslash must be at the end of a line.',
  invalidCharacter: 'Invalid character.',
  unmatchedBracket: (text: Shown) => `Unmatched \`${text}\`.`,
  mismatchedBracket: (text: Shown, meant: Shown) => `\`${text}\` does not match \`${meant}\`.`,
  expected: (text: Shown) => `Expected \`${text}\`.`,
  expressionExpected: 'Expected an expression.',
  expressionEndExpected: 'Expected the end of the expression.',
  definitionExpected: 'Expected a function or class after the decorator.',
  unmatchedIndentation: 'The indentation matches no outer block.',
  unexpectedIndentation: 'Unexpected indentation.',
  blockExpected: 'Expected an indented block.',
  attributeExpected: 'Expected an attribute name after the dot.',
  nameExpected: 'Expected a name.',
  tooDeep: 'Nested too deeply.',
  unclosed: (text: Shown) => `Unclosed \`${text}\`.`,
  patternExpected: 'Expected a pattern.',
  statementEndExpected: 'Expected the end of the statement.',
  unterminatedString: 'Unterminated string.',
  tooManyBranches: 'Too many branches.',
} as const;
