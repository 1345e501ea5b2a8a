// The table of events and its search.
import {check, equal, test} from '../support/harness.mjs';
import {elements, setState, settle, showView, state, textOf, type} from '../support/actions.mjs';
import {shownText} from '../support/trace_reader.mjs';

const search = '[data-input="search"]';
async function hits(page, text) {
  await type(page, search, text);
  await page.keyboard.press('Enter');
  await settle(page);
  const shown = await textOf(page, '[data-role="hits"]');
  return Number(shown.replace(/[,\s]/g, '').match(/\d+/)?.[0] ?? NaN);
}

test('table: a search says its number of hits, 0 included', async (context) => {
  for (const run of context.runs) {
    const {page, complaints} = await context.open(run);
    await showView(page, 'table');
    equal(await hits(page, 'qqq-no-such-text-qqq'), 0, `${run.name}: hits of what is nowhere`);
    const names = [...run.trace.messages.values()].filter((m) => m.network === 's' && m.deliveries.length > 0).slice(3, 6);
    for (const {name, event, deliveries} of names) {
      const all = run.trace.events.filter((e) => /^(sent|refused|lost|delayed|duplicated|corrupted|delivered|discarded)$/.test(e.kind) && e.words[0].startsWith(name));
      const count = await hits(page, name);
      check(count >= 1 + deliveries.length && count <= Math.max(all.length, 1 + deliveries.length) * 2, `${run.name}: ${count} hits of ${name} (event ${event})`);
      const rows = (await elements(page, '#panel-table [data-event]')).filter((row) => row.visible);
      check(rows.length > 0 && rows.every((row) => (row.text + row.title).toLowerCase().includes(name)), `${run.name}: a row that has no ${name}: ${rows.find((row) => !row.text.includes(name))?.text}`);
    }
    equal(complaints, [], run.name);
  }
});

test('table: a row says what its event is, and a click pins it', async (context) => {
  for (const run of context.runs) {
    const {page} = await context.open(run);
    await showView(page, 'table');
    await setState(page, {tick: 5});
    const rows = (await elements(page, '#panel-table [data-event]')).filter((row) => row.visible);
    check(rows.length > 0 && rows.length < 2000, `${run.name}: ${rows.length} rows`);
    for (const row of rows.slice(0, 50)) {
      const event = run.trace.events[Number(row.event)];
      check(row.text.includes(String(event.tick)), `${run.name}: the row of event ${row.event} lacks its tick ${event.tick}: ${row.text}`);
      if (event.kind === 'sent') {
        const message = run.trace.messages.get(event.words[0]);
        check(row.text.includes(message.name), `${run.name}: ${row.text} lacks ${message.name}`);
        if (message.text !== null) check(row.text.includes(shownText(message.text).slice(0, 30)), `${run.name}: ${row.text} lacks ${message.text.slice(0, 30)}`);
      }
    }
    const chosen = rows[Math.min(2, rows.length - 1)].event;
    await page.$eval(`#panel-table [data-event="${chosen}"]`, (row) => row.click());
    await settle(page);
    equal((await state(page)).event, Number(chosen), `${run.name}: the pinned event`);
  }
});
