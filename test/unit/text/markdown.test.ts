// Markdown: what text from outside becomes, and that nothing in it is a link, an image or HTML.
import assert from 'node:assert/strict';
import {
  code,
  codeBlock,
  documentation,
  joined,
  rich,
  plain,
  table,
} from '../../../server/src/text/markdown.js';
import { activeParts, checkHarmless, rendered } from '../../support/markdown.js';

describe('Markdown', () => {
  it('is checked by a parser that finds what we look for', () => {
    for (const text of [
      '![](https://evil.example/a.png)',
      '[a](command:x)',
      '[a]\n\n[a]: https://evil.example',
      '<https://evil.example>',
      'https://evil.example',
      'a@evil.com',
      '<img src=x>',
    ]) {
      assert.notDeepEqual(activeParts(text), [], text);
    }
  });

  it('escapes plain text', () => {
    assert.equal(plain('a_b*[x](y)<img>').text, 'a\\_b\\*\\[x\\](y)\\<img>');
    assert.equal(plain('two\nlines').text, 'two lines');
    assert.equal(plain('# no heading').text, '\\# no heading');
    assert.equal(plain('1. no list').text, '1\\. no list');
    assert.equal(plain('https://a.example/b@c').text, 'https:/\\/a.example/b\\@c');
  });

  it('shows plain text as it is', () => {
    for (const text of ['a\\b', 'a & b &amp; c', '5 > 4 < 6', '- x', '_x_ *y*', 'https://a.example', '`'])
      assert.equal(
        rendered(plain(text).text),
        `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</p>\n`,
      );
  });

  it('takes strings in a template for text, Markdown for Markdown', () => {
    assert.equal(rich`**${'a*b'}** of ${code('N')}`.text, '**a\\*b** of `N`');
    assert.equal(joined([code('a'), undefined, 'b_c'], ', ').text, '`a`, b\\_c');
  });

  it('keeps spans of code apart', () => {
    assert.equal(code('a`b').text, '``a`b``');
    assert.equal(rendered(rich`${code('a')}${code('b')}`.text), '<p><code>a</code> <code>b</code></p>\n');
    assert.equal(rendered(rich`${code('')} ${'`` ![](x)'}`.text).includes('<img'), false);
  });

  it('shows control characters', () => {
    assert.equal(code('a\x1b[2J').text, '`a\\x1b[2J`');
    assert.equal(codeBlock('a\u202eb', 'fovea').text, '```fovea\na\\u202eb\n```');
  });

  it('keeps a bar in its cell', () => {
    assert.equal(table([['a|b'], ['c\nd']]).text, '| a\\|b |\n|:--|\n| c d |');
    // An even number of backslashes before a bar would let it end the cell, and with it the span of code.
    for (const text of ['a|b', 'a\\|b', 'a\\\\|b', 'a\\\\\\| ![](https://evil.example) |b'])
      for (const cell of [code(text), plain(text)]) {
        const html = rendered(table([['x'], [cell]]).text);
        assert.equal(html.match(/<td/g)?.length, 1, html);
        checkHarmless(table([['x'], [cell]]).text);
      }
  });

  it('shows what is meant where no Markdown is rendered', () => {
    assert.equal(rich`**${'a_b'}**: unknown`.unescaped, '**a_b**: unknown');
  });
});

describe('documentation', () => {
  it('keeps emphasis, lists and code', () => {
    const text = 'Takes *two* inputs:\n\n- `x[0]`, the **main** one\n- another\n\n```python\ny = f(x)\n```';
    assert.equal(documentation(text).text, text);
  });

  it('shows images, links and HTML as they are written', () => {
    const text = 'See ![it](https://evil.example/a.png), [there](b), <b>bold</b>, https://a.example.';
    checkHarmless(documentation(text).text);
    assert.ok(rendered(documentation(text).text).includes('[there](b), &lt;b&gt;bold&lt;/b&gt;'));
  });

  it('reads code as it writes it', () => {
    assert.equal(documentation('a `b` c ` d').text, 'a `b` c \\` d');
    assert.equal(documentation('```\n![](x)').text, '```\n![](x)\n```');
    assert.equal(documentation('``a ` b``').text, '``a ` b``');
  });

  it('makes no table, in which code would be cut', () => {
    checkHarmless(documentation('a | b\n--|--\n`x | ![](https://evil.example)` | y').text);
    checkHarmless(documentation('`a | b`\n:--\n`x | ![](https://evil.example)`').text);
  });

  it('is quick on long texts', () => {
    for (const text of [
      ' '.repeat(1e5),
      '`'.repeat(1e5),
      '` `` '.repeat(2e4),
      '\\'.repeat(1e5),
      '\n- '.repeat(3e4),
    ])
      checkHarmless(documentation(text).text);
  });
});
