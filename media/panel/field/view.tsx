// The receptive field of a layer's unit on the input, the fields of the layers before it, and its growth over depth.
import { useEffect, useMemo, useState } from 'preact/hooks';
import { formatShare } from '../../../server/src/format/numbers.js';
import { FieldGrowth } from '../charts/depthCharts.js';
import { Choice, IconButton } from '../controls/buttons.js';
import { useCircumstances } from '../state/circumstances.js';
import type { LayerData, NetworkData } from '../data/network.js';
import { send } from '../state/host.js';
import { store } from '../state/state.js';
import { useStore } from '../state/store.js';
import { clipped, extentOf, hasField, layersBefore, mapOf } from './geometry.js';
import { FeatureMap, InputMap } from './maps.js';
import { terms } from '../texts/terms.js';
import { field as texts } from '../texts/views.js';

export function FieldView() {
  const network = useStore(store, (state) => state.figures);
  const selected = useStore(store, (state) => state.selected);
  const circumstances = useCircumstances();
  const layer = useMemo(() => network && layerOf(network, selected), [network, selected]);
  if (!network) return <div class="field-view" aria-busy="true" />;
  const reveal = ({ id, place }: LayerData): void => {
    store.set({ selected: id });
    send({ type: 'reveal', place, focus: false });
  };
  return (
    <div class="field-view">
      {layer ? (
        <Field key={network.name} network={network} layer={layer} />
      ) : (
        <p class="notice">{texts.none}</p>
      )}
      <FieldGrowth {...{ network, circumstances, reveal }} zoo={undefined} chosen={layer?.id} />
    </div>
  );
}

/** The selected layer, or the last one in the selected group; without either, the last feature map. */
function layerOf(network: NetworkData, selected: string | undefined): LayerData | undefined {
  const { layers, byId } = network;
  const own = selected === undefined ? undefined : byId.get(selected);
  if (own && hasField(own)) return own;
  const inGroup = layers.filter(({ id }) => selected !== undefined && id.startsWith(`${selected}/`));
  return (
    inGroup.findLast(hasField) ?? layers.findLast((each) => hasField(each) && !each.training && isMap(each))
  );
}

/** Whether there is more than one unit to stand on. */
const isMap = (layer: LayerData): boolean => (mapOf(layer) ?? []).some((side) => side > 1);

function Field({ network, layer }: { readonly network: NetworkData; readonly layer: LayerData }) {
  const map = mapOf(layer)!;
  const input = (network.input ?? []).slice(1) as readonly number[];
  const [unit, setUnit] = useState<readonly number[]>(map.map((side) => Math.floor((side - 1) / 2)));
  const [picture, setPicture] = useState<string>();
  const [marked, setMarked] = useState<string>();
  // A map of other sizes has other units.
  const here = map.map((side, axis) => Math.min(unit[axis] ?? Math.floor((side - 1) / 2), side - 1));
  useEffect(() => setUnit(map.map((side) => Math.floor((side - 1) / 2))), [layer.id, map.join()]);
  useEffect(() => () => void (picture && URL.revokeObjectURL(picture)), [picture]);
  const chain = useMemo(() => layersBefore(network.layers, layer), [network, layer]);
  const candidates = network.layers.filter(hasField);
  if (!hasField(layer) || input.length === 0 || input.length !== map.length) {
    return (
      <p class="notice">
        {texts.notDrawn(network.input?.map((size) => size ?? '?').join(' × ') ?? texts.unknownInput)}
      </p>
    );
  }
  const extents = here.map((index, axis) => extentOf(layer.field, axis, index));
  const inside = extents.reduce((product, extent, axis) => {
    const { from, to } = clipped(extent, input[axis]!);
    return product * Math.max(to - from, 0);
  }, 1);
  const whole = layer.field.size.reduce((product, size) => product * size, 1);
  const axisNames = input.length === 1 ? [texts.position] : texts.axes.slice(-input.length);
  return (
    <section class="field-drawing" aria-label={texts.title(layer.name)}>
      <div class="field-tools">
        <Choice
          label={texts.layer}
          visible
          value={layer.id}
          options={candidates.map((each) => [
            each.id,
            `${wayTo(each)}${each.name.startsWith(each.op) ? '' : ` (${each.op})`}`,
          ])}
          onChoose={(id) => store.set({ selected: id })}
        />
        <IconButton
          icon="source"
          label={texts.goToSource(layer.name)}
          onPress={() => send({ type: 'reveal', place: layer.place, focus: true })}
        />
        <span class="spring" />
        <label class="file">
          <span>{texts.picture}</span>
          <input
            type="file"
            accept="image/*"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              setPicture(file && URL.createObjectURL(file));
            }}
          />
        </label>
        {picture && (
          <IconButton icon="close" label={texts.removePicture} onPress={() => setPicture(undefined)} />
        )}
      </div>
      <div class="field-maps">
        <InputMap
          {...{ input, layer, extents, chain, picture, marked, map }}
          name={network.inputName}
          unit={here}
          onMove={setUnit}
        />
        <div class="field-side">
          <FeatureMap {...{ layer, map }} unit={here} onMove={setUnit} />
          {here.map((index, axis) => (
            <label key={axis} class="field slider">
              <span>{axisNames[axis]}</span>
              <input
                type="range"
                min="0"
                max={map[axis]! - 1}
                value={index}
                onInput={(event) =>
                  setUnit(
                    here.map((each, other) => (other === axis ? event.currentTarget.valueAsNumber : each)),
                  )
                }
              />
              <output>{index}</output>
            </label>
          ))}
          <dl class="facts">
            <Fact label={terms.receptiveField} text={`${layer.field.size.join(' × ')} px`} />
            <Fact label={terms.stride} text={layer.field.stride.join(' × ')} />
            <Fact label={terms.padding} text={layer.field.padding.join(' × ')} />
            {extents.map(({ from, to }, axis) => (
              <Fact
                key={axis}
                label={texts.read(axisNames[axis]!)}
                text={`${numeral(from)} … ${numeral(to - 1)}`}
              />
            ))}
            <Fact label={texts.inPadding} text={formatShare(1 - inside / whole)} />
          </dl>
        </div>
      </div>
      <ol class="field-chain" aria-label={texts.chain}>
        {[...chain].reverse().map((each) => (
          <li key={each.id}>
            <button
              type="button"
              class={`chip ${each.id === layer.id ? 'chosen' : ''}`}
              onPointerEnter={() => setMarked(each.id)}
              onPointerLeave={() => setMarked(undefined)}
              onFocus={() => setMarked(each.id)}
              onBlur={() => setMarked(undefined)}
              onClick={() => store.set({ selected: each.id })}
            >
              {wayTo(each)}{' '}
              <span class="muted">{(each.field as { size: readonly number[] }).size.join('×')}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** A layer's name with the blocks around it: in instances of one block, names alone are equal. */
const wayTo = ({ where, name }: LayerData): string => (where ? `${where} › ${name}` : name);

const numeral = (value: number): string => String(Number(value.toFixed(2))).replace('-', '−');

function Fact({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </div>
  );
}
