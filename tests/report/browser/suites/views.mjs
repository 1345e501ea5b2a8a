// Each panel shows what the trace has at the chosen tick.
import {check, equal, sameElements, skip, test} from '../support/harness.mjs';
import {click, elements, press, setState, settle, state, textOf} from '../support/actions.mjs';
import {Random} from '../support/made_up_run.mjs';
import {lastTick, shownText, stateAtTick} from '../support/trace_reader.mjs';

const fullLists = (run) => run.trace.facts.get('limits')[0][1] === '1';
const peersOf = (run) => Number(run.trace.facts.get('peers')[0][0]);
const peersOnRing = (run) => run.trace.facts.get('ring').filter(([, place]) => place !== '-').length;

// Ticks to look at: the ends and some between.
function someTicks(run, seed, count) {
  const random = new Random(seed);
  return [0, ...Array.from({length: count}, () => random.below(lastTick(run.trace) + 1)), lastTick(run.trace)];
}

const outcomes = {ok: 'ok', absent: 'no such key', failed: 'failed', unknown: 'no result'};
const rowsOf = (page, selector) => page.$$eval(selector, (rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));

test('views: the operations are those of the trace', async (context) => {
  for (const run of context.shapes) {
    const operations = [...run.trace.operations.values()];
    const {page} = await context.open(run, '#view=operations');
    equal(await page.$eval('#panel-operations .summary', (e) => Number(e.dataset.operations)), operations.length, `${run.name}: operations`);
    const random = new Random(20);
    for (let i = 0; i < 5; ++i) {
      const from = random.below(lastTick(run.trace) + 1);
      const to = Math.min(lastTick(run.trace) + 1, from + 10);
      await setState(page, {from, to});
      const seen = await rowsOf(page, '#panel-operations .visually-hidden tbody tr');
      const expected = operations.filter((o) => o.invoked <= to && (o.finished < 0 ? o.invoked : o.finished) + 1 >= from);
      if (expected.length <= 50) sameElements(seen.map(([number]) => Number(number)), expected.map((o) => o.number), `${run.name}: operations in [${from}, ${to}]`);
      for (const [number, , peer, sentence] of seen) {
        const operation = run.trace.operations.get(Number(number));
        equal(peer, `peer ${operation.peer}`, `${run.name}: the coordinator of operation ${number}`);
        check(sentence.startsWith(operation.kind) && sentence.endsWith(outcomes[operation.finished < 0 ? 'unknown' : operation.outcome]), `${run.name}: operation ${number}: ${sentence}`);
        check(sentence.includes(shownText(run.trace.keys[operation.key].text)), `${run.name}: operation ${number} without its key: ${sentence}`);
      }
    }
  }
});

test('views: a chosen operation is told with its answers', async (context) => {
  for (const run of context.shapes) {
    const {page} = await context.open(run, '#view=operations');
    for (const operation of [...run.trace.operations.values()].slice(0, 12)) {
      await setState(page, {operation: operation.number});
      const head = await page.$eval('#panel-operations .chosen h4', (e) => e.textContent);
      check(head.startsWith(`Operation ${operation.number}: `) && head.includes(shownText(run.trace.keys[operation.key].text)), `${run.name}: ${head}`);
      const answers = await rowsOf(page, '#panel-operations .chosen tbody tr');
      equal(answers.map(([peer, at, success]) => [peer, at, success]), operation.answers.map((e) => {
        const {peer, tick, words} = run.trace.events[e];
        return [`peer ${peer}`, `tick ${tick}`, words[2] === '1' ? 'yes' : 'no'];
      }), `${run.name}: answers of operation ${operation.number}`);
    }
  }
});

test('views: arrow keys go through the operations in time', async (context) => {
  for (const run of context.shapes) {
    const {page} = await context.open(run, '#view=operations');
    const sorted = [...run.trace.operations.values()].sort((a, b) => a.invoked - b.invoked || a.number - b.number);
    if (sorted.length < 4) continue;
    await page.focus('#panel-operations .ops-scroll');
    for (const operation of sorted.slice(0, 4)) {
      await press(page, 'ArrowRight');
      equal((await state(page)).operation, operation.number, `${run.name}: the next operation`);
      equal((await state(page)).tick, operation.invoked, `${run.name}: its tick`);
    }
    await press(page, 'ArrowLeft');
    equal((await state(page)).operation, sorted[2].number, `${run.name}: the one before`);
  }
});

test('views: the operations that contradict each other are named', async (context) => {
  const runs = context.runs.filter((run) => run.trace.facts.has('against'));
  if (runs.length === 0) skip('no run has a contradiction');
  for (const run of runs) {
    const numbers = run.trace.facts.get('against')[0].map(Number);
    const {page} = await context.open(run, '#view=operations');
    sameElements(await page.$$eval('#panel-operations .against li button', (list) => list.map((e) => Number(e.dataset.operation))), numbers, `${run.name}: operations`);
    await page.click('#contradiction');
    await settle(page);
    const {from, to, onlyOf} = await state(page);
    equal(onlyOf, 'contradiction', `${run.name}: what is shown`);
    for (const number of numbers) {
      const {invoked, finished, call} = run.trace.operations.get(number);
      check(from <= invoked && Math.max(invoked, finished) <= to, `${run.name}: operation ${number} lies outside of [${from}, ${to}]`);
      check(await page.evaluate((e) => KV.app.state.only.has(e), call), `${run.name}: the call of operation ${number} is hidden`);
    }
  }
});

test('views: the first problem leads to where it begins', async (context) => {
  for (const run of context.runs.filter((one) => one.trace.facts.has('problem'))) {
    const [, , key] = run.trace.facts.get('problem').find(([, name]) => name === 'replicas') ?? [];
    const {page} = await context.open(run);
    if (!(await page.$('#first-problem:not([disabled])'))) continue;
    await page.click('#first-problem');
    await settle(page);
    const {from, to, tick, view} = await state(page);
    check(from <= tick && tick <= to, `${run.name}: tick ${tick} is not in sight`);
    const against = (run.trace.facts.get('against')?.[0] ?? []).map((number) => run.trace.operations.get(Number(number)));
    for (const {number, invoked, finished} of against) check(from <= invoked && Math.max(invoked, finished) <= to, `${run.name}: operation ${number} is not in sight`);
    const {event} = await state(page);
    if (against.length > 0 || view !== 'ring' || event >= 0) continue;
    const wrong = () => page.$eval('#panel-ring svg.ring', (e) => Number(e.dataset.wrong));
    equal((await state(page)).key, Number(key), `${run.name}: the key`);
    check((await wrong()) > 0, `${run.name}: all copies are right at tick ${tick}`);
    await setState(page, {tick: tick - 1});
    equal(await wrong(), 0, `${run.name}: wrong copies before`);
  }
});

// What is known of the wrong nodes of tests/zoo that these runs have: the step that goes wrong first, by its event.
const WRONG_STEPS = [
  {name: 'violation', kinds: ['delivered', 'answer'], words: /again, which was deleted at tick \d+|logs the delete as done, and still holds/},
  {name: 'unstored', kinds: ['answer'], words: /logs the update .* as done, and does not hold it/},
];

test('views: a violation is led back to the copies that explain it', async (context) => {
  for (const {name, kinds, words} of WRONG_STEPS) {
    const run = context.run(name);
    const {page} = await context.open(run);
    const beginning = await textOf(page, '#beginning');
    check(words.test(beginning), `${name}: the head says ${beginning}`);
    await page.click('#first-problem');
    await settle(page);
    const {event, tick, peer} = await state(page);
    const own = run.trace.events[event];
    check(kinds.includes(own.kind), `${name}: the first problem chooses an event ${own.kind}`);
    equal([own.tick, own.peer], [tick, peer], `${name}: the event that the first problem chooses`);
    check(beginning.includes(`tick ${tick}:`) && beginning.includes(`peer ${peer} `), `${name}: ${beginning}, and not tick ${tick}, peer ${peer}`);
  }
});

test('views: correct copies are no entries of interest', async (context) => {
  const {page} = await context.open(context.run('calm'));
  equal(await page.evaluate(() => KV.copyMarks(KV.app.run).map((mark) => mark.text)), [], 'calm');
});

test('views: the order that explains a key is written out', async (context) => {
  for (const run of context.shapes) {
    const {page} = await context.open(run, '#view=operations');
    for (const [key, ...numbers] of (run.trace.facts.get('order') ?? []).slice(0, 3)) {
      await setState(page, {key: Number(key)});
      const found = await page.$$eval('#panel-operations ol.order button', (list) => list.map((e) => Number(e.dataset.operation)));
      equal(found, numbers.map(Number).slice(0, found.length), `${run.name}: the order of key ${key}`);
      check(found.length > 0, `${run.name}: no order of key ${key}`);
    }
  }
});

// What the matrix says of the cell of two peers, asked with the mouse.
async function cellText(page, count, lister, listed) {
  const place = await page.evaluate(({n, row, column}) => {
    const node = [...document.querySelectorAll('#panel-membership .matrix-box > *')].find((e) => e.checkVisibility());
    node.scrollIntoView({block: 'nearest'});
    const box = node.getBoundingClientRect();
    const wide = node.viewBox ? node.viewBox.baseVal.width : box.width;
    const size = (wide - 34) / n;
    const scale = box.width / wide;
    return {x: box.left + (30 + (column + 0.5) * size) * scale, y: box.top + (18 + (row + 0.5) * size) * scale};
  }, {n: count, row: lister - 1, column: listed - 1});
  if (place.y < 0 || place.y > 800) {
    await page.mouse.wheel({deltaY: place.y - 400});
    await settle(page);
    return cellText(page, count, lister, listed);
  }
  await page.mouse.move(place.x, place.y);
  return page.$eval('.view-tip', (e) => e.textContent);
}

test('views: membership shows who lists whom', async (context) => {
  for (const run of context.shapes) {
    const {page} = await context.open(run, '#view=membership');
    const count = peersOf(run);
    const random = new Random(21);
    for (const tick of someTicks(run, 21, 3)) {
      await setState(page, {tick});
      const states = stateAtTick(run.trace, tick);
      for (let i = 0; i < 25; ++i) {
        const [lister, listed] = [1 + random.below(count), 1 + random.below(count)];
        const text = await cellText(page, count, lister, listed);
        const peer = states.get(lister);
        const entry = peer.list.get(String(listed));
        const expected = lister === listed ? `peer ${lister} is ${peer.up}` : `peer ${lister} ${entry ? 'lists' : 'does not list'} peer ${listed}`;
        check(text.startsWith(expected), `${run.name}, tick ${tick}: ${text} instead of ${expected}`);
        if (entry && lister !== listed && fullLists(run)) check(text.includes(`heartbeat ${entry.heartbeat}, timestamp ${entry.timestamp}`), `${run.name}, tick ${tick}: ${text}`);
      }
    }
  }
});

test('views: a peer\'s list and tables', async (context) => {
  for (const run of context.shapes) {
    const {page} = await context.open(run, '#view=peer');
    const random = new Random(22);
    for (const tick of someTicks(run, 23, 4)) {
      const id = 1 + random.below(peersOf(run));
      await setState(page, {tick, peer: id});
      const peer = stateAtTick(run.trace, tick).get(id);
      const where = `${run.name}, tick ${tick}, peer ${id}`;
      const rows = (await rowsOf(page, '#panel-peer section[aria-label=List] tbody tr')).filter((row) => !row[row.length - 1].includes('missing'));
      const named = (addr) => (/^\d+$/.test(addr) && Number(addr) <= peersOf(run) ? `peer ${addr}` : addr);
      sameElements(rows.map(([name]) => name), [...peer.list.keys()].map(named), `${where}: list`);
      if (fullLists(run)) {
        const entries = new Map([...peer.list].map(([addr, e]) => [named(addr), e]));
        for (const [name, heartbeat, timestamp] of rows) {
          equal([heartbeat, timestamp].map((text) => Number(text.replace(/,/g, ''))), [entries.get(name).heartbeat, entries.get(name).timestamp], `${where}: ${name}`);
        }
      }
      const held = await rowsOf(page, '#panel-peer section[aria-label=Tables] tbody tr');
      const cut = (text) => (text.length > 40 ? `${text.slice(0, 39)}…` : text);
      sameElements(held.map(([key, , , table]) => `${table} ${key}`), peer.tables.flatMap((table, t) => [...table.keys()].map((key) => `${t + 1} ${cut(shownText(run.trace.keys[key].text))}`)), `${where}: tables`);
      const about = await page.$eval('#panel-peer .summary', (e) => e.textContent);
      check(about.includes(`own heartbeat ${peer.beat.toLocaleString('en')},`), `${where}: ${about} instead of heartbeat ${peer.beat}`);
      check(about.includes(peer.inGroup ? 'says it is in the group' : 'is not in the group'), `${where}: ${about}`);
    }
  }
});

test('views: previous and next turn', async (context) => {
  for (const run of context.shapes) {
    const {page, complaints} = await context.open(run, '#view=peer&peer=2');
    await setState(page, {tick: Math.floor(lastTick(run.trace) / 2)});
    const shown = () => page.$eval('#panel-peer h4[data-turn]', (e) => Number(e.dataset.turn));
    const first = await shown();
    if (first < 0) continue;
    await click(page, '#panel-peer ::-p-text(next turn)');
    const next = await shown();
    const {turns} = run.trace;
    if (next !== first) {
      check(next > first && turns[next].peer === 2, `${run.name}: turn ${next} follows ${first}`);
      const title = await page.$eval('#panel-peer h4[data-turn]', (e) => e.textContent);
      equal(title, `Turn ${turns[next].name} at tick ${turns[next].tick}`, `${run.name}: the title`);
      equal((await state(page)).tick, turns[next].tick, `${run.name}: the tick`);
    }
    equal(complaints, [], run.name);
  }
});

test('views: the ring shows who holds the chosen key', async (context) => {
  for (const run of context.shapes) {
    const {page} = await context.open(run, '#view=ring');
    equal(await page.$eval('#panel-ring svg.ring', (e) => Number(e.dataset.peers)), peersOnRing(run), `${run.name}: peers on the ring`);
    const random = new Random(24);
    for (const tick of someTicks(run, 25, 4)) {
      if (run.trace.keys.length === 0) continue;
      const key = random.below(run.trace.keys.length);
      await setState(page, {tick, key});
      const rows = new Map((await elements(page, '#panel-ring tr[data-peer]')).map((row) => [Number(row.peer), row]));
      for (const [id, peer] of stateAtTick(run.trace, tick)) {
        const copies = peer.tables.filter((table) => table.has(key)).map((table) => shownText(table.get(key)));
        const where = `${run.name}, tick ${tick}, key ${key}, peer ${id}`;
        if (copies.length === 0) check(!rows.has(id) || rows.get(id).text.includes('–'), `${where}: shown as a holder`);
        else {
          check(rows.has(id), `${where}: not shown as a holder`);
          const titles = await page.$$eval(`#panel-ring tr[data-peer="${id}"] [title]`, (list) => list.map((e) => e.title));
          for (const copy of copies) check(titles.includes(copy), `${where}: ${JSON.stringify(copy.slice(0, 60))} is not among ${JSON.stringify(titles).slice(0, 200)}`);
        }
      }
    }
  }
});

test('views: two panels side by side', async (context) => {
  const run = context.run('made-up');
  const {page, complaints} = await context.open(run, '#view=ring,table', {width: 2560, height: 1440});
  for (const view of ['ring', 'table']) check(await page.$eval(`#panel-${view}`, (e) => e.checkVisibility()), `${view} is not visible`);
  const [ring, table] = await Promise.all(['ring', 'table'].map(async (view) => (await page.$(`#panel-${view}`)).boundingBox()));
  check(table.x >= ring.x + ring.width - 1 || ring.x >= table.x + table.width - 1, 'they are not side by side');
  equal(complaints, [], 'complaints');
});
