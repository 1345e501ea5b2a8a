// The ring: peers at their places, and of the chosen key its right replicas beside those that hold a copy.
'use strict';
(function (KV) {
  const app = KV.app;
  const RADIUS = 176;
  const SINGLE_PEERS = 64; // Up to here each peer has a shape of its own.
  const KEYS_AT_MOST = 400; // Keys that are listed.
  const LABEL_APART = 7; // Places between two labels, and between two copies: nearer ones are moved.
  const COPY_APART = 13;
  const SPREAD_PASSES = 60;

  let nodes;
  let viewer = 0; // Whose list says who belongs to the ring; 0 = all members of the group.
  let onlyWrong = false;
  let audits = new Map();

  const degrees = (place) => (place / KV.RING_SIZE) * 360;

  function point(place, radius) {
    const angle = ((degrees(place) - 90) * Math.PI) / 180;
    return [Math.cos(angle) * radius, Math.sin(angle) * radius];
  }

  const at = (place, radius) =>
    point(place, radius)
      .map((value) => value.toFixed(2))
      .join(' ');

  function membersSeen(peers) {
    if (viewer === 0) return KV.members(app.run, peers);
    const listed = [...peers[viewer].list.keys()].filter(
      (address) => typeof address === 'number' && address <= app.run.peers,
    );
    return [...new Set([viewer, ...listed])];
  }

  function auditAll(peers) {
    const {run, state} = app;
    const ring = new KV.Ring(run, membersSeen(peers));
    const holders = KV.holdersOf(run, peers);
    audits = new Map(
      run.keys.map((key, number) => [number, KV.auditKey(run, peers, number, state.tick, ring, holders)]),
    );
  }

  // ---- The picture.

  // The shape of a peer: full if it runs, hollow and crossed if it failed, barred if paused, dotted if not started.
  function peerShape(state, size) {
    const circle = (name) => KV.svg('circle', {r: size, class: name});
    switch (state) {
      case 'up':
        return [circle('peer-up')];
      case 'paused':
        return [circle('peer-paused'), KV.svg('path', {d: `M-2.5 -4V4M2.5 -4V4`, class: 'peer-stroke'})];
      case 'down':
        return [circle('peer-down'), KV.svg('path', {d: 'M-4 -4L4 4M-4 4L4 -4', class: 'peer-stroke'})];
      case 'left':
        return [circle('peer-down'), KV.svg('path', {d: 'M-4 0H4', class: 'peer-stroke'})];
      default:
        return [circle('peer-absent')];
    }
  }

  // Places near those of `peers`, at least `apart` from each other if there is room: Map(peer -> place).
  function spread(peers, apart) {
    const inOrder = [...peers].sort((a, b) => app.run.places[a] - app.run.places[b] || a - b);
    const count = inOrder.length;
    const least = Math.min(apart, KV.RING_SIZE / Math.max(1, count));
    const places = inOrder.map((peer) => app.run.places[peer]);
    for (let pass = 0; pass < SPREAD_PASSES && count > 1; ++pass) {
      for (let i = 0; i < count; ++i) {
        const next = (i + 1) % count;
        const gap = places[next] - places[i] + (next === 0 ? KV.RING_SIZE : 0);
        if (gap >= least) continue;
        places[i] -= (least - gap) / 2;
        places[next] += (least - gap) / 2;
      }
    }
    return new Map(inOrder.map((peer, i) => [peer, places[i]]));
  }

  function choosePeer(peer) {
    app.set({peer: app.state.peer === peer ? 0 : peer});
  }

  function peerNode(peer, labelPlace, peers) {
    const place = app.run.places[peer];
    const [x, y] = point(place, RADIUS);
    const [lx, ly] = point(labelPlace, RADIUS + 26);
    const isChosen = peer === app.state.peer;
    const up = peers[peer].up;
    const node = KV.svg(
      'g',
      {
        class: 'ring-peer up-' + up + (isChosen ? ' chosen' : ''),
        dataset: {peer: String(peer)},
        onclick: () => choosePeer(peer),
      },
      KV.svg('title', {}, `peer ${peer}, ${up}, place ${KV.placeText(place)}`),
      KV.svg('path', {d: `M${at(place, RADIUS)}L${at(labelPlace, RADIUS + 26)}`, class: 'ring-target'}),
      Math.abs(labelPlace - place) > 1 &&
        KV.svg('path', {d: `M${at(place, RADIUS + 6)}L${at(labelPlace, RADIUS + 17)}`, class: 'ring-stem'}),
      KV.svg(
        'g',
        {transform: `translate(${x.toFixed(2)} ${y.toFixed(2)})`},
        isChosen && KV.svg('circle', {r: 12, class: 'halo'}),
        peerShape(up, 7),
      ),
      KV.svg('text', {x: lx.toFixed(2), y: ly.toFixed(2), class: 'ring-label'}, String(peer)),
    );
    return node;
  }

  // Many peers: at each place a stroke as long as the number of peers there; outward those that run, inward the others.
  function denseRing(peers) {
    const counts = [new Int32Array(KV.RING_SIZE), new Int32Array(KV.RING_SIZE)];
    for (let peer = 1; peer <= app.run.peers; ++peer) {
      const place = app.run.places[peer];
      if (place === undefined || peers[peer].up === 'absent') continue;
      ++counts[KV.isLive(peers[peer]) ? 0 : 1][Math.floor(place) % KV.RING_SIZE];
    }
    const most = Math.max(1, ...counts[0], ...counts[1]);
    const unit = Math.min(9, 36 / most);
    const stroke = (of, sign) =>
      Array.from(of, (count, place) =>
        count === 0 ? '' : `M${at(place, RADIUS)}L${at(place, RADIUS + sign * (2 + count * unit))}`,
      ).join('');
    return [
      KV.svg('path', {d: stroke(counts[0], 1), class: 'dense-live'}),
      KV.svg('path', {d: stroke(counts[1], -1), class: 'dense-down'}),
    ];
  }

  // Keys inside the circle: strokes where all copies are right, triangles where one is wrong or missing.
  function keyMarks() {
    let right = '';
    let wrong = '';
    for (const {key, wrong: count, isStored} of audits.values()) {
      const {place} = app.run.keys[key];
      if (count > 0) wrong += `M${at(place, RADIUS - 12)}L${at(place + 3, RADIUS - 22)}L${at(place - 3, RADIUS - 22)}Z`;
      else if (isStored) right += `M${at(place, RADIUS - 12)}L${at(place, RADIUS - 18)}`;
    }
    return [KV.svg('path', {d: right, class: 'key-right'}), KV.svg('path', {d: wrong, class: 'key-wrong'})];
  }

  const FLAG_SHAPES = {
    ok: 'M-6 -6H6V6H-6Z',
    stale: 'M-6 -6H6V6H-6Z',
    missing: 'M0 -8L8 6H-8Z',
    surplus: 'M0 -8L8 0L0 8L-8 0Z',
    'surplus stale': 'M0 -8L8 0L0 8L-8 0Z',
    tombstone: 'M-6 6V-1A6 6 0 0 1 6 -1V6Z',
    uncollected: 'M-6 6V-1A6 6 0 0 1 6 -1V6Z',
    down: 'M-5 -5H5V5H-5Z',
  };

  // A copy, or the lack of one, of the chosen key, inside of its peer.
  function copyNode(row, copyPlace) {
    const place = app.run.places[row.peer];
    const [x, y] = point(copyPlace, RADIUS - 42);
    const versions = KV.versionsOf(app.run, app.state.key).versions.length;
    const text = row.flag === 'missing' ? '!' : row.rank >= 0 && versions > 1 ? String(row.rank + 1) : '';
    return KV.svg(
      'g',
      {class: 'copy flag-' + row.flag.replace(' ', '-'), dataset: {peer: String(row.peer), flag: row.flag}},
      row.role >= 0 &&
        KV.svg('path', {
          d: `M${at(copyPlace, RADIUS - 92)}L${at(copyPlace, RADIUS - 42)}L${at(place, RADIUS - 8)}`,
          class: 'spoke',
        }),
      KV.svg(
        'g',
        {transform: `translate(${x.toFixed(2)} ${y.toFixed(2)})`},
        KV.svg('title', {}, rowSentence(row)),
        KV.svg('path', {d: FLAG_SHAPES[row.flag] || FLAG_SHAPES.ok}),
        text && KV.svg('text', {class: 'copy-text', y: 0.5}, text),
      ),
    );
  }

  function copyNodes(audit) {
    const rows = audit.rows.filter((row) => row.flag !== '');
    const places = spread(
      rows.map((row) => row.peer),
      COPY_APART,
    );
    return rows.map((row) => copyNode(row, places.get(row.peer)));
  }

  // The chosen peer comes last, upon the others.
  function peerNodes(shown, peers) {
    const places = spread(shown, LABEL_APART);
    const chosen = (peer) => Number(peer === app.state.peer);
    return [...places.keys()]
      .sort((a, b) => chosen(a) - chosen(b))
      .map((peer) => peerNode(peer, places.get(peer), peers));
  }

  function keyNode(audit) {
    const {place} = app.run.keys[audit.key];
    const first = audit.right.length > 0 ? app.run.places[audit.right[0]] : place;
    const sweep = (first - place + KV.RING_SIZE) % KV.RING_SIZE;
    const end = place + sweep;
    const inner = RADIUS - 72;
    const isLong = sweep > KV.RING_SIZE / 2 ? 1 : 0;
    const arc = `M${at(place, inner)}A${inner} ${inner} 0 ${isLong} 1 ${at(end, inner)}`;
    const [x, y] = point(place, inner);
    return KV.svg(
      'g',
      {class: 'ring-key'},
      sweep > 0 && KV.svg('path', {d: arc, class: 'key-arc'}),
      KV.svg('path', {
        d: 'M0 -7L7 0L0 7L-7 0Z',
        transform: `translate(${x.toFixed(2)} ${y.toFixed(2)})`,
        class: 'key-diamond',
      }),
    );
  }

  function drawRing(peers) {
    const {run, state} = app;
    const all = Array.from({length: run.peers}, (_, index) => index + 1).filter(
      (peer) => run.places[peer] !== undefined,
    );
    const audit = audits.get(state.key);
    const isDense = run.peers > SINGLE_PEERS;
    const single = isDense
      ? all.filter((peer) => peer === state.peer || (audit && audit.rows.some((row) => row.peer === peer)))
      : all;
    KV.put(
      nodes.ring,
      KV.svg('circle', {r: RADIUS, class: 'ring-line'}),
      [0, 128, 256, 384].map((place) =>
        KV.svg('path', {d: `M${at(place, RADIUS - 5)}L${at(place, RADIUS + 5)}`, class: 'ring-quarter'}),
      ),
      isDense && denseRing(peers),
      keyMarks(),
      audit && keyNode(audit),
      audit && copyNodes(audit),
      peerNodes(single, peers),
      KV.svg('text', {class: 'ring-centre', y: -6}, audit ? KV.cut(app.keyText(state.key), 18) : 'choose a key'),
      KV.svg(
        'text',
        {class: 'ring-centre small', y: 12},
        audit ? `place ${KV.placeText(run.keys[state.key].place)} of ${KV.RING_SIZE}` : 'to see its copies',
      ),
    );
    nodes.ring.setAttribute('aria-label', audit ? keySentence(audit) : 'The ring of peers. ' + wrongText());
    nodes.ring.dataset.peers = String(all.length);
    nodes.ring.dataset.wrong = audit ? String(audit.wrong) : '';
  }

  // ---- In words.

  const ROLES = ['primary', 'secondary', 'tertiary'];
  const roleText = (role) => (role < 0 ? 'no replica' : ROLES[role] || 'replica ' + (role + 1));
  const FLAG_TEXT = {
    ok: '✓ right',
    missing: '▲ missing',
    stale: '▣ stale',
    surplus: '◆ not its place',
    'surplus stale': '◆ not its place, stale',
    tombstone: '∩ tombstone',
    uncollected: '∩ tombstone not collected',
    down: '▫ does not run',
    '': '',
  };

  function versionText(copy) {
    const {versions} = KV.versionsOf(app.run, app.state.key >= 0 ? app.state.key : 0);
    if (copy.rank < 0) return '';
    const version = versions[copy.rank];
    return (
      `version ${copy.rank + 1} of ${versions.length}` +
      (copy.label ? ` (${copy.label})` : version ? `, first seen at tick ${version.tick}` : '')
    );
  }

  const copyValue = (copy) =>
    (copy.value === '' ? (copy.version ? 'no value: deleted' : 'no value') : '“' + KV.cut(copy.value, 60) + '”') +
    (copy.table > 0 ? `, in table ${copy.table + 1}` : '');

  function rowSentence(row) {
    const holds =
      row.copies.length === 0
        ? 'holds no copy'
        : 'holds ' + row.copies.map((copy) => `${copyValue(copy)}, ${versionText(copy)}`).join(' and ');
    const verdict = row.flag && row.flag !== 'ok' ? ': ' + FLAG_TEXT[row.flag].slice(2) : '';
    return `peer ${row.peer} (${roleText(row.role)}) ${holds}${verdict}`;
  }

  function keySentence(audit) {
    const {state} = app;
    const belongs =
      audit.right.length > 0
        ? 'belongs on ' + audit.right.map((peer) => 'peer ' + peer).join(', ')
        : 'belongs on no peer';
    const wrong =
      audit.wrong > 0
        ? `${KV.plural(audit.wrong, 'copy').replace('copys', 'copies')} ${audit.wrong === 1 ? 'is' : 'are'} wrong or missing`
        : audit.isStored
          ? 'all copies are right'
          : audit.isTombstone
            ? 'it is deleted, tombstones remain'
            : 'nothing is stored';
    const open = audit.isOpen ? '; a write is under way, so copies may differ for a moment' : '';
    return `Key ${app.keyText(state.key)} ${belongs}, ${KV.cursorText()}: ${wrong}${open}.`;
  }

  function offRingText() {
    const off = KV.allPeers(app.run).filter((peer) => app.run.places[peer] === undefined);
    if (off.length === 0) return '';
    return ` ${off.length === 1 ? 'Peer' : 'Peers'} ${off.join(', ')} ${off.length === 1 ? 'keeps' : 'keep'} no copies.`;
  }

  function wrongText() {
    const wrong = [...audits.values()].filter((audit) => audit.wrong > 0).length;
    const stored = [...audits.values()].filter((audit) => audit.isStored).length;
    const copies =
      wrong === 0
        ? 'all have the right copies'
        : `${KV.number(wrong)} ${wrong === 1 ? 'has' : 'have'} a copy that is missing, stale or out of place`;
    return `${KV.plural(stored, 'key')} ${stored === 1 ? 'is' : 'are'} stored ${KV.cursorText()}; ${copies}.${offRingText()}`;
  }

  function showKey() {
    const audit = audits.get(app.state.key);
    KV.put(nodes.summary, wrongText());
    if (!audit)
      return KV.put(nodes.key, KV.el('p', {class: 'nothing'}, 'Choose a key in the list or in another picture.'));
    const rows = audit.rows.map((row) => ({
      attributes: {class: 'flag-' + row.flag.replace(' ', '-'), dataset: {peer: String(row.peer), flag: row.flag}},
      cells: [
        KV.peerLink(row.peer),
        {class: 'flag', content: FLAG_TEXT[row.flag]},
        roleText(row.role),
        {
          class: 'text',
          content:
            row.copies.length === 0 ? '–' : row.copies.map((copy) => KV.el('div', {title: copy.text}, copyValue(copy))),
        },
        {class: 'text', content: row.copies.map((copy) => KV.el('div', {}, versionText(copy)))},
      ],
    }));
    return KV.put(
      nodes.key,
      KV.el('p', {role: 'status'}, keySentence(audit)),
      KV.el(
        'div',
        {class: 'scroll-table'},
        KV.table(`Copies of key ${app.keyText(app.state.key)}`, ['peer', 'verdict', 'role', 'holds', 'version'], rows),
      ),
    );
  }

  // The keys of the chosen peer, or all; those with wrong copies first.
  function showKeys(peers) {
    const {run, state} = app;
    const isOfPeer = (audit) =>
      state.peer === 0 ||
      audit.right.includes(state.peer) ||
      peers[state.peer].tables.some((table) => table.has(audit.key));
    const listed = [...audits.values()]
      .filter((audit) => isOfPeer(audit) && (!onlyWrong || audit.wrong > 0))
      .sort((a, b) => Number(b.wrong > 0) - Number(a.wrong > 0) || run.keys[a.key].place - run.keys[b.key].place);
    const of =
      state.peer > 0 ? `Keys of peer ${state.peer}: held, or to be held` : 'All keys, by their place on the ring';
    const left = listed.length - KEYS_AT_MOST;
    KV.put(
      nodes.keys,
      KV.el('h4', {}, `${of} (${KV.number(listed.length)})`),
      KV.el(
        'ul',
        {class: 'key-list'},
        listed.slice(0, KEYS_AT_MOST).map((audit) => keyItem(audit, peers)),
      ),
      left > 0 && KV.el('p', {}, `${KV.number(left)} more are not listed: choose a peer, or only wrong copies.`),
    );
  }

  function keyItem(audit, peers) {
    const {run, state} = app;
    const row = state.peer > 0 && audit.rows.find((one) => one.peer === state.peer);
    const holds = row && row.copies.length > 0 ? '' : row && audit.isStored ? ', not held' : '';
    const sign = audit.wrong > 0 ? '▲ ' : audit.isStored ? '' : '○ ';
    const about =
      audit.wrong > 0 ? `${audit.wrong} wrong or missing` : audit.isStored ? 'all copies right' : 'not stored';
    return KV.el(
      'li',
      {},
      KV.button(sign + KV.cut(run.keys[audit.key].text, 30) + holds, () => app.set({key: audit.key}), {
        class: 'chip' + (audit.wrong > 0 ? ' wrong' : audit.isStored ? '' : ' idle'),
        'aria-pressed': String(audit.key === state.key),
        title: `${run.keys[audit.key].text}, place ${KV.placeText(run.keys[audit.key].place)}: ${about}`,
      }),
    );
  }

  // ---- The panel.

  function chooseKeyText(text) {
    const key = app.run.keys.findIndex((one) => one.text === text);
    if (key >= 0) app.set({key});
    nodes.keyInput.setCustomValidity(key >= 0 || text === '' ? '' : 'This run has no such key.');
    nodes.keyInput.reportValidity();
  }

  function buildControls() {
    nodes.keyInput = KV.el('input', {
      type: 'text',
      list: 'ring-keys',
      autocomplete: 'off',
      onchange: () => chooseKeyText(nodes.keyInput.value),
    });
    nodes.keyNames = KV.el('datalist', {id: 'ring-keys'});
    nodes.peerInput = KV.peerInput('Peer', (peer) => app.set({peer}));
    nodes.viewer = KV.select(
      'Right replicas by',
      [
        ['group', 'the members of the group'],
        ['peer', 'the list of the chosen peer'],
      ],
      'group',
      (value) => {
        viewer = value === 'peer' ? app.state.peer : 0;
        nodes.followsPeer = value === 'peer';
        refresh();
      },
    );
    return KV.controls(
      KV.el('label', {class: 'field'}, KV.el('span', {}, 'Key'), nodes.keyInput),
      nodes.keyNames,
      nodes.peerInput,
      nodes.viewer,
      KV.checkbox('only wrong copies', onlyWrong, (checked) => {
        onlyWrong = checked;
        refresh();
      }),
    );
  }

  function legend() {
    const item = (text) => KV.el('span', {class: 'legend-item'}, text);
    return KV.el(
      'p',
      {class: 'view-legend'},
      ['■ right copy', '▣ stale', '▲ missing', '◆ not its place', '∩ tombstone', '● runs', '⊗ failed', '◍ paused', '◇ key'].map(item),
    );
  }

  function build(box) {
    nodes = {};
    nodes.summary = KV.el('p', {class: 'summary'});
    nodes.ring = KV.svg('svg', {viewBox: '-224 -224 448 448', class: 'ring', role: 'img'});
    nodes.key = KV.el('div', {class: 'ring-key-text'});
    nodes.keys = KV.el('div', {});
    KV.put(
      box,
      buildControls(),
      nodes.summary,
      KV.el(
        'div',
        {class: 'ring-split'},
        KV.el('div', {}, nodes.ring, legend()),
        KV.el('div', {}, nodes.key, nodes.keys),
      ),
    );
  }

  function refresh() {
    const {run, state} = app;
    if (nodes.followsPeer) viewer = state.peer;
    const {peers} = KV.stateAtCursor();
    auditAll(peers);
    drawRing(peers);
    showKey();
    showKeys(peers);
    nodes.peerInput.show(state.peer);
    if (document.activeElement !== nodes.keyInput)
      nodes.keyInput.value = state.key >= 0 ? run.keys[state.key].text : '';
  }

  const DEPENDS_ON = ['run', 'tick', 'event', 'key', 'peer'];
  const KEY_NAMES_AT_MOST = 2000;

  KV.view({
    id: 'ring',
    title: 'Ring',
    build,
    help: 'Keys and peers lie on a circle. A key belongs to the first peers clockwise of it; here you see who really holds it.',
    update(changed) {
      if (changed.has('run'))
        KV.put(
          nodes.keyNames,
          app.run.keys.slice(0, KEY_NAMES_AT_MOST).map((key) => KV.el('option', {value: key.text})),
        );
      if (DEPENDS_ON.some((name) => changed.has(name))) refresh();
    },
  });
})((globalThis.KV = globalThis.KV || {}));
