// Modules of the standard library that the interpreter has itself; the others it knows are Python, in stubs/.
import type { Machine } from '../interpreter/machine.js';
import type { Value } from '../interpreter/values.js';
import { collectionsModule } from './collections.js';
import { copyModule } from './copy.js';
import { dataclassesModule } from './dataclasses.js';
import { enumModule } from './enum.js';
import { inspectModule } from './inspect.js';
import { jsonModule } from './json.js';
import { mathModule } from './math.js';
import { pythonModule } from './python.js';
import { reModule } from './re.js';
import { sysModule } from './sys.js';
import { typesModule } from './types.js';
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
  _python: pythonModule,
  copy: copyModule,
  inspect: inspectModule,
  json: jsonModule,
  re: reModule,
  sys: sysModule,
  types: typesModule,
};

/** Modules that do something outside, or nothing that matters here: everything of them is unknown, with a reason. */
export const inertModules: ReadonlySet<string> = new Set(
  (
    'io time datetime random logging shutil subprocess socket threading multiprocessing ' +
    'pickle csv hashlib urllib tempfile glob string struct importlib traceback contextvars asyncio ctypes ' +
    'statistics textwrap pprint platform signal uuid zipfile gzip tarfile base64 weakref gc atexit getpass ' +
    'configparser http email unittest doctest timeit queue select numbers fractions decimal bisect heapq ' +
    'pathlib concurrent secrets calendar sqlite3 html xml cmath zlib bz2 lzma hmac locale codecs unicodedata array ' +
    'copyreg pkgutil ast dis tokenize symtable keyword reprlib sched resource errno stat fnmatch filecmp fileinput ' +
    'shlex mmap ssl selectors socketserver ftplib smtplib xmlrpc ipaddress mimetypes binascii quopri curses readline ' +
    'pdb profile cProfile pstats trace tracemalloc faulthandler site sysconfig zoneinfo graphlib shelve dbm marshal ' +
    'scipy pandas matplotlib PIL cv2 sklearn tqdm requests yaml wandb tensorboard tensorboardX'
  ).split(' '),
);
