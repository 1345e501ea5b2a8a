// node main.mjs RUNS [TEST...]: tests pages in Chromium. RUNS is a folder with NAME.trace and NAME.html of each
// run; run.sh makes it. TEST: only the tests whose names begin so. With STACK=1, failures have their stack.

import {readdirSync, readFileSync, writeFileSync, statSync} from 'node:fs';
import {basename, join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {openBrowser, openPage} from './support/browser.mjs';
import {runTests} from './support/harness.mjs';
import {readTrace} from './support/trace_reader.mjs';

// A run: its page and its trace, both as files and as this folder's own reader reads the trace.
class Run {
  #read;
  constructor(folder, name) {
    this.name = name;
    this.html = join(folder, `${name}.html`);
    this.traceFile = join(folder, `${name}.trace`);
  }
  get text() { return readFileSync(this.traceFile, 'latin1'); }
  get trace() { return (this.#read ??= readTrace(this.text)); }
  get bytes() { return statSync(this.html).size; }
}

// The runs whose pages are in the folder, by name.
function runsIn(folder) {
  const files = readdirSync(folder).filter((file) => file.endsWith('.html') && !file.startsWith('test-'));
  return files.map((file) => new Run(folder, basename(file, '.html'))).sort((a, b) => a.name.localeCompare(b.name));
}

class Context {
  #opened = [];
  // `number` tells contexts of the same folder apart.
  constructor(folder, runs, browser, number) {
    this.folder = folder;
    this.runs = runs;
    this.browser = browser;
    this.number = number;
  }
  // Without those of wrong nodes, which have the shape of `chaos`.
  get shapes() { return this.runs.filter(({name}) => !['violation', 'unstored', 'calm'].includes(name)); }
  run(name) { return this.runs.find((run) => run.name === name); }

  // Opens a run's page, or an HTML file, at `hash`; options are those of openPage.
  async open(run, hash = '', options = {}) {
    const file = typeof run === 'string' ? run : run.html;
    const opened = await openPage(this.browser, pathToFileURL(resolve(file)).href + hash, options);
    this.#opened.push(opened);
    return opened;
  }
  // The HTML file of a sweep, and what the command printed.
  sweep(name) { return {html: join(this.folder, 'sweeps', `${name}.html`), log: join(this.folder, 'sweeps', `${name}.log`)}; }
  async openText(html, hash, options) {
    const file = join(this.folder, `test-page-${this.number}.html`);
    writeFileSync(file, html);
    return this.open(file, hash, options);
  }
  async closePages() {
    await Promise.all(this.#opened.splice(0).map((opened) => opened.page.close().catch(() => {})));
  }
}

const [folder, ...chosen] = process.argv.slice(2);
const suites = new URL('./suites/', import.meta.url);
for (const suite of readdirSync(suites).sort()) if (suite.endsWith('.mjs')) await import(new URL(suite, suites).href);
const runs = runsIn(folder);
const browsers = await Promise.all([openBrowser(), openBrowser()]);
let good = false;
try {
  good = await runTests(chosen, browsers.map((browser, number) => new Context(folder, runs, browser, number)));
} finally {
  await Promise.all(browsers.map((browser) => browser.close()));
}
process.exit(good ? 0 : 1);
