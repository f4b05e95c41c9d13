// A file with all that is known of it, for describing and finding names.
import type { Message } from './parser/syntax.js';
import type { LayerSource } from './layerSource.js';
import type { LoweredNet } from './lower.js';
import type { MessageType } from './schema/schema.js';
import type { NetState } from './state.js';

export interface Model {
  readonly uri: string;
  readonly text: string;
  readonly root: Message;
  /** Undefined where the file is of a kind that Fovea does not know. */
  readonly schema: MessageType | undefined;
  readonly layers: readonly LayerSource[];
  readonly state: NetState;
  /** Undefined where the file is no network. */
  readonly lowered: LoweredNet | undefined;
}
