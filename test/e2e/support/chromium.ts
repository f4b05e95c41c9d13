// A headless Chromium, found on the machine.
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../../scripts/paths.mjs';

/** Opens an empty page. Its steps may take minutes: on a loaded machine the workbench has taken 43 seconds to show. */
export async function openPage(): Promise<{ browser: Browser; page: Page }> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('No Chromium or Chrome was found.');
  const quiet = [
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  const browser = await chromium.launch({
    executablePath,
    // Its sandbox does not work for root, which containers often are; only our own server's pages are opened.
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', ...quiet],
  });
  const page = await browser.newPage({ viewport: { width: 1400, height: 850 } });
  page.setDefaultTimeout(120_000);
  return { browser, page };
}
