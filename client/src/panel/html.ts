// The panel's page. Its policy allows our script, our style sheet and pictures of its own making, and nothing else.
import { Uri, type Webview, type WebviewOptions } from 'vscode';

/** Only the bundles are to be read by the page. */
export function panelOptions(extensionUri: Uri): WebviewOptions {
  return { enableScripts: true, localResourceRoots: [Uri.joinPath(extensionUri, 'dist')] };
}

/** The page; a new nonce each time, without which no script runs. */
export function panelHtml(webview: Webview, extensionUri: Uri): string {
  const nonce = crypto.randomUUID();
  const file = (name: string): string =>
    webview.asWebviewUri(Uri.joinPath(extensionUri, 'dist', name)).toString();
  // `blob:` is for the reader's own picture under a receptive field, and for drawing exported pictures.
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `img-src blob:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${file('panel.css')}">
    <title>Fovea</title>
  </head>
  <body>
    <main id="panel"></main>
    <script nonce="${nonce}" type="module" src="${file('panel.js')}"></script>
  </body>
</html>`;
}
