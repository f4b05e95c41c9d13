// The rooms of the project: which folders there are, what each holds, and what it may import. The only place that says so:
// eslint.config.mjs, the table in docs/architecture.md (`npm run docs`) and test/unit/rooms.test.ts are made from it.

/**
 * @typedef {object} Room
 * @property {string} path A folder, or a single file; a file belongs to the room with the longest path.
 * @property {string} holds What it is for, in one sentence.
 * @property {readonly string[]} imports Paths of the rooms that it may import. All stand before it in the list, so that
 *   there is no circle.
 * @property {string} why Why these, or why no others; the room is the subject of the phrase.
 * @property {readonly Outside[]} outside What it may import that is not the project's; packages of development are not
 *   listed for scripts and tests.
 * @property {boolean} pure It computes from its arguments alone: no clock, no timer, no random number.
 */

/** @typedef {string} Outside A group of scripts/walls.mjs, the name of a package, or `anything`. */

/** @type {Room[]} */
const rooms = [];

/** Adds a room of the engine: it runs in Node, in a worker and in a browser, and gives the same for the same texts. */
function engine(path, imports, holds, why, ...outside) {
  rooms.push({ path, holds, imports: [...new Set(imports)], why, outside, pure: true });
}

function room(path, imports, holds, why, ...outside) {
  rooms.push({ path, holds, imports: [...new Set(imports)], why, outside, pure: false });
}

const server = (...names) => names.map((name) => `server/src/${name}`);
const panel = (...names) => names.map((name) => `media/panel/${name}`);
const all = () => rooms.map(({ path }) => path);

// What texts, numbers and layers are.
const basics = server('text', 'math');
engine(
  'server/src/text',
  [],
  'offsets, ranges, the UTF-16 line index, nearest names, Markdown and CSV of text from outside',
  'stands below everything',
);
engine(
  'server/src/math',
  server('text'),
  'exact integers and fractions, sizes that may be unknown, formulas that keep their factors',
  'knows no tensors or layers',
);
engine(
  'server/src/findings',
  basics,
  'the catalogue: every code with its severity, message and documentation',
  'does not know where findings come from',
);
engine(
  'server/src/ops',
  [...basics, ...server('findings')],
  'one file per operator or small family; `registry.ts` is the only list',
  'knows no language and no editor',
);
engine(
  'server/src/graph',
  [...basics, ...server('findings', 'ops')],
  'bodies of nodes and values, each with its place in its source',
  'does not know how it was written',
);
const graphs = [...basics, ...server('findings', 'ops', 'graph')];
engine(
  'server/src/format',
  graphs,
  'how numbers, units, arguments and receptive fields are written for people',
  'serves displays of every kind',
);

// What people write beside their definitions, and what a language is.
engine(
  'server/src/directives/shapes.ts',
  [...basics, ...server('findings')],
  'the one parser of shapes such as `3x224x224`',
  'is used by the client and the panel too',
);
engine(
  'server/src/directives',
  [...graphs, ...server('format', 'directives/shapes.ts')],
  'what people write next to their definitions: shapes, arguments, directives in comments',
  'knows no language and not where comments stand',
);
engine(
  'server/src/configuration',
  [...graphs, ...server('directives', 'directives/shapes.ts')],
  'fovea.toml: its keys, what they mean, its schema',
  'knows no files and no languages',
  'toml-eslint-parser',
);
engine(
  'server/src/contract',
  [...graphs, ...server('directives', 'directives/shapes.ts')],
  'what a language is to the rest: how it is read, what it gives, what it can write',
  'knows no language',
);
const contract = [...graphs, ...server('format', 'directives', 'directives/shapes.ts', 'contract')];

// What is computed for a network.
engine(
  'server/src/analysis',
  contract,
  'totals, depth, receptive fields, expected cost, budgets, findings',
  'knows languages by their contract alone, and no editor',
);
engine(
  'server/src/analysis/insights',
  [...contract, ...server('analysis')],
  'what papers teach about structures that a network has',
  'stands on the analysis, which does not know it',
);
engine(
  'server/src/writing',
  [...contract, ...server('analysis')],
  'what the writers of all languages share: a network with every block instance spelled out',
  'knows no language',
);
const writer = [...contract, ...server('analysis', 'writing')];

// Languages. None knows another.
engine(
  'server/src/languages/fovea/write',
  writer,
  'writes a network as Fovea',
  'shares nothing with the reader: any network may be written',
);
const own = (...names) => server(...names.map((name) => `languages/fovea/${name}`));
engine(
  'server/src/languages/fovea/parser',
  basics,
  'a tree for every text of Fovea',
  'knows no operators and no values',
);
engine(
  'server/src/languages/fovea/fixes',
  [...graphs, ...server('contract'), ...own('parser')],
  'quick fixes of Fovea, one file each',
  'reads trees; knows no networks',
);
engine(
  'server/src/languages/fovea/refactorings',
  [...graphs, ...server('contract'), ...own('parser', 'fixes')],
  'refactorings of Fovea, one file each',
  'reads trees; knows no networks',
);
engine(
  'server/src/languages/fovea',
  [...contract, ...own('write', 'parser', 'fixes', 'refactorings')],
  "Fovea's own language: linker, evaluator, editor's questions",
  'knows no other language',
);
const caffe = (...names) => server(...names.map((name) => `languages/prototxt/${name}`));
engine(
  'server/src/languages/prototxt/parser',
  basics,
  "prototxt's text format: tokens, tree, typed reading of fields",
  'knows no Caffe',
);
engine(
  'server/src/languages/prototxt/schema',
  [...graphs, ...caffe('parser')],
  'caffe.proto as data, and the check of a file against it',
  'knows no layer',
);
engine(
  'server/src/languages/prototxt/layers',
  [...graphs, ...caffe('parser', 'schema')],
  "one declaration for each of Caffe's types of layer",
  'does not know how layers are connected',
);
engine(
  'server/src/languages/prototxt/write',
  writer,
  'writes a network as prototxt',
  'shares nothing with the reader',
);
engine(
  'server/src/languages/prototxt',
  [...contract, ...caffe('parser', 'schema', 'layers', 'write')],
  'Caffe prototxt: blobs followed by name',
  'knows no other language',
);
const torch = (...names) => server(...names.map((name) => `languages/pytorch/${name}`));
engine('server/src/languages/pytorch/parser', basics, 'a tree for every text of Python', 'knows no values');
const python = [...graphs, ...server('contract'), ...torch('parser')];
engine(
  'server/src/languages/pytorch/interpreter',
  python,
  "Python's values, calls, classes and budgets; forks, joins and what is unknown",
  'does not know how programs are compiled or traced',
);
engine(
  'server/src/languages/pytorch/compile',
  [...python, ...torch('interpreter')],
  'function bodies as closures',
  'uses values; knows no library',
);
engine(
  'server/src/languages/pytorch/library/regex',
  basics,
  'regular expressions of Python, matched within a budget',
  'knows no Python values',
);
engine(
  'server/src/languages/pytorch/library',
  [...python, ...torch('interpreter', 'library/regex')],
  "Python's own library, as far as programs use it",
  'uses values; is not compiled',
);
engine(
  'server/src/languages/pytorch/sizes',
  [...python, ...torch('interpreter')],
  'names for sizes, from the text that reads them',
  'knows no tensors',
);
engine(
  'server/src/languages/pytorch/trace',
  [...python, ...torch('interpreter', 'sizes')],
  'tensors that are shapes, and the graph that running `forward` on them makes',
  'knows values; does not know who runs them',
);
engine(
  'server/src/languages/pytorch/trace/primitives',
  [...python, ...torch('interpreter', 'trace')],
  "the engine's operators as functions that the stubs of torch call",
  'stands on tensors',
);
engine(
  'server/src/languages/pytorch/modules',
  [...python, ...torch('interpreter', 'compile', 'library')],
  'finds modules (files, installed packages, stubs, the library) and runs them',
  'knows no tensors',
);
engine(
  'server/src/languages/pytorch/navigation',
  [...python, ...torch('interpreter')],
  'where classes and layers of a program are made and used',
  'reads trees, and which modules hold which; runs nothing',
);
engine(
  'server/src/languages/pytorch/reading',
  [
    ...contract,
    ...torch(
      'parser',
      'interpreter',
      'compile',
      'library',
      'sizes',
      'trace',
      'trace/primitives',
      'modules',
      'navigation',
    ),
  ],
  'turns a file into networks: what may be one, its inputs, its runs, what is unused',
  'stands on all of Python and of tensors',
);
engine(
  'server/src/languages/pytorch/fixes',
  [...python, ...torch('interpreter', 'sizes')],
  'quick fixes of Python, one file each',
  'reads trees; knows no networks',
);
engine(
  'server/src/languages/pytorch/write',
  writer,
  'writes a network as PyTorch',
  'shares nothing with the reader',
);
engine(
  'server/src/languages/pytorch',
  [...contract, ...torch('modules', 'navigation', 'reading', 'fixes', 'write')],
  'PyTorch source as a language',
  'joins reader and writer',
);
engine(
  'server/src/languages',
  [...server('text', 'contract', 'languages/fovea', 'languages/prototxt', 'languages/pytorch')],
  'the only list of languages: `registry.ts`',
  'is the one place that knows all languages',
);

// What editors and people ask.
const analyses = [...contract, ...server('analysis', 'analysis/insights')];
engine(
  'server/src/ide',
  analyses,
  'one file per editor feature, on offsets and plain data',
  'knows no protocol and, by the contract, any language',
);
engine(
  'server/src/ide/actions',
  [...analyses, ...server('ide')],
  'quick fixes and other changes of a text',
  'uses what editor features know',
);
engine(
  'server/src/picture',
  analyses,
  'the graph of a network as plain data: frames, items, edges, figures',
  'does not know how it is laid out or drawn',
);
engine(
  'server/src/layout/flow',
  [],
  'lays out a flow of boxes: series and parallels, and how far apart they are',
  'does not know what boxes stand for',
);
engine(
  'server/src/layout/layered',
  server('layout/flow'),
  'lays out in ranks what is not series-parallel',
  'knows flows alone',
);
engine(
  'server/src/layout',
  [...basics, ...server('picture', 'layout/flow', 'layout/layered')],
  'where the items of a picture lie',
  'does not know how they are drawn',
);
engine(
  'server/src/drawing',
  [...basics, ...server('ops', 'format', 'picture', 'layout')],
  'a picture, laid out, as SVG or DOT',
  'is used by the command line and the panel',
);

// The server and the command line.
engine(
  'server/src/workspace',
  [...analyses, ...server('configuration', 'languages')],
  'versioned documents, imports, results that belong to versions',
  'knows no protocol',
  'ignore',
);
room(
  'server/src/workspace/nodeFileSystem.ts',
  server('text', 'workspace'),
  'files on a disk',
  'is the one adapter to the file system',
  'node',
);
room(
  'server/src/lsp/protocol.ts',
  server('format', 'directives/shapes.ts', 'picture'),
  'every custom message of the protocol once',
  'is all that client and panel know of the server',
  'language server',
);
room(
  'server/src/lsp',
  [
    ...analyses,
    ...server('configuration', 'languages', 'ide', 'ide/actions', 'picture', 'workspace', 'lsp/protocol.ts'),
  ],
  'the language server: requests, positions, scheduling',
  'asks editor features; does not know how answers are found',
  'language server',
);
const commandLine = [
  ...analyses,
  ...server(
    'configuration',
    'writing',
    'languages',
    'ide',
    'ide/actions',
    'picture',
    'layout',
    'drawing',
    'workspace',
  ),
];
room(
  'server/src/cli',
  commandLine,
  'what commands share: options, files, tables, JSON',
  'knows no editor and no Node: its terminal is handed in',
);
room(
  'server/src/cli/formats',
  [...commandLine, ...server('cli')],
  'one file per format of `check` that is a document',
  'knows no editor and no Node',
);
room(
  'server/src/cli/commands',
  [...commandLine, ...server('cli', 'cli/formats')],
  'one file per command of the command line',
  'knows no editor and no Node',
);
room(
  'server/src/indexThread.ts',
  server('workspace', 'workspace/nodeFileSystem.ts', 'lsp'),
  'reads the networks of a workspace in a thread of Node',
  'joins the language server and threads',
  'node',
);
room(
  'server/src/serverThread.ts',
  server('lsp'),
  'runs the language server in a thread of Node',
  'joins the language server and threads',
  'node',
  'language server',
);
room(
  'server/src/main.ts',
  server('text', 'workspace', 'workspace/nodeFileSystem.ts', 'lsp', 'indexThread.ts', 'serverThread.ts'),
  'starts the language server in Node',
  'joins server and file system',
  'node',
  'language server',
);
room(
  'server/src/checkThreads.ts',
  server('cli'),
  'checks files in threads of Node',
  'joins the command line and threads',
  'node',
);
room(
  'server/src/cli.ts',
  [
    'package.json',
    ...server(
      'text',
      'workspace',
      'workspace/nodeFileSystem.ts',
      'cli',
      'cli/commands',
      'checkThreads.ts',
      'main.ts',
    ),
  ],
  'starts the command line in Node',
  'joins command line and file system',
  'node',
);

// The panel: a page in a browser.
const shown = [
  ...basics,
  ...server('ops', 'graph', 'format', 'directives/shapes.ts', 'analysis', 'picture', 'layout', 'drawing'),
];
room('media/panel/texts', server('format'), 'every text of the panel, once', 'knows no view');
room(
  'media/panel/data',
  [...shown, ...panel('texts')],
  'what the views show, as plain data',
  'computes; knows no page',
  'preact',
);
room(
  'media/panel/state',
  [...shown, ...server('lsp/protocol.ts'), ...panel('texts', 'data')],
  "the page's state, its messages and its host",
  'knows no view',
  'preact',
);
room(
  'media/panel/export',
  [...shown, ...panel('texts', 'data', 'state')],
  'figures and tables as files',
  'knows no view',
  'preact',
);
const views = [...shown, ...panel('texts', 'data', 'state', 'export')];
room(
  'media/panel/controls',
  views,
  'buttons, tips, the bar, what-if, sizes of elements',
  'is used by every view',
  'preact',
);
room(
  'media/panel/table',
  [...views, ...panel('controls')],
  'tables of layers and of a chart’s data',
  'is used by charts',
  'preact',
);
room(
  'media/panel/charts',
  [...views, ...panel('controls', 'table')],
  'charts',
  'is used by the receptive field',
  'preact',
);
room(
  'media/panel/graph',
  [...views, ...panel('controls')],
  'the graph: drawing, zoom, keyboard, inspector',
  'knows no other view',
  'preact',
);
room(
  'media/panel/field',
  [...views, ...panel('controls', 'charts')],
  'the receptive field, on the input',
  'is a view with charts',
  'preact',
);
room(
  'media/panel',
  [...views, ...panel('controls', 'table', 'charts', 'graph', 'field')],
  'the page: its views in tabs',
  'joins the views',
  'preact',
);

// The client: VS Code's side.
const known = server('lsp/protocol.ts', 'directives/shapes.ts');
room(
  'client/src/texts',
  [],
  'what the extension says in inputs, lists, messages and its log',
  'is plain texts with arguments',
);
room(
  'client/src/networks',
  [...known, 'client/src/texts'],
  'the networks of a document, for status bar and commands',
  'knows the server by its protocol',
  'vscode',
  'language client',
);
room(
  'client/src/panel',
  [...known, 'client/src/texts', 'client/src/networks', ...panel('state', 'data')],
  'the panel in VS Code: pages, messages, saving',
  'speaks to the page by its messages',
  'vscode',
  'language client',
);
room(
  'client/src/commands',
  [...known, 'client/src/texts', 'client/src/networks', 'client/src/panel'],
  'one file per command of VS Code',
  'does not know how figures are computed',
  'vscode',
  'language client',
);
room(
  'client/src',
  [...known, 'client/src/texts', 'client/src/networks', 'client/src/panel', 'client/src/commands'],
  'starts the extension and its server',
  'knows the server by its protocol',
  'vscode',
  'language client',
  'node',
);

// Tools and tests. Nothing that ships imports them.
const shipped = all();
room(
  'scripts',
  [...shipped, 'package.json'],
  'bundles, documentation, checks, set-up',
  'reads declarations of the engine',
  'anything',
);
room(
  'scripts/wild',
  [...shipped, 'scripts'],
  'reads released packages and compares with torch',
  'drives the workspace',
  'anything',
);
room(
  '.',
  ['scripts', 'package.json'],
  'the configuration of lint and bundles',
  'uses the scripts',
  'anything',
);
const tested = [...shipped, 'scripts', 'scripts/wild', 'package.json'];
room(
  'test/e2e/support',
  ['scripts', 'package.json'],
  'a code-server or VS Code to drive',
  'knows the built extension alone',
  'anything',
);
room('test/support', tested, 'what several suites share', 'drives everything', 'anything');
room(
  'test/corpus',
  [...tested, 'test/support'],
  "published networks and their papers' figures",
  'is read by benchmarks too',
  'anything',
);
room(
  'test/fuzz',
  [...tested, 'test/support'],
  'broken texts',
  'is run by the property tests too',
  'anything',
);
const parts = [...tested, 'test/support', 'test/corpus', 'test/fuzz', 'test/e2e/support'];
room(
  'test/panel/support',
  parts,
  'a page of the panel in a browser',
  'is used by benchmarks too',
  'anything',
);
for (const [suite, holds] of [
  ['unit', 'one folder for each room of the server'],
  ['property', 'what holds for all texts, networks or numbers'],
  ['lsp', 'the language server as a process'],
  ['panel', 'the page in a browser'],
  ['python', 'the stubs in CPython'],
  ['torch', 'answers of torch'],
  ['torchvision', 'torchvision, module by module'],
  ['bench', 'how long things take'],
  ['e2e/browser', 'the extension in a browser'],
  ['e2e/host', 'the extension in VS Code'],
  ['e2e/neovim', 'the server in Neovim'],
])
  room(`test/${suite}`, [...parts, 'test/panel/support'], holds, 'knows no other suite', 'anything');
room('test', ['scripts'], 'runs the suites', 'starts processes', 'anything');

/** All rooms; each may import itself and, of the rooms before it, those that it names. */
export { rooms };
