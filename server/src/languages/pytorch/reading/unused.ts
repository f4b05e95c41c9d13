// Layers and parameters of the file's own that forward does not reach.
import { isUnknown } from '../../../math/dim.js';
import { finding, type Finding, type Node as GraphNode } from '../../../graph/graph.js';
import type { Module } from '../parser/ast.js';
import type { Tracer } from '../trace/tracer.js';
import { attributesRead } from './attributes.js';
import { isContainer, isLayer, partsOf, placeIn, sumOf, type Parts } from './parts.js';

/** Whether anything of a node is unknown: its sizes, its weights or what it computes, which may be that of one of several ways. */
function isUncertain(node: GraphNode): boolean {
  if (node.outputs.some(({ shape }) => isUnknown(shape))) return true;
  return (
    node.kind === 'operator' && (isUnknown(node.application.params) || isUnknown(node.application.macCount))
  );
}

/** Findings of what is made and never used. None where anything of the run is unknown: it may be used there. */
export function unusedParts(parts: Parts, tracer: Tracer, uri: string, tree: Module): readonly Finding[] {
  const { paths, modules, parameters, owners } = parts;
  if (tracer.builder.nodes.some(isUncertain)) return [];
  const findings: Finding[] = [];
  const read = attributesRead(tree);
  /** Paths that are reported, or used elsewhere, with all below them. */
  const settled: string[] = [];
  // What some branch of the program uses is not forgotten, but has no part at inference.
  const isRead = (path: string): boolean => read.has(path.slice(path.lastIndexOf('.') + 1));
  const isSettled = (path: string): boolean => settled.some((each) => path.startsWith(`${each}.`));
  for (const module of modules) {
    const path = paths.get(module) ?? '';
    if (path === '' || tracer.reached.has(module) || isSettled(path)) continue;
    // What another method runs, such as the decoder of an autoencoder, is used with all its parts.
    if (isRead(path) && (!isContainer(module) || module.cls.name === 'Sequential')) settled.push(path);
    if (isRead(path) || isContainer(module)) continue;
    // Last, since it goes through all that is below: modules may be nested thousands deep.
    const own = partsOf(module).parameters;
    if (own.length === 0 || own.some((each) => tracer.counted.has(each))) continue;
    const at = placeIn(module.created, uri);
    if (!at) continue;
    settled.push(path);
    findings.push(finding({ code: 'unused-layer', data: { name: path, params: sumOf(own) } }, at));
  }
  for (const parameter of parameters) {
    if (tracer.counted.has(parameter)) continue;
    const path = paths.get(parameter) ?? '';
    const owner = owners.get(parameter);
    if (!owner || isLayer(owner) || isSettled(path) || isRead(path)) continue;
    // What is never trained is a constant.
    if (parameter.attribute('requires_grad') === false) continue;
    if (!tracer.reached.has(owner) && isRead(paths.get(owner) ?? '')) continue;
    const at = placeIn(parameter.created, uri);
    const data = { name: path, params: sumOf([parameter]) };
    if (at) findings.push(finding({ code: 'unused-weights', data }, at));
  }
  return findings;
}
