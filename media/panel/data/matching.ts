// What a reader types to find a layer, against what is written of layers: `5x5`, `256 x 28 x 28`, `layer1.0.conv2`.

/** Signs that people write in several ways, in one: `×` between sizes, `.` between the names of a path. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/(\d)\s*[x×*]\s*(?=\d)/g, '$1×')
    .replace(/\s*[/›]\s*/g, '.')
    .replace(/\[(\d+)\]/g, '.$1');

/** Whether a text holds each of the words that were typed; undefined where nothing was. */
export function matcher(typed: string): ((text: string) => boolean) | undefined {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return undefined;
  // `5×5` is no part of `55×55`; a name may be typed in part.
  const tests = words.map((word) => {
    const sizes = /^\d+(×\d+)+$/.test(word) && new RegExp(`(?<!\\d)${word}(?!\\d)`);
    return (written: string) => (sizes ? sizes.test(written) : written.includes(word));
  });
  return (text) => {
    const written = plain(text);
    return tests.every((test) => test(written));
  };
}
