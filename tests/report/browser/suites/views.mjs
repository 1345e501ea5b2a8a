// Each panel shows what the trace has at the chosen tick.
import {check, equal, sameElements, skip, test} from '../support/harness.mjs';
import {elements, setState, showView} from '../support/actions.mjs';
import {Random} from '../support/made_up_run.mjs';
import {lastTick, shownText, stateAtTick} from '../support/trace_reader.mjs';

const peersOf = (run) => Number(run.trace.facts.get('peers')[0][0]);

// Ticks to look at: the ends and some between.
function someTicks(run, seed, count) {
  const random = new Random(seed);
  return [0, ...Array.from({length: count}, () => random.below(lastTick(run.trace) + 1)), lastTick(run.trace)];
}

test('views: the operations are those of the trace', async (context) => {
  for (const run of context.runs) {
    const operations = [...run.trace.operations.values()];
    const {page} = await context.open(run);
    await showView(page, 'operations');
    await setState(page, {from: 0, to: lastTick(run.trace) + 1});
    const found = await elements(page, '#panel-operations [data-operation]');
    if (operations.length <= 1000) sameElements([...new Set(found.map((o) => Number(o.operation)))], operations.map((o) => o.number), `${run.name}: operations`);
    for (const shown of found) {
      if (!shown.outcome) continue;
      equal(shown.outcome, run.trace.operations.get(Number(shown.operation)).outcome, `${run.name}: operation ${shown.operation}`);
    }
    check(found.filter((o) => o.outcome).length > 0 || operations.length === 0, `${run.name}: no operation has an outcome`);
  }
});

test('views: a chosen operation is told with its answers', async (context) => {
  for (const run of context.runs) {
    const {page} = await context.open(run);
    await showView(page, 'operations');
    for (const operation of [...run.trace.operations.values()].slice(0, 5)) {
      await setState(page, {operation: operation.number});
      const text = await page.$eval('#panel-operations', (e) => e.innerText);
      const key = shownText(run.trace.keys[operation.key].text);
      if (key.trim()) check(text.replace(/\s+/g, ' ').includes(key.slice(0, 20).replace(/\s+/g, ' ').trim()), `${run.name}: operation ${operation.number} without its key ${key.slice(0, 40)}`);
      for (const answer of operation.answers) {
        const {peer} = run.trace.events[answer];
        check(new RegExp(`\\b${peer}\\b`).test(text), `${run.name}: operation ${operation.number} without the answer of peer ${peer}`);
      }
    }
  }
});

test('views: the operations that contradict each other are named', async (context) => {
  const runs = context.runs.filter((run) => run.trace.facts.has('against'));
  if (runs.length === 0) skip('no run has a contradiction');
  for (const run of runs) {
    const {page} = await context.open(run);
    await showView(page, 'operations');
    const [named] = await elements(page, '[data-role="against"]');
    check(named, `${run.name}: nothing has the role against`);
    for (const number of run.trace.facts.get('against')[0]) check(new RegExp(`\\b${number}\\b`).test(named.text), `${run.name}: ${number} is not named in ${named.text}`);
  }
});

test('views: membership shows who lists whom', async (context) => {
  for (const run of context.runs) {
    const {page} = await context.open(run);
    await showView(page, 'membership');
    for (const tick of someTicks(run, 21, 4)) {
      await setState(page, {tick});
      const cells = await elements(page, '#panel-membership [data-lister][data-listed]');
      const lists = peersOf(run) <= 30
        ? new Map(cells.map((cell) => [`${cell.lister} ${cell.listed}`, cell.lists === 'yes']))
        : new Map(await page.evaluate((n) => Array.from({length: n * n}, (_, i) => [1 + Math.floor(i / n), 1 + (i % n)]).map(([p, q]) => [`${p} ${q}`, Boolean(KV.membership.lists(p, q))]), peersOf(run)));
      for (const [lister, peer] of stateAtTick(run.trace, tick)) {
        for (let listed = 1; listed <= peersOf(run); ++listed) {
          if (lister === listed) continue;
          equal(lists.get(`${lister} ${listed}`), peer.list.has(String(listed)), `${run.name}, tick ${tick}: peer ${lister} lists peer ${listed}`);
        }
      }
    }
  }
});

test('views: a peer\'s list and tables', async (context) => {
  for (const run of context.runs) {
    const {page} = await context.open(run);
    await showView(page, 'peer');
    const random = new Random(22);
    for (const tick of someTicks(run, 23, 3)) {
      const id = 1 + random.below(peersOf(run));
      await setState(page, {tick, peer: id});
      const peer = stateAtTick(run.trace, tick).get(id);
      const where = `${run.name}, tick ${tick}, peer ${id}`;
      const rows = await elements(page, '#panel-peer [data-list-addr]');
      sameElements(rows.map((row) => row.listAddr), [...peer.list.keys()], `${where}: list`);
      if (run.trace.facts.get('limits')[0][1] === '1') {
        for (const row of rows) check(row.text.includes(String(peer.list.get(row.listAddr).heartbeat)), `${where}: the heartbeat of ${row.listAddr} in ${row.text}`);
      }
      const values = await elements(page, '#panel-peer [data-table][data-key]');
      const expected = peer.tables.flatMap((table, t) => [...table].map(([key]) => `${t} ${key}`));
      sameElements(values.map((row) => `${row.table} ${row.key}`), expected, `${where}: tables`);
      for (const row of values) {
        const value = shownText(peer.tables[Number(row.table)].get(Number(row.key)));
        check((row.text + row.title).includes(value.slice(0, 30)), `${where}: ${row.text.slice(0, 80)} instead of ${value.slice(0, 80)}`);
      }
    }
  }
});

test('views: the ring shows who holds the chosen key', async (context) => {
  for (const run of context.runs) {
    const {page} = await context.open(run);
    await showView(page, 'ring');
    if (peersOf(run) <= 30) equal((await elements(page, '#panel-ring [data-ring-peer]')).filter((e, i, all) => all.findIndex((f) => f.ringPeer === e.ringPeer) === i).length, peersOf(run), `${run.name}: peers on the ring`);
    const random = new Random(24);
    for (const tick of someTicks(run, 25, 3)) {
      if (run.trace.keys.length === 0) continue;
      const key = random.below(run.trace.keys.length);
      await setState(page, {tick, key});
      const copies = await elements(page, '#panel-ring [data-copy-peer]');
      const holders = [...stateAtTick(run.trace, tick)].filter(([, peer]) => peer.tables.some((table) => table.has(key))).map(([id]) => id);
      for (const id of holders) check(copies.some((copy) => Number(copy.copyPeer) === id), `${run.name}, tick ${tick}, key ${key}: peer ${id} holds it and is not shown`);
      for (const copy of copies) {
        const tables = stateAtTick(run.trace, tick).get(Number(copy.copyPeer)).tables.filter((table) => table.has(key));
        for (const table of tables) {
          const value = shownText(table.get(key));
          check((copy.text + copy.title).includes(value.slice(0, 20)), `${run.name}, tick ${tick}: peer ${copy.copyPeer} holds ${value.slice(0, 60)}, shown is ${copy.text.slice(0, 60)}`);
        }
      }
    }
  }
});

test('views: the metrics are those of the trace', async (context) => {
  for (const run of context.runs) {
    const {page} = await context.open(run);
    await showView(page, 'plots');
    const shown = new Map((await elements(page, '[data-metric]')).map((e) => [e.metric, e.text]));
    for (const [name, value] of run.trace.facts.get('metric') ?? []) {
      const text = shown.get(name);
      check(text !== undefined, `${run.name}: the metric ${name} is not shown`);
      check(text.replace(/,/g, '').includes(String(Number(value)).slice(0, 4)), `${run.name}: ${name} is ${text} instead of ${value}`);
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
