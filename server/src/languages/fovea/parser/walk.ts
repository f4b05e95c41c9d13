// Goes through a Fovea syntax tree: the children of every kind of node, and the path to an offset.
import type { Node } from './ast.js';

/** Calls `visit` with each child of `node`, in the order of the text. Names and doc comments are no nodes. */
export function forEachChild(node: Node, visit: (child: Node) => void): void {
  const all = (nodes: readonly Node[]): void => nodes.forEach(visit);
  const maybe = (child: Node | null): void => {
    if (child !== null) visit(child);
  };
  switch (node.kind) {
    case 'File':
      return all(node.items);
    case 'Import':
      return visit(node.path);
    case 'Const':
    case 'Let':
    case 'Output':
    case 'ReportEntry':
    case 'Argument':
    case 'Paren':
    case 'Spread':
    case 'Fact':
      return visit(node.value);
    case 'Comprehension':
      visit(node.value);
      visit(node.list);
      return maybe(node.test);
    case 'Net':
    case 'Block':
    case 'Operator':
    case 'Function':
      all(node.parameters);
      maybe(node.alias);
      return maybe(node.body);
    case 'Stray':
      return visit(node.statement);
    case 'Parameter':
      maybe(node.type);
      return maybe(node.default);
    case 'TypeName':
      return maybe(node.element);
    case 'Body':
      return all(node.statements);
    case 'Input':
      return visit(node.shape);
    case 'Expect':
    case 'Bound':
      visit(node.target);
      return visit(node.value);
    case 'Limit':
      return all(node.bounds);
    case 'Report':
      return all(node.entries);
    case 'Shape':
      return all(node.entries);
    case 'Size':
    case 'List':
      return all(node.items);
    case 'Unary':
      return visit(node.operand);
    case 'Binary':
      visit(node.left);
      return visit(node.right);
    case 'Range':
      visit(node.from);
      return visit(node.to);
    case 'Conditional':
      visit(node.test);
      visit(node.yes);
      return visit(node.no);
    case 'Member':
      return visit(node.object);
    case 'Index':
      visit(node.object);
      return visit(node.index);
    case 'Call':
      visit(node.callee);
      return all(node.arguments);
    case 'Chain':
      return all(node.elements);
    case 'Labelled':
      visit(node.label);
      return visit(node.value);
    case 'Label':
      return all(node.indices);
    case 'Join':
      visit(node.callee);
      return all(node.branches);
    case 'Branch':
      maybe(node.modifier);
      return visit(node.body);
    case 'Group':
      return visit(node.body);
    case 'If':
      all(node.arms);
      return maybe(node.otherwise);
    case 'Arm':
      visit(node.test);
      return visit(node.body);
    case 'For':
      visit(node.list);
      return visit(node.body);
    case 'Repeat':
      visit(node.count);
      return visit(node.body);
    case 'AnySize':
    case 'Open':
    case 'Number':
    case 'String':
    case 'Boolean':
    case 'Name':
    case 'It':
    case 'Missing':
  }
}

/**
 * The nodes that `offset` lies in or touches, from the file to the innermost. Where it stands between two nodes, the
 * later one is taken, so that a cursor before a name is on that name.
 */
export function pathTo(root: Node, offset: number): Node[] {
  const path = [root];
  for (;;) {
    let next: Node | undefined;
    forEachChild(path[path.length - 1]!, (child) => {
      if (child.start <= offset && offset <= child.end) next = child;
    });
    if (next === undefined) return path;
    path.push(next);
  }
}
