// Definitions as they would be declared, for hovers and outlines.
import type { Definition, Parameter, TypeName } from './parser/ast.js';
import type { Module } from './modules.js';

/** `block Bottleneck(width, stride = 1)`. */
export function signatureOf(definition: Definition, module: Module): string {
  const word = definition.kind.toLowerCase();
  const parameters = definition.parameters.map((parameter) => parameterText(parameter, module));
  const list = parameters.length > 0 ? `(${parameters.join(', ')})` : '';
  const alias = definition.alias ? ` = ${textOf(definition.alias, module)}` : '';
  return `${word} ${definition.name?.name ?? ''}${list}${alias}`;
}

/** `stride: int = 1`. */
export function parameterText({ name, type, default: given }: Parameter, module: Module): string {
  return (
    (name?.name ?? '') + (type ? `: ${typeText(type)}` : '') + (given ? ` = ${textOf(given, module)}` : '')
  );
}

function typeText({ name, element }: TypeName): string {
  return element ? `${name.name} of ${typeText(element)}` : name.name;
}

/** A stretch of the file on one line. */
export function textOf(
  { start, end }: { readonly start: number; readonly end: number },
  { source }: Module,
): string {
  const text = source.text.slice(start, Math.min(end, start + 400)).replace(/\s+/g, ' ');
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}
