// Watches the frames of messages: a header that announces no sensible length would leave the server waiting without end.
import { framing } from './messages.js';

/** Bytes; no editor sends more in one message. */
const longestBody = 2 ** 30;
const longestHeader = 64 * 1024;

export class FrameGuard {
  #header = '';
  /** Bytes of the body that are still to come; undefined within a header. */
  #remaining = 0;

  /** Takes the next bytes, and says what is wrong with them; undefined where nothing is. */
  complaintAbout(chunk: Uint8Array): string | undefined {
    let at = 0;
    while (at < chunk.length) {
      if (this.#remaining > 0) {
        const taken = Math.min(this.#remaining, chunk.length - at);
        this.#remaining -= taken;
        at += taken;
        continue;
      }
      this.#header += String.fromCharCode(chunk[at++]!);
      if (this.#header.length > longestHeader) return framing.headerTooLong;
      if (!this.#header.endsWith('\r\n\r\n')) continue;
      const length = /^content-length:\s*([^\r\n]*?)\s*$/im.exec(this.#header)?.[1];
      this.#header = '';
      if (length === undefined) return framing.noLength;
      if (!/^\d+$/.test(length) || Number(length) > longestBody)
        return framing.invalidLength(length.slice(0, 40));
      this.#remaining = Number(length);
    }
    return undefined;
  }
}
