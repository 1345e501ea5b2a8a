// Each page opens by itself, alone, and says what it is.
import {statSync} from 'node:fs';
import {check, equal, note, test} from '../support/harness.mjs';
import {setState, settle} from '../support/actions.mjs';
import {fact, lastTick, shownText} from '../support/trace_reader.mjs';
import {tracesIn} from '../support/pages.mjs';
import {readFileSync} from 'node:fs';

const views = ['operations', 'ring', 'membership', 'peer', 'plots', 'table'];
const megabytes = {course: 2, chaos: 2, violation: 2, crowd: 20};

test('opening: a page has no complaint and asks for nothing', async (context) => {
  for (const run of context.runs) {
    const opened = await context.open(run);
    note(`${run.name}: open in ${Math.round(opened.milliseconds)} ms, ${run.bytes} bytes, trace ${statSync(run.traceFile).size} bytes`);
    equal(opened.ready, true, `${run.name} is ready`);
    for (const view of views) await setState(opened.page, {view});
    for (const tick of [0, Math.floor(lastTick(run.trace) / 2), lastTick(run.trace)]) await setState(opened.page, {tick});
    equal(opened.complaints, [], `complaints of ${run.name}`);
    equal(opened.requests, [], `requests of ${run.name}`);
  }
});

test('opening: sizes', (context) => {
  for (const run of context.runs) {
    if (run.name in megabytes) check(run.bytes < megabytes[run.name] * 1e6, `${run.name} has ${run.bytes} bytes`);
  }
});

test('opening: the page holds the trace, byte by byte', (context) => {
  for (const run of context.runs) check(tracesIn(readFileSync(run.html, 'utf8'))[0] === run.text, `${run.name} holds another trace`);
});

test('opening: a policy forbids what a page does not need', async (context) => {
  for (const run of context.runs) {
    const html = readFileSync(run.html, 'utf8');
    check(!/<(link|iframe|object|embed|img|base|form)\b/i.test(html.replace(/<script[\s\S]*?<\/script>/g, '')), `${run.name} has an element that loads`);
    check(!/\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\s*\(|new Function)\b/.test(html), `${run.name} makes HTML or code of text`);
  }
});

test('opening: few things are drawn', async (context) => {
  for (const run of context.runs) {
    const {page} = await context.open(run);
    let [elements, arrows] = [0, 0];
    for (const view of views) {
      await page.evaluate((v) => KV.app.set({view: v, filters: {...KV.app.state.filters, membership: true}}), view);
      await settle(page);
      elements = Math.max(elements, await page.evaluate(() => document.getElementsByTagName('*').length));
      arrows = Math.max(arrows, await page.evaluate(() => KV.app.scene.messages.length + KV.app.scene.events.length + KV.app.scene.signs.length));
    }
    note(`${run.name}: at most ${elements} elements, ${arrows} arrows and signs`);
    check(elements < 10000, `${run.name} has ${elements} elements`);
    check(arrows < 10000, `${run.name} has ${arrows} arrows and signs`);
  }
});

test('opening: the header has the facts of the trace', async (context) => {
  for (const run of context.runs) {
    const {page} = await context.open(run);
    const facts = new Map(await page.$$eval('#part-header .fact', (list) => list.map((e) => [e.querySelector('dt').textContent, e.querySelector('dd').textContent])));
    for (const name of ['seed', 'digest']) equal(facts.get(name), fact(run.trace, name), `${run.name}: ${name}`);
    for (const name of ['conf', ...(run.trace.facts.get('source') ?? []).map(([word]) => word)]) {
      const text = shownText(name === 'conf' ? fact(run.trace, 'conf') : run.trace.facts.get('source').find(([word]) => word === name)[1]);
      equal(facts.get(name), text, `${run.name}: ${name}`);
    }
    equal(await page.$eval('#part-header .replay code', (e) => e.textContent), shownText(fact(run.trace, 'replay')), `${run.name}: replay`);
    check(facts.get('size').startsWith(fact(run.trace, 'peers')), `${run.name}: ${facts.get('size')}`);
    const title = await page.title();
    check(title.length > 0 && title.length < 200, `${run.name}: the title is ${title}`);
    await page.$$eval('#part-header details', (list) => list.forEach((e) => { e.open = true; }));
    const shown = (await page.$eval('#part-header', (e) => e.textContent)).replace(/\s+/g, ' ');
    for (const [kind, checkName, , sentence] of run.trace.facts.get('problem') ?? []) {
      if (/^[ -~]+$/.test(sentence)) check(shown.includes(sentence.replace(/\s+/g, ' ')), `${run.name}: the problem ${kind} ${checkName} is not shown: ${sentence}`);
    }
    for (const [what, count] of run.trace.facts.get('omitted') ?? []) {
      check(shown.replace(/[,\u2009\u202f]/g, '').includes(count), `${run.name}: that ${count} ${what} are left out is not shown`);
    }
  }
});

test('opening: the metrics are those of the trace', async (context) => {
  for (const run of context.runs) {
    const {page} = await context.open(run);
    const shown = new Map(await page.$$eval('#exposure table.columns tr', (rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent))));
    for (const [name, value] of run.trace.facts.get('metric') ?? []) {
      const text = shown.get(name.replaceAll('_', ' '));
      check(text !== undefined, `${run.name}: the metric ${name} is not shown`);
      equal(Number(text.replace(/,/g, '')), Math.round(Number(value) * 100) / 100, `${run.name}: ${name}`);
    }
    const counts = new Map(await page.$$eval('#exposure table:not(.columns) tr', (rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent))));
    const sum = (start) => [...counts].filter(([name]) => name.startsWith(start)).reduce((total, [, text]) => total + Number(text.replace(/,/g, '')), 0);
    const messages = [...run.trace.messages.values()];
    equal(sum('messages lost'), messages.filter((m) => m.fate === 'lost').length, `${run.name}: lost messages`);
    equal(sum('messages refused'), messages.filter((m) => m.fate === 'refused').length, `${run.name}: refused messages`);
  }
});
