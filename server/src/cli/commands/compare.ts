// `fovea compare FILE[#NET]…`: the figures of several networks side by side.
import type { NetworkAnalysis } from '../../analysis/analysis.js';
import { axesOf } from '../../analysis/receptiveField.js';
import { defaultMemory, exact, fieldSize, formatReal } from '../../ide/format.js';
import { hasErrors } from '../findings.js';
import { status, UsageError, type Io, type Status } from '../io.js';
import { loadFile, networksOf } from '../load.js';
import { summaryToJson, toJsonText } from '../networkJson.js';
import { readOptions } from '../options.js';
import { textTable } from '../table.js';

export async function compare(args: readonly string[], io: Io): Promise<Status> {
  const options = readOptions(args, { json: 'flag' });
  if (options.positional.length === 0) {
    throw new UsageError('compare takes files or networks in them: fovea compare FILE[#NET]….');
  }
  const found: { readonly file: string; readonly network: NetworkAnalysis }[] = [];
  let errors = false;
  for (const argument of options.positional) {
    const at = argument.lastIndexOf('#');
    const [file, name] = at < 0 ? [argument, undefined] : [argument.slice(0, at), argument.slice(at + 1)];
    const snapshot = await loadFile(file, name === undefined ? {} : { network: name }, io);
    const networks = await networksOf(file, name, snapshot, io);
    if (networks.length === 0) throw new UsageError(`${file} has no network that stands by itself.`);
    errors ||= hasErrors(snapshot.analysis.findings);
    found.push(...networks.map((network) => ({ file, network })));
  }
  if (options.flag('json')) {
    const networks = found.map(({ file, network }) => ({ file, ...summaryToJson(network, defaultMemory) }));
    io.out(toJsonText({ networks }));
  } else io.out(`${comparison(found, io.columns).join('\n')}\n`);
  return errors ? status.findings : status.fine;
}

function comparison(
  found: readonly { readonly file: string; readonly network: NetworkAnalysis }[],
  columns: number | undefined,
): readonly string[] {
  const expected = found.some(({ network }) => network.expected !== undefined);
  return textTable(
    [
      { title: 'network' },
      { title: 'file', flexible: true },
      { title: 'params', right: true },
      { title: 'MACs', right: true },
      { title: 'activations', right: true },
      { title: 'depth', right: true },
      { title: 'layers', right: true },
      { title: 'field', right: true },
      ...(expected ? [{ title: 'expected depth', right: true } as const] : []),
    ],
    found.map(({ file, network }) => {
      const { totals, depth, featureMap } = network;
      const bound = totals.unknownLayers > 0;
      const axes = axesOf(featureMap.field, featureMap.rank) ?? [];
      return [
        network.name,
        file,
        exact(totals.params, bound),
        exact(totals.macs, bound),
        exact(totals.activations, bound),
        exact(depth),
        exact(totals.layers),
        axes.length > 0 ? fieldSize(axes) : featureMap.field?.kind === 'global' ? 'global' : 'none',
        ...(expected ? [formatReal(network.expected?.depth ?? depth)] : []),
      ];
    }),
    columns,
  );
}
