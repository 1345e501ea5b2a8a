// The space–time diagram draws the messages of the trace that its range, filters and peers ask for.
import {check, equal, note, sameElements, test} from '../support/harness.mjs';
import {click, press, setState, settle, state, textOf} from '../support/actions.mjs';
import {lastTick, shownText} from '../support/trace_reader.mjs';
import {Random} from '../support/made_up_run.mjs';

// What the diagram draws: messages by name (only their number if they are too many for arrows), and lines of peers.
const drawn = (page) => page.evaluate(() => {
  const {scene, run} = KV.app;
  return {count: scene.visibleCount, isDense: scene.isDense, messages: scene.messages.map((m) => run.messages.name[m.message]), peers: [...scene.layout.peers]};
});

// Messages of the trace with a part from tick `from` up to, without, `to`.
function expectedMessages(run, {from, to, networks = ['s'], hidden = []}) {
  const tickOf = (e) => run.events[e].tick;
  return [...run.messages.values()].filter((message) => networks.includes(message.network) && tickOf(message.event) < to && tickOf(message.last) >= from &&
    !hidden.includes(message.from) && !hidden.includes(message.to)).map((message) => message.name);
}

// Compares what is drawn with the messages of these names. Rows that are scrolled out of sight are not drawn.
async function compareDrawn(page, expected, what) {
  const found = await drawn(page);
  equal(found.count, expected.length, `${what}: number`);
  check((await page.$eval('#shown-count', (e) => e.textContent)).startsWith(`${expected.length.toLocaleString('en')} message`), `${what}: the number below the diagram`);
  if (found.isDense) return;
  const all = await page.$eval('#part-spacetime .rows-scroll', (e) => e.scrollHeight <= e.clientHeight + 1);
  if (all) sameElements(found.messages, expected, what);
  else check(found.messages.every((name) => expected.includes(name)), `${what}: a message is too much`);
}

test('spacetime: the messages of a range are drawn, gossip only if it is asked for', async (context) => {
  for (const run of context.shapes) {
    const {page} = await context.open(run);
    const random = new Random(11);
    const initial = await state(page);
    equal(initial.filters.membership, false, `${run.name}: gossip is hidden at first`);
    for (let i = 0; i < 6; ++i) {
      const from = random.below(Math.max(1, lastTick(run.trace) - 8));
      const to = Math.min(lastTick(run.trace) + 1, from + 2 + random.below(8));
      for (const networks of [['s'], ['m', 's'], ['m']]) {
        await page.evaluate(({f, t, n}) => KV.app.set({from: f, to: t, filters: {...KV.app.state.filters, membership: n.includes('m'), store: n.includes('s')}}), {f: from, t: to, n: networks});
        await settle(page);
        await compareDrawn(page, expectedMessages(run.trace, {from, to, networks}), `${run.name}: messages of ${networks} in [${from}, ${to})`);
      }
    }
  }
});

test('spacetime: a hidden peer takes its messages along', async (context) => {
  for (const run of context.shapes) {
    const {page} = await context.open(run);
    const count = Number(run.trace.facts.get('peers')[0][0]);
    const middle = Math.floor(lastTick(run.trace) / 2);
    const [from, to] = [Math.max(0, middle - 5), middle + 5];
    await page.evaluate(({f, t}) => KV.app.set({from: f, to: t, hiddenPeers: new Set([2])}), {f: from, t: to});
    await settle(page);
    const found = await drawn(page);
    check(!found.peers.includes(2) && found.peers.length === count - 1, `${run.name}: the lines are those of ${found.peers}`);
    await compareDrawn(page, expectedMessages(run.trace, {from, to, hidden: [2]}), `${run.name}: messages without peer 2`);
  }
});

test('spacetime: a hidden kind is not drawn', async (context) => {
  for (const run of context.shapes) {
    const {page} = await context.open(run);
    await page.evaluate(() => KV.app.set({filters: {...KV.app.state.filters, kinds: new Set([KV.Kind.lost, KV.Kind.refused])}}));
    await settle(page);
    const expected = [...run.trace.messages.values()].filter((m) => m.network === 's' && !(m.flags.size === 0 && (m.fate === 'lost' || m.fate === 'refused')));
    await compareDrawn(page, expected.map((m) => m.name), `${run.name}: messages that were not lost`);
  }
});

test('spacetime: the menu of filters sets them', async (context) => {
  const run = context.run('made-up');
  const {page} = await context.open(run);
  await click(page, '#filter-menu summary');
  await click(page, '#filter-membership');
  await click(page, '#filter-store');
  equal((await state(page)).filters.membership, true, 'gossip');
  equal((await state(page)).filters.store, false, 'store');
  await click(page, '#filter-menu [data-kind="lost"]');
  equal((await state(page)).filters.kinds.length, 1, 'hidden kinds');
  await page.keyboard.press('Escape');
  await click(page, '#peers-menu summary');
  await click(page, '#peers-menu [data-show="3"]');
  equal((await state(page)).hiddenPeers, [3], 'hidden peers');
  await page.focus('#peers-menu [aria-label="Move peer 1 down"]');
  await press(page, 'Enter');
  equal((await state(page)).order.indexOf(1), 1, 'the place of peer 1');
});

test('spacetime: hovering describes a message, a click pins it', async (context) => {
  for (const run of context.shapes) {
    const {page, complaints} = await context.open(run);
    const random = new Random(12);
    const messages = [...run.trace.messages.values()].filter((m) => m.network === 's' && m.deliveries.length > 0);
    let [pinned, crowded] = [0, 0];
    for (let i = 0; i < 10 && messages.length > 0; ++i) {
      const message = random.of(messages);
      const tick = run.trace.events[message.event].tick;
      // Where they crowd, they are counted and not drawn, unless one is pinned.
      for (const length of [4, 1, 0.2]) {
        await setState(page, {from: tick + 0.9 - length / 4, to: tick + 0.9 + length * 0.75, event: -1, hover: -1});
        if (!(await drawn(page)).isDense) break;
      }
      await page.$eval('#part-spacetime', (e) => e.scrollIntoView({block: 'center'}));
      await settle(page);
      if ((await drawn(page)).isDense) {
        crowded += 1;
        continue;
      }
      const point = await page.evaluate((name) => {
        const {scene, run} = KV.app;
        const placed = scene.messages.find((m) => run.messages.name[m.message] === name);
        if (!placed || placed.isLoop) return null;
        const box = document.getElementById('diagram').getBoundingClientRect();
        const [x, y] = placed.ends[0];
        const at = {x: box.left + placed.x1 + (x - placed.x1) * 0.3, y: box.top + placed.y1 + (y - placed.y1) * 0.3};
        return at.x > box.left && at.x < box.right && at.y > Math.max(0, box.top) && at.y < Math.min(innerHeight, box.bottom) ? at : null;
      }, message.name);
      if (!point) continue;
      await page.mouse.move(point.x, point.y);
      await settle(page);
      const {hover} = await state(page);
      check(hover >= 0, `${run.name}: nothing is hovered at ${message.name}, ${JSON.stringify(point)}`);
      const tip = await textOf(page, '#part-spacetime .tip');
      const sentence = await page.evaluate((e) => KV.app.describe(e), hover);
      check(tip.includes(sentence), `${run.name}: the tooltip says ${tip}, not ${sentence}`);
      await page.mouse.click(point.x, point.y);
      await settle(page);
      equal((await state(page)).event, hover, `${run.name}: the pinned event`);
      pinned += 1;
    }
    note(`${run.name}: ${pinned} of 10 messages are hovered, ${crowded} are only counted`);
    check(pinned + crowded > 0 || messages.length === 0, `${run.name}: no message has a place`);
    equal(complaints, [], run.name);
  }
});

test('spacetime: a pinned message is described as the trace has it', async (context) => {
  for (const run of context.shapes) {
    const {page} = await context.open(run);
    const random = new Random(13);
    const messages = [...run.trace.messages.values()];
    for (let i = 0; i < 12 && messages.length > 0; ++i) {
      const message = random.of(messages);
      await setState(page, {event: message.event});
      const shown = await textOf(page, '#part-causes');
      for (const part of [message.name, `peer ${message.from}`, `peer ${message.to}`, String(run.trace.events[message.event].tick), shownText(message.text ?? '').slice(0, 40)]) {
        check(shown.includes(part), `${run.name}: ${message.name} is described as ${shown.slice(0, 200)}, without ${part}`);
      }
    }
  }
});

test('spacetime: only the causes of an event, and all again', async (context) => {
  for (const run of context.shapes) {
    const {page, complaints} = await context.open(run);
    const delivered = run.trace.events.filter((e) => e.kind === 'delivered' && e.words[0].startsWith('s'));
    if (delivered.length === 0) continue;
    const event = delivered[Math.floor(delivered.length / 2)];
    await setState(page, {from: 0, to: lastTick(run.trace) + 1});
    const all = (await drawn(page)).count;
    await setState(page, {event: event.index, onlyOf: 'past'});
    const past = await page.evaluate(() => [...new Set([...KV.app.state.only].map((e) => KV.app.run.events.message[e]).filter((m) => m >= 0))].map((m) => KV.app.run.messages.name[m]));
    equal((await drawn(page)).count, past.length, `${run.name}: messages of the past`);
    check(past.includes(event.words[0]), `${run.name}: the past of ${event.words[0]} lacks it`);
    for (const name of past) check(run.trace.events[run.trace.messages.get(name).event].tick <= event.tick, `${run.name}: ${name} was sent after it`);
    await setState(page, {onlyOf: ''});
    equal((await drawn(page)).count, all, `${run.name}: all again`);
    equal(complaints, [], run.name);
    note(`${run.name}: ${past.length} of ${all} messages are in the past of event ${event.index}`);
  }
});

test('spacetime: the three time modes show the same messages', async (context) => {
  for (const run of context.shapes) {
    const {page, complaints} = await context.open(run);
    for (const mode of ['events', 'compressed', 'ticks']) {
      await click(page, `[data-mode="${mode}"]`);
      equal((await state(page)).mode, mode, `${run.name}: the mode`);
      await setState(page, {from: 0, to: lastTick(run.trace) + 1});
      await compareDrawn(page, expectedMessages(run.trace, {from: 0, to: lastTick(run.trace) + 1}), `${run.name}: messages by ${mode}`);
    }
    equal(complaints, [], run.name);
  }
});

test('spacetime: a tick is told in words', async (context) => {
  for (const run of context.shapes) {
    const {page} = await context.open(run);
    const isShown = (event) => !/^[m]\d/.test(event.words[0] ?? '') ;
    for (const tick of [0, Math.floor(lastTick(run.trace) / 2)]) {
      await setState(page, {tick});
      const words = await textOf(page, '#spacetime-text');
      const count = run.trace.events.filter((event) => event.tick === tick && isShown(event)).length;
      check(words.includes(`${count.toLocaleString('en')} event${count === 1 ? '' : 's'} shown at tick ${tick}`), `${run.name}: ${words.slice(0, 100)} instead of ${count} events`);
    }
  }
});
