// Saves a chart as it is drawn, with its title and legend, or its data as CSV.
import { send } from '../state/host.js';
import { store } from '../state/state.js';
import type { TableData } from '../data/tableData.js';
import { toCsv } from './csv.js';
import { resolved, serialize, sheet, textsOf, toPng } from './resolve.js';

const margin = 12;

/** `AlexNet-roofline`. */
const fileName = (name: string): string => `${store.get().picture?.network ?? 'network'}-${name}`;

export async function exportFigure(
  figure: HTMLElement,
  { name, title, kind }: { readonly name: string; readonly title: string; readonly kind: 'svg' | 'png' },
): Promise<void> {
  const svg = drawn(figure, `${store.get().picture?.network ?? ''}: ${title}`);
  await saveSvg(svg, fileName(name), kind);
}

export async function saveSvg(svg: SVGSVGElement, name: string, kind: 'svg' | 'png'): Promise<void> {
  if (kind === 'svg') send({ type: 'save', name: `${name}.svg`, encoding: 'text', data: serialize(svg) });
  else send({ type: 'save', name: `${name}.png`, encoding: 'base64', data: await toPng(svg) });
}

export function exportTable(data: TableData, name: string): void {
  send({ type: 'save', name: `${fileName(name)}.csv`, encoding: 'text', data: toCsv(data) });
}

/** Everything of the figure where it stands: its texts and its drawings, without its controls. */
function drawn(figure: HTMLElement, title: string): SVGSVGElement {
  const box = figure.getBoundingClientRect();
  const svg = sheet(box.width + 2 * margin, box.height + 2 * margin, title);
  const [left, top] = [box.left - margin, box.top - margin];
  for (const element of figure.querySelectorAll('h3, figcaption, .legend li')) {
    for (const node of element.childNodes) {
      if (node instanceof Text) svg.append(...textsOf(node, left, top));
    }
  }
  for (const drawing of figure.querySelectorAll<SVGSVGElement>('.plot > svg, .swatch')) {
    const copy = resolved(drawing);
    const place = drawing.getBoundingClientRect();
    copy?.setAttribute('x', String(place.left - left));
    copy?.setAttribute('y', String(place.top - top));
    if (copy) svg.append(copy);
  }
  return svg;
}
