// What each operator is in PyTorch: a module that is made once, or an expression over its operands.
import { conversionReasons } from '../../../findings/conversion.js';
import { isCounterpart, there, type Counterpart } from '../../../ops/counterparts.js';
import type { ArgumentValue } from '../../../ops/parameters.js';
import { entryOf } from '../../../text/table.js';
import { argumentsOf, type FlatLayer } from '../../../writing/flat.js';
import { moduleCall, type LayerCode } from './code.js';
import { module, refuse, sizes, withBatch, type WriteContext, type Write } from './context.js';
import { elementLayers } from './elementLayers.js';
import { helperLayers } from './helperLayers.js';
import { shapeLayers } from './shapeLayers.js';
import { windowLayers } from './windowLayers.js';

/** The module that the operator's counterpart declares, with the arguments that differ from PyTorch's defaults. */
const declared: Write = (context) => {
  const { operator } = context.layer.node.application;
  const counterpart = operator.counterparts?.pytorch;
  if (!counterpart) return refuse(context, conversionReasons.noCounterpart(operator.name));
  if (!isCounterpart(counterpart))
    return refuse(context, conversionReasons.noCounterpart(operator.name, counterpart.none));
  const { name, arguments: given = {}, positional = 0 } = counterpart;
  const values = Object.entries(given).map(([argument, said]) => valueOf(context, argument, said));
  return module(
    moduleCall(
      name.replace(/^nn\./, '').replace('{n}', String(context.axes)),
      values.slice(0, positional).map(([, value]) => value),
      values.slice(positional),
    ),
  );
};

type Said = NonNullable<Counterpart['arguments']>[string];

/** An argument of PyTorch: its name, its value and its default. */
function valueOf(
  { argument, input, layer }: WriteContext,
  name: string,
  said: Said,
): readonly [name: string, value: ArgumentValue, preset: ArgumentValue] {
  if (typeof said === 'object' && 'fixed' in said) return [name, said.fixed, null];
  if (typeof said === 'object' && 'input' in said)
    return [name, (said.input === 'channels' ? input[0] : input.at(-1)) as ArgumentValue, null];
  const mapped = typeof said === 'string' ? { is: said } : said;
  const { parameters } = layer.node.application.operator;
  const preset = 'default' in mapped ? mapped.default : entryOf(parameters, mapped.is)?.default?.value;
  const value = argument(mapped.is) ?? null;
  const own = mapped.axis
    ? withBatch(value, input.length)
    : mapped.times === undefined
      ? value
      : there(Number(value), Number(argument(mapped.times)));
  return [name, own, (preset ?? null) as ArgumentValue];
}

/** Operators whose code takes more than the arguments of one module. */
const rules: Readonly<Record<string, Write>> = {
  ...windowLayers,
  ...shapeLayers,
  ...elementLayers(declared),
  ...helperLayers,
};

/** @throws ConversionError where PyTorch has nothing that does what the layer does */
export function layerCode(layer: FlatLayer): LayerCode {
  const { operator } = layer.node.application;
  const input = sizes(layer.inputs[0]?.shape);
  const context: WriteContext = {
    layer,
    argument: argumentsOf(layer.node),
    input,
    output: sizes(layer.outputs[0]?.shape),
    axes: Math.max(1, input.length - 1),
  };
  return (entryOf(rules, operator.name) ?? declared)(context);
}
