// The Fovea language as the rest of the engine sees it.
import { finding } from '../../graph/graph.js';
import type { Language } from '../language.js';
import { checkNames } from './check.js';
import { describeAt } from './describe.js';
import { givens } from './givens.js';
import { importsOf, link, parsed } from './modules.js';
import { evaluateFile } from './networks.js';
import { outlineOf } from './outline.js';
import { rewriter } from './rewriter.js';

export const fovea: Language = {
  id: 'fovea',
  imports: importsOf,
  rewriter,
  givens,
  lower: (source, lowering) => {
    const { errors: syntax } = parsed(source);
    const { module, findings: imports } = link(source, lowering);
    const { networks, bodies, findings, run } = evaluateFile(module, lowering.overrides);
    const uri = source.uri;
    return {
      networks,
      bodies,
      findings: [
        ...syntax.map(({ message, start, end }) =>
          finding({ code: 'syntax', data: { message } }, { uri, start, end }),
        ),
        ...imports,
        ...checkNames(module, lowering.overrides.network === undefined ? run : undefined),
        ...findings,
      ],
      outline: outlineOf(module),
      describe: (offset) => describeAt(module, offset, run),
    };
  },
};
