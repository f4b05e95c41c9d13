// The texts of the panel's views and of the bar above them: labels, tips and notices, each once, with its arguments.
import { noOutputDepends, trainingOutputsOnly } from '../../../server/src/format/terms.js';

/** Instead of a view, while there is nothing to show. */
export const notices = {
  stale: 'Showing the last valid graph.',
  networkGone: 'The network is no longer in the file.',
  withInput: (sizes: string) => `With the input ${sizes} of What if:`,
  goToLine: (line: number) => `Go to line ${line}`,
  noFile: 'No file to show',
  openFile: 'Open a network definition to see its graph here. It is updated as you type.',
  tooLarge: (file: string) => `${file} is too large for a picture`,
  noNetworkYet: (file: string) => `${file} gives no network yet`,
  noNetwork: (file: string) => `${file} declares no network`,
  needsNetwork: 'The graph appears here once the file defines a network without required arguments.',
};

export const toolbar = {
  views: 'Views',
  graph: 'Graph',
  field: 'Receptive field',
  charts: 'Charts',
  table: 'Table',
  network: 'Network',
  atCursor: (network: string) => `${network} (at the cursor)`,
  whatIf: 'What if',
  whatIfTip:
    'Change input, batch, number type and device without editing the file, and compare with an earlier version',
  pinned: (file: string) => `Pinned to ${file}. Press to follow the active editor`,
  pin: 'Pin to this file',
};

export const totalTexts = {
  title: 'Totals',
  params: 'learnable numbers',
  macs: 'multiply-accumulates per example',
  memory: (elements: string, batch: number, numberType: string) =>
    `${elements} elements per example; memory for batch ${batch}, ${numberType}`,
  depth: 'Convolutions and linear layers on the longest path to the output',
  field: 'Of the last feature map, in pixels of the input',
  was: (field: string) => `was ${field}`,
  unknown: (layers: number) => `${layers} of them unknown; the totals are lower bounds`,
  training: (parameters: string) => `Training outputs add ${parameters} parameters`,
  inference: 'All layers used for inference',
};

export const whatIf = {
  sideOf: (names: readonly string[], size: number) => `${names.join(' = ')} = ${size}`,
  side: (macs: string, activations: string, params: string) =>
    `${macs} MACs, ${activations} activations, ${params} parameters`,
  batch: 'Batch',
  input: (name: string) => `Input ${name}`,
  sizeTooLarge: 'A size is below 2^53 here.',
  compare: 'Compare with',
  nothing: 'nothing',
  lastSave: 'last save',
  lastCommit: 'last commit',
  reset: 'Reset to file and settings',
  chip: (tried: string) => `What if: ${tried}`,
  chipTip: 'The figures are not those of file and settings. Changes of the totals are relative to them',
  triedInput: (sizes: string) => `input ${sizes}`,
  triedBase: { save: 'compared with the last save', commit: 'compared with the last commit' },
  triedBatch: (batch: number) => `batch ${batch}`,
  loading: 'Loading the earlier version …',
  same: 'No differences.',
  differ: (layers: number) => (layers === 1 ? '1 layer differs' : `${layers} layers differ`),
};

export const graph = {
  tools: 'Graph',
  outline: 'Outline',
  outlineOf: (network: string) => `Outline of ${network}`,
  colours: 'Colours',
  byOperator: 'colour: operator',
  heat: (measure: string) => `heat: ${measure}`,
  coloursOf: (measure: string) => `Colours: ${measure}`,
  families: 'Colours: kinds of operators',
  repetitions: 'Repetitions',
  foldAutomatic: 'repeats: automatic',
  foldNone: 'repeats: draw each',
  foldEqual: 'repeats: fold equal ones to ×N',
  foldAlike: 'repeats: fold similar ones to ×N',
  groups: 'Open groups',
  groupsAutomatic: 'groups: automatic',
  groupsClosed: 'groups: all closed',
  groupsOpen: 'groups: all open',
  groupsTo: (level: number) => `groups: open to level ${level}`,
  drawRight: 'Draw from left to right',
  drawDown: 'Draw from top to bottom',
  zoomOut: 'Zoom out',
  zoomIn: 'Zoom in',
  showAll: 'Show the whole graph',
  map: 'Overview map',
  saveSvg: 'Save the graph as SVG',
  savePng: 'Save the graph as PNG',
  search: 'Find a layer',
  searchTip: 'Find a layer by name, operator, arguments or shape. Press Enter for the next match',
  label: (network: string, parts: number) =>
    `Graph of ${network}, ${parts} parts. Use the arrow keys to move between parts, Enter to go to the source, and Space to open or close a group. The outline lists the same parts.`,
  selected: 'Selected',
  path: 'Path',
  closeGroup: 'Close this group',
  openGroup: 'Open this group',
  drawEach: 'Draw each instance',
  showField: 'Show its receptive field',
  goToSource: 'Go to the source',
};

/** What is known about an item of the graph. */
export const facts = {
  outputs: 'outputs',
  instances: (count: number, first: string, last: string, areEqual: boolean) =>
    `${count} instances, ${first} … ${last}, ${areEqual ? 'all equal' : 'equal except for sizes'}.`,
  trainingOnly: `${trainingOutputsOnly}.`,
  unused: `${noOutputDepends}.`,
  globalField: 'global: the whole input',
  localField: (size: string, stride: string, padding: string) =>
    `${size}, stride ${stride}, padding ${padding}`,
};

export const field = {
  none: 'No layer of this network has a receptive field smaller than the input.',
  notDrawn: (input: string) =>
    `The field is drawn on inputs whose sizes are known and to whose axes those of the map belong; this input is ${input}.`,
  unknownInput: 'unknown',
  position: 'position',
  axes: ['slice', 'row', 'column'],
  title: (layer: string) => `Receptive field of ${layer}`,
  layer: 'Layer',
  goToSource: (layer: string) => `Go to the source of ${layer}`,
  picture: 'Background picture',
  removePicture: 'Remove the picture',
  read: (axis: string) => `${axis}s read`,
  inPadding: 'in the padding',
  chain: 'The layers before it, with their receptive fields',
  input: (name: string, pixels: string, unit: string, layer: string) =>
    `Input ${name}, ${pixels} pixels, with the receptive field of unit ${unit} of ${layer}. Use the arrow keys to move the unit.`,
  caption: (name: string, pixels: string, hasSlices: boolean) =>
    `Input ${name}, ${pixels} px. Hatched: padding. Thin: the fields of the layers before.` +
    (hasSlices ? ' Shows rows and columns; use the slider to select a slice.' : ''),
  map: (layer: string, units: string, unit: string) =>
    `Feature map of ${layer}, ${units} units; unit ${unit} is selected. Use the arrow keys to move it.`,
  mapCaption: (layer: string, shape: string) => `Feature map of ${layer}, ${shape}`,
};

export const table = {
  title: (network: string) => `Layers of ${network}`,
  asTable: (label: string) => `${label}, as a table`,
  in: 'in',
  yes: 'yes',
  time: 'est. time',
  energy: 'est. energy',
  filter: 'Filter layers',
  filterTip: 'Filter layers by name, operator or shape',
  group: 'group by block',
  columns: 'columns',
  shown: (count: number, all: number) => (count === all ? `${count} layers` : `${count} of ${all} layers`),
  copyCsv: 'Copy CSV',
  copyMarkdown: 'Copy Markdown',
  saveCsv: 'Save as CSV',
};
