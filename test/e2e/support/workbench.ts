// VS Code as a person has it before them: the packaged extension in code-server, opened by Chromium, worked by mouse and keyboard.
import assert from 'node:assert/strict';
import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { startCodeServer } from '../../../scripts/codeServer.mjs';
import { openPage } from './chromium.js';
import { makeVsix } from './vsix.js';
import { scratch } from './workspace.js';

/** Milliseconds that a step which can be tried again is waited for: VS Code may miss a key while it moves the focus. */
const patience = 8000;

export class Workbench {
  private constructor(
    readonly page: Page,
    private readonly folder: string,
    /** Ends the browser and the server. */
    readonly close: () => Promise<void>,
  ) {}

  /** Opens `folder` and a file at its top, in a window of `width` × 950; `watch` is given the page before it loads. */
  static async open(
    folder: string,
    file: string,
    { width = 1600, watch }: { width?: number; watch?: (page: Page) => void } = {},
  ): Promise<Workbench> {
    const server = await startCodeServer({
      extension: makeVsix(),
      settings: { 'workbench.colorTheme': 'Default Dark Modern', 'editor.minimap.enabled': false },
    });
    const { browser, page } = await openPage().catch(async (error: unknown) => {
      await server.stop();
      throw error;
    });
    const close = async (): Promise<void> => {
      await browser.close();
      await server.stop();
    };
    try {
      watch?.(page);
      await page.setViewportSize({ width, height: 950 });
      await page.goto(`${server.url}/?${new URLSearchParams({ folder })}`);
      const code = new Workbench(page, folder, close);
      await code.openFromExplorer(file);
      await page.locator('.monaco-editor .view-line').first().waitFor();
      return code;
    } catch (error) {
      await close();
      throw error;
    }
  }

  /** Opens a file at the top of the workspace for good, by a double press on its name. */
  async openFromExplorer(file: string): Promise<void> {
    await this.page.locator('.explorer-viewlet .monaco-list-row', { hasText: file }).dblclick();
    await this.page.locator(`.tab.active[data-resource-name="${file}"]`).first().waitFor();
  }

  /** Keeps a picture of the window in .e2e/screenshots/. */
  async photograph(name: string): Promise<void> {
    await this.page.screenshot({
      path: path.join(scratch, 'screenshots', `${name.replace(/\W+/g, '-')}.png`),
    });
  }

  /** The page of the network panel. */
  panel(): FrameLocator {
    // A notebook has a page of its own, which is none of ours.
    return this.page
      .frameLocator('iframe.webview.ready[src*="extensionId=fovea"]')
      .frameLocator('iframe#active-frame');
  }

  panelButton(): Locator {
    return this.page.locator('.editor-actions [aria-label*="Network Panel to the Side"]').first();
  }

  /** The first line of the editor that shows all `texts`. An inlay hint is part of its line. */
  line(...texts: string[]): Locator {
    return texts
      .reduce((lines, hasText) => lines.filter({ hasText }), this.page.locator('.editor-instance .view-line'))
      .first();
  }

  squiggle(): Locator {
    return this.page.locator('.monaco-editor .squiggly-error').first();
  }

  lens(text: string | RegExp): Locator {
    return this.page.locator('.codelens-decoration').getByText(text).first();
  }

  /** The field of the palette. */
  input(): Locator {
    return this.page.locator('.quick-input-widget input[type="text"]');
  }

  /** The row of the palette's list that shows `text`. */
  choice(text: string): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
  }

  /** The middle of the first `text` in a line of the editor. */
  private async placeOf(inLine: string, text: string): Promise<{ x: number; y: number }> {
    const place = await this.line(inLine).evaluate((element, wanted) => {
      // Within one piece of the same colour, which is how the editor draws a line.
      const texts = element.ownerDocument.createTreeWalker(element, 4 /* text nodes */);
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        const start = (node.textContent ?? '').indexOf(wanted);
        if (start < 0) continue;
        const range = element.ownerDocument.createRange();
        range.setStart(node, start);
        range.setEnd(node, start + wanted.length);
        const box = range.getBoundingClientRect();
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      }
      return undefined;
    }, text);
    assert.ok(place, `no ${text} in the line of ${inLine}`);
    return place;
  }

  /** Puts the cursor on `text`. */
  async click(inLine: string, text: string): Promise<void> {
    const { x, y } = await this.placeOf(inLine, text);
    await this.page.mouse.click(x, y);
  }

  /** Double-clicks `text` and types over it. */
  async retype(inLine: string, text: string, typed: string): Promise<void> {
    const { x, y } = await this.placeOf(inLine, text);
    await this.page.mouse.dblclick(x, y);
    await this.page.locator('.editor-instance .selected-text').first().waitFor();
    await this.page.keyboard.type(typed);
  }

  /** Rests the mouse on `text` and reads the hover that says `expected`. */
  async hover(inLine: string, text: string, expected: string): Promise<string> {
    const contents = this.page.locator('.monaco-hover .hover-contents', { hasText: expected }).first();
    await again(async () => {
      const { x, y } = await this.placeOf(inLine, text);
      // A mouse that rests already does not move, and no hover opens.
      await this.page.mouse.move(2, 2);
      await this.page.mouse.move(x, y, { steps: 4 });
      await contents.waitFor({ timeout: patience });
    });
    // A hover fades in; a picture is taken once it is opaque.
    await this.page.waitForFunction(isOpaque);
    return contents.innerText();
  }

  /** Runs a command by its title. */
  async command(title: string): Promise<void> {
    await this.choose('F1', `>${title}`, title);
  }

  /** Opens a file of the workspace at a line, by its whole path: names alone need a search that not every build has. */
  async goTo(file: string, lineNumber = 1): Promise<void> {
    const name = path.basename(file);
    await this.choose('Control+P', `${path.join(this.folder, file)}:${lineNumber}`, name);
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).first().waitFor();
  }

  /** Opens the palette by `key`, writes `text` in it and takes the row that shows `row`. */
  private async choose(key: string, text: string, row: string): Promise<void> {
    await again(async () => {
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press(key);
      await this.input().waitFor({ timeout: patience });
      await this.input().fill(text, { timeout: patience });
      await this.choice(row).waitFor({ timeout: patience });
    });
    await this.page.keyboard.press('Enter');
  }
}

/** Runs in the page: whether no hover is fading in. */
const isOpaque = `[...document.querySelectorAll('.monaco-hover, .monaco-resizable-hover, .workbench-hover-container')]
  .every((hover) => hover.getAnimations().every(({ playState }) => playState === 'finished'))`;

/** Does `step` up to five times, as a person does what the workbench did not seem to notice. */
export async function again(step: () => Promise<void>): Promise<void> {
  for (let left = 4; ; left--) {
    try {
      return await step();
    } catch (error) {
      if (left === 0) throw error;
    }
  }
}
