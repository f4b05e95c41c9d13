// What unknown code may have changed is unknown itself: containers, attributes, and the parts of modules.
import { blur } from './iteration.js';
import { Instance, PyDict, PyIterator, PyList, PySet, PyTuple, Unknown, type Value } from './values.js';

/** How deep containers within what is handed on are followed. */
const deepest = 3;

/** Marks what unknown code may have changed that was handed a value. */
export function invalidate(value: Value, reason: string, level = 0, seen = new Set<Value>()): void {
  if (level > deepest || typeof value !== 'object' || seen.has(value)) return;
  seen.add(value);
  if (value instanceof PyTuple) {
    for (const each of value.items) invalidate(each, reason, level + 1, seen);
  } else if (value instanceof PyList || value instanceof PyDict || value instanceof PySet) {
    const contents = value instanceof PyDict ? value.values() : value.items;
    for (const each of contents) invalidate(each, reason, level + 1, seen);
    blur(value, reason);
  } else if (value instanceof PyIterator) value.lost ??= reason;
  else if (value instanceof Instance) {
    if (value.cls.role === 'tensor' || value.cls.role === 'parameter' || value.cls.members) return;
    value.open ??= reason;
    const { native } = value;
    if (native instanceof PyList || native instanceof PyDict || native instanceof PySet)
      invalidate(native, reason, level + 1, seen);
    // Of a module every figure is a lower bound from here on; of any other object no attribute is certain.
    if (value.cls.role === 'module') return;
    for (const name of [...value.attributes.keys()]) value.attributes.set(name, new Unknown(reason));
  }
}

/** Marks a container to which unknown code may have added something, and nothing else. */
export function mayGrow(value: Value, reason: string): void {
  if (value instanceof PyList || value instanceof PyDict || value instanceof PySet) value.open ??= reason;
  else if (value instanceof Instance && value.cls.role !== 'tensor' && value.cls.role !== 'parameter') {
    value.open ??= reason;
    // What goes through the parts of a module meets those that were added.
    for (const inner of [
      value.native,
      value.cls.role === 'module' ? value.attributes.get('_modules') : undefined,
    ])
      if (inner instanceof PyList || inner instanceof PyDict || inner instanceof PySet) inner.open ??= reason;
  }
}

/** Methods that add to what they are called on, and change nothing that is there. */
export const growing: ReadonlySet<string> = new Set(
  'append appendleft extend insert add update setdefault add_module register_module register_parameter register_buffer'.split(
    ' ',
  ),
);

const removing: ReadonlySet<string> = new Set(
  'pop popleft popitem remove discard clear sort reverse move_to_end'.split(' '),
);

/** A method is called on one of several values: any of them may have changed. */
export function changedBy(method: string, { among, reason }: Unknown): void {
  for (const each of among ?? [])
    if (growing.has(method)) mayGrow(each, reason);
    else if (removing.has(method)) invalidate(each, reason);
}

/** Functions that are known, by their dotted names, to leave what they are given as it is as far as figures go. */
const harmlessModules = new Set(
  (
    'logging warnings os sys io re json time datetime pathlib socket threading csv hashlib urllib tempfile glob ' +
    'string traceback math pprint platform tqdm wandb tensorboard tensorboardX matplotlib yaml loguru rich click ' +
    'torch numpy scipy einops pickle shutil subprocess functools itertools inspect'
  ).split(' '),
);

/** Names that functions have which initialise, load, log or count. */
const harmlessNames =
  /^_*(?:.*init(?:ialize|ialise)?(?:_.*|s)?|xavier.*|kaiming.*|trunc_normal.*|normal_?|constant.*|uniform.*|reset_.*|load.*|save.*|log(?:ger|ging)?(?:_.*)?|info|debug|warn(?:ing)?(?:_.*)?|error|print.*|getLogger|get_logger|summary|profile.*|count_.*|repr|str|len|isinstance|deepcopy|copy|auto_?docstring|add_.*docstrings?.*|replace_return_docstrings)$/i;

export function isHarmless({ path }: Unknown): boolean {
  if (path === undefined) return false;
  const [top = ''] = path.split('.');
  const name = path.slice(path.lastIndexOf('.') + 1);
  return (
    (harmlessModules.has(top) && !/^(?:shuffle|heap\w*|insort\w*)$/.test(name)) || harmlessNames.test(name)
  );
}

/** Functions of which nobody expects that they raise. */
const reporting =
  /^_*(?:log(?:ger|ging)?(?:_.*)?|info|debug|warn(?:ing)?(?:_.*)?|error|print.*|getLogger|get_logger|summary|repr|str|len|isinstance)$/i;

/** Whether a call of an unknown function may raise an exception: a `try` statement around it may go either way. */
export const mayFail = ({ path }: Unknown): boolean =>
  path === undefined || !reporting.test(path.slice(path.lastIndexOf('.') + 1));

/** Whether an unknown decorator is of a kind that registers or describes what it is given, and gives it back. */
export function leavesAlone({ path }: Unknown): boolean {
  const name = path?.replaceAll('()', '') ?? '';
  return /regist|docstring|deprecat|export|entrypoint|public|beta|experimental|compile|script|no_grad|typecheck|jaxtyped|beartype/i.test(
    name,
  );
}
