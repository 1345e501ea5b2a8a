// The chosen event: what it is, what it depends on, what depends on it; and the contradiction of a violation.
'use strict';
(function (KV) {
  const app = KV.app;

  const MOST_EVENTS = 40;    // Of a tick, listed.
  const MOST_LINKS = 12;     // Causes or effects, listed at first.
  const MOST_CHANGES = 14;

  let box;

  function eventButton(event, words) {
    const {events, messages} = app.run;
    const message = events.message[event];
    const network = message >= 0 ? KV.NETWORKS[messages.network[message]] : 'peer';
    return KV.button(words || app.describe(event), () => app.pin(event), {class: 'event-link', dataset: {kind: KV.kinds[events.kind[event]], network, event: String(event)}});
  }

  function eventList(events, limit) {
    const shown = events.slice(0, limit);
    const rest = events.slice(limit);
    return [KV.el('ul', {class: 'event-list'}, shown.map((event) => KV.el('li', {}, eventButton(event)))),
      rest.length > 0 && KV.el('details', {class: 'more'}, KV.el('summary', {}, `${KV.number(rest.length)} more`),
        KV.el('ul', {class: 'event-list'}, rest.slice(0, 300).map((event) => KV.el('li', {}, eventButton(event)))))];
  }

  function row(name, value) {
    return value === '' || value === null || value === undefined ? null : [KV.el('dt', {}, name), KV.el('dd', {}, value)];
  }

  // ---- The contradiction.

  // Of operations that contradict each other, the one that was first over.
  function earliest(operations) {
    return operations.reduce((first, one) => (one.finishedAt >= 0 && (first === null || one.finishedAt < first.finishedAt) ? one : first), null);
  }

  // Whether the operation wrote a value that another of them returned.
  function isReadByAnother(operation, operations) {
    return (operation.kind === 'create' || operation.kind === 'update') &&
      operations.some((one) => one !== operation && one.kind === 'read' && one.outcome === 'ok' && one.key === operation.key && one.result === operation.value);
  }

  function contradiction() {
    const {run, state} = app;
    const operations = run.against.map((number) => run.operations[number]).filter(Boolean).sort((a, b) => a.invokedAt - b.invokedAt);
    if (operations.length === 0) return null;
    const first = earliest(operations);
    const words = first && isReadByAnother(first, operations) ? 'earliest of them: it wrote what another returned' : 'earliest of them';
    const item = (operation) => KV.el('li', {},
      KV.button(app.operationText(operation), () => chooseOperation(operation), {class: 'event-link', dataset: {kind: 'operation', operation: String(operation.number)}}),
      operation === first && operations.length > 1 ? KV.el('span', {class: 'note-earliest'}, words) : null);
    const isOn = state.onlyOf === 'contradiction';
    return KV.el('section', {class: 'contradiction'}, KV.el('h3', {}, 'The contradiction'),
      KV.el('p', {}, 'No order of these operations explains what they returned:'), KV.el('ol', {}, operations.map(item)),
      KV.button(isOn ? 'Show everything' : 'Show only these and their messages', () => (isOn ? app.set({onlyOf: ''}) : app.showContradiction()), {'aria-pressed': String(isOn), id: 'only-contradiction'}));
  }

  function chooseOperation(operation) {
    const event = operation.finishEvent >= 0 ? operation.finishEvent : operation.callEvent;
    const patch = {operation: operation.number, key: operation.key};
    if (event >= 0) app.pin(event, patch);
    else app.goTo(Math.max(0, operation.invokedAt), patch);
  }

  // ---- A pinned event.

  function messageFacts(run, message) {
    const {name, network, from, to, size, sentEvent, endEvent, flags, fate, cause} = run.messages;
    const took = endEvent[message] >= 0 ? run.events.tick[endEvent[message]] - run.events.tick[sentEvent[message]] : -1;
    const befell = [['delayed', 'held back'], ['duplicated', 'delivered twice'], ['corrupted', 'bits flipped']].filter(([flag]) => flags[message] & KV.Flag[flag]).map(([, words]) => words);
    const ends = ['delivered', 'lost', 'refused', 'discarded or in flight at the end'][fate[message]];
    return [row('message', `${name[message]}, ${KV.NETWORKS[network[message]]}, ${KV.plural(size[message], 'byte')}`), row('way', `peer ${from[message]} to peer ${to[message]}`),
      row('fate', ends + (cause[message] ? ', ' + app.causeText(cause[message]) : '')), row('faults', befell.join(', ')), row('took', took > 0 ? KV.plural(took, 'tick') : took === 0 ? 'less than a tick' : '')];
  }

  function says(run, message) {
    const text = run.textOf(message);
    if (text === '') return null;
    const before = run.messages.corruptText.has(message) && run.messages.text[message] >= 0 ? run.texts[run.messages.text[message]] : '';
    return [KV.el('pre', {class: 'says', tabindex: 0}, text), before && KV.el('p', {class: 'before'}, 'It was sent as: ', KV.el('code', {}, before))];
  }

  // A stored text: its value and version, if the page can tell them apart.
  function copyText(text) {
    const {value, label} = KV.readCopy(app.run, text);
    return `“${value}”${label ? ` (${label})` : ''}`;
  }

  const CHANGE_WORDS = {
    in: (change) => (change.value ? 'is in the group' : 'is no longer in the group'),
    beat: (change) => `heartbeat ${change.value}`,
    'l+': (change) => `lists ${change.address}`,
    'l=': (change) => `hears of ${change.address}: heartbeat ${change.heartbeat}`,
    'l-': (change) => `no longer lists ${change.address}`,
    'b+': (change) => `stores ${app.keyText(change.key)} = ${copyText(change.text)}${change.table > 0 ? ` in table ${change.table}` : ''}`,
    'b-': (change) => `drops ${app.keyText(change.key)}${change.table > 0 ? ` from table ${change.table}` : ''}`,
    b0: () => 'loses its tables',
  };

  app.changeText = (change) => (CHANGE_WORDS[change.what] ? CHANGE_WORDS[change.what](change) : change.what);

  function changes(run, event) {
    const turn = run.events.turn[event];
    if (turn < 0) return null;
    const all = run.changesOf(turn);
    const rank = (change) => (change.what === 'l=' || change.what === 'beat' ? 1 : 0);
    const sorted = [...all].sort((a, b) => rank(a) - rank(b));
    const items = sorted.slice(0, MOST_CHANGES).map((change) => KV.el('li', {}, app.changeText(change)));
    return KV.el('section', {}, KV.el('h4', {}, 'Its turn: ', KV.el('code', {}, run.names[run.turns.name[turn]])),
      all.length === 0 ? KV.el('p', {class: 'faint'}, 'It changed neither list nor tables.') : KV.el('ul', {class: 'plain'}, items),
      all.length > MOST_CHANGES && KV.el('p', {class: 'faint'}, `and ${all.length - MOST_CHANGES} further changes`));
  }

  function onlyButton(onlyOf, words) {
    const isOn = app.state.onlyOf === onlyOf;
    return KV.button(words, () => app.set({onlyOf: isOn ? '' : onlyOf}), {'aria-pressed': String(isOn), dataset: {only: onlyOf}});
  }

  function links(title, direct, whole, onlyOf, none) {
    return KV.el('section', {dataset: {links: onlyOf}},
      KV.el('h4', {}, title, KV.el('span', {class: 'faint'}, direct.length > 0 ? ` ${direct.length} directly, ${KV.number(whole - 1)} in all` : '')),
      direct.length === 0 ? KV.el('p', {class: 'faint'}, none) : eventList(direct, MOST_LINKS));
  }

  function pinned(event) {
    const {run} = app;
    const message = run.events.message[event];
    const number = run.events.operation[event];
    const operation = number > 0 ? run.operations[number] : null;
    return KV.el('section', {class: 'pinned'},
      KV.el('div', {class: 'pinned-head'}, KV.el('h3', {}, 'Chosen event'), KV.button('✕', () => app.set({event: -1}), {class: 'quiet', 'aria-label': 'Let go of the event', title: 'Esc'})),
      KV.el('p', {class: 'sentence', id: 'pinned-sentence'}, app.describe(event)),
      message >= 0 ? says(run, message) : null,
      KV.el('dl', {class: 'pairs'}, message >= 0 ? messageFacts(run, message) : null,
        operation ? row('operation', KV.button(app.operationText(operation), () => app.set({operation: number, key: operation.key}), {class: 'event-link'})) : null),
      KV.el('div', {class: 'row'}, KV.el('span', {class: 'faint'}, 'Only these: '), onlyButton('event', 'causes and effects'), onlyButton('past', 'causes'), onlyButton('future', 'effects')),
      links('Depends on', run.causesOf(event), run.pastOf([event]).size, 'past', rootWords(run, event)),
      links('What depends on it', run.effectsOf(event), run.futureOf([event]).size, 'future', 'Nothing that the trace shows.'),
      changes(run, event));
  }

  function rootWords(run, event) {
    const kind = run.events.kind[event];
    if (kind === KV.Kind.call) return 'A client made the call.';
    if (kind === KV.Kind.sent || kind === KV.Kind.refused) return 'Nothing that its peer took in this tick: a timer or what it knew before.';
    return 'Nothing that the trace shows.';
  }

  // ---- The tick, if no event is pinned.

  function atTick() {
    const {tick} = app.state;
    const {events, count} = app.eventsAt(tick, MOST_EVENTS);
    const marks = app.interests().filter((mark) => mark.tick === tick);
    return KV.el('section', {class: 'at-tick'}, KV.el('h3', {}, `Tick ${KV.number(tick)}`, KV.el('span', {class: 'faint'}, ` ${KV.plural(count, 'event')} shown`)),
      marks.map((mark) => KV.el('p', {class: 'mark', dataset: {problem: String(app.isProblem(mark))}}, mark.text)),
      count === 0 ? KV.el('p', {class: 'faint'}, 'Click an event in the diagram, or press j, to see what it depends on and what depends on it.') : null,
      KV.el('ul', {class: 'event-list'}, events.map((event) => KV.el('li', {}, eventButton(event, withoutTick(app.describe(event)))))),
      count > events.length ? KV.el('p', {class: 'faint'}, `and ${KV.number(count - events.length)} more: see the table`) : null);
  }

  const withoutTick = (sentence) => sentence.replace(/^tick \d+: /, '');

  const DEPENDS_ON = ['run', 'event', 'onlyOf', 'tick', 'filters', 'hiddenPeers', 'only'];

  KV.part({
    id: 'causes',
    build(root) {
      box = KV.el('div', {class: 'inspector'});
      root.append(box);
    },
    update(changed) {
      const {event} = app.state;
      const isTick = event < 0;
      if (!DEPENDS_ON.some((name) => changed.has(name)) || (!isTick && !['run', 'event', 'onlyOf'].some((name) => changed.has(name)))) return;
      KV.put(box, isTick ? atTick() : pinned(event), contradiction());
    },
  });
})((globalThis.KV = globalThis.KV || {}));
