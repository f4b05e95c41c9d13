// The memory that training takes, by part: weights, gradients, the optimizer's state, and the activations that are kept.
import { scaleLinear } from 'd3-scale';
import { useState } from 'preact/hooks';
import { formatBytes, formatShare } from '../../../server/src/format/numbers.js';
import { optimizers, trainingParts, type Optimizer } from '../../../server/src/analysis/optimizers.js';
import { Choice } from '../controls/buttons.js';
import { approximate } from '../data/figures.js';
import { store } from '../state/state.js';
import { useStore } from '../state/store.js';
import { BottomAxis, byteTicks } from './axes.js';
import type { ChartProps } from './charts.js';
import { ChartFrame } from './frame.js';
import { BarX } from './marks.js';
import { Plot } from './plot.js';
import { trainingMemory as texts } from '../texts/charts.js';
import { terms } from '../texts/terms.js';

export function TrainingMemory({ network, circumstances }: ChartProps) {
  const settled = useStore(store, (state) => state.subject?.optimizer ?? '');
  const [chosen, setChosen] = useState<Optimizer>();
  const optimizer = chosen ?? (Object.hasOwn(optimizers, settled) ? (settled as Optimizer) : 'momentum');
  const { title } = optimizers[optimizer];
  const { batch } = circumstances;
  // Nobody trains in 8-bit integers.
  const numberType = circumstances.numberType === 'int8' ? 'float32' : circumstances.numberType;
  const { training, trainable, inputElements } = network.figures;
  const bytes = trainingParts(
    {
      weights: approximate(training.params) ?? 0,
      trainable: approximate(trainable) ?? 0,
      activations: approximate(training.activations) ?? 0,
      input: approximate(inputElements) ?? 0,
    },
    optimizer,
    numberType,
    batch,
  );
  const total = Number(bytes.total);
  const parts = [
    { name: texts.weights, series: 'series-1', value: bytes.weights },
    { name: texts.gradients, series: 'series-2', value: bytes.gradients },
    { name: texts.state(title), series: 'series-3', value: bytes.state },
    { name: texts.activations, series: 'series-4', value: bytes.activations },
    { name: terms.input, series: 'series-5', value: bytes.input },
  ].flatMap(({ value, ...part }) => (value === 0 ? [] : [{ ...part, value: Number(value) }]));
  return (
    <ChartFrame
      id="training-memory"
      title={texts.title}
      caption={texts.caption(
        `${trainable === null || network.training.unknownLayers > 0 ? '≥ ' : ''}${formatBytes(Math.round(total))}`,
        batch,
        numberType,
        trainable !== null,
      )}
      legend={parts.map(({ name, series }) => ({ text: name, mark: series }))}
      options={
        <Choice
          label={terms.optimizer}
          value={optimizer}
          options={(Object.keys(optimizers) as Optimizer[]).map((id) => [id, optimizers[id].title])}
          onChoose={setChosen}
        />
      }
      table={() => ({
        columns: [
          { title: texts.part, text: true },
          { title: terms.memory, format: (value) => formatBytes(Math.round(value)) },
          { title: terms.share, format: formatShare },
        ],
        rows: parts.map(({ name, value }) => ({ cells: [name, value, value / total] })),
      })}
    >
      <Plot label={texts.title} height={96} margins={{ left: 16 }}>
        {(area) => {
          const x = scaleLinear([0, total], [area.left, area.right]);
          return (
            <>
              <BottomAxis
                area={area}
                ticks={byteTicks(x, Math.min((area.right - area.left) / 90, 6))}
                label={terms.memory}
                grid
              />
              <BarX
                data={parts.map((part, index) => ({
                  ...part,
                  before: parts.slice(0, index).reduce((sum, { value }) => sum + value, 0),
                }))}
                name={({ name }) => name}
                colour={({ series }) => series}
                value={({ value }) => value}
                y={() => area.top}
                height={area.bottom - area.top - 6}
                from={({ before }) => x(before)}
                to={({ before, value }) => x(before + value)}
                least={0.5}
                tip={({ name, value }) => ({
                  title: name,
                  rows: [
                    [terms.memory, formatBytes(Math.round(value))],
                    [terms.share, formatShare(value / total)],
                  ],
                })}
              />
            </>
          );
        }}
      </Plot>
    </ChartFrame>
  );
}
