// The primitives that the torch stubs are written in, as the module `_fovea` that only they can import.
import { tensorReasons } from '../../../../findings/tensorReasons.js';
import { Instance, PyFloat, Native, Unknown, type Value } from '../../interpreter/values.js';
import { floatText } from '../../interpreter/text.js';
import { sizeText } from '../../../../findings/wording.js';
import { toInt } from '../../../../math/int.js';
import type { Session } from '../session.js';
import { tensorOf } from '../tensor.js';
import { arithmeticPrimitives } from './arithmetic.js';
import { joiningPrimitives } from './joining.js';
import { layerPrimitives } from './layers.js';
import { normalizationPrimitives } from './normalizations.js';
import { windowPrimitives } from './windows.js';
import type { Primitive } from './primitive.js';
import { creationPrimitives } from './creation.js';
import { modulePrimitives } from './modules.js';
import { operandChecks } from './operands.js';
import { refusals, refuse } from './refusals.js';
import { resizingPrimitives } from './resizing.js';
import { shapePrimitives } from './shapes.js';
import { tensorPrimitives } from './tensors.js';

/** whole(value, layer, parameter): reports a float where an int is needed, and goes on with the int */
const whole: Primitive = (session, value, layer, parameter) => {
  if (typeof value === 'number' && value < 0 && typeof layer === 'string' && typeof parameter === 'string') {
    const data = { callee: layer, parameter, expected: 'at least 1', found: sizeText(value) };
    if (!/stride|padding/.test(parameter)) {
      refuse(session, { code: 'argument-range', data });
      throw session.machine.error('RuntimeError', `negative dimension ${value}`);
    }
  }
  if (!(value instanceof PyFloat)) return value as Value;
  const [name, what] = [layer, parameter].map((each) => (typeof each === 'string' ? each : '?')) as [
    string,
    string,
  ];
  const found = floatText(value.value);
  session.problem({ code: 'float-size', data: { layer: name, parameter: what, found } });
  return toInt(Math.trunc(value.value)) ?? new Unknown(tensorReasons.notInteger(what, name));
};

export const primitives: Readonly<Record<string, Primitive>> = {
  ...layerPrimitives,
  ...normalizationPrimitives,
  ...windowPrimitives,
  ...shapePrimitives,
  ...joiningPrimitives,
  ...arithmeticPrimitives,
  ...tensorPrimitives,
  ...creationPrimitives,
  ...resizingPrimitives,
  ...modulePrimitives,
  ...refusals,
  ...operandChecks,
  whole,
};

/** Primitives that show the elements of their first argument in another way, so that writing to the one changes the other. */
const views: ReadonlySet<string> = new Set(
  'index reshape flatten permute expand unsqueeze squeeze contiguous'.split(' '),
);

/** Arguments that the shape of the result hangs on, and that have no unknown in the engine: switches, axes, factors. */
const deciding: Readonly<Record<string, readonly number[]>> = {
  reduce: [3],
  max_pool: [5],
  avg_pool: [5],
  squeeze: [1],
  shuffle: [2],
};

/** Why the result of a primitive is not known; undefined where no argument that it hangs on is unknown. */
function undecided(name: string, args: readonly Value[]): string | undefined {
  const places = Object.hasOwn(deciding, name) ? deciding[name] : undefined;
  const found = places?.map((place) => args[place]).find((each) => each instanceof Unknown);
  return found instanceof Unknown ? found.reason : undefined;
}

/** Steps that a primitive counts for: it makes an operator's application, and with it shapes and formulas. */
const costOfPrimitive = 20;
const mostArguments = 1000;
/** How many numbers of a constant cost as much to compute as a step. */
const numbersOfStep = 100;

/** Counts the numbers that a constant keeps: without that a loop over small tables costs far more than its steps say. */
function chargeNumbers({ machine }: Session, result: Value): void {
  const { length = 0 } = (result instanceof Instance && tensorOf(result)?.data) || {};
  if (length >= numbersOfStep) machine.spend(Math.floor(length / numbersOfStep));
}

/** The names of the module, for one evaluation. */
export function primitiveModule(session: Session): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    Object.entries(primitives).map(([name, run]) => [
      name,
      new Native(name, (_, args) => {
        // A call may be given a list of any length; no primitive takes so many arguments.
        session.machine.spend(costOfPrimitive);
        const given = args.slice(0, mostArguments);
        const lost = undecided(name, given);
        if (lost !== undefined) {
          const tensors = given.filter((each) => tensorOf(each) !== undefined);
          return session.unknownOperator(lost, tensors);
        }
        const result = run(session, ...given);
        chargeNumbers(session, result);
        return views.has(name) ? session.view(args[0], result) : result;
      }),
    ]),
  );
}
