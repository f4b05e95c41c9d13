// `npm run fuzz -- [COUNT] [SEED] [LANGUAGE]`: mutates texts and probes them; what fails is cut down and printed.
import { writeFileSync } from 'node:fs';
import { seeded } from '../support/random.js';
import { corpus } from './corpus.js';
import { minimise } from './minimise.js';
import { mutate } from './mutate.js';
import { probe, type LanguageId } from './probe.js';

const [count = '2000', seed = '1', only] = process.argv.slice(2);
/** Seconds of processor time after which a text is too slow; the engine itself knows no clock. */
const patience = 3;

const random = seeded(Number(seed));
const seeds = corpus(only as LanguageId | undefined);
const seen = new Set<string>();
let slowest = 0;

for (let round = 0; round < Number(count); round++) {
  const { name, language, text } = random.pick(seeds);
  const mutated = mutate(text, random);
  // A text that hangs or kills the process is the one that stands here.
  if (process.env['FUZZ_LAST'] !== undefined) writeFileSync(process.env['FUZZ_LAST'], mutated);
  const before = process.cpuUsage();
  const wrong = [...probe(mutated, language)];
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  slowest = Math.max(slowest, seconds);
  if (seconds > patience) wrong.push(`takes ${seconds.toFixed(1)} s`);
  for (const each of wrong) {
    const kind = `${language}: ${each.replace(/[\d.]+ s$/, '')}`;
    if (seen.has(kind)) continue;
    seen.add(kind);
    const isSlow = each.startsWith('takes');
    const small = isSlow ? mutated : minimise(mutated, (part) => probe(part, language).includes(each));
    console.log(`${kind}\n  from ${name}, round ${round}: ${each}\n${small.replace(/^/gm, '    ')}\n`);
  }
}
const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
console.log(
  `${count} texts, ${seen.size} kinds of failures, slowest ${slowest.toFixed(1)} s of processor time, ${memory} MB`,
);
process.exitCode = seen.size > 0 ? 1 : 0;
