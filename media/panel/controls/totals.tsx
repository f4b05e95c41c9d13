// The totals of the network in one line, and how they differ from what it is compared with.
import { abbreviate, formatBytes } from '../../../server/src/format/numbers.js';
import { formatInt } from '../../../server/src/math/int.js';
import type { CountJson, FieldJson } from '../../../server/src/picture/model.js';
import { approximate } from '../data/figures.js';
import { countText } from '../data/network.js';
import { store } from '../state/state.js';
import { useStore } from '../state/store.js';
import { comparedWith } from '../state/whatIf.js';
import { terms } from '../texts/terms.js';
import { totalTexts } from '../texts/views.js';

export function Totals() {
  const figures = useStore(store, (state) => state.figures);
  const base = useStore(store, comparedWith);
  if (!figures) return <div class="totals" aria-busy="true" />;
  const { totals, training, depth, field, memory } = figures;
  const bound = totals.unknownLayers > 0 ? '≥ ' : '';
  const count = (label: string, now: CountJson, before: CountJson | undefined, unit: string) => (
    <Figure
      label={label}
      text={bound + abbreviate(approximate(now) ?? 0)}
      exact={`${bound}${countText(now)} ${unit}`}
      change={change(approximate(now), approximate(before ?? null))}
    />
  );
  const least = training.unknownLayers > totals.unknownLayers ? '≥ ' : '';
  const more = (approximate(training.params) ?? 0) - (approximate(totals.params) ?? 0);
  return (
    <dl class="totals" aria-label={totalTexts.title}>
      {count(terms.parameters, totals.params, base?.totals.params, totalTexts.params)}
      {count(terms.macs, totals.macs, base?.totals.macs, totalTexts.macs)}
      <Figure
        label={terms.activationMemory}
        text={bound + formatBytes(approximate(memory.activations) ?? 0)}
        exact={totalTexts.memory(countText(totals.activations), memory.batch, memory.numberType)}
        change={change(
          approximate(memory.activations),
          base && approximate(base.memory.activations),
          formatBytes,
        )}
      />
      <Figure
        label={terms.depth}
        text={String(depth)}
        exact={totalTexts.depth}
        change={base && depth !== base.depth ? signed(depth - base.depth, String) : undefined}
      />
      <Figure
        label={terms.receptiveField}
        text={fieldText(field)}
        exact={totalTexts.field}
        change={
          base && fieldText(base.field) !== fieldText(field)
            ? totalTexts.was(fieldText(base.field))
            : undefined
        }
      />
      <Figure
        label={terms.layers}
        text={countText(totals.layers)}
        exact={
          totals.unknownLayers > 0
            ? totalTexts.unknown(totals.unknownLayers)
            : more > 0 || least !== ''
              ? totalTexts.training(`${least}${countText(more)}`)
              : totalTexts.inference
        }
        change={
          base && base.totals.layers !== totals.layers
            ? signed(totals.layers - base.totals.layers, String)
            : undefined
        }
      />
    </dl>
  );
}

function Figure(props: { label: string; text: string; exact: string; change: string | undefined }) {
  const { label, text, exact, change } = props;
  return (
    <div title={exact}>
      <dt>{label}</dt>
      <dd>
        {text}
        {change && <span class="change">{change}</span>}
      </dd>
    </div>
  );
}

function change(
  now: number | undefined,
  before: number | undefined,
  format: (value: number) => string = abbreviate,
): string | undefined {
  if (now === undefined || before === undefined || now === before) return undefined;
  const share = before === 0 ? '' : ` (${signed(((now - before) / before) * 100, percent)})`;
  return signed(now - before, format) + share;
}

const percent = (value: number): string =>
  `${value >= 10 ? formatInt(Math.round(value)) : value.toFixed(1)} %`;

function signed(difference: number, format: (size: number) => string): string {
  return `${difference < 0 ? '−' : '+'}${format(Math.abs(difference))}`;
}

function fieldText(field: FieldJson): string {
  return field.kind === 'local' ? field.size.join(' × ') : field.kind === 'global' ? 'global' : 'none';
}
