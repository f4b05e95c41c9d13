// Python's inspect module: the signatures of functions.
import type { Machine } from '../interpreter/machine.js';
import {
  Instance,
  Method,
  Native,
  orElse,
  PyClass,
  PyDict,
  PyFunction,
  Unknown,
  type Value,
} from '../interpreter/values.js';

const kinds = { positional: 0, either: 1, rest: 2, keyword: 3, keywords: 4 } as const;
const kindNames = [
  'POSITIONAL_ONLY',
  'POSITIONAL_OR_KEYWORD',
  'VAR_POSITIONAL',
  'KEYWORD_ONLY',
  'VAR_KEYWORD',
] as const;

export function inspectModule(machine: Machine): Readonly<Record<string, Value>> {
  const define = (name: string): PyClass => {
    const cls = new PyClass(name, [machine.types.object]);
    cls.mro = [cls, machine.types.object];
    return cls;
  };
  const [signature, parameter] = [define('Signature'), define('Parameter')];
  const empty = define('_empty');
  parameter.attributes.set('empty', empty);
  signature.attributes.set('empty', empty);
  kindNames.forEach((name, index) => parameter.attributes.set(name, index));

  const signatureOf = (given: Value): Value => {
    let callee = given instanceof PyClass ? given.find('__init__') : given;
    let skip = given instanceof PyClass ? 1 : 0;
    if (callee instanceof Method) {
      callee = callee.fn;
      skip = 1;
    }
    for (let wrapped; callee instanceof PyFunction && (wrapped = callee.attributes?.get('__wrapped__'));)
      callee = wrapped;
    if (!(callee instanceof PyFunction)) return new Unknown('the signature of something unknown');
    const { defaults } = callee;
    const parameters = callee.code.parameters.map(({ name, kind }, index) => {
      const own = new Instance(parameter);
      own.attributes.set('name', name);
      own.attributes.set('kind', kinds[kind]);
      own.attributes.set('default', orElse<Value>(defaults[index], empty));
      own.attributes.set('annotation', empty);
      return [name, own] as const;
    });
    const result = new Instance(signature);
    result.attributes.set('parameters', PyDict.of(parameters.slice(skip)));
    result.attributes.set('return_annotation', empty);
    return result;
  };

  return {
    signature: new Native('signature', (_, [callee = null]) => signatureOf(callee)),
    Parameter: parameter,
    Signature: signature,
    isclass: new Native('isclass', (_, [value = null]) =>
      value instanceof Unknown ? value : value instanceof PyClass,
    ),
    isfunction: new Native('isfunction', (_, [value = null]) => value instanceof PyFunction),
    ismethod: new Native('ismethod', (_, [value = null]) => value instanceof Method),
  };
}
