// The texts that fuzzing begins with: the examples, and the networks of the tests.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { LanguageId } from './probe.js';

export interface Seed {
  readonly name: string;
  readonly language: LanguageId;
  readonly text: string;
}

const languageOf = new Map<string, LanguageId>([
  ['.fovea', 'fovea'],
  ['.prototxt', 'prototxt'],
  ['.py', 'python'],
]);

const folders = ['examples', 'test/fixtures', 'test/fuzz/seeds'];

/** Larger files are left out: what is found in them is found in small ones. */
const longest = 12_000;

/** All of a language, or of every language. */
export function corpus(only?: LanguageId): readonly Seed[] {
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .sort()
      .flatMap((file): readonly Seed[] => {
        const language = languageOf.get(path.extname(file));
        if (language === undefined || (only !== undefined && language !== only)) return [];
        const name = path.join(folder, file);
        const text = readFileSync(name, 'utf8');
        return text.length > longest ? [] : [{ name, language, text }];
      }),
  );
}
