// The space–time diagram draws the messages of the trace that its range, filters and peers ask for.
import {check, equal, note, sameElements, test} from '../support/harness.mjs';
import {setState, settle, state, textOf} from '../support/actions.mjs';
import {lastTick, shownText} from '../support/trace_reader.mjs';
import {Random} from '../support/made_up_run.mjs';

// The messages that are drawn, by name, and the lines of peers.
const drawn = (page) => page.evaluate(() => {
  const {messages, peers} = KV.spacetime.drawn();
  return {messages: [...messages].map((m) => KV.app.run.messages.name[m]), peers: [...peers]};
});

// Messages of the trace with an event from tick `from` up to, without, `to`.
function expectedMessages(run, {from, to, networks = ['s'], hidden = []}) {
  return [...run.messages.values()].filter((message) => {
    const ticks = [message.event, ...message.deliveries].map((e) => run.events[e].tick);
    if (message.lastEvent !== undefined) ticks.push(run.events[message.lastEvent].tick);
    return networks.includes(message.network) && Math.min(...ticks) < to && Math.max(...ticks) + 1 > from &&
      !hidden.includes(message.from) && !hidden.includes(message.to);
  }).map((message) => message.name);
}

test('spacetime: the messages of a range are drawn, gossip only if it is asked for', async (context) => {
  for (const run of context.runs) {
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
        sameElements((await drawn(page)).messages, expectedMessages(run.trace, {from, to, networks}), `${run.name}: messages of ${networks} in [${from}, ${to})`);
      }
    }
  }
});

test('spacetime: a hidden peer takes its messages along', async (context) => {
  for (const run of context.runs) {
    const {page} = await context.open(run);
    const count = Number(run.trace.facts.get('peers')[0][0]);
    const middle = Math.floor(lastTick(run.trace) / 2);
    const [from, to] = [Math.max(0, middle - 5), middle + 5];
    await page.evaluate(({f, t}) => KV.app.set({from: f, to: t, hiddenPeers: new Set([2])}), {f: from, t: to});
    await settle(page);
    const found = await drawn(page);
    check(!found.peers.includes(2) && found.peers.length === count - 1, `${run.name}: the lines are those of ${found.peers}`);
    sameElements(found.messages, expectedMessages(run.trace, {from, to, hidden: [2]}), `${run.name}: messages without peer 2`);
  }
});

test('spacetime: a hidden kind is not drawn', async (context) => {
  for (const run of context.runs) {
    const {page} = await context.open(run);
    const hashBefore = await drawn(page);
    await page.evaluate(() => KV.app.set({filters: {...KV.app.state.filters, kinds: new Set([KV.Kind.lost, KV.Kind.refused])}}));
    await settle(page);
    const found = (await drawn(page)).messages;
    const gone = [...run.trace.messages.values()].filter((m) => m.fate === 'lost' || m.fate === 'refused').map((m) => m.name);
    check(!found.some((name) => gone.includes(name)), `${run.name}: a lost message is drawn`);
    sameElements(found, hashBefore.messages.filter((name) => !gone.includes(name)), `${run.name}: the other messages`);
  }
});

test('spacetime: hovering describes a message, a click pins it', async (context) => {
  for (const run of context.runs) {
    const {page, complaints} = await context.open(run);
    const random = new Random(12);
    const messages = [...run.trace.messages.values()].filter((m) => m.network === 's' && m.deliveries.length > 0);
    let pinned = 0;
    for (let i = 0; i < 8 && messages.length > 0; ++i) {
      const message = random.of(messages);
      const tick = run.trace.events[message.event].tick;
      await setState(page, {from: tick - 1, to: tick + 3, event: -1, hover: -1});
      const point = await page.evaluate((e) => {
        document.getElementById('part-spacetime').scrollIntoView({block: 'center'});
        return KV.spacetime.pointOf(e);
      }, message.event);
      if (!point) continue;
      await page.mouse.move(point.x, point.y);
      await settle(page);
      const {hover} = await state(page);
      check(hover >= 0, `${run.name}: nothing is hovered at ${message.name}, ${JSON.stringify(point)}`);
      const tip = await textOf(page, '[data-role="tooltip"]');
      const sentence = await page.evaluate((e) => KV.app.describe(e), hover);
      check(tip.includes(sentence.slice(0, 30)), `${run.name}: the tooltip says ${tip}, not ${sentence}`);
      await page.mouse.click(point.x, point.y);
      await settle(page);
      equal((await state(page)).event, hover, `${run.name}: the pinned event`);
      pinned += 1;
    }
    check(pinned > 0 || messages.length === 0, `${run.name}: no message has a place`);
    equal(complaints, [], run.name);
  }
});

test('spacetime: a pinned message is described as the trace has it', async (context) => {
  for (const run of context.runs) {
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
  for (const run of context.runs) {
    const {page, complaints} = await context.open(run);
    const delivered = run.trace.events.filter((e) => e.kind === 'delivered' && e.words[0].startsWith('s'));
    if (delivered.length === 0) continue;
    const event = delivered[Math.floor(delivered.length / 2)];
    await setState(page, {from: 0, to: lastTick(run.trace) + 1});
    const all = (await drawn(page)).messages.length;
    await setState(page, {event: event.index, onlyOf: 'past'});
    const past = (await drawn(page)).messages;
    check(past.includes(event.words[0]), `${run.name}: the past of ${event.words[0]} lacks it`);
    check(past.length <= all, `${run.name}: the past has ${past.length} messages, all have ${all}`);
    for (const name of past) check(run.trace.events[run.trace.messages.get(name).event].tick <= event.tick, `${run.name}: ${name} was sent after it`);
    await setState(page, {onlyOf: ''});
    equal((await drawn(page)).messages.length, all, `${run.name}: all again`);
    equal(complaints, [], run.name);
    note(`${run.name}: ${past.length} of ${all} messages are in the past of event ${event.index}`);
  }
});

test('spacetime: the three time modes draw the same messages', async (context) => {
  for (const run of context.runs) {
    const {page, complaints} = await context.open(run);
    await setState(page, {from: 0, to: lastTick(run.trace) + 1});
    const expected = (await drawn(page)).messages;
    for (const mode of ['events', 'compressed', 'ticks']) {
      await setState(page, {mode, from: 0, to: lastTick(run.trace) + 1});
      sameElements((await drawn(page)).messages, expected, `${run.name}: messages by ${mode}`);
    }
    equal(complaints, [], run.name);
  }
});
