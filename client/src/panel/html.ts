// The panel's page in a webview of VS Code.
import { Uri, type Webview, type WebviewOptions } from 'vscode';
import { pageHtml } from './page.js';

/** Only the bundles are to be read by the page. */
export function panelOptions(extensionUri: Uri): WebviewOptions {
  return { enableScripts: true, localResourceRoots: [Uri.joinPath(extensionUri, 'dist')] };
}

export function panelHtml(webview: Webview, extensionUri: Uri): string {
  const file = (name: string): string =>
    webview.asWebviewUri(Uri.joinPath(extensionUri, 'dist', name)).toString();
  return pageHtml({
    nonce: crypto.randomUUID(),
    styles: webview.cspSource,
    script: file('panel.js'),
    sheet: file('panel.css'),
  });
}
