// Answers what clients ask of the networks of a file as a whole: the list of them, their lenses, and edits of what they are given.
import { type CodeLens as ProtocolLens, type TextEdit } from 'vscode-languageserver';
import { codeLenses } from '../ide/codeLens.js';
import { networksOf, type ListedNetwork } from '../ide/networks.js';
import { readArguments } from '../directives/arguments.js';
import type { Span } from '../graph/graph.js';
import type { SourceText } from '../text/sourceText.js';
import type { Snapshot } from '../workspace/snapshot.js';
import {
  lensCommands,
  type GiveParams,
  type GiveResult,
  type LensArgument,
  type NetworkEntry,
} from './protocol.js';
import { cellOf, isShownIn } from './notebooks.js';
import { toRange } from './toProtocol.js';

const listed = ({ analysis, source, language }: Snapshot): readonly ListedNetwork[] =>
  networksOf(analysis, source, language);

export function networksAnswer(snapshot: Snapshot): readonly NetworkEntry[] {
  const { source } = snapshot;
  return listed(snapshot).map(
    ({ name, span, nameSpan, totals, inputs, takesInputs, arguments: given }): NetworkEntry => ({
      name,
      ...placed(source, span, nameSpan),
      ...(totals !== undefined && { totals }),
      inputs: inputs.map(({ name, sizes, assumed }) => ({
        name,
        ...(sizes && { sizes: sizes.map(Number) }),
        ...(assumed !== undefined && { assumed }),
      })),
      takesInputs,
      ...(given !== undefined && { arguments: given }),
    }),
  );
}

/** In a notebook, the cell is named where it is another than the one that is asked about. */
function placed(
  source: SourceText,
  span: Span,
  nameSpan: Span,
): Pick<NetworkEntry, 'uri' | 'range' | 'selectionRange'> {
  const cell = isShownIn(source, span.start) ? undefined : cellOf(source, span.start);
  const lines = cell?.lines ?? source.lineIndex;
  return {
    ...(cell && { uri: cell.clientUri }),
    range: toRange(lines, span),
    selectionRange: toRange(lines, nameSpan),
  };
}

/** A lens whose command the client does not have shows its title, and does nothing. */
export function lensesAnswer(
  snapshot: Snapshot,
  clientUri: string,
  commands: ReadonlySet<string>,
): ProtocolLens[] {
  const lines = snapshot.source.lineIndex;
  const own = codeLenses(listed(snapshot)).filter(({ range }) => isShownIn(snapshot.source, range.start));
  return own.flatMap(({ range, title, action, network }) => {
    const command = action && lensCommands[action];
    const known = command !== undefined && commands.has(command);
    if (action === 'open' && !known) return [];
    const argument: LensArgument = { uri: clientUri, network };
    return {
      range: toRange(lines, range),
      command: known ? { title, command, arguments: [argument] } : { title, command: '' },
    };
  });
}

/** Inputs that are wrong in some way are none that can be written. */
export function giveAnswer(
  { analysis, source, language }: Snapshot,
  { network: name, inputs, arguments: given }: GiveParams,
): GiveResult | null {
  const network =
    analysis.networks.find((each) => each.name === name)?.network ??
    analysis.lowered.templates?.find((each) => each.name === name);
  const { argumentWriter } = language;
  if (!network || !argumentWriter) return null;
  const args = given === undefined ? {} : readArguments(given);
  const usable = (inputs ?? []).every(
    (sizes) => sizes.length > 0 && sizes.every((size) => Number.isSafeInteger(size) && size >= 1),
  );
  if (!args || !usable) return null;
  const changes = [
    inputs === undefined ? [] : argumentWriter.writeInputs(network, inputs, source),
    given === undefined ? [] : argumentWriter.writeArguments?.(network, args, source),
  ];
  if (!changes.every((each) => each !== undefined)) return null;
  const edits = changes.flat().map(({ start, end, text }): TextEdit => ({
    range: toRange(source.lineIndex, { start, end }),
    newText: text,
  }));
  return { version: source.version, edits };
}
