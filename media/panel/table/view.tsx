// The table of layers: sorted, filtered, grouped by block, with totals; only the rows that are seen are drawn.
import { useMemo, useState } from 'preact/hooks';
import { IconButton, Toggle } from '../controls/buttons.js';
import { useCircumstances } from '../state/circumstances.js';
import { toCsv, toMarkdown } from '../export/csv.js';
import { send } from '../state/host.js';
import { store } from '../state/state.js';
import { useStore } from '../state/store.js';
import {
  columnsOf,
  rowsFor,
  sharesOf,
  toTable,
  totalsRow,
  visibleColumns,
  type LayerColumn,
  type Order,
  type TableRow,
} from './columns.js';
import { useRows } from '../controls/windowed.js';
import { table as texts } from '../texts/views.js';

const rowHeight = 22;

export function TableView() {
  const network = useStore(store, (state) => state.figures);
  const selected = useStore(store, (state) => state.selected);
  const circumstances = useCircumstances();
  const [filter, setFilter] = useState('');
  const [grouped, setGrouped] = useState(false);
  const [order, setOrder] = useState<Order>();
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const hidden = useStore(store, (state) => state.hidden);
  const all = useMemo(() => columnsOf(circumstances), [circumstances]);
  const columns = useMemo(
    () => visibleColumns(all, network?.layers ?? [], hidden),
    [all, network?.layers, hidden],
  );
  const rows = useMemo(
    () => (network ? rowsFor(network, columns, { filter, grouped, order, closed }) : []),
    [network, columns, filter, grouped, order, closed],
  );
  const { ref, from, to, before, after } = useRows(rows.length, rowHeight);
  if (!network) return <div class="layer-table" aria-busy="true" />;
  const shares = columns.map(({ sums }, column) => (sums ? sharesOf(column, rows) : undefined));
  const totals = totalsRow(network, columns, rows);
  const count = rows.filter(({ layer }) => layer).length;

  const sortBy = ({ id, text = false }: LayerColumn): void =>
    setOrder(
      order?.column !== id
        ? { column: id, down: !text }
        : order.down !== !text
          ? undefined
          : { column: id, down: text },
    );
  const table = () => toTable(columns, rows);
  const choose = ({ layer, group }: TableRow): void => {
    if (layer) {
      store.set({ selected: layer.id });
      send({ type: 'reveal', place: layer.place, focus: false });
    } else if (group !== undefined) {
      const next = new Set(closed);
      if (!next.delete(group)) next.add(group);
      setClosed(next);
    }
  };

  return (
    <div class="layer-table">
      <div class="table-tools">
        <input
          type="search"
          placeholder={texts.filter}
          aria-label={texts.filterTip}
          value={filter}
          onInput={(event) => setFilter(event.currentTarget.value)}
        />
        <Toggle label={texts.group} pressed={grouped} onPress={() => setGrouped(!grouped)} />
        <ColumnChooser columns={all.slice(1)} hidden={hidden} />
        <span class="muted" role="status">
          {texts.shown(count, network.layers.length)}
        </span>
        <span class="spring" />
        <Toggle
          label={texts.copyCsv}
          pressed={false}
          onPress={() => send({ type: 'copy', text: toCsv(table()) })}
        />
        <Toggle
          label={texts.copyMarkdown}
          pressed={false}
          onPress={() => send({ type: 'copy', text: toMarkdown(table()) })}
        />
        <IconButton
          icon="save"
          label={texts.saveCsv}
          onPress={() =>
            send({ type: 'save', name: `${network.name}.csv`, encoding: 'text', data: toCsv(table()) })
          }
        />
      </div>
      <div class="table-scroll" ref={ref} tabIndex={0} role="region" aria-label={texts.title(network.name)}>
        <table aria-rowcount={rows.length + 2}>
          <thead>
            <tr aria-rowindex={1}>
              {columns.map((column) => {
                const { id, title, text } = column;
                const sorted = order?.column === id ? (order.down ? 'descending' : 'ascending') : 'none';
                return (
                  <th key={id} scope="col" class={text ? '' : 'number'} aria-sort={sorted}>
                    <button type="button" class="sort" onClick={() => sortBy(column)}>
                      {title}
                      <span aria-hidden="true">{sorted === 'none' ? '' : order?.down ? ' ↓' : ' ↑'}</span>
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {before > 0 && <Spacer height={before} columns={columns.length} />}
            {rows.slice(from, to).map((row, index) => (
              <tr
                key={row.key}
                aria-rowindex={from + index + 2}
                class={`${row.layer ? '' : 'group-row'} ${row.layer && row.layer.id === selected ? 'selected' : ''} ${row.layer?.training ? 'training' : ''}`}
                onClick={() => choose(row)}
              >
                {row.cells.map((cell, column) => (
                  <td
                    key={column}
                    class={columns[column]!.text ? '' : 'number'}
                    title={columns[column]!.text ? cell : undefined}
                    {...shareBar(shares[column]?.(row))}
                  >
                    {column === 0 ? <NameCell row={row} closed={closed} name={cell} /> : cell}
                  </td>
                ))}
              </tr>
            ))}
            {after > 0 && <Spacer height={after} columns={columns.length} />}
          </tbody>
          <tfoot>
            <tr aria-rowindex={rows.length + 2}>
              {totals.map((cell, column) => (
                <td key={column} class={columns[column]!.text ? '' : 'number'}>
                  {cell}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
    </div>
  );
}

/** A bar behind a figure, as wide as its share of the largest one. */
const shareBar = (share: number | undefined) =>
  share === undefined ? {} : { 'data-share': '', style: { '--share': `${(share * 100).toFixed(1)}%` } };

function ColumnChooser(props: {
  readonly columns: readonly LayerColumn[];
  readonly hidden: readonly string[];
}) {
  const { columns, hidden } = props;
  return (
    <details class="column-chooser">
      <summary class="toggle">{texts.columns}</summary>
      <div class="popup">
        {columns.map(({ id, title }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={!hidden.includes(id)}
              onChange={({ currentTarget }) =>
                store.set({
                  hidden: currentTarget.checked ? hidden.filter((each) => each !== id) : [...hidden, id],
                })
              }
            />
            {title}
          </label>
        ))}
      </div>
    </details>
  );
}

function NameCell({ row, closed, name }: { row: TableRow; closed: ReadonlySet<string>; name: string }) {
  const { layer, group, depth } = row;
  return (
    <button
      type="button"
      class={`link depth-${Math.min(depth, 6)}`}
      aria-expanded={layer ? undefined : !closed.has(group ?? '')}
    >
      {!layer && <span aria-hidden="true">{closed.has(group ?? '') ? '▸ ' : '▾ '}</span>}
      {name}
    </button>
  );
}

/** Stands for the rows that are not drawn. */
function Spacer({ height, columns }: { readonly height: number; readonly columns: number }) {
  return (
    <tr aria-hidden="true" class="spacer">
      <td colSpan={columns} style={{ height: `${height}px` }} />
    </tr>
  );
}
