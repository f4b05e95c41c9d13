// The panel's page as text. Its policy allows our script, our style sheet and pictures of its own making, and nothing else.

export interface PageParts {
  /** New for each page; without it, no script runs. */
  readonly nonce: string;
  /** Where style sheets may come from. */
  readonly styles: string;
  /** Addresses of the bundles. */
  readonly script: string;
  readonly sheet: string;
}

export function pageHtml({ nonce, styles, script, sheet }: PageParts): string {
  // `blob:` is for the reader's own picture under a receptive field, and for drawing exported pictures.
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${styles}; img-src blob:`;
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${sheet}">
    <title>Fovea</title>
  </head>
  <body>
    <main id="panel"></main>
    <script nonce="${nonce}" type="module" src="${script}"></script>
  </body>
</html>
`;
}
