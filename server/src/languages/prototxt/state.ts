// The state that a network is built in, and which layers are there in it.
import type { Lowering } from '../../contract/language.js';
import type { LayerSource } from './layerSource.js';
import { Reader } from './parser/reader.js';
import { messageOf, type FieldNode } from './parser/syntax.js';

export type Phase = 'TRAIN' | 'TEST';

export interface NetState {
  readonly phase: Phase;
  /** Whether the reader, a comment or the file chose the phase; else another may be shown. */
  readonly phaseAsked: boolean;
  readonly level: number;
  readonly stages: ReadonlySet<string>;
}

/** What a file's comments say of the state. */
export interface StateDirectives {
  readonly phase?: Phase | undefined;
  readonly stages: readonly string[];
  /** Named arguments, for which the reader's own stand in. */
  readonly arguments?: Readonly<Record<string, string>>;
}

/**
 * The first that says something: what the reader asks for (`phase=TRAIN`, `stage=a,b`, `level=1`), a comment in the
 * file, its `state`, the settings; else the phase is TEST.
 */
export function stateOf(root: Reader, stated: StateDirectives, { overrides, settings }: Lowering): NetState {
  const asked: Readonly<Record<string, string>> = { ...stated.arguments, ...overrides.arguments };
  const state = root.sub('state');
  const stages = list(asked.stage) ?? (stated.stages.length > 0 ? stated.stages : undefined);
  const phase = phaseNamed(asked.phase) ?? stated.phase ?? phaseNamed(state.word('phase'));
  return {
    phase: phase ?? phaseNamed(setting(settings, 'phase')) ?? 'TEST',
    phaseAsked: phase !== undefined,
    level: Number(asked.level ?? state.int('level') ?? 0) || 0,
    stages: new Set(stages ?? state.texts('stage')),
  };
}

const list = (text: string | undefined): readonly string[] | undefined =>
  text === undefined || text === '' ? undefined : text.split(/[\s,+]+/).filter((each) => each !== '');

export function phaseNamed(name: unknown): Phase | undefined {
  const upper = typeof name === 'string' ? name.toUpperCase() : undefined;
  return upper === 'TRAIN' || upper === 'TEST' ? upper : undefined;
}

/** A value of the section `fovea.caffe` of the settings. */
export function setting(settings: unknown, name: string): unknown {
  const caffe = (settings as { caffe?: Readonly<Record<string, unknown>> } | null | undefined)?.caffe;
  return typeof caffe === 'object' && caffe !== null ? caffe[name] : undefined;
}

/**
 * Whether a layer is there: one with `include` rules where any of them holds, one with `exclude` rules where none
 * does (Net::FilterNet).
 */
export function isIncluded({ includes, excludes }: LayerSource, state: NetState): boolean {
  if (includes.length > 0) return includes.some((rule) => holds(rule, state));
  return !excludes.some((rule) => holds(rule, state));
}

/** Net::StateMeetsRule. */
function holds(field: FieldNode, { phase, level, stages }: NetState): boolean {
  const rule = new Reader(messageOf(field));
  const wanted = phaseNamed(rule.word('phase'));
  if (wanted !== undefined && wanted !== phase) return false;
  if (level < Number(rule.int('min_level') ?? -Infinity)) return false;
  if (level > Number(rule.int('max_level') ?? Infinity)) return false;
  return (
    rule.texts('stage').every((stage) => stages.has(stage)) &&
    !rule.texts('not_stage').some((stage) => stages.has(stage))
  );
}

/** Stages that would bring a layer in, and the rule that names them. */
export function stagesFor(
  layer: LayerSource,
  state: NetState,
): { readonly stages: readonly string[]; readonly rule: FieldNode } | undefined {
  for (const rule of layer.includes) {
    const stages = new Reader(messageOf(rule)).texts('stage');
    if (stages.length > 0 && holds(rule, { ...state, stages: new Set(stages) })) return { stages, rule };
  }
  return undefined;
}
