// What the colours of the graph mean.
import type { Scene } from '../../../server/src/layout/scene.js';
import { familiesIn, familyOf } from '../data/families.js';
import { steps, type Heat } from './colour.js';
import { graph as texts } from '../texts/views.js';

export function GraphLegend({ scene, heat }: { readonly scene: Scene; readonly heat: Heat | undefined }) {
  if (heat) {
    return (
      <div class="graph-legend" role="group" aria-label={texts.coloursOf(heat.measure.title)}>
        <span>{heat.measure.title}</span>
        <svg width={steps * 8} height="10" aria-hidden="true">
          {Array.from({ length: steps }, (_, step) => (
            <rect key={step} class={`heat-swatch heat-${step}`} x={step * 8} width="8" height="10" />
          ))}
        </svg>
        <span class="muted">0 … {heat.measure.text(heat.most)}</span>
      </div>
    );
  }
  const families = familiesIn(
    scene.boxes.flatMap(({ item }) => (item.kind === 'layer' ? [{ family: familyOf(item.family) }] : [])),
  );
  return (
    <ul class="graph-legend" aria-label={texts.families}>
      {families.map(({ name, mark }) => (
        <li key={name}>
          <svg width="10" height="10" class="swatch" aria-hidden="true">
            <rect class={mark} width="10" height="10" rx="2" />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}
