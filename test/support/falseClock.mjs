// Loaded before a program: its clocks run FALSE_CLOCK times as fast as they should, from when it starts.
import { performance } from 'node:perf_hooks';

const factor = Number(process.env.FALSE_CLOCK);
const { now } = Date;
const begun = now();
const elapsed = performance.now.bind(performance);
const falseNow = () => Math.floor(begun + (now() - begun) * factor);

globalThis.Date = class extends Date {
  constructor(...args) {
    super(...(args.length === 0 ? [falseNow()] : args));
  }
  static now = falseNow;
};
performance.now = () => elapsed() * factor;
const { hrtime } = process;
hrtime.bigint = () => BigInt(Math.floor(elapsed() * factor * 1e6));
