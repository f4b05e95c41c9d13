// The settings that figures depend on: those of the editor, or what the reader chose instead.
import { useMemo } from 'preact/hooks';
import { deviceNamed, devices, readDevices, type Device } from '../../../server/src/analysis/devices.js';
import { numberTypes, type NumberType } from '../../../server/src/math/numberTypes.js';
import type { Circumstances } from '../../../server/src/analysis/roofline.js';
import type { Subject } from './messages.js';
import { store, type State } from './state.js';
import { useStore } from './store.js';

let read: { readonly setting: unknown; readonly devices: readonly Device[] } | undefined;

/** The devices of the settings, then ours. */
export function devicesOf(subject: Subject | undefined): readonly Device[] {
  const setting = subject?.devices;
  if (!read || read.setting !== setting) read = { setting, devices: [...readDevices(setting), ...devices] };
  return read.devices;
}

export function circumstancesOf({ device: name, numberType, batch, subject }: State): Circumstances {
  const all = devicesOf(subject);
  const settled = subject?.numberType ?? '';
  return {
    device: deviceNamed(name ?? subject?.device ?? '', all) ?? devices[0]!,
    numberType: numberType ?? (Object.hasOwn(numberTypes, settled) ? (settled as NumberType) : 'float32'),
    batch: batch ?? subject?.batchSize ?? 1,
  };
}

export function useCircumstances(): Circumstances {
  const device = useStore(store, (state) => circumstancesOf(state).device);
  const numberType = useStore(store, (state) => circumstancesOf(state).numberType);
  const batch = useStore(store, (state) => circumstancesOf(state).batch);
  return useMemo(() => ({ device, numberType, batch }), [device, numberType, batch]);
}
