// Findings of formats with a schema, and of networks that are wired by the names of blobs.
import { kind } from './finding.js';

const didYouMean = (nearest: string | undefined): string =>
  nearest === undefined ? '' : ` Did you mean ${nearest}?`;

export const schemaFindings = {
  'unknown-field': kind<{ message: string; field: string; nearest: string | undefined }>({
    severity: 'error',
    doc: 'A message has the fields of its schema; the parser of the framework refuses a file with any other.',
    message: ({ message, field, nearest }) => `${message} has no field ${field}.${didYouMean(nearest)}`,
  }),

  'branch-field': kind<{ message: string; field: string; nearest: string | undefined }>({
    severity: 'information',
    doc: 'Branches of Caffe add fields to its messages. What such a field changes is not known, so a layer whose own parameters hold one has figures that are not known.',
    message: ({ message, field, nearest }) =>
      `${field} is not a field of ${message} in upstream Caffe; a branch may add it.${didYouMean(nearest)}`,
  }),

  'branch-value': kind<{
    field: string;
    found: string;
    choices: readonly string[];
    nearest: string | undefined;
  }>({
    severity: 'information',
    doc: 'Branches of Caffe add values to its enumerations. What such a value changes is not known.',
    message: ({ field, found, choices, nearest }) =>
      `${found} is not a value of ${field} in upstream Caffe${
        choices.length > 12 ? '' : `, which has ${choices.join(', ')}`
      }; a branch may add it.${didYouMean(nearest)}`,
  }),

  'branch-blobs': kind<{ type: string; what: 'bottom' | 'top'; expected: string; found: number }>({
    severity: 'information',
    doc: 'Branches of Caffe let some layers read or make more blobs than upstream Caffe does.',
    message: ({ type, what, expected, found }) =>
      `${type} takes ${expected} ${what} ${expected === 'one' ? 'blob' : 'blobs'} in upstream Caffe, but is given ${found}; a branch may take more.`,
  }),

  'field-type': kind<{ field: string; expected: string; found: string }>({
    severity: 'error',
    doc: 'Every field takes values of its type.',
    message: ({ field, expected, found }) => `${field} takes ${expected}, not ${found}.`,
  }),

  'field-choice': kind<{
    field: string;
    choices: readonly string[];
    found: string;
    nearest: string | undefined;
  }>({
    severity: 'error',
    doc: 'Some fields take one of a few words.',
    message: ({ field, choices, found, nearest }) =>
      choices.length > 12
        ? `${field} does not take ${found}.${didYouMean(nearest)}`
        : `${field} is one of ${choices.join(', ')}, not ${found}.${didYouMean(nearest)}`,
  }),

  'repeated-field': kind<{ message: string; field: string }>({
    severity: 'error',
    doc: 'A field that is not repeated is given once.',
    message: ({ message, field }) =>
      `${field} is given more than once, but ${message} takes it once; remove all but one.`,
  }),

  'conflicting-fields': kind<{ first: string; second: string; rule: string }>({
    severity: 'error',
    doc: 'Some fields say the same thing in two ways, of which one is given.',
    message: ({ first, second, rule }) => `${first} and ${second} cannot both be given: ${rule}.`,
  }),

  'missing-field': kind<{ owner: string; field: string; why: string }>({
    severity: 'error',
    doc: 'A layer cannot be built without some of its fields.',
    message: ({ owner, field, why }) => `${owner} needs ${field}, which is missing: ${why}.`,
  }),

  'deprecated-field': kind<{ field: string; instead: string }>({
    severity: 'hint',
    doc: 'A field that the format keeps for old files only; it means the same as before.',
    message: ({ field, instead }) => `${field} is an old form; today one writes ${instead}.`,
  }),

  'unknown-layer-type': kind<{ type: string; nearest: string | undefined; read: boolean }>({
    severity: 'warning',
    doc: 'A type of layer that Fovea does not know: what it gives and costs is unknown.',
    message: ({ type, nearest, read }) =>
      read
        ? `Caffe has no layer of type ${type}; it is read as ${nearest}.`
        : `Fovea knows no layer of type ${type}, so what it gives and costs is unknown.${didYouMean(nearest)}`,
  }),

  'unknown-blob': kind<{ blob: string; nearest: string | undefined; elsewhere: string | undefined }>({
    severity: 'error',
    doc: 'A layer reads blobs that inputs or layers before it make.',
    message: ({ blob, nearest, elsewhere }) =>
      blob === ''
        ? 'This bottom has no name: write the name of the blob that the layer reads.'
        : `Nothing before this layer makes a blob ${blob}${elsewhere === undefined ? '.' : `; ${elsewhere}.`}` +
          didYouMean(nearest),
  }),

  'blob-made-twice': kind<{ blob: string; layer: string }>({
    severity: 'error',
    doc: 'Only a layer that reads a blob may write it again, in place.',
    message: ({ blob, layer }) =>
      `${layer} makes the blob ${blob} already. Give this top another name, or read ${blob} to write it in place.`,
  }),

  'duplicate-layer': kind<{ name: string }>({
    severity: 'warning',
    doc: 'Trained weights are found by the names of layers; of two layers with one name both take the same.',
    message: ({ name }) =>
      `There is another layer named ${name}; both would take the same trained weights. Give one of them another name.`,
  }),

  'blob-count': kind<{ type: string; what: 'bottom' | 'top'; expected: string; found: number }>({
    severity: 'error',
    doc: 'A layer reads and makes a certain number of blobs.',
    message: ({ type, what, expected, found }) =>
      `${type} takes ${expected} ${what} ${expected === 'one' ? 'blob' : 'blobs'}, but is given ${found === 0 ? 'none' : found}.`,
  }),

  'shared-shape': kind<{ name: string; layer: string; found: string; expected: string }>({
    severity: 'error',
    doc: 'A learned blob that layers share has one shape.',
    message: ({ name, layer, found, expected }) =>
      `The shared blob ${name} has shape ${expected} in ${layer}, but ${found} here.`,
  }),

  'stage-assumed': kind<{ stage: string; blob: string }>({
    severity: 'information',
    doc: 'Where no stage is set and a blob is made in certain stages only, the first of them is shown.',
    message: ({ stage, blob }) =>
      `Only layers of certain stages make ${blob}; what is shown is the stage ${stage}. Choose another with # fovea: stage NAME.`,
  }),

  'phase-assumed': kind<{ phase: string; other: string; blob: string }>({
    severity: 'information',
    doc: 'Where blobs are made in one phase only and no phase is chosen, that phase is shown.',
    message: ({ phase, other, blob }) =>
      `${blob} is made in the phase ${phase} only, so ${phase} is shown. Choose the other with # fovea: phase ${other}.`,
  }),

  'input-unknown': kind<{ blob: string; reason: string }>({
    severity: 'information',
    doc: 'A file may leave the shape of its input to its data; sizes and costs are then unknown.',
    message: ({ blob, reason }) =>
      `The shape of ${blob} is not known: ${reason}. Tell it in a comment such as # fovea: input 3x224x224.`,
  }),

  'not-a-network': kind<{ what: string }>({
    severity: 'information',
    doc: 'The file is in the format of networks, but describes something else.',
    message: ({ what }) => `This is ${what}; there is no network to analyse.`,
  }),
};
