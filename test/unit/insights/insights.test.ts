// Every insight: a network that raises it with its figures worked out here, and ones close to it that must not.
import assert from 'node:assert/strict';
import { insights } from '../../../server/src/analysis/insights/registry.js';
import { insightFindings } from '../../../server/src/analysis/insights/notes.js';
import type { FindingCode } from '../../../server/src/findings/catalogue.js';
import type { Finding } from '../../../server/src/graph/graph.js';
import { hover } from '../../../server/src/ide/hover.js';
import { defaultSettings } from '../../../server/src/lsp/settings.js';
import { analyseText } from '../../support/analyse.js';
import { blockLessons } from './blockLessons.js';
import { layerLessons } from './layerLessons.js';
import { net, type Lesson } from './lesson.js';

const lessons: Readonly<Record<string, Lesson>> = { ...layerLessons, ...blockLessons };

const findingsOf = (text: string, code: FindingCode): readonly Finding[] => {
  const analysis = analyseText(text);
  assert.deepEqual(
    analysis.findings.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    [],
    text,
  );
  return insightFindings(analysis.networks).filter((each) => each.code === code);
};

describe('insights', () => {
  it('have each a lesson here', () => {
    assert.deepEqual(insights.map(({ name }) => name).sort(), Object.keys(lessons).sort());
  });

  for (const { name, source, title, example } of insights) {
    describe(name, () => {
      const { code, raises, not } = lessons[name]!;
      for (const { because, text, says, at } of raises) {
        it(`raises ${code}: ${because}`, () => {
          const [first] = findingsOf(text, code);
          assert.ok(first, 'raised');
          let rest = first.message;
          for (const part of says) {
            assert.ok(rest.includes(part), `${part} in: ${rest} (of: ${first.message})`);
            rest = rest.slice(rest.indexOf(part) + part.length);
          }
          if (at !== undefined) assert.equal(text.slice(first.start, first.end), at);
        });
      }
      for (const { because, text } of not) {
        it(`does not raise ${code}: ${because}`, () => {
          assert.deepEqual(
            findingsOf(text, code).map(({ message }) => message),
            [],
          );
        });
      }

      it('is raised by the example of its documentation, and told in the hover with its source', () => {
        const [first] = findingsOf(example, code);
        assert.ok(first);
        const say = (switched: boolean): string =>
          hover(analyseText(example), 'test:/main.fovea', first.start, {
            settings: { ...defaultSettings, insights: { [name]: switched } },
            languageId: 'fovea',
          })?.markdown.text ?? '';
        const section = `**${title}.**`;
        assert.ok(say(true).includes(section), say(true));
        assert.ok(say(true).replaceAll('\\', '').includes(source));
        assert.ok(!say(false).includes(section));
        const off = insightFindings(analyseText(example).networks, { [name]: false });
        assert.ok(off.every((each) => each.code !== code));
      });
    });
  }

  it('say a thing once, however many networks and instances share the line', () => {
    const text = `block Stack(width) { repeat 3 { Conv(width, 3, pad = 1) } }
net A(width = 64) {
  input x: 64 x 8 x 8
  repeat 5 { Stack(width) }
}
net B = A(64)
`;
    assert.equal(findingsOf(text, 'stacked-kernels').length, 1);
  });

  it('say nothing that depends on what is unknown', () => {
    const text = net('3 x 64 x 64', 'Mystery(3) -> Flatten -> Linear(4096) -> Linear(4096)');
    assert.deepEqual(insightFindings(analyseText(text).networks), []);
  });

  it('tell of a single 1×1 convolution in its hover only', () => {
    const text = net('192 x 32 x 32', 'Conv(160, 1)');
    assert.deepEqual(insightFindings(analyseText(text).networks), []);
    const said = hover(analyseText(text), 'test:/main.fovea', text.indexOf('Conv'), {
      settings: defaultSettings,
      languageId: 'fovea',
    });
    assert.match(
      said?.markdown.text ?? '',
      /a linear layer from 192 to 160 channels that is applied to each of the 1,024 pixels/,
    );
  });
});
