// Prints what Fovea says of every file of the corpus, as a table in Markdown: `npx tsx test/corpus/table.ts`.
import { formatInt } from '../../server/src/math/int.js';
import { formatShape, isUnknown } from '../../server/src/math/dim.js';
import { mainOutput } from '../../server/src/graph/graph.js';
import { LineIndex } from '../../server/src/text/lineIndex.js';
import { analysePrototxt } from '../support/prototxt.js';
import { corpusFiles, corpusMissing, corpusText } from './corpus.js';

export interface Row {
  readonly file: string;
  /** Errors of syntax. */
  readonly broken: number;
  readonly layers: number;
  readonly params: string;
  readonly macs: string;
  readonly output: string;
  /** Layers of which something is unknown, and why. */
  readonly unknown: string;
  readonly findings: readonly string[];
}

function rowOf(file: string, text: string): Row {
  const analysis = analysePrototxt(text);
  const [network] = analysis.networks;
  const lines = new LineIndex(text);
  const findings = analysis.findings.map(
    ({ start, code, message }) => `${lines.positionAt(start).line + 1}: ${code}: ${message}`,
  );
  const broken = analysis.findings.filter(({ code }) => code === 'syntax').length;
  if (!network) return { file, broken, layers: 0, params: '', macs: '', output: '', unknown: '', findings };
  const { totals } = network;
  const main = mainOutput(network.network);
  const shape = main?.value.shape;
  const opaque = network.network.body.nodes.flatMap((node) =>
    node.kind === 'operator' && node.application.operator.family === 'unknown'
      ? [`${node.name}: ${node.application.operator.unknownBecause}`]
      : [],
  );
  const inputs = network.network.inputs.flatMap(({ value: { shape: given } }) => {
    if (isUnknown(given)) return [given.unknown];
    return given.flatMap((dim) => (typeof dim === 'object' ? [dim.unknown] : [])).slice(0, 1);
  });
  const bound = totals.unknownLayers > 0 ? '≥ ' : '';
  return {
    file,
    broken,
    layers: network.network.body.nodes.length,
    params: bound + formatInt(totals.params),
    macs: bound + formatInt(totals.macs),
    output:
      shape === undefined
        ? ''
        : isUnknown(shape)
          ? `unknown: ${shape.unknown}`
          : `${main?.name} ${formatShape(shape)}`,
    unknown:
      totals.unknownLayers === 0
        ? '0'
        : `${totals.unknownLayers} (${[...new Set([...inputs, ...opaque])].join('; ')})`,
    findings,
  };
}

if (process.argv[1] === import.meta.filename) {
  if (corpusMissing !== undefined) console.log(corpusMissing);
  console.log('| file | syntax errors | layers | parameters | MACs | output | unknown layers | findings |');
  console.log('| --- | --: | --: | --: | --: | --- | --- | --- |');
  for (const folder of ['caffe', 'caffe-solver'] as const)
    for (const file of corpusFiles(folder)) {
      const { broken, layers, params, macs, output, unknown, findings } = rowOf(
        file,
        corpusText(folder, file),
      );
      const cells = [file, broken, layers, params, macs, output, unknown, findings.join('<br>') || 'none'];
      console.log(`| ${cells.join(' | ')} |`);
    }
}
