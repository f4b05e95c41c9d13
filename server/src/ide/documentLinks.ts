// Links of a text: papers by their DOI or their number on arXiv.
import type { Range } from '../text/range.js';

export interface DocumentLink extends Range {
  readonly target: string;
}

/** A DOI ends before the punctuation of the sentence or string that it stands in. */
const paper =
  /\barxiv:\s?(\d{4}\.\d{4,5}(?:v\d+)?)|\bdoi:\s?(10\.\d{4,9}\/[^\s"'<>`)\]}]*[^\s"'<>`)\]}.,;:])/giu;

/** In the order of the text. The two hosts are the only ones that a text can lead to. */
export function documentLinks(text: string): readonly DocumentLink[] {
  return [...text.matchAll(paper)].map(({ 0: whole, 1: number, 2: doi, index }) => ({
    start: index,
    end: index + whole.length,
    target:
      number === undefined ? `https://doi.org/${encodeURI(doi ?? '')}` : `https://arxiv.org/abs/${number}`,
  }));
}
