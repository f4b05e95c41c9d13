// The forms of statements and definitions, as completion inserts them and as a person would read of them.
import type { Proposal } from '../../contract/completion.js';

type Form = Pick<Proposal, 'label' | 'doc' | 'snippet'>;

const proposals = (forms: readonly Form[]): readonly Proposal[] =>
  forms.map((form) => ({ ...form, kind: 'statement' }));

/** What may stand outside all definitions. */
export const definitionForms = proposals([
  {
    label: 'net',
    doc: 'A network: inputs, layers in the order in which the data passes, and what comes out.',
    snippet: 'net ${1:Name}(${2:classes = 1000}) {\n  input ${3:image}: ${4:3 x 224 x 224}\n\n  $0\n}',
  },
  {
    label: 'block',
    doc: 'A part that networks use several times, with parameters.',
    snippet: 'block ${1:Name}(${2:width}) {\n  $0\n}',
  },
  {
    label: 'operator',
    doc: 'A layer that Fovea does not know: what comes out, its parameters and its cost.',
    snippet:
      'operator ${1:Name}(${2:channels}) {\n  out = ${3:channels x it.height x it.width}\n  params = $4\n  macs = $0\n}',
  },
  {
    label: 'function',
    doc: 'A function of numbers.',
    snippet: 'function ${1:name}(${2:n}) = $0',
  },
  { label: 'const', doc: 'A value under a name, for the whole file.', snippet: 'const ${1:NAME} = $0' },
  {
    label: 'import',
    doc: 'Brings in the definitions of another file.',
    snippet: 'import { ${2:Name} } from "${1:blocks.fovea}"',
  },
]);

/** What may begin a statement, besides layers and values. */
export const statementForms = proposals([
  { label: 'let', doc: 'Names a value; the current value stays as it is.', snippet: 'let ${1:name} = $0' },
  {
    label: 'shared',
    doc: 'Names layers that run wherever the name stands, always with the same weights.',
    snippet: 'shared ${1:name} = $0',
  },
  {
    label: 'for',
    doc: 'Runs its body for each item of a list, from the value that the last round gave.',
    snippet: 'for ${1:i} in ${2:0 ..< 4} {\n  $0\n}',
  },
  { label: 'repeat', doc: 'Runs its body so many times.', snippet: 'repeat ${1:3} {\n  $0\n}' },
  {
    label: 'if',
    doc: 'Runs its body where a condition holds.',
    snippet: 'if ${1:it.channels != width} {\n  $0\n}',
  },
  {
    label: 'input',
    doc: 'An input of the network with its shape, without the batch, channels first.',
    snippet: 'input ${1:image}: ${2:3 x 224 x 224}',
  },
  {
    label: 'output',
    doc: 'An output of the network; without one, the last value is it.',
    snippet: 'output ${1:name} = $0',
  },
  {
    label: 'expect',
    doc: 'Claims a shape or a figure; the editor underlines it where it does not hold.',
    snippet: 'expect ${1:label} = $0',
  },
  {
    label: 'limit',
    doc: 'Claims an upper bound of a figure.',
    snippet: 'limit ${1:params} <= ${2:10M}',
  },
  {
    label: 'report',
    doc: 'Facts of a publication, such as its year and its error.',
    snippet: 'report {\n  $0\n}',
  },
]);

/** What an operator of one's own states. */
export const factForms = proposals([
  {
    label: 'out',
    doc: 'What comes out: a shape without the batch, or a list of shapes. Unknown where it is left out.',
    snippet: 'out = ${0:it.shape}',
  },
  { label: 'params', doc: 'Learnable parameters. Unknown where it is left out.', snippet: 'params = $0' },
  {
    label: 'macs',
    doc: 'Multiply-accumulates for one example. Unknown where it is left out.',
    snippet: 'macs = $0',
  },
  { label: 'let', doc: 'Names a value.', snippet: 'let ${1:name} = $0' },
]);
