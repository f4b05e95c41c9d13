// Python's sys module, as far as it does not depend on the machine.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import type { Machine } from '../interpreter/machine.js';
import { Native, PyDict, PyList, PyModule, PyTuple, Unknown, type Value } from '../interpreter/values.js';

/** The version of Python whose syntax and library are followed. */
const version = [3, 11, 0] as const;

/** `sys.modules`: modules are found by their names; whether one is imported that was not met is not known. */
class Modules extends PyDict {
  constructor(private readonly machine: Machine) {
    super();
  }

  override get(key: Value): Value | undefined {
    const own = super.get(key);
    if (own !== undefined || typeof key !== 'string') return own;
    const known = this.machine.modules.get(key);
    if (known !== undefined) return known;
    return new Unknown(pythonReasons.maybeImported(key));
  }

  override has(key: Value): boolean {
    return super.has(key) || (typeof key === 'string' && this.machine.modules.get(key) instanceof PyModule);
  }
}

export function sysModule(machine: Machine): Readonly<Record<string, Value>> {
  const none = (name: string): Value => new Native(name, () => null);
  return {
    modules: new Modules(machine),
    argv: new Unknown(pythonReasons.commandLine),
    version_info: new PyTuple([...version, 'final', 0]),
    version: `${version.join('.')} (main)`,
    hexversion: 0x030b00f0,
    maxsize: 2n ** 63n - 1n,
    maxunicode: 0x10ffff,
    byteorder: 'little',
    path: new PyList([]),
    meta_path: new PyList([]),
    flags: new Unknown(pythonReasons.interpreterFlags),
    exit: new Native('exit', (own, [code]) => {
      throw own.error('SystemExit', typeof code === 'string' ? code : '');
    }),
    intern: new Native('intern', (_, [text = null]) => text),
    getrecursionlimit: new Native('getrecursionlimit', () => 1000),
    setrecursionlimit: none('setrecursionlimit'),
    settrace: none('settrace'),
    setprofile: none('setprofile'),
    gettrace: none('gettrace'),
    exc_info: new Native('exc_info', (own) =>
      own.handled === null
        ? new PyTuple([null, null, null])
        : new PyTuple([own.handled.cls, own.handled, new Unknown(pythonReasons.traceback)]),
    ),
  };
}
