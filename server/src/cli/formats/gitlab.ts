// `check --format gitlab`: a report for Code Quality of GitLab, in the format of Code Climate.
import type { Severity } from '../../findings/finding.js';
import { toJsonText } from '../networkJson.js';
import type { Format } from './format.js';

const severities: Readonly<Record<Severity, string>> = {
  error: 'major',
  warning: 'minor',
  information: 'info',
  hint: 'info',
};

export const gitlab: Format = ({ findings }) => {
  const times = new Map<string, number>();
  return toJsonText(
    findings.map(({ severity, code, message, file, line, endLine }) => {
      // Without the line, so that a finding stays the same when text is added above it.
      const name = `${file}:${code}:${message}`;
      const time = (times.get(name) ?? 0) + 1;
      times.set(name, time);
      return {
        description: message,
        check_name: code,
        fingerprint: time === 1 ? name : `${name}:${time}`,
        severity: severities[severity],
        location: { path: file, lines: { begin: line, end: endLine } },
      };
    }),
  );
};
