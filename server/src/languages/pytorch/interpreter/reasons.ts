// Why a name of a module is not known, in words that the reader of a program can act on.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { entryOf } from '../../../text/table.js';

type Reason = (name: string) => string;

/** What modules of the standard library depend on that a text does not determine. */
const reasons: Readonly<Record<string, Reason>> = {
  ...because(
    pythonReasons.dependsOnMachine,
    'os os.path platform shutil subprocess socket getpass glob tempfile multiprocessing threading pathlib sys signal ' +
      'ctypes gc psutil resource locale sysconfig site pynvml concurrent.futures',
  ),
  ...because(pythonReasons.dependsOnTime, 'time datetime timeit uuid calendar zoneinfo sched'),
  ...because(pythonReasons.random, 'random secrets numpy.random'),
  ...because(
    pythonReasons.readsExternalData,
    'pickle csv zipfile gzip tarfile urllib http requests configparser sqlite3 io h5py lmdb boto3 urllib.request shelve',
  ),
};

function because(reason: Reason, modules: string): Readonly<Record<string, Reason>> {
  return Object.fromEntries(modules.split(' ').map((name) => [name, reason]));
}

/** The reason why `module.name` is unknown. */
export function notModelled(module: string, name: string): string {
  const outer = module.split('.')[0] ?? '';
  const known = [module, outer].find((each) => Object.hasOwn(reasons, each));
  const reason = (known === undefined ? undefined : entryOf(reasons, known)) ?? pythonReasons.notModelled;
  return reason(`${module}.${name}`);
}
