// The graph as a tree, for those who cannot or would not see it: the same parts, opened and closed along with it.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Box, Scene } from '../../../server/src/layout/scene.js';
import type { ItemId } from '../../../server/src/picture/model.js';
import { useRows } from '../controls/windowed.js';
import { countText } from '../../../server/src/layout/texts.js';
import { toggleGroup, unfoldRun } from './opening.js';
import { graph as texts } from '../texts/views.js';

const rowHeight = 22;

interface Row {
  readonly box: Box;
  readonly position: number;
  readonly count: number;
}

export function Outline(props: {
  readonly scene: Scene;
  readonly network: string;
  readonly selected: ItemId | undefined;
  readonly go: (id: ItemId) => void;
}) {
  const { scene, network, selected, go } = props;
  const rows = useMemo(() => rowsOf(scene), [scene]);
  const [focused, setFocused] = useState<ItemId>();
  const tree = useRef<HTMLDivElement | null>(null);
  const { ref, from, to, before, after, show } = useRows(rows.length, rowHeight);
  const current = Math.max(
    rows.findIndex(({ box }) => box.id === (focused ?? selected)),
    0,
  );
  useEffect(() => {
    const at = rows.findIndex(({ box }) => box.id === selected);
    if (at < 0) return;
    setFocused(undefined);
    show(at);
  }, [selected, rows]);

  const focus = (row: number): void => {
    const next = rows[Math.min(Math.max(row, 0), rows.length - 1)];
    if (!next) return;
    setFocused(next.box.id);
    show(rows.indexOf(next));
    // The row may only be drawn once it has been scrolled to.
    requestAnimationFrame(() =>
      tree.current?.querySelector<HTMLElement>(`[aria-posinset][tabindex="0"]`)?.focus(),
    );
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const { box } = rows[current] ?? {};
    if (!box) return;
    const isGroup = box.item.kind === 'group';
    const parent = rows.findIndex((row) => row.box.id === box.parent);
    const steps: Readonly<Record<string, () => void>> = {
      ArrowDown: () => focus(current + 1),
      ArrowUp: () => focus(current - 1),
      Home: () => focus(0),
      End: () => focus(rows.length - 1),
      ArrowRight: () => (isGroup && !box.open ? toggleGroup(box) : focus(current + 1)),
      ArrowLeft: () => (isGroup && box.open ? toggleGroup(box) : parent >= 0 && focus(parent)),
      Enter: () => go(box.id),
      ' ': () => (box.item.repeat ? unfoldRun(box) : toggleGroup(box)),
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    step();
  };
  return (
    <div
      class="outline"
      role="tree"
      aria-label={texts.outlineOf(network)}
      ref={(element) => {
        tree.current = element;
        ref(element);
      }}
      onKeyDown={onKeyDown}
    >
      <div role="none" style={{ height: `${before}px` }} />
      {rows.slice(from, to).map(({ box, position, count }, index) => (
        <div
          key={box.id}
          class={`outline-row ${box.id === selected ? 'selected' : ''}`}
          role="treeitem"
          aria-level={box.depth + 1}
          aria-posinset={position}
          aria-setsize={count}
          aria-selected={box.id === selected}
          aria-expanded={box.item.kind === 'group' ? box.open : undefined}
          tabIndex={from + index === current ? 0 : -1}
          style={{ paddingLeft: `${8 + box.depth * 14}px` }}
          onClick={() => {
            setFocused(box.id);
            go(box.id);
          }}
          onDblClick={() => toggleGroup(box)}
        >
          <span class="twistie" aria-hidden="true">
            {box.item.kind === 'group' ? (box.open ? '▾' : '▸') : ''}
          </span>
          <span class="outline-name">{box.item.label ?? box.item.title}</span>
          <span class="muted">{detailOf(box)}</span>
          <span class="outline-shape muted">{box.item.shapes[0]}</span>
        </div>
      ))}
      <div role="none" style={{ height: `${after}px` }} />
    </div>
  );
}

/** What it is, beside its name, and how often it stands there. */
function detailOf({ item }: Box): string {
  const terminal = item.kind === 'input' || item.kind === 'output';
  const what = item.label && item.label !== item.title ? item.title : terminal ? item.kind : item.detail;
  return `${what} ${countText(item) ?? ''}`.trim();
}

/** Every box after the group around it, with its place among its siblings. */
function rowsOf({ boxes }: Scene): readonly Row[] {
  const children = new Map<ItemId, Box[]>();
  for (const box of boxes) {
    const siblings = children.get(box.parent);
    if (siblings) siblings.push(box);
    else children.set(box.parent, [box]);
  }
  const rows: Row[] = [];
  const list = (parent: ItemId): void => {
    const siblings = children.get(parent) ?? [];
    siblings.forEach((box, index) => {
      rows.push({ box, position: index + 1, count: siblings.length });
      if (box.open) list(box.id);
    });
  };
  list('');
  return rows;
}
