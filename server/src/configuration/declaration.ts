// The keys of fovea.toml, declared once: for reading them, for the schema that editors complete by, and for the documentation.

/** What a key takes. */
export type KeyType =
  | {
      readonly is: 'codes' | 'globs' | 'folders' | 'severities' | 'shape' | 'shapes' | 'size' | 'arguments';
    }
  | { readonly is: 'choice'; readonly of: readonly string[] }
  | { readonly is: 'networks' };

export interface KeyDeclaration {
  readonly type: KeyType;
  /** One sentence, in Markdown. */
  readonly doc: string;
  /** As TOML. */
  readonly example: string;
}

export const keys = {
  select: {
    type: { is: 'codes' },
    doc: 'The only findings that are shown, by their codes.',
    example: 'select = ["shape-mismatch", "channels-mismatch"]',
  },
  ignore: {
    type: { is: 'codes' },
    doc: 'Findings that are not shown, by their codes.',
    example: 'ignore = ["unread-input"]',
  },
  severity: {
    type: { is: 'severities' },
    doc: 'The severity of findings, by their codes: `error`, `warning`, `information` or `hint`. A finding that rests on an assumed input stays information at most.',
    example: 'severity = { unused-layer = "error" }',
  },
  exclude: {
    type: { is: 'globs' },
    doc: 'Files and folders that `fovea check` leaves out, as patterns of `.gitignore`, relative to the folder of this file.',
    example: 'exclude = ["legacy/", "**/generated_*.py"]',
  },
  packages: {
    type: { is: 'folders' },
    doc: 'Folders of Python packages within the project, relative to the folder of this file, which are read where a file imports them.',
    example: 'packages = ["third_party"]',
  },
  phase: {
    type: { is: 'choice', of: ['TEST', 'TRAIN'] },
    doc: 'The phase in which Caffe files are shown, where they do not say it themselves.',
    example: 'phase = "TRAIN"',
  },
  'input-shape': {
    type: { is: 'shape' },
    doc: 'The shape of the main input of Caffe files that do not say it, without the batch.',
    example: 'input-shape = "3x224x224"',
  },
  'input-size': {
    type: { is: 'size' },
    doc: 'Height and width of the image that a network in a Python file is given, where nothing else says it.',
    example: 'input-size = 299',
  },
  networks: {
    type: { is: 'networks' },
    doc: 'What networks are given, by their names: `input` and `args`; `files` limits it to files that match a pattern. Several entries for one name are written `[[networks.NAME]]`.',
    example: '[networks.ResNet]\ninput = "3x224x224"\nargs = { depth = 50 }\nfiles = "models/**"',
  },
} as const satisfies Readonly<Record<string, KeyDeclaration>>;

/** The keys of one network. */
export const networkKeys = {
  input: {
    type: { is: 'shapes' },
    doc: 'The shapes of its inputs without the batch, separated by commas, each with its name where there are several: `"image 3x224x224, mask 1x224x224"`.',
    example: 'input = "3x224x224"',
  },
  args: {
    type: { is: 'arguments' },
    doc: 'Its arguments: a table, or a text as in a comment. A text in the table is an expression of the file’s language.',
    example: 'args = { depth = 50, block = "Bottleneck" }',
  },
  files: {
    type: { is: 'globs' },
    doc: 'The files for which this holds, as patterns of `.gitignore`; all where it is left out.',
    example: 'files = ["models/**"]',
  },
} as const satisfies Readonly<Record<string, KeyDeclaration>>;
