// The bar on top: which network, which view of it, and whether the panel follows the editor.
import { send } from '../state/host.js';
import { choose, store, tabs, type Tab } from '../state/state.js';
import { useStore } from '../state/store.js';
import { Choice, IconButton, Toggle } from './buttons.js';
import { toolbar } from '../texts/views.js';

const titles: Readonly<Record<Tab, string>> = {
  graph: toolbar.graph,
  field: toolbar.field,
  charts: toolbar.charts,
  table: toolbar.table,
};

export function Toolbar() {
  const networks = useStore(store, (state) => state.networks);
  const network = useStore(store, (state) => state.picture?.network ?? '');
  const chosen = useStore(store, (state) => state.network);
  const subject = useStore(store, (state) => state.subject);
  const whatIf = useStore(store, (state) => state.whatIf);
  const pinned = subject?.pinned ?? false;
  return (
    <header class="toolbar">
      <div class="network">
        {networks.length > 1 ? (
          <Choice
            label={toolbar.network}
            value={chosen ?? ''}
            options={[['', toolbar.atCursor(network)], ...networks.map((name) => [name, name] as const)]}
            onChoose={(name) => choose(name === '' ? undefined : name)}
          />
        ) : (
          <h1>{network}</h1>
        )}
      </div>
      <Tabs />
      <div class="tools">
        <Toggle
          label={toolbar.whatIf}
          title={toolbar.whatIfTip}
          pressed={whatIf}
          onPress={() => store.set({ whatIf: !whatIf })}
        />
        <IconButton
          icon="pin"
          label={pinned ? toolbar.pinned(subject?.name ?? '') : toolbar.pin}
          pressed={pinned}
          onPress={() => send({ type: 'pin', pinned: !pinned })}
        />
      </div>
    </header>
  );
}

function Tabs() {
  const current = useStore(store, (state) => state.tab);
  const walk = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const next = tabs[(tabs.indexOf(current) + step + tabs.length) % tabs.length]!;
    store.set({ tab: next });
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={toolbar.views} onKeyDown={walk}>
      {tabs.map((tab) => (
        <button
          key={tab}
          id={`tab-${tab}`}
          type="button"
          role="tab"
          aria-selected={tab === current}
          aria-controls="view"
          tabIndex={tab === current ? 0 : -1}
          onClick={() => store.set({ tab })}
        >
          {titles[tab]}
        </button>
      ))}
    </div>
  );
}
