// The Fovea language as the rest of the engine sees it.
import { finding } from '../../graph/graph.js';
import type { Language } from '../../contract/language.js';
import { checkNames } from './check.js';
import { withoutConsequences } from './damage.js';
import { describeAt } from './describe.js';
import { completeAt } from './complete.js';
import { directivesIn, unusedDirectives } from './directives.js';
import { argumentWriter } from './argumentWriter.js';
import { fixesFor } from './fixes/registry.js';
import { foldingsOf } from './folding.js';
import { nameTokensOf } from './nameTokens.js';
import { relativePath } from './relativePath.js';
import { refactoringsFor } from './refactorings/registry.js';
import { format } from './format.js';
import { importsOf, link, parsed } from './modules.js';
import { evaluateFile } from './networks.js';
import { occurrencesAt, occurrencesOf } from './occurrences.js';
import { refusalOf } from './renaming.js';
import { pathTo } from './parser/walk.js';
import { outlineOf } from './outline.js';
import { SourceText } from '../../text/sourceText.js';
import { signatureAt } from './signatureHelp.js';
import { rewriter } from './rewriter.js';

export const fovea: Language = {
  id: 'fovea',
  directives: directivesIn,
  imports: importsOf,
  rewriter,
  argumentWriter,
  fixes: fixesFor,
  refactorings: refactoringsFor,
  foldings: foldingsOf,
  nameTokens: (source, lowering) => nameTokensOf(link(source, lowering).module),
  specifierOf: relativePath,
  format,
  write: async (network) => (await import('./write/toFovea.js')).toFovea(network),
  complete: (source, offset, lowering) =>
    completeAt(source, offset, (text) => {
      const { module } = link(new SourceText(source.uri, source.version, text), lowering);
      return { module, ...evaluateFile(module, lowering.overrides, lowering.configured) };
    }),
  rangesAround: (source, offset) => pathTo(parsed(source).file, offset).reverse(),
  renameRefusal: (source, _, name, lowering) => refusalOf(link(source, lowering).module, name),
  signature: (source, offset, lowering) => signatureAt(link(source, lowering).module, offset),
  lower: (source, lowering) => {
    const { errors: syntax } = parsed(source);
    const { module, findings: imports } = link(source, lowering);
    const { networks, bodies, findings, run } = evaluateFile(module, lowering.overrides, lowering.configured);
    const uri = source.uri;
    const inputs = new Map(
      networks.map(({ site, inputs: own }) => [site.start, own.map(({ name }) => name)] as const),
    );
    return {
      networks,
      bodies,
      findings: [
        ...syntax.map(({ message, start, end }) =>
          finding({ code: 'syntax', data: { message } }, { uri, start, end }),
        ),
        ...withoutConsequences(
          [
            ...imports,
            ...checkNames(module, lowering.overrides.network === undefined ? run : undefined),
            ...findings,
          ],
          module.damage,
          uri,
          source.text,
        ),
        ...(lowering.overrides.network === undefined ? unusedDirectives(source, inputs) : []),
      ],
      openValues: [...run.open.values()],
      outline: outlineOf(module),
      describe: (offset) => describeAt(module, offset, run),
      occurrences: (offset) => occurrencesAt(module, offset),
      occurrencesOf: (symbol) => occurrencesOf(module, symbol),
    };
  },
};
