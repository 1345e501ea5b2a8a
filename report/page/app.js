// The page's state, its copy in the URL, and the registry of parts and panels.
//
//   KV.app.run, runs                  the run shown, all runs of the page
//   KV.app.state                      tick; from, to (visible range, in ticks, fractions allowed); mode ('ticks' |
//                                     'events' | 'compressed'); event (pinned, -1 = none); hover (event or -1); key (K or
//                                     -1); peer (0 = none); operation (0 = none); filters {membership, store, kinds: Set
//                                     of hidden kinds' numbers}; hiddenPeers: Set; order: peers, top to bottom; onlyOf
//                                     ('' | 'event' | 'past' | 'future' | 'contradiction' | 'operation' | 'key' |
//                                     'peer'); only: null or
//                                     Set of events, which follows from onlyOf; view (panels' ids, a comma between);
//                                     theme ('' | 'light' | 'dark'); search; runIndex; test (of a grade, '' = none)
//   KV.app.hash                       what a page adds to the URL: {write(URLSearchParams), async read(hash)}, or none
//   KV.app.set(patch)                 changes it and tells everybody what changed
//   KV.app.on(function(changed))      changed: Set of names
//   KV.app.describe(event)            one plain sentence
//   KV.part({id, title, build(box), update(changed)})    a fixed part of the page, in <... id="part-ID">
//   KV.view({id, title, help, build(box), update(changed)})    a panel below the diagram; update is called while it
//                                     is shown, with all names when it becomes so
'use strict';
(function (KV) {
  const listeners = [];
  const parts = [];
  const views = [];

  // What a view of a run starts with.
  function freshState(run) {
    return {tick: 0, from: 0, to: run.lastTick + 1, mode: 'ticks', event: -1, hover: -1, key: -1, peer: 0, operation: 0,
      filters: {membership: false, store: true, kinds: new Set()}, hiddenPeers: new Set(),
      order: Array.from({length: run.peers}, (_, at) => at + 1), onlyOf: '', only: null, search: ''};
  }

  const app = (KV.app = {run: null, runs: [], state: null, views, parts});
  const shownState = {view: 'operations', theme: '', runIndex: 0, test: '', playing: false};

  app.on = (listener) => { listeners.push(listener); };

  function notify(changed) {
    for (const listener of listeners) listener(changed);
    for (const part of parts) if (part.box && part.update) part.update(changed);
    for (const view of views) if (view.isShown && view.update) view.update(view.isStale ? ALL : changed), (view.isStale = false);
  }

  // Says "everything changed" to an update(): it has every name.
  const ALL = {has: () => true, size: Infinity};

  function same(a, b) {
    return a === b || (Number.isNaN(a) && Number.isNaN(b));
  }

  const ONLY_DEPENDS_ON = ['onlyOf', 'event', 'operation', 'key', 'peer'];

  app.set = function (patch) {
    const changed = new Set();
    if ('runIndex' in patch && patch.runIndex !== app.state.runIndex) switchRun(patch.runIndex, changed);
    for (const [name, value] of Object.entries(patch)) {
      if (same(app.state[name], value)) continue;
      app.state[name] = value;
      changed.add(name);
    }
    keepInside(changed);
    if (ONLY_DEPENDS_ON.some((name) => changed.has(name))) {
      const only = onlyEvents();
      if (only !== app.state.only) changed.add('only');
      app.state.only = only;
    }
    if (changed.size === 0) return;
    notify(changed);
    remember(changed);
  };

  function switchRun(index, changed) {
    const {view, theme, test} = app.state;
    app.run = app.runs[index];
    app.state = {...freshState(app.run), view, theme, test, runIndex: index, playing: false};
    for (const name of Object.keys(app.state)) changed.add(name);
    changed.add('run');
  }

  // Puts other runs in the place of those shown, and shows the one at `index`, at the same place in time.
  app.replaceRuns = function (runs, index) {
    const {run: old, state} = app;
    runs.forEach(markViolation);
    app.runs = runs;
    app.run = runs[index];
    const fresh = freshState(app.run);
    const wasWhole = state.from === 0 && state.to === old.lastTick + 1;
    const {tick, mode, filters, view, theme, test, search} = state;
    const range = wasWhole ? {} : {from: state.from, to: state.to};
    const peers = app.run.peers === old.peers ? {hiddenPeers: state.hiddenPeers, order: state.order} : {};
    app.state = {...fresh, tick, mode, filters, view, theme, test, search, ...range, ...peers, runIndex: index, playing: false,
      peer: state.peer <= app.run.peers ? state.peer : 0, event: counterpart(old, state.event),
      key: state.key >= 0 ? app.run.keys.findIndex((key) => key.text === old.keys[state.key].text) : -1};
    keepInside(new Set(['tick', 'from', 'to']));
    app.state.only = onlyEvents();
    notify(ALL);
    remember(ALL);
  };

  // The sending of the same message as an event of the run `old` is of, or -1.
  function counterpart(old, event) {
    const was = event >= 0 ? old.events.message[event] : -1;
    const message = was >= 0 ? app.run.messageNamed(old.messages.name[was]) : -1;
    if (message < 0) return -1;
    const isSame = ['from', 'to', 'network'].every((column) => old.messages[column][was] === app.run.messages[column][message]);
    const sent = app.run.messages.sentEvent[message];
    return isSame && old.events.tick[old.messages.sentEvent[was]] === app.run.events.tick[sent] ? sent : -1;
  }

  const SHORTEST_RANGE = 0.01;

  function keepInside(changed) {
    const {state, run} = app;
    const end = run.lastTick + 1;
    if (changed.has('tick')) state.tick = KV.clamp(Math.round(state.tick), 0, run.lastTick);
    if (changed.has('from') || changed.has('to')) {
      const length = KV.clamp(state.to - state.from, SHORTEST_RANGE, end);
      state.from = KV.clamp(state.from, 0, end - length);
      state.to = state.from + length;
    }
  }

  function onlyEvents() {
    const {state, run} = app;
    const pinned = state.event >= 0 ? [state.event] : null;
    switch (state.onlyOf) {
      case 'event': return pinned && new Set([...run.pastOf(pinned), ...run.futureOf(pinned)]);
      case 'past': return pinned && run.pastOf(pinned);
      case 'future': return pinned && run.futureOf(pinned);
      case 'contradiction': return run.against.length > 0 ? run.contradiction() : null;
      case 'operation': return state.operation > 0 ? run.operationEvents(state.operation) : null;
      case 'key': return state.key >= 0 ? new Set(run.keyEvents(state.key)) : null;
      case 'peer': return state.peer > 0 ? peerEvents(run, state.peer) : null;
      default: return null;
    }
  }

  // What happens at a peer, and the other ends of its messages.
  function peerEvents(run, peer) {
    const all = new Set(run.peerEvents(peer));
    for (const event of run.peerEvents(peer)) {
      const message = run.events.message[event];
      if (message >= 0) for (const other of run.messageEvents(message)) all.add(other);
    }
    return all;
  }

  let focus = {of: '', found: null};

  // What is highlighted, all else being dimmed: the causes and effects of the pinned event, else the events of the
  // chosen operation, else those of the chosen key. {events: Set, messages: Set} or null.
  app.focus = function () {
    const {event, operation, key, only, runIndex} = app.state;
    const of = [runIndex, event, operation, key, only !== null].join();
    if (focus.of !== of) focus = {of, found: findFocus()};
    return focus.found;
  };

  function findFocus() {
    const {run, state} = app;
    let events = null;
    if (state.event >= 0) events = new Set([...run.pastOf([state.event]), ...run.futureOf([state.event])]);
    else if (state.only) return null;
    else if (state.operation > 0) events = run.operationEvents(state.operation);
    else if (state.key >= 0) events = new Set(run.keyEvents(state.key));
    if (!events) return null;
    const {message} = run.events;
    const messages = new Set();
    for (const event of events) {
      const one = message[event];
      if (one >= 0 && (event !== run.messages.sentEvent[one] || event === run.messages.endEvent[one] || event === state.event)) messages.add(one);
    }
    return {events, messages};
  }

  // Runs `draw` as if the run `index` were shown, at the same place in time and with the same filters.
  app.within = function (index, draw) {
    const before = {run: app.run, state: app.state};
    const {tick, from, to, mode, filters, theme} = app.state;
    app.run = app.runs[index];
    app.state = {...freshState(app.run), ...shownState, tick: Math.min(tick, app.run.lastTick), from, to, mode, filters, theme, runIndex: index};
    try {
      return draw();
    } finally {
      Object.assign(app, before);
    }
  };

  // ---- Places in time.

  // Shows `tick`: moves the visible range if it lies outside.
  app.goTo = function (tick, patch) {
    const {from, to} = app.state;
    const length = to - from;
    const move = tick < from || tick + 1 > to ? {from: tick + 0.5 - length / 2, to: tick + 0.5 + length / 2} : {};
    app.set({tick, ...move, ...patch});
  };

  // Pins an event and shows it; -1 unpins.
  app.pin = function (event, patch) {
    if (event < 0) app.set({event: -1, ...patch});
    else app.goTo(app.run.events.tick[event], {event, ...patch});
  };

  // app.zoom and app.pan: see axis.js.

  // Ticks of interest, ascending: marks, where problems and faults begin. A run with none has its first call, failed
  // operations and failures of peers. [{tick, kind, text}]; those where problems begin say more: see problems.js.
  app.interests = function () {
    const {run} = app;
    if (!run.interests) {
      const faults = run.faults.map((fault) => ({tick: fault.begin, kind: 'fault', text: 'fault: ' + fault.text}));
      const steps = KV.problemSteps(run);
      const known = new Set(steps.map((step) => step.text));
      const copies = KV.copyMarks(run).filter((mark) => !known.has(mark.text));
      const all = [...run.marks, ...steps, ...copies, ...faults];
      const found = all.length > copies.length ? all : [...copies, ...plainInterests(run)];
      run.interests = found.sort((a, b) => a.tick - b.tick);
    }
    return run.interests;
  };

  function plainInterests(run) {
    const {count, kind, tick, peer} = run.events;
    const found = [];
    for (let event = 0; event < count; ++event) {
      if (kind[event] === KV.Kind.down) found.push({tick: tick[event], kind: 'crash', text: `peer ${peer[event]} fails`});
    }
    const calls = run.operations.filter((operation) => operation && operation.invokedAt >= 0);
    const bad = calls.filter((operation) => operation.outcome === 'failed' || operation.outcome === 'unknown');
    if (calls.length > 0) found.push({tick: calls[0].invokedAt, kind: 'call', text: 'the first client call'});
    for (const one of bad.slice(0, 1000)) found.push({tick: Math.max(one.finishedAt, one.invokedAt), kind: 'call', text: app.operationText(one)});
    return found;
  }

  // Marks of what happens to a run; all others tell what went wrong in it.
  const NO_PROBLEM = new Set(['copies', 'fault', 'crash', 'join', 'restart', 'leave', 'pause', 'call', 'difference']);

  app.isProblem = (mark) => !NO_PROBLEM.has(mark.kind);

  // Where the first problem is to be seen: what explains the operations that contradict each other, or else their end;
  // without such operations, where a problem begins.
  app.firstProblem = function () {
    const problems = app.interests().filter((mark) => app.isProblem(mark));
    const violation = app.run.against.length > 0 && problems.find((mark) => mark.kind === 'violation' && !mark.patch);
    if (!violation) return problems[0];
    return problems.find((mark) => mark.explains && mark.tick <= violation.tick) || violation;
  };

  // ---- Sentences.

  const CAUSES = {chance: 'by chance', 'too-large': 'too large', 'queue-full': 'the receiver\'s queue is full',
    'receiver-down': 'the receiver is down', fault: 'by a fault of the schedule', partition: 'a partition cuts the link'};

  app.causeText = (cause) => CAUSES[cause] || String(cause || '');
  app.peerText = (peer) => (peer > 0 ? 'peer ' + peer : 'nobody');
  app.keyText = (key) => app.run.keys[key]?.text ?? '?';

  const MESSAGE_VERBS = {sent: 'sends', refused: 'may not send', lost: 'sent, but it was lost:', delayed: 'sent, and a fault holds it back:',
    duplicated: 'sent, and a fault delivers it twice:', corrupted: 'sent, and a fault flips bits of it:'};

  function quoted(text) {
    return text === '' ? '' : ' “' + text + '”';
  }

  function describeMessage(run, event) {
    const {events, messages} = run;
    const message = events.message[event];
    const name = messages.name[message];
    const what = KV.kinds[events.kind[event]];
    const says = quoted(run.textOf(message));
    const network = KV.NETWORKS[messages.network[message]];
    const [from, to] = [messages.from[message], messages.to[message]];
    if (what === 'delivered') {
      const late = events.tick[event] - events.tick[messages.sentEvent[message]];
      const again = messages.firstDelivery[message] < event ? ', for the second time' : '';
      return `peer ${to} receives ${name}${says} from peer ${from}${again}, sent ${late === 0 ? 'in the same tick' : KV.plural(late, 'tick') + ' ago'} (${network})`;
    }
    if (what === 'discarded') return `${name}${says} from peer ${from} to peer ${to} never arrives: discarded while it waited, or still in flight at the end`;
    const cause = events.detail[event]?.cause;
    return `peer ${from} ${MESSAGE_VERBS[what]} ${name}${says} to peer ${to}${cause ? ', ' + app.causeText(cause) : ''} (${network}, ${KV.plural(messages.size[message], 'byte')})`;
  }

  const PEER_VERBS = {up: 'starts', down: 'fails', pause: 'is paused', resume: 'goes on after its pause', left: 'leaves the group'};

  function describeOperation(what, peer, number, detail) {
    const key = app.keyText(detail.key);
    const operation = number > 0 ? ', operation ' + number : '';
    if (what === 'call') {
      const client = detail.client > 0 ? 'client ' + detail.client : 'a client';
      const value = detail.op === 'create' || detail.op === 'update' ? ' =' + (quoted(detail.value) || ' “”') : '';
      return `${client} asks peer ${peer} to ${detail.op} key ${key}${value}${operation}`;
    }
    const role = what === 'answer' ? 'as a replica' : 'as the coordinator';
    return `peer ${peer} logs ${role}: ${detail.op} of key ${key} ${detail.ok ? 'succeeded' : 'failed'}${quoted(detail.value)}, transaction ${detail.trans}${operation}`;
  }

  function describeWhat(run, event) {
    const {kind, peer, message, operation} = run.events;
    const what = KV.kinds[kind[event]];
    const detail = run.events.detail[event] || {};
    if (message[event] >= 0) return describeMessage(run, event);
    if (what in PEER_VERBS) return `peer ${peer[event]} ${PEER_VERBS[what]}`;
    switch (what) {
      case 'again': return `peer ${peer[event]} restarts ${detail.kept ? 'with its memory' : 'with empty memory'}`;
      case 'added': return `peer ${peer[event]} adds peer ${detail.addr} to its list`;
      case 'removed': return `peer ${peer[event]} removes peer ${detail.addr} from its list`;
      case 'note': return `peer ${peer[event]} logs:${quoted(detail.text)}`;
      case 'faultBegan': return 'a fault begins: ' + detail.text;
      case 'faultEnded': return 'a fault ends: ' + detail.text;
      default: return describeOperation(what, peer[event], operation[event], detail);
    }
  }

  app.describe = function (event) {
    const {events} = app.run;
    const as = events.detail[event]?.as;
    return `tick ${events.tick[event]}: ${describeWhat(app.run, event)}${as ? ', in the name of ' + as : ''}`;
  };

  // ---- The URL: `#t=225&key=ab1c2&peer=3`.

  const SEPARATE_STEPS = ['event', 'key', 'peer', 'operation', 'view', 'onlyOf', 'runIndex', 'test', 'mode'];
  const NUMBER = /^-?\d+(\.\d+)?$/;

  function toHash() {
    const {state, run} = app;
    const fresh = freshState(run);
    const q = new URLSearchParams();
    if (KV.sweep) q.set('show', 'run');
    const put = (name, value, usual) => { if (value !== usual) q.set(name, String(value)); };
    const round = (value) => Math.round(value * 1000) / 1000;
    put('run', state.runIndex, 0);
    put('test', state.test, '');
    put('t', state.tick, 0);
    put('from', round(state.from), fresh.from);
    put('to', round(state.to), fresh.to);
    put('mode', state.mode, 'ticks');
    put('event', state.event, -1);
    if (state.key >= 0) q.set('key', run.keys[state.key].text);
    put('peer', state.peer, 0);
    put('op', state.operation, 0);
    put('only', state.onlyOf, '');
    put('gossip', Number(state.filters.membership), 0);
    put('store', Number(state.filters.store), 1);
    put('without', [...state.filters.kinds].map((kind) => KV.kinds[kind]).join(','), '');
    put('hide', [...state.hiddenPeers].join(','), '');
    put('order', state.order.join(','), fresh.order.join(','));
    put('q', state.search, '');
    put('view', state.view, usualView());
    put('theme', state.theme, '');
    if (app.hash) app.hash.write(q);
    return '#' + q.toString();
  }

  function numbers(text, low, high) {
    return (text || '').split(',').filter((one) => /^\d+$/.test(one)).map(Number).filter((one) => one >= low && one <= high);
  }

  function number(q, name, usual, low, high) {
    const text = q.get(name);
    return text !== null && NUMBER.test(text) ? KV.clamp(Number(text), low, high) : usual;
  }

  function orderFrom(text, fresh) {
    const given = [...new Set(numbers(text, 1, fresh.length))];
    return given.length === fresh.length ? given : fresh;
  }

  // The run that a hash names.
  function runIn(hash) {
    return Math.floor(number(new URLSearchParams(hash.replace(/^#/, '')), 'run', 0, 0, app.runs.length - 1));
  }

  // The state that a hash describes. What is damaged in it counts as left out.
  function fromHash(hash) {
    const q = new URLSearchParams(hash.replace(/^#/, ''));
    const runIndex = runIn(hash);
    const run = app.runs[runIndex];
    const fresh = freshState(run);
    const whole = (name, usual, low, high) => Math.floor(number(q, name, usual, low, high));
    const oneOf = (name, usual, allowed) => (allowed.includes(q.get(name)) ? q.get(name) : usual);
    const kinds = (q.get('without') || '').split(',').map((name) => KV.kinds.indexOf(name)).filter((kind) => kind >= 0);
    return {runIndex, tick: whole('t', 0, 0, run.lastTick), from: number(q, 'from', fresh.from, 0, fresh.to),
      to: number(q, 'to', fresh.to, 0, fresh.to), mode: oneOf('mode', 'ticks', ['ticks', 'events', 'compressed']),
      event: whole('event', -1, -1, run.events.count - 1), key: run.keys.findIndex((key) => key.text === q.get('key')),
      peer: whole('peer', 0, 0, run.peers), operation: whole('op', 0, 0, Math.max(0, run.operations.length - 1)),
      onlyOf: oneOf('only', '', ['event', 'past', 'future', 'contradiction', 'operation', 'key', 'peer']),
      filters: {membership: q.get('gossip') === '1', store: q.get('store') !== '0', kinds: new Set(kinds)},
      hiddenPeers: new Set(numbers(q.get('hide'), 1, run.peers)), order: orderFrom(q.get('order'), fresh.order),
      search: q.get('q') || '', test: q.get('test') || '', view: viewsFrom(q.get('view')), theme: oneOf('theme', '', ['light', 'dark'])};
  }

  // The view that a page opens with.
  function usualView() {
    const usual = app.isComparison() ? 'compare' : 'operations';
    return (views.find((view) => view.id === usual) || views[0] || {id: ''}).id;
  }

  function viewsFrom(text) {
    const known = (text || '').split(',').filter((id) => views.some((view) => view.id === id));
    return known.length > 0 ? known.join(',') : usualView();
  }

  let timer = 0;
  let isFollowing = false;  // The state comes from the URL.

  // Browsers allow only so many changes of the URL in a time.
  const URL_DELAY_MS = 250;

  function remember(changed) {
    if (isFollowing || (changed.size === 1 && changed.has('hover'))) return;
    const step = SEPARATE_STEPS.some((name) => changed.has(name));
    const write = (how) => { if (KV.isRunShown() && location.hash !== toHash()) history[how](null, '', toHash()); };
    clearTimeout(timer);
    if (step) write('pushState');
    else timer = setTimeout(() => write('replaceState'), URL_DELAY_MS);
  }

  async function follow() {
    if (!KV.isRunShown()) return;
    if (app.hash) await app.hash.read(location.hash);
    if (!app.runs[runIn(location.hash)]) await app.load(runIn(location.hash));
    isFollowing = true;
    app.set(fromHash(location.hash));
    isFollowing = false;
  }

  // ---- Parts, panels, start.

  KV.part = (part) => { parts.push(part); };
  KV.view = (view) => { views.push(view); };

  // Unpacks embedded data of that encoding.
  async function unpacked(node, name, encoding) {
    try {
      const packed = Uint8Array.from(atob(node.textContent.trim()), (c) => c.charCodeAt(0));
      const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
      return new TextDecoder(encoding).decode(await new Response(stream).arrayBuffer());
    } catch (error) {
      throw new Error(name + ': the page\'s copy of the data is damaged: a deflated text in base64 is expected');
    }
  }

  // A violation whose trace has no mark is marked where the last of its operations ends.
  function markViolation(run) {
    const ends = run.against.map((number) => run.operations[number]?.finishedAt ?? -1).filter((tick) => tick >= 0);
    if (ends.length === 0 || run.marks.some((mark) => app.isProblem(mark))) return;
    run.marks.push({tick: Math.max(...ends), kind: 'violation', text: KV.mainProblem(run)?.sentence || 'the operations contradict each other'});
  }

  // Opens the page on these runs: all, or the one that the URL names if the others are read when they are chosen.
  app.open = function (runs) {
    runs.forEach(markViolation);
    app.runs = runs;
    app.run = runs.find(Boolean);
    app.state = {...freshState(app.run), ...shownState};
    const wanted = fromHash(location.hash);
    app.state.runIndex = wanted.runIndex;
    app.run = runs[wanted.runIndex];
    app.state = {...freshState(app.run), ...shownState, ...wanted};
    keepInside(new Set(['tick', 'from', 'to']));
    app.state.only = onlyEvents();
    app.on((changed) => { if (changed.has('theme')) KV.setTheme(app.state.theme); });
    KV.setTheme(app.state.theme);
    KV.onSystemTheme(() => notify(ALL));
    for (const part of parts) buildPart(part);
    notify(ALL);
    window.addEventListener('popstate', follow);
    window.addEventListener('hashchange', follow);
    window.addEventListener('resize', () => notify(new Set(['size'])));
  };

  // Draws all again, after the page was hidden.
  app.renew = () => notify(ALL);

  function buildPart(part) {
    part.box = document.getElementById('part-' + part.id);
    if (part.box) part.build(part.box);
  }

  function fail(error) {
    const box = document.getElementById('opening');
    KV.put(box, KV.el('strong', {}, 'This page cannot show its run. '), error.message);
    box.hidden = false;
    box.setAttribute('role', 'alert');
    console.error(error);
  }

  async function readRun(node) {
    const name = node.dataset.name || 'trace';
    const run = KV.readTrace(await unpacked(node, name, 'latin1'), name);
    run.title = node.dataset.title || `${run.conf}, seed ${run.seed}`;
    node.remove();
    return run;
  }

  // Two runs that are compared; the runs of a grade are not.
  app.isComparison = () => app.runs.length > 1 && !(document.body.dataset.kind in KV.openers);

  app.showPage = function () {
    document.getElementById('opening').hidden = true;
    document.getElementById('page').hidden = false;
  };

  // The data of a sweep.
  async function readSweep() {
    const node = document.querySelector('script.sweep');
    const shown = (_, value) => (typeof value === 'string' ? KV.shownText(value.replaceAll('\n', ' ')) : value);
    const data = JSON.parse(await unpacked(node, 'sweep', 'utf-8'), shown);
    node.remove();
    return data;
  }

  async function openSweep(traces) {
    const sweep = await readSweep();
    const runs = [];
    for (const read of traces) runs.push(await read());
    document.getElementById('opening').hidden = true;
    KV.openSweep(sweep, runs);
  }

  // What opens a page that is not of one or two runs, by its kind. It gets functions that read the page's traces.
  KV.openers = {sweep: openSweep};

  // Reads the page's traces and opens it. KV.opened settles then: true, or false after a failure that is shown.
  async function start() {
    try {
      const nodes = [...document.querySelectorAll('script.trace')];
      const opener = KV.openers[document.body.dataset.kind];
      if (opener) {
        await opener(nodes.map((node) => () => readRun(node)));
        return true;
      }
      const runs = [];
      for (const node of nodes) runs.push(await readRun(node));
      if (runs.length === 0) throw new Error('It has no trace.');
      app.showPage();
      if (runs.length > 1) KV.compareRuns(runs);
      app.open(runs);
      return true;
    } catch (error) {
      fail(error);
      return false;
    }
  }

  KV.start = () => { KV.opened = start(); };
})((globalThis.KV = globalThis.KV || {}));
