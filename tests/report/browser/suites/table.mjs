// The table of events and its search.
import {check, equal, test} from '../support/harness.mjs';
import {elements, press, setState, settle, showView, state, type} from '../support/actions.mjs';
import {shownText} from '../support/trace_reader.mjs';

const isOfMessage = (event) => /^(sent|refused|lost|delayed|duplicated|corrupted|delivered|discarded)$/.test(event.kind);
const everything = {membership: true, store: true};

// Types a search and returns the number of hits that the page says.
async function hits(page, text) {
  await type(page, '#event-search', text);
  const said = await page.$eval('#panel-table .hits', (e) => e.textContent);
  const count = Number(/([\d,]+) hits?\b/.exec(said)?.[1].replace(/,/g, '') ?? NaN);
  const hidden = Number(/([\d,]+) more hidden/.exec(said)?.[1].replace(/,/g, '') ?? 0);
  return count + hidden;
}

async function openTable(context, run) {
  const opened = await context.open(run, '#view=table');
  await opened.page.evaluate((filters) => KV.app.set({filters: {...KV.app.state.filters, ...filters}}), everything);
  await settle(opened.page);
  return opened;
}

// The events of the trace with a text in them, wherever.
function eventsWith(run, text) {
  const has = (other) => other !== null && other !== undefined && shownText(other).toLowerCase().includes(text.toLowerCase());
  const keyOf = {call: 4, answer: 4, finish: 4};
  return run.events.filter((event) => {
    if (isOfMessage(event)) {
      const message = run.messages.get(event.words[0]);
      return has(message.text) || has(message.damaged) || (event.kind === 'lost' && has(event.words[1])) || (event.kind === 'refused' && has(event.words[5]));
    }
    if (event.kind in keyOf) return has(run.keys[Number(event.words[4])].text) || has(event.words[5]) || has(event.words[event.kind === 'call' ? 3 : 1]);
    return event.words.slice(1).some((word) => /[^\d]/.test(word) && has(word));
  });
}

test('table: a search says its number of hits, 0 included', async (context) => {
  for (const run of context.shapes) {
    const {page, complaints} = await openTable(context, run);
    const count = (wanted) => run.trace.events.filter(wanted).length;
    equal(await hits(page, 'qqq-no-such-text-qqq'), 0, `${run.name}: hits of what is nowhere`);
    for (const kind of ['sent', 'lost', 'delivered', 'corrupted']) equal(await hits(page, `kind:${kind}`), count((e) => e.kind === kind), `${run.name}: hits of kind:${kind}`);
    for (const tick of [0, 3, 17]) equal(await hits(page, `tick:${tick}`), count((e) => e.tick === tick), `${run.name}: hits of tick:${tick}`);
    for (const {name} of [...run.trace.messages.values()].filter((m) => m.deliveries.length > 0).slice(5, 8)) {
      equal(await hits(page, `message:${name}`), count((e) => isOfMessage(e) && e.words[0] === name), `${run.name}: hits of message:${name}`);
      await press(page, 'Enter');
      const rows = (await elements(page, '#panel-table .event-row.hit')).filter((row) => row.visible);
      check(rows.length > 0 && rows.every((row) => row.text.includes(name)), `${run.name}: a row that has no ${name}: ${rows.find((row) => !row.text.includes(name))?.text}`);
    }
    const values = [...new Set([...run.trace.operations.values()].map((o) => o.value))].filter((value) => /^[A-Za-z0-9 ._-]{4,}$/.test(value)).slice(0, 4);
    for (const value of values) equal(await hits(page, `"${value}"`), eventsWith(run.trace, value).length, `${run.name}: hits of "${value}"`);
    equal(complaints, [], run.name);
  }
});

test('table: the filters decide what is listed', async (context) => {
  for (const run of context.shapes) {
    const {page} = await openTable(context, run);
    const listed = async () => Number((await page.$eval('#panel-table .summary', (e) => e.textContent)).match(/^([\d,]+) of/)[1].replace(/,/g, ''));
    equal(await listed(), run.trace.events.length, `${run.name}: all events`);
    await page.evaluate(() => KV.app.set({filters: {...KV.app.state.filters, membership: false}}));
    await settle(page);
    equal(await listed(), run.trace.events.filter((e) => !isOfMessage(e) || e.words[0].startsWith('s')).length, `${run.name}: without gossip`);
    await page.evaluate(() => KV.app.set({hiddenPeers: new Set([1])}));
    await settle(page);
    equal(await listed(), run.trace.events.filter((e) => {
      if (!isOfMessage(e)) return e.peer !== 1;
      const {from, to} = run.trace.messages.get(e.words[0]);
      return e.words[0].startsWith('s') && from !== 1 && to !== 1;
    }).length, `${run.name}: without peer 1`);
  }
});

test('table: a row says what its event is, and a click pins it', async (context) => {
  for (const run of context.shapes) {
    const {page} = await openTable(context, run);
    await setState(page, {tick: 5});
    const rows = (await elements(page, '#panel-table .event-row[data-event]')).filter((row) => row.visible);
    check(rows.length > 0 && rows.length < 200, `${run.name}: ${rows.length} rows`);
    for (const row of rows) {
      const event = run.trace.events[Number(row.event)];
      check(row.text.includes(String(event.tick)), `${run.name}: the row of event ${row.event} lacks its tick ${event.tick}: ${row.text}`);
      if (!isOfMessage(event)) continue;
      const message = run.trace.messages.get(event.words[0]);
      check(row.text.includes(message.name), `${run.name}: ${row.text} lacks ${message.name}`);
      const text = event.kind === 'sent' || message.damaged !== undefined ? null : message.text;
      if (text) check(row.text.includes(shownText(text).slice(0, 30)), `${run.name}: ${row.text} lacks ${text.slice(0, 30)}`);
    }
    const chosen = rows[Math.min(2, rows.length - 1)].event;
    await page.$eval(`#panel-table [data-event="${chosen}"]`, (row) => row.click());
    await settle(page);
    equal((await state(page)).event, Number(chosen), `${run.name}: the pinned event`);
  }
});
