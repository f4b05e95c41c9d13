// The panel as a whole: the bar on top, what needs to be said, and the tab that is chosen.
import { ChartsView } from './charts/view.js';
import { Banner } from './controls/banner.js';
import { Empty } from './controls/empty.js';
import { Toolbar } from './controls/toolbar.js';
import { Totals } from './controls/totals.js';
import { WhatIf } from './controls/whatIf.js';
import { WhatIfChip } from './controls/whatIfChip.js';
import { FieldView } from './field/view.js';
import { GraphView } from './graph/view.js';
import { store, type Tab } from './state/state.js';
import { useStore } from './state/store.js';
import { TableView } from './table/view.js';
import { TipLayer } from './controls/tip.js';

const views: Readonly<Record<Tab, () => preact.JSX.Element>> = {
  graph: GraphView,
  field: FieldView,
  charts: ChartsView,
  table: TableView,
};

export function App() {
  const tab = useStore(store, (state) => state.tab);
  const shown = useStore(store, (state) => state.picture !== undefined);
  const whatIf = useStore(store, (state) => state.whatIf);
  const stale = useStore(store, (state) => state.stale);
  const View = views[tab];
  if (!shown) return <Empty />;
  return (
    <>
      <Toolbar />
      <WhatIfChip />
      <Totals />
      {whatIf && <WhatIf />}
      <Banner />
      <div class={`view ${stale ? 'stale' : ''}`} role="tabpanel" id="view" aria-labelledby={`tab-${tab}`}>
        <View />
      </div>
      <TipLayer />
    </>
  );
}
