// How the messages of a format are described: fields with type, default and a sentence. Plain data, no rule of its own.

/** A `name` is text in some copies of the schema and a word of an enumeration in others: both are read. */
export type ScalarType = 'string' | 'name' | 'bool' | 'float' | 'int' | 'uint';

export interface EnumType {
  readonly kind: 'enum';
  readonly name: string;
  /** Each value with what it means. */
  readonly values: ReadonlyMap<string, string>;
}

export interface MessageType {
  readonly kind: 'message';
  readonly name: string;
  readonly doc: string;
  readonly fields: ReadonlyMap<string, FieldType>;
}

export interface FieldType {
  /** A message type is given by a function, so that types may name one another. */
  readonly type: ScalarType | EnumType | (() => MessageType);
  readonly repeated: boolean;
  readonly doc: string;
  /** As it would be written; undefined where there is none. */
  readonly default?: string;
  /** What replaces a field that is kept for old files only. */
  readonly deprecated?: string;
}

type More = Partial<Pick<FieldType, 'default' | 'deprecated'>>;
type Make = (doc: string, preset?: string | number | boolean, more?: More) => FieldType;

const scalar =
  (type: ScalarType): Make =>
  (doc, preset, more) => ({
    type,
    repeated: false,
    doc,
    ...(preset !== undefined && { default: String(preset) }),
    ...more,
  });

export const string = scalar('string');
export const name = scalar('name');
export const bool = scalar('bool');
export const float = scalar('float');
export const int = scalar('int');
export const uint = scalar('uint');

export const sub = (type: () => MessageType, doc: string, more?: More): FieldType => ({
  type,
  repeated: false,
  doc,
  ...more,
});

export const oneOf = (type: EnumType, doc: string, preset?: string, more?: More): FieldType => ({
  type,
  repeated: false,
  doc,
  ...(preset !== undefined && { default: preset }),
  ...more,
});

export const many = (field: FieldType): FieldType => ({ ...field, repeated: true });

export function enumeration(name: string, values: Readonly<Record<string, string>>): EnumType {
  return { kind: 'enum', name, values: new Map(Object.entries(values)) };
}

export function message(name: string, doc: string, fields: Readonly<Record<string, FieldType>>): MessageType {
  return { kind: 'message', name, doc, fields: new Map(Object.entries(fields)) };
}

/** The type of a field that holds messages. */
export function messageTypeOf(field: FieldType | undefined): MessageType | undefined {
  return typeof field?.type === 'function' ? field.type() : undefined;
}

export function enumTypeOf(field: FieldType | undefined): EnumType | undefined {
  return typeof field?.type === 'object' ? field.type : undefined;
}

/** `uint`, `list of float`, `MAX | AVE`, `ConvolutionParameter`. */
export function typeText({ type, repeated }: FieldType): string {
  const text =
    typeof type === 'function'
      ? type().name
      : typeof type === 'object'
        ? [...type.values.keys()].join(' | ')
        : scalarTexts[type];
  return repeated ? `${text}, any number of times` : text;
}

const scalarTexts: Readonly<Record<ScalarType, string>> = {
  string: 'text',
  name: 'text or a word',
  bool: 'true or false',
  float: 'number',
  int: 'whole number',
  uint: 'whole number ≥ 0',
};
