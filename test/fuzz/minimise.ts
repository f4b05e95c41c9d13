// Cuts a text that shows a fault down to what the fault needs (Zeller and Hildebrandt, "Simplifying and isolating
// failure-inducing input", 2002).

/** The shortest text found that still fails, by lines and then by characters, in so many attempts. */
export function minimise(text: string, fails: (text: string) => boolean, attempts = 400): string {
  let left = attempts;
  const reduce = (parts: readonly string[], joint: string): readonly string[] => {
    let kept = parts;
    for (let size = Math.ceil(kept.length / 2); size >= 1 && left > 0;) {
      let cut = false;
      for (let at = 0; at < kept.length && left > 0;) {
        const rest = kept.toSpliced(at, size);
        left--;
        if (fails(rest.join(joint))) {
          kept = rest;
          cut = true;
        } else at += size;
      }
      if (!cut && size === 1) break;
      if (!cut) size = Math.ceil(size / 2);
    }
    return kept;
  };
  const lines = reduce(text.split('\n'), '\n').join('\n');
  return lines.length > 2000 ? lines : reduce([...lines], '').join('');
}
