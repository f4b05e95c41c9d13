// Finds layers by name, operator, arguments or shape, and goes from one to the next.
import { useMemo, useState } from 'preact/hooks';
import type { Box, Scene } from '../../../server/src/layout/scene.js';
import type { ItemId } from '../../../server/src/picture/model.js';
import { graph as texts } from '../texts/views.js';

export function Search({ scene, go }: { readonly scene: Scene; readonly go: (id: ItemId) => void }) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(-1);
  const found = useMemo(() => matches(scene, text), [scene, text]);
  const step = (by: number): void => {
    if (found.length === 0) return;
    const next = (at + by + found.length) % found.length;
    setAt(next);
    go(found[next]!.id);
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
          : found.length === 0
            ? 'none'
            : at < 0
              ? `${found.length}`
              : `${at + 1}/${found.length}`}
      </output>
    </span>
  );
}

function matches({ boxes }: Scene, text: string): readonly Box[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return boxes.filter(({ item, id }) => {
    const whole =
      `${id} ${item.title} ${item.detail} ${item.arguments} ${item.shapes.join(' ')}`.toLowerCase();
    return words.every((word) => whole.includes(word));
  });
}
