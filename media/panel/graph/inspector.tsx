// The selected part of the graph: the way to it, and its figures. Of a group, the totals.
import type { Box } from '../../../server/src/layout/scene.js';
import type { Picture } from '../../../server/src/picture/model.js';
import { IconButton } from '../controls/buttons.js';
import type { Circumstances } from '../../../server/src/analysis/roofline.js';
import type { NetworkData } from '../data/network.js';
import { send } from '../state/host.js';
import { store } from '../state/state.js';
import { factsOf, pathOf } from './facts.js';
import { toggleGroup, unfoldRun } from './opening.js';
import { graph as texts } from '../texts/views.js';

export function Inspector(props: {
  readonly box: Box;
  readonly picture: Picture;
  readonly network: NetworkData | undefined;
  readonly circumstances: Circumstances;
}) {
  const { box, picture, network, circumstances } = props;
  const { item, id } = box;
  const { rows, notes, title, kind } = factsOf(box, picture, network, circumstances);
  const path = item.kind === 'input' || item.kind === 'output' ? [] : pathOf(id);
  const parts = id.split('/');
  return (
    <aside class="inspector" aria-label={texts.selected}>
      <div class="inspector-head">
        <nav aria-label={texts.path} class="path">
          <button type="button" class="link" onClick={() => store.set({ selected: undefined })}>
            {picture.network}
          </button>
          {path.slice(0, -1).map((name, depth) => (
            <span key={depth}>
              {' › '}
              <button
                type="button"
                class="link"
                onClick={() => store.set({ selected: parts.slice(0, depth + 1).join('/') })}
              >
                {name}
              </button>
            </span>
          ))}
          {' › '}
          <strong>{path.at(-1) ?? title}</strong>
          <span class="muted"> {kind ?? title}</span>
        </nav>
        <span class="spring" />
        {item.kind === 'group' && (
          <IconButton
            icon={box.open ? 'collapse' : 'expand'}
            label={box.open ? texts.closeGroup : texts.openGroup}
            onPress={() => toggleGroup(box)}
          />
        )}
        {item.repeat && <IconButton icon="repeat" label={texts.drawEach} onPress={() => unfoldRun(box)} />}
        {item.kind !== 'input' && item.kind !== 'output' && (
          <IconButton icon="image" label={texts.showField} onPress={() => store.set({ tab: 'field' })} />
        )}
        <IconButton
          icon="source"
          label={texts.goToSource}
          onPress={() => send({ type: 'reveal', place: item.place, focus: true })}
        />
      </div>
      <dl>
        {rows.map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {notes?.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </aside>
  );
}
