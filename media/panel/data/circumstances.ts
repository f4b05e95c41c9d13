// Under what the figures are told: batch and number type of the settings, or what the reader chose; and the device.
import { useMemo } from 'preact/hooks';
import { store } from '../state.js';
import { useStore } from '../store.js';
import { devices, type NumberType } from './devices.js';
import type { Circumstances } from './estimate.js';

export function useCircumstances(): Circumstances {
  const name = useStore(store, (state) => state.device);
  const numberType = useStore(
    store,
    (state) => state.numberType ?? ((state.subject?.numberType ?? 'float32') as NumberType),
  );
  const batch = useStore(store, (state) => state.batch ?? state.subject?.batchSize ?? 1);
  return useMemo(
    () => ({ device: devices.find((device) => device.name === name) ?? devices[0]!, numberType, batch }),
    [name, numberType, batch],
  );
}
