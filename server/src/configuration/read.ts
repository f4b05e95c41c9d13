// Reads a fovea.toml, or the section [tool.fovea] of a pyproject.toml: what fits counts, what does not is reported.
import { parseArguments } from '../directives/arguments.js';
import { isFindingCode, type InputShape } from '../directives/directive.js';
import { namedShape, sharedHints } from '../directives/namedShapes.js';
import { parseShapes, readShape, sizesOf } from '../directives/shapes.js';
import { catalogue, type FindingCode, type Problem } from '../findings/catalogue.js';
import type { Severity } from '../findings/finding.js';
import { finding, type Finding } from '../graph/graph.js';
import { nearest } from '../text/nearest.js';
import type { Range } from '../text/range.js';
import {
  noConfiguration,
  type ConfiguredValue,
  type Configuration,
  type ConfiguredArguments,
  type ConfiguredNetwork,
} from './configuration.js';
import { keys, networkKeys, type KeyDeclaration } from './declaration.js';
import { parseToml, type TomlTable, type TomlValue } from './toml.js';
import { configurationTexts } from '../findings/configuration.js';

/** What a file says; undefined where a pyproject.toml has no section for Fovea. */
export function readConfiguration(uri: string, text: string): Configuration | undefined {
  const shared = uri.endsWith('/pyproject.toml');
  if (shared && !/\btool\b[\s\S]*\bfovea\b/.test(text)) return undefined;
  const findings: Finding[] = [];
  const reader = new ConfigurationReader(uri, findings);
  const root = parseToml(text);
  if ('problem' in root) {
    // What is wrong elsewhere in a file that many tools share is theirs to say.
    const mine = !shared || /^\s*\[\[?\s*tool\s*\.\s*fovea\b/m.test(text);
    if (mine) reader.report({ code: 'configuration-syntax', data: { message: root.problem } }, root);
    return mine ? { ...noConfiguration, uri, findings } : undefined;
  }
  const section = shared ? inTable(inTable(root, 'tool'), 'fovea') : root;
  return section && reader.read(section);
}

const inTable = (table: TomlTable | undefined, key: string): TomlTable | undefined => {
  const value = table?.entries.get(key)?.value;
  return value?.kind === 'table' ? value : undefined;
};

const severities: readonly string[] = ['error', 'warning', 'information', 'hint'] satisfies Severity[];

class ConfigurationReader {
  constructor(
    private readonly uri: string,
    private readonly findings: Finding[],
  ) {}

  report(problem: Problem, { start, end }: Range): undefined {
    this.findings.push(finding(problem, { uri: this.uri, start, end }));
  }

  read(section: TomlTable): Configuration {
    const value = this.#keysOf(section, keys);
    const codes = (key: 'select' | 'ignore'): ReadonlySet<FindingCode> | undefined =>
      value(key, (found) => this.#codes(key, found));
    const caffe = {
      phase: value('phase', (found) => this.#choice('phase', keys.phase.type.of, found)),
      inputShape: value('input-shape', (found) => this.#shape(found)),
    };
    const pytorch = {
      inputSize: value('input-size', (found) => this.#size(found)),
      packages: value('packages', (found) => this.#folders(found)),
    };
    return {
      uri: this.uri,
      policy: {
        select: codes('select'),
        ignore: codes('ignore'),
        severity: value('severity', (found) => this.#severities(found)),
      },
      exclude: value('exclude', (found) => this.#texts('exclude', found)) ?? [],
      settings: { caffe: defined(caffe), pytorch: defined(pytorch) },
      networks: value('networks', (found) => this.#networks(found)) ?? new Map(),
      findings: this.findings.sort((a, b) => a.start - b.start),
    };
  }

  /** Reports unknown keys, and gives access to the others. */
  #keysOf<Key extends string>(
    { entries }: TomlTable,
    declared: Readonly<Record<Key, KeyDeclaration>>,
  ): <Value>(key: Key, read: (value: TomlValue) => Value | undefined) => Value | undefined {
    const known = Object.keys(declared);
    for (const [key, { start, end }] of entries) {
      if (known.includes(key)) continue;
      const data = { key, known, nearest: nearest(key, known) };
      this.report({ code: 'configuration-key', data }, { start, end });
    }
    return (key, read) => {
      const entry = entries.get(key);
      return entry && read(entry.value);
    };
  }

  #wrong(key: string, expected: string, at: Range): undefined {
    return this.report({ code: 'configuration-value', data: { key, expected } }, at);
  }

  /** A text, or a list of texts. */
  #texts(key: string, value: TomlValue): readonly string[] | undefined {
    const items = value.kind === 'array' ? value.items : [value];
    const texts = items.flatMap((each) => {
      if (each.kind === 'string') return [each.value];
      this.#wrong(key, configurationTexts.texts, each);
      return [];
    });
    return texts.length > 0 || items.length === 0 ? texts : undefined;
  }

  #code(code: string, at: Range): FindingCode | undefined {
    if (isFindingCode(code)) return code;
    return this.report(
      { code: 'unknown-finding', data: { code, nearest: nearest(code, Object.keys(catalogue)) } },
      at,
    );
  }

  #codes(key: string, value: TomlValue): ReadonlySet<FindingCode> | undefined {
    if (value.kind !== 'array') return this.#wrong(key, configurationTexts.codes, value);
    const codes = value.items.map((each) =>
      each.kind === 'string'
        ? this.#code(each.value, each)
        : this.#wrong(key, configurationTexts.codes, each),
    );
    return new Set(codes.filter((code) => code !== undefined));
  }

  #severities(value: TomlValue): ReadonlyMap<FindingCode, Severity> | undefined {
    if (value.kind !== 'table') return this.#wrong('severity', configurationTexts.severities, value);
    const result = new Map<FindingCode, Severity>();
    for (const [key, entry] of value.entries) {
      const code = this.#code(key, entry);
      const severity = this.#choice(`severity.${key}`, severities, entry.value);
      if (code && severity) result.set(code, severity as Severity);
    }
    return result;
  }

  #choice(key: string, of: readonly string[], value: TomlValue): string | undefined {
    if (value.kind === 'string' && of.includes(value.value)) return value.value;
    return this.#wrong(key, configurationTexts.choice(of), value);
  }

  #size(value: TomlValue): number | undefined {
    if (value.kind === 'number' && value.whole && Number.isSafeInteger(value.value) && value.value >= 1)
      return value.value;
    return this.#wrong('input-size', configurationTexts.size, value);
  }

  #shape(value: TomlValue): string | undefined {
    const expected = configurationTexts.shape;
    if (value.kind !== 'string') return this.#wrong('input-shape', expected, value);
    const shape = readShape(value.value);
    return 'problem' in shape
      ? this.#wrong('input-shape', configurationTexts.because(expected, withoutDot(shape.problem)), value)
      : value.value;
  }

  /** Folders below that of the file, by URI: a configuration reaches no further than its project. */
  #folders(value: TomlValue): readonly string[] | undefined {
    const base = this.uri.slice(0, this.uri.lastIndexOf('/'));
    const items = value.kind === 'array' ? value.items : [value];
    return items.flatMap((each) => {
      const segments = each.kind === 'string' ? each.value.replaceAll('\\', '/').split('/') : [];
      const own = segments.filter((segment) => segment !== '' && segment !== '.');
      const inside =
        own.length > 0 &&
        segments[0] !== '' &&
        !own.some((segment) => segment === '..' || segment.includes(':'));
      if (inside) return [`${base}/${own.map(encodeURIComponent).join('/')}`];
      this.#wrong('packages', configurationTexts.folders, each);
      return [];
    });
  }

  #networks(value: TomlValue): ReadonlyMap<string, readonly ConfiguredNetwork[]> | undefined {
    if (value.kind !== 'table') return this.#wrong('networks', configurationTexts.networks, value);
    const result = new Map<string, readonly ConfiguredNetwork[]>();
    for (const [name, entry] of value.entries) {
      const items = entry.value.kind === 'array' ? entry.value.items : [entry.value];
      const read = items.map((each) => this.#network(name, each));
      result.set(
        name,
        read.filter((each) => each !== undefined),
      );
    }
    return result;
  }

  #network(name: string, table: TomlValue): ConfiguredNetwork | undefined {
    if (table.kind !== 'table') return this.#wrong(`networks.${name}`, configurationTexts.network, table);
    const value = this.#keysOf(table, networkKeys);
    return {
      input: value('input', (found) => this.#inputs(found)),
      args: value('args', (found) => this.#arguments(found)),
      files: value('files', (found) => this.#texts('files', found)),
    };
  }

  #inputs(value: TomlValue): readonly InputShape[] | undefined {
    const expected = configurationTexts.shapes;
    if (value.kind !== 'string') return this.#wrong('input', expected, value);
    const written = parseShapes(value.value);
    if ('problem' in written)
      return this.#wrong('input', configurationTexts.because(expected, withoutDot(written.problem)), value);
    const shapes: InputShape[] = [];
    const hints = written.length > 1 ? sharedHints(written) : undefined;
    for (const shape of written) {
      const sizes = namedShape(shape, hints)?.dims ?? sizesOf(shape);
      if ('problem' in sizes)
        return this.#wrong('input', configurationTexts.because(expected, withoutDot(sizes.problem)), value);
      shapes.push({ name: shape.name, sizes, start: value.start, end: value.end });
    }
    return shapes;
  }

  #arguments(value: TomlValue): ConfiguredArguments | undefined {
    if (value.kind === 'string') {
      const found = parseArguments(value.value);
      if ('problem' in found) return this.#wrong('args', configurationTexts.arguments, value);
      return Object.fromEntries(found.map((each) => [each.name, each.value]));
    }
    if (value.kind !== 'table') return this.#wrong('args', configurationTexts.argumentTable, value);
    const result: [string, ConfiguredValue][] = [];
    for (const [name, { value: own }] of value.entries) {
      const argument = argumentOf(own);
      if (argument === undefined) this.#wrong(`args.${name}`, configurationTexts.argument, own);
      else result.push([name, argument]);
    }
    return Object.fromEntries(result);
  }
}

function argumentOf(value: TomlValue): ConfiguredValue | undefined {
  switch (value.kind) {
    case 'string':
    case 'number':
    case 'boolean':
      return value.value;
    case 'array': {
      const items = value.items.map(argumentOf);
      return items.every((each) => each !== undefined) ? items : undefined;
    }
    default:
      return undefined;
  }
}

const withoutDot = (sentence: string): string => sentence.replace(/\.$/, '');

/** Only what is there. */
function defined(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
