// Values to start from, for parameters that have no default: those that most networks have somewhere.
import type { Operator } from './operator.js';

/** Undefined where no value is more likely than others. */
export function typicalValue({ family }: Operator, parameter: string): number | undefined {
  switch (parameter) {
    case 'channels':
      return 64;
    case 'kernel':
      return family === 'pooling' || family === 'shape' ? 2 : 3;
    case 'features':
      return 1000;
    case 'size':
      return 7;
    case 'heads':
      return 8;
    case 'groups':
      return 2;
    default:
      return undefined;
  }
}
