// What torch's Module does when its attributes are set: submodules, parameters and buffers are registered.
import { Instance, type AttributeRegistry, type Value } from '../interpreter/values.js';

const roleOf = (value: Value): string | undefined => (value instanceof Instance ? value.cls.role : undefined);

export const moduleRegistry: AttributeRegistry = {
  tables: ['_modules', '_parameters', '_buffers'],
  tableFor: (value) => {
    const role = roleOf(value);
    return role === 'module' ? '_modules' : role === 'parameter' ? '_parameters' : undefined;
  },
  // A registered name stays registered when None, or a tensor for a buffer, is assigned to it.
  staysIn: (table, value) => value === null || (table === '_buffers' && roleOf(value) === 'tensor'),
  leaves: ['_modules'],
};
