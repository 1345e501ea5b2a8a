// node screenshot.mjs PAGE.html OUT.png [WIDTHxHEIGHT] [light|dark] [HASH]: a picture of a page, for
// example `node screenshot.mjs run.html run.png 1280x800 dark '#t=225'`. Prints what the browser complains of.

import {pathToFileURL} from 'node:url';
import {openBrowser, openPage} from './support/browser.mjs';

const [page, out, size = '1280x800', scheme = 'light', hash = ''] = process.argv.slice(2);
if (!out) {
  console.error('usage: node screenshot.mjs PAGE.html OUT.png [WIDTHxHEIGHT] [light|dark] [HASH]');
  process.exit(2);
}
const [width, height] = size.split('x').map(Number);
const browser = await openBrowser();
try {
  const opened = await openPage(browser, pathToFileURL(page).href + hash, {width, height, scheme});
  await opened.page.screenshot({path: out, fullPage: process.env.FULL === '1'});
  for (const complaint of opened.complaints) console.log(complaint);
} finally {
  await browser.close();
}
