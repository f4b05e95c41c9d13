// Reads Python files in a process of its own, which the harness bundles and starts, and writes a line of JSON for each of them.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import type { Analysis, NetworkAnalysis } from '../../server/src/analysis/analysis.js';
import { forEachLayer } from '../../server/src/analysis/layers.js';
import type { Finding } from '../../server/src/graph/graph.js';
import { Machine } from '../../server/src/languages/pytorch/interpreter/machine.js';
import { elementsOf, isUnknown } from '../../server/src/math/dim.js';
import { intToJson } from '../../server/src/math/int.js';
import { SourceText } from '../../server/src/text/sourceText.js';
import { nodeHost, pathOfUri, uriOfPath } from '../../server/src/workspace/nodeFileSystem.js';
import { ReadPolicy } from '../../server/src/workspace/readPolicy.js';
import type { Snapshot } from '../../server/src/workspace/snapshot.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import type { FileResult, FoundFinding, FoundNetwork, Task } from './results.js';

/** The machines that were at work since the last file, whose steps add up. */
const machines = new Set<Machine>();
const load = Machine.prototype.load;
Machine.prototype.load = function (this: Machine, module) {
  machines.add(this);
  load.call(this, module);
};

function networkOf(analysis: NetworkAnalysis): FoundNetwork {
  const { name, totals, training, network } = analysis;
  return {
    name,
    params: intToJson(totals.params),
    registered: intToJson(training.params),
    macs: intToJson(totals.macs),
    unknownLayers: totals.unknownLayers,
    input: network.inputs.map(({ value: { shape } }) =>
      isUnknown(shape) ? null : shape.map(String).join('x'),
    ),
    ...(network.inputs.some(({ assumed }) => assumed !== undefined) && { assumed: true }),
    reasons: reasonsOf(network),
  };
}

/** Why figures of a network are not known, each reason once, in the order of the layers. */
function reasonsOf(network: NetworkAnalysis['network']): string[] {
  const reasons = new Set<string>(network.incomplete === undefined ? [] : [network.incomplete]);
  forEachLayer(network, ({ node }) => {
    const { application } = node;
    for (const count of [...application.outputs.map(elementsOf), application.params, application.macCount]) {
      if (isUnknown(count)) reasons.add(count.unknown);
    }
  });
  return [...reasons];
}

function findingOf(finding: Finding, { texts }: Snapshot): FoundFinding {
  const { severity, code, message, uri } = finding;
  const source = texts.get(uri);
  if (!(source instanceof SourceText))
    return { severity, code, message, file: pathOfUri(uri), line: 1, text: '' };
  const { line } = source.lineIndex.positionAt(finding.start);
  const text = source.text.split('\n')[line] ?? '';
  return { severity, code, message, file: pathOfUri(uri), line: line + 1, text: text.trim() };
}

async function read({ file, network, args }: Task, workspace: Workspace): Promise<FileResult> {
  machines.clear();
  const started = process.cpuUsage();
  const result = (): Pick<FileResult, 'file' | 'seconds' | 'steps' | 'megabytes'> => {
    const { user, system } = process.cpuUsage(started);
    return {
      file,
      seconds: (user + system) / 1e6,
      steps: [...machines].reduce((sum, { steps }) => sum + steps, 0),
      megabytes: process.resourceUsage().maxRSS / 1024,
    };
  };
  try {
    const snapshot = await workspace.analyseFile(uriOfPath(file), {
      ...(network !== undefined && { network }),
      ...(args && { arguments: args }),
    });
    if (snapshot === undefined || 'problem' in snapshot) {
      return { ...result(), networks: [], findings: [], crash: snapshot?.problem ?? 'no language reads it' };
    }
    const analysis: Analysis = snapshot.analysis;
    return {
      networks: analysis.networks.map(networkOf),
      findings: analysis.findings.map((each) => findingOf(each, snapshot)),
      read: snapshot.language.mayDeclare?.(snapshot.source) !== false,
      ...result(),
    };
  } catch (error) {
    const crash = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { ...result(), networks: [], findings: [], crash };
  }
}

const tasks = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Task[];
const workspace = new Workspace(nodeHost, new ReadPolicy(['file:///']));
for (const task of tasks) {
  process.stdout.write(`${JSON.stringify({ ...(await read(task, workspace)), network: task.network })}\n`);
}
