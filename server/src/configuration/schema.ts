// The JSON schema of fovea.toml, made of the declaration of its keys, for editors that complete and check TOML.
import { catalogue } from '../findings/catalogue.js';
import { keys, networkKeys, type KeyDeclaration, type KeyType } from './declaration.js';

type Json = string | number | boolean | readonly Json[] | JsonObject;

interface JsonObject {
  readonly [key: string]: Json;
}

const textOrTexts: JsonObject = { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] };
const code: Json = { enum: Object.keys(catalogue) };
const shape = '\\d+(\\s*[xX×]\\s*\\d+)*';

function schemaOf(type: KeyType): JsonObject {
  switch (type.is) {
    case 'codes':
      return { type: 'array', items: code, uniqueItems: true };
    case 'severities':
      return {
        type: 'object',
        propertyNames: code,
        additionalProperties: { enum: ['error', 'warning', 'information', 'hint'] },
      };
    case 'globs':
    case 'folders':
      return textOrTexts;
    case 'choice':
      return { enum: type.of };
    case 'shape':
      return { type: 'string', pattern: `^\\s*${shape}\\s*$` };
    case 'shapes':
      return { type: 'string' };
    case 'size':
      return { type: 'integer', minimum: 1 };
    case 'arguments':
      return { anyOf: [{ type: 'string' }, { type: 'object' }] };
    case 'networks': {
      const network = object(networkKeys);
      return {
        type: 'object',
        additionalProperties: { anyOf: [network, { type: 'array', items: network }] },
      };
    }
  }
}

const object = (declared: Readonly<Record<string, KeyDeclaration>>): JsonObject => ({
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(
    Object.entries(declared).map(([key, { type, doc }]) => [key, { description: doc, ...schemaOf(type) }]),
  ),
});

/** The text of schemas/fovea.schema.json. */
export function schemaText(): string {
  const schema: Json = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Fovea',
    description: 'Configuration of Fovea: fovea.toml, or [tool.fovea] in pyproject.toml.',
    ...object(keys),
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
