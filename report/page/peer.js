// One peer at the cursor: its list, its neighbours, its tables, and what its last turn changed.
'use strict';
(function (KV) {
  const app = KV.app;
  const ROWS_AT_MOST = 200;

  let nodes;
  let turn = -1; // The turn shown; -1 = none yet.
  let isStepping = false; // The turn was chosen by its button.
  let turnsOfPeer = null; // {run, peer, turns}

  function turnsOf(peer) {
    const {run} = app;
    if (turnsOfPeer && turnsOfPeer.run === run && turnsOfPeer.peer === peer) return turnsOfPeer.turns;
    const found = [];
    for (let at = 0; at < run.turns.count; ++at) if (run.turns.peer[at] === peer) found.push(at);
    turnsOfPeer = {run, peer, turns: found};
    return found;
  }

  // Whether a turn did anything that the trace tells.
  function isTelling(at) {
    const {first, end, stateFirst, stateEnd} = app.run.turns;
    return end[at] > first[at] || stateEnd[at] > stateFirst[at];
  }

  // The peer's last telling turn at the cursor.
  function lastTurn(peer) {
    const {run, state} = app;
    const isInTick = state.event >= 0 && run.events.tick[state.event] === state.tick;
    let last = -1;
    for (const at of turnsOf(peer)) {
      if (run.turns.tick[at] > state.tick || (isInTick && run.turns.first[at] > state.event)) break;
      if (isTelling(at)) last = at;
    }
    return last;
  }

  function stepTurn(step) {
    const turns = turnsOf(app.state.peer).filter(isTelling);
    const at = turns.indexOf(turn);
    const next = turns[at < 0 ? (step > 0 ? 0 : -1) : at + step];
    if (next === undefined) return;
    const {first, end, tick} = app.run.turns;
    turn = next;
    isStepping = true;
    // A turn without events is shown by its tick.
    if (end[next] > first[next]) app.pin(first[next], {peer: app.state.peer});
    else app.goTo(tick[next], {event: -1});
    isStepping = false;
    refresh(true);
  }

  // The state shown: after the chosen turn.
  function statesShown() {
    const {run} = app;
    return turn >= 0 && run.turns.tick[turn] === app.state.tick
      ? run.states.at(run.turns.stateEnd[turn])
      : KV.stateAtCursor().peers;
  }

  // ---- What is shown.

  const UP_TEXT = {absent: 'has not started', up: 'runs', down: 'has failed', paused: 'is paused', left: 'has left'};

  function neighbours(peers, state) {
    const {run} = app;
    const {peer} = app.state;
    const own = [...state.list.keys()].filter((address) => typeof address === 'number' && address <= run.peers);
    const ring = new KV.Ring(run, [...new Set([peer, ...own])]);
    const right = new KV.Ring(run, [...new Set([peer, ...KV.members(run, peers)])]);
    const link = (steps) => {
      const by = ring.neighbour(peer, steps);
      const real = right.neighbour(peer, steps);
      if (by === undefined) return 'nobody';
      return [
        KV.peerLink(by),
        by === real
          ? ''
          : KV.el(
              'span',
              {class: 'flag wrong'},
              ` ▲ by the group it is ${real === undefined ? 'nobody' : 'peer ' + real}`,
            ),
      ];
    };
    if (run.places[peer] === undefined) return KV.el('p', {}, 'It keeps no copies: it has no place on the ring.');
    return KV.el(
      'p',
      {},
      `Place ${KV.placeText(run.places[peer])} on the ring. By its own list it stands between `,
      link(-1),
      ' and ',
      link(1),
      '.',
    );
  }

  function about(peers, state) {
    const {peer} = app.state;
    const group = state.inGroup ? 'says it is in the group' : 'is not in the group';
    return KV.put(
      nodes.about,
      KV.el(
        'p',
        {class: 'summary', role: 'status'},
        KV.el('strong', {}, `Peer ${peer} ${UP_TEXT[state.up]}`),
        `, ${group}, own heartbeat ${KV.number(state.beat)}, lists ${KV.plural(state.list.size, 'peer')}, ${KV.cursorText()}.`,
      ),
      neighbours(peers, state),
    );
  }

  function listRow(peers, members, address, entry) {
    const {run, state} = app;
    const isPeer = typeof address === 'number' && address <= run.peers;
    const isWrong = !isPeer || !KV.isLive(peers[address]);
    const note = !isPeer
      ? '✕ no peer'
      : isWrong
        ? `✕ ${UP_TEXT[peers[address].up]}`
        : members.has(address)
          ? ''
          : 'not in the group';
    const full = run.limits.full
      ? [KV.number(entry.heartbeat), KV.number(entry.timestamp), KV.plural(state.tick - entry.timestamp, 'tick')]
      : [];
    return {
      attributes: {class: isWrong ? 'wrong' : ''},
      cells: [isPeer ? KV.peerLink(address) : String(address), ...full, {class: 'flag', content: note}],
    };
  }

  function showList(peers, state) {
    const {run} = app;
    const members = new Set(KV.members(run, peers));
    const rank = (address) => (typeof address === 'number' ? address : Infinity);
    const entries = [...state.list].sort(([a], [b]) => rank(a) - rank(b));
    const missing =
      KV.isLive(state) && members.has(app.state.peer)
        ? [...members].filter((other) => other !== app.state.peer && !state.list.has(other))
        : [];
    const rows = entries.slice(0, ROWS_AT_MOST).map(([address, entry]) => listRow(peers, members, address, entry));
    const full = run.limits.full ? ['heartbeat', 'timestamp', 'age'] : [];
    for (const other of missing.slice(0, ROWS_AT_MOST))
      rows.push({
        attributes: {class: 'wrong'},
        cells: [KV.peerLink(other), ...full.map(() => '–'), {class: 'flag', content: '○ missing'}],
      });
    const left = entries.length - ROWS_AT_MOST;
    KV.put(
      nodes.list,
      KV.table(
        `Its list: ${KV.plural(entries.length, 'entry').replace('entrys', 'entries')}`,
        ['peer', ...full, ''],
        rows,
      ),
      left > 0 && KV.el('p', {}, `${KV.number(left)} more entries are not written out.`),
    );
  }

  function tableRows(peers, state, ring) {
    const {run} = app;
    const rows = [];
    state.tables.forEach((table, number) => {
      for (const [key, text] of table) {
        const copy = KV.readCopy(run, text);
        const belongs = ring.replicasOf(run.keys[key].place).indexOf(app.state.peer);
        rows.push({
          key,
          cells: [
            KV.keyLink(key),
            {class: 'text', content: copy.value === '' ? KV.el('em', {}, 'no value') : KV.cut(copy.value, 80)},
            {class: 'quiet', content: copy.label},
            String(number + 1),
            belongs < 0 ? {class: 'flag', content: '◆ not its key'} : 'replica ' + (belongs + 1),
          ],
        });
      }
    });
    return rows.sort((a, b) => (run.keys[a.key].text < run.keys[b.key].text ? -1 : 1));
  }

  function showTables(peers, state) {
    const rows = tableRows(peers, state, new KV.Ring(app.run, KV.members(app.run, peers)));
    const left = rows.length - ROWS_AT_MOST;
    const chosen = rows.filter((row) => row.key === app.state.key);
    const shown =
      left > 0 ? [...chosen, ...rows.filter((row) => row.key !== app.state.key).slice(0, ROWS_AT_MOST)] : rows;
    for (const row of shown) row.attributes = {class: row.key === app.state.key ? 'chosen-row' : ''};
    KV.put(
      nodes.tables,
      rows.length === 0
        ? KV.el('p', {class: 'nothing'}, 'Its tables are empty.')
        : KV.table(
            `Its tables: ${KV.plural(rows.length, 'key')}`,
            ['key', 'value', 'version', 'table', 'by the ring'],
            shown,
          ),
      left > 0 && KV.el('p', {}, `${KV.number(rows.length - shown.length)} more keys are not written out.`),
    );
  }

  // ---- Turns.

  function copyText(text) {
    const copy = KV.readCopy(app.run, text);
    const value = copy.value === '' ? 'no value' : '“' + KV.cut(copy.value, 80) + '”';
    return copy.label ? `${value} (${copy.label})` : value;
  }

  function changeText(change) {
    const entry = (one) => (app.run.limits.full ? ` (heartbeat ${one.heartbeat}, timestamp ${one.timestamp})` : '');
    switch (change.what) {
      case 'in':
        return ['=', change.value ? 'says that it is in the group' : 'says that it is not in the group'];
      case 'beat':
        return ['=', `its heartbeat is ${KV.number(change.value)}`];
      case 'l+':
        return ['+', `lists peer ${change.address}${entry(change)}`];
      case 'l=':
        return ['=', `renews peer ${change.address}${entry(change)}`];
      case 'l-':
        return ['−', `takes peer ${change.address} off its list`];
      case 'b+':
        return ['+', `key ${app.keyText(change.key)} in table ${change.table + 1}: ${copyText(change.text)}`];
      case 'b-':
        return ['−', `key ${app.keyText(change.key)} is gone from table ${change.table + 1}`];
      case 'b0':
        return ['−', 'all its tables are gone'];
      default:
        return ['=', change.what];
    }
  }

  // Refreshed heartbeats last: they are many and tell little.
  const CHANGE_RANKS = {'b+': 0, 'b-': 0, b0: 0, in: 1, 'l+': 1, 'l-': 1, beat: 2, 'l=': 3};

  function showChanges() {
    const changes = app.run.changesOf(turn).sort((a, b) => CHANGE_RANKS[a.what] - CHANGE_RANKS[b.what]);
    if (changes.length === 0) return KV.el('p', {class: 'nothing'}, 'Nothing changed in its list and tables.');
    return [
      KV.el(
        'ul',
        {class: 'changes'},
        changes.slice(0, ROWS_AT_MOST).map((change) => {
          const [sign, words] = changeText(change);
          return KV.el(
            'li',
            {class: 'change-' + CHANGE_RANKS[change.what]},
            KV.el('span', {class: 'sign'}, sign),
            ' ',
            words,
          );
        }),
      ),
      changes.length > ROWS_AT_MOST && KV.el('p', {}, `${KV.number(changes.length - ROWS_AT_MOST)} more changes.`),
    ];
  }

  function showEvents() {
    const {first, end} = app.run.turns;
    const events = [];
    for (let event = first[turn]; event < Math.min(end[turn], first[turn] + ROWS_AT_MOST); ++event) events.push(event);
    const left = end[turn] - first[turn] - events.length;
    if (events.length === 0) return null;
    return [
      KV.el(
        'ul',
        {class: 'turn-events'},
        events.map((event) =>
          KV.el(
            'li',
            {class: event === app.state.event ? 'chosen-row' : ''},
            KV.el('span', {class: 'sign', 'aria-hidden': 'true'}, KV.KIND_SIGNS[KV.kinds[app.run.events.kind[event]]]),
            ' ',
            KV.button(app.describe(event).replace(/^tick \d+: /, ''), () => app.pin(event), {class: 'link'}),
          ),
        ),
      ),
      left > 0 && KV.el('p', {}, `${KV.number(left)} more events.`),
    ];
  }

  function showTurn() {
    const {run} = app;
    nodes.turnTitle.textContent =
      turn < 0 ? 'It has had no turn yet.' : `Turn ${run.names[run.turns.name[turn]]} at tick ${run.turns.tick[turn]}`;
    nodes.turnTitle.dataset.turn = String(turn);
    KV.put(nodes.turn, turn >= 0 && [showChanges(), showEvents()]);
  }

  // ---- The panel.

  function build(box) {
    nodes = {};
    nodes.peerInput = KV.peerInput('Peer', (peer) => app.set({peer}));
    nodes.none = KV.el('p', {class: 'nothing'});
    nodes.about = KV.el('div', {});
    nodes.list = KV.el('div', {class: 'wide-table tall'});
    nodes.tables = KV.el('div', {class: 'scroll-table tall'});
    nodes.turnTitle = KV.el('h4', {'aria-live': 'polite'});
    nodes.turn = KV.el('div', {});
    nodes.all = KV.el(
      'div',
      {class: 'peer-split'},
      KV.el('section', {'aria-label': 'Turn'}, nodes.turnTitle, nodes.turn),
      KV.el('section', {'aria-label': 'Tables'}, nodes.tables),
      KV.el('section', {'aria-label': 'List'}, nodes.list),
    );
    KV.put(
      box,
      KV.controls(
        nodes.peerInput,
        KV.button('◀ previous turn', () => stepTurn(-1)),
        KV.button('next turn ▶', () => stepTurn(1)),
      ),
      nodes.none,
      nodes.about,
      nodes.all,
    );
  }

  // Without a chosen peer: buttons to choose one.
  const BUTTONS_AT_MOST = 60;

  function showNone() {
    const peers = Array.from({length: Math.min(app.run.peers, BUTTONS_AT_MOST)}, (_, at) => at + 1);
    KV.put(
      nodes.none,
      'Choose a peer: ',
      peers.map((peer) => [KV.peerLink(peer), ' ']),
      app.run.peers > BUTTONS_AT_MOST && 'or type its number.',
    );
  }

  function refresh(keepsTurn) {
    const {peer} = app.state;
    nodes.peerInput.show(peer);
    nodes.none.hidden = peer > 0;
    nodes.about.hidden = nodes.all.hidden = peer === 0;
    if (peer === 0) return showNone();
    if (!keepsTurn) turn = lastTurn(peer);
    const peers = statesShown();
    about(peers, peers[peer]);
    showList(peers, peers[peer]);
    showTables(peers, peers[peer]);
    return showTurn();
  }

  // Whether the chosen turn stays: the place in time has not changed since.
  function keepsTurn(changed) {
    const {run, state} = app;
    if (changed.has('run') || turn < 0 || turn >= run.turns.count) return false;
    if (isStepping) return true;
    return (
      run.turns.peer[turn] === state.peer &&
      run.turns.tick[turn] === state.tick &&
      !changed.has('tick') &&
      !changed.has('event')
    );
  }

  const DEPENDS_ON = ['run', 'tick', 'event', 'peer', 'key'];

  KV.view({
    id: 'peer',
    title: 'Peer',
    build,
    help: 'What one peer knows at the chosen tick: whom it lists, what it stores, and what its last turn changed.',
    update(changed) {
      if (DEPENDS_ON.some((name) => changed.has(name))) refresh(keepsTurn(changed));
    },
  });
})((globalThis.KV = globalThis.KV || {}));
