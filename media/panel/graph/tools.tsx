// The graph's tools: direction, colours, how much is shown, search, zoom, export.
import type { Box, Scene } from '../../../server/src/layout/scene.js';
import type { Fold, ItemId } from '../../../server/src/picture/model.js';
import { Choice, IconButton } from '../controls/buttons.js';
import { measures, type MeasureId } from '../data/measures.js';
import { store, type Colouring } from '../state/state.js';
import { useStore } from '../state/store.js';
import { exportGraph } from './export.js';
import { Search } from './search.js';
import { graph as texts } from '../texts/views.js';

const colourings: readonly (readonly [Colouring, string])[] = [
  ['operator', texts.byOperator],
  ...(Object.keys(measures) as MeasureId[]).map((id) => [id, texts.heat(measures[id].title)] as const),
];

const folds: readonly (readonly [Fold | '', string])[] = [
  ['', texts.foldAutomatic],
  ['none', texts.foldNone],
  ['equal', texts.foldEqual],
  ['alike', texts.foldAlike],
];

export function GraphTools(props: {
  readonly scene: Scene;
  readonly go: (id: ItemId) => void;
  readonly fitAll: () => void;
  readonly zoomBy: (factor: number) => void;
  readonly markFound: (boxes: readonly Box[]) => void;
}) {
  const { scene, go, fitAll, zoomBy, markFound } = props;
  const direction = useStore(store, (state) => state.direction);
  const colouring = useStore(store, (state) => state.colouring);
  const outline = useStore(store, (state) => state.outline);
  const map = useStore(store, (state) => state.map);
  const level = useStore(store, (state) => state.level);
  const fold = useStore(store, (state) => state.fold);
  const levels = useStore(store, (state) => state.picture?.levels ?? 0);
  const down = direction === 'down';
  return (
    <div class="graph-tools" role="toolbar" aria-label={texts.tools}>
      <IconButton
        icon="outline"
        label={texts.outline}
        pressed={outline}
        onPress={() => store.set({ outline: !outline })}
      />
      <Choice
        label={texts.colours}
        value={colouring}
        options={colourings}
        onChoose={(value) => store.set({ colouring: value })}
      />
      {levels > 0 && (
        <Choice
          label={texts.groups}
          value={level === undefined ? '' : String(Math.min(level, levels))}
          options={[
            ['', texts.groupsAutomatic],
            ['0', texts.groupsClosed],
            ...Array.from(
              { length: levels },
              (_, index) =>
                [
                  String(index + 1),
                  index + 1 === levels ? texts.groupsOpen : texts.groupsTo(index + 1),
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
          label={texts.repetitions}
          value={fold ?? ''}
          options={folds}
          onChoose={(value) => store.set({ fold: value === '' ? undefined : value, unfolded: [] })}
        />
      )}
      <span class="spring" />
      <Search {...{ scene, go }} mark={markFound} />
      <span class="tool-group">
        <IconButton
          icon={down ? 'down' : 'right'}
          label={down ? texts.drawRight : texts.drawDown}
          onPress={() => store.set({ direction: down ? 'right' : 'down' })}
        />
        <IconButton icon="minus" label={texts.zoomOut} onPress={() => zoomBy(0.8)} />
        <IconButton icon="plus" label={texts.zoomIn} onPress={() => zoomBy(1.25)} />
        <IconButton icon="fit" label={texts.showAll} onPress={fitAll} />
        <IconButton icon="map" label={texts.map} pressed={map} onPress={() => store.set({ map: !map })} />
        <IconButton icon="svg" label={texts.saveSvg} onPress={() => void exportGraph('svg')} />
        <IconButton icon="image" label={texts.savePng} onPress={() => void exportGraph('png')} />
      </span>
    </div>
  );
}
