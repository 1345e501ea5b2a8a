// Keys, values, messages and names are text, whatever is in them.
import {check, equal, test} from '../support/harness.mjs';
import {setState, settle, textOf, type} from '../support/actions.mjs';
import {lastTick, shownText} from '../support/trace_reader.mjs';

const views = ['operations', 'ring', 'membership', 'peer', 'plots', 'table'];

// What a page must not contain, wherever it stands.
const wrongThings = (page) => page.evaluate(() => {
  const wrong = [];
  if ('harm' in window) wrong.push(`script ran: window.harm is ${window.harm}`);
  if ({}.polluted !== undefined || Object.keys(Object.prototype).length > 0) wrong.push('Object.prototype has changed');
  const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/;
  for (const e of document.querySelectorAll('*')) {
    if (/^(IMG|IFRAME|OBJECT|EMBED|LINK|BASE|FORM|FRAME|AUDIO|VIDEO|foreignObject|animate|set|use|image)$/i.test(e.tagName)) wrong.push(`an element ${e.tagName}`);
    for (const {name, value} of e.attributes) {
      if (/^on/i.test(name)) wrong.push(`an attribute ${name} of ${e.tagName}`);
      if (/^(href|src|xlink:href|action)$/i.test(name) && !value.startsWith('#')) wrong.push(`${name}=${value.slice(0, 60)}`);
      if (name === 'style' && /url\(|expression|@import|javascript:/i.test(value)) wrong.push(`style=${value.slice(0, 60)}`);
      if (unseen.test(value)) wrong.push(`an unseen character in ${name} of ${e.tagName}: ${JSON.stringify(value.slice(0, 60))}`);
    }
    if (/^(SCRIPT|STYLE)$/i.test(e.tagName)) continue;
    for (const node of e.childNodes) if (node.nodeType === 3 && unseen.test(node.data)) wrong.push(`an unseen character in ${e.tagName}.${e.getAttribute('class')}: ${JSON.stringify(node.data.slice(0, 60))}`);
  }
  if (unseen.test(document.title)) wrong.push('an unseen character in the title');
  return wrong.slice(0, 5);
});

test('hostile: nothing of a trace is run, loaded or hidden', async (context) => {
  const run = context.run('hostile');
  const {page, complaints, requests} = await context.open(run);
  const scripts = await page.evaluate(() => document.scripts.length);
  for (const view of views) {
    for (const tick of [0, 20, lastTick(run.trace)]) {
      for (let key = 0; key < run.trace.keys.length; key += 5) {
        await setState(page, {view, tick, key, peer: 1 + (key % 4), operation: 1 + key, search: ''});
        equal(await wrongThings(page), [], `${view} at tick ${tick}, key ${key}`);
      }
    }
  }
  equal(await page.evaluate(() => document.scripts.length), scripts, 'the number of scripts');
  equal(complaints, [], 'complaints');
  equal(requests, [], 'requests');
  equal(await page.evaluate(() => location.protocol), 'file:', 'the place');
});

test('hostile: each event is described literally', async (context) => {
  const run = context.run('hostile');
  const {page} = await context.open(run);
  const texts = new Map();
  for (const event of run.trace.events) {
    const message = event.kind === 'sent' && run.trace.messages.get(event.words[0]);
    if (message && message.text && !texts.has(message.text)) texts.set(message.text, event.index);
  }
  check(texts.size > 15, `${texts.size} texts`);
  for (const [text, event] of texts) {
    await setState(page, {event});
    const shown = (await textOf(page, '#part-causes')).replace(/\s+/g, ' ');
    const expected = shownText(text).slice(0, 40).replace(/\s+/g, ' ').trim();
    check(shown.includes(expected), `${JSON.stringify(expected)} is not in ${JSON.stringify(shown.slice(0, 200))}`);
    equal(await wrongThings(page), [], JSON.stringify(text.slice(0, 40)));
  }
});

test('hostile: keys and values are shown literally', async (context) => {
  const run = context.run('hostile');
  const {page} = await context.open(run, '#view=ring');
  for (let key = 0; key < run.trace.keys.length; ++key) {
    await setState(page, {key, tick: lastTick(run.trace)});
    const text = shownText(run.trace.keys[key].text);
    const found = await page.$eval('#panel-ring', (panel) => panel.querySelector('input[type=text]').value);
    equal(found, text, `key ${key}`);
    equal(await wrongThings(page), [], text.slice(0, 60));
  }
  check(run.trace.keys.length > 20, `${run.trace.keys.length} keys`);
});

test('hostile: a search for a hostile text finds it and does nothing else', async (context) => {
  const run = context.run('hostile');
  const {page, complaints} = await context.open(run, '#view=table');
  for (const text of ['<script>window.harm=1</script>', '(', '[a-', '\\', '.*', '__proto__', '"><img src=x onerror=window.harm=3>', '%', '$&']) {
    await type(page, '#event-search', text);
    await page.keyboard.press('Enter');
    await settle(page);
    equal(await wrongThings(page), [], text);
    const hits = await textOf(page, '#panel-table .hits');
    check(/\d/.test(hits), `${text}: ${hits}`);
  }
  equal(complaints, [], 'complaints');
});

test('hostile: the replay command is copied as it is', async (context) => {
  const run = context.run('hostile');
  const {page} = await context.open(run);
  await page.evaluate(() => {
    window.copied = null;
    Object.defineProperty(navigator, 'clipboard', {configurable: true, value: {writeText: async (text) => { window.copied = text; }}});
  });
  await page.$eval('.replay .copy', (e) => e.click());
  await settle(page);
  equal(await page.evaluate(() => window.copied), run.trace.facts.get('replay')[0][0], 'the command');
});
