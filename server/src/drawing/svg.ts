// A laid out picture as a self-contained SVG: fonts and colours in it, a title, a legend, and a tooltip for each item.
import { fontSize, group, textWidth } from '../layout/measure.js';
import type { Box, Scene, Wire } from '../layout/scene.js';
import type { Family } from '../ops/operator.js';
import { describe, subtitleOf } from '../picture/describe.js';
import type { Item, Picture } from '../picture/model.js';
import {
  boxMarks,
  labelMarks,
  layersOf,
  titleMarks,
  wireMarks,
  type PathMark,
  type RectMark,
  type TextMark,
} from './marks.js';
import { familyNames, mix, palettes, type Palette, type Theme } from './palette.js';
import { legendTexts } from '../picture/texts.js';
import { terms } from '../format/terms.js';

/** What the colours of boxes mean: the operator's family, or how much of a figure a box holds. */
export type Colouring = 'operator' | 'params' | 'macs' | 'activations';

export interface SvgOptions {
  readonly theme?: Theme;
  readonly colouring?: Colouring;
}

const fonts = "system-ui, 'Segoe UI', 'Helvetica Neue', Helvetica, Arial, sans-serif";
const header = 52;
const margin = 24;

const measureNames: Readonly<Record<Exclude<Colouring, 'operator'>, string>> = {
  params: terms.parameters,
  macs: terms.macs,
  activations: legendTexts.elements,
};

/** The whole document. `scene` is `picture`, laid out. */
export function svgOf(picture: Picture, scene: Scene, options: SvgOptions = {}): string {
  const { theme = 'light', colouring = 'operator' } = options;
  const palette = palettes[theme];
  const paint = painter(scene, palette, colouring);
  const subtitle = subtitleOf(picture);
  const least = Math.max(textWidth(picture.network, 16), textWidth(subtitle, 11)) + 2 * margin;
  const width = Math.ceil(Math.max(scene.width, least, 320));
  const legend = legendOf(scene, palette, colouring, width - 2 * margin);
  const height = header + scene.height + legend.height;
  const left = Math.floor((width - scene.width) / 2);
  const { open, closed } = layersOf(scene);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
      `font-family="${escape(fonts)}" font-size="${fontSize.text}" fill="${palette.text}" role="img" aria-label="${escape(`${picture.network}: ${subtitle}`)}">`,
    `<title>${escape(picture.network)}</title>`,
    `<rect width="${width}" height="${height}" fill="${palette.background}"/>`,
    `<text x="${margin}" y="28" font-size="16" font-weight="600">${escape(picture.network)}</text>`,
    `<text x="${margin}" y="45" fill="${palette.muted}">${escape(subtitle)}</text>`,
    `<g transform="translate(${left} ${header})">`,
    ...open.map((box) => groupMarkup(box, picture, palette)),
    ...scene.wires.map((wire) => wireMarkup(wire, palette)),
    ...open.map((box) => titleMarkup(box, palette)),
    ...closed.map((box) => boxMarkup(box, picture, palette, paint(box))),
    ...scene.wires.flatMap((wire) => labelMarkup(wire, palette)),
    '</g>',
    `<g transform="translate(${margin} ${header + scene.height})" font-size="${fontSize.small}">`,
    ...legend.markup,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

interface Paint {
  readonly fill: string;
  readonly stroke: string;
  readonly text: string;
}

/** The colours of a box. */
function painter(scene: Scene, palette: Palette, colouring: Colouring): (box: Box) => Paint {
  const { background, text, muted, families, tint, heat } = palette;
  const own = ({ item }: Box): string =>
    item.kind === 'layer' ? families[item.family] : item.kind === 'group' ? muted : text;
  if (colouring === 'operator') {
    return (box) => {
      const plain = box.item.kind === 'input' || box.item.kind === 'output';
      return { fill: plain ? background : mix(own(box), tint, background), stroke: own(box), text };
    };
  }
  const valueOf = ({ item }: Box): number => Number(item.figures[colouring] ?? 0);
  const most = Math.max(1, ...scene.boxes.filter(({ open }) => !open).map(valueOf));
  return (box) => {
    // Areas are seen by their square root: small shares stay apart.
    const share = Math.sqrt(valueOf(box) / most);
    const fill = mix(heat[1], share, heat[0]);
    return { fill, stroke: own(box), text: readableOn(fill) };
  };
}

/** Black or white, whichever stands out more (relative luminance by WCAG 2). */
function readableOn(fill: string): string {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = parseInt(fill.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.18 ? '#000000' : '#ffffff';
}

const dash = ({ item }: Pick<Box, 'item'>): string =>
  item.use === 'main' ? '' : ` stroke-dasharray="4 3"${item.use === 'unused' ? ' opacity="0.55"' : ''}`;

const groupFill = ({ tint, text, background }: Palette): string =>
  mix(text, tint === 0 ? 0 : 0.035, background);

function groupMarkup(box: Box, picture: Picture, palette: Palette): string {
  const fill = groupFill(palette);
  const stroke = palette.tint === 0 ? palette.text : mix(palette.text, 0.28, palette.background);
  return itemMarkup('group', box, picture, palette, { fill, stroke, text: palette.text });
}

/** Above the line that comes in through it, set off by a rim: fonts differ in width. */
function titleMarkup(box: Box, palette: Palette): string {
  const rim = `stroke="${groupFill(palette)}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"`;
  const texts = titleMarks(box).map((text) => textMarkup(text, textColour(text.role, palette)));
  return `<g transform="translate(${box.x} ${box.y})" ${rim}>${texts.join('')}</g>`;
}

const boxMarkup = (box: Box, picture: Picture, palette: Palette, paint: Paint): string =>
  itemMarkup(box.item.kind === 'group' ? 'closed group' : box.item.kind, box, picture, palette, paint);

function itemMarkup(name: string, box: Box, picture: Picture, palette: Palette, paint: Paint): string {
  const { id, x, y, item } = box;
  const marks = boxMarks(box).map((mark) => {
    if (mark.kind === 'rect')
      return rectMarkup(mark, `fill="${paint.fill}" stroke="${paint.stroke}"${dash(box)}`);
    if (mark.kind === 'path') return findingMarkup(mark, item.finding, palette);
    return textMarkup(mark, textColour(mark.role, { ...palette, text: paint.text }));
  });
  return [
    `<g class="${name}" data-id="${escape(id)}" transform="translate(${x} ${y})">`,
    `<title>${escape(describe(id, item, picture))}</title>`,
    ...marks,
    '</g>',
  ].join('');
}

function rectMarkup({ x, y, width, height, rx }: RectMark, paint: string): string {
  const place = x === undefined ? '' : ` x="${x}" y="${y}"`;
  return `<rect${place} width="${width}" height="${height}" rx="${rx}" ${paint}/>`;
}

function findingMarkup({ d }: PathMark, finding: Item['finding'], { families }: Palette): string {
  const colour = finding?.severity === 'error' ? families.linear : families.activation;
  return `<path d="${d}" fill="${colour}"><title>${escape(finding?.message ?? '')}</title></path>`;
}

/** Details are lighter, where the text has the theme's own colour. */
function textColour(role: TextMark['role'], { text, muted, families }: Palette): string {
  if (role === 'survival') return families.linear;
  if (role === 'shape') return muted;
  return role === 'detail' && text === palettes.light.text ? muted : text;
}

const smallTexts: ReadonlySet<TextMark['role']> = new Set(['detail', 'shape', 'survival']);

function textMarkup({ role, text, x, y, anchor }: TextMark, fill: string, name = ''): string {
  const small = smallTexts.has(role);
  const strong = role === 'name' || role === 'count' ? ' font-weight="600"' : '';
  const size = small ? ` font-size="${fontSize.small}"` : '';
  // Not every reader knows dominant-baseline: the middle of lower-case letters is about a third of the size up.
  const base = y + (small ? 3.5 : 4);
  const place = `x="${x}" y="${base}"${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}`;
  return `<text${name} ${place}${strong}${size} fill="${fill}">${escape(text)}</text>`;
}

function wireMarkup(wire: Wire, palette: Palette): string {
  const { id, edge, bus } = wire;
  const colour = mix(palette.text, palette.tint === 0 ? 1 : 0.62, palette.background);
  const dashed = edge && edge.use !== 'main' ? ' stroke-dasharray="4 3"' : '';
  const wide = bus || (edge?.values ?? 1) > 1 ? 3 : 1.2;
  const line = `fill="none" stroke="${colour}" stroke-width="${wide}"${dashed}`;
  const paths = wireMarks(wire).map(
    ({ role, d }) => `<path d="${d}" ${role === 'arrow' ? `fill="${colour}"` : line}/>`,
  );
  return `<g class="wire" data-id="${escape(id)}">${paths.join('')}</g>`;
}

/** Texts at edges stand above everything. */
const labelMarkup = (wire: Wire, palette: Palette): readonly string[] =>
  labelMarks(wire).map((mark) => textMarkup(mark, textColour(mark.role, palette), ` class="${mark.role}"`));

/** The legend in as many rows as it needs. */
function legendOf(
  scene: Scene,
  palette: Palette,
  colouring: Colouring,
  width: number,
): { readonly markup: readonly string[]; readonly height: number } {
  const entries: { readonly text: string; readonly sign: string }[] = [];
  const swatch = (fill: string, stroke: string): string =>
    `<rect y="-8" width="14" height="10" rx="2" fill="${fill}" stroke="${stroke}"/>`;
  const { background, tint, families, heat, muted } = palette;
  if (colouring === 'operator') {
    const present = new Set(scene.boxes.flatMap(({ item }) => (item.kind === 'layer' ? [item.family] : [])));
    for (const family of Object.keys(familyNames) as Family[]) {
      if (!present.has(family)) continue;
      const colour = families[family];
      entries.push({ text: familyNames[family], sign: swatch(mix(colour, tint, background), colour) });
    }
  } else {
    entries.push({ text: terms.none, sign: swatch(heat[0], muted) });
    entries.push({ text: legendTexts.most(measureNames[colouring]), sign: swatch(heat[1], muted) });
  }
  const line = (more: string, colour: string): string =>
    `<path d="M0,-3H14" stroke="${colour}" stroke-width="1.2" fill="none"${more}/>`;
  if (scene.boxes.some(({ item }) => item.use === 'training')) {
    entries.push({ text: terms.trainingOnly, sign: line(' stroke-dasharray="4 3"', palette.text) });
  }
  if (scene.wires.some(({ edge }) => edge?.survival)) {
    const sign = `<text y="0" fill="${families.linear}">p</text>`;
    entries.push({ text: legendTexts.survival, sign });
  }
  if (scene.boxes.some(({ item }) => item.repeat)) {
    const sign = `<text y="0" font-weight="600">×N</text>`;
    entries.push({ text: legendTexts.repeat, sign });
  }
  const markup: string[] = [];
  let [x, row] = [0, 0];
  for (const { text, sign } of entries) {
    const needed = 20 + textWidth(text, fontSize.small) + 18;
    if (x > 0 && x + needed > width) [x, row] = [0, row + 1];
    markup.push(
      `<g transform="translate(${Math.round(x)} ${row * 18 + 10})">${sign}<text x="20" fill="${muted}">${escape(text)}</text></g>`,
    );
    x += needed;
  }
  return { markup, height: (row + 1) * 18 + group.padding };
}

/** Text as it may stand in an element or an attribute; what XML cannot hold is left out. */
function escape(text: string): string {
  return text
    .replace(
      /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '',
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
