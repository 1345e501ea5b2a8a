// The page's reader of traces agrees with this folder's own, for real and for made-up runs; what is damaged is an
// error that names a line, and never anything else.
import {check, equal, note, test} from '../support/harness.mjs';
import {hostileRun} from '../support/hostile.mjs';
import {madeUpRun, Random} from '../support/made_up_run.mjs';
import {fact, readTrace, shownText, stateAtTick} from '../support/trace_reader.mjs';
import {withChecksums} from '../support/trace_writer.mjs';

// What the page's reader makes of a trace, as plain data; `ticks` are those at which the peers' states are wanted.
const readInPage = (page, text, ticks) => page.evaluate(({source, wanted}) => {
  const run = KV.readTrace(source, 'the-trace');
  const {events, messages} = run;
  const plainState = (tick) => run.stateAtTick(tick).peers.slice(1).map((peer) => ({
    up: peer.up, inGroup: Boolean(peer.inGroup), beat: peer.beat,
    list: [...peer.list].map(([addr, e]) => [String(addr), e.heartbeat, e.timestamp]).sort(),
    tables: peer.tables.map((table) => [...table].sort((a, b) => a[0] - b[0])),
  }));
  return {
    events: Array.from({length: events.count}, (_, e) => [KV.kinds[events.kind[e]], events.tick[e], events.peer[e], events.message[e] < 0 ? null : messages.name[events.message[e]]]),
    messages: Array.from({length: messages.count}, (_, m) => [messages.name[m], messages.from[m], messages.to[m], messages.size[m],
      messages.text[m] < 0 ? null : run.texts[messages.text[m]], messages.fate[m]]),
    operations: run.operations.filter(Boolean).map((o) => [o.number, o.peer, o.client, o.kind, o.key, o.value, o.outcome, o.invokedAt, o.finishedAt, o.answers, o.finishEvent ?? -1]),
    keys: run.keys.map((key) => [key.text, key.place]),
    states: wanted.map(plainState), lastTick: run.lastTick, seed: run.seed, digest: run.digest,
    causes: Array.from({length: events.count}, (_, e) => [...run.causesOf(e)]),
  };
}, {source: text, wanted: ticks});

const fates = {delivered: 0, lost: 1, refused: 2, discarded: 3, 'in flight': 3};

// Pages show every ring with 512 places.
const shownPlace = (run, key) => (key.place * 512) / Number(fact(run, 'places'));

function expectedStates(run, ticks) {
  return ticks.map((tick) => [...stateAtTick(run, tick).values()].map((peer) => ({
    up: peer.up, inGroup: peer.inGroup, beat: peer.beat,
    list: [...peer.list].map(([addr, e]) => [addr, e.heartbeat, e.timestamp]).sort(),
    tables: peer.tables.map((table) => [...table].map(([k, v]) => [k, shownText(v)]).sort((a, b) => a[0] - b[0])),
  })));
}

// Empty tables at the end are the same as none.
const trimmed = (states) => states.map((peers) => peers.map((peer) => {
  const tables = [...peer.tables];
  while (tables.length > 0 && tables[tables.length - 1].length === 0) tables.pop();
  return {...peer, tables};
}));

function compare(name, run, found, ticks) {
  equal(found.events.length, run.events.length, `${name}: events`);
  run.events.forEach((event, i) => {
    const isOfMessage = /^(sent|refused|lost|delayed|duplicated|corrupted|delivered|discarded)$/.test(event.kind);
    const expected = [event.kind, event.tick, event.kind.startsWith('fault') ? found.events[i][2] : event.peer, isOfMessage ? event.words[0] : null];
    equal(found.events[i], expected, `${name}: event ${i}`);
  });
  equal(found.messages, [...run.messages.values()].map((m) => [m.name, m.from, m.to, m.size, m.text === null ? null : shownText(m.text), fates[m.fate]]), `${name}: messages`);
  equal(found.operations, [...run.operations.values()].map((o) => [o.number, o.peer, o.client, o.kind, o.key, shownText(o.value), o.outcome, o.invoked, o.finished, o.answers, o.finish ?? -1]), `${name}: operations`);
  equal(found.keys, run.keys.map((key) => [shownText(key.text), shownPlace(run, key)]), `${name}: keys`);
  const states = trimmed(found.states);
  trimmed(expectedStates(run, ticks)).forEach((peers, i) => peers.forEach((peer, p) => equal(states[i][p], peer, `${name}: peer ${p + 1} after tick ${ticks[i]}`)));
  found.causes.forEach((causes, e) => causes.forEach((cause) => check(cause >= 0 && cause < e, `${name}: event ${e} is caused by event ${cause}`)));
  run.events.forEach((event, e) => {
    if (event.kind !== 'delivered') return;
    check(found.causes[e].includes(run.messages.get(event.words[0]).event), `${name}: the delivery ${e} is not caused by its send`);
  });
}

test('model: real runs are read as they are', async (context) => {
  for (const run of context.runs) {
    const {page} = await context.open(run);
    const last = Number(run.trace.facts.get('ticks')[0][0]) - 1;
    const ticks = [0, Math.floor(last / 3), Math.floor(last / 2), last];
    compare(run.name, run.trace, await readInPage(page, run.text, ticks), ticks);
  }
});

test('model: made-up runs are read as they are', async (context) => {
  const {page, complaints} = await context.open(context.run('made-up'));
  for (let seed = 1; seed <= 40; ++seed) {
    const random = new Random(seed);
    const options = {seed, peers: 1 + random.below(8), ticks: 1 + random.below(80), operations: random.below(40), messages: random.below(6)};
    const text = madeUpRun(seed % 4 === 0 ? {...hostileRun, ...options} : options);
    const ticks = Array.from({length: 6}, () => random.below(options.ticks));
    compare(`seed ${seed}`, readTrace(text), await readInPage(page, text, ticks), ticks);
  }
  equal(complaints, [], 'complaints');
});

// The sentence with which the page's reader refuses a text; `read` if it does not.
const refusals = (page, texts) => page.evaluate((list) => list.map((text) => {
  const began = performance.now();
  try {
    KV.readTrace(text, 'the-trace');
    return 'read';
  } catch (error) {
    return performance.now() - began > 20000 ? 'too slow' : error instanceof Error && error.constructor === Error ? error.message : `${error.name}: ${error.message}`;
  }
}), texts);

const isRefusal = (sentence) => /^the-trace:\d+(-\d+)?: .+/s.test(sentence);

test('model: a truncated trace is refused', async (context) => {
  const {page} = await context.open(context.run('made-up'));
  const text = context.run('made-up').text;
  const random = new Random(5);
  const lengths = [0, 1, 7, 8, 9, text.length - 1, text.length - 4, text.length - 5, ...Array.from({length: 150}, () => random.below(text.length))];
  const found = await refusals(page, lengths.map((length) => text.slice(0, length)));
  found.forEach((sentence, i) => check(isRefusal(sentence), `cut off after ${lengths[i]} of ${text.length} bytes: ${sentence}`));
  note(found[20]);
});

test('model: a changed byte is refused', async (context) => {
  const {page} = await context.open(context.run('made-up'));
  const text = context.run('made-up').text;
  const random = new Random(6);
  const damaged = Array.from({length: 150}, () => {
    const at = random.below(text.length);
    return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << random.below(7))) + text.slice(at + 1);
  });
  const found = await refusals(page, damaged);
  found.forEach((sentence, i) => check(isRefusal(sentence), `damaged text ${i}: ${sentence}`));
});

test('model: lines without check sums are refused', async (context) => {
  const {page} = await context.open(context.run('made-up'));
  const lines = context.run('made-up').text.split('\n');
  const bare = lines.filter((line) => !line.startsWith('= ')).join('\n');
  const [found] = await refusals(page, [bare]);
  check(isRefusal(found), found);
});

// Wrong lines, with right check sums: what a program writes that has a mistake.
test('model: wrong records do no harm', async (context) => {
  const {page, complaints} = await context.open(context.run('made-up'));
  const lines = madeUpRun({seed: 2, peers: 4, ticks: 15, operations: 8}).split('\n').filter((line) => line && !line.startsWith('= '));
  const random = new Random(8);
  const fields = ['-1', '0', '99999999999999999999', 'x', '""', '"', '__proto__', 'm0', 's999999', '1e9', '4294967296', 'NaN'];
  const texts = Array.from({length: 400}, () => {
    const wrong = [...lines];
    const at = 1 + random.below(wrong.length - 2);
    const what = random.below(4);
    if (what === 0) wrong.splice(at, 1);
    else if (what === 1) wrong.splice(at, 0, wrong[random.below(wrong.length)]);
    else if (what === 2) [wrong[at], wrong[random.below(wrong.length)]] = [wrong[random.below(wrong.length)], wrong[at]];
    else {
      const words = wrong[at].split(' ');
      words[random.below(words.length)] = random.of(fields);
      wrong[at] = words.join(' ');
    }
    return withChecksums(wrong);
  });
  const found = await refusals(page, texts);
  found.forEach((sentence, i) => check(sentence === 'read' || isRefusal(sentence), `wrong text ${i}: ${sentence}`));
  note(`${found.filter((sentence) => sentence === 'read').length} of ${found.length} are read, the others refused`);
  equal(complaints, [], 'complaints');
});
