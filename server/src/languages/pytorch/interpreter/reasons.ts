// Why a name of a module is not known, in words that the reader of a program can act on.
import { entryOf } from '../../../text/table.js';

/** What modules of the standard library depend on that a text does not determine. */
const reasons: Readonly<Record<string, string>> = {
  ...because(
    'depends on the machine that the program runs on',
    'os os.path platform shutil subprocess socket getpass glob tempfile multiprocessing threading pathlib sys signal ' +
      'ctypes gc psutil resource locale sysconfig site pynvml concurrent.futures',
  ),
  ...because('depends on when the program runs', 'time datetime timeit uuid calendar zoneinfo sched'),
  ...because('is random', 'random secrets numpy.random'),
  ...because(
    'reads data from outside the program',
    'pickle csv zipfile gzip tarfile urllib http requests configparser sqlite3 io h5py lmdb boto3 urllib.request shelve',
  ),
};

function because(reason: string, modules: string): Readonly<Record<string, string>> {
  return Object.fromEntries(modules.split(' ').map((name) => [name, reason]));
}

/** The reason why `module.name` is unknown. */
export function notModelled(module: string, name: string): string {
  const reason = Object.hasOwn(reasons, module)
    ? entryOf(reasons, module)
    : Object.hasOwn(reasons, module.split('.')[0] ?? '')
      ? entryOf(reasons, module.split('.')[0] ?? '')
      : undefined;
  return `${module}.${name} ${reason ?? 'is not modelled'}`;
}
