// A laid out picture as an SVG that stands by itself: fonts and colours in it, a title, a legend, and a tooltip for each item.
import { fontSize, group, textWidth } from '../layout/measure.js';
import { arrowPath, wirePath } from '../layout/paths.js';
import type { Box, Scene, Wire } from '../layout/scene.js';
import { textsOf, type BoxText } from '../layout/texts.js';
import type { Family } from '../ops/operator.js';
import { describe, subtitleOf } from '../picture/describe.js';
import type { Picture } from '../picture/model.js';
import { familyNames, mix, palettes, type Palette, type Theme } from './palette.js';

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
  params: 'parameters',
  macs: 'MACs',
  activations: 'activation elements',
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
  const open = scene.boxes.filter((box) => box.open);
  const rest = scene.boxes.filter((box) => !box.open);
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
    ...rest.map((box) => boxMarkup(box, picture, palette, paint(box))),
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
  const { id, x, y, width, height, item } = box;
  const fill = groupFill(palette);
  const stroke = palette.tint === 0 ? palette.text : mix(palette.text, 0.28, palette.background);
  return [
    `<g class="group" data-id="${escape(id)}" transform="translate(${x} ${y})">`,
    `<title>${escape(describe(id, item, picture))}</title>`,
    `<rect width="${width}" height="${height}" rx="7" fill="${fill}" stroke="${stroke}"${dash(box)}/>`,
    '</g>',
  ].join('');
}

/** Above the line that comes in through it, set off by a rim: fonts differ in width. */
function titleMarkup(box: Box, palette: Palette): string {
  const rim = `stroke="${groupFill(palette)}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"`;
  const texts = textsOf(box).map((text) => textMarkup(text, palette));
  return `<g transform="translate(${box.x} ${box.y})" ${rim}>${texts.join('')}</g>`;
}

function boxMarkup(box: Box, picture: Picture, palette: Palette, { fill, stroke, text }: Paint): string {
  const { id, x, y, width, height, item } = box;
  const round = item.kind === 'group' ? 6 : item.kind === 'layer' && item.form !== 'join' ? 4 : height / 2;
  const rect = (by: number): string =>
    `<rect${by === 0 ? '' : ` x="${by}" y="${by}"`} width="${width}" height="${height}" rx="${round}" fill="${fill}" stroke="${stroke}"${dash(box)}/>`;
  const name = item.kind === 'group' ? 'closed group' : item.kind;
  return [
    `<g class="${name}" data-id="${escape(id)}" transform="translate(${x} ${y})">`,
    `<title>${escape(describe(id, item, picture))}</title>`,
    // Cards behind it stand for those that are not drawn.
    ...(item.repeat ? [rect(4)] : []),
    rect(0),
    ...textsOf(box).map((each) => textMarkup(each, { ...palette, text })),
    ...(item.finding ? [findingMarkup(box, palette)] : []),
    '</g>',
  ].join('');
}

function findingMarkup({ item, width }: Box, { families }: Palette): string {
  const colour = item.finding?.severity === 'error' ? families.linear : families.activation;
  return `<path d="M${width - 5},-5l6.5,11h-13z" fill="${colour}"><title>${escape(item.finding?.message ?? '')}</title></path>`;
}

function textMarkup({ text, x, y, anchor, role }: BoxText, palette: Palette): string {
  const strong = role === 'name' || role === 'count' ? ' font-weight="600"' : '';
  const small =
    role === 'detail'
      ? ` font-size="${fontSize.small}" fill="${palette.text === palettes.light.text ? palette.muted : palette.text}"`
      : ` fill="${palette.text}"`;
  // Not every reader knows dominant-baseline: the middle of lower-case letters is about a third of the size up.
  const base = y + (role === 'detail' ? 3.5 : 4);
  return `<text x="${x}" y="${base}"${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}${strong}${small}>${escape(text)}</text>`;
}

function wireMarkup({ id, edge, points, arrow, bus }: Wire, palette: Palette): string {
  const colour = mix(palette.text, palette.tint === 0 ? 1 : 0.62, palette.background);
  const dashed = edge && edge.use !== 'main' ? ' stroke-dasharray="4 3"' : '';
  const wide = bus || (edge?.values ?? 1) > 1 ? 3 : edge?.survival ? 1.2 : 1.2;
  const head = arrow ? `<path d="${arrowPath(points)}" fill="${colour}"/>` : '';
  return `<g class="wire" data-id="${escape(id)}"><path d="${wirePath(points)}" fill="none" stroke="${colour}" stroke-width="${wide}"${dashed}/>${head}</g>`;
}

/** Texts at edges stand above everything, with a rim that sets them off lines. */
function labelMarkup({ labels }: Wire, palette: Palette): readonly string[] {
  return labels.map(({ text, x, y, anchor, kind }) => {
    const colour = kind === 'survival' ? palette.families.linear : palette.muted;
    const place = `x="${x}" y="${y + 3.5}"${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}`;
    return `<text class="${kind}" ${place} font-size="${fontSize.small}" fill="${colour}">${escape(text)}</text>`;
  });
}

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
    entries.push({ text: 'none', sign: swatch(heat[0], muted) });
    entries.push({ text: `most ${measureNames[colouring]}`, sign: swatch(heat[1], muted) });
  }
  const line = (more: string, colour: string): string =>
    `<path d="M0,-3H14" stroke="${colour}" stroke-width="1.2" fill="none"${more}/>`;
  if (scene.boxes.some(({ item }) => item.use === 'training')) {
    entries.push({ text: 'training only', sign: line(' stroke-dasharray="4 3"', palette.text) });
  }
  if (scene.wires.some(({ edge }) => edge?.survival)) {
    const sign = `<text y="0" fill="${families.linear}">p</text>`;
    entries.push({ text: 'probability that a branch is kept in training', sign });
  }
  if (scene.boxes.some(({ item }) => item.repeat)) {
    const sign = `<text y="0" font-weight="600">×N</text>`;
    entries.push({ text: 'instances one after the other', sign });
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
