// The tooltip: one for the whole panel, shown at the pointer or at what has the focus.
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Store, useStore } from '../state/store.js';

export interface TipContent {
  readonly title: string;
  /** A word of what it is, beside the title. */
  readonly kind?: string | undefined;
  readonly rows: readonly (readonly [label: string, text: string])[];
  readonly notes?: readonly string[];
}

interface Tip extends TipContent {
  readonly x: number;
  readonly y: number;
}

const tips = new Store<{ readonly tip: Tip | undefined }>({ tip: undefined });

/** Shows a tooltip beside a point of the page, or below an element. */
export function showTip(at: Element | { clientX: number; clientY: number }, content: TipContent): void {
  if ('clientX' in at) tips.set({ tip: { ...content, x: at.clientX + 14, y: at.clientY + 16 } });
  else {
    const box = at.getBoundingClientRect();
    tips.set({ tip: { ...content, x: box.left + Math.min(box.width / 2, 40), y: box.bottom + 6 } });
  }
}

export function hideTip(): void {
  tips.set({ tip: undefined });
}

export function TipLayer() {
  const tip = useStore(tips, (state) => state.tip);
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !tip) return;
    // Beside its point where there is room, else on the other side of it.
    const { width, height } = element.getBoundingClientRect();
    const left = tip.x + width > innerWidth - 8 ? tip.x - width - 28 : tip.x;
    const top = tip.y + height > innerHeight - 8 ? tip.y - height - 32 : tip.y;
    element.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
    element.style.top = `${Math.max(8, top)}px`;
  }, [tip]);
  if (!tip) return null;
  return (
    <div class="tip" role="tooltip" ref={box}>
      <div class="tip-title">
        {tip.title}
        {tip.kind && <span class="tip-kind">{tip.kind}</span>}
      </div>
      {tip.rows.length > 0 && (
        <dl>
          {tip.rows.map(([label, text]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      {tip.notes?.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </div>
  );
}
