// The graph: its tools, the drawing that is panned and zoomed, and the facts about the selected part.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Box } from '../../../server/src/layout/scene.js';
import type { ItemId } from '../../../server/src/picture/model.js';
import { useCircumstances } from '../state/circumstances.js';
import { send } from '../state/host.js';
import { useSize } from '../controls/size.js';
import { store } from '../state/state.js';
import { useStore } from '../state/store.js';
import { hideTip, showTip } from '../controls/tip.js';
import { Canvas } from './canvas.js';
import { heatOf, looks } from './colour.js';
import { nameOf } from './draw.js';
import { factsOf } from './facts.js';
import { boxesAt } from './follow.js';
import { Inspector } from './inspector.js';
import { keepView, keptView } from './keptViews.js';
import { onKey } from './keys.js';
import { GraphLegend } from './legend.js';
import { Minimap } from './minimap.js';
import { toggleGroup, unfoldRun } from './opening.js';
import { Outline } from './outline.js';
import { pointing } from './pointing.js';
import { rectOf } from './spatial.js';
import { Stage } from './stage.js';
import { toggle } from '../../../server/src/drawing/marks.js';
import { GraphTools } from './tools.js';
import { useScene } from './useScene.js';
import { bring, centre, fit, seen, zoom } from './viewport.js';
import { graph as texts } from '../texts/views.js';

const nothing: ReadonlySet<ItemId> = new Set();

function select(box: Box | undefined, reveal: boolean, focus = false): void {
  store.set({ selected: box?.id });
  if (box && reveal) send({ type: 'reveal', place: box.item.place, focus });
}

export function GraphView() {
  const picture = useStore(store, (state) => state.picture)!;
  const network = useStore(store, (state) => state.figures);
  const uri = useStore(store, (state) => state.subject?.uri ?? '');
  const direction = useStore(store, (state) => state.direction);
  const colouring = useStore(store, (state) => state.colouring);
  const selected = useStore(store, (state) => state.selected);
  const cursor = useStore(store, (state) => state.cursor);
  const outline = useStore(store, (state) => state.outline);
  const map = useStore(store, (state) => state.map);
  const circumstances = useCircumstances();
  const scene = useScene(picture, direction);
  const { ref: place, width, height } = useSize();
  const screen = useMemo(() => ({ width, height }), [width, height]);
  const svg = useRef<SVGSVGElement>(null);
  const canvas = useRef<Canvas | undefined>(undefined);
  const stage = useMemo(() => new Stage(), []);
  const heat = useMemo(
    () => heatOf(scene, picture, network, colouring, circumstances),
    [scene, picture, network, colouring, circumstances],
  );
  const highlighted = useMemo(
    () => (selected === undefined ? boxesAt(cursor, scene, network) : nothing),
    [cursor, scene, network, selected],
  );
  const target = selected ?? [...highlighted][0];
  const visible = width > 0 && height > 0;
  /** What the scene that is drawn shows. Another network, or another direction, is looked at where it was left. */
  const shown = useRef('');
  /** The target that need not be brought into view: the reader had turned away from it. */
  const left = useRef<ItemId | undefined>(undefined);

  useLayoutEffect(() => {
    canvas.current = new Canvas(svg.current!);
    return () => stage.stop();
  }, []);
  useLayoutEffect(() => {
    if (!visible) return;
    const look = (): void => stage.view && canvas.current!.look(stage.view, screen);
    look();
    return stage.listen(() => {
      look();
      if (shown.current !== '' && stage.goal) keepView(shown.current, stage.goal);
    });
  }, [screen]);

  useLayoutEffect(() => {
    if (!visible) return;
    const drawn = canvas.current!;
    const view = stage.goal;
    const subject = `${direction} ${uri} ${picture.network}`;
    // What the reader looks at stays where it is, whatever an edit moves around it.
    const anchor =
      shown.current === subject && view
        ? (drawn.box(target) ?? drawn.nearest(seen(view, screen)))
        : undefined;
    drawn.show(scene, looks(heat));
    if (shown.current !== subject || !view) {
      const kept = keptView(subject, scene, screen);
      if (kept) left.current = target;
      stage.move(kept ?? fit(scene, screen, direction));
    } else {
      const after = drawn.box(anchor?.id);
      if (anchor && after && (after.x !== anchor.x || after.y !== anchor.y)) {
        const { scale } = view;
        stage.move({
          scale,
          x: view.x + (anchor.x - after.x) * scale,
          y: view.y + (anchor.y - after.y) * scale,
        });
      }
    }
    shown.current = subject;
  }, [scene, heat, visible]);
  const [found, setFound] = useState<readonly ItemId[]>([]);
  useLayoutEffect(
    () => canvas.current!.mark(selected, highlighted, found),
    [selected, highlighted, found, scene],
  );

  // The cursor's layer, and what was chosen elsewhere, are kept in view.
  useEffect(() => {
    const box = canvas.current!.box(target);
    const isLeft = left.current === target;
    left.current = undefined;
    if (!box || !stage.goal || !visible || isLeft) return;
    stage.glide(bring(stage.goal, { ...rectOf(box), ...(box.open && { bottom: box.y + 30 }) }, screen));
  }, [target, visible]);

  const inScene = ({ clientX, clientY }: MouseEvent): { x: number; y: number } => {
    const { left, top } = svg.current!.getBoundingClientRect();
    const { scale, x, y } = stage.view!;
    return { x: (clientX - left - x) / scale, y: (clientY - top - y) / scale };
  };
  const under = (event: MouseEvent): Box | undefined => {
    if (!stage.view) return undefined;
    const { x, y } = inScene(event);
    return canvas.current!.at(x, y);
  };
  const handlers = pointing({
    view: () => stage.view,
    move: (view) => stage.move(view),
    hover: (event) => {
      const box = event && under(event);
      if (box) showTip(event!, factsOf(box, picture, network, circumstances));
      else hideTip();
      svg.current!.classList.toggle('over-box', !!box);
    },
    press: (event) => {
      const box = under(event);
      hideTip();
      if (box?.item.kind === 'group' && inScene(event).x - box.x < toggle) toggleGroup(box);
      else select(box, true);
    },
    open: (event) => {
      const box = under(event);
      if (box?.item.repeat) unfoldRun(box);
      else if (box) toggleGroup(box);
    },
  });
  const go = (id: ItemId): void => {
    const box = canvas.current!.box(id);
    if (!box || !stage.goal) return;
    select(box, false);
    stage.glide(centre(stage.goal, rectOf(box), screen));
  };
  const fitAll = (): void => stage.glide(fit(scene, screen, direction, true));
  const zoomBy = (factor: number): void => {
    if (stage.goal) stage.glide(zoom(stage.goal, factor, { x: width / 2, y: height / 2 }));
  };
  const chosen = useMemo(() => scene.boxes.find(({ id }) => id === selected), [scene, selected]);
  return (
    <div class="graph">
      <GraphTools
        {...{ scene, go, fitAll, zoomBy }}
        markFound={(boxes) => setFound(boxes.map(({ id }) => id))}
      />
      <div class="graph-main">
        {outline && <Outline {...{ scene, selected, go }} network={picture.network} />}
        <div class="graph-canvas" ref={place}>
          <svg
            ref={svg}
            class="graph-svg"
            width={width}
            height={height}
            role="application"
            tabindex={0}
            aria-roledescription="graph"
            aria-label={texts.label(picture.network, picture.shown)}
            {...handlers}
            onKeyDown={(event) =>
              onKey(event, {
                scene,
                current: chosen ?? canvas.current!.box(target),
                select: (box) => select(box, true),
                reveal: (box) => select(box, true, true),
                fitAll,
                zoomBy,
              })
            }
          />
          <span class="visually-hidden" role="status">
            {chosen ? nameOf(chosen) : ''}
          </span>
          {map && visible && <Minimap {...{ scene, screen, stage }} />}
        </div>
      </div>
      <GraphLegend scene={scene} heat={heat} />
      {chosen && <Inspector {...{ picture, network, circumstances }} box={chosen} />}
    </div>
  );
}
