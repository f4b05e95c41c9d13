// The graph as a picture: all of it, not just what is on the screen, in the colours in which it is drawn.
import { layersOf } from '../../../server/src/drawing/marks.js';
import { looks, heatOf } from './colour.js';
import { drawBox, drawTitle, drawWire, element } from './draw.js';
import { currentScene } from './useScene.js';
import { resolved, sheet } from '../export/resolve.js';
import { saveSvg } from '../export/figure.js';
import { circumstancesOf } from '../state/circumstances.js';
import { familiesIn, familyOf } from '../data/families.js';
import { store } from '../state/state.js';

const margin = 24;
const titleHeight = 30;

export async function exportGraph(kind: 'svg' | 'png'): Promise<void> {
  const state = store.get();
  const scene = currentScene();
  if (!scene || !state.picture) return;
  const heat = heatOf(scene, state.picture, state.figures, state.colouring, circumstancesOf(state));
  const look = looks(heat);
  const { open, closed } = layersOf(scene);
  const title = state.picture.network;
  const legend = heat
    ? [{ name: `${heat.measure.title}, 0 … ${heat.measure.text(heat.most)}`, mark: 'heat-11' }]
    : familiesIn(
        scene.boxes.flatMap(({ item }) => (item.kind === 'layer' ? [{ family: familyOf(item.family) }] : [])),
      );
  // Drawn on the page for a moment, out of sight, so that its style sheets say how everything looks.
  const host = element('svg', { class: 'graph-svg offscreen', width: 10, height: 10 });
  const world = element(
    'g',
    { class: 'world', transform: `translate(${margin} ${margin + titleHeight})` },
    element('g', { class: 'groups' }, ...open.map((box) => drawBox(box, look(box)))),
    element('g', { class: 'wires' }, ...scene.wires.map(drawWire)),
    element('g', { class: 'titles' }, ...open.map(drawTitle)),
    element('g', { class: 'nodes' }, ...closed.map((box) => drawBox(box, look(box)))),
  );
  let x = margin;
  const y = scene.height + margin + titleHeight + 26;
  const items = legend.map(({ name, mark }) => {
    const item = element(
      'g',
      { class: 'swatch', transform: `translate(${x} ${y})` },
      element('rect', { class: mark, width: 10, height: 10, rx: 2 }),
      element('text', { class: 'detail', x: 15, y: 5, dy: '0.35em' }, name),
    );
    x += name.length * 6.2 + 34;
    return item;
  });
  host.append(
    element('text', { class: 'name picture-title', x: margin, y: margin + 8 }, title),
    world,
    ...items,
  );
  document.body.append(host);
  try {
    const svg = sheet(Math.max(scene.width + 2 * margin, x), y + 10 + margin, `${title}: graph`);
    for (const child of host.children) {
      const copy = resolved(child as SVGElement);
      if (copy) svg.append(copy);
    }
    await saveSvg(svg, `${title}-graph`, kind);
  } finally {
    host.remove();
  }
}
