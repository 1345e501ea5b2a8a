// Time: the tick is chosen, stepped and played; the events of interest are visited; the URL has the state.
import {check, equal, note, test} from '../support/harness.mjs';
import {click, leaveInputs, press, setState, settle, state, type} from '../support/actions.mjs';
import {lastTick} from '../support/trace_reader.mjs';

const hashOf = (page) => page.evaluate(() => location.hash);

test('time: the tick can be typed, and is kept in the range of the run', async (context) => {
  for (const run of context.shapes) {
    const {page, complaints} = await context.open(run);
    const middle = Math.floor(lastTick(run.trace) / 2);
    await type(page, '#tick', String(middle));
    await page.keyboard.press('Enter');
    await settle(page);
    equal((await state(page)).tick, middle, `${run.name}: the tick that was typed`);
    for (const wrong of ['-5', '99999999', 'abc', '']) {
      await type(page, '#tick', wrong);
      await page.keyboard.press('Enter');
      await settle(page);
      const {tick} = await state(page);
      check(Number.isInteger(tick) && tick >= 0 && tick <= lastTick(run.trace), `${run.name}: ${wrong} leads to tick ${tick}`);
    }
    equal(complaints, [], run.name);
  }
});

test('time: arrows step by a tick', async (context) => {
  for (const run of context.shapes) {
    const {page} = await context.open(run);
    await setState(page, {tick: 5});
    await leaveInputs(page);
    await press(page, 'ArrowRight', 'ArrowRight', 'ArrowLeft');
    equal((await state(page)).tick, 6, `${run.name}: two steps on and one back`);
    await setState(page, {tick: 0});
    await press(page, 'ArrowLeft');
    equal((await state(page)).tick, 0, `${run.name}: before the first tick`);
    await setState(page, {tick: lastTick(run.trace)});
    await press(page, 'ArrowRight');
    equal((await state(page)).tick, lastTick(run.trace), `${run.name}: after the last tick`);
  }
});

test('time: the scrubber sets the tick', async (context) => {
  for (const run of context.shapes) {
    const {page} = await context.open(run);
    await setState(page, {tick: 0});
    await page.focus('#scrub');
    await press(page, 'End');
    equal((await state(page)).tick, lastTick(run.trace), `${run.name}: End`);
    await press(page, 'Home');
    equal((await state(page)).tick, 0, `${run.name}: Home`);
    const box = await (await page.$('#scrub')).boundingBox();
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await settle(page);
    const {tick} = await state(page);
    const middle = lastTick(run.trace) / 2;
    check(Math.abs(tick - middle) <= Math.max(3, lastTick(run.trace) / 10), `${run.name}: a click in the middle leads to ${tick}, not to about ${middle}`);
  }
});

// The ticks of interest: marks, and where faults begin.
const interests = (run) => [...new Set([...(run.facts.get('mark') ?? []).map(([tick]) => Number(tick)),
  ...run.events.filter((event) => event.kind === 'faultBegan').map((event) => event.tick)])].sort((a, b) => a - b);

test('time: the events of interest are visited in order', async (context) => {
  for (const run of context.shapes) {
    const {page} = await context.open(run);
    const begins = await page.evaluate(() => [...KV.problemSteps(KV.app.run), ...KV.copyMarks(KV.app.run)].map((step) => step.tick));
    const expected = [...new Set([...interests(run.trace), ...begins])].sort((a, b) => a - b).filter((tick) => tick > 0);
    await setState(page, {tick: 0});
    for (const tick of expected.slice(0, 12)) {
      await click(page, '#next-interest');
      equal((await state(page)).tick, tick, `${run.name}: the next of ${expected}`);
    }
    for (const tick of expected.slice(0, Math.min(12, expected.length) - 1).reverse()) {
      await click(page, '#previous-interest');
      equal((await state(page)).tick, tick, `${run.name}: the previous one`);
    }
    if (!run.trace.facts.has('problem')) continue;
    const marks = run.trace.facts.get('mark').map(([tick]) => Number(tick));
    await click(page, '#first-problem');
    const {tick, from, to} = await state(page);
    check([...marks, ...begins].includes(tick) && from <= tick && tick < to, `${run.name}: the first problem leads to ${tick} in [${from}, ${to}); the marks are at ${marks}`);
  }
});

test('time: the URL keeps the state, back goes back', async (context) => {
  for (const run of context.shapes) {
    const first = await context.open(run);
    const peer = 2;
    await setState(first.page, {tick: 3});
    await setState(first.page, {tick: 7, peer, key: run.trace.keys.length > 1 ? 1 : -1, view: 'peer'});
    const before = await state(first.page);
    await first.page.waitForFunction(() => /\bt=7\b/.test(location.hash));
    const hash = await hashOf(first.page);
    const second = await context.open(run, hash);
    const after = await state(second.page);
    for (const name of ['tick', 'peer', 'key', 'view', 'mode', 'from', 'to']) equal(after[name], before[name], `${run.name}: ${name} from ${hash}`);
    equal(await hashOf(second.page), hash, `${run.name}: the URL of the same state`);
    equal([...first.complaints, ...second.complaints], [], run.name);
  }
});

test('time: an earlier state comes back by the browser\'s back button', async (context) => {
  const run = context.run('made-up');
  const {page} = await context.open(run, '#t=3');
  await page.evaluate(() => { location.hash = '#t=9'; });
  await settle(page);
  equal((await state(page)).tick, 9, 'a changed hash');
  await page.goBack();
  await settle(page);
  equal((await state(page)).tick, 3, 'back');
  await page.goForward();
  await settle(page);
  equal((await state(page)).tick, 9, 'forward');
});

test('time: a URL that makes no sense is harmless', async (context) => {
  const run = context.run('made-up');
  const hashes = ['#t=NaN&peer=-1', '#t=1e99&key=nosuchkey&peer=999', '#view=constructor&mode=__proto__', '#key=%3Cscript%3Ewindow.harm=1%3C/script%3E',
    '#event=99999999&operation=-3', '#%E0%A4%A', '#t=5&t=6&&=&=x', '#__proto__=1&t=2', '#from=50&to=2', `#key=${'x'.repeat(20000)}`];
  for (const hash of hashes) {
    const {page, complaints, ready} = await context.open(run, hash);
    equal(ready, true, `${hash.slice(0, 60)} is ready`);
    equal(complaints, [], hash.slice(0, 60));
    const {tick, from, to} = await state(page);
    check(tick >= 0 && tick <= lastTick(run.trace) && from <= to, `${hash.slice(0, 60)} leads to tick ${tick}, from ${from} to ${to}`);
    equal(await page.evaluate(() => window.harm ?? null), null, 'harm');
    await page.close();
  }
});

test('time: a step of the scrubber (measured)', async (context) => {
  for (const run of context.shapes) {
    const {page} = await context.open(run);
    const ticks = Array.from({length: 20}, (_, i) => Math.floor((lastTick(run.trace) * ((i * 7) % 20)) / 20));
    for (const view of ['table', 'membership', 'peer', 'ring']) {
      await setState(page, {view});
      const times = await page.evaluate(async (list) => {
        const result = [];
        for (const tick of list) {
          const began = performance.now();
          KV.app.set({tick});
          await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
          result.push(performance.now() - began);
        }
        return result.sort((a, b) => a - b);
      }, ticks);
      note(`${run.name}, ${view}: a step takes ${times[10].toFixed(1)} ms (median), ${times[19].toFixed(1)} ms (worst), up to a frame of 16 ms included`);
    }
  }
}, {isMeasured: true});
