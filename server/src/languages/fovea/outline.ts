// The outline of a file: its networks, blocks and constants, and in them what has a name.
import { foveaNouns } from './parser/problems.js';
import type { OutlineItem } from '../../contract/language.js';
import type { Definition, Identifier, Node } from './parser/ast.js';
import type { Module } from './modules.js';
import { signatureOf, textOf } from './signature.js';
import { forEachChild } from './parser/walk.js';

export function outlineOf(module: Module): readonly OutlineItem[] {
  const { uri } = module.source;
  const span = ({ start, end }: { readonly start: number; readonly end: number }): OutlineItem['span'] => ({
    uri,
    start,
    end,
  });
  const item = (
    kind: OutlineItem['kind'],
    node: Node,
    name: Identifier,
    detail: string,
    children: readonly OutlineItem[] = [],
    text = name.name,
  ): OutlineItem => ({ kind, name: text, detail, span: span(node), nameSpan: span(name), children });

  function named(node: Node): readonly OutlineItem[] {
    const items: OutlineItem[] = [];
    const inside = (child: Node): void => void items.push(...named(child));
    switch (node.kind) {
      case 'Labelled': {
        const { label, value } = node;
        const part =
          value.kind === 'For' || value.kind === 'Repeat' || value.kind === 'If' || value.kind === 'Group';
        const detail = part ? '' : textOf(value, module);
        return [
          item(part ? 'group' : 'layer', node, label.name, detail, named(value), textOf(label, module)),
        ];
      }
      case 'Let':
        forEachChild(node, inside);
        return [...node.names.map((name) => item('value', node, name, textOf(node.value, module))), ...items];
      case 'Input':
        return node.name ? [item('input', node, node.name, textOf(node.shape, module))] : [];
      case 'Output':
        forEachChild(node, inside);
        return node.name
          ? [item('output', node, node.name, node.training ? foveaNouns.trainingOnly : ''), ...items]
          : items;
      default:
        forEachChild(node, inside);
        return items;
    }
  }

  const definition = (node: Definition, name: Identifier): OutlineItem => {
    const signature = signatureOf(node, module);
    const detail = signature.slice(signature.indexOf(name.name) + name.name.length).trim();
    return item(
      node.kind === 'Net' ? 'network' : 'block',
      node,
      name,
      detail,
      node.body ? named(node.body) : [],
    );
  };

  return module.file.items.flatMap((node): readonly OutlineItem[] => {
    if (node.kind === 'Import' || node.kind === 'Stray' || node.name === null) return [];
    if (node.kind === 'Const') return [item('constant', node, node.name, textOf(node.value, module))];
    return [definition(node, node.name)];
  });
}
