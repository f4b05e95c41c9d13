// Completion: what a language proposes, ranked by what fits the tensor at hand, with what each layer would make of it.
import type { Completion, Proposal } from '../contract/completion.js';
import { abbreviate } from '../format/numbers.js';
import { formatShape, isUnknown, type Count, type Shape } from '../math/dim.js';
import { severityOf } from '../findings/catalogue.js';
import type { GivenArgument, Operator } from '../ops/operator.js';
import { typicalValue } from '../ops/typical.js';
import type { Range } from '../text/range.js';

export interface CompletionItem {
  readonly label: string;
  readonly kind: Proposal['kind'];
  readonly detail: string | undefined;
  readonly doc: string | undefined;
  readonly snippet: string | undefined;
  readonly replace: Range;
  /** Items are shown in this order. */
  readonly rank: string;
  /** The operator whose documentation is looked up when the item is shown. */
  readonly operator: string | undefined;
}

/** Layers of these families are seldom written by hand. */
const seldom: ReadonlySet<string> = new Set(['loss', 'join', 'unknown']);

export function completionItems({ proposals, replace, inputs }: Completion): readonly CompletionItem[] {
  const seen = new Set<string>();
  const items: CompletionItem[] = [];
  for (const proposal of proposals) {
    if (seen.has(proposal.label)) continue;
    seen.add(proposal.label);
    const { label, kind, operator } = proposal;
    const layer = operator && layerOf(operator, inputs);
    items.push({
      label,
      kind,
      detail: layer?.detail ?? proposal.detail,
      doc: proposal.doc,
      snippet: proposal.snippet ?? layer?.snippet,
      replace,
      rank: `${rankOf(proposal, layer?.fits)}${String(items.length).padStart(4, '0')}`,
      operator: operator?.name,
    });
  }
  return items;
}

/** What a person most likely means first: names of their own, then layers that fit, then other layers. */
function rankOf({ kind, operator }: Proposal, fits: boolean | undefined): number {
  if (kind === 'operator')
    return fits === undefined || fits ? (seldom.has(operator?.family ?? '') ? 5 : 3) : 6;
  if (kind === 'argument' || kind === 'member' || kind === 'measure') return 0;
  if (kind === 'word') return 1;
  return kind === 'statement' || kind === 'function' ? 4 : 2;
}

interface Layer {
  readonly snippet: string;
  /** `→ 96 × 55 × 55 · 34.9 k`: what it makes of the tensor at hand. */
  readonly detail: string | undefined;
  readonly fits: boolean | undefined;
}

/** A layer with an argument for each parameter that has no default. */
function layerOf(operator: Operator, inputs: readonly Shape[]): Layer {
  const [input] = inputs;
  const required = Object.entries(operator.parameters).filter(([, parameter]) => !parameter.default);
  const values = required.map(([name]) => startingValue(name, operator, input));
  const places = required.map(([name], index) => `\${${index + 1}:${values[index] ?? name}}`);
  const snippet = required.length > 0 ? `${operator.name}(${places.join(', ')})` : operator.name;
  const isComplete = values.every((value) => value !== undefined);
  if (input === undefined || !isComplete || operator.operands.min > 1) {
    return { snippet, detail: undefined, fits: operator.operands.min > 1 ? false : undefined };
  }
  const given = values.map((value): GivenArgument => ({ value }));
  const { outputs, params, macCount, problems } = operator.apply(given, [input]);
  const fits = !problems.some(({ code }) => severityOf(code) === 'error');
  const [output] = outputs;
  if (!fits || output === undefined || isUnknown(output)) return { snippet, detail: undefined, fits };
  const costs = [
    ...(params === 0 ? [] : [`${figure(params)} params`]),
    ...(macCount === 0 ? [] : [`${figure(macCount)} MACs`]),
  ];
  const others = inputs.length > 1 ? ' …' : '';
  return { snippet, detail: [`→ ${formatShape(output)}${others}`, ...costs].join(' · '), fits };
}

const figure = (count: Count): string => (isUnknown(count) ? '?' : abbreviate(count));

/** A value to start from; a layer that is added mostly keeps the channels. */
function startingValue(name: string, operator: Operator, input: Shape | undefined): number | undefined {
  const channels = input === undefined || isUnknown(input) ? undefined : input[0];
  const keeps = name === 'channels' && typeof channels === 'number' && channels >= 16;
  return keeps ? channels : typicalValue(operator, name);
}
