// Budgets and expectations as directives state them: `limit params <= 5M, macs <= 600M`, `expect params = 61100840`.
import type { Assertion, Measure } from '../graph/graph.js';
import { numberValue } from '../math/numberLiteral.js';
import { nearest } from '../text/nearest.js';
import type { Range } from '../text/range.js';
import { parseShapes } from './shapes.js';
import { directiveTexts } from '../findings/directives.js';

export const measures: Readonly<Record<Measure, string>> = {
  shape: 'The output shape, without the batch.',
  params: 'Learnable parameters.',
  macs: 'Multiply-accumulates for one example.',
  activations: 'Elements of all tensors that layers newly write, for one example.',
  depth: 'Convolutions and linear layers on the longest path.',
  layers: 'Number of layers.',
  receptiveField: 'Size of the receptive field in input pixels.',
};

export const isMeasure = (name: string): name is Measure => Object.hasOwn(measures, name);

/** One claim of a directive. */
export interface Claim extends Range {
  readonly measure: Measure;
  readonly relation: Assertion['relation'];
  readonly expected: Assertion['expected'];
}

export interface ClaimProblem extends Range {
  readonly problem: string;
}

const claim = /^\s*([\p{L}_]\w*)\s*(<=|>=|==|=|<|>|≤|≥)\s*(\S.*?)\s*$/u;
const signs: Readonly<Record<string, Assertion['relation']>> = { '==': '=', '≤': '<=', '≥': '>=' };

/** Claims separated by commas; those of `expect` are equations. */
export function parseClaims(
  word: 'limit' | 'expect',
  text: string,
  offset: number,
): readonly Claim[] | ClaimProblem {
  const claims: Claim[] = [];
  let start = offset;
  for (const part of text.split(',')) {
    const at = { start: start + part.length - part.trimStart().length, end: start + part.trimEnd().length };
    const read = parseClaim(word, part);
    if (typeof read === 'string') return { problem: read, ...at };
    claims.push({ ...read, ...at });
    start += part.length + 1;
  }
  return claims;
}

function parseClaim(word: 'limit' | 'expect', text: string): Omit<Claim, keyof Range> | string {
  const form = word === 'limit' ? directiveTexts.limit : directiveTexts.expectation;
  const [, measure = '', sign = '', value = ''] = claim.exec(text) ?? [];
  if (measure === '') return form;
  if (!isMeasure(measure)) {
    const near = nearest(measure, Object.keys(measures));
    return directiveTexts.unknownMeasure(measure, near, Object.keys(measures));
  }
  const relation = signs[sign] ?? (sign as Assertion['relation']);
  if (word === 'expect' && relation !== '=') return directiveTexts.boundInExpectation(form);
  if (word === 'limit' && measure === 'shape') return directiveTexts.boundedShape(value);
  const expected = expectedOf(measure, value);
  return expected === undefined ? form : { measure, relation, expected };
}

const numeral = /^(?:\d[\d_]*(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?[KMGT]?$/;

/** A number such as `5M`; of shapes and receptive fields sizes as well, of which `?` may be any. */
function expectedOf(measure: Measure, text: string): Claim['expected'] | undefined {
  if (measure !== 'shape' && numeral.test(text)) {
    const { value, problem } = numberValue(text);
    return problem === null ? value : undefined;
  }
  if (measure !== 'shape' && measure !== 'receptiveField') return undefined;
  const shapes = parseShapes(text);
  const [shape] = 'problem' in shapes ? [] : shapes;
  if (!shape || shape.name !== undefined || shape.axes.some(({ kind }) => kind === 'symbol'))
    return undefined;
  return shape.axes.map((axis) => (axis.kind === 'size' ? axis.size : undefined));
}

/** Claims about a whole network, as its analysis checks them. */
export const assertionsOf = (claims: readonly Claim[], uri: string): readonly Assertion[] =>
  claims.map(({ measure, relation, expected, start, end }) => ({
    span: { uri, start, end },
    text: measure,
    part: undefined,
    measure,
    relation,
    expected,
  }));
