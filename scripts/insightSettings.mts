// The settings of the insights in the manifest, its texts and README.md, from the insights themselves: `npm run docs`.
import { readFileSync } from 'node:fs';
import type { Insight } from '../server/src/analysis/insights/insight.js';
import { insights } from '../server/src/analysis/insights/registry.js';

/** Settings before those of the insights in the settings editor. */
const firstOrder = 20;

const lowerTitle = ({ title }: Insight): string => title.charAt(0).toLowerCase() + title.slice(1);

/** `Show insights about stacked small kernels (Simonyan and Zisserman, "Very deep …", 2014, section 2.3).` */
const description = (insight: Insight): string =>
  `${insight.suggestion ?? `Show insights about ${lowerTitle(insight)}`} (${insight.source.replace(/ \((\d{4})\)/g, ', $1')}).`;

/** The lines of a file that match, replaced by others at the place of the first one. */
function replaceLines(text: string, own: RegExp, lines: readonly string[]): string {
  const all = text.split('\n');
  const at = all.findIndex((line) => own.test(line));
  const kept = all.filter((line) => !own.test(line));
  return [...kept.slice(0, at), ...lines, ...kept.slice(at)].join('\n');
}

export function manifestWithInsights(): string {
  const text = readFileSync('package.json', 'utf8');
  const entries = insights.map(
    ({ name }, index) => `        "fovea.insights.${name}": {
          "type": "boolean",
          "default": true,
          "order": ${firstOrder + index},
          "markdownDescription": "%setting.insights.${name}%"
        },\n`,
  );
  return text.replace(/(^ {8}"fovea\.insights\.\w+": \{\n(?: {10}.*\n)+ {8}\},\n)+/m, entries.join(''));
}

export const manifestTextsWithInsights = (): string =>
  replaceLines(
    readFileSync('package.nls.json', 'utf8'),
    /^ {2}"setting\.insights\./,
    insights.map(
      (insight) => `  "setting.insights.${insight.name}": ${JSON.stringify(description(insight))},`,
    ),
  );

export const readmeWithInsights = (): string =>
  replaceLines(
    readFileSync('README.md', 'utf8'),
    /^\| `fovea\.insights\./,
    insights.map(
      (insight) =>
        `| \`fovea.insights.${insight.name}\` | \`true\` | [${lowerTitle(insight)}](docs/teaching.md) |`,
    ),
  );
