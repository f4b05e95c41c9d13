// Modules of the standard library that the interpreter has itself; the others it knows are Python, in stubs/.
import type { Machine } from '../interpreter/machine.js';
import type { Value } from '../interpreter/values.js';
import { collectionsModule } from './collections.js';
import { copyModule } from './copy.js';
import { dataclassesModule } from './dataclasses.js';
import { enumModule } from './enum.js';
import { inspectModule } from './inspect.js';
import { mathModule } from './math.js';
import { abstractClasses, typingModule } from './typing.js';

export type NativeModule = (machine: Machine) => Readonly<Record<string, Value>>;

/** By dotted name: makes the names of a module, when it is first imported. */
export const nativeModules: Readonly<Record<string, NativeModule>> = {
  math: mathModule,
  enum: enumModule,
  dataclasses: dataclassesModule,
  typing: typingModule,
  typing_extensions: typingModule,
  'collections.abc': abstractClasses,
  _collections: collectionsModule,
  copy: copyModule,
  inspect: inspectModule,
};

/** Modules of the standard library that do something outside, or nothing that matters here: unknown in silence. */
export const inertModules: ReadonlySet<string> = new Set(
  (
    'os sys io re json time datetime random logging pathlib shutil subprocess socket threading multiprocessing ' +
    'pickle csv hashlib urllib tempfile glob string struct types importlib traceback contextvars asyncio ctypes ' +
    'statistics textwrap pprint platform signal uuid zipfile gzip tarfile base64 weakref gc atexit getpass ' +
    'configparser http email unittest doctest timeit queue select inspect numbers fractions decimal bisect heapq ' +
    'numpy scipy pandas matplotlib PIL cv2 sklearn tqdm requests yaml wandb tensorboard tensorboardX'
  ).split(' '),
);
