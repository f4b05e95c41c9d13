// What is not known in a Python program marks every figure that depends on it, and is no reason for a finding.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { AssertionError } from 'node:assert';
import type { Analysis } from '../../server/src/analysis/analysis.js';
import { analysePython } from '../support/pytorch.js';
import { seeded } from '../support/random.js';
import { someNetworks } from '../support/someNetworks.js';
import { assertSound, edited, type Edit } from '../support/soundness.js';
import {
  analyseTorchvision,
  torchvisionFolder,
  torchvisionMissing,
  torchvisionSource,
} from '../support/torchvision.js';
import { header, substitutions, type Substitution } from '../support/unknownPython.js';

const input = { input: [3, 32, 32] };
/** FOVEA_SOUNDNESS multiplies the number of unknowns that are tried. */
const [wanted, seed] = [Number(process.env.FOVEA_SOUNDNESS ?? 1) * 150, Number(process.env.FOVEA_SEED ?? 33)];

interface Program {
  readonly name: string;
  readonly text: string;
  readonly analyse: (text: string) => Analysis;
}

const programs = Object.entries({
  ...someNetworks,
  'resnet_cifar.py': readFileSync('examples/resnet_cifar.py', 'utf8'),
}).map(([name, text]): Program => ({
  name,
  text: header + text,
  analyse: (changed) => analysePython(changed, input),
}));

/** Files of torchvision that take little time, each of a style of its own. */
const modelFiles = ['alexnet.py', 'squeezenet.py', 'mobilenetv2.py', 'mnasnet.py', 'googlenet.py'];

const torchvisionPrograms = (): readonly Program[] =>
  modelFiles.map((name) => ({
    name,
    text: header + torchvisionSource(name).text,
    analyse: (changed) => analyseTorchvision(name, {}, changed),
  }));

/** Programs of one file each in the folder that FOVEA_PROGRAMS names. */
const folder = process.env.FOVEA_PROGRAMS;

const folderPrograms = (from: string): readonly Program[] =>
  readdirSync(from)
    .filter((name) => name.endsWith('.py'))
    .map((name) => ({
      name,
      text: header + readFileSync(path.join(from, name), 'utf8'),
      analyse: (changed) => analysePython(changed),
    }));

/** Findings that would be shown as errors or warnings, by code. */
const loud = (analysis: Analysis): ReadonlySet<string> =>
  new Set(
    analysis.findings
      .filter(({ severity }) => severity === 'error' || severity === 'warning')
      .map(({ code }) => code),
  );

/** What one unknown is told wrong. */
function violations(
  { text, analyse }: Program,
  { unknown, concretes }: Substitution,
  original: Analysis,
  some: (of: readonly Edit[]) => readonly Edit[],
): readonly string[] {
  const found: string[] = [];
  const open = analyse(edited(text, unknown));
  const line = text.slice(0, unknown.start).split('\n').length;
  const what = `line ${line}, ${text.slice(unknown.start, unknown.end).replaceAll(/\s+/g, ' ')}`;
  // What is wrong whatever stands there is no fault of the unknown.
  const others = concretes.slice(1, 4).map((edit) => loud(analyse(edited(text, edit))));
  for (const code of loud(open)) {
    if (loud(original).has(code) || others.some((each) => each.has(code))) continue;
    const { message } = open.findings.find((each) => each.code === code) ?? { message: '' };
    found.push(`${what}: ${code}: ${message}`);
  }
  for (const edit of some(concretes)) {
    const analysis = analyse(edited(text, edit));
    if (analysis.findings.some(({ severity }) => severity === 'error')) continue;
    const complete = analysis.networks.filter(({ totals }) => totals.unknownLayers === 0);
    const problem = compare(open, unknown, complete, edit);
    if (problem !== undefined) found.push(`${what}: ${problem}`);
  }
  return found;
}

function compare(
  open: Analysis,
  unknown: Edit,
  networks: Analysis['networks'],
  edit: Edit,
): string | undefined {
  try {
    assertSound(open, unknown, [{ analysis: { networks }, edit }], '');
    return undefined;
  } catch (error) {
    if (error instanceof AssertionError) return error.message.split('\n')[0];
    throw error;
  }
}

describe('soundness of PyTorch programs', function () {
  this.timeout(Number(process.env.FOVEA_SOUNDNESS ?? 1) * 600_000);

  /** Tries so many unknowns in some programs; gives what is wrong. */
  const tryUnknowns = (among: readonly Program[], most: number): string => {
    const random = seeded(seed);
    const originals = new Map(among.map((program) => [program, program.analyse(program.text)]));
    const all = among.flatMap((program) => substitutions(program.text).map((each) => ({ program, each })));
    const found: string[] = [];
    let compared = 0;
    /** The expression itself and two others. */
    const some = ([own, ...others]: readonly Edit[]): readonly Edit[] => {
      const first = random.below(others.length + 1);
      const chosen = [...others.slice(first), ...others].slice(0, 2);
      compared += chosen.length + 1;
      return own ? [own, ...chosen] : chosen;
    };
    const tried = Math.min(most, all.length);
    for (let count = 0; count < tried; count++) {
      const [chosen] = all.splice(random.below(all.length), 1);
      if (!chosen) break;
      const { program, each } = chosen;
      const original = originals.get(program);
      assert.ok(original);
      for (const problem of violations(program, each, original, some))
        found.push(`${program.name}, ${problem}`);
    }
    console.log(
      `      ${among.length} programs, ${tried} unknowns, ${compared} substitutions, ${found.length} violations`,
    );
    return found.join('\n');
  };

  it('marks what depends on any expression that is not known', () => {
    assert.equal(tryUnknowns(programs, wanted), '');
  });

  it('marks it in the programs of a folder', function () {
    if (folder === undefined) this.skip();
    assert.equal(tryUnknowns(folderPrograms(folder), wanted), '');
  });

  it("marks it in torchvision's files", function () {
    if (torchvisionFolder === undefined) {
      console.log(`      not run: ${torchvisionMissing}`);
      this.skip();
    }
    assert.equal(tryUnknowns(torchvisionPrograms(), Math.ceil(wanted / 8)), '');
  });

  it('has programs without findings', () => {
    for (const { name, text, analyse } of programs) {
      const analysis = analyse(text);
      assert.deepEqual([...loud(analysis)], [], name);
      assert.ok(
        analysis.networks.every(({ totals }) => totals.unknownLayers === 0),
        name,
      );
    }
  });
});
