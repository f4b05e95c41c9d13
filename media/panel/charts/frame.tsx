// The frame around every chart: title, what it shows, its options, the same data as a table, and export.
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { exportFigure, exportTable } from '../export/figure.js';

import { IconButton } from '../controls/buttons.js';
import { store } from '../state/state.js';
import { useStore } from '../state/store.js';
import type { TableData } from '../data/tableData.js';
import { DataTable } from '../table/dataTable.js';
import { frame } from '../texts/charts.js';

export interface LegendItem {
  readonly text: string;
  /** A class that gives the colour: `op-conv`, `series-1`. */
  readonly mark: string;
  readonly shape?: 'square' | 'line' | 'dashed' | 'circle';
}

export function ChartFrame(props: {
  readonly id: string;
  readonly title: string;
  /** One sentence: what is drawn, and how it is computed. */
  readonly caption: string;
  readonly legend?: readonly LegendItem[];
  readonly options?: ComponentChildren;
  readonly table: () => TableData;
  readonly children: ComponentChildren;
}) {
  const { id, title, caption, legend = [], options, table, children } = props;
  const [asTable, setAsTable] = useState(false);
  const figure = useRef<HTMLElement>(null);
  const unknown = useStore(store, (state) => state.figures?.training.unknownLayers ?? 0);
  return (
    <figure class="chart" id={`chart-${id}`} ref={figure} aria-labelledby={`chart-${id}-title`}>
      <header>
        <h3 id={`chart-${id}-title`}>{title}</h3>
        <div class="chart-tools">
          {options}
          <IconButton
            icon={asTable ? 'chart' : 'table'}
            label={asTable ? frame.showChart(title) : frame.showTable(title)}
            onPress={() => setAsTable(!asTable)}
          />
          {asTable ? (
            <IconButton icon="save" label={frame.saveCsv(title)} onPress={() => exportTable(table(), id)} />
          ) : (
            <>
              <IconButton
                icon="svg"
                label={frame.saveSvg(title)}
                onPress={() => exportFigure(figure.current!, { name: id, title, kind: 'svg' })}
              />
              <IconButton
                icon="image"
                label={frame.savePng(title)}
                onPress={() => exportFigure(figure.current!, { name: id, title, kind: 'png' })}
              />
            </>
          )}
        </div>
      </header>
      <figcaption>
        {caption}
        {unknown > 0 && frame.unknown(unknown)}
      </figcaption>
      {asTable ? (
        <DataTable data={table()} label={title} />
      ) : (
        <>
          {children}
          {legend.length > 0 && <Legend items={legend} />}
        </>
      )}
    </figure>
  );
}

function Legend({ items }: { readonly items: readonly LegendItem[] }) {
  return (
    <ul class="legend" aria-label={frame.legend}>
      {items.map(({ text, mark, shape = 'square' }) => (
        <li key={text}>
          <svg class="swatch" width="14" height="10" viewBox="0 0 14 10" aria-hidden="true">
            {shape === 'square' && <rect class={mark} x="2" y="0" width="10" height="10" rx="2" />}
            {shape === 'circle' && <circle class={mark} cx="7" cy="5" r="4.5" />}
            {(shape === 'line' || shape === 'dashed') && (
              <line class={`line ${mark} ${shape}`} x1="0" x2="14" y1="5" y2="5" />
            )}
          </svg>
          {text}
        </li>
      ))}
    </ul>
  );
}
