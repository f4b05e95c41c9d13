// Whatever a file holds, no hover of it, nor any other Markdown, has an image, a link or HTML in it.
import fc from 'fast-check';
import type { Analysis } from '../../server/src/analysis/analysis.js';
import { defaultSettings } from '../../server/src/lsp/settings.js';
import { hover } from '../../server/src/ide/hover.js';
import { inlayHints } from '../../server/src/ide/inlayHints.js';
import { networkAt } from '../../server/src/ide/networkAt.js';
import {
  code,
  codeBlock,
  documentation,
  rich,
  paragraphs,
  plain,
  table,
} from '../../server/src/text/markdown.js';
import { analyseText } from '../support/analyse.js';
import { checkHarmless } from '../support/markdown.js';
import { analysePrototxt, prototxtUri } from '../support/prototxt.js';
import { analysePython, uri as pythonUri } from '../support/pytorch.js';

/** What Markdown is made of, and what it must not become. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '![x](https://evil.example/a.png)',
          '[x](https://evil.example)',
          '<https://evil.example>',
          '<img src=x>',
        ],
        ...[
          'https://evil.example',
          'www.evil.example',
          'a@evil.com',
          '[a]: https://evil.example',
          '[a]',
          '![a]',
        ],
        ...[
          '&#91;',
          '&lt;',
          '<!--',
          '-->',
          '<',
          '>',
          '[',
          ']',
          '(',
          ')',
          '!',
          '`',
          '``',
          '```',
          '````',
          '~~~',
          '|',
        ],
        ...[
          '|--|',
          '\\',
          '\\\\',
          '\n',
          '\n\n',
          '\r',
          '- ',
          '1. ',
          '# ',
          '> ',
          '    ',
          '\t',
          ' ',
          '*',
          '_',
          '---',
        ],
        ...[
          '===',
          ':--',
          '$(bug)',
          '"',
          "'",
          'x',
          'README',
          '\x1b]8;;https://evil.example\x07',
          '\u202e',
          '\u2028',
        ],
      ),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

function checkAll(analysis: Analysis, uri: string, text: string, languageId: string): void {
  for (const { index } of text.matchAll(/(?<=^|[^\w])\w/g)) {
    const found = hover(analysis, uri, index, { settings: defaultSettings, languageId });
    if (found) checkHarmless(found.markdown.text);
  }
  for (let offset = 0; offset < text.length; offset += 40) {
    const found = networkAt(analysis, uri, offset, defaultSettings);
    if (found) checkHarmless(found.details.text);
  }
  for (const { tooltip } of inlayHints(analysis, uri, { start: 0, end: text.length }))
    if (tooltip) checkHarmless(tooltip.text);
}

const runs = { numRuns: 60 };

describe('Markdown of hostile text', () => {
  it('is harmless however it is put together', () => {
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        for (const each of [plain(a), code(a), codeBlock(a, b), documentation(a)]) checkHarmless(each.text);
        checkHarmless(rich`${a}${code(b)}${code(a)}${b}**${a}**`.text);
        checkHarmless(
          paragraphs(
            codeBlock(b, 'x'),
            documentation(a),
            table([
              [a, code(b), documentation(b)],
              [code(a), rich`${b}${code(a)}`, b],
            ]),
            rich`${b} *${a}*`,
          ).text,
        );
      }),
      { numRuns: 600 },
    );
  });

  it('is harmless in hovers of Fovea', () => {
    fc.assert(
      fc.property(hostile, (each) => {
        const doc = each
          .split(/[\r\n]/)
          .map((line) => `/// ${line}\n`)
          .join('');
        const quoted = JSON.stringify(each.replace(/[\r\n\\"]/g, ' '));
        const text = `import ${quoted}
${doc}const k = 3
${doc}block B(${doc}  n = k) {
  Conv(n, k, pad = 1) -> ReLU
}
${doc}net N {
  report { source = ${quoted} }
  input image: 3 x 8 x 8
  B(4) -> B
  label: Conv(2, 1)
}
`;
        checkAll(analyseText(text), 'test:/main.fovea', text, 'fovea');
      }),
      runs,
    );
  });

  it('is harmless in hovers of prototxt', () => {
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        const [x, y] = [a, b].map((each) => JSON.stringify(each).replaceAll('\\u', '\\\\u'));
        const text = `name: ${x}
layer { name: ${y} type: "Input" top: ${x} input_param { shape { dim: 1 dim: 3 dim: 8 dim: 8 } } }
layer { name: ${x} type: "Convolution" bottom: ${x} top: ${y} convolution_param { num_output: 2 kernel_size: 3 } }
layer { name: "odd" type: ${x} bottom: ${y} bottom: "nothing" top: "odd" }
layer { name: ${x} type: "InnerProduct" bottom: "odd" top: ${x} inner_product_param { num_output: 2 } }
`;
        checkAll(analysePrototxt(text), prototxtUri, text, 'prototxt');
      }),
      runs,
    );
  });

  it('is harmless in hovers of Python', () => {
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        const [x, y] = [a, b].map((each) => JSON.stringify(each));
        const text = `import torch
from torch import nn
from collections import OrderedDict
KEY = ${y}
class Block(nn.Module):
    ${x}
    def __init__(self):
        super().__init__()
        self.inner = nn.Sequential(OrderedDict([(${x}, nn.Conv2d(3, 8, 3)), (KEY, nn.ReLU())]))
        self.add_module(${y}, nn.Linear(2, 2))
    def forward(self, x):
        return self.inner(x)
class N(nn.Module):
    def __init__(self):
        super().__init__()
        self.c = nn.Conv2d(3, 3, 3)
        self.b = Block()
        self.odd = getattr(nn, ${x})(3)
    def forward(self, x):
        y = self.b(self.c(x))
        z = getattr(torch, ${x} + KEY)(y)
        z = self.odd(z)
        return self.c(z.view(KEY, 2))
`;
        checkAll(analysePython(text), pythonUri, text, 'python');
      }),
      runs,
    );
  });
});
