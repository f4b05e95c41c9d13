// A horizontal axis of names, each of which is written.
import { BottomLine, type Area } from './axes.js';
import { placeNames, type Named } from './axisNames.js';

export function NameAxis(props: {
  readonly area: Area;
  readonly named: readonly Named[];
  /** `every`: each how manieth one is written. */
  readonly label: (every: number) => string;
}) {
  const { area, named, label } = props;
  const { slanted, placed, every, room } = placeNames(named, area.left, area.right);
  const { bottom } = area;
  return (
    <g class="axis" aria-hidden="true">
      {placed.map(({ name, middle, at }) => (
        <g key={middle}>
          <path class="axis-line" d={`M${middle} ${bottom}L${at} ${bottom + (slanted ? 7 : 4)}`} />
          {slanted ? (
            <text
              class="tick"
              text-anchor="end"
              transform={`translate(${at + 3} ${bottom + 15}) rotate(-45)`}
            >
              {name}
            </text>
          ) : (
            <text class="tick" x={at} y={bottom + 16} text-anchor="middle">
              {name}
            </text>
          )}
        </g>
      ))}
      <BottomLine area={area} label={label(every)} room={room} />
    </g>
  );
}
