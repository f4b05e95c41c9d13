// Random Fovea programs that are right: text and, for the same program, a second text with other spacing.
import fc from 'fast-check';

export interface Program {
  text: string;
  /** The same program with comments, blank lines and another indentation. */
  spread: string;
}

const name = fc.constantFrom('a', 'b', 'width', 'Conv', 'ReLU', 'skip', 'größe', 'x1', 'input', 'report');
const plainName = fc.constantFrom('a', 'b', 'width', 'Conv', 'ReLU', 'skip', 'größe', 'x1');

const { expression, argument } = fc.letrec<{ expression: string; argument: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('1', '2.5', '61M', '3x3', 'true', '"text"', 'it', 'it.channels', '1e-3', '1_000'),
    name,
    fc
      .tuple(tie('expression'), fc.constantFrom('+', '-', '*', '/', '%', '^', 'and', 'or'), tie('expression'))
      .map((p) => `(${p.join(' ')})`),
    fc
      .tuple(tie('expression'), tie('expression'), tie('expression'))
      .map(([a, b, c]) => `(if ${a} == 1 then ${b} else ${c})`),
    fc.array(tie('expression'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    fc
      .tuple(name, fc.array(tie('argument'), { maxLength: 3 }))
      .map(([callee, args]) => `${callee}(${args.join(', ')})`),
    tie('expression').map((operand) => `-${operand}`),
    tie('expression').map((operand) => `(not ${operand})`),
  ),
  argument: fc.oneof(
    tie('expression'),
    fc.tuple(name, tie('expression')).map(([key, value]) => `${key} = ${value}`),
    tie('expression').map((value) => `...${value}`),
  ),
}));

const layer = fc
  .tuple(plainName, fc.array(argument, { maxLength: 3 }))
  .map(([callee, args]) => (args.length === 0 ? callee : `${callee}(${args.join(', ')})`));

const chain = fc
  .array(fc.tuple(fc.option(plainName), layer), { minLength: 1, maxLength: 4 })
  .map((elements) =>
    elements.map(([label, value]) => (label === null ? value : `${label}: ${value}`)).join(' -> '),
  );

/** Lines of a body; every level is indented by one mark, which becomes blanks or nothing. */
const { body } = fc.letrec<{ statement: string; body: string }>((tie) => ({
  statement: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    chain,
    fc.tuple(plainName, chain).map(([key, value]) => `let ${key} = ${value}`),
    fc.tuple(name, expression).map(([key, size]) => `input ${key}: ${size} x ? x 4x4`),
    fc.tuple(name, chain).map(([key, value]) => `output ${key} (training) = ${value}`),
    fc.tuple(plainName, expression).map(([target, value]) => `expect ${target}[0].params = ${value}`),
    expression.map((value) => `limit params <= ${value}, macs < 3G`),
    expression.map((value) => `report { year = 2012, paper = ${value} }`),
    fc.tuple(plainName, tie('body')).map(([key, inner]) => `${key}: {\n${inner}\n}`),
    fc.tuple(expression, tie('body')).map(([count, inner]) => `repeat ${count} {\n${inner}\n}`),
    fc.tuple(expression, tie('body')).map(([list, inner]) => `for i, x in ${list} {\n${inner}\n}`),
    fc
      .tuple(expression, tie('body'), tie('body'))
      .map(([test, yes, no]) => `if ${test} {\n${yes}\n} else {\n${no}\n}`),
    fc
      .array(chain, { minLength: 1, maxLength: 3 })
      .map(
        (branches) => `add {\n${branches.map((branch) => `| ${branch}`).join('\n')}\n| survive(0.5): it\n}`,
      ),
  ),
  body: fc.array(tie('statement'), { maxLength: 3 }).map((statements) => statements.join('\n')),
}));

const definition = fc
  .tuple(fc.constantFrom('net', 'block'), name, expression, body)
  .map(([word, title, value, inner]) => `${word} ${title}(a, b: int = ${value}) {\n${inner}\n}`);

/** A right program in two spacings. */
export function someFovea(): fc.Arbitrary<Program> {
  return fc.array(definition, { minLength: 1, maxLength: 3 }).map((definitions) => {
    const lines = definitions.join('\n').split('\n');
    let depth = 0;
    const indented = lines.map((line) => {
      if (line.startsWith('}')) depth--;
      const result = '  '.repeat(depth) + line;
      if (line.endsWith('{')) depth++;
      return result;
    });
    const spread = lines.map(
      (line) => `${/^(net|block) /.test(line) ? '' : '\t'}${line.replaceAll(' -> ', '\n\n-> ')} // ✓`,
    );
    return { text: indented.join('\n') + '\n', spread: spread.join('\r\n\r\n') };
  });
}
