// The signature of the call that the cursor is in, and which of its parameters is being written.
import type { Signature } from '../../contract/completion.js';
import { operatorNamed } from '../../ops/registry.js';
import { entryOf } from '../../text/table.js';
import { functions } from './arithmetic.js';
import type { Call } from './parser/ast.js';
import { lookUp, type Module } from './modules.js';
import { parameterText } from './signature.js';
import { pathTo } from './parser/walk.js';

export function signatureAt(module: Module, offset: number): Signature | undefined {
  const call = pathTo(module.file, offset).findLast(
    (node): node is Call =>
      node.kind === 'Call' && node.argumentsStart <= offset && offset <= node.argumentsEnd,
  );
  if (call?.callee.kind !== 'Name') return undefined;
  const { name } = call.callee;
  const known = parametersOf(name, module);
  if (!known) {
    const builtIn = entryOf(functions, name);
    return builtIn && { label: builtIn.signature, doc: builtIn.doc, parameters: [], active: undefined };
  }
  let label = `${name}(`;
  const parameters = known.parameters.map(({ text, doc }, index) => {
    if (index > 0) label += ', ';
    const start = label.length;
    label += text;
    return { label: { start, end: label.length }, doc };
  });
  const active = activeArgument(call, offset, module.source.text);
  const names = known.parameters.map((each) => each.name);
  const position = active.name === undefined ? active.position : names.indexOf(active.name);
  const isActive = position >= 0 && position < parameters.length;
  return { label: `${label})`, doc: known.doc, parameters, active: isActive ? position : undefined };
}

interface KnownCallee {
  readonly doc: string | undefined;
  readonly parameters: readonly {
    readonly name: string;
    readonly text: string;
    readonly doc: string | undefined;
  }[];
}

function parametersOf(name: string, module: Module): KnownCallee | undefined {
  const declared = lookUp(module, name);
  if (declared) {
    const { declaration, module: home } = declared;
    if (declaration.kind === 'Const') return undefined;
    const parameters = declaration.parameters.map((parameter) => ({
      name: parameter.name?.name ?? '',
      text: parameterText(parameter, home),
      doc: parameter.doc?.text,
    }));
    return { doc: declaration.doc?.text, parameters };
  }
  const operator = operatorNamed(name);
  if (!operator) return undefined;
  const parameters = Object.entries(operator.parameters).map(([own, { default: preset, doc, type }]) => ({
    name: own,
    text: preset ? `${own} = ${preset.text}` : own,
    doc: `${doc} (${type})`,
  }));
  return { doc: operator.summary, parameters };
}

/** The argument that the cursor is in or after: its name, or its place among the arguments. */
function activeArgument(
  { arguments: given }: Call,
  offset: number,
  text: string,
): { readonly position: number; readonly name: string | undefined } {
  const last = given.findLastIndex(({ start }) => start <= offset);
  const argument = given[last];
  // A comma after it begins the next one, also where nothing is written yet.
  if (!argument || text.slice(argument.end, offset).includes(','))
    return { position: last + 1, name: undefined };
  return { position: last, name: argument.name?.name };
}
