// The convolution whose name or arguments a selection is in, by its arguments as they are written.
import type { FoveaFile } from '../fixes/fix.js';
import type { Range } from '../../../text/range.js';
import type { Call } from '../parser/ast.js';

export type { FoveaRefactoring } from './refactoring.js';

export interface WrittenConvolution {
  readonly call: Call;
  readonly channels: string;
  /** A square kernel; NaN for any other. */
  readonly kernel: number;
  readonly stride: string;
  readonly pad: string;
  readonly isPadded: boolean;
  /** All arguments behind the channels, as written. */
  readonly rest: string;
  /** Names of arguments that are none of these. */
  readonly others: readonly string[];
}

const order = ['channels', 'kernel', 'stride', 'pad'];

export function convolutionAt(file: FoveaFile, selection: Range): WrittenConvolution | undefined {
  const call = file.callAt(selection);
  if (call?.callee.kind !== 'Name' || call.callee.name !== 'Conv') return undefined;
  const given = new Map(
    call.arguments.map(({ name, value }, index) => [
      name?.name ?? order[index] ?? `${index}`,
      file.textOf(value),
    ]),
  );
  const [first, ...more] = call.arguments;
  const channels = given.get('channels');
  const kernel = /^(\d+)(?:x\1)?$/.exec(given.get('kernel') ?? '')?.[1];
  if (channels === undefined || first?.name || first === undefined) return undefined;
  return {
    call,
    channels,
    kernel: Number(kernel ?? NaN),
    stride: given.get('stride') ?? '1',
    pad: given.get('pad') ?? '0',
    isPadded: given.has('pad'),
    rest: more.map((each) => file.textOf(each)).join(', '),
    others: [...given.keys()].filter((name) => !order.includes(name)),
  };
}
