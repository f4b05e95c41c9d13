// `check --format sarif`: SARIF 2.1.0 (OASIS, 2020), which code scanning of GitHub, Azure and others reads.
import { catalogue } from '../../findings/catalogue.js';
import type { Severity } from '../../findings/finding.js';
import { toJsonText } from '../networkJson.js';
import type { FileFinding, LinePosition } from '../reports.js';
import type { Format } from './format.js';

/** SARIF has no level below `note`. */
const levels: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

export const sarif: Format = ({ findings, version }) => {
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  return toJsonText({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'fovea', version, rules: codes.map(rule) } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => result(finding, codes)),
      },
    ],
  });
};

function rule(code: string): object {
  const known = Object.hasOwn(catalogue, code) ? catalogue[code as keyof typeof catalogue] : undefined;
  return {
    id: code,
    ...(known && {
      shortDescription: { text: known.doc },
      defaultConfiguration: { level: levels[known.severity] },
    }),
  };
}

function result(finding: FileFinding, codes: readonly string[]): object {
  const { code, severity, message, file, related = [] } = finding;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: levels[severity],
    message: { text: message },
    locations: [location(file, finding)],
    ...(related.length > 0 && {
      relatedLocations: related.map((each, id) => ({
        id,
        message: { text: each.message },
        ...location(each.file ?? file, each),
      })),
    }),
  };
}

/** The end of a region is the column after its last character. */
function location(file: string, { line, column, endLine, endColumn, place }: LinePosition): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: encodeURI(file).replace(/[?#:]/g, encodeURIComponent) },
      region: { startLine: line, startColumn: column, endLine, endColumn: endColumn + 1 },
    },
    ...(place !== undefined && { logicalLocations: [{ fullyQualifiedName: place }] }),
  };
}
