// The formats of `fovea check` for other tools, and texts on standard input.
import assert from 'node:assert/strict';
import { fovea } from '../../support/terminal.js';

/** An error in the second line of its net, and a warning or less elsewhere. */
const wrong = 'net A {\n  input x: 3x9x9\n  Conv(8, 30)\n}\n';
const fine = 'net B {\n  input x: 3x9x9\n  Conv(8, 3)\n}\n';
const files = { 'a, b:100%.fovea': wrong, 'fine.fovea': fine };

async function formatted(format: string, texts: Readonly<Record<string, string>> = files): Promise<string> {
  const { out, status } = await fovea(['check', '.', '--format', format], texts);
  assert.equal(status, 1);
  return out;
}

describe('the formats of fovea check', () => {
  it('json is what --json gives', async () => {
    const { out } = await fovea(['check', '.', '--json'], files);
    assert.equal(await formatted('json'), out);
  });

  it('text is what is printed without one', async () => {
    const { out } = await fovea(['check', '.'], files);
    assert.equal(await formatted('text'), out);
  });

  it('sarif has rules, and results with regions that end behind their last character', async () => {
    const { version, runs } = JSON.parse(await formatted('sarif')) as {
      readonly version: string;
      readonly runs: readonly {
        readonly tool: {
          readonly driver: {
            readonly name: string;
            readonly version: string;
            readonly rules: readonly {
              readonly id: string;
              readonly shortDescription: { readonly text: string };
            }[];
          };
        };
        readonly results: readonly {
          readonly ruleId: string;
          readonly ruleIndex: number;
          readonly level: string;
          readonly locations: readonly {
            readonly physicalLocation: {
              readonly artifactLocation: { readonly uri: string };
              readonly region: object;
            };
          }[];
        }[];
      }[];
    };
    assert.equal(version, '2.1.0');
    const [run] = runs;
    assert.ok(run);
    const { driver } = run.tool;
    assert.deepEqual([driver.name, driver.version], ['fovea', '1.2.3']);
    const [result] = run.results;
    assert.ok(result);
    assert.equal(result.level, 'error');
    assert.equal(driver.rules[result.ruleIndex]?.id, result.ruleId);
    assert.ok((driver.rules[result.ruleIndex]?.shortDescription.text.length ?? 0) > 20);
    const place = result.locations[0]?.physicalLocation;
    assert.equal(place?.artifactLocation.uri, 'a,%20b%3A100%25.fovea');
    assert.deepEqual(place.region, { startLine: 3, startColumn: 11, endLine: 3, endColumn: 13 });
  });

  it('github escapes what its commands are made of', async () => {
    const [line = ''] = (await formatted('github')).split('\n');
    assert.match(
      line,
      /^::error file=a%2C b%3A100%25\.fovea,line=3,endLine=3,col=11,endColumn=12,title=fovea%3A kernel-exceeds-input::/,
    );
  });

  it('gitlab has fingerprints that stay when text is added above, each once', async () => {
    interface Entry {
      readonly fingerprint: string;
      readonly severity: string;
      readonly check_name: string;
      readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
    }
    const read = async (text: string) =>
      JSON.parse(await formatted('gitlab', { 'a.fovea': text })) as readonly Entry[];
    const twice = `${wrong}${wrong.replace('net A', 'net C')}`;
    const before = await read(twice);
    const after = await read(`// one line more\n${twice}`);
    const prints = before.map(({ fingerprint }) => fingerprint);
    assert.equal(new Set(prints).size, prints.length);
    assert.deepEqual(
      after.map(({ fingerprint }) => fingerprint),
      prints,
    );
    assert.deepEqual([before[0]?.severity, before[0]?.check_name], ['major', 'kernel-exceeds-input']);
    assert.equal(after[0]!.location.lines.begin, before[0]!.location.lines.begin + 1);
  });

  it('junit has a case for each file, failed by what is found', async () => {
    const out = await formatted('junit', { 'a<&>".fovea': wrong, 'fine.fovea': fine });
    assert.match(
      out,
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="fovea" tests="2" failures="1"/,
    );
    assert.ok(out.includes('<testcase name="a&lt;&amp;&gt;&quot;.fovea"'));
    assert.ok(out.includes('<testcase name="fine.fovea" classname="fovea" time="0"/>'));
    assert.match(out, /<failure type="error" message="3:11 kernel-exceeds-input /);
  });

  it('of another name, or beside --json, is wrong usage', async () => {
    const unknown = await fovea(['check', '.', '--format', 'xml'], files);
    assert.deepEqual([unknown.status, unknown.out], [2, '']);
    assert.match(unknown.err, /must be one of text, json, sarif, github, gitlab, junit, not `xml`/);
    assert.equal((await fovea(['check', '.', '--json', '--format', 'sarif'], files)).status, 2);
  });
});

describe('fovea check of the standard input', () => {
  const check = (input: string, ...args: readonly string[]) =>
    fovea(
      ['check', '-', ...args],
      { 'lib.fovea': 'block Part(c) {\n  Conv(c, 3)\n}\n', 'a.fovea': fine },
      undefined,
      input,
    );

  it('reads it instead of the file that it stands for', async () => {
    const { out, status } = await check(wrong, '--stdin-filename', 'a.fovea');
    assert.equal(status, 1);
    assert.match(out, /^a\.fovea:3:11: error kernel-exceeds-input /);
  });

  it('finds imports beside that file, which need not exist', async () => {
    const text = 'import { Part } from "lib.fovea"\nnet N {\n  input x: 3x9x9\n  Part(8)\n}\n';
    const { out, status } = await check(text, '--stdin-filename', 'new.fovea');
    assert.deepEqual([out, status], ['', 0]);
  });

  it('needs a name, which nothing else does', async () => {
    const unnamed = await check(fine);
    assert.equal(unnamed.status, 2);
    assert.match(unnamed.err, /`-` needs `--stdin-filename`/);
    assert.equal(
      (await fovea(['check', 'a.fovea', '--stdin-filename', 'b.fovea'], { 'a.fovea': fine })).status,
      2,
    );
  });
});
