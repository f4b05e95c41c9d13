// Pointer and wheel: drag to pan, wheel to pan, wheel with Ctrl or a pinch to zoom, press to select.
import { zoom, type Viewport } from './viewport.js';

/** Pixels that a pointer may move and still be a press. */
const still = 4;

export function pointing(to: {
  readonly view: () => Viewport | undefined;
  readonly move: (view: Viewport) => void;
  /** Undefined when the pointer leaves, or drags. */
  readonly hover: (event: PointerEvent | undefined) => void;
  readonly press: (event: PointerEvent) => void;
  readonly open: (event: MouseEvent) => void;
}) {
  return {
    onPointerDown: (event: PointerEvent) => {
      const view = to.view();
      if (event.button !== 0 || !view) return;
      const svg = event.currentTarget as SVGSVGElement;
      const [startX, startY] = [event.clientX, event.clientY];
      let dragging = false;
      const move = (now: PointerEvent): void => {
        const [dx, dy] = [now.clientX - startX, now.clientY - startY];
        if (!dragging && Math.hypot(dx, dy) < still) return;
        if (!dragging) {
          dragging = true;
          svg.setPointerCapture(event.pointerId);
          svg.classList.add('dragging');
          to.hover(undefined);
        }
        to.move({ ...view, x: view.x + dx, y: view.y + dy });
      };
      const end = (now: PointerEvent): void => {
        svg.removeEventListener('pointermove', move);
        svg.removeEventListener('pointerup', end);
        svg.removeEventListener('pointercancel', end);
        svg.classList.remove('dragging');
        if (!dragging && now.type === 'pointerup') to.press(now);
      };
      svg.addEventListener('pointermove', move);
      svg.addEventListener('pointerup', end);
      svg.addEventListener('pointercancel', end);
    },
    onPointerMove: (event: PointerEvent) => {
      if (event.buttons === 0) to.hover(event);
    },
    onPointerLeave: () => to.hover(undefined),
    onDblClick: (event: MouseEvent) => to.open(event),
    onWheel: (event: WheelEvent) => {
      const view = to.view();
      if (!view) return;
      event.preventDefault();
      to.hover(undefined);
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 : 1;
      if (event.ctrlKey || event.metaKey) {
        const { left, top } = (event.currentTarget as Element).getBoundingClientRect();
        const at = { x: event.clientX - left, y: event.clientY - top };
        to.move(zoom(view, Math.exp(-event.deltaY * lines * 0.01), at));
      } else {
        const [dx, dy] =
          event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
        to.move({ ...view, x: view.x - dx * lines, y: view.y - dy * lines });
      }
    },
  };
}
