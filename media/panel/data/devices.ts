// Devices and number types, as hovers and the command line know them.
import { numberTypes, type NumberType } from '../../../server/src/analysis/numberTypes.js';

export { devices, peakOf, type Device } from '../../../server/src/analysis/devices.js';
export type { NumberType };

export const bytesOf = (type: NumberType): number => numberTypes[type];
