// The charts, one below the other, with a list of them to jump by.
import { useEffect } from 'preact/hooks';
import { useKeptScroll } from '../controls/keptScroll.js';
import { useCircumstances } from '../state/circumstances.js';
import type { LayerData } from '../data/network.js';
import { send } from '../state/host.js';
import { store } from '../state/state.js';
import { useStore } from '../state/store.js';
import type { Chart } from './charts.js';
import { Comparison, Density } from './comparison.js';
import { Cumulative } from './cumulative.js';
import { FieldGrowth, OutputSizes } from './depthCharts.js';
import { LayerBars } from './layerBars.js';
import { Roofline } from './roofline.js';
import { Scaling } from './scaling.js';
import { LayerTimes, NetworkTimes } from './time.js';
import { TrainingMemory } from './trainingMemory.js';
import { chartNames } from '../texts/charts.js';

const charts: readonly Chart[] = [
  { id: 'bars', title: chartNames.bars, Draw: LayerBars },
  { id: 'cumulative', title: chartNames.cumulative, Draw: Cumulative },
  { id: 'field-growth', title: chartNames.fieldGrowth, Draw: FieldGrowth },
  { id: 'sizes', title: chartNames.sizes, Draw: OutputSizes },
  { id: 'comparison', title: chartNames.comparison, Draw: Comparison },
  { id: 'density', title: chartNames.density, Draw: Density },
  { id: 'roofline', title: chartNames.roofline, Draw: Roofline },
  { id: 'times', title: chartNames.times, Draw: LayerTimes },
  { id: 'network-times', title: chartNames.networkTimes, Draw: NetworkTimes },
  {
    id: 'scaling',
    title: chartNames.scaling,
    Draw: Scaling,
    applies: ({ scaling }) => scaling.length > 0,
  },
  { id: 'training-memory', title: chartNames.trainingMemory, Draw: TrainingMemory },
];

const reveal = ({ id, place }: LayerData): void => {
  store.set({ selected: id });
  send({ type: 'reveal', place, focus: false });
};

export function ChartsView() {
  const network = useStore(store, (state) => state.figures);
  const zoo = useStore(store, (state) => state.zoo);
  const circumstances = useCircumstances();
  const uri = useStore(store, (state) => state.subject?.uri ?? '');
  const scroller = useKeptScroll(network && `charts ${uri} ${network.name}`);
  useEffect(() => {
    if (!zoo) send({ type: 'zoo' });
  }, [zoo === undefined]);
  if (!network) return <div class="charts" aria-busy="true" />;
  const shown = charts.filter(({ applies }) => applies?.(network) ?? true);
  return (
    <div class="charts">
      <nav class="chart-list" aria-label={chartNames.list}>
        {shown.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            class="link"
            onClick={() => document.getElementById(`chart-${id}`)?.scrollIntoView({ block: 'start' })}
          >
            {title}
          </button>
        ))}
      </nav>
      <div class="chart-grid" tabIndex={-1} ref={scroller}>
        {shown.map(({ id, Draw }) => (
          <Draw key={id} {...{ network, circumstances, zoo, reveal }} />
        ))}
      </div>
    </div>
  );
}
