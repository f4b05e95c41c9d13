// Expressions that make PyTorch modules: layers, instances of classes, and sequences of them with their repeats.
import type { ModuleCallArgument } from './code.js';

/** An argument, which may be a module itself. */
export type ModuleArgument = ModuleCallArgument & { readonly module?: ModuleExpression };

export type ModuleExpression =
  | { readonly kind: 'made'; readonly name: string; readonly arguments: readonly ModuleArgument[] }
  | { readonly kind: 'sequence'; readonly items: readonly ModuleExpression[] }
  /** A parameter of the constructor; the identity where it is not given. */
  | { readonly kind: 'parameter'; readonly name: string }
  /** A tensor of another module: `self.table.weight`. */
  | { readonly kind: 'tensor'; readonly name: string };

export const identity: ModuleExpression = { kind: 'made', name: 'nn.Identity', arguments: [] };

export const isIdentity = (module: ModuleExpression): boolean =>
  module.kind === 'made' && module.name === 'nn.Identity';

/** Equal for modules that differ in their numbers only. */
export function skeletonOf(module: ModuleExpression): string {
  switch (module.kind) {
    case 'made': {
      const given = module.arguments.map((each) => each.name + (each.module ? skeletonOf(each.module) : ''));
      return `${module.name}(${given.join()})`;
    }
    case 'sequence':
      return `[${module.items.map(skeletonOf).join(' ')}]`;
    case 'parameter':
    case 'tensor':
      return module.name;
  }
}

/** All numbers, in the order of the text. */
export function numbersIn(module: ModuleExpression): readonly ModuleCallArgument[] {
  switch (module.kind) {
    case 'made':
      return module.arguments.flatMap((each) => (each.module ? numbersIn(each.module) : [each]));
    case 'sequence':
      return module.items.flatMap(numbersIn);
    case 'parameter':
    case 'tensor':
      return [];
  }
}

/** The module with other texts for its numbers, which are taken in the order of the text. */
export function withNumbers(
  module: ModuleExpression,
  take: (argument: ModuleCallArgument) => string,
): ModuleExpression {
  switch (module.kind) {
    case 'made':
      return {
        ...module,
        arguments: module.arguments.map((each) =>
          each.module ? { ...each, module: withNumbers(each.module, take) } : { ...each, text: take(each) },
        ),
      };
    case 'sequence':
      return { ...module, items: module.items.map((item) => withNumbers(item, take)) };
    case 'parameter':
    case 'tensor':
      return module;
  }
}

const width = 100;

/** The expression; where it is too long for a line, a sequence has one for each item. */
export function moduleText(module: ModuleExpression, margin: string): string {
  if (module.kind === 'made') return callText(module, margin);
  if (module.kind === 'tensor') return module.name;
  if (module.kind === 'parameter') return `nn.Identity() if ${module.name} is None else ${module.name}`;
  return `nn.Sequential(${itemsText(module.items, margin)})`;
}

/** The items of a sequence with the brackets' own line breaks. */
export function itemsText(items: readonly ModuleExpression[], margin: string): string {
  const inner = `${margin}    `;
  const texts = folded(items, inner);
  const line = texts.join(', ');
  return texts.length <= 3 && margin.length + line.length < width - 20 && !line.includes('\n')
    ? line
    : `\n${texts.map((text) => `${inner}${text},\n`).join('')}${margin}`;
}

function callText(
  { name, arguments: given }: Extract<ModuleExpression, { kind: 'made' }>,
  margin: string,
): string {
  const texts = given.flatMap(({ name: argument, text, preset, module }) => {
    if (module) return isIdentity(module) ? [] : [`${argument}=${moduleText(module, margin)}`];
    if (text === preset) return [];
    return [preset === undefined ? text : `${argument}=${text}`];
  });
  return `${name}(${texts.join(', ')})`;
}

/** Neighbours that are equal, or whose numbers grow evenly, as a loop. */
function folded(items: readonly ModuleExpression[], margin: string): readonly string[] {
  const texts: string[] = [];
  for (let at = 0; at < items.length;) {
    const first = items[at]!;
    const length = loopLength(items, at);
    if (length > 1) {
      const steps = stepsBetween(first, items[at + 1]!);
      let index = 0;
      const item = withNumbers(first, ({ text }) => {
        const step = steps?.[index++] ?? 0;
        return step === 0 ? text : `${text} ${step < 0 ? '-' : '+'} ${Math.abs(step)} * i`;
      });
      const variable = steps?.some((step) => step !== 0) ? 'i' : '_';
      texts.push(`*[${moduleText(item, margin)} for ${variable} in range(${length})]`);
    } else texts.push(moduleText(first, margin));
    at += length;
  }
  return texts;
}

/** How many items from one on are a loop; 1 where none are. */
function loopLength(items: readonly ModuleExpression[], at: number): number {
  const steps = items[at + 1] && stepsBetween(items[at]!, items[at + 1]!);
  if (!steps) return 1;
  let length = 2;
  while (
    items[at + length] &&
    stepsBetween(items[at + length - 1]!, items[at + length]!)?.join() === steps.join()
  )
    length++;
  return length > 2 || steps.every((step) => step === 0) ? length : 1;
}

/** By how much the numbers of one are larger than those of the other; undefined where they differ otherwise. */
function stepsBetween(a: ModuleExpression, b: ModuleExpression): readonly number[] | undefined {
  if (skeletonOf(a) !== skeletonOf(b)) return undefined;
  const [from, to] = [numbersIn(a), numbersIn(b)];
  const steps = from.map(({ text }, index) => {
    const other = to[index]!.text;
    if (text === other) return 0;
    return isNumber(text) && isNumber(other) ? Number(other) - Number(text) : NaN;
  });
  return steps.some(Number.isNaN) ? undefined : steps;
}

export const isNumber = (text: string): boolean => /^\d+$/.test(text);
