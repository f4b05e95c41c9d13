// A chart's data as a plain table.
import { cellText, type TableData } from '../data/tableData.js';
import { table as texts } from '../texts/views.js';

export function DataTable({ data, label }: { readonly data: TableData; readonly label: string }) {
  return (
    <div class="data-table" tabIndex={0} role="region" aria-label={texts.asTable(label)}>
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
