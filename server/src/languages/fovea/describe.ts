// What a word of a Fovea file means: names, parameters, members, keywords of joins.
import type { Span } from '../../graph/graph.js';
import { code, joined, rich, type Markdown } from '../../text/markdown.js';
import type { Described } from '../../contract/language.js';
import { functions } from './arithmetic.js';
import { measures } from '../../directives/claims.js';
import type { Identifier, Node } from './parser/ast.js';
import { members } from './evaluate.js';
import { factForms } from './forms.js';
import { definitionSite, type FileEvaluation } from './frame.js';
import type { Module } from './modules.js';
import { namesOf, spanOfDeclaration, type Symbol } from './names.js';
import { parameterText, signatureOf, textOf } from './signature.js';
import { pathTo } from './parser/walk.js';
import { entryOf } from '../../text/table.js';

export const joinDocs: Readonly<Record<string, string>> = {
  add: 'Adds tensors of one shape, element by element: branches `{ | … | … }`, or named values `add(it, skip)`.',
  mul: 'Multiplies tensors element by element; a size of 1 is repeated.',
  mean: 'Averages tensors of one shape, element by element.',
  max: 'Takes the greatest of tensors of one shape, element by element; of numbers, the greatest.',
  concat: 'Puts tensors one after the other along the channels; all other sizes must agree.',
  columns: 'Hands its branches on side by side, unjoined, for a later join to spread with `...`.',
};

/** The word at `offset`, or undefined where it says nothing. */
export function describeAt(module: Module, offset: number, run: FileEvaluation): Described | undefined {
  const path = pathTo(module.file, offset);
  const node = path.at(-1) as Node;
  const span = ({ start, end }: { readonly start: number; readonly end: number }): Span => ({
    uri: module.source.uri,
    start,
    end,
  });
  const touched = (identifier: Identifier | null | undefined): identifier is Identifier =>
    identifier != null && identifier.start <= offset && offset <= identifier.end;
  const declared = (identifier: Identifier): Described | undefined => {
    const symbol = namesOf(module).symbols.find((each) => {
      const at = spanOfDeclaration(each, module);
      return at?.uri === module.source.uri && at.start === identifier.start;
    });
    return symbol && describeSymbol(symbol, module, run, span(identifier));
  };

  switch (node.kind) {
    case 'Name': {
      const symbol = namesOf(module).references.get(node);
      if (symbol) return describeSymbol(symbol, module, run, span(node));
      const doc = entryOf(measures, node.name);
      return doc ? { span: span(node), title: node.name, doc, facts: [] } : undefined;
    }
    case 'It':
      return {
        span: span(node),
        title: 'it',
        doc: 'The current value: what the statement before gave; in the arguments of an operator, its input.',
        facts: [],
      };
    case 'Net':
    case 'Block':
    case 'Operator':
    case 'Function':
    case 'Const':
    case 'Parameter':
    case 'Input':
    case 'Output':
      return touched(node.name) ? declared(node.name) : undefined;
    case 'Label':
      return touched(node.name) ? declared(node.name) : undefined;
    case 'Let': {
      const name = node.names.find(touched);
      return name && declared(name);
    }
    case 'Fact': {
      const doc = factForms.find(({ label }) => label === node.key.name)?.doc;
      return touched(node.key) ? { span: span(node.key), title: node.key.name, doc, facts: [] } : undefined;
    }
    case 'Comprehension':
    case 'For': {
      const name = [node.index, node.item, ...(node.parts ?? [])].find(touched);
      return name ? declared(name) : undefined;
    }
    case 'Member': {
      if (!touched(node.name)) return undefined;
      const { name } = node.name;
      const doc = entryOf(members, name)?.doc ?? entryOf(measures, name);
      return doc === undefined
        ? undefined
        : { span: span(node.name), title: textOf(node, module), doc, facts: [] };
    }
    case 'Argument': {
      const call = path.at(-2);
      if (!touched(node.name) || call?.kind !== 'Call' || call.callee.kind !== 'Name') return undefined;
      const callee = namesOf(module).references.get(call.callee);
      if (callee?.kind === 'parameter' || callee === undefined || !('module' in callee)) return undefined;
      if (callee.kind === 'const') return undefined;
      const name = node.name.name;
      const parameter = callee.declaration.parameters.find((each) => each.name?.name === name);
      if (!parameter) return undefined;
      const symbol: Symbol = { kind: 'parameter', name, declaration: parameter, owner: callee.declaration };
      return describeSymbol(symbol, callee.module, run, span(node.name));
    }
    case 'String': {
      const statement = path.at(-2);
      const target = statement?.kind === 'Import' ? module.imports.get(statement) : undefined;
      if (!target) return undefined;
      const own = [...target.own.keys()].map(code);
      const facts = [own.length > 0 ? rich`Defines ${joined(own, ', ')}.` : 'Defines nothing.'];
      return {
        span: span(node),
        title: `import ${node.value}`,
        facts,
        definition: { uri: target.source.uri, start: 0, end: 0 },
      };
    }
    default:
      return undefined;
  }
}

function describeSymbol(symbol: Symbol, module: Module, run: FileEvaluation, span: Span): Described {
  const definition = spanOfDeclaration(symbol, module);
  const at = { span, definition, facts: [] };
  switch (symbol.kind) {
    case 'net':
    case 'block': {
      const { declaration, module: home } = symbol;
      return {
        ...at,
        title: signatureOf(declaration, home),
        doc: declaration.doc?.text,
        declares: definitionSite(home, declaration),
      };
    }
    case 'const':
      return {
        ...at,
        title: `const ${symbol.name} = ${textOf(symbol.declaration.value, symbol.module)}`,
        doc: symbol.declaration.doc?.text,
      };
    case 'parameter':
      return {
        ...at,
        title: `parameter ${parameterText(symbol.declaration, module)}`,
        doc: symbol.declaration.doc?.text,
        facts: [rich`Of ${code(signatureOf(symbol.owner, module))}.`, ...valuesSeen(symbol, run)],
      };
    case 'operator':
      return { ...at, title: symbol.name, doc: symbol.operator.summary, operator: symbol.operator };
    case 'function': {
      const known = entryOf(functions, symbol.name);
      return { ...at, title: known?.signature ?? symbol.name, doc: known?.doc };
    }
    case 'join':
      return { ...at, title: symbol.name, doc: entryOf(joinDocs, symbol.name) };
    case 'word':
      return { ...at, title: symbol.name, doc: 'A word that a parameter of an operator takes.' };
    case 'label':
      return {
        ...at,
        title: `${textOf(symbol.declaration, module)}:`,
        doc: 'A label: names the layer, block or part right after it.',
      };
    case 'loop':
      return { ...at, title: `for ${symbol.name}`, doc: 'Runs through the rounds of the loop.' };
    case 'value':
      return { ...at, title: `let ${symbol.name}` };
    case 'input':
    case 'output':
      return { ...at, title: `${symbol.kind} ${symbol.name}` };
  }
}

/** The values that a parameter takes over all instances of the file, in the order in which they come. */
function valuesSeen(
  { name, owner }: Symbol & { kind: 'parameter' },
  run: FileEvaluation,
): readonly Markdown[] {
  const start = owner.start;
  const values = new Set<string>();
  for (const body of run.bodies.values()) {
    if (body?.site.start !== start || body.name !== owner.name?.name) continue;
    for (const argument of body.arguments) if (argument.name === name) values.add(String(argument.value));
  }
  if (values.size === 0) return [];
  const shown = [...values].slice(0, 12).map(code);
  return [
    rich`Here it is ${joined(shown, ', ')}${values.size > 12 ? `, and ${values.size - 12} more values` : ''}.`,
  ];
}
