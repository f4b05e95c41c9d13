// What is wrong with the text, with the way to it; and whether the picture is that of an earlier one.
import { send } from '../state/host.js';
import { store } from '../state/state.js';
import { useStore } from '../state/store.js';
import { Icon } from './icons.js';
import { notices } from '../texts/views.js';

export function Banner() {
  const error = useStore(store, (state) => state.error);
  const tooLarge = useStore(store, (state) => state.tooLarge);
  const stale = useStore(store, (state) => state.stale);
  const input = useStore(store, (state) => state.input);
  if (!error && !stale) return null;
  return (
    <div class={`banner ${error ? 'banner-error' : ''}`} role="status">
      <Icon name="warning" />
      <span class="banner-text">
        {stale && <strong>{notices.stale} </strong>}
        {input && error && <strong>{notices.withInput(input.join(' × '))} </strong>}
        {tooLarge ?? error?.message ?? notices.networkGone}
      </span>
      {error && tooLarge === undefined && (
        <button
          type="button"
          class="link"
          onClick={() => send({ type: 'reveal', place: error.place, focus: true })}
        >
          {notices.goToLine(error.place.line + 1)}
        </button>
      )}
    </div>
  );
}
