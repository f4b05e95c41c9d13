// Finds layers by name, operator, arguments or shape, and goes from one to the next.
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Box, Scene } from '../../../server/src/layout/scene.js';
import type { ItemId } from '../../../server/src/picture/model.js';
import { matcher } from '../data/matching.js';
import { graph as texts } from '../texts/views.js';

export function Search(props: {
  readonly scene: Scene;
  readonly go: (id: ItemId) => void;
  /** Marks what was found so far. */
  readonly mark: (boxes: readonly Box[]) => void;
}) {
  const { scene, go, mark } = props;
  const [text, setText] = useState('');
  const [at, setAt] = useState(-1);
  const hits = useMemo(() => found(scene, text), [scene, text]);
  useEffect(() => mark(hits), [hits]);
  const step = (by: number): void => {
    if (hits.length === 0) return;
    const next = (at + by + hits.length) % hits.length;
    setAt(next);
    go(hits[next]!.id);
  };
  return (
    <span class="search" role="search">
      <input
        id="graph-search"
        type="search"
        placeholder={texts.search}
        aria-label={texts.searchTip}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setAt(-1);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
          if (event.key === 'Escape') setText('');
        }}
      />
      <output class="muted" aria-live="polite">
        {text.trim() === ''
          ? ''
          : hits.length === 0
            ? 'none'
            : at < 0
              ? `${hits.length}`
              : `${at + 1}/${hits.length}`}
      </output>
    </span>
  );
}

function found({ boxes }: Scene, text: string): readonly Box[] {
  const matches = matcher(text);
  if (!matches) return [];
  return boxes.filter(({ item, id }) =>
    matches(`${id} ${item.title} ${item.detail} ${item.arguments} ${item.shapes.join(' ')}`),
  );
}
