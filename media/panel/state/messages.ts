// What the panel and the extension say to each other. Each side checks what it receives; whatever does not fit is dropped.
import type { FiguresResult, PictureResult, WhatIf } from '../../../server/src/lsp/protocol.js';
import type { NetworkFigures, LineRange, View } from '../../../server/src/picture/model.js';
import { isCount, isFlag, isList, isObject, isOneOf, isOptional, isText, type Check } from './checks.js';
import type { ZooNetwork } from '../data/zoo.js';

/** What a network is compared with: nothing, the file on disk, or the file in the last commit. */
export type Base = 'none' | 'save' | 'commit';

/** What the panel wants to be kept up to date about. */
export interface Wish {
  /** Default: the network under the cursor, or the first of the file. */
  readonly network?: string | undefined;
  readonly view: View;
  readonly overrides: WhatIf;
  readonly base: Base;
}

export type ToHost =
  | { readonly type: 'ready'; readonly wish: Wish }
  | { readonly type: 'wish'; readonly wish: Wish }
  | { readonly type: 'reveal'; readonly place: LineRange; readonly focus: boolean }
  | { readonly type: 'pin'; readonly pinned: boolean }
  | { readonly type: 'zoo' }
  | { readonly type: 'copy'; readonly text: string }
  | {
      readonly type: 'save';
      /** With its ending. */
      readonly name: string;
      readonly encoding: 'text' | 'base64';
      readonly data: string;
    };

/** The file that is shown, and its settings. */
export interface Subject {
  readonly uri: string;
  readonly name: string;
  readonly pinned: boolean;
  readonly numberType: string;
  readonly batchSize: number;
  readonly optimizer: string;
  readonly device: string;
  /** The setting `fovea.devices`, unchecked. */
  readonly devices: unknown;
}

export type ToPanel =
  | { readonly type: 'subject'; readonly subject: Subject | undefined }
  | { readonly type: 'picture'; readonly uri: string; readonly result: PictureResult | undefined }
  | { readonly type: 'figures'; readonly uri: string; readonly result: FiguresResult | undefined }
  | {
      readonly type: 'base';
      /** `none` where the figures are those of file and settings, with which a try is compared. */
      readonly base: Base;
      readonly figures?: NetworkFigures | undefined;
      /** Why there is nothing to compare with. */
      readonly problem?: string | undefined;
    }
  | {
      readonly type: 'cursor';
      readonly uri: string;
      readonly line: number;
      readonly character: number;
    }
  /** One of the networks of the file was chosen elsewhere. */
  | { readonly type: 'choose'; readonly network: string }
  | { readonly type: 'zoo'; readonly networks: readonly ZooNetwork[] };

const isPlace = isObject({
  uri: isText,
  line: isCount,
  character: isCount,
  endLine: isCount,
  endCharacter: isCount,
});
const isBase = isOneOf('none', 'save', 'commit');
const isWish = isObject({
  network: isOptional(isText),
  view: isObject({
    level: isOptional(isCount),
    budget: isOptional(isCount),
    opened: isOptional(isList(isText)),
    closed: isOptional(isList(isText)),
    fold: isOptional(isOneOf('none', 'equal', 'alike')),
    unfolded: isOptional(isList(isText)),
  }),
  overrides: isObject({
    input: isOptional(isList(isCount)),
    batchSize: isOptional(isCount),
    numberType: isOptional(isText),
  }),
  base: isBase,
});
const isResult = isOptional(isObject({ version: isCount, networks: isList(isText) }));

const toHost: Readonly<Record<ToHost['type'], Check>> = {
  ready: isObject({ wish: isWish }),
  wish: isObject({ wish: isWish }),
  reveal: isObject({ place: isPlace, focus: isFlag }),
  pin: isObject({ pinned: isFlag }),
  zoo: () => true,
  copy: isObject({ text: isText }),
  save: isObject({ name: isText, encoding: isOneOf('text', 'base64'), data: isText }),
};

const toPanel: Readonly<Record<ToPanel['type'], Check>> = {
  subject: isObject({
    subject: isOptional(
      isObject({
        uri: isText,
        name: isText,
        pinned: isFlag,
        numberType: isText,
        batchSize: isCount,
        optimizer: isText,
        device: isText,
      }),
    ),
  }),
  picture: isObject({ uri: isText, result: isResult }),
  figures: isObject({ uri: isText, result: isResult }),
  base: isObject({ base: isBase, problem: isOptional(isText) }),
  choose: isObject({ network: isText }),
  cursor: isObject({ uri: isText, line: isCount, character: isCount }),
  zoo: isObject({ networks: isList(isObject({ network: isText })) }),
};

function read<Message>(checks: Readonly<Record<string, Check>>, data: unknown): Message | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { type } = data as { type?: unknown };
  const check = typeof type === 'string' && Object.hasOwn(checks, type) ? checks[type] : undefined;
  return check?.(data) ? (data as Message) : undefined;
}

/** What the panel sent, if it is a message at all. */
export const readToHost = (data: unknown): ToHost | undefined => read(toHost, data);

/** What the extension sent, if it is a message at all. */
export const readToPanel = (data: unknown): ToPanel | undefined => read(toPanel, data);
