// `check --format junit`: a test case for each file, as Jenkins and others read reports of JUnit.
import type { FileFinding } from '../reports.js';
import type { Format } from './format.js';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** A text in XML 1.0, which has no place for most control characters. */
const xml = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]/g, '\uFFFD')
    .replace(/[&<>"\n\t]/g, (character) => entities[character] ?? character);

const isFailure = ({ severity }: FileFinding): boolean => severity === 'error' || severity === 'warning';

export const junit: Format = ({ findings, files }) => {
  const byFile = new Map<string, FileFinding[]>(files.map((file) => [file, []]));
  for (const finding of findings) {
    const all = byFile.get(finding.file);
    if (all) all.push(finding);
    else byFile.set(finding.file, [finding]);
  }
  const failures = findings.filter(isFailure).length;
  const counts = `tests="${byFile.size}" failures="${failures}" errors="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="fovea" ${counts}>`,
    `  <testsuite name="fovea" ${counts}>`,
    ...[...byFile].map(([file, all]) => testCase(file, all)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
};

function testCase(file: string, findings: readonly FileFinding[]): string {
  const start = `    <testcase name="${xml(file)}" classname="fovea" time="0"`;
  if (findings.length === 0) return `${start}/>`;
  const line = (finding: FileFinding): string =>
    xml(`${finding.line}:${finding.column} ${finding.code} ${finding.message}`);
  const failures = findings
    .filter(isFailure)
    .map((each) => `      <failure type="${each.severity}" message="${line(each)}"/>`);
  const others = findings.filter((each) => !isFailure(each)).map(line);
  const output = others.length > 0 ? [`      <system-out>${others.join('&#10;')}</system-out>`] : [];
  return [`${start}>`, ...failures, ...output, '    </testcase>'].join('\n');
}
