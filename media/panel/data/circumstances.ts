// Under what the figures are told: batch and number type of the settings, or what the reader chose; and the device.
import { useMemo } from 'preact/hooks';
import { store, type State } from '../state.js';
import { useStore } from '../store.js';
import { devices, type NumberType } from './devices.js';
import type { Circumstances } from './estimate.js';

export function circumstancesOf({ device: name, numberType, batch, subject }: State): Circumstances {
  return {
    device: devices.find((device) => device.name === name) ?? devices[0]!,
    numberType: numberType ?? ((subject?.numberType ?? 'float32') as NumberType),
    batch: batch ?? subject?.batchSize ?? 1,
  };
}

export function useCircumstances(): Circumstances {
  const device = useStore(store, (state) => circumstancesOf(state).device);
  const numberType = useStore(store, (state) => circumstancesOf(state).numberType);
  const batch = useStore(store, (state) => circumstancesOf(state).batch);
  return useMemo(() => ({ device, numberType, batch }), [device, numberType, batch]);
}
