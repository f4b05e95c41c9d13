// What is tried instead of what file and settings say, for as long as it is tried: figures are never read as the file's own.
import { store } from '../state/state.js';
import { useStore } from '../state/store.js';
import { takeBack, triedOf } from '../state/whatIf.js';
import { whatIf as texts } from '../texts/views.js';
import { IconButton } from './buttons.js';

export function WhatIfChip() {
  const tried = useStore(store, (state) => triedOf(state).join(' · '));
  const open = useStore(store, (state) => state.whatIf);
  if (tried === '') return null;
  return (
    <span class="chip" role="status">
      <button
        type="button"
        class="chip-text"
        title={texts.chipTip}
        aria-expanded={open}
        onClick={() => store.set({ whatIf: !open })}
      >
        {texts.chip(tried)}
      </button>
      <IconButton icon="close" label={texts.reset} onPress={takeBack} />
    </span>
  );
}
