// What the stubs of torch call: a function of the session and of values.
import type { Value } from '../../interpreter/values.js';
import type { Session } from '../session.js';

export type Primitive = (session: Session, ...args: readonly Value[]) => Value;
