// Shows a Fovea syntax tree as a compact S-expression, so that a test can state it in a line.
import type {
  Body,
  Definition,
  Identifier,
  TopLevelItem,
  Node,
} from '../../server/src/languages/fovea/parser/ast.js';

const text = (name: Identifier | null): string => name?.name ?? '_';
const list = (head: string, parts: readonly string[]): string =>
  parts.length === 0 ? `(${head})` : `(${head} ${parts.join(' ')})`;
const body = (node: Body): string => `{${node.statements.map(dump).join('; ')}}`;

function definition(node: Definition): string {
  const parts = [text(node.name)];
  if (node.parameters.length > 0) parts.push(`<${node.parameters.map(dump).join(', ')}>`);
  if (node.alias !== null) parts.push(`= ${dump(node.alias)}`);
  if (node.body !== null) parts.push(body(node.body));
  return list(node.kind.toLowerCase(), parts);
}

/** One node and all below it; `_` is what is missing. */
export function dump(node: Node): string {
  switch (node.kind) {
    case 'File':
      return node.items.map((item: TopLevelItem) => dump(item)).join('\n');
    case 'Net':
    case 'Block':
    case 'Operator':
    case 'Function':
      return definition(node);
    case 'Import': {
      const names = node.names === null ? [] : [`{${node.names.map(text).join(', ')}}`];
      return list('import', [...names, dump(node.path)]);
    }
    case 'Const':
      return list('const', [text(node.name), dump(node.value)]);
    case 'Stray':
      return list('stray', [dump(node.statement)]);
    case 'Parameter': {
      const type = node.type === null ? '' : `: ${dump(node.type)}`;
      return text(node.name) + type + (node.default === null ? '' : ` = ${dump(node.default)}`);
    }
    case 'TypeName':
      return text(node.name) + (node.element === null ? '' : ` of ${dump(node.element)}`);
    case 'Body':
      return body(node);
    case 'Let':
      return list(node.shared ? 'shared' : 'let', [node.names.map(text).join(','), dump(node.value)]);
    case 'Fact':
      return list('fact', [text(node.key), dump(node.value)]);
    case 'Comprehension': {
      const names = [node.index, node.item, ...(node.parts ?? [])].flatMap((each) => each?.name ?? []);
      const test = node.test === null ? [] : [dump(node.test)];
      return list('comprehension', [dump(node.value), names.join(','), dump(node.list), ...test]);
    }
    case 'Input':
      return list('input', [text(node.name), dump(node.shape)]);
    case 'Output':
      return list(node.training === null ? 'output' : 'output-training', [text(node.name), dump(node.value)]);
    case 'Expect':
      return list('expect', [dump(node.target), dump(node.value)]);
    case 'Limit':
      return list('limit', node.bounds.map(dump));
    case 'Bound':
      return list(node.operator === '' ? '_' : node.operator, [dump(node.target), dump(node.value)]);
    case 'Report':
      return list('report', node.entries.map(dump));
    case 'ReportEntry':
      return `${text(node.key)}=${dump(node.value)}`;
    case 'Shape':
      return `<${node.entries.map(dump).join(' ')}>`;
    case 'AnySize':
    case 'Open':
      return '?';
    case 'Number':
      return typeof node.value === 'bigint' ? `${node.value}n` : String(node.value);
    case 'Size':
      return node.items.map(dump).join('x');
    case 'String':
      return JSON.stringify(node.value);
    case 'Boolean':
      return String(node.value);
    case 'List':
      return `[${node.items.map(dump).join(', ')}]`;
    case 'Name':
      return node.name;
    case 'It':
      return 'it';
    case 'Paren':
      return `(${dump(node.value)})`;
    case 'Unary':
      return list(node.operator, [dump(node.operand)]);
    case 'Binary':
      return list(node.operator, [dump(node.left), dump(node.right)]);
    case 'Range':
      return list(node.inclusive ? '..=' : '..<', [dump(node.from), dump(node.to)]);
    case 'Conditional':
      return list('then-else', [dump(node.test), dump(node.yes), dump(node.no)]);
    case 'Member':
      return `${dump(node.object)}.${text(node.name)}`;
    case 'Index':
      return `${dump(node.object)}[${dump(node.index)}]`;
    case 'Call':
      return `${dump(node.callee)}(${node.arguments.map(dump).join(', ')})`;
    case 'Argument':
      return node.name === null ? dump(node.value) : `${text(node.name)}=${dump(node.value)}`;
    case 'Spread':
      return `...${dump(node.value)}`;
    case 'Chain':
      return list('->', node.elements.map(dump));
    case 'Labelled':
      return `${dump(node.label)}: ${dump(node.value)}`;
    case 'Label':
      return text(node.name) + node.indices.map((index) => `[${dump(index)}]`).join('');
    case 'Join':
      return list('join', [dump(node.callee), ...node.branches.map(dump)]);
    case 'Branch': {
      const modifier = node.modifier === null ? '' : `${dump(node.modifier)}: `;
      const statements = node.body.statements.map(dump).join('; ');
      return `| ${modifier}${node.spread ? '...' : ''}${statements}`;
    }
    case 'Group':
      return body(node.body);
    case 'If': {
      const arms = node.arms.map(dump);
      return list('if', node.otherwise === null ? arms : [...arms, `else ${body(node.otherwise)}`]);
    }
    case 'Arm':
      return `${dump(node.test)} ${body(node.body)}`;
    case 'For': {
      const names = node.index === null ? text(node.item) : `${text(node.index)},${text(node.item)}`;
      return list('for', [names, dump(node.list), body(node.body)]);
    }
    case 'Repeat':
      return list('repeat', [dump(node.count), body(node.body)]);
    case 'Missing':
      return '_';
  }
}
