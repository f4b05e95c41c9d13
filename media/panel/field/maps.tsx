// The two drawings of the receptive-field view: the input with the fields on it, and the map with the unit in it.
import { useSize } from '../controls/size.js';
import type { LayerData, LocalField } from '../data/network.js';
import { clipped, extentOf, hasField, mapOf, unitAt, type Extent } from './geometry.js';
import { field as texts } from '../texts/views.js';

type Layer = LayerData & { readonly field: LocalField };

interface Moving {
  readonly unit: readonly number[];
  readonly map: readonly number[];
  readonly onMove: (unit: readonly number[]) => void;
}

/** Moves the unit by arrow keys: along the last axis for columns, the one before it for rows. */
function arrows({ unit, map, onMove }: Moving) {
  return (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, readonly [axis: number, by: number]>> = {
      ArrowLeft: [map.length - 1, -1],
      ArrowRight: [map.length - 1, 1],
      ArrowUp: [Math.max(map.length - 2, 0), -1],
      ArrowDown: [Math.max(map.length - 2, 0), 1],
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const [axis, by] = step;
    onMove(
      unit.map((index, other) =>
        other === axis
          ? Math.min(Math.max(index + by * (event.shiftKey ? 10 : 1), 0), map[axis]! - 1)
          : index,
      ),
    );
  };
}

/** Calls `move` with places in the SVG's own units, while a pointer is pressed. */
function dragging(move: (x: number, y: number) => void) {
  const go = (event: PointerEvent): void => {
    const svg = event.currentTarget as SVGSVGElement;
    const matrix = svg.getScreenCTM();
    if (!matrix) return;
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    move(point.x, point.y);
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
      go(event);
    },
    onPointerMove: (event: PointerEvent) => {
      if ((event.currentTarget as Element).hasPointerCapture(event.pointerId)) go(event);
    },
  };
}

/** The axes of a drawing: the last two; along one alone, a strip. */
const twoAxes = (values: readonly number[], other: number): readonly [rows: number, columns: number] =>
  values.length === 1 ? [other, values[0]!] : [values.at(-2)!, values.at(-1)!];

export function InputMap(
  props: Moving & {
    readonly input: readonly number[];
    readonly name: string;
    readonly layer: Layer;
    readonly extents: readonly Extent[];
    readonly chain: readonly LayerData[];
    readonly picture: string | undefined;
    readonly marked: string | undefined;
  },
) {
  const { input, name, layer, extents, chain, picture, marked, unit, map, onMove } = props;
  const { ref, width } = useSize();
  const strip = Math.max(8, input.at(-1)! / 12);
  const [rows, columns] = twoAxes(input, strip);
  // Room for what any unit sees beyond the border, as far as it is sensible to draw.
  const beyond = input.map((side, axis) => {
    const first = extentOf(layer.field, axis, 0).from;
    const last = extentOf(layer.field, axis, map[axis]! - 1).to;
    return Math.min(Math.max(-first, last - side, side * 0.03), side * 1.2);
  });
  const [above, beside] = twoAxes(beyond, strip * 0.6);
  const [fullWidth, fullHeight] = [columns + 2 * beside, rows + 2 * above];
  const scale = Math.min(Math.max(width, 200) / fullWidth, 460 / fullHeight);
  const boxOf = (each: readonly Extent[]) => {
    const row = each.length === 1 ? { from: 0, to: rows } : each.at(-2)!;
    const column = each.at(-1)!;
    return { x: column.from, y: row.from, width: column.to - column.from, height: row.to - row.from };
  };
  const whole = boxOf(extents);
  const seen = boxOf(extents.map((extent, axis) => clipped(extent, input[axis]!)));
  const centre = extents.map(({ from, to }) => (from + to) / 2);
  const nested = chain.filter((each): each is Layer => hasField(each) && each.id !== layer.id);
  const move = (x: number, y: number): void =>
    onMove(
      map.map((units, axis) =>
        axis < map.length - 2
          ? unit[axis]!
          : unitAt(layer.field, axis, axis === map.length - 1 ? x : y, units),
      ),
    );
  return (
    <div class="field-input" ref={ref}>
      <svg
        width={fullWidth * scale}
        height={fullHeight * scale}
        viewBox={`${-beside} ${-above} ${fullWidth} ${fullHeight}`}
        role="group"
        tabindex={0}
        aria-label={texts.input(name, input.join(' × '), unit.join(', '), layer.name)}
        onKeyDown={arrows({ unit, map, onMove })}
        {...dragging(move)}
      >
        <defs>
          <pattern
            id="hatch"
            width={6 / scale}
            height={6 / scale}
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <line class="hatch" x1="0" x2="0" y1="0" y2={6 / scale} />
          </pattern>
        </defs>
        <rect class="beyond" x={-beside} y={-above} width={fullWidth} height={fullHeight} />
        <rect
          class="hatched"
          x={-beside}
          y={-above}
          width={fullWidth}
          height={fullHeight}
          fill="url(#hatch)"
        />
        <rect class="input" width={columns} height={rows} />
        {picture && (
          <image href={picture} width={columns} height={rows} preserveAspectRatio="xMidYMid slice" />
        )}
        <rect class="field-whole" {...whole} />
        <rect
          class="field-seen"
          data-field={`${whole.x},${whole.y},${whole.width},${whole.height}`}
          {...seen}
        />
        {nested.map((each) => {
          const sides = mapOf(each)!;
          const box = boxOf(
            sides.map((units, axis) =>
              extentOf(each.field, axis, unitAt(each.field, axis, centre[axis]!, units)),
            ),
          );
          return <rect key={each.id} class={`field-before ${each.id === marked ? 'chosen' : ''}`} {...box} />;
        })}
        <rect class="input-border" width={columns} height={rows} />
      </svg>
      <p class="caption">{texts.caption(name, input.join(' × '), input.length > 2)}</p>
    </div>
  );
}

export function FeatureMap({ layer, unit, map, onMove }: Moving & { readonly layer: Layer }) {
  const [rows, columns] = twoAxes(map, 1);
  const [row, column] = twoAxes(unit, 0);
  const size = 148;
  const cell = Math.min(size / columns, size / rows, 24);
  const lines = cell >= 3;
  // Along one axis alone, cells are as high as can be seen, however many they are.
  const height = map.length === 1 ? Math.max(cell, 14) : rows * cell;
  const move = (x: number, y: number): void => {
    const [nextRow, nextColumn] = [y, x].map(Math.floor) as [number, number];
    const next = map.length === 1 ? [nextColumn] : [...unit.slice(0, -2), nextRow, nextColumn];
    onMove(next.map((index, axis) => Math.min(Math.max(index, 0), map[axis]! - 1)));
  };
  return (
    <figure class="feature-map">
      <svg
        width={columns * cell}
        height={height}
        viewBox={`0 0 ${columns} ${rows}`}
        preserveAspectRatio="none"
        role="group"
        tabindex={0}
        aria-label={texts.map(layer.name, map.join(' × '), unit.join(', '))}
        onKeyDown={arrows({ unit, map, onMove })}
        {...dragging(move)}
      >
        <rect class="map" width={columns} height={rows} />
        {lines && (
          <path
            class="map-lines"
            d={
              Array.from({ length: columns - 1 }, (_, at) => `M${at + 1},0V${rows}`).join('') +
              Array.from({ length: rows - 1 }, (_, at) => `M0,${at + 1}H${columns}`).join('')
            }
          />
        )}
        <rect class="unit" x={column} y={row} width="1" height="1" />
      </svg>
      <figcaption>{texts.mapCaption(layer.name, layer.out)}</figcaption>
    </figure>
  );
}
