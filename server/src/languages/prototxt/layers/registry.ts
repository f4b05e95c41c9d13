// The only list of Caffe's types of layers.
import { dataLayers, type DataLayerType } from './data.js';
import { denseLayers } from './dense.js';
import { elementwiseLayers } from './elementwise.js';
import { joinLayers } from './joins.js';
import type { LayerType } from './layerType.js';
import { lossLayers } from './losses.js';
import { normalizationLayers } from './normalizations.js';
import { shapeLayers } from './shapes.js';
import { windowLayers } from './windows.js';

export const layerTypes: ReadonlyMap<string, LayerType> = new Map(
  Object.entries({
    ...windowLayers,
    ...denseLayers,
    ...normalizationLayers,
    ...elementwiseLayers,
    ...joinLayers,
    ...shapeLayers,
    ...lossLayers,
  }),
);

export const dataTypes: ReadonlyMap<string, DataLayerType> = new Map(Object.entries(dataLayers));
