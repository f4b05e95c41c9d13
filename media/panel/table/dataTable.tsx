// A chart's data as a plain table, and what such data is.
import { formatInt } from '../../../server/src/math/int.js';

export interface Column {
  readonly title: string;
  /** Texts stand at the left, numbers at the right. */
  readonly text?: boolean;
  readonly format?: (value: number) => string;
}

export type Cell = string | number | undefined;

export interface TableData {
  readonly columns: readonly Column[];
  readonly rows: readonly { readonly cells: readonly Cell[]; readonly onChoose?: () => void }[];
}

export function DataTable({ data, label }: { readonly data: TableData; readonly label: string }) {
  return (
    <div class="data-table" tabIndex={0} role="region" aria-label={`${label}, as a table`}>
      <table>
        <thead>
          <tr>
            {data.columns.map(({ title, text }) => (
              <th key={title} scope="col" class={text ? '' : 'number'}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map(({ cells, onChoose }, row) => (
            <tr key={row}>
              {cells.map((cell, column) => {
                const { text, format } = data.columns[column]!;
                const shown = cellText(cell, format);
                return (
                  <td key={column} class={text ? '' : 'number'}>
                    {column === 0 && onChoose ? (
                      <button type="button" class="link" onClick={onChoose}>
                        {shown}
                      </button>
                    ) : (
                      shown
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function cellText(cell: Cell, format?: Column['format']): string {
  if (cell === undefined) return '–';
  if (typeof cell === 'string') return cell;
  if (format) return format(cell);
  return Number.isInteger(cell) ? formatInt(cell) : String(Number(cell.toPrecision(4)));
}
