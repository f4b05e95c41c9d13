// Random layers and functions of torch, one by one, beside PyTorch itself: shapes, parameters, and what neither accepts.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isUnknown } from '../../server/src/math/dim.js';
import { analysePython, moduleText } from '../support/pytorch.js';
import { families, type Case } from './cases.js';
import { askTorch, type Answer } from './torch.js';

const seed = 20260601;
const count = 300;
const batch = 2;

const textOf = ({ init, forward }: Case): string => moduleText(init, [`return ${forward}`]);

/** What Fovea says otherwise than PyTorch, or undefined where they agree. */
function disagreement(each: Case, answer: Answer): string | undefined {
  const analysis = analysePython(textOf(each), { input: each.input });
  const [network] = analysis.networks;
  const errors = analysis.findings.filter(({ severity }) => severity === 'error');
  const shape = network?.network.outputs.at(-1)?.value.shape;
  if (answer.error !== undefined) {
    // What PyTorch refuses is an error here too, or nothing is said of it.
    const silent = errors.length === 0 && shape !== undefined && !isUnknown(shape);
    return silent ? `PyTorch refuses it (${answer.error}); found ${shape.join(' × ')}` : undefined;
  }
  if (errors.length > 0) return `error: ${errors.map(({ message }) => message).join(' ')}`;
  if (network === undefined || shape === undefined) return 'no network';
  if (isUnknown(shape)) return `unknown: ${shape.unknown}`;
  const expected = answer.outputs?.[0]?.slice(1) ?? [];
  if (shape.join() !== expected.join()) return `shape ${shape.join(' × ')}, not ${expected.join(' × ')}`;
  if (network.training.params !== answer.params)
    return `${network.training.params} parameters, not ${answer.params}`;
  return undefined;
}

describe('operators beside PyTorch', () => {
  for (const [name, arbitrary] of Object.entries(families)) {
    it(`${count} ${name}`, () => {
      const cases = fc.sample(arbitrary, { seed, numRuns: count });
      const answers = askTorch(
        cases.map((each) => ({
          text: textOf(each),
          inputs: [[batch, ...each.input]],
          whole: each.whole ?? false,
        })),
      );
      const refused = answers.filter(({ error }) => error !== undefined).length;
      assert.ok(refused < count / 2, `PyTorch refuses ${refused} of them`);
      const wrong = cases.flatMap((each, index) => {
        const said = disagreement(each, answers[index] as Answer);
        return said === undefined
          ? []
          : [`${[...each.init, each.forward].join('; ')} on ${each.input.join(' × ')}: ${said}`];
      });
      assert.deepEqual(wrong, []);
    });
  }
});
