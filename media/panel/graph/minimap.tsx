// The whole scene in small, with the part that is on the screen; a press moves there.
import { useEffect, useRef } from 'preact/hooks';
import type { Scene } from '../../../server/src/layout/scene.js';
import { paintOf } from './draw.js';
import { useStore } from '../state/store.js';
import type { Stage } from './stage.js';
import { seen, type Sized } from './viewport.js';

const most = { width: 150, height: 170 };

export function Minimap(props: { readonly scene: Scene; readonly screen: Sized; readonly stage: Stage }) {
  const { scene, screen, stage } = props;
  const view = useStore(stage, (state) => state.view);
  const canvas = useRef<HTMLCanvasElement>(null);
  const scale = Math.min(most.width / scene.width, most.height / scene.height);
  const [width, height] = [Math.max(scene.width * scale, 8), Math.max(scene.height * scale, 8)];
  const needed =
    view !== undefined &&
    screen.width >= 3 * width &&
    (scene.width * view.scale > screen.width || scene.height * view.scale > screen.height);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const context = element.getContext('2d')!;
    const ratio = devicePixelRatio || 1;
    element.width = Math.round(width * ratio);
    element.height = Math.round(height * ratio);
    context.scale(ratio * scale, ratio * scale);
    const colours = new Map<string, string>();
    const style = getComputedStyle(document.body);
    for (const box of scene.boxes) {
      if (box.open) continue;
      const paint = paintOf(box);
      let colour = colours.get(paint);
      if (colour === undefined) {
        colour = style.getPropertyValue(`--${paint}`) || style.color;
        colours.set(paint, colour);
      }
      context.fillStyle = colour;
      context.fillRect(box.x, box.y, box.width, Math.max(box.height, 1 / scale));
    }
  }, [scene, width, height, needed]);
  if (!view || !needed) return null;
  const part = seen(view, screen);
  const clip = (value: number, end: number): number => Math.min(Math.max(value * scale, 0), end);
  const [left, top] = [clip(part.left, width), clip(part.top, height)];
  const frame = {
    left: `${left}px`,
    top: `${top}px`,
    width: `${Math.max(clip(part.right, width) - left, 3)}px`,
    height: `${Math.max(clip(part.bottom, height) - top, 3)}px`,
  };
  const go = (event: PointerEvent): void => {
    const box = canvas.current!.getBoundingClientRect();
    const [x, y] = [(event.clientX - box.left) / scale, (event.clientY - box.top) / scale];
    stage.move({ ...view, x: screen.width / 2 - x * view.scale, y: screen.height / 2 - y * view.scale });
  };
  return (
    <div
      class="minimap"
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) go(event);
      }}
    >
      <canvas ref={canvas} style={{ width: `${width}px`, height: `${height}px` }} />
      <div class="minimap-frame" style={frame} />
    </div>
  );
}
