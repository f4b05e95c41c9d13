// Findings about formats with a schema, and about networks whose layers are connected by the names of blobs.
import { kind } from './finding.js';
import { code, codes, didYouMean } from './wording.js';

export const schemaFindings = {
  'unknown-field': kind<{ message: string; field: string; nearest: string | undefined }>({
    severity: 'error',
    doc: 'A field must be in the schema of its message; the framework rejects files with other fields.',
    message: ({ message, field, nearest }) =>
      `${code(message)} has no field ${code(field)}.${didYouMean(nearest)}`,
  }),

  'branch-field': kind<{ message: string; field: string; nearest: string | undefined }>({
    severity: 'information',
    doc: 'Forks of Caffe add fields to its messages. Their effect is unknown, so the figures of a layer with such a parameter are unknown.',
    message: ({ message, field, nearest }) =>
      `${code(field)} is not a field of ${code(message)} in upstream Caffe, but a fork may add it.${didYouMean(nearest)}`,
  }),

  'branch-value': kind<{
    field: string;
    found: string;
    choices: readonly string[];
    nearest: string | undefined;
  }>({
    severity: 'information',
    doc: 'Forks of Caffe add values to its enumerations. Their effect is unknown.',
    message: ({ field, found, choices, nearest }) =>
      `${code(found)} is not a value of ${code(field)} in upstream Caffe${
        choices.length > 12 ? '' : ` (${codes(choices)})`
      }, but a fork may add it.${didYouMean(nearest)}`,
  }),

  'branch-blobs': kind<{ type: string; what: 'bottom' | 'top'; expected: string; found: number }>({
    severity: 'information',
    doc: 'In forks of Caffe, some layers take more blobs than in upstream Caffe.',
    message: ({ type, what, expected, found }) =>
      `${code(type)} takes ${expected} ${what} ${expected === 'one' ? 'blob' : 'blobs'} in upstream Caffe, but has ${found} here. A fork may take more.`,
  }),

  'field-type': kind<{ field: string; expected: string; found: string }>({
    severity: 'error',
    doc: 'The value of a field must have the type of the field.',
    message: ({ field, expected, found }) => `${code(field)} must be ${expected}, not ${found}.`,
  }),

  'field-choice': kind<{
    field: string;
    choices: readonly string[];
    found: string;
    nearest: string | undefined;
  }>({
    severity: 'error',
    doc: 'Some fields accept a fixed set of words only.',
    message: ({ field, choices, found, nearest }) =>
      choices.length > 12
        ? `${code(found)} is not a value of ${code(field)}.${didYouMean(nearest)}`
        : `${code(field)} must be one of ${codes(choices)}, not ${code(found)}.${didYouMean(nearest)}`,
  }),

  'repeated-field': kind<{ message: string; field: string }>({
    severity: 'error',
    doc: 'A field that is not `repeated` in the schema occurs at most once.',
    message: ({ message, field }) =>
      `${code(message)} takes the field ${code(field)} only once. Remove all but one.`,
  }),

  'conflicting-fields': kind<{ first: string; second: string; rule: string }>({
    severity: 'error',
    doc: 'Some fields are two ways to specify the same thing; only one of them can be used.',
    message: ({ first, second, rule }) =>
      `${code(first)} and ${code(second)} cannot be used together: ${rule}.`,
  }),

  'missing-field': kind<{ owner: string; field: string; why: string }>({
    severity: 'error',
    doc: 'A layer has required fields.',
    message: ({ owner, field, why }) => `${code(owner)} is missing the field ${code(field)}: ${why}.`,
  }),

  'deprecated-field': kind<{ field: string; instead: string }>({
    severity: 'hint',
    doc: 'A field that the format keeps for old files; its meaning has not changed.',
    message: ({ field, instead }) => `${code(field)} is deprecated. Use ${instead} instead.`,
  }),

  'unknown-layer-type': kind<{ type: string; nearest: string | undefined; read: boolean }>({
    severity: 'warning',
    doc: 'Fovea does not know this type of layer, so its output shape and cost are unknown.',
    message: ({ type, nearest, read }) =>
      read
        ? `Caffe has no layer type ${code(type)}. It is read as ${code(nearest ?? '')}.`
        : `Unknown layer type ${code(type)}: its output shape and cost cannot be computed.${didYouMean(nearest)}`,
  }),

  'unknown-blob': kind<{ blob: string; nearest: string | undefined; elsewhere: string | undefined }>({
    severity: 'error',
    doc: 'The bottom blobs of a layer must be inputs of the network, or tops of the layers before it.',
    message: ({ blob, nearest, elsewhere }) =>
      blob === ''
        ? 'This bottom is empty. Write the name of the blob that the layer reads.'
        : `Unknown blob ${code(blob)}: no layer before this one has it as a top${elsewhere === undefined ? '.' : `; ${elsewhere}.`}` +
          didYouMean(nearest),
  }),

  'blob-made-twice': kind<{ blob: string; layer: string }>({
    severity: 'error',
    doc: 'Only a layer that reads a blob can write it again (in place).',
    message: ({ blob, layer }) =>
      `The blob ${code(blob)} is already a top of ${code(layer)}. Rename this top, or add ${code(blob)} as a bottom to write it in place.`,
  }),

  'duplicate-layer': kind<{ name: string }>({
    severity: 'warning',
    doc: 'Trained weights are looked up by layer name, so two layers with the same name load the same weights.',
    message: ({ name }) =>
      `Another layer is named ${code(name)} too; both would load the same trained weights. Rename one of them.`,
  }),

  'blob-count': kind<{ type: string; what: 'bottom' | 'top'; expected: string; found: number }>({
    severity: 'error',
    doc: 'A layer type has a fixed number of bottoms and tops, or a range of numbers.',
    message: ({ type, what, expected, found }) =>
      `${code(type)} takes ${expected} ${what} ${expected === 'one' ? 'blob' : 'blobs'}, but has ${found === 0 ? 'none' : found} here.`,
  }),

  'shared-shape': kind<{ name: string; layer: string; found: string; expected: string }>({
    severity: 'error',
    doc: 'A parameter that layers share has one shape.',
    message: ({ name, layer, found, expected }) =>
      `The shared parameter ${code(name)} has shape ${found} here, but ${expected} in ${code(layer)}.`,
  }),

  'stage-assumed': kind<{ stage: string; blob: string }>({
    severity: 'information',
    doc: 'If no stage is set and a blob exists in some stages only, the first of these stages is assumed.',
    message: ({ stage, blob }) =>
      `Assuming the stage ${code(stage)}, since ${code(blob)} exists in some stages only. Choose another with \`# fovea: stage NAME\`.`,
  }),

  'phase-assumed': kind<{ phase: string; other: string; blob: string }>({
    severity: 'information',
    doc: 'If blobs exist in one phase only and no phase is set, that phase is assumed.',
    message: ({ phase, other, blob }) =>
      `Assuming the phase ${code(phase)}, since ${code(blob)} exists in that phase only. Choose the other with \`# fovea: phase ${other}\`.`,
  }),

  'input-unknown': kind<{ blob: string; reason: string }>({
    severity: 'information',
    doc: 'If the shape of the input depends on a data set, sizes and costs are unknown.',
    message: ({ blob, reason }) =>
      `The shape of ${code(blob)} is unknown: ${reason}. Add a comment such as \`# fovea: input 3x224x224\`.`,
  }),

  'not-a-network': kind<{ what: string }>({
    severity: 'information',
    doc: 'The file has the format of networks, but describes something else.',
    message: ({ what }) => `This file is ${what}. It defines no network.`,
  }),
};
