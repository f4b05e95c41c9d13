// What the reader tries without editing the file: which choices differ from file and settings, and how they are taken back.
import { whatIf as texts } from '../texts/views.js';
import { store, type State } from './state.js';

/** Each choice that differs, in words: `input 3 × 256 × 256`, `batch 32`, `compared with the last commit`. */
export function triedOf({ base, input, batch, numberType, device, subject }: State): readonly string[] {
  return [
    ...(base === 'none' ? [] : [texts.triedBase[base]]),
    ...(input ? [texts.triedInput(input.join(' × '))] : []),
    ...(batch !== undefined && batch !== subject?.batchSize ? [texts.triedBatch(batch)] : []),
    ...(numberType !== undefined && numberType !== subject?.numberType ? [numberType] : []),
    ...(device !== undefined && device !== subject?.device ? [device] : []),
  ];
}

/** The figures that the totals are compared with: those of an earlier version, or those of file and settings. */
export const comparedWith = (state: State): State['baseFigures'] =>
  triedOf(state).length > 0 ? state.baseFigures : undefined;

/** Back to file and settings. */
const nothingTried = {
  base: 'none',
  input: undefined,
  batch: undefined,
  numberType: undefined,
  device: undefined,
  side: undefined,
} as const satisfies Partial<State>;

export const takeBack = (): void => store.set({ ...nothingTried });
