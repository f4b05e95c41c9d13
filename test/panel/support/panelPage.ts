// The panel's page in a plain browser: served as VS Code serves it, with a host that answers from the real engine.
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { pageHtml } from '../../../client/src/panel/page.js';
import { readToHost, type ToHost, type ToPanel } from '../../../media/panel/state/messages.js';
import { root } from '../../../scripts/paths.mjs';
import { openPage } from '../../e2e/support/chromium.js';
import { EngineHost } from './engineHost.js';
import { themes, type Theme, type ThemeName } from './themes.js';

/** Names and types of what the page may ask for. */
const files: Readonly<Record<string, string>> = {
  '/panel.js': 'text/javascript',
  '/panel.css': 'text/css',
};

export class PanelPage {
  /** Everything that the page sent, in order. */
  readonly sent: ToHost[] = [];
  /** What the page complained of: errors, and violations of its policy. */
  readonly complaints: string[] = [];

  private constructor(
    readonly browser: Browser,
    readonly page: Page,
    readonly host: EngineHost,
    private readonly server: Server,
  ) {}

  static async open(
    file: string,
    options: {
      readonly theme?: ThemeName;
      readonly width?: number;
      readonly height?: number;
      readonly state?: object;
    } = {},
  ): Promise<PanelPage> {
    const server = createServer((request, response) => {
      const type = files[request.url ?? ''];
      if (type) {
        response.setHeader('content-type', type);
        response.end(readFileSync(path.join(root, 'dist', path.basename(request.url!))));
      } else {
        response.setHeader('content-type', 'text/html');
        response.end(pageHtml({ nonce: 'abc', styles: "'self'", script: '/panel.js', sheet: '/panel.css' }));
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { browser, page } = await openPage();
    await page.setViewportSize({ width: options.width ?? 1000, height: options.height ?? 900 });
    const host = new EngineHost(file);
    const panel = new PanelPage(browser, page, host, server);
    page.on('pageerror', (error) => panel.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') panel.complaints.push(message.text());
    });
    await page.exposeFunction('toHost', (data: unknown) => panel.#receive(data));
    await page.addInitScript({ content: hostScript(themes[options.theme ?? 'dark'], options.state) });
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return panel;
  }

  #receive(data: unknown): void {
    const message = readToHost(JSON.parse(JSON.stringify(data)));
    if (!message) {
      this.complaints.push(`The page sent what is no message: ${JSON.stringify(data).slice(0, 200)}`);
      return;
    }
    this.sent.push(message);
    for (const answer of this.host.receive(message)) void this.post(answer);
  }

  /** Sends the page a message, as the extension would. */
  async post(message: ToPanel): Promise<void> {
    // As text: large objects take the browser's driver seconds to hand over.
    await this.page.evaluate(`postMessage(${JSON.stringify(message)}, '*')`);
  }

  /** Replaces the text of the file, as typing would, and tells the page. */
  async edit(before: string, after: string): Promise<void> {
    for (const answer of this.host.edit(before, after)) await this.post(answer);
  }

  /** The last message of a type that the page sent. */
  last<Type extends ToHost['type']>(type: Type): Extract<ToHost, { type: Type }> | undefined {
    return this.sent.findLast((message) => message.type === type) as
      Extract<ToHost, { type: Type }> | undefined;
  }

  /** The drawn box of this id. */
  node(id: string): Locator {
    return this.page.locator(`.node[data-id="${id}"]`);
  }

  /** Shows the whole graph, at a size at which its boxes can be pressed. */
  async fit(): Promise<void> {
    await this.page.locator('.node').first().waitFor();
    // Without the glide, after which alone boxes lie still.
    await this.page.emulateMedia({ reducedMotion: 'reduce' });
    await this.page.getByRole('button', { name: 'Show the whole graph' }).click();
    await this.frame();
    await this.page.emulateMedia({ reducedMotion: 'no-preference' });
  }

  /** Waits until the page has drawn what has changed. */
  async frame(): Promise<void> {
    await this.page.evaluate(
      'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))',
    );
  }

  /** Asks after each frame that the page draws, until there is an answer. */
  async until<Answer>(ask: () => Answer | undefined | Promise<Answer | undefined>): Promise<Answer> {
    for (let tries = 0; ; tries++) {
      const answer = await ask();
      if (answer !== undefined) return answer;
      if (tries === 1000) throw new Error(`No answer to ${ask.toString()}`);
      await this.frame();
    }
  }

  async close(): Promise<void> {
    await this.browser.close();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** What VS Code puts into the page before anything of ours runs; text, as nothing else of this file is there. */
function hostScript(theme: Theme, state: object | undefined): string {
  return `{
    let kept = ${JSON.stringify(state ?? null)} ?? undefined;
    globalThis.acquireVsCodeApi = () => ({
      postMessage: (message) => toHost(message),
      getState: () => kept,
      setState: (next) => (kept = next),
    });
    document.addEventListener('DOMContentLoaded', () => {
      for (const [name, value] of Object.entries(${JSON.stringify(theme.variables)})) {
        document.documentElement.style.setProperty(name, value);
      }
      document.body.className = ${JSON.stringify(theme.body)};
    });
  }`;
}
