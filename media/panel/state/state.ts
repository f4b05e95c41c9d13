// What the panel shows and how: what the extension sent, and what the reader chose, of which a part is kept over reloads.
import type {
  Fold,
  ItemId,
  NetworkFigures,
  Picture,
  LineRange,
  View,
} from '../../../server/src/picture/model.js';
import { numberTypes, type NumberType } from '../../../server/src/math/numberTypes.js';
import { isCount, isFlag, isList, isOneOf, isText, type Check } from './checks.js';
import { measures, type MeasureId } from '../data/measures.js';
import { toNetwork, type NetworkData } from '../data/network.js';
import type { ZooNetwork } from '../data/zoo.js';
import { keepState, keptState, send } from './host.js';
import type { Base, Subject, ToPanel, Wish } from './messages.js';
import { Store } from './store.js';

export const tabs = ['graph', 'field', 'charts', 'table'] as const;
export type Tab = (typeof tabs)[number];
export type Colouring = 'operator' | MeasureId;
export type Direction = 'down' | 'right';

/** What the reader chose; survives a reload of the window. */
interface Chosen {
  readonly tab: Tab;
  readonly network: string | undefined;
  readonly level: number | undefined;
  readonly fold: Fold | undefined;
  readonly opened: readonly ItemId[];
  readonly closed: readonly ItemId[];
  readonly unfolded: readonly ItemId[];
  readonly direction: Direction;
  readonly colouring: Colouring;
  readonly outline: boolean;
  readonly map: boolean;
  /** Whether the controls of "what if" are shown. */
  readonly whatIf: boolean;
  readonly input: readonly number[] | undefined;
  /** A size of the input that figures are looked up for, where its sizes are named. */
  readonly side: number | undefined;
  readonly batch: number | undefined;
  readonly numberType: NumberType | undefined;
  readonly device: string | undefined;
  readonly base: Base;
  readonly selected: ItemId | undefined;
  /** Columns of the table that are not shown. */
  readonly hidden: readonly string[];
}

export interface State extends Chosen {
  readonly subject: Subject | undefined;
  /** Whether the first answer has come. */
  readonly answered: boolean;
  readonly networks: readonly string[];
  readonly picture: Picture | undefined;
  /** The picture belongs to an earlier text: this one gives none. */
  readonly stale: boolean;
  /** Why the network has no picture: a sentence. */
  readonly tooLarge: string | undefined;
  readonly error: { readonly message: string; readonly place: LineRange } | undefined;
  readonly figures: NetworkData | undefined;
  readonly baseFigures: NetworkFigures | undefined;
  readonly baseProblem: string | undefined;
  readonly zoo: readonly ZooNetwork[] | undefined;
  readonly cursor: { readonly uri: string; readonly line: number; readonly character: number } | undefined;
}

const initial: Chosen = {
  tab: 'graph',
  network: undefined,
  level: undefined,
  fold: undefined,
  opened: [],
  closed: [],
  unfolded: [],
  direction: 'down',
  colouring: 'operator',
  outline: false,
  map: true,
  whatIf: false,
  input: undefined,
  side: undefined,
  batch: undefined,
  numberType: undefined,
  device: undefined,
  base: 'none',
  selected: undefined,
  hidden: [],
};

const checks: Readonly<Record<keyof Chosen, Check>> = {
  tab: isOneOf(...tabs),
  network: isText,
  level: isCount,
  fold: isOneOf('none', 'equal', 'alike'),
  opened: isList(isText),
  closed: isList(isText),
  unfolded: isList(isText),
  direction: isOneOf('down', 'right'),
  colouring: isOneOf('operator', ...Object.keys(measures)),
  outline: isFlag,
  map: isFlag,
  whatIf: isFlag,
  input: isList(isCount),
  side: isCount,
  batch: isCount,
  numberType: isOneOf(...Object.keys(numberTypes)),
  device: isText,
  base: isOneOf('none', 'save', 'commit'),
  selected: isText,
  hidden: isList(isText),
};

const nothing = {
  answered: false,
  networks: [],
  picture: undefined,
  stale: false,
  error: undefined,
  tooLarge: undefined,
  figures: undefined,
  baseFigures: undefined,
  baseProblem: undefined,
  cursor: undefined,
};

export const store = new Store<State>({
  ...initial,
  ...kept(),
  ...nothing,
  subject: undefined,
  zoo: undefined,
});

/** What an earlier page kept, as far as it is what it should be. */
function kept(): Partial<Chosen> {
  const state = keptState();
  if (typeof state !== 'object' || state === null) return {};
  return Object.fromEntries(
    Object.entries(checks).flatMap(([name, check]) => {
      const value = (state as Record<string, unknown>)[name];
      return value !== undefined && check(value) ? [[name, value]] : [];
    }),
  );
}

function wishOf(state: State): Wish {
  const { network, level, fold, opened, closed, unfolded, input, batch, numberType, base } = state;
  const view: View = {
    opened,
    closed,
    unfolded,
    ...(level !== undefined && { level }),
    ...(fold !== undefined && { fold }),
  };
  return {
    network,
    view,
    base,
    overrides: {
      ...(input && { input }),
      ...(batch !== undefined && { batchSize: batch }),
      ...(numberType !== undefined && { numberType }),
    },
  };
}

let wished = '';

/** Keeps the reader's choices, and notifies the extension if they change what is to be sent. */
store.listen(() => {
  const state = store.get();
  const names = Object.keys(initial) as (keyof Chosen)[];
  keepState({
    ...Object.fromEntries(names.map((name) => [name, state[name]])),
    uri: state.subject?.uri,
    pinned: state.subject?.pinned,
  });
  const wish = wishOf(state);
  const text = JSON.stringify(wish);
  if (text === wished) return;
  wished = text;
  send({ type: 'wish', wish });
});

export function start(): void {
  const wish = wishOf(store.get());
  wished = JSON.stringify(wish);
  send({ type: 'ready', wish });
}

export function receive(message: ToPanel): void {
  const state = store.get();
  switch (message.type) {
    case 'subject': {
      const { subject } = message;
      const before = state.subject?.uri ?? (keptState() as { uri?: string } | undefined)?.uri;
      if (before !== undefined && subject?.uri !== before) forget();
      store.set({ subject });
      break;
    }
    case 'picture': {
      const { result } = message;
      if (message.uri !== (state.subject?.uri ?? '')) break;
      const picture = result?.picture;
      if (picture) {
        store.set({
          picture,
          stale: false,
          networks: result.networks,
          error: result.error,
          tooLarge: undefined,
          answered: true,
        });
      } else {
        store.set({
          stale: state.picture !== undefined,
          networks: result?.networks ?? [],
          error: result?.error,
          tooLarge: result?.tooLarge,
          answered: true,
        });
      }
      break;
    }
    case 'figures': {
      const figures = message.result?.figures;
      if (message.uri === state.subject?.uri && figures) store.set({ figures: toNetwork(figures) });
      break;
    }
    case 'base':
      if (message.base === state.base) {
        store.set({ baseFigures: message.figures, baseProblem: message.problem });
      }
      break;
    case 'cursor': {
      const { uri, line, character } = message;
      if (state.subject) store.set({ cursor: { uri, line, character }, selected: undefined });
      break;
    }
    case 'choose':
      choose(message.network);
      break;
    case 'zoo':
      store.set({ zoo: message.networks });
      break;
  }
}

/** Turns to a network of the file; undefined: the one at the cursor. */
export function choose(network: string | undefined): void {
  store.set({ network, opened: [], closed: [], unfolded: [], selected: undefined });
}

/** What was chosen for one file says nothing of another. */
function forget(): void {
  const { network, opened, closed, unfolded, level, fold, selected } = initial;
  const { input, batch, numberType, device } = initial;
  const tried = { input, batch, numberType, device };
  store.set({ ...nothing, network, opened, closed, unfolded, level, fold, selected, ...tried });
}
