// The edges of a frame: values on their way between its items, and to and from its border.
import type { Liveness } from '../analysis/liveness.js';
import type { Value } from '../graph/graph.js';
import { formatShape, shapeKey } from '../math/dim.js';
import type { Edge, Use } from './model.js';
import type { Run } from './runs.js';
import { inputsOf, outputsOf, readersOf, type LevelMember, type GroupContents } from './groupContents.js';

/** More inputs of a group than this are drawn as one bundle. */
const mostPorts = 4;

/** Ports on the border of a group for so many values. */
export const portsFor = (values: number): number => (values > mostPorts ? 1 : values);

/** Where the values come from, of which the outputs of a body are made. */
export interface EdgeContext {
  readonly contents: GroupContents;
  readonly runs: readonly Run[];
  /** Index of the first run's item: 0, or the number of the network's inputs. */
  readonly firstItem: number;
  readonly all: Liveness;
  readonly main: Liveness;
  /** Outputs of the body that are needed, by index. */
  readonly needed: { readonly all: readonly number[]; readonly main: readonly number[] };
  /** Items of the network's inputs and outputs, where the frame is the network's own. */
  readonly terminals?: {
    readonly inputs: readonly Value[];
    readonly outputs: readonly { readonly value: Value; readonly training: boolean }[];
  };
}

export function edgesOf(context: EdgeContext): readonly Edge[] {
  const { contents, runs, firstItem, terminals } = context;
  const { body, members } = contents;
  const itemOf = new Int32Array(members.length);
  runs.forEach((run, index) => itemOf.fill(firstItem + index, run.first, run.first + run.count));
  const borderPorts = new Map(contents.inputs.map((value, index) => [value, index]));
  const bundled = portsFor(contents.inputs.length) < contents.inputs.length;

  const edges = new Map<string, { -readonly [Key in keyof Edge]: Edge[Key] }>();
  const labelledPorts = new Set<string>();
  const add = (value: Value, to: number, toPort: number, use: Use, survival?: number): void => {
    const start = sourceOf(value);
    if (start === undefined) return;
    const { from, fromPort, changed } = start;
    // What comes in as a bundle goes on as one, to a layer whichever operands it is.
    const port = from < 0 && bundled && to >= 0 ? '' : toPort;
    const key = `${from}:${fromPort}:${to}:${port}`;
    const known = edges.get(key);
    if (known) {
      known.values = (known.values ?? 1) + 1;
      return;
    }
    // The shape stands once, where the value leaves what makes it; the border's is shown outside, an output's in it.
    const labelled =
      changed && to >= 0 && to < firstItem + runs.length && !labelledPorts.has(`${from}:${fromPort}`);
    if (labelled) labelledPorts.add(`${from}:${fromPort}`);
    const shape = formatShape(value.shape);
    const kept = survival !== undefined && survival < 1 ? { survival: [survival, survival] as const } : {};
    edges.set(key, { from, fromPort, to, toPort, shape, labelled, use, ...kept });
  };

  const sourceOf = (value: Value): { from: number; fromPort: number; changed: boolean } | undefined => {
    const maker = contents.makerOf(value);
    if (maker >= 0) {
      const run = runs[(itemOf[maker] ?? 0) - firstItem];
      const last = run && members[run.first + run.count - 1];
      const first = run && members[run.first];
      if (!first || !last) return undefined;
      const before = inputsOf(first, body)[0];
      const changed = before === undefined || shapeKey(before.shape) !== shapeKey(value.shape);
      return { from: itemOf[maker] ?? 0, fromPort: outputsOf(last, body).indexOf(value), changed };
    }
    const terminal = terminals?.inputs.indexOf(value) ?? -1;
    if (terminal >= 0) return { from: terminal, fromPort: 0, changed: false };
    const port = borderPorts.get(value);
    return port === undefined || terminals
      ? undefined
      : { from: -1, fromPort: bundled ? 0 : port, changed: false };
  };

  runs.forEach((run, index) => {
    const member = members[run.first] as LevelMember;
    const inputs = inputsOf(member, body);
    const isGroup = member.kind === 'group' || member.node.kind === 'call';
    const asBundle = isGroup && portsFor(inputs.length) < inputs.length;
    const survival =
      member.kind === 'node' && member.node.kind === 'operator' ? member.node.survival : undefined;
    const use = useOf(member, context);
    inputs.forEach((value, port) =>
      add(value, firstItem + index, asBundle ? 0 : port, use, survival?.[port]),
    );
  });
  if (terminals) {
    terminals.outputs.forEach(({ value, training }, index) =>
      add(value, firstItem + runs.length + index, 0, training ? 'training' : 'main'),
    );
  } else contents.outputs.forEach((value, port) => add(value, -1, port, useOfValue(value, context)));
  return [...edges.values()];
}

/** What a layer, block instance or group serves. */
export function useOf(member: LevelMember, { all, main }: Pick<EdgeContext, 'all' | 'main'>): Use {
  const nodes = member.kind === 'node' ? [member.node] : member.nodes;
  if (nodes.some(({ index }) => main.live[index])) return 'main';
  return nodes.some(({ index }) => all.live[index]) ? 'training' : 'unused';
}

/** What a value serves outside its group. */
function useOfValue(value: Value, { contents: { body, group }, all, main, needed }: EdgeContext): Use {
  const output = body.outputs.indexOf(value);
  const readers = group === undefined ? [] : (readersOf(body)[value.index] ?? []);
  const serves = (live: Liveness, outputs: readonly number[]): boolean =>
    outputs.includes(output) || readers.some(({ index }) => live.live[index]);
  return serves(main, needed.main) ? 'main' : serves(all, needed.all) ? 'training' : 'unused';
}
