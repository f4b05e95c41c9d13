// Accuracy against operations, as in Canziani, Paszke and Culurciello (2016), and accuracy for each parameter.
import { scaleLinear, scaleLog, scaleSqrt } from 'd3-scale';
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
import { Dot, Note, Rule } from './marks.js';
import { NamedBars } from './namedBars.js';
import { Plot } from './plot.js';
import { comparison as texts, density as densityTexts } from '../texts/charts.js';
import { terms, withUnit } from '../texts/terms.js';

type Size = 'params' | 'memory';

const sizes: readonly (readonly [Size, string])[] = [
  ['params', texts.areaParameters],
  ['memory', texts.areaMemory],
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
      title={texts.title}
      caption={texts.caption(score.name, unrated && network.name)}
      legend={[
        { text: network.name, mark: 'current', shape: unrated ? 'line' : 'circle' },
        { text: terms.examples, mark: 'others', shape: 'circle' },
      ]}
      options={
        <>
          <Choice label={terms.accuracy} value={score.id} options={scoreOptions} onChoose={setScore} />
          <Choice label={texts.area} value={size} options={sizes} onChoose={setSize} />
          <Toggle label={terms.logScale} pressed={log} onPress={() => setLog(!log)} />
        </>
      }
      table={() => ({
        columns: [
          { title: terms.network, text: true },
          { title: withUnit(score.name, '%') },
          { title: terms.macs },
          { title: terms.parameters },
          { title: terms.activations },
          { title: terms.year, format: String },
          { title: terms.source, text: true },
        ],
        rows: rated.map(({ name, accuracy, macs, params, activations, year, source }) => ({
          cells: [name, accuracy, macs, params, activations, year, source],
        })),
      })}
    >
      <Plot label={texts.label(score.name)} height={380} margins={{ top: 18 }}>
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
      <Note
        x={(area.left + area.right) / 2}
        y={(area.top + area.bottom) / 2}
        text={texts.noAccuracy}
        anchor="middle"
      />
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
      <BottomAxis area={area} ticks={ticksOf(x, 6)} label={texts.axis} grid />
      <LeftAxis area={area} ticks={ticksOf(y, 6)} label={`${score.name}, %`} />
      {unrated && (
        <>
          <Rule
            area={area}
            x={x(unrated.macs)}
            colour="current"
            tip={{ title: unrated.name, rows: [[terms.macs, abbreviate(unrated.macs)]] }}
          />
          <Note x={x(unrated.macs)} y={area.top - 6} text={unrated.name} anchor="middle" strong />
        </>
      )}
      <Dot
        kind="bubble"
        data={bubbles}
        name={({ each }) => each.name}
        colour={({ each }) => (each.current ? 'current' : 'others')}
        value={({ each }) => each.macs}
        cx={({ cx }) => cx}
        cy={({ cy }) => cy}
        r={({ r }) => r}
        tip={({ each }) => ({
          title: each.name,
          ...(each.year !== undefined && { kind: String(each.year) }),
          rows: [
            [score.name, `${each.accuracy} %`],
            [terms.macs, abbreviate(each.macs)],
            [terms.parameters, abbreviate(each.params)],
            [terms.activations, sizeText('memory', sizeOf('memory', each, circumstances))],
          ],
          notes: each.source ? [each.source] : [],
        })}
      />
      {labels.map(({ text, x: left, y: base, anchor, from }) => (
        <g key={text} aria-hidden="true">
          {from && <line class="leader" x1={from.x} y1={from.y} x2={left} y2={base - 4} />}
          <Note x={left} y={base} {...{ text, anchor }} />
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
              <Note
                x={cx - radius(largest) - 6}
                y={cy - r + 4 + index * 2}
                text={sizeText(size, largest * share)}
                anchor="end"
              />
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
  return (
    <ChartFrame
      id="density"
      title={densityTexts.title}
      caption={densityTexts.caption(score.name)}
      legend={[
        { text: network.name, mark: 'current' },
        { text: terms.examples, mark: 'others' },
      ]}
      options={<Choice label={terms.accuracy} value={score.id} options={scoreOptions} onChoose={setScore} />}
      table={() => ({
        columns: [
          { title: terms.network, text: true },
          { title: withUnit(score.name, '%') },
          { title: terms.parameters },
          { title: densityTexts.axis },
        ],
        rows: rows.map(({ name, accuracy, params, density }) => ({
          cells: [name, accuracy, params, density],
        })),
      })}
    >
      <NamedBars
        label={densityTexts.label(score.name)}
        axis={densityTexts.axis}
        least={1}
        ticks={5}
        right={56}
        bars={rows.map(({ name, current, density, accuracy, params }) => ({
          name,
          current,
          value: density,
          text: density.toPrecision(3),
          tip: [
            [score.name, `${accuracy} %`],
            [terms.parameters, abbreviate(params)],
            [densityTexts.perMillion, `${density.toPrecision(3)} %`],
          ],
        }))}
      />
    </ChartFrame>
  );
}
