// Answers what the panel asks: pictures of networks, and the figures of their layers.
import type { Analysis, NetworkAnalysis } from '../analysis/analysis.js';
import type { Span } from '../graph/graph.js';
import { defaultMemory, numberTypes, type MemorySettings } from '../format/numbers.js';
import { namesOf } from '../ide/hover.js';
import { holds } from '../ide/sites.js';
import type { Overrides } from '../contract/language.js';
import { toInt } from '../math/int.js';
import { pictureOf, tooLargeReason } from '../picture/build.js';
import { figuresOf } from '../picture/figures.js';
import type { LineRange } from '../picture/model.js';
import { SourceText } from '../text/sourceText.js';
import { canonicalUri } from '../workspace/uri.js';
import type { Snapshot } from '../workspace/snapshot.js';
import type { Workspace } from '../workspace/workspace.js';
import { cellOf } from './notebooks.js';
import type {
  FileFiguresParams,
  FileFiguresResult,
  FiguresResult,
  NetworkParams,
  PictureParams,
  PictureResult,
  WhatIf,
} from './protocol.js';

export function pictureAnswer(
  workspace: Workspace,
  snapshot: Snapshot,
  params: PictureParams,
): PictureResult {
  const { analysis, network, result, locate } = found(workspace, snapshot, params);
  if (!network) return result;
  const { findings } = analysis;
  const picture = pictureOf(network, {
    view: params.view ?? {},
    findings,
    locate,
    names: namesOf(snapshot.language),
  });
  const tooLarge = tooLargeReason(picture);
  return tooLarge === undefined ? { ...result, picture } : { ...result, tooLarge };
}

export function figuresAnswer(
  workspace: Workspace,
  snapshot: Snapshot,
  params: NetworkParams,
  settings: MemorySettings,
): FiguresResult {
  const { analysis, network, result, locate } = found(workspace, snapshot, params);
  if (!network) return result;
  const memory = memoryOf(params.overrides, settings);
  return {
    ...result,
    figures: figuresOf(network, analysis.networks, memory, locate, namesOf(snapshot.language)),
  };
}

/** Of a file on disk, or of a text in its place. */
export async function fileFiguresAnswer(
  workspace: Workspace,
  { uri, text, network, overrides = {} }: FileFiguresParams,
  settings: MemorySettings,
): Promise<FileFiguresResult> {
  const asked = engineOverrides(overrides, network);
  const snapshot = text
    ? await workspace.analyseText(uri, text.languageId, text.content, asked)
    : await workspace.analyseFile(uri, asked);
  if (!snapshot || 'problem' in snapshot) return [];
  const { networks } = snapshot.analysis;
  const locate = locator(snapshot);
  const memory = memoryOf(overrides, settings);
  return networks
    .filter(({ name }) => network === undefined || name === network)
    .map((each) => figuresOf(each, networks, memory, locate, namesOf(snapshot.language)));
}

interface Found {
  readonly analysis: Analysis;
  readonly network: NetworkAnalysis | undefined;
  readonly result: Pick<PictureResult, 'version' | 'networks' | 'error'>;
  readonly locate: (span: Span) => LineRange;
}

/** The network that is asked for, under overrides, and what is said of the file in any case. */
function found(
  workspace: Workspace,
  snapshot: Snapshot,
  { network: name, position, overrides = {} }: NetworkParams,
): Found {
  const { source, analysis: plain } = snapshot;
  const locate = locator(snapshot);
  const offset = position && source.lineIndex.offsetAt(position);
  const chosen =
    plain.networks.find((each) => each.name === name) ??
    (name === undefined
      ? ((offset === undefined
          ? undefined
          : plain.networks.find(({ network }) => holds(network.site, source.uri, offset))) ??
        plain.networks[0])
      : undefined);
  const asked = engineOverrides(overrides, chosen?.name);
  const changed = asked.input !== undefined || asked.arguments !== undefined;
  const analysis = changed && chosen ? workspace.analyseAgain(snapshot, asked).analysis : plain;
  const error = analysis.findings.find(({ severity }) => severity === 'error');
  return {
    analysis,
    network: analysis.networks.find((each) => each.name === chosen?.name),
    result: {
      version: source.version,
      networks: plain.networks.map((each) => each.name),
      ...(error && { error: { message: error.message, place: locate(error) } }),
    },
    locate,
  };
}

/** What comes from a client is not trusted to have its type. */
function engineOverrides({ input, arguments: given }: WhatIf, network: string | undefined): Overrides {
  const sizes = Array.isArray(input) ? input.map((size) => toInt(Number(size))) : [];
  const usable = sizes.length > 0 && sizes.every((size) => size !== undefined && size >= 1);
  return {
    ...(network !== undefined && { network }),
    ...(usable && { input: sizes as number[] }),
    ...(given && Object.keys(given).length > 0 && { arguments: given }),
  };
}

function memoryOf(
  { batchSize, numberType }: WhatIf = {},
  settings: MemorySettings = defaultMemory,
): MemorySettings {
  const usable = Number.isSafeInteger(batchSize) && (batchSize ?? 0) >= 1;
  return {
    batchSize: usable ? (batchSize as number) : settings.batchSize,
    numberType: numberType && Object.hasOwn(numberTypes, numberType) ? numberType : settings.numberType,
  };
}

/** Places stretches of any text that the snapshot was made from. */
function locator({ source, texts }: Snapshot): (span: Span) => LineRange {
  return ({ uri, start, end }) => {
    const cell = uri === source.uri ? cellOf(source, start) : undefined;
    const text = uri === source.uri ? source : texts.get(canonicalUri(uri));
    const lines = cell?.lines ?? (text instanceof SourceText ? text : source).lineIndex;
    const [from, to] = [lines.positionAt(start), lines.positionAt(end)];
    return {
      uri: cell?.clientUri ?? uri,
      line: from.line,
      character: from.character,
      endLine: to.line,
      endCharacter: to.character,
    };
  };
}
