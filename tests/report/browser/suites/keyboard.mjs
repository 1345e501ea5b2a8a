// Everything can be done by the keyboard, and what has the focus has a name and is seen.
import {check, equal, note, test} from '../support/harness.mjs';
import {leaveInputs, press, setState, settle, state, textOf} from '../support/actions.mjs';
import {lastTick} from '../support/trace_reader.mjs';

// What has the focus: a description, its accessible name, and whether it is seen to have it.
const focused = (page) => page.evaluate(() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const labels = [...(e.labels ?? [])].map((label) => label.textContent).join(' ');
  const referenced = (e.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
  const name = (e.getAttribute('aria-label') || referenced || labels || e.textContent || e.getAttribute('title') || e.getAttribute('placeholder') || '').trim();
  const style = getComputedStyle(e);
  const box = e.getBoundingClientRect();
  return {
    what: `${e.tagName.toLowerCase()}${e.id ? `#${e.id}` : ''}.${e.getAttribute('class') ?? ''}`, name,
    ring: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none',
    size: [box.width, box.height], tag: (e.dataset.seen ??= String(Math.random())),
  };
});

async function tabThrough(page, limit) {
  const list = [];
  const seen = new Set();
  for (let i = 0; i < limit; ++i) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (now === null || seen.has(now.tag)) break;
    seen.add(now.tag);
    list.push(now);
  }
  return list;
}

test('keyboard: Tab reaches all controls, each with a name and a visible focus', async (context) => {
  const run = context.run('made-up');
  const {page} = await context.open(run);
  for (const view of ['operations', 'ring', 'membership', 'peer', 'plots', 'table']) {
    await setState(page, {view});
    await page.evaluate(() => { document.activeElement?.blur(); window.scrollTo(0, 0); });
    const list = await tabThrough(page, 600);
    check(list.length > 10 && list.length < 600, `${view}: Tab reaches ${list.length} elements`);
    for (const e of list) {
      check(e.name.length > 0, `${view}: ${e.what} has no name`);
      check(e.ring, `${view}: ${e.what} (${e.name.slice(0, 40)}) does not show that it has the focus`);
    }
    const reachable = await page.evaluate(() => [...document.querySelectorAll('button, select, input, a[href]')]
      .filter((e) => e.checkVisibility({visibilityProperty: true}) && !e.disabled && !e.dataset.seen && e.tabIndex >= 0 && e.type !== 'radio').map((e) => e.outerHTML.slice(0, 120)));
    equal(reachable, [], `${view}: what Tab does not reach`);
    note(`${view}: ${list.length} stops`);
  }
});

test('keyboard: the keys of the help do what it says', async (context) => {
  for (const run of context.shapes) {
    const {page, complaints} = await context.open(run);
    await leaveInputs(page);
    await press(page, 'n');
    const first = await state(page);
    check(first.tick > 0 || first.event >= 0 || lastTick(run.trace) === 0, `${run.name}: n leads to tick ${first.tick}`);
    await press(page, 'n', 'p');
    equal((await state(page)).tick, first.tick, `${run.name}: n and p`);
    const before = (await state(page)).to - (await state(page)).from;
    await press(page, '+');
    const closer = (await state(page)).to - (await state(page)).from;
    check(closer < before, `${run.name}: + changes the range from ${before} to ${closer}`);
    await press(page, '-');
    check((await state(page)).to - (await state(page)).from > closer, `${run.name}: - does not widen the range`);
    if (run.trace.facts.has('problem')) {
      await setState(page, {tick: 0});
      await press(page, 'f');
      const {tick} = await state(page);
      const begins = await page.evaluate(() => KV.problemSteps(KV.app.run).map((step) => step.tick));
      check(begins.includes(tick) || run.trace.facts.get('mark').some(([mark]) => Number(mark) === tick), `${run.name}: f leads to tick ${tick}`);
    }
    await press(page, '/');
    check(await page.evaluate(() => document.activeElement?.matches('#event-search')), `${run.name}: / does not lead to the search`);
    await page.keyboard.type('n+f?');
    equal(await page.$eval('#event-search', (e) => e.value.endsWith('n+f?')), true, `${run.name}: keys in an input are text`);
    await press(page, 'Escape');
    await leaveInputs(page);
    await press(page, '?');
    const help = await textOf(page, '[role="dialog"], dialog[open]');
    check(help && help.length > 50, `${run.name}: ? shows ${help}`);
    await press(page, 'Escape');
    check(!(await page.evaluate(() => [...document.querySelectorAll('[role="dialog"], dialog[open]')].some((e) => e.checkVisibility()))), `${run.name}: Escape leaves the help open`);
    equal(complaints, [], run.name);
  }
});

test('keyboard: a key that is held does not exhaust the browser', async (context) => {
  const {page, complaints} = await context.open(context.run('made-up'));
  await leaveInputs(page);
  for (let i = 0; i < 400; ++i) await page.keyboard.press(i % 2 ? 'n' : 'ArrowRight');
  await settle(page);
  equal(complaints, [], 'complaints');
});

test('keyboard: the tour can be walked and left', async (context) => {
  const {page, complaints} = await context.open(context.run('made-up'));
  await page.focus('#start-tour');
  await press(page, 'Enter');
  const opened = await focused(page);
  check(opened !== null, 'the tour takes no focus');
  let steps = 0;
  for (; steps < 20 && (await page.evaluate(() => [...document.querySelectorAll('[role="dialog"]')].some((e) => e.checkVisibility()))); ++steps) await press(page, 'Enter');
  check(steps > 2 && steps < 20, `the tour has ${steps} steps`);
  await page.focus('#start-tour');
  await press(page, 'Enter', 'Escape');
  check(!(await page.evaluate(() => [...document.querySelectorAll('[role="dialog"]')].some((e) => e.checkVisibility()))), 'Escape leaves the tour open');
  equal(complaints, [], 'complaints');
});
