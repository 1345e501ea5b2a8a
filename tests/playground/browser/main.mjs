// node main.mjs [TEST...]: tests playground/index.html in Chromium. TEST: only the tests whose names begin so.

import {execFileSync} from 'node:child_process';
import {mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {openBrowser, openPage} from '../../report/browser/support/browser.mjs';
import {runTests} from '../../report/browser/support/harness.mjs';

class Context {
  #opened = [];
  constructor(browser, folder) {
    this.browser = browser;
    this.folder = folder;
    this.file = resolve(process.env.PLAYGROUND ?? 'playground/index.html');
  }

  async open(hash = '', options = {}) {
    const opened = await openPage(this.browser, pathToFileURL(this.file).href + hash, options);
    this.#opened.push(opened);
    return opened;
  }

  // What `shell` prints in a folder of its own, from which ./Application and testcases/ can be reached.
  native(shell) {
    const script = join(this.folder, 'command.sh');
    writeFileSync(script, shell);
    const links = `ln -sf '${resolve('Application')}' Application; ln -sfn '${resolve('testcases')}' testcases; `;
    return execFileSync('sh', ['-c', `${links} sh command.sh || true`], {cwd: this.folder, encoding: 'latin1', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 28});
  }

  async closePages() {
    await Promise.all(this.#opened.splice(0).map((opened) => opened.page.close().catch(() => {})));
  }
}

const suites = new URL('./suites/', import.meta.url);
for (const suite of readdirSync(suites).sort()) if (suite.endsWith('.mjs')) await import(new URL(suite, suites).href);
const folder = mkdtempSync(join(tmpdir(), 'playground-'));
const browser = await openBrowser();
let good = false;
try {
  good = await runTests(process.argv.slice(2), new Context(browser, folder));
} finally {
  await browser.close();
  rmSync(folder, {recursive: true});
}
process.exit(good ? 0 : 1);
