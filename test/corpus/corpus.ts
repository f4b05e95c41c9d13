// Where the Caffe files of public repositories lie, which are no part of the project: FOVEA_CORPUS, or ../shared/corpus.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const corpus =
  process.env.FOVEA_CORPUS ?? path.resolve(import.meta.dirname, '..', '..', '..', 'shared', 'corpus');

export const corpusMissing = existsSync(corpus)
  ? undefined
  : `no Caffe files at ${corpus}; FOVEA_CORPUS names another folder`;

/** Files of a folder of the corpus, relative to it, in order; none where it is missing. */
export function corpusFiles(folder: 'caffe' | 'caffe-solver'): readonly string[] {
  const root = path.join(corpus, folder);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.prototxt'))
    .map((file) => file.split(path.sep).join('/'))
    .sort();
}

export function corpusText(folder: 'caffe' | 'caffe-solver', file: string): string {
  return readFileSync(path.join(corpus, folder, file), 'utf8');
}
