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
export function askTorch(questions: readonly Question[]): readonly Answer[] {
  const { stdout, stderr, status } = spawnSync(
    python ?? 'python3',
    [path.join(import.meta.dirname, 'answer.py')],
    { input: JSON.stringify(questions), encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Answer[];
}
