// Pictures of networks on the command line: what is open, how it flows, in which colours.
import type { Analysis, NetworkAnalysis } from '../analysis/analysis.js';
import { Layouts } from '../layout/layOut.js';
import type { Direction } from '../layout/scene.js';
import { pictureOf, tooLargeReason } from '../picture/build.js';
import { dotOf } from '../drawing/dot.js';
import type { Fold, Picture, LineRange, View } from '../picture/model.js';
import type { Theme } from '../drawing/palette.js';
import { svgOf, type Colouring } from '../drawing/svg.js';
import { UsageError } from './io.js';
import { usage } from './messages.js';
import { readWhole, type OptionKinds, type Options } from './options.js';

export const pictureOptions: OptionKinds = {
  level: 'value',
  fold: 'value',
  collapse: 'list',
  direction: 'value',
  theme: 'value',
  color: 'value',
};

/**
 * As deep as fits a page, where nothing else is asked for.
 *
 * @throws UsageError Where there is too much to draw.
 */
export function svgText(network: NetworkAnalysis, analysis: Analysis, options: Options): string {
  const direction = choice<Direction>(options, 'direction', { tb: 'down', lr: 'right' }) ?? 'down';
  const picture = pictureFor(network, analysis, readView(options));
  const tooLarge = tooLargeReason(picture);
  if (tooLarge !== undefined) throw new UsageError(tooLarge);
  return svgOf(picture, new Layouts().layOut(picture, direction), {
    theme: choice<Theme>(options, 'theme', words('light', 'dark', 'high-contrast')) ?? 'light',
    colouring:
      choice<Colouring>(options, 'color', words('operator', 'params', 'macs', 'activations')) ?? 'operator',
  });
}

/** Every layer, where nothing else is asked for. */
export function dotText(network: NetworkAnalysis, analysis: Analysis, options: Options): string {
  return dotOf(pictureFor(network, analysis, { level: Infinity, fold: 'none', ...readView(options) }));
}

function pictureFor(network: NetworkAnalysis, { findings }: Analysis, view: View): Picture {
  // Places are for editors.
  const place: LineRange = { uri: '', line: 0, character: 0, endLine: 0, endCharacter: 0 };
  return pictureOf(network, { view, findings, locate: () => place });
}

/** @throws UsageError */
function readView(options: Options): View {
  const level = options.value('level');
  const fold = choice<Fold>(options, 'fold', words('none', 'equal', 'alike'));
  const closed = options.list('collapse').flatMap((ids) => ids.split(','));
  return {
    ...(level !== undefined && { level: level === 'all' ? Infinity : readWhole(level, 'level', 0) }),
    ...(fold && { fold }),
    ...(closed.length > 0 && { closed }),
  };
}

const words = <Word extends string>(...list: readonly Word[]): Readonly<Record<string, Word>> =>
  Object.fromEntries(list.map((word) => [word, word]));

/** @throws UsageError */
function choice<Value>(
  options: Options,
  name: string,
  values: Readonly<Record<string, Value>>,
): Value | undefined {
  const given = options.value(name);
  if (given === undefined) return undefined;
  if (Object.hasOwn(values, given)) return values[given];
  throw new UsageError(usage.choice(name, Object.keys(values), given));
}
