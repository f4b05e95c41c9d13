// What stands there while there is no network to show: why, and what would change it.
import { send } from '../state/host.js';
import { store } from '../state/state.js';
import { useStore } from '../state/store.js';
import { notices } from '../texts/views.js';

export function Empty() {
  const answered = useStore(store, (state) => state.answered);
  const subject = useStore(store, (state) => state.subject);
  const tooLarge = useStore(store, (state) => state.tooLarge);
  const error = useStore(store, (state) => state.error);
  if (!answered) return <div class="empty" aria-busy="true" />;
  return (
    <div class="empty" role="status">
      <svg class="empty-mark" width="72" height="72" viewBox="0 0 72 72" aria-hidden="true">
        <rect x="22" y="4" width="28" height="14" rx="4" />
        <rect x="4" y="29" width="28" height="14" rx="4" />
        <rect x="40" y="29" width="28" height="14" rx="4" />
        <rect x="22" y="54" width="28" height="14" rx="4" />
        <path d="M36 18v5.5M18 29v-5.5h36V29M18 43v5.5h36V43M36 48.5V54" />
      </svg>
      {!subject ? (
        <>
          <h1>{notices.noFile}</h1>
          <p>{notices.openFile}</p>
        </>
      ) : tooLarge !== undefined ? (
        <>
          <h1>{notices.tooLarge(subject.name)}</h1>
          <p>{tooLarge}</p>
        </>
      ) : error ? (
        <>
          <h1>{notices.noNetworkYet(subject.name)}</h1>
          <p>{error.message}</p>
          <button
            type="button"
            class="primary"
            onClick={() => send({ type: 'reveal', place: error.place, focus: true })}
          >
            {notices.goToLine(error.place.line + 1)}
          </button>
        </>
      ) : (
        <>
          <h1>{notices.noNetwork(subject.name)}</h1>
          <p>{notices.needsNetwork}</p>
        </>
      )}
    </div>
  );
}
