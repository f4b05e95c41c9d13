// Turns an SVG of the page into a self-contained one: style sheets and themes become attributes.

/** Properties that decide how an element looks, with the values that need not be written. */
const properties: readonly (readonly [name: string, usual: string])[] = [
  ['fill', 'rgb(0, 0, 0)'],
  ['fill-opacity', '1'],
  ['stroke', 'none'],
  ['stroke-width', '1px'],
  ['stroke-opacity', '1'],
  ['stroke-dasharray', 'none'],
  ['stroke-linecap', 'butt'],
  ['stroke-linejoin', 'miter'],
  ['paint-order', 'normal'],
  ['opacity', '1'],
];
const textProperties: readonly (readonly [name: string, usual: string])[] = [
  ['font-family', ''],
  ['font-size', ''],
  ['font-weight', '400'],
  ['font-style', 'normal'],
  ['text-anchor', 'start'],
];
/** What an element keeps of its own attributes: where and what it is, not how the page deals with it. */
const dropped = /^(class|style|tabindex|role|aria-(?!label)|data-|id$)/;

const namespace = 'http://www.w3.org/2000/svg';

/** A copy of an element and all in it that is shown, without classes, listeners or variables. */
export function resolved(element: SVGElement): SVGElement | undefined {
  const style = getComputedStyle(element);
  if (style.display === 'none' || style.visibility === 'hidden') return undefined;
  const copy = element.cloneNode(false) as SVGElement;
  for (const { name } of [...copy.attributes]) if (dropped.test(name)) copy.removeAttribute(name);
  copy.removeAttribute('aria-label');
  const isText = element.localName === 'text' || element.localName === 'tspan';
  const paints = element.localName !== 'g' && element.localName !== 'svg' && element.localName !== 'title';
  for (const [name, usual] of [
    ...(paints ? properties : [properties.at(-1)!]),
    ...(isText ? textProperties : []),
  ]) {
    const value = plainColour(style.getPropertyValue(name));
    if (value !== usual) copy.setAttribute(name, value);
  }
  const label = element.getAttribute('aria-label');
  if (label && element.localName !== 'svg') {
    const title = document.createElementNS(namespace, 'title');
    title.textContent = label;
    copy.append(title);
  }
  for (const child of element.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) copy.append(child.textContent ?? '');
    else if (child instanceof SVGElement) {
      const inner = resolved(child);
      if (inner) copy.append(inner);
    }
  }
  return copy;
}

/** `color(srgb 0.5 0.5 0.5 / 0.3)`, which only browsers read, as `rgba(…)`. */
function plainColour(value: string): string {
  const found = /^color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: \/ ([\d.e-]+))?\)$/.exec(value);
  if (!found) return value;
  const [red, green, blue] = found.slice(1, 4).map((part) => Math.round(Number(part) * 255));
  return found[4] === undefined
    ? `rgb(${red}, ${green}, ${blue})`
    : `rgba(${red}, ${green}, ${blue}, ${found[4]})`;
}

/** An empty SVG of a size, on the page's background. */
export function sheet(width: number, height: number, title: string): SVGSVGElement {
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('xmlns', namespace);
  svg.setAttribute('width', String(Math.ceil(width)));
  svg.setAttribute('height', String(Math.ceil(height)));
  svg.setAttribute('viewBox', `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`);
  const name = document.createElementNS(namespace, 'title');
  name.textContent = title;
  const background = document.createElementNS(namespace, 'rect');
  background.setAttribute('width', '100%');
  background.setAttribute('height', '100%');
  background.setAttribute('fill', plainColour(getComputedStyle(document.body).backgroundColor));
  svg.append(name, background);
  return svg;
}

/** A text of the page as texts of an SVG where it stands, one for each line: an SVG's text does not wrap. */
export function textsOf(node: Text, left: number, top: number): readonly SVGTextElement[] {
  const parent = node.parentElement;
  if (!parent) return [];
  const style = getComputedStyle(parent);
  return linesOf(node).map(({ content, box }) => {
    const text = document.createElementNS(namespace, 'text');
    text.setAttribute('x', String(box.left - left));
    text.setAttribute('y', String(box.top - top + box.height * 0.78));
    text.setAttribute('fill', plainColour(style.color));
    for (const name of ['font-family', 'font-size', 'font-weight']) {
      text.setAttribute(name, style.getPropertyValue(name));
    }
    text.textContent = content;
    return text;
  });
}

interface Line {
  content: string;
  readonly box: DOMRect;
}

function linesOf(node: Text): readonly Line[] {
  const range = document.createRange();
  const lines: Line[] = [];
  for (const word of (node.textContent ?? '').matchAll(/\S+/g)) {
    range.setStart(node, word.index);
    range.setEnd(node, word.index + word[0].length);
    const box = range.getBoundingClientRect();
    const last = lines.at(-1);
    if (last && box.top < last.box.top + 4) last.content += ` ${word[0]}`;
    else lines.push({ content: word[0], box });
  }
  return lines;
}

/** The text of an SVG file. */
export function serialize(svg: SVGSVGElement): string {
  return `${new XMLSerializer().serializeToString(svg)}\n`;
}

/** The picture as PNG, in base64; `scale` pixels for each of the page. */
export async function toPng(svg: SVGSVGElement, scale = 2): Promise<string> {
  const { width, height } = svg.viewBox.baseVal;
  const url = URL.createObjectURL(new Blob([serialize(svg)], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    // Browsers give up on larger canvases.
    const fitting = Math.min(scale, 16_000 / Math.max(width, height, 1));
    canvas.width = Math.round(width * fitting);
    canvas.height = Math.round(height * fitting);
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    const data = canvas.toDataURL('image/png');
    return data.slice(data.indexOf(',') + 1);
  } finally {
    URL.revokeObjectURL(url);
  }
}
