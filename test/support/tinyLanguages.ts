// Two languages of a few lines, which show what a language needs: one in JSON, and one whose files are bytes.
import type { Language, Lowered } from '../../server/src/contract/language.js';
import {
  BodyBuilder,
  finding,
  type Finding,
  type Network,
  type Site,
  type Span,
} from '../../server/src/graph/graph.js';
import type { LanguageEntry } from '../../server/src/languages/registry.js';
import type { GivenArgument } from '../../server/src/ops/operator.js';
import { operatorNamed } from '../../server/src/ops/registry.js';
import { flatten } from '../../server/src/writing/flat.js';

/** A layer with its place, as either language reads it. */
interface Layer {
  readonly operator: string;
  readonly given: readonly GivenArgument[];
  readonly site: Site;
}

const siteAt = (span: Span): Site => ({ ...span, name: span, arguments: [] });

/** A chain of layers as a file with one network. */
function chain(name: string, site: Site, input: readonly number[], layers: readonly Layer[]): Lowered {
  const body = new BodyBuilder(name, site);
  const image = body.addInput(input);
  body.inputs.push(image);
  let [value] = [image];
  const findings: Finding[] = [];
  for (const { operator: wanted, given, site: at } of layers) {
    const operator = operatorNamed(wanted);
    if (!operator) {
      findings.push(
        finding({ code: 'syntax', data: { message: `There is no operator ${wanted}.` } }, at.name),
      );
      continue;
    }
    value = body.addOperator({ operator, given, inputs: [value], site: at }).outputs[0] ?? value;
  }
  body.outputs.push(value);
  const network: Network = {
    name,
    site,
    doc: undefined,
    body,
    inputs: [{ name: 'image', value: image, span: site }],
    outputs: [{ name: 'out', value, training: false, span: site }],
    report: new Map(),
  };
  return { networks: [network], bodies: [], findings, outline: [], describe: () => undefined };
}

const nothing = (found: Finding): Lowered => ({
  networks: [],
  bodies: [],
  findings: [found],
  outline: [],
  describe: () => undefined,
});

interface JsonNet {
  readonly name: string;
  readonly input: readonly number[];
  readonly layers: readonly Readonly<Record<string, number | string>>[];
}

/** `{ "name": "N", "input": [3, 8, 8], "layers": [{ "op": "Conv", "channels": 4, "kernel": 3 }] }` */
export const tinyJson: Language = {
  id: 'tinyjson',
  imports: () => [],
  lower: ({ uri, text }) => {
    const whole = { uri, start: 0, end: text.length };
    let net: JsonNet;
    try {
      net = JSON.parse(text) as JsonNet;
    } catch (error) {
      return nothing(finding({ code: 'syntax', data: { message: String(error) } }, whole));
    }
    let from = 0;
    const layers = net.layers.map(({ op, ...rest }): Layer => {
      const start = text.indexOf(`"${op}"`, from);
      from = start + 1;
      const given = Object.entries(rest).map(([name, value]) => ({ name, value }) as GivenArgument);
      return {
        operator: String(op),
        given,
        site: siteAt({ uri, start, end: start + String(op).length + 2 }),
      };
    });
    return chain(net.name, siteAt(whole), net.input, layers);
  },
  write: async (network) => {
    const flat = flatten(network);
    const layers = flat.layers.map(({ node: { application } }) => ({
      op: application.operator.name,
      ...Object.fromEntries(
        application.given.map(({ name, value }, index) => [application.binding[index] ?? name, value]),
      ),
    }));
    const input = network.inputs[0]?.value.shape;
    return `${JSON.stringify({ name: network.name, input, layers })}\n`;
  },
};

/** Four bytes of magic, the input's three sizes, then for each layer its kind (1: Conv, 2: ReLU) and, of Conv, channels and kernel. */
const tinyBinary: Language = {
  id: 'tinybinary',
  imports: () => [],
  lower: ({ uri, bytes }) => {
    const place = { uri, start: 0, end: 0 };
    if (!bytes || bytes[0] !== 0 || bytes[1] !== 0x54)
      return nothing(finding({ code: 'syntax', data: { message: 'This is no model.' } }, place));
    const layers: Layer[] = [];
    for (let at = 7; at < bytes.length;) {
      const kind = bytes[at++];
      const site = { ...siteAt(place), path: ['graph', String(layers.length)] };
      if (kind === 2) layers.push({ operator: 'ReLU', given: [], site });
      else layers.push({ operator: 'Conv', given: [{ value: bytes[at++]! }, { value: bytes[at++]! }], site });
    }
    return chain('Model', siteAt(place), [...bytes.slice(4, 7)], layers);
  },
};

export const tinyJsonEntry: LanguageEntry = {
  id: 'tinyjson',
  name: 'tinyjson',
  title: 'Tiny JSON',
  extensions: ['.tiny.json'],
  fileNames: ['network.json'],
  editor: 'shared',
  load: async () => tinyJson,
};

export const tinyBinaryEntry: LanguageEntry = {
  id: 'tinybinary',
  name: 'tinybinary',
  title: 'Tiny model',
  extensions: ['.tiny'],
  editor: 'none',
  load: async () => tinyBinary,
};
