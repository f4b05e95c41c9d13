// Asks of a text all that an editor and the command line ask, and tells what must never be: exceptions, ranges outside the
// text, words of JavaScript, results that grow beyond what anybody could read.
import { Analysis } from '../../server/src/analysis/analysis.js';
import { ConversionError } from '../../server/src/writing/flat.js';
import { toFovea } from '../../server/src/languages/fovea/write/toFovea.js';
import { toPytorch } from '../../server/src/languages/pytorch/write/toPytorch.js';
import { codeLenses } from '../../server/src/ide/codeLens.js';
import { diagnostics } from '../../server/src/ide/diagnostics.js';
import { documentSymbols, type DocumentSymbol } from '../../server/src/ide/documentSymbols.js';
import { defaultMemory } from '../../server/src/format/numbers.js';
import { hierarchyAt, holdersOf } from '../../server/src/ide/callHierarchy.js';
import { definition, typeDefinition } from '../../server/src/ide/definition.js';
import { hover } from '../../server/src/ide/hover.js';
import { references } from '../../server/src/ide/references.js';
import { inlayHints } from '../../server/src/ide/inlayHints.js';
import { networkFacts } from '../../server/src/ide/networkFacts.js';
import { networksOf } from '../../server/src/ide/networks.js';
import { Layouts } from '../../server/src/layout/layOut.js';
import { pictureOf } from '../../server/src/picture/build.js';
import type { Range } from '../../server/src/text/range.js';
import { SourceText } from '../../server/src/text/sourceText.js';
import { resolveUri } from '../../server/src/workspace/uri.js';
import { languageNamed } from '../support/languages.js';
import { locate } from '../support/pictures.js';

export type LanguageId = 'fovea' | 'prototxt' | 'python';

const endings = { fovea: 'fovea', prototxt: 'prototxt', python: 'py' } as const;
/** Results of which there may be so many, whatever the text is. */
const mostResults = 60_000;
/** Pictures are laid out up to so many nodes: larger ones take their time. */
const mostDrawn = 400;

/** Words that no person should read, unless the text has them. */
const forbidden = [
  /Infinity/,
  /\bNaN\b/,
  /\[object /,
  /\[native code\]/,
  /\bundefined\b/,
  /(?:\d[,\s]?){80}/,
];

/** What is wrong with the answers to a text; empty where nothing is. `hovers` of them are asked for. */
export function probe(text: string, id: LanguageId, hovers = 12): readonly string[] {
  const wrong = new Set<string>();
  const uri = `file:///project/main.${endings[id]}`;
  const attempt = <T>(what: string, run: () => T): T | undefined => {
    try {
      return run();
    } catch (error) {
      const stack = error instanceof Error ? String(error.stack) : String(error);
      const at = /\/(?:server|media)\/(\S+?):\d+\)?/.exec(stack)?.[1] ?? '';
      wrong.add(`${what} throws: ${stack.split('\n', 1)[0]?.slice(0, 120)} in ${at}`);
      return undefined;
    }
  };
  const range = (what: string, { start, end }: Range): void => {
    if (!(start >= 0 && start <= end && end <= text.length)) {
      wrong.add(`${what}: a range ${start > end ? 'is reversed' : 'lies outside the text'}`);
    }
  };
  const words = (what: string, shown: string | undefined): void => {
    for (const each of forbidden) {
      if (shown !== undefined && each.test(shown) && !each.test(text))
        wrong.add(`${what} shows ${each.source}`);
    }
    if (shown !== undefined && shown.length > 40_000) wrong.add(`${what} is longer than anybody reads`);
  };
  const count = (what: string, length: number): void => {
    if (length > mostResults) wrong.add(`${what}: more than ${mostResults}`);
  };

  const language = languageNamed(id);
  const source = new SourceText(uri, 1, text);
  attempt('imports', () => language.imports(source));
  const analysis = attempt('lowering', () => {
    const load = () => ({ problem: 'missing' }) as const;
    return new Analysis(language.lower(source, { resolve: resolveUri, load, overrides: {} }));
  });
  if (!analysis) return [...wrong];

  attempt('findings', () => {
    const found = diagnostics(analysis, uri, []);
    count('findings', found.length);
    for (const each of found) {
      range(`finding ${each.code}`, each.range);
      words(`finding ${each.code}`, each.message);
    }
  });
  attempt('hints', () => {
    const hints = inlayHints(analysis, uri, { start: 0, end: text.length });
    count('hints', hints.length);
    for (const { offset, label } of hints) {
      range('hint', { start: offset, end: offset });
      words('hint', label);
    }
  });
  attempt('symbols', () => {
    const visit = (symbols: readonly DocumentSymbol[], within: Range): void => {
      for (const { span, nameSpan, detail, children } of symbols) {
        range('symbol', span);
        range('symbol', nameSpan);
        words('symbol', detail);
        // The parts of a module lie where its class is.
        if (analysis.lowered.outline.length > 0 && (span.start < within.start || span.end > within.end))
          wrong.add('a symbol leaves the one around it');
        visit(children, span);
      }
    };
    visit(documentSymbols(analysis, uri), { start: 0, end: text.length });
  });
  attempt('lenses', () => {
    const networks = networksOf(analysis, source, language);
    for (const { span, nameSpan } of networks) {
      range('network', span);
      range('network', nameSpan);
    }
    for (const lens of codeLenses(networks)) {
      range('lens', lens.range);
      words('lens', lens.title);
    }
  });
  for (let each = 0; each < hovers; each++) {
    const offset = Math.floor((text.length * (each + 0.5)) / hovers);
    attempt('hover', () => {
      const settings = { ...defaultMemory, derivation: true };
      const found = hover(analysis, uri, offset, { settings, languageId: id });
      if (!found) return;
      range('hover', found.range);
      words('hover', found.markdown.text);
    });
    attempt('names', () => {
      definition(analysis, offset);
      typeDefinition(analysis, offset);
      references(analysis, offset, true);
      for (const { nameSpan } of hierarchyAt(analysis, uri, offset)) holdersOf(analysis, nameSpan);
    });
  }
  for (const network of analysis.networks.slice(0, 8)) {
    attempt('figures', () => words('figures', JSON.stringify(networkFacts(network, defaultMemory))));
    const drawn = network.network.body.nodes.length <= mostDrawn;
    const picture =
      drawn &&
      attempt('picture', () =>
        pictureOf(network, { view: { level: 3 }, locate, findings: analysis.findings }),
      );
    if (picture) {
      words(
        'picture',
        JSON.stringify(
          picture.frames.map(({ items }) => items.map(({ shapes, arguments: own }) => [shapes, own])),
        ),
      );
      attempt('layout', () => new Layouts().layOut(picture));
    }
    if (drawn) for (const write of [toFovea, toPytorch]) convert(write.name, () => write(network.network));
  }
  return [...wrong];

  function convert(what: string, run: () => string): void {
    attempt(what, () => {
      try {
        run();
      } catch (error) {
        if (!(error instanceof ConversionError)) throw error;
      }
    });
  }
}
