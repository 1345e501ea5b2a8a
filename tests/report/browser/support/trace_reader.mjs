// Reads a trace for the tests, on its own: it shares no code with the page, so that a test compares the page
// with the trace and not with itself. It trusts that the trace is well formed.

// How a page shows bytes (one character each): as UTF-8, if they are that and have neither controls nor characters
// that are invisible or turn the direction of others; else each byte outside of printable ASCII as \xNN.
export function shownText(bytes) {
  if (/^[ -~]*$/.test(bytes)) return bytes;
  try {
    const text = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(Buffer.from(bytes, 'latin1'));
    if (!/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/u.test(text)) return text;
  } catch {
    // It is no UTF-8.
  }
  return bytes.replace(/[^ -~]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

// A field's bytes, one character each.
function unquote(field) {
  if (!field.startsWith('"')) return field;
  return field.slice(1, -1).replace(/\\(x[0-9a-fA-F]{2}|.)/g, (_, c) => (c.length === 3 ? String.fromCharCode(parseInt(c.slice(1), 16)) : c));
}
const split = (line) => (line.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? []).map(unquote);
const number = Number;

// Records that are events, in the page's numbering: its event E is the E-th record of these kinds.
const eventNames = {
  s: 'sent', n: 'refused', x: 'lost', d: 'delayed', u: 'duplicated', c: 'corrupted', r: 'delivered', p: 'discarded',
  up: 'up', down: 'down', again: 'again', pause: 'pause', resume: 'resume', left: 'left', added: 'added', removed: 'removed',
  call: 'call', ans: 'answer', fin: 'finish', note: 'note', 'fault+': 'faultBegan', 'fault-': 'faultEnded',
};
const stateWords = new Set(['in', 'beat', 'l+', 'l=', 'l-', 'b+', 'b-', 'b0']);

// One run. `facts` maps a word of the header or the end to the list of its fields; `events` are
// {index, kind, tick, peer, words}; `messages` maps a name to {name, network, from, to, size, text, event, fate};
// `operations` maps a number to the call's and the result's fields; `states` are {tick, peer, words}.
export function readTrace(text) {
  const run = {facts: new Map(), keys: [], texts: [], names: [], events: [], messages: new Map(), operations: new Map(), states: [], turns: []};
  let tick = -1;
  let at = 0;
  let as = null;
  const event = (word, peer, words) => {
    run.events.push({index: run.events.length, kind: eventNames[word], tick, peer, words, as});
    as = null;
    return run.events.length - 1;
  };
  for (const line of text.split('\n')) {
    const words = split(line);
    const [word, ...rest] = words;
    if (word === undefined || word === '=' || word === 'done' || word === 'end') continue;
    if (word === 't') tick = number(rest[0]);
    else if (word === 'key') run.keys.push({place: number(rest[0]), text: rest[1]});
    else if (word === 'text') run.texts.push(rest[0]);
    else if (word === 'name') run.names.push(rest[0]);
    else if (word === 'as') as = rest[0];
    else if (word === 'at') at = number(rest[0]);
    else if (word === 'turn') {
      at = number(rest[0]);
      run.turns.push({peer: at, name: run.names[number(rest[1])], tick});
    } else if (stateWords.has(word)) run.states.push({tick, peer: at, words, after: run.events.length});
    else if (word in eventNames) readEvent(run, word, rest, event);
    else if (word === 'op') Object.assign(run.operations.get(number(rest[0])), {invoked: number(rest[1]), finished: number(rest[2]), outcome: rest[3], result: rest[4]});
    else run.facts.set(word, [...(run.facts.get(word) ?? []), rest]);
  }
  return run;
}

const messageWords = new Set(['x', 'd', 'u', 'c', 'r', 'p']);

function readEvent(run, word, rest, event) {
  if (word === 's' || word === 'n') {
    const [name, from, to, size, x] = rest;
    run.messages.set(name, {
      name, network: name[0], from: number(from), to: number(to), size: number(size), text: x === '-' ? null : run.texts[number(x)],
      event: run.events.length, last: run.events.length, fate: word === 'n' ? 'refused' : 'in flight', deliveries: [], flags: new Set(),
    });
    event(word, number(from), rest);
  } else if (messageWords.has(word)) {
    const message = run.messages.get(rest[0]);
    const index = event(word, word === 'r' || word === 'p' ? message.to : message.from, rest);
    message.last = index;
    if (word === 'r') message.deliveries.push(index), message.fate = 'delivered';
    else if (word === 'x') message.fate = 'lost', message.cause = rest[1];
    else if (word === 'p') message.fate = message.deliveries.length > 0 ? 'delivered' : 'discarded';
    else message.flags.add(word);
    if (word === 'c') message.damaged = run.texts[number(rest[1])];
  } else if (word === 'call') {
    const [o, peer, client, kind, k, value] = rest;
    const call = event(word, number(peer), rest);
    run.operations.set(number(o), {number: number(o), peer: number(peer), client: number(client), kind, key: number(k), value, call, answers: []});
  } else if (word.startsWith('fault')) event(word, 0, rest);
  else {
    const index = event(word, number(rest[0]), rest);
    const operation = run.operations.get(number(rest[6]));
    if (word === 'ans' && operation) operation.answers.push(index);
    if (word === 'fin' && operation) operation.finish = index;
  }
}

// The state of each peer after all of `tick`: Map of id → {up, inGroup, beat, list, tables}.
export function stateAtTick(run, tick) {
  const peers = new Map();
  const count = number(run.facts.get('peers')[0][0]);
  for (let id = 1; id <= count; ++id) peers.set(id, {up: 'absent', inGroup: false, beat: 0, list: new Map(), tables: []});
  const up = {up: 'up', down: 'down', again: 'up', pause: 'paused', resume: 'up', left: 'left'};
  for (const event of run.events) {
    if (event.tick <= tick && event.kind in up) peers.get(event.peer).up = up[event.kind];
  }
  for (const {tick: when, peer, words} of run.states) if (when <= tick) applyState(peers.get(peer), words);
  return peers;
}

function applyState(peer, [word, a, b, c]) {
  const table = (t) => {
    while (peer.tables.length <= t) peer.tables.push(new Map());
    return peer.tables[t];
  };
  if (word === 'in') peer.inGroup = a === '1';
  else if (word === 'beat') peer.beat = number(a);
  else if (word === 'l+' || word === 'l=') peer.list.set(a, {heartbeat: number(b), timestamp: number(c)});
  else if (word === 'l-') peer.list.delete(a);
  else if (word === 'b+') table(number(a)).set(number(b), c);
  else if (word === 'b-') table(number(a)).delete(number(b));
  else if (word === 'b0') peer.tables = [];
}

export const fact = (run, word) => run.facts.get(word)?.[0]?.[0];
export const lastTick = (run) => number(fact(run, 'ticks')) - 1;
