// The graph's tools: direction, colours, how much is shown, search, zoom, export.
import type { Scene } from '../../../server/src/layout/scene.js';
import type { Fold, ItemId } from '../../../server/src/picture/model.js';
import { Choice, IconButton } from '../controls/buttons.js';
import { measures, type MeasureId } from '../data/measures.js';
import { store, type Colouring } from '../state/state.js';
import { useStore } from '../state/store.js';
import { exportGraph } from './export.js';
import { Search } from './search.js';

const colourings: readonly (readonly [Colouring, string])[] = [
  ['operator', 'colour: operator'],
  ...(Object.keys(measures) as MeasureId[]).map((id) => [id, `heat: ${measures[id].title}`] as const),
];

const folds: readonly (readonly [Fold | '', string])[] = [
  ['', 'repeats: automatic'],
  ['none', 'repeats: draw each'],
  ['equal', 'repeats: fold equal ones to ×N'],
  ['alike', 'repeats: fold similar ones to ×N'],
];

export function GraphTools(props: {
  readonly scene: Scene;
  readonly go: (id: ItemId) => void;
  readonly fitAll: () => void;
  readonly zoomBy: (factor: number) => void;
}) {
  const { scene, go, fitAll, zoomBy } = props;
  const direction = useStore(store, (state) => state.direction);
  const colouring = useStore(store, (state) => state.colouring);
  const outline = useStore(store, (state) => state.outline);
  const map = useStore(store, (state) => state.map);
  const level = useStore(store, (state) => state.level);
  const fold = useStore(store, (state) => state.fold);
  const levels = useStore(store, (state) => state.picture?.levels ?? 0);
  const down = direction === 'down';
  return (
    <div class="graph-tools" role="toolbar" aria-label="Graph">
      <IconButton
        icon="outline"
        label="Outline"
        pressed={outline}
        onPress={() => store.set({ outline: !outline })}
      />
      <Choice
        label="Colours"
        value={colouring}
        options={colourings}
        onChoose={(value) => store.set({ colouring: value })}
      />
      {levels > 0 && (
        <Choice
          label="Open groups"
          value={level === undefined ? '' : String(Math.min(level, levels))}
          options={[
            ['', 'groups: automatic'],
            ['0', 'groups: all closed'],
            ...Array.from(
              { length: levels },
              (_, index) =>
                [
                  String(index + 1),
                  index + 1 === levels ? 'groups: all open' : `groups: open to level ${index + 1}`,
                ] as const,
            ),
          ]}
          onChoose={(value) =>
            store.set({ level: value === '' ? undefined : Number(value), opened: [], closed: [] })
          }
        />
      )}
      {levels > 0 && (
        <Choice
          label="Repetitions"
          value={fold ?? ''}
          options={folds}
          onChoose={(value) => store.set({ fold: value === '' ? undefined : value, unfolded: [] })}
        />
      )}
      <span class="spring" />
      <Search {...{ scene, go }} />
      <span class="tool-group">
        <IconButton
          icon={down ? 'down' : 'right'}
          label={down ? 'Draw from left to right' : 'Draw from top to bottom'}
          onPress={() => store.set({ direction: down ? 'right' : 'down' })}
        />
        <IconButton icon="minus" label="Zoom out" onPress={() => zoomBy(0.8)} />
        <IconButton icon="plus" label="Zoom in" onPress={() => zoomBy(1.25)} />
        <IconButton icon="fit" label="Show the whole graph" onPress={fitAll} />
        <IconButton icon="map" label="Overview map" pressed={map} onPress={() => store.set({ map: !map })} />
        <IconButton icon="svg" label="Save the graph as SVG" onPress={() => void exportGraph('svg')} />
        <IconButton icon="image" label="Save the graph as PNG" onPress={() => void exportGraph('png')} />
      </span>
    </div>
  );
}
