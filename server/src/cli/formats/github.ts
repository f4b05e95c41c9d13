// `check --format github`: the workflow commands that annotate a pull request in GitHub Actions.
import type { Severity } from '../../findings/finding.js';
import type { Format } from './format.js';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/** As the runner reads it back (actions/toolkit, `command.ts`). */
const data = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
const property = (value: string | number): string =>
  data(String(value)).replace(/:/g, '%3A').replace(/,/g, '%2C');

export const github: Format = ({ findings }) =>
  findings
    .map(({ severity, code, message, file, line, column, endLine, endColumn }) => {
      const properties = {
        file,
        line,
        endLine,
        // Columns are for places within one line alone.
        ...(line === endLine && { col: column, endColumn }),
        title: `fovea: ${code}`,
      };
      const pairs = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`);
      return `::${commands[severity]} ${pairs.join(',')}::${data(message)}\n`;
    })
    .join('');
