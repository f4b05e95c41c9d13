// Draws long lists by the rows that are seen, all of one height.
import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Rows drawn beyond each edge, so that scrolling does not show gaps. */
const spare = 20;

export interface Rows {
  /** Of the element that scrolls. */
  readonly ref: (element: HTMLElement | null) => void;
  /** The rows to draw, the end exclusive. */
  readonly from: number;
  readonly to: number;
  /** Pixels to leave before and after them. */
  readonly before: number;
  readonly after: number;
  /** Brings a row into view. */
  readonly show: (row: number) => void;
}

export function useRows(count: number, height: number): Rows {
  const [seen, setSeen] = useState({ from: 0, to: 60 });
  const scroller = useRef<HTMLElement | null>(null);
  const measure = useCallback((): void => {
    const element = scroller.current;
    if (!element) return;
    const first = Math.floor(element.scrollTop / height);
    const rows = Math.ceil(element.clientHeight / height);
    // In steps, so that scrolling by a row does not draw anew.
    const from = Math.max(0, Math.floor((first - spare) / 10) * 10);
    const to = Math.ceil((first + rows + spare) / 10) * 10;
    setSeen((before) => (before.from === from && before.to === to ? before : { from, to }));
  }, [height]);
  const ref = useCallback(
    (element: HTMLElement | null): void => {
      scroller.current?.removeEventListener('scroll', measure);
      scroller.current = element;
      element?.addEventListener('scroll', measure, { passive: true });
      measure();
    },
    [measure],
  );
  useLayoutEffect(measure, [count, measure]);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(measure);
    if (scroller.current) observer.observe(scroller.current);
    return () => observer.disconnect();
  }, [measure]);
  const show = useCallback(
    (row: number): void => {
      const element = scroller.current;
      if (!element) return;
      const top = row * height;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + height > element.scrollTop + element.clientHeight) {
        element.scrollTop = top + height - element.clientHeight;
      }
    },
    [height],
  );
  const to = Math.min(seen.to, count);
  const from = Math.min(seen.from, to);
  return { ref, from, to, before: from * height, after: (count - to) * height, show };
}
