// The drawing surface of a chart: an SVG as wide as its place, whose marks are walked with the arrow keys.
import type { ComponentChildren } from 'preact';
import { useSize } from '../controls/size.js';
import { hideTip, showTip, type TipContent } from '../controls/tip.js';
import type { Area } from './axes.js';
import { frame } from '../texts/charts.js';

export interface Margins {
  readonly left?: number;
  readonly right?: number;
  readonly top?: number;
  readonly bottom?: number;
}

/** Draws `children` for the width that there is; `height` is the whole SVG's, in pixels. */
export function Plot(props: {
  /** What a screen reader says of the whole. */
  readonly label: string;
  readonly height: number;
  readonly margins?: Margins;
  /** Pixels below the axis beyond `height`, for the width that there is. */
  readonly below?: (area: Pick<Area, 'left' | 'right'>) => number;
  readonly children: (area: Area) => ComponentChildren;
}) {
  const { label, height, below, children } = props;
  const { left = 64, right = 16, top = 12, bottom = 44 } = props.margins ?? {};
  const { ref: place, width } = useSize();
  const whole = height + (below?.({ left, right: width - right }) ?? 0);
  return (
    <div class="plot" ref={place} style={{ minHeight: `${height}px` }}>
      {width > 0 && (
        <svg
          width={width}
          height={whole}
          viewBox={`0 0 ${width} ${whole}`}
          role="group"
          aria-label={frame.walk(label)}
          tabindex={0}
          onKeyDown={walk}
          onPointerLeave={hideTip}
        >
          {children({ left, right: width - right, top, bottom: height - bottom })}
        </svg>
      )}
    </div>
  );
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function walk(event: KeyboardEvent): void {
  const svg = event.currentTarget as SVGSVGElement;
  const marks = [...svg.querySelectorAll<SVGElement>('.mark')];
  const current = marks.indexOf(document.activeElement as unknown as SVGElement);
  if ((event.key === 'Enter' || event.key === ' ') && current >= 0) {
    event.preventDefault();
    marks[current]?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    return;
  }
  const step = steps[event.key];
  const next =
    event.key === 'Home'
      ? 0
      : event.key === 'End'
        ? marks.length - 1
        : step !== undefined
          ? Math.min(Math.max(current + step, 0), marks.length - 1)
          : -1;
  if (next < 0) return;
  event.preventDefault();
  marks[next]?.focus();
}

/** What makes an SVG element a mark: a tooltip, a name, and what a click does. */
export function mark(content: TipContent, onChoose?: () => void) {
  const name = [content.title, ...content.rows.map(([label, text]) => `${label} ${text}`)].join(', ');
  return {
    tabindex: -1,
    role: onChoose ? ('button' as const) : ('img' as const),
    'aria-label': name,
    onPointerMove: (event: PointerEvent) => showTip(event, content),
    onPointerLeave: hideTip,
    onFocus: (event: FocusEvent) => {
      const element = event.currentTarget as Element;
      if (element.matches(':focus-visible')) showTip(element, content);
    },
    onBlur: hideTip,
    ...(onChoose && { onClick: onChoose }),
  };
}
