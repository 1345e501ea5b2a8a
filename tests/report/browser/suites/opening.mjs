// Each page opens by itself, alone, and says what it is.
import {statSync} from 'node:fs';
import {check, equal, note, test} from '../support/harness.mjs';
import {setState} from '../support/actions.mjs';
import {fact, lastTick} from '../support/trace_reader.mjs';
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

test('opening: few elements are drawn', async (context) => {
  for (const run of context.runs) {
    const {page} = await context.open(run);
    let most = 0;
    for (const view of views) {
      await setState(page, {view, filters: {...(await page.evaluate(() => KV.app.state.filters)), membership: true}});
      most = Math.max(most, await page.evaluate(() => document.getElementsByTagName('*').length));
    }
    note(`${run.name}: at most ${most} elements`);
    check(most < 12000, `${run.name} has ${most} elements`);
  }
});

test('opening: the header has the facts of the trace', async (context) => {
  for (const run of context.runs) {
    const {page} = await context.open(run);
    const facts = Object.fromEntries(await page.$$eval('[data-fact]', (list) =>
      list.map((e) => [e.dataset.fact, e.querySelector('[data-full]')?.dataset.full ?? e.textContent])));
    for (const name of ['seed', 'digest', 'peers']) {
      const expected = fact(run.trace, name);
      check(String(facts[name] ?? '').includes(expected), `${run.name}: ${name} is ${facts[name]} instead of ${expected}`);
    }
    const title = await page.title();
    check(title.length > 0 && title.length < 200, `${run.name}: the title is ${title}`);
    const shown = await page.evaluate(() => document.body.innerText);
    for (const [kind, checkName, , sentence] of run.trace.facts.get('problem') ?? []) {
      if (/^[ -~]{1,80}$/.test(sentence)) check(shown.includes(sentence), `${run.name}: the problem ${kind} ${checkName} is not shown: ${sentence}`);
    }
    for (const [what, count] of run.trace.facts.get('omitted') ?? []) {
      check(shown.replace(/[,\u2009\u202f]/g, '').includes(count), `${run.name}: that ${count} ${what} are left out is not shown`);
    }
  }
});
