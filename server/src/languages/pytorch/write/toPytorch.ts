// Writes a network as PyTorch modules: a class for each block, with parameters where its instances differ.
import { conversionReasons } from '../../../findings/conversion.js';
import type { Network } from '../../../graph/graph.js';
import { isKnownShape } from '../../../math/dim.js';
import { entryOf } from '../../../text/table.js';
import { ConversionError, flatten } from '../../../writing/flat.js';
import { withLearnedBatchNorm } from '../../../writing/batchNorm.js';
import { classOf, clusters, type ConstructorParameter, type TorchClass } from './classes.js';
import { draftOf } from './forward.js';
import { calledHelpers, helperClasses } from './helpers.js';
import { identity, itemsText, moduleText, type ModuleExpression } from './module.js';
import { unwrittenSharing } from './sharedWeights.js';
import { className, unique, usedNames } from './names.js';
import { groupsOf, modulePlans, type ModulePlan } from './modulePlan.js';

/**
 * The text of a Python file whose last class has the parameters and operations of the network. Training-only outputs,
 * and layers that serve them alone, are left out.
 * @throws ConversionError where a layer has no counterpart, or a shape is not known.
 */
export function toPytorch(given: Network): string {
  const network = withLearnedBatchNorm(given);
  check(network);
  const plans = modulePlans(network);
  const main = plans.at(-1) as ModulePlan;
  const taken = new Set([...usedNames(), 'Tensor', ...Object.keys(helperClasses)]);
  const mainName = unique(className(network.name), taken);
  const instances = new Map<ModulePlan, ModuleExpression>();
  const instanceOf = (plan: ModulePlan): ModuleExpression => instances.get(plan) ?? identity;
  const classes: TorchClass[] = [];
  for (const group of groupsOf(plans.filter((plan) => plan !== main && !isEmpty(plan)))) {
    const drafts = group.map((plan) => draftOf(plan, instanceOf, false));
    for (const members of clusters(drafts)) {
      const name = unique(className(group[0]!.name), taken);
      const made = classOf(
        name,
        members.map(({ draft }) => draft),
        usedNames(),
      );
      classes.push(made);
      members.forEach(({ index }, place) => instances.set(group[index]!, made.instances[place]!));
    }
  }
  const mainClass = classOf(mainName, [draftOf(main, instanceOf, true)], usedNames());
  classes.push(mainClass);
  const doc = `"""${network.name}, written by Fovea from ${sourceName(network.site.uri)}."""`;
  const own = classes.map((each) =>
    each === mainClass ? `${inputComment(main)}${classText(each)}` : classText(each),
  );
  const used = new Set(
    Object.keys(helperClasses).filter((name) => own.some((text) => new RegExp(`\\b${name}\\(`).test(text))),
  );
  for (const name of used) {
    const called = entryOf(calledHelpers, name);
    if (called !== undefined) used.add(called);
  }
  const helpers = Object.entries(helperClasses).filter(([name]) => used.has(name));
  const body = [...helpers.map(([, text]) => text), ...own].join('\n\n\n');
  return [
    doc,
    '',
    // Such annotations are Python 3.10's.
    ...(classes.some(({ parameters }) => parameters.some((each) => /[[|]/.test(parameterText(each)))) ||
    helpers.some(([, text]) => /: \w+ \| None/.test(text))
      ? ['from __future__ import annotations', '']
      : []),
    ...(/\btorch\./.test(body) ? ['import torch'] : []),
    `from torch import ${/\bTensor\b/.test(body) ? 'Tensor, ' : ''}nn`,
    ...(/\bF\./.test(body) ? ['import torch.nn.functional as F'] : []),
    '',
    '',
    body,
    '',
  ].join('\n');
}

/** The shapes that the figures are of, so that the file read again has the same: `# fovea: input 3x224x224`. */
function inputComment({ inputs, steps }: ModulePlan): string {
  const read = inputs.filter((input) => steps.some((step) => step.inputs.includes(input)));
  const shapes = read.map(({ shape }) => (isKnownShape(shape) ? shape.join('x') : ''));
  return shapes.length === 0 || shapes.includes('') ? '' : `# fovea: input ${shapes.join(', ')}\n`;
}

/** A block that does nothing for these arguments, such as a shortcut between equal shapes. */
const isEmpty = ({ steps, inputs, outputs }: ModulePlan): boolean =>
  steps.length === 0 && inputs.length === 1 && outputs.length === 1;

function check(network: Network): void {
  const flat = flatten(network);
  if (flat.outputs.every(({ training }) => training)) throw new ConversionError([conversionReasons.noOutput]);
  const problems = flat.layers.flatMap(({ path, inputs, outputs, node, training }) => {
    if (training) return [];
    const known = [...inputs, ...outputs].every(({ shape }) => isKnownShape(shape));
    const reason = node.application.operator.unknownBecause ?? (known ? undefined : conversionReasons.shape);
    return reason === undefined ? [] : [`${path.join('/')}: ${reason}`];
  });
  problems.push(...unwrittenSharing(flat));
  if (problems.length > 0) throw new ConversionError(problems);
}

const sourceName = (uri: string): string => decodeURIComponent(uri.split('/').at(-1) ?? uri);

const margin = '        ';

function classText({ name, parameters, draft }: TorchClass): string {
  const head = headText(parameters);
  const { modules, forward, inputs } = draft;
  if (!forward) {
    const [, sequence] = modules[0] as readonly [string, Extract<ModuleExpression, { kind: 'sequence' }>];
    return [
      `class ${name}(nn.Sequential):`,
      head,
      `${margin}super().__init__(${itemsText(sequence.items, margin)})`,
    ].join('\n');
  }
  const result =
    forward.at(-1)?.includes(', ') && /^return [\w, ]+$/.test(forward.at(-1)!) ? '' : ' -> Tensor';
  return [
    `class ${name}(nn.Module):`,
    ...(modules.length === 0 && parameters.length === 0
      ? []
      : [
          head,
          `${margin}super().__init__()`,
          ...modules.map(
            ([attribute, module]) => `${margin}self.${attribute} = ${moduleText(module, margin)}`,
          ),
          '',
        ]),
    `    def forward(self, ${inputs.map((input) => `${input}: Tensor`).join(', ')})${result}:`,
    ...forward.flatMap((line) => line.split('\n')).map((line) => margin + line),
  ].join('\n');
}

function headText(parameters: readonly ConstructorParameter[]): string {
  const given = ['self', ...parameters.map(parameterText)].join(', ');
  const line = `    def __init__(${given}) -> None:`;
  return line.length <= 100 ? line : `    def __init__(\n${margin}${given}\n    ) -> None:`;
}

const parameterText = ({ name, type }: ConstructorParameter): string =>
  type === 'module' ? `${name}: nn.Module | None = None` : `${name}: ${type}`;
