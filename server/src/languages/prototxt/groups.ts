// Groups of layers by the prefixes of their names: `inception_3a/1x1`, `fire2/expand3x3`, `res2a_branch2b`.
import type { BodyBuilder, Group } from '../../graph/graph.js';
import type { LayerSource } from './layerSource.js';
import { detached } from './parser/characters.js';
import { LayerSite } from './lowerLayer.js';

/** Ways in which published networks name the layers of a block; the first that fits gives the block's name. */
const patterns: readonly ((name: string) => string | undefined)[] = [
  // ResNet (He et al.): res2a_branch1, bn2a_branch1, scale2a_branch1, res2a, res2a_relu.
  (name) => {
    const [, block] = /^(?:res|bn|scale)(\d+[a-z]\d*)(?:_|$)/.exec(name) ?? [];
    return block === undefined ? undefined : `res${block}`;
  },
  // Inception-v3, v4 and Inception-ResNet: inception_a1_1x1, inception_stem1_3x3.
  (name) => /^((?:inception|reduction)_[a-z]*\d*[a-z]?)_/.exec(name)?.[1],
  // Residual networks converted from others: stage1_unit2_conv1.
  (name) => /^(stage\d+_unit\d+)_/.exec(name)?.[1],
];

/** Names of the groups around a layer, outermost first. */
export function groupNames(name: string): readonly string[] {
  const parts = name.split('/');
  if (parts.length > 1 && parts.every((part) => part !== '')) return parts.slice(0, -1);
  for (const pattern of patterns) {
    const found = pattern(name);
    if (found !== undefined) return [found];
  }
  return [];
}

/** Makes the groups of several layers in a body, as they are asked for. */
export class Groups {
  readonly #paths: readonly (readonly string[])[];
  /** How many layers a group has, and the first and last of them. */
  readonly #sizes = new Map<string, { count: number; first: LayerSource; last: LayerSource }>();
  readonly #made = new Map<string, Group>();

  constructor(
    layers: readonly LayerSource[],
    private readonly builder: BodyBuilder,
    private readonly uri: string,
  ) {
    this.#paths = layers.map((layer) => {
      const path = layer.name === undefined ? [] : namesOf(layer.name);
      let key = '';
      for (const name of path) {
        key += `${name}/`;
        const known = this.#sizes.get(key);
        if (known) {
          known.count++;
          known.last = layer;
        } else this.#sizes.set(key, { count: 1, first: layer, last: layer });
      }
      return path;
    });
  }

  /** The innermost group of the layer at an index that has at least two layers. */
  of(index: number): Group | undefined {
    let group: Group | undefined;
    let key = '';
    for (const name of this.#paths[index] ?? []) {
      key += `${name}/`;
      const known = this.#made.get(key);
      if (known) {
        group = known;
        continue;
      }
      const size = this.#sizes.get(key);
      if (size === undefined || size.count < 2) break;
      const { uri } = this;
      const { start, name: at } = new LayerSite(uri, size.first);
      const site = { uri, start, end: Math.max(size.first.end, size.last.end), name: at, arguments: [] };
      group = this.builder.addGroup(name, site, group);
      this.#made.set(key, group);
    }
    return group;
  }
}

/** Names recur with every edit; taking them apart is cached. */
const cache = new Map<string, readonly string[]>();

function namesOf(name: string): readonly string[] {
  let path = cache.get(name);
  if (path === undefined) {
    if (cache.size >= 50_000) cache.clear();
    const own = detached(name);
    cache.set(own, (path = groupNames(own)));
  }
  return path;
}
