// Lines and arrows as data of SVG paths.
import type { Point } from './scene.js';

/** Corners of a line are rounded by at most this. */
const corner = 7;

/** An orthogonal line with rounded corners. */
export function wirePath(points: readonly Point[]): string {
  let path = '';
  points.forEach((point, index) => {
    const [before, after] = [points[index - 1], points[index + 1]];
    if (!before) path += `M${point.x},${point.y}`;
    else if (!after) path += `L${point.x},${point.y}`;
    else {
      const radius = Math.min(corner, distance(before, point) / 2, distance(point, after) / 2);
      const [start, end] = [toward(point, before, radius), toward(point, after, radius)];
      path += `L${start.x},${start.y}Q${point.x},${point.y} ${end.x},${end.y}`;
    }
  });
  return path;
}

/** A small arrow head at the end of a line. */
export function arrowPath(points: readonly Point[]): string {
  const [before, end] = points.slice(-2);
  if (!before || !end) return '';
  const back = toward(end, before, 6);
  const [across, along] = before.x === end.x ? [3.2, 0] : [0, 3.2];
  return `M${end.x},${end.y}L${back.x - across},${back.y - along}L${back.x + across},${back.y + along}Z`;
}

const distance = (a: Point, b: Point): number => Math.abs(a.x - b.x) + Math.abs(a.y - b.y);

function toward(from: Point, to: Point, by: number): Point {
  const length = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) / length) * by, y: from.y + ((to.y - from.y) / length) * by };
}
