// A Python with PyTorch, where there is one: runs the texts of modules on tensors of zeros and tells what comes out.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { findTorch } from '../../scripts/paths.mjs';

const python = findTorch();

export interface Question {
  /** A Python file whose last class of a module is made without arguments. */
  readonly text: string;
  /** The first size is the batch. */
  readonly inputs: readonly (readonly number[])[];
  /** Whether the numbers are whole ones, as those of tokens. */
  readonly whole?: boolean;
}

export interface Answer {
  /** Shapes of the tensors that forward gives, the batch included. */
  readonly outputs?: readonly (readonly number[])[];
  readonly params?: number;
  /** The paths of all modules. */
  readonly modules?: readonly string[];
  /** What PyTorch raises in their place. */
  readonly error?: string;
}

/** Asks PyTorch all at once; starting it takes longer than a small network. */
export const askTorch = (questions: readonly Question[]): readonly Answer[] =>
  run('answer.py', questions) as readonly Answer[];

/** From where to where along each axis each output position sees the input; null where it sees nothing. */
export interface Sight {
  readonly stretches?: readonly (readonly (readonly [first: number, last: number] | null)[])[];
  readonly error?: string;
}

/** Asks what linear networks of one input channel, on inputs of these sizes, see. */
export const askSight = (
  questions: readonly { readonly text: string; readonly sizes: readonly number[] }[],
): readonly Sight[] => run('sees.py', questions) as readonly Sight[];

function run(script: string, questions: readonly object[]): unknown {
  const { stdout, stderr, status } = spawnSync(
    python ?? 'python3',
    [path.join(import.meta.dirname, script)],
    { input: JSON.stringify(questions), encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
