// A Jupyter notebook as one text: its cells of code in order, without what is no Python. Lines and columns stay as they are.
import { charactersBefore, rawLength, readJson, type Located } from './jsonStrings.js';
import { LineIndex, type Position } from './lineIndex.js';
import { SourceText } from './sourceText.js';

/** A cell of code. */
export interface Cell {
  readonly text: string;
  /** When it was last run, counted since the kernel started. */
  readonly order?: number | undefined;
}

/** Where a cell stands in the text of its notebook. */
export interface PlacedCell extends Cell {
  /** Counted from 1 over all cells, text included. */
  readonly number: number;
  readonly start: number;
  readonly end: number;
  /** Its first line. */
  readonly line: number;
}

/** Why a notebook cannot be read: it is no JSON, holds the markers of a merge, has no cells, or is in another language. */
export type NotebookProblem = 'json' | 'merge' | 'cells';

export class NotebookText extends SourceText {
  constructor(
    uri: string,
    version: number,
    text: string,
    readonly cells: readonly PlacedCell[],
    /** The file, where it was read from one. */
    readonly raw: string | undefined,
    readonly problem?: { readonly kind: NotebookProblem; readonly start: number },
    private readonly lines?: LineIndex,
  ) {
    super(uri, version, text);
  }

  override get lineIndex(): LineIndex {
    return this.lines ?? super.lineIndex;
  }

  /** The cell that holds an offset. */
  cellAt(offset: number): PlacedCell | undefined {
    return this.cells.findLast(({ start }) => start <= offset);
  }

  /** A cell that was run before one that stands above it, where there is one. */
  get outOfOrder(): { readonly cell: PlacedCell; readonly above: PlacedCell } | undefined {
    let last: PlacedCell | undefined;
    for (const cell of this.cells) {
      if (cell.order === undefined) continue;
      if (last?.order !== undefined && cell.order < last.order) return { cell, above: last };
      last = cell;
    }
    return undefined;
  }
}

/** The notebook of cells that an editor holds open. */
export function notebookOf(
  uri: string,
  version: number,
  cells: readonly (Cell & { number: number })[],
): NotebookText {
  const { text, placed } = joined(cells);
  return new NotebookText(uri, version, text, placed, undefined);
}

function joined(cells: readonly (Cell & { number: number })[]): { text: string; placed: PlacedCell[] } {
  const placed: PlacedCell[] = [];
  const texts: string[] = [];
  let start = 0;
  let line = 0;
  for (const cell of cells) {
    const text = withoutMagics(cell.text);
    placed.push({ ...cell, start, end: start + text.length, line });
    texts.push(text);
    start += text.length + 1;
    line += linesOf(text);
  }
  return { text: texts.length === 0 ? '' : `${texts.join('\n')}\n`, placed };
}

const linesOf = (text: string): number => (text.match(/\r\n|\r|\n/g)?.length ?? 0) + 1;

/** A notebook's file; one that cannot be read has its own text, so that the place of the mistake can be shown. */
export function notebookFile(uri: string, version: number, raw: string): NotebookText {
  const broken = (kind: NotebookProblem, start: number): NotebookText =>
    new NotebookText(uri, version, raw, [], raw, { kind, start });
  const json = readJson(raw.replace(/^\uFEFF/, ' '));
  if ('error' in json) {
    const marker = /^(?:<{7}|={7}|>{7})/m.exec(raw)?.index;
    return marker === undefined ? broken('json', Math.min(json.error, raw.length)) : broken('merge', marker);
  }
  const all = cellsOf(json);
  if (!all) return broken('cells', 0);
  const pieces: Piece[] = [];
  const cells: (Cell & { number: number })[] = [];
  if (isPython(json))
    all.forEach((each, index) => {
      if (textOf(entry(each, 'cell_type')) !== 'code') return;
      const source = entry(each, 'source') ?? entry(each, 'input');
      const parts = source?.kind === 'array' ? source.items : source ? [source] : [];
      const strings = parts.flatMap((part) => (part.kind === 'string' ? [part] : []));
      const order = valueOf(entry(each, 'execution_count') ?? entry(each, 'prompt_number'));
      cells.push({
        text: strings.map((part) => part.text).join(''),
        number: index + 1,
        ...(typeof order === 'number' && { order }),
      });
      pieces.push(...strings.map((part) => ({ ...part, cell: cells.length - 1 })));
    });
  const { text, placed } = joined(cells);
  return new NotebookText(
    uri,
    version,
    text,
    placed,
    raw,
    undefined,
    new FileLines(text, raw, placed, pieces),
  );
}

const entry = (value: Located | undefined, name: string): Located | undefined =>
  value?.kind === 'object' ? value.entries.get(name) : undefined;
const textOf = (value: Located | undefined): string | undefined =>
  value?.kind === 'string' ? value.text : undefined;
const valueOf = (value: Located | undefined): unknown => (value?.kind === 'other' ? value.value : undefined);

/** Cells of format 4, or of format 3, which keeps them in worksheets. */
function cellsOf(json: Located): readonly Located[] | undefined {
  const own = entry(json, 'cells');
  if (own?.kind === 'array') return own.items;
  const sheets = entry(json, 'worksheets');
  if (sheets?.kind !== 'array') return undefined;
  return sheets.items.flatMap((sheet) => {
    const cells = entry(sheet, 'cells');
    return cells?.kind === 'array' ? cells.items : [];
  });
}

function isPython(json: Located): boolean {
  const metadata = entry(json, 'metadata');
  const language =
    textOf(entry(entry(metadata, 'language_info'), 'name')) ??
    textOf(entry(entry(metadata, 'kernelspec'), 'language')) ??
    'python';
  return /^i?python\d?$/i.test(language);
}

/** A string of the file that is a piece of a cell. */
interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly cell: number;
}

/** Lines and columns of the file for offsets in the text of the notebook. */
class FileLines extends LineIndex {
  readonly #file: LineIndex;
  /** Where each piece begins in the text. */
  readonly #starts: readonly number[];

  constructor(
    text: string,
    private readonly raw: string,
    cells: readonly PlacedCell[],
    private readonly pieces: readonly Piece[],
  ) {
    super(text);
    this.#file = new LineIndex(raw);
    let cell = -1;
    let start = 0;
    this.#starts = pieces.map((piece) => {
      if (piece.cell !== cell) start = cells[(cell = piece.cell)]?.start ?? 0;
      const own = start;
      start += piece.text.length;
      return own;
    });
  }

  override positionAt(offset: number): Position {
    const index = Math.max(
      0,
      this.#starts.findLastIndex((start) => start <= offset),
    );
    const piece = this.pieces[index];
    if (!piece) return { line: 0, character: 0 };
    const within = Math.min(offset - (this.#starts[index] ?? 0), piece.text.length);
    return this.#file.positionAt(piece.start + rawLength(this.raw.slice(piece.start, piece.end), within));
  }

  override offsetAt(position: Position): number {
    const offset = this.#file.offsetAt(position);
    const index = Math.max(
      0,
      this.pieces.findLastIndex(({ start }) => start <= offset),
    );
    const piece = this.pieces[index];
    if (!piece) return 0;
    const within = charactersBefore(this.raw.slice(piece.start, piece.end), offset - piece.start);
    return (this.#starts[index] ?? 0) + Math.min(within, piece.text.length);
  }
}

/** Magics whose cell is Python all the same. */
const ofPython = /^(?:time|timeit|capture|prun|python3?|memit|mprun|lprun|debug|px|skip|cache)\b/;

/**
 * A cell without magics (`%matplotlib inline`, `%%time`), shell commands (`!pip install`) and questions (`model?`): what stands
 * for them is as long and does nothing, so that all places stay.
 */
export function withoutMagics(cell: string): string {
  const whole = /^\s*%%(\w*)/.exec(cell);
  if (whole && !ofPython.test(whole[1] ?? ''))
    return cell.replace(/[^\r\n]+/g, (line) => `#${' '.repeat(line.length - 1)}`);
  if (!/[%!?]/.test(cell)) return cell;
  const state = { depth: 0, quote: '' };
  let isContinued = false;
  return cell
    .split(/(\r\n|\r|\n)/)
    .map((line, index) => {
      if (index % 2 === 1) return line;
      const isStart = state.depth === 0 && state.quote === '';
      // `%time model = Net()` runs the statement after it.
      const timed =
        isStart && !isContinued ? /^(\s*)(%(?:time|prun|memit)\s+)(?![-\s])(.*)$/.exec(line) : null;
      if (timed) {
        scan(timed[3] ?? '', state);
        return `${timed[1]}${'0;'.padEnd(timed[2]?.length ?? 2)}${timed[3]}`;
      }
      const isMagic = isContinued || (isStart && magic.test(line));
      isContinued = isMagic && line.endsWith('\\');
      if (isMagic) return neutral(line);
      const assigned = isStart ? /^(\s*[\w.,[\]'" ]+=\s*)([!%](?![=\s]).*)$/.exec(line) : null;
      if (assigned) return `${assigned[1]}${'_'.padEnd(assigned[2]?.length ?? 1)}`;
      scan(line, state);
      return line;
    })
    .join('');
}

const magic = /^\s*(?:%{1,2}[A-Za-z_]|!(?!=)|\?)|^\s*[\w.%*]+\?{1,2}\s*$/;

/** A statement that does nothing, as long as the line, at its indentation. */
function neutral(line: string): string {
  const [indent = ''] = /^\s*/.exec(line) ?? [];
  const length = line.length - indent.length;
  const text = length >= 4 ? 'pass' : length === 3 ? '...' : '0';
  return length === 0 ? line : indent + text.padEnd(length);
}

/** Follows brackets and strings through a line, so that the start of the next is known to begin a statement or not. */
function scan(line: string, state: { depth: number; quote: string }): void {
  for (let at = 0; at < line.length; at++) {
    const rest = line.slice(at, at + 3);
    if (state.quote !== '') {
      if (line[at] === '\\') at++;
      else if (rest.startsWith(state.quote)) {
        at += state.quote.length - 1;
        state.quote = '';
      }
    } else if (rest === '"""' || rest === "'''") {
      state.quote = rest;
      at += 2;
    } else if (line[at] === '"' || line[at] === "'") state.quote = line[at] ?? '';
    else if (line[at] === '#') break;
    else if ('([{'.includes(line[at] ?? ' ')) state.depth++;
    else if (')]}'.includes(line[at] ?? ' ')) state.depth = Math.max(0, state.depth - 1);
  }
  // A string of one line ends with it.
  if (state.quote.length === 1 && !line.endsWith('\\')) state.quote = '';
}
