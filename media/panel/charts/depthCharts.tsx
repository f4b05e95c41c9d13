// What grows and shrinks over depth: the receptive field, and the size and channels of the outputs.
import { scaleLinear, scaleLog } from 'd3-scale';
import { useState } from 'preact/hooks';
import { Toggle } from '../controls/buttons.js';
import type { LayerData, NetworkData } from '../data/network.js';
import { LeftAxis, ticksOf, type Area, type Scale } from './axes.js';
import type { ChartProps } from './charts.js';
import { ChartFrame } from './frame.js';
import { LayerBase } from './layerMarks.js';
import { layerScale, roomFor } from './layerScale.js';
import { Dot, Rule, StepLine } from './marks.js';
import { Plot } from './plot.js';
import { fieldGrowth, outputSizes } from '../texts/charts.js';
import { terms } from '../texts/terms.js';

/** One value a layer; undefined where there is none. */
type Values = readonly (number | undefined)[];

interface SeriesProps {
  readonly area: Area;
  readonly layers: readonly LayerData[];
  readonly values: Values;
  readonly y: Scale;
  readonly series: string;
  readonly title: string;
  readonly last?: boolean;
  readonly text: (layer: LayerData, value: number) => readonly (readonly [string, string])[];
  readonly reveal: (layer: LayerData) => void;
  /** The layer that is chosen elsewhere. */
  readonly chosen?: string | undefined;
}

function Series({ area, layers, values, y, series, last = true, text, reveal, chosen }: SeriesProps) {
  const x = layerScale(layers, area);
  const middle = x.bandwidth() / 2;
  const edge = (index: number): number => (x(0) ?? 0) + index * x.step();
  const drawn = values.map((value) => (value !== undefined && value > 0 ? value : undefined));
  const radius = layers.length > 150 ? 1.5 : layers.length > 60 ? 2.25 : 3;
  return (
    <>
      <LayerBase {...{ area, layers, last }} />
      <StepLine values={drawn} x={edge} y={y} colour={`faint ${series}`} />
      <Dot
        data={layers}
        name={({ id }) => id}
        colour={({ id }) => (id === chosen ? `${series} chosen` : series)}
        value={(_, index) => values[index] || undefined}
        cx={(_, index) => (x(index) ?? 0) + middle}
        cy={(_, index) => y(values[index] ?? 0)}
        r={({ id }) => (id === chosen ? radius + 3 : radius)}
        tip={(layer, index) => ({ title: layer.name, kind: layer.op, rows: text(layer, values[index] ?? 0) })}
        choose={reveal}
      />
    </>
  );
}

const fieldOf = ({ field }: LayerData): number | undefined =>
  typeof field === 'object' ? Math.max(...field.size) : undefined;

/** The longest side of the main input, in pixels. */
const inputSide = ({ input }: NetworkData): number | undefined => {
  const sides = (input?.slice(1) ?? []).filter((size) => size !== undefined);
  return sides.length > 0 ? Math.max(...sides) : undefined;
};

export function FieldGrowth(props: ChartProps & { readonly chosen?: string | undefined }) {
  const { network, reveal, chosen } = props;
  const [log, setLog] = useState(false);
  const { layers } = network;
  const values = layers.map(fieldOf);
  const side = inputSide(network);
  return (
    <ChartFrame
      id="field-growth"
      title={fieldGrowth.title}
      caption={fieldGrowth.caption}
      legend={[
        { text: terms.receptiveField, mark: 'series-1', shape: 'line' },
        ...(side ? [{ text: fieldGrowth.input(side), mark: 'reference', shape: 'dashed' } as const] : []),
      ]}
      options={<Toggle label={terms.logScale} pressed={log} onPress={() => setLog(!log)} />}
      table={() => ({
        columns: [
          { title: terms.layer, text: true },
          { title: terms.size, text: true },
          { title: terms.stride, text: true },
          { title: terms.padding, text: true },
        ],
        rows: layers.map((layer) => ({
          cells: [
            layer.name,
            ...(typeof layer.field === 'object'
              ? [layer.field.size, layer.field.stride, layer.field.padding].map((each) => each.join(' × '))
              : [layer.field ?? '–', '–', '–']),
          ],
          onChoose: () => reveal(layer),
        })),
      })}
    >
      <Plot label={fieldGrowth.title} height={230} below={roomFor(layers)}>
        {(area) => {
          const most = Math.max(1, side ?? 1, ...values.map((value) => value ?? 0));
          const range = [area.bottom, area.top];
          const y: Scale = log ? scaleLog([1, most * 1.2], range) : scaleLinear([0, most * 1.06], range);
          return (
            <>
              <LeftAxis area={area} ticks={ticksOf(y, 5)} label={fieldGrowth.axis} />
              {side && <Rule area={area} y={y(side)} colour="reference dashed" />}
              <Series
                {...{ area, layers, values, y, reveal, chosen }}
                series="series-1"
                title={terms.receptiveField}
                text={({ field, out }, value) => [
                  [terms.field, typeof field === 'object' ? `${field.size.join(' × ')} px` : String(value)],
                  ...(typeof field === 'object'
                    ? ([
                        [terms.stride, field.stride.join(' × ')],
                        [terms.padding, field.padding.join(' × ')],
                      ] as const)
                    : []),
                  [terms.output, out],
                ]}
              />
            </>
          );
        }}
      </Plot>
    </ChartFrame>
  );
}

export function OutputSizes({ network, reveal }: ChartProps) {
  const { layers } = network;
  const sizes = layers.map(({ output }) => {
    const sides = output?.slice(1).filter((size) => size !== undefined);
    return sides && sides.length > 0 ? Math.max(...sides) : output && output.length === 1 ? 1 : undefined;
  });
  const channels = layers.map(({ output }) => output?.[0]);
  const rows = [
    { title: outputSizes.size, axis: outputSizes.sizeAxis, values: sizes, series: 'series-1' },
    { title: terms.channels, axis: terms.channels, values: channels, series: 'series-2' },
  ] as const;
  return (
    <ChartFrame
      id="sizes"
      title={outputSizes.title}
      caption={outputSizes.caption}
      legend={rows.map(({ title, series }) => ({ text: title, mark: series, shape: 'line' }))}
      table={() => ({
        columns: [
          { title: terms.layer, text: true },
          { title: terms.output, text: true },
          { title: terms.size },
          { title: terms.channels },
        ],
        rows: layers.map((layer, index) => ({
          cells: [layer.name, layer.out, sizes[index], channels[index]],
          onChoose: () => reveal(layer),
        })),
      })}
    >
      {rows.map(({ title, axis, values, series }, index) => {
        const last = index === rows.length - 1;
        return (
          <Plot
            key={title}
            label={outputSizes.overDepth(title)}
            height={140 + (last ? 32 : 0)}
            margins={{ bottom: last ? 44 : 12 }}
            {...(last && { below: roomFor(layers) })}
          >
            {(area) => {
              const most = Math.max(2, ...values.map((value) => value ?? 0));
              const y: Scale = scaleLog([1, most * 1.3], [area.bottom - 4, area.top]).base(2);
              return (
                <>
                  <LeftAxis area={area} ticks={powersOfTwo(y, most)} label={axis} />
                  <Series
                    {...{ area, layers, values, y, series, title, last, reveal }}
                    text={({ out }, value) => [
                      [title, String(value)],
                      [terms.output, out],
                    ]}
                  />
                </>
              );
            }}
          </Plot>
        );
      })}
    </ChartFrame>
  );
}

/** Maps halve and channels double: 1, 4, 16 … or closer where the range is small. */
function powersOfTwo(y: Scale, most: number) {
  const exponents = Math.floor(Math.log2(most));
  const step = Math.max(Math.ceil(exponents / 6), 1);
  return Array.from({ length: Math.floor(exponents / step) + 1 }, (_, index) => 2 ** (index * step)).map(
    (value) => ({ at: y(value), text: String(value) }),
  );
}
