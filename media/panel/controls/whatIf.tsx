// What if: another input, batch, number type or device, and an earlier state to compare with. The file is not touched.
import { useEffect, useState } from 'preact/hooks';
import { devicesOf, useCircumstances } from '../state/circumstances.js';
import { readShape } from '../../../server/src/directives/shapes.js';
import { numberTypes, type NumberType } from '../../../server/src/math/numberTypes.js';
import { nearestTo } from '../data/scaling.js';
import { abbreviate } from '../../../server/src/format/numbers.js';
import { changesOf } from '../data/changes.js';
import { store } from '../state/state.js';
import { useStore } from '../state/store.js';
import { Choice } from './buttons.js';
import { changeKinds, terms } from '../texts/terms.js';
import { toolbar, whatIf as texts } from '../texts/views.js';

const types = Object.keys(numberTypes) as NumberType[];

export function WhatIf() {
  const subject = useStore(store, (state) => state.subject);
  const circumstances = useCircumstances();
  const base = useStore(store, (state) => state.base);
  return (
    <section class="what-if" aria-label={toolbar.whatIf}>
      <InputSizes />
      <Side />
      <label class="field">
        <span>{texts.batch}</span>
        <input
          type="number"
          min="1"
          max="65536"
          value={circumstances.batch}
          onChange={(event) => {
            const value = Math.round(event.currentTarget.valueAsNumber);
            store.set({ batch: value >= 1 ? value : undefined });
          }}
        />
      </label>
      <Choice
        label={terms.numberType}
        visible
        value={circumstances.numberType}
        options={types.map((type) => [type, type])}
        onChoose={(value) => store.set({ numberType: value })}
      />
      <Choice
        label={terms.device}
        visible
        value={circumstances.device.name}
        options={devicesOf(subject).map(({ name }) => [name, name])}
        onChoose={(value) => store.set({ device: value })}
      />
      <Choice
        label={texts.compare}
        visible
        value={base}
        options={[
          ['none', texts.nothing],
          ['save', texts.lastSave],
          ['commit', texts.lastCommit],
        ]}
        onChoose={(value) => {
          if (value !== base) store.set({ base: value, baseFigures: undefined, baseProblem: undefined });
        }}
      />
      {base !== 'none' && <Changes />}
    </section>
  );
}

/** The sizes of the main input, as `3 × 227 × 227`. */
function InputSizes() {
  const sizes = useStore(store, (state) => state.figures?.input);
  const name = useStore(store, (state) => state.figures?.inputName ?? 'input');
  const now = sizes?.map((size) => size ?? '?').join(' × ') ?? '';
  const [text, setText] = useState(now);
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    setText(now);
    setProblem(undefined);
  }, [now]);
  const apply = (): void => {
    const shape = readShape(text);
    const input = 'problem' in shape ? [] : shape.map(Number);
    const fits = input.every(Number.isSafeInteger);
    setProblem('problem' in shape ? shape.problem : fits ? undefined : texts.sizeTooLarge);
    if (input.length > 0 && fits && input.join() !== sizes?.join()) store.set({ input });
  };
  return (
    <label class="field">
      <span>{texts.input(name)}</span>
      <input
        type="text"
        size={14}
        value={text}
        aria-invalid={problem !== undefined}
        title={problem}
        onInput={(event) => setText(event.currentTarget.value)}
        onChange={apply}
        onKeyDown={(event) => {
          if (event.key === 'Enter') apply();
          // The map's sides, larger or smaller together.
          const step = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
          if (step === 0 || !sizes) return;
          event.preventDefault();
          const by = event.shiftKey ? 32 : 1;
          const input = sizes.map((size, axis) => Math.max(1, (size ?? 1) + (axis === 0 ? 0 : step * by)));
          store.set({ input });
        }}
      />
    </label>
  );
}

/** A size of the input, where its sizes are named: the figures there, by the formulas alone. */
function Side() {
  const scaling = useStore(store, (state) =>
    state.figures?.scaling.find(({ network }) => network === state.figures?.name),
  );
  const side = useStore(store, (state) => state.side);
  const sizes = scaling?.points ?? [];
  const at = side ?? scaling?.shown ?? sizes.at(-1)?.size;
  const figures = scaling && at !== undefined ? nearestTo(scaling, at) : undefined;
  if (!scaling || !figures || sizes.length < 2) return null;
  const index = sizes.indexOf(figures);
  const text = texts.side(
    abbreviate(figures.macs),
    abbreviate(figures.activations),
    abbreviate(figures.params),
  );
  return (
    <label class="field side">
      <span>{texts.sideOf(scaling.names, figures.size)}</span>
      <input
        type="range"
        min="0"
        max={sizes.length - 1}
        value={index}
        aria-valuetext={`${figures.size}: ${text}`}
        onInput={(event) => store.set({ side: sizes[Math.round(event.currentTarget.valueAsNumber)]?.size })}
      />
      <output>{text}</output>
    </label>
  );
}

/** What was added, removed and changed since the state that is compared with. */
function Changes() {
  const figures = useStore(store, (state) => state.figures);
  const base = useStore(store, (state) => state.baseFigures);
  const problem = useStore(store, (state) => state.baseProblem);
  if (problem) return <p class="changes">{problem}</p>;
  if (!figures || !base) return <p class="changes">{texts.loading}</p>;
  const changes = changesOf(base, figures.figures);
  if (changes.length === 0) return <p class="changes">{texts.same}</p>;
  return (
    <details class="changes" open={changes.length <= 8}>
      <summary>
        {texts.differ(changes.length)} (
        {(['added', 'removed', 'changed'] as const)
          .map((kind) => [kind, changes.filter((change) => change.kind === kind).length] as const)
          .filter(([, count]) => count > 0)
          .map(([kind, count]) => `${count} ${changeKinds[kind]}`)
          .join(', ')}
        )
      </summary>
      <ul>
        {changes.slice(0, 200).map(({ kind, layer, text }) => (
          <li key={`${kind} ${layer}`} class={`change-${kind}`}>
            <span class="change-kind">{changeKinds[kind]}</span> {layer} <span class="muted">{text}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
