// The name of a layer's type as Caffe registers it, whatever the form in which a file writes it.
import { dataTypes, layerTypes } from './layers/registry.js';
import { v1Types } from './schema/net.js';

/** Without case and underscores: `relu`, `PRELU` and `PReLU` are one. */
const plain = (name: string): string => name.replaceAll('_', '').toLowerCase();

const registered = new Map([...layerTypes.keys(), ...dataTypes.keys()].map((name) => [plain(name), name]));

const known = (name: string): boolean => layerTypes.has(name) || dataTypes.has(name);

/**
 * The type of V1 as it is called today. Names that differ from a known one in case or underscores alone are read as
 * that one; Caffe itself does not, so the layer is reported all the same.
 */
export function typeNamed(written: string): string {
  const current = v1Types.get(written) ?? written;
  return known(current) ? current : (registered.get(plain(written)) ?? written);
}

/** Whether Caffe knows the type in the form in which it is written. */
export const isRegistered = (written: string): boolean => known(v1Types.get(written) ?? written);
