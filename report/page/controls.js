// The controls of the diagram: play and scrub, modes of time, zoom, filters, peers, and what alone is shown.
'use strict';
(function (KV) {
  const app = KV.app;
  let c;

  const MODES = [['ticks', 'Ticks', 'All ticks are alike'], ['events', 'Events', 'A tick is as wide as it has events'], ['compressed', 'Compressed', 'Idle stretches take little room']];
  const SPEEDS = [1, 5, 10, 30, 100];

  function modeButtons() {
    return KV.el('div', {class: 'segments', role: 'group', 'aria-label': 'Time'},
      MODES.map(([mode, title, help]) => KV.button(title, () => app.set({mode}), {dataset: {mode}, title: help + ' (key m)'})));
  }

  function playBox() {
    c.play = KV.button('Play', () => app.togglePlay(), {id: 'play', title: 'Space'});
    c.scrub = KV.el('input', {type: 'range', id: 'scrub', min: 0, step: 1, 'aria-label': 'Tick', oninput: () => app.goTo(Number(c.scrub.value))});
    c.tick = KV.el('input', {type: 'number', id: 'tick', min: 0, 'aria-label': 'Go to tick', onchange: () => app.goTo(Number(c.tick.value) || 0)});
    c.of = KV.el('span', {class: 'of'});
    const speed = KV.el('select', {id: 'speed', 'aria-label': 'Speed', onchange: () => { app.speed = Number(speed.value); }},
      SPEEDS.map((one) => KV.el('option', {value: one}, one + ' ticks/s')));
    speed.value = String(app.speed);
    return KV.el('div', {class: 'play'}, c.play, c.scrub, KV.el('label', {class: 'tick-field'}, 'Tick ', c.tick, c.of), speed);
  }

  function zoomBox() {
    return KV.el('div', {class: 'segments', role: 'group', 'aria-label': 'Zoom'},
      KV.button('−', () => app.zoom(1 / 0.6), {'aria-label': 'Zoom out', title: 'Key -', id: 'zoom-out'}),
      KV.button('+', () => app.zoom(0.6), {'aria-label': 'Zoom in', title: 'Key +', id: 'zoom-in'}),
      KV.button('All', () => app.set({from: 0, to: app.run.lastTick + 1}), {title: 'Key 0', id: 'zoom-all'}));
  }

  // A button that opens a box of controls below it.
  function menu(id, title, content) {
    const box = KV.el('details', {class: 'menu', id}, KV.el('summary', {}, title), KV.el('div', {class: 'menu-box'}, content));
    box.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !box.open) return;
      event.stopPropagation();
      box.open = false;
      box.querySelector('summary').focus();
    });
    document.addEventListener('pointerdown', (event) => { if (box.open && !box.contains(event.target)) box.open = false; });
    return box;
  }

  function check(words, isOn, onChange, attributes) {
    const input = KV.el('input', {type: 'checkbox', checked: isOn, onchange: () => onChange(input.checked), ...attributes});
    return KV.el('label', {class: 'check'}, input, words);
  }

  // ---- Filters.

  function setKind(kind, isOn) {
    const kinds = new Set(app.state.filters.kinds);
    if (isOn) kinds.delete(kind);
    else kinds.add(kind);
    app.set({filters: {...app.state.filters, kinds}});
  }

  function kindChecks(title, kinds) {
    return KV.el('fieldset', {}, KV.el('legend', {}, title),
      kinds.map(([words, kind]) => check(words, !app.state.filters.kinds.has(kind), (isOn) => setKind(kind, isOn), {dataset: {kind: KV.kinds[kind]}})));
  }

  function filterContent() {
    const {filters} = app.state;
    return [KV.el('fieldset', {}, KV.el('legend', {}, 'Networks'),
      check('store', filters.store, (store) => app.set({filters: {...app.state.filters, store}}), {id: 'filter-store'}),
      check('membership (gossip)', filters.membership, (membership) => app.set({filters: {...app.state.filters, membership}}), {id: 'filter-membership'})),
    kindChecks('Messages', KV.MESSAGE_KINDS), kindChecks('Events', KV.EVENT_KINDS)];
  }

  function peerContent() {
    const {state, run} = app;
    const sort = (words, how) => KV.button(words, () => KV.rows.sortBy(how));
    const all = (words, hidden) => KV.button(words, () => app.set({hiddenPeers: new Set(hidden)}));
    const every = Array.from({length: run.peers}, (_, at) => at + 1);
    const item = (peer) => KV.el('li', {}, check('peer ' + peer, !state.hiddenPeers.has(peer), (isOn) => KV.rows.hide(peer, !isOn), {dataset: {show: String(peer)}}),
      KV.button('↑', () => KV.rows.move(peer, -1), {'aria-label': `Move peer ${peer} up`}), KV.button('↓', () => KV.rows.move(peer, 1), {'aria-label': `Move peer ${peer} down`}));
    return [KV.el('div', {class: 'row'}, 'Order: ', sort('by number', 'number'), sort('by ring', 'ring'), sort('by fault', 'fault')),
      KV.el('div', {class: 'row'}, all('show all', []), all('hide all', every),
        state.only && KV.button('only those involved', () => app.set({hiddenPeers: new Set(every.filter((peer) => !involved().has(peer)))})),
        state.peer > 0 && KV.button(`only those that talk with peer ${state.peer}`, () => app.set({hiddenPeers: new Set(every.filter((peer) => !partners(state.peer).has(peer)))}))),
      KV.el('ul', {class: 'peer-list'}, state.order.map(item))];
  }

  // The peers of what alone is shown.
  function involved() {
    return new Set([...app.state.only].map((event) => app.run.events.peer[event]));
  }

  // The peers with which one exchanges messages in the visible range, itself included; on the shown networks.
  function partners(peer) {
    const {run, state} = app;
    const found = new Set([peer]);
    for (const event of run.peerEvents(peer)) {
      const tick = run.events.tick[event];
      if (tick + 1 > state.from && tick < state.to && run.events.message[event] >= 0 && KV.axis.shown(event)) found.add(run.events.other[event]);
    }
    return found;
  }

  // ---- What alone is shown.

  function choices() {
    const {state, run} = app;
    const list = [['', 'everything']];
    if (state.event >= 0) list.push(['event', 'causes and effects of the chosen event'], ['past', 'its causes'], ['future', 'its effects']);
    if (run.against.length > 0) list.push(['contradiction', 'the contradiction']);
    if (state.operation > 0) list.push(['operation', 'operation ' + state.operation]);
    if (state.key >= 0) list.push(['key', 'key ' + app.keyText(state.key)]);
    if (state.peer > 0) list.push(['peer', 'peer ' + state.peer]);
    return list;
  }

  function select(id, label, onChange) {
    const node = KV.el('select', {id, onchange: () => onChange(node.value)});
    return [node, KV.el('label', {class: 'choice'}, label + ' ', node)];
  }

  function fillSelect(node, options, value) {
    KV.put(node, options.map(([key, words]) => KV.el('option', {value: key}, words)));
    node.value = String(value);
  }

  function selects() {
    let labels;
    const put = (name, id, label, onChange) => {
      const [node, box] = select(id, label, onChange);
      c[name] = node;
      return box;
    };
    labels = [put('key', 'choose-key', 'Key', (value) => app.set({key: Number(value)})),
      put('peer', 'choose-peer', 'Peer', (value) => app.set({peer: Number(value)}))];
    c.operation = KV.el('input', {type: 'number', id: 'choose-operation', min: 0, placeholder: 'any', onchange: chooseOperation});
    labels.push(KV.el('label', {class: 'choice'}, 'Operation ', c.operation));
    labels.push(put('only', 'choose-only', 'Show', (value) => app.set({onlyOf: value})));
    return labels;
  }

  function chooseOperation() {
    const operation = app.run.operations[Number(c.operation.value)];
    if (!operation) {
      app.set({operation: 0});
      c.operation.value = '';
      return;
    }
    app.goTo(operation.invokedAt, {operation: operation.number, key: operation.key});
  }

  KV.diagramControls = function () {
    c = {};
    c.filter = menu('filter-menu', 'Filter', []);
    c.peers = menu('peers-menu', 'Peers', []);
    c.gossip = KV.button('Gossip', () => app.toggleGossip(), {id: 'gossip', title: 'Key g: membership messages'});
    c.modes = modeButtons();
    c.filter.addEventListener('toggle', () => { if (c.filter.open) KV.put(c.filter.querySelector('.menu-box'), filterContent()); });
    c.peers.addEventListener('toggle', () => { if (c.peers.open) KV.put(c.peers.querySelector('.menu-box'), peerContent()); });
    return KV.el('div', {class: 'diagram-controls'}, playBox(),
      KV.el('div', {class: 'controls-row'}, c.modes, zoomBox(), c.gossip, c.filter, c.peers, KV.el('div', {class: 'choices'}, selects())));
  };

  function updateSelects(run, state, isNewRun) {
    if (isNewRun) {
      fillSelect(c.key, [[-1, 'any'], ...run.keys.map((key, number) => [number, key.text])], state.key);
      fillSelect(c.peer, [[0, 'any'], ...Array.from({length: run.peers}, (_, at) => [at + 1, at + 1])], state.peer);
    }
    c.key.value = String(state.key);
    c.peer.value = String(state.peer);
    c.operation.value = state.operation > 0 ? String(state.operation) : '';
    c.operation.max = String(Math.max(0, run.operations.length - 1));
    fillSelect(c.only, choices(), state.onlyOf);
    c.only.classList.toggle('is-on', state.onlyOf !== '');
  }

  KV.updateControls = function (changed) {
    const {run, state} = app;
    c.play.textContent = state.playing ? 'Stop' : 'Play';
    c.play.setAttribute('aria-pressed', String(state.playing));
    c.scrub.max = String(run.lastTick);
    c.scrub.value = String(state.tick);
    if (document.activeElement !== c.tick || !changed.has('tick')) c.tick.value = String(state.tick);
    c.tick.max = String(run.lastTick);
    c.of.textContent = ' of ' + KV.number(run.lastTick);
    if (changed.has('mode')) for (const node of c.modes.children) node.setAttribute('aria-pressed', String(node.dataset.mode === state.mode));
    if (changed.has('filters')) {
      c.gossip.setAttribute('aria-pressed', String(state.filters.membership));
      const off = state.filters.kinds.size + Number(!state.filters.store);
      c.filter.querySelector('summary').textContent = off > 0 ? `Filter (${off} off)` : 'Filter';
    }
    if (changed.has('hiddenPeers') || changed.has('run')) {
      const hidden = state.hiddenPeers.size;
      c.peers.querySelector('summary').textContent = hidden > 0 ? `Peers (${hidden} hidden)` : 'Peers';
    }
    if ((changed.has('hiddenPeers') || changed.has('order')) && c.peers.open) refreshPeers();
    if (['run', 'key', 'peer', 'operation', 'event', 'onlyOf'].some((name) => changed.has(name))) updateSelects(run, state, changed.has('run'));
  };

  // Rebuilds the list of peers and leaves the focus where it was.
  function refreshPeers() {
    const box = c.peers.querySelector('.menu-box');
    const all = () => [...box.querySelectorAll('button, input')];
    const name = document.activeElement?.getAttribute('aria-label');
    const at = all().indexOf(document.activeElement);
    KV.put(box, peerContent());
    const next = (name && all().find((node) => node.getAttribute('aria-label') === name)) || all()[at];
    if (next) next.focus();
  }
})((globalThis.KV = globalThis.KV || {}));
