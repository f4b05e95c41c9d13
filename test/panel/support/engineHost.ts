// Stands for the extension: answers the panel's messages from the engine itself, in this process.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { toZoo } from '../../../media/panel/data/zoo.js';
import type { Subject, ToHost, ToPanel, Wish } from '../../../media/panel/state/messages.js';
import type { Analysis, NetworkAnalysis } from '../../../server/src/analysis/analysis.js';
import type { Span } from '../../../server/src/graph/graph.js';
import { pictureOf } from '../../../server/src/picture/build.js';
import { figuresOf } from '../../../server/src/picture/figures.js';
import type { NetworkFigures, Picture, LineRange } from '../../../server/src/picture/model.js';
import { LineIndex } from '../../../server/src/text/lineIndex.js';
import { analyseFile, analyseText } from '../../support/analyse.js';

const uri = 'test:/main.fovea';

export class EngineHost {
  text: string;
  #saved: string;
  #wish: Wish = { view: {}, overrides: {}, base: 'none' };
  pinned = false;
  #version = 1;

  /** `file` is a path in the project, or the text itself where it has several lines. */
  constructor(file: string) {
    this.text = file.includes('\n') ? file : readFileSync(file, 'utf8');
    this.#saved = this.text;
  }

  receive(message: ToHost): readonly ToPanel[] {
    switch (message.type) {
      case 'ready':
      case 'wish':
        this.#wish = message.wish;
        return [...(message.type === 'ready' ? [this.#subject()] : []), ...this.#answer()];
      case 'pin':
        this.pinned = message.pinned;
        return [this.#subject()];
      case 'zoo':
        return [{ type: 'zoo', networks: zoo() }];
      default:
        return [];
    }
  }

  /** Replaces a part of the text; what the panel is then sent, each made when it is asked for. */
  *edit(before: string, after: string): Generator<ToPanel> {
    if (!this.text.includes(before)) throw new Error(`no ${before} in the text`);
    this.text = this.text.replace(before, after);
    this.#version++;
    yield* this.#answer();
  }

  /** The figures of a network as the engine gives them, to compare with what is drawn. */
  figures(name?: string, overrides = this.#wish.overrides): NetworkFigures {
    const { analysis, locate } = this.#analysis(this.text, overrides);
    return this.#figures(
      analysis,
      analysis.networks.find((each) => each.name === name) ?? analysis.networks[0]!,
      locate,
      overrides,
    );
  }

  /** The picture that the page was last sent. */
  picture(): Picture {
    for (const answer of this.#answer()) if (answer.type === 'picture') return answer.result!.picture!;
    throw new Error('no picture');
  }

  subject(): Subject {
    return {
      uri,
      name: 'main.fovea',
      pinned: this.pinned,
      numberType: 'float32',
      batchSize: 1,
      optimizer: 'momentum',
      device: 'T4',
      devices: [],
    };
  }

  #subject(): ToPanel {
    return { type: 'subject', subject: this.subject() };
  }

  #analysis(
    text: string,
    overrides = this.#wish.overrides,
  ): { analysis: Analysis; locate: (span: Span) => LineRange } {
    const { input } = overrides;
    const lines = new LineIndex(text);
    const locate = ({ uri: file, start, end }: Span): LineRange => {
      const [from, to] = [lines.positionAt(start), lines.positionAt(end)];
      return {
        uri: file,
        line: from.line,
        character: from.character,
        endLine: to.line,
        endCharacter: to.character,
      };
    };
    return { analysis: analyseText(text, input ? { input } : {}), locate };
  }

  #figures(
    analysis: Analysis,
    network: NetworkAnalysis,
    locate: (span: Span) => LineRange,
    overrides = this.#wish.overrides,
  ): NetworkFigures {
    const { numberType = 'float32', batchSize = 1 } = overrides;
    return figuresOf(network, analysis.networks, { numberType, batchSize }, locate);
  }

  *#answer(): Generator<ToPanel> {
    const { analysis, locate } = this.#analysis(this.text);
    const { networks, findings } = analysis;
    const network = networks.find((each) => each.name === this.#wish.network) ?? networks[0];
    const error = findings.find(({ severity }) => severity === 'error');
    const result = {
      version: this.#version,
      networks: networks.map(({ name }) => name),
      ...(error && { error: { message: error.message, place: locate(error) } }),
    };
    if (!network) {
      yield { type: 'picture', uri, result };
      return;
    }
    const picture = pictureOf(network, { view: this.#wish.view, findings, locate });
    yield { type: 'picture', uri, result: { ...result, picture } };
    const figures = this.#figures(analysis, network, locate);
    yield { type: 'figures', uri, result: { ...result, figures } };
    const { base: comparedWith, overrides } = this.#wish;
    if (comparedWith === 'none') {
      if (Object.keys(overrides).length > 0) {
        yield { type: 'base', base: 'none', figures: this.figures(network.name, {}) };
      }
      return;
    }
    const before = this.#analysis(this.#saved);
    const base = before.analysis.networks.find(({ name }) => name === network.name);
    yield {
      type: 'base',
      base: comparedWith,
      ...(base
        ? { figures: this.#figures(before.analysis, base, before.locate) }
        : { problem: `The file held no network ${network.name} then.` }),
    };
  }
}

let known: Extract<ToPanel, { type: 'zoo' }>['networks'] | undefined;

function zoo(): Extract<ToPanel, { type: 'zoo' }>['networks'] {
  known ??= readdirSync('examples')
    .filter((name) => name.endsWith('.fovea'))
    .flatMap((name) => {
      const { networks } = analyseFile(path.join('examples', name));
      const locate = ({ uri: file }: Span): LineRange => ({
        uri: pathToFileURL(file).href,
        line: 0,
        character: 0,
        endLine: 0,
        endCharacter: 0,
      });
      return networks.flatMap(
        (network) =>
          toZoo(figuresOf(network, networks, { numberType: 'float32', batchSize: 1 }, locate)) ?? [],
      );
    });
  return known;
}
