// Makes the picture of a network: as deep and as far unfolded as is asked for, or as a budget of items allows.
import type { NetworkAnalysis } from '../analysis/analysis.js';
import { fieldToJson } from '../analysis/json.js';
import { fieldsOfShown } from './fields.js';
import { FrameMaker, type FrameOptions } from './frameMaker.js';
import { formatNumber } from '../format/numbers.js';
import { totalsToJson } from './items.js';
import type { Fold, PictureFrame, Picture, View } from './model.js';
import { levelsOf } from './nesting.js';
import { groupContents } from './groupContents.js';
import { pictureTexts } from './texts.js';

/** Enough for a figure that fills a page. */
const defaultBudget = 240;

/** More than this is not drawn, whatever is asked for. */
const mostShown = 30_000;

/** Why a picture is not drawn: folded and closed as far as it can be, it has too many items; undefined where it is. */
export function tooLargeReason({ network, shown }: Picture): string | undefined {
  if (shown <= mostShown) return undefined;
  return pictureTexts.tooLarge(network, formatNumber(shown), formatNumber(mostShown));
}

/** Pictures with more items carry no receptive field of each; the table has them. */
const mostFields = 5000;

/** `findings` are those to be shown at what they are about; `locate` places a stretch of a text for an editor. */
export function pictureOf(
  { network, totals, featureMap }: NetworkAnalysis,
  { view = {}, findings = [], locate, names }: Partial<FrameOptions> & Pick<FrameOptions, 'locate'>,
): Picture {
  const levels = levelsOf(groupContents(network.body, undefined));
  const maker = chosen(view, levels, (level, fold) => {
    return new FrameMaker(network, { view, findings, locate, names }, level, fold);
  });
  const shown = maker.shown[maker.root] ?? 0;
  return {
    network: network.name,
    place: locate(network.site),
    ...compact(maker.frames, maker.root),
    level: maker.level,
    fold: maker.fold,
    levels,
    shown,
    figures: totalsToJson(totals),
    field: fieldToJson(featureMap.field, featureMap.rank),
    fields: shown > mostFields ? {} : fieldsOfShown(network, maker),
  };
}

/**
 * What is not asked for is chosen so that no more is shown than the budget allows: all open and each instance drawn,
 * or else equal ones folded, then alike ones, then less and less open. What is asked for has its limit too: equal groups
 * can stand for any number of layers.
 */
function chosen(view: View, levels: number, make: (level: number, fold: Fold) => FrameMaker): FrameMaker {
  const { budget = defaultBudget } = view;
  // Without groups there is nothing to fold.
  const folds: readonly Fold[] = view.fold
    ? [view.fold]
    : levels === 0
      ? ['none']
      : ['none', 'equal', 'alike'];
  const most = folds.at(-1) ?? 'alike';
  const shown = (maker: FrameMaker): number => maker.shown[maker.root] ?? 0;
  let level = Math.max(0, Math.min(view.level ?? levels, levels));
  let maker = make(level, folds[0] ?? most);
  for (const fold of folds.slice(1)) {
    // Each instance separately only where the whole is small.
    if (shown(maker) > (maker.fold === 'none' ? budget / 2 : budget)) maker = make(level, fold);
  }
  const limit = view.level === undefined ? budget : mostShown;
  while (shown(maker) > limit && level > 0) maker = make(--level, most);
  return maker;
}

/** Leaves out frames that are not shown: those that went into merged ones. */
function compact(frames: readonly PictureFrame[], root: number): Pick<Picture, 'frames' | 'root'> {
  const kept = new Map<number, number>();
  const result: PictureFrame[] = [];
  const keep = (index: number): number => {
    let at = kept.get(index);
    if (at === undefined) {
      const frame = frames[index] as PictureFrame;
      const items = frame.items.map((item) =>
        item.kind === 'group' && item.frame !== undefined ? { ...item, frame: keep(item.frame) } : item,
      );
      at = result.push({ ...frame, items }) - 1;
      kept.set(index, at);
    }
    return at;
  };
  return { root: keep(root), frames: result };
}
