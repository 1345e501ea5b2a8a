// Chromium, driven by puppeteer-core, and pages whose complaints and requests are kept.

import {existsSync} from 'node:fs';
import puppeteer from 'puppeteer-core';

const candidates = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

// The path of a Chromium, or undefined.
export function findChromium() { return candidates.find((path) => path && existsSync(path)); }

export function openBrowser() {
  return puppeteer.launch({
    executablePath: findChromium(),
    headless: true,
    pipe: true,
    // The sandbox needs user namespaces or a setuid program, which root and containers lack. The pages are ours.
    args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb', '--hide-scrollbars', '--font-render-hinting=none'],
  });
}

// An open page. `complaints` has its console's errors and warnings, and uncaught errors; `requests` the
// addresses that it asked for beside itself; `dialogs` what it asked the user.
class OpenPage {
  complaints = [];
  requests = [];
  constructor(page) {
    this.page = page;
    page.on('console', (message) => {
      if (['error', 'warn', 'warning', 'assert'].includes(message.type())) this.complaints.push(`console ${message.type()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.complaints.push(`uncaught: ${error?.stack ?? error}`));
    page.on('dialog', (dialog) => {
      this.complaints.push(`dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    page.on('request', (request) => {
      if (!request.isNavigationRequest() || !request.url().startsWith('file:')) this.requests.push(request.url());
    });
  }
}

// Opens `url` and waits until the page has drawn its run (`ready`), or has said why it cannot.
export async function openPage(browser, url, {width = 1280, height = 800, scheme = 'light', reducedMotion = true} = {}) {
  const page = await browser.newPage();
  const opened = new OpenPage(page);
  await page.setViewport({width, height});
  await page.emulateMediaFeatures([
    {name: 'prefers-color-scheme', value: scheme},
    {name: 'prefers-reduced-motion', value: reducedMotion ? 'reduce' : 'no-preference'},
  ]);
  const began = process.hrtime.bigint();
  await page.goto(url);
  // Its scripts have run when goto() returns.
  opened.ready = await page.evaluate(() => globalThis.KV?.opened);
  if (opened.ready === undefined) throw new Error(`the page does not start: ${opened.complaints.join('; ')}`);
  opened.milliseconds = Number(process.hrtime.bigint() - began) / 1e6;
  return opened;
}
