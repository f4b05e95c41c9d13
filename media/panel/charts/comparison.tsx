// Accuracy against operations, as in Canziani, Paszke and Culurciello (2016), and accuracy for each parameter.
import { scaleBand, scaleLinear, scaleLog, scaleSqrt } from 'd3-scale';
import { useState } from 'preact/hooks';
import { abbreviate, formatBytes } from '../../../server/src/format/numbers.js';
import { Choice, Toggle } from '../controls/buttons.js';
import { numberTypes } from '../../../server/src/math/numberTypes.js';
import type { Circumstances } from '../../../server/src/analysis/roofline.js';
import { accuracyOf, contenders, scores, type Contender, type Score } from '../data/contenders.js';
import { BottomAxis, LeftAxis, ticksOf, type Area, type Scale } from './axes.js';
import type { ChartProps } from './charts.js';
import { ChartFrame } from './frame.js';
import { placeLabels } from './labels.js';
import { mark, Plot } from './plot.js';

type Size = 'params' | 'memory';

const sizes: readonly (readonly [Size, string])[] = [
  ['params', 'area: parameters'],
  ['memory', 'area: activation memory'],
];

const sizeOf = (size: Size, each: Contender, { numberType, batch }: Circumstances): number =>
  size === 'params' ? each.params : each.activations * batch * numberTypes[numberType];

const sizeText = (size: Size, value: number): string =>
  size === 'params' ? abbreviate(value) : formatBytes(Math.round(value));

function usePicked(all: readonly Contender[]): readonly [Score, (id: string) => void] {
  const [id, setId] = useState<string>();
  const current = all.find((each) => each.current);
  const own = scores.find((score) => current && accuracyOf(current, score) !== undefined);
  return [scores.find((score) => score.id === id) ?? own ?? scores[0]!, setId];
}

const scoreOptions = scores.map(({ id, name }) => [id, name] as const);

export function Comparison({ network, circumstances, zoo }: ChartProps) {
  const [size, setSize] = useState<Size>('params');
  const [log, setLog] = useState(false);
  const all = contenders(network, zoo ?? []);
  const [score, setScore] = usePicked(all);
  const rated = all.flatMap((each) => {
    const accuracy = accuracyOf(each, score);
    return accuracy === undefined ? [] : [{ ...each, accuracy }];
  });
  const current = all.find((each) => each.current);
  const unrated = current && accuracyOf(current, score) === undefined ? current : undefined;
  return (
    <ChartFrame
      id="comparison"
      title="Accuracy and operations"
      caption={`Published ${score.name} of the examples' networks and their MACs per example; after Canziani, Paszke and Culurciello, arXiv:1605.07678.${unrated ? ` ${network.name} reports no such accuracy: a line stands at its MACs.` : ''}`}
      legend={[
        { text: network.name, mark: 'current', shape: unrated ? 'line' : 'circle' },
        { text: 'networks of the examples', mark: 'others', shape: 'circle' },
      ]}
      options={
        <>
          <Choice label="Accuracy" value={score.id} options={scoreOptions} onChoose={setScore} />
          <Choice label="Area of a bubble" value={size} options={sizes} onChoose={setSize} />
          <Toggle label="log scale" pressed={log} onPress={() => setLog(!log)} />
        </>
      }
      table={() => ({
        columns: [
          { title: 'network', text: true },
          { title: `${score.name} (%)` },
          { title: 'MACs' },
          { title: 'parameters' },
          { title: 'activations' },
          { title: 'year', format: String },
          { title: 'source', text: true },
        ],
        rows: rated.map(({ name, accuracy, macs, params, activations, year, source }) => ({
          cells: [name, accuracy, macs, params, activations, year, source],
        })),
      })}
    >
      <Plot label={`${score.name} against MACs`} height={380} margins={{ top: 18 }}>
        {(area) => <Bubbles {...{ area, rated, unrated, score, size, log, circumstances }} />}
      </Plot>
    </ChartFrame>
  );
}

function Bubbles(props: {
  readonly area: Area;
  readonly rated: readonly (Contender & { readonly accuracy: number })[];
  readonly unrated: Contender | undefined;
  readonly score: Score;
  readonly size: Size;
  readonly log: boolean;
  readonly circumstances: Circumstances;
}) {
  const { area, rated, unrated, score, size, log, circumstances } = props;
  const macs = [...rated, ...(unrated ? [unrated] : [])].map((each) => each.macs);
  if (macs.length === 0) {
    return (
      <text
        class="note"
        x={(area.left + area.right) / 2}
        y={(area.top + area.bottom) / 2}
        text-anchor="middle"
      >
        No network reports this accuracy.
      </text>
    );
  }
  const most = Math.max(...macs, 1);
  const least = Math.min(...macs.filter((each) => each > 0), most);
  const x: Scale = log
    ? scaleLog([least * 0.6, most * 1.8], [area.left, area.right])
    : scaleLinear([0, most * 1.12], [area.left, area.right]);
  const values = rated.map(({ accuracy }) => accuracy);
  const [low, high] = [Math.min(...values, 99), Math.max(...values, 1)];
  const margin = Math.max((high - low) * 0.18, 1);
  const y = scaleLinear([low - margin, Math.min(high + margin, 100.5)], [area.bottom, area.top]);
  const largest = Math.max(...rated.map((each) => sizeOf(size, each, circumstances)), 1);
  const radius = scaleSqrt([0, largest], [2.5, Math.min(34, (area.right - area.left) / 14)]);
  // Small ones in front of large ones.
  const bubbles = rated
    .map((each) => ({
      each,
      cx: x(Math.max(each.macs, least)),
      cy: y(each.accuracy),
      r: radius(sizeOf(size, each, circumstances)),
    }))
    .sort((a, b) => Number(a.each.current) - Number(b.each.current) || b.r - a.r);
  const labels = placeLabels(
    [...bubbles].reverse().map(({ each, cx, cy, r }) => ({ text: each.name, cx, cy, r, must: each.current })),
    area,
  );
  return (
    <>
      <BottomAxis area={area} ticks={ticksOf(x, 6)} label="MACs per example" grid />
      <LeftAxis area={area} ticks={ticksOf(y, 6)} label={`${score.name}, %`} />
      {unrated && (
        <>
          <line
            class="mark line current"
            x1={x(unrated.macs)}
            x2={x(unrated.macs)}
            y1={area.top}
            y2={area.bottom}
            {...mark({ title: unrated.name, rows: [['MACs', abbreviate(unrated.macs)]] })}
          />
          <text class="note strong" x={x(unrated.macs)} y={area.top - 6} text-anchor="middle">
            {unrated.name}
          </text>
        </>
      )}
      {bubbles.map(({ each, cx, cy, r }) => (
        <circle
          key={each.name}
          class={`mark bubble ${each.current ? 'current' : 'others'}`}
          data-value={each.macs}
          data-name={each.name}
          {...{ cx, cy, r }}
          {...mark({
            title: each.name,
            ...(each.year !== undefined && { kind: String(each.year) }),
            rows: [
              [score.name, `${each.accuracy} %`],
              ['MACs', abbreviate(each.macs)],
              ['parameters', abbreviate(each.params)],
              ['activations', sizeText('memory', sizeOf('memory', each, circumstances))],
            ],
            notes: each.source ? [each.source] : [],
          })}
        />
      ))}
      {labels.map(({ text, x: left, y: base, anchor, from }) => (
        <g key={text} aria-hidden="true">
          {from && <line class="leader" x1={from.x} y1={from.y} x2={left} y2={base - 4} />}
          <text class="note" x={left} y={base} text-anchor={anchor}>
            {text}
          </text>
        </g>
      ))}
      <g class="size-legend" aria-hidden="true">
        {[1, 0.25].map((share, index) => {
          const r = radius(largest * share);
          const cx = area.right - 36;
          const cy = area.bottom - 12 - r;
          return (
            <g key={share}>
              <circle class="outline" {...{ cx, cy, r }} />
              <text class="note" x={cx - radius(largest) - 6} y={cy - r + 4 + index * 2} text-anchor="end">
                {sizeText(size, largest * share)}
              </text>
            </g>
          );
        })}
      </g>
    </>
  );
}

export function Density({ network, zoo }: ChartProps) {
  const all = contenders(network, zoo ?? []);
  const [score, setScore] = usePicked(all);
  const rows = all
    .flatMap((each) => {
      const accuracy = accuracyOf(each, score);
      return accuracy === undefined || each.params === 0
        ? []
        : [{ ...each, accuracy, density: accuracy / (each.params / 1e6) }];
    })
    .sort((a, b) => b.density - a.density);
  const names = Math.max(0, ...rows.map(({ name }) => name.length)) * 6.4 + 16;
  return (
    <ChartFrame
      id="density"
      title="Accuracy per parameter"
      caption={`${score.name} divided by millions of parameters: how efficiently a network uses its parameters.`}
      legend={[
        { text: network.name, mark: 'current' },
        { text: 'networks of the examples', mark: 'others' },
      ]}
      options={<Choice label="Accuracy" value={score.id} options={scoreOptions} onChoose={setScore} />}
      table={() => ({
        columns: [
          { title: 'network', text: true },
          { title: `${score.name} (%)` },
          { title: 'parameters' },
          { title: '% per million parameters' },
        ],
        rows: rows.map(({ name, accuracy, params, density }) => ({
          cells: [name, accuracy, params, density],
        })),
      })}
    >
      <Plot
        label={`${score.name} per million parameters`}
        height={Math.max(rows.length, 1) * 18 + 56}
        margins={{ left: Math.min(Math.max(names, 40), 190), top: 6, right: 56 }}
      >
        {(area) => {
          const x = scaleLinear(
            [0, Math.max(...rows.map(({ density }) => density), 1)],
            [area.left, area.right],
          );
          const y = scaleBand<number>()
            .domain(rows.map((_, index) => index))
            .range([area.top, area.bottom])
            .padding(0.25);
          return (
            <>
              <BottomAxis area={area} ticks={ticksOf(x, 5)} label="% per million parameters" grid />
              {rows.map(({ name, current, density, accuracy, params }, index) => {
                const top = y(index) ?? 0;
                const middle = top + y.bandwidth() / 2;
                return (
                  <g key={name}>
                    <text
                      class={`tick ${current ? 'strong' : ''}`}
                      x={area.left - 8}
                      y={middle}
                      dy="0.32em"
                      text-anchor="end"
                      aria-hidden="true"
                    >
                      {name}
                    </text>
                    <rect
                      class={`mark ${current ? 'current' : 'others'}`}
                      data-value={density}
                      x={area.left}
                      width={Math.max(x(density) - area.left, 1)}
                      y={top}
                      height={y.bandwidth()}
                      {...mark({
                        title: name,
                        rows: [
                          [score.name, `${accuracy} %`],
                          ['parameters', abbreviate(params)],
                          ['per million', `${density.toPrecision(3)} %`],
                        ],
                      })}
                    />
                    <text class="value" x={x(density) + 5} y={middle} dy="0.32em" aria-hidden="true">
                      {density.toPrecision(3)}
                    </text>
                  </g>
                );
              })}
            </>
          );
        }}
      </Plot>
    </ChartFrame>
  );
}
