// The built-in types, as classes.
import { PyClass } from './values.js';

const exceptions = {
  BaseException: 'object',
  Exception: 'BaseException',
  SystemExit: 'BaseException',
  KeyboardInterrupt: 'BaseException',
  GeneratorExit: 'BaseException',
  StopIteration: 'Exception',
  ArithmeticError: 'Exception',
  OverflowError: 'ArithmeticError',
  ZeroDivisionError: 'ArithmeticError',
  AssertionError: 'Exception',
  AttributeError: 'Exception',
  BufferError: 'Exception',
  EOFError: 'Exception',
  ImportError: 'Exception',
  ModuleNotFoundError: 'ImportError',
  LookupError: 'Exception',
  IndexError: 'LookupError',
  KeyError: 'LookupError',
  MemoryError: 'Exception',
  NameError: 'Exception',
  UnboundLocalError: 'NameError',
  OSError: 'Exception',
  FileNotFoundError: 'OSError',
  RuntimeError: 'Exception',
  NotImplementedError: 'RuntimeError',
  RecursionError: 'RuntimeError',
  SyntaxError: 'Exception',
  TypeError: 'Exception',
  ValueError: 'Exception',
  UnicodeError: 'ValueError',
  Warning: 'Exception',
  UserWarning: 'Warning',
  DeprecationWarning: 'Warning',
  FutureWarning: 'Warning',
  RuntimeWarning: 'Warning',
  PendingDeprecationWarning: 'Warning',
  ImportWarning: 'Warning',
} as const;

const plain = [
  'object',
  'type',
  'int',
  'float',
  'str',
  'list',
  'tuple',
  'dict',
  'set',
  'frozenset',
  'range',
  'slice',
  'function',
  'method',
  'builtin_function_or_method',
  'module',
  'property',
  'staticmethod',
  'classmethod',
  'super',
  'iterator',
  'NoneType',
  'ellipsis',
  'NotImplementedType',
  'bytes',
  'dict_keys',
  'dict_values',
  'dict_items',
  'complex',
] as const;

export type ExceptionName = keyof typeof exceptions;
export type TypeName = (typeof plain)[number] | 'bool' | ExceptionName;

/** A fresh set, so that what one program does to them no other one sees. */
export function builtinTypes(): Record<TypeName, PyClass> {
  const types: Partial<Record<TypeName, PyClass>> = {};
  const object = new PyClass('object');
  types.object = object;
  const define = (name: TypeName, base: PyClass): void => {
    const cls = new PyClass(name, [base]);
    cls.mro = [cls, ...base.mro];
    base.subclasses.push(cls);
    types[name] = cls;
  };
  for (const name of plain) if (name !== 'object') define(name, object);
  define('bool', types.int as PyClass);
  for (const [name, base] of Object.entries(exceptions))
    define(name as ExceptionName, types[base] as PyClass);
  return types as Record<TypeName, PyClass>;
}

export const exceptionNames = Object.keys(exceptions) as readonly ExceptionName[];
