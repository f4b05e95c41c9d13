// The name of a file, from its URI.

/** The last segment of a URI's path, decoded. */
export function fileName(uri: string): string {
  const segment = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // Not every text that stands for a file is a well-formed URI.
  }
}
