// Who lists whom at the cursor, and when each peer learned of each join and failure.
'use strict';
(function (KV) {
  const app = KV.app;
  const SINGLE_PEERS = 40; // Up to here the matrix has shapes; beyond it is a heat map.
  const LARGEST_CELL = 30;
  const LABELS_PIXELS = 30;

  // What a cell says.
  const Cell = {none: 0, listed: 1, wrong: 2, missing: 3, self: 4, idle: 5};

  let nodes;
  let order = []; // The peers, top to bottom and left to right.
  let cells = new Uint8Array(0); // By row and column of `order`.
  let counts = {};
  let known = {basis: [], lists: [], rows: []}; // What the cells were read from.
  let chosenCell = null; // {row, column}, by keyboard.
  let drawnFor = '';

  // ---- What the lists hold.

  // One row: what `peers[lister]` lists of the peers in `order`.
  function readRow(peers, lister, column, row, members) {
    const state = peers[lister];
    const isJudged = KV.isLive(state) && members.has(lister);
    const base = row * order.length;
    for (let at = 0; at < order.length; ++at) {
      const isDue = isJudged && members.has(order[at]);
      cells[base + at] = order[at] === lister ? Cell.self : isDue ? Cell.missing : Cell.none;
    }
    let strangers = 0;
    for (const address of state.list.keys()) {
      if (typeof address !== 'number' || address > app.run.peers) ++strangers;
      else if (column[address] >= 0 && address !== lister) {
        cells[base + column[address]] = !isJudged ? Cell.idle : KV.isLive(peers[address]) ? Cell.listed : Cell.wrong;
      }
    }
    return strangers;
  }

  // Reads the rows that may have changed since they were read last. Returns whether there were any.
  function readLists(peers) {
    const {run, state} = app;
    const members = new Set(KV.members(run, peers));
    const wanted = state.order.filter((peer) => !state.hiddenPeers.has(peer));
    const basis = [
      run,
      wanted.join(),
      wanted.map((peer) => Number(KV.isLive(peers[peer])) + 2 * Number(members.has(peer))).join(''),
    ];
    const isKnown = basis.every((part, at) => part === known.basis[at]);
    if (!isKnown) {
      order = wanted;
      cells = new Uint8Array(order.length * order.length);
      known = {basis, lists: [], rows: []};
    }
    const column = new Int32Array(run.peers + 1).fill(-1);
    order.forEach((peer, at) => {
      column[peer] = at;
    });
    let changed = !isKnown;
    order.forEach((lister, row) => {
      if (known.lists[row] === peers[lister].list) return;
      known.lists[row] = peers[lister].list;
      known.rows[row] = countRow(row, readRow(peers, lister, column, row, members));
      changed = true;
    });
    if (changed) addUp(members);
    return changed;
  }

  function countRow(row, strangers) {
    const found = {listed: 0, wrong: 0, missing: 0, strangers};
    for (let at = row * order.length; at < (row + 1) * order.length; ++at) {
      if (cells[at] === Cell.listed) ++found.listed;
      else if (cells[at] === Cell.wrong) ++found.wrong;
      else if (cells[at] === Cell.missing) ++found.missing;
    }
    return found;
  }

  function addUp(members) {
    counts = {listed: 0, wrong: 0, missing: 0, strangers: 0, members: members.size, complete: 0};
    known.rows.forEach((row, at) => {
      for (const name of ['listed', 'wrong', 'missing', 'strangers']) counts[name] += row[name];
      if (members.has(order[at]) && row.wrong + row.missing + row.strangers === 0) ++counts.complete;
    });
  }

  // ---- The matrix with shapes.

  function geometry() {
    const width = nodes.box.clientWidth || 320;
    const size = KV.clamp((Math.min(width, 760) - LABELS_PIXELS - 4) / Math.max(1, order.length), 1, LARGEST_CELL);
    return {size: order.length <= SINGLE_PEERS ? size : Math.min(size, 8), left: LABELS_PIXELS, top: 18};
  }

  const SHAPES = {
    [Cell.listed]: (x, y, r) => `M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}z`,
    [Cell.wrong]: (x, y, r) => `M${x - r} ${y - r}l${2 * r} ${2 * r}M${x + r} ${y - r}l${-2 * r} ${2 * r}`,
    [Cell.missing]: (x, y, r) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`,
    [Cell.self]: (x, y) => `M${x - 1.5} ${y}h3`,
    [Cell.idle]: (x, y, r) => `M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}z`,
  };

  function pathOf(kind, {size, left, top}) {
    let path = '';
    const radius = Math.max(1, size * (kind === Cell.listed || kind === Cell.idle ? 0.36 : 0.3));
    for (let at = 0; at < cells.length; ++at) {
      if (cells[at] !== kind) continue;
      const row = Math.floor(at / order.length);
      const round = (value) => Math.round(value * 100) / 100;
      path += SHAPES[kind](
        round(left + ((at % order.length) + 0.5) * size),
        round(top + (row + 0.5) * size),
        round(radius),
      );
    }
    return path;
  }

  const CLASSES = {
    [Cell.listed]: 'cell-listed',
    [Cell.wrong]: 'cell-wrong',
    [Cell.missing]: 'cell-missing',
    [Cell.self]: 'cell-self',
    [Cell.idle]: 'cell-idle',
  };

  function drawShapes(peers) {
    const place = geometry();
    const {size, left, top} = place;
    const side = size * order.length;
    const bands = order.map((peer, at) => [peer, at]).filter(([peer]) => !KV.isLive(peers[peer]));
    const chosen = order.indexOf(app.state.peer);
    const every = Math.max(1, Math.ceil(13 / size));
    nodes.svg.setAttribute('viewBox', `0 0 ${left + side + 4} ${top + side + 4}`);
    nodes.svg.style.width = left + side + 4 + 'px';
    KV.put(
      nodes.svg,
      KV.svg('rect', {x: left, y: top, width: side, height: side, class: 'matrix-ground'}),
      bands.map(([, at]) => [
        KV.svg('rect', {x: left, y: top + at * size, width: side, height: size, class: 'matrix-off'}),
        KV.svg('rect', {x: left + at * size, y: top, width: size, height: side, class: 'matrix-off'}),
      ]),
      chosen >= 0 &&
        KV.svg('rect', {x: left, y: top + chosen * size, width: side, height: size, class: 'matrix-chosen'}),
      Object.entries(CLASSES).map(([kind, name]) => KV.svg('path', {class: name, d: pathOf(Number(kind), place)})),
      order.map(
        (peer, at) =>
          at % every === 0 && [
            label(peer, left - 5, top + (at + 0.5) * size, 'end', peers),
            label(peer, left + (at + 0.5) * size, top - 8, 'middle', peers),
          ],
      ),
      KV.svg('rect', {class: 'matrix-cursor', width: size, height: size, visibility: 'hidden'}),
    );
  }

  function label(peer, x, y, anchor, peers) {
    const {up} = peers[peer];
    const standing = KV.isLive(peers[peer]) ? '' : up === 'absent' ? ' absent' : ' off';
    return KV.svg(
      'text',
      {
        x,
        y,
        'text-anchor': anchor,
        class: 'matrix-label' + standing + (peer === app.state.peer ? ' chosen' : ''),
      },
      String(peer),
    );
  }

  // ---- The heat map.

  function colourBytes(name) {
    const context = KV.el('canvas', {width: '1', height: '1'}).getContext('2d');
    context.fillStyle = KV.colour(name);
    context.fillRect(0, 0, 1, 1);
    return context.getImageData(0, 0, 1, 1).data;
  }

  // Missing and wrong entries outweigh the others when several cells share a pixel.
  function drawHeat() {
    const {size, left, top} = geometry();
    const side = Math.round(size * order.length);
    const context = KV.fitCanvas(nodes.canvas, left + side + 4, top + side + 4);
    const colours = {
      [Cell.listed]: 'good',
      [Cell.wrong]: 'bad',
      [Cell.missing]: 'unknown',
      [Cell.idle]: 'idle',
      [Cell.self]: 'line',
      [Cell.none]: 'ground',
    };
    const palette = new Uint32Array(
      Object.entries(colours)
        .sort(([a], [b]) => a - b)
        .map(([, name]) => new Uint32Array(colourBytes(name).slice().buffer)[0]),
    );
    const image = new ImageData(order.length, order.length);
    const pixels = new Uint32Array(image.data.buffer);
    for (let at = 0; at < cells.length; ++at) pixels[at] = palette[cells[at]];
    const buffer = KV.el('canvas', {width: String(order.length), height: String(order.length)});
    buffer.getContext('2d').putImageData(image, 0, 0);
    context.imageSmoothingEnabled = size < 1;
    context.drawImage(buffer, left, top, side, side);
    drawHeatMarks(context, {size, left, top, side});
  }

  // Shapes on the heat map, as far as there are few: crosses for wrong entries, rings for missing ones.
  const MARKS_AT_MOST = 400;

  function drawHeatMarks(context, {size, left, top, side}) {
    context.strokeStyle = KV.colour('ink');
    context.lineWidth = 1;
    if (counts.wrong + counts.missing <= MARKS_AT_MOST && size < 8) {
      for (let at = 0; at < cells.length; ++at) {
        if (cells[at] !== Cell.wrong && cells[at] !== Cell.missing) continue;
        const x = left + ((at % order.length) + 0.5) * size;
        const y = top + (Math.floor(at / order.length) + 0.5) * size;
        context.stroke(new Path2D(SHAPES[cells[at]](x, y, 3)));
      }
    }
    context.font = '11px ' + KV.FONT;
    context.fillStyle = KV.colour('ink-soft');
    context.textBaseline = 'middle';
    const every = Math.ceil(order.length / Math.max(2, side / 40));
    for (let at = 0; at < order.length; at += every) {
      context.textAlign = 'right';
      context.fillText(String(order[at]), left - 5, top + (at + 0.5) * size);
      context.textAlign = 'center';
      context.fillText(String(order[at]), left + (at + 0.5) * size, top - 8);
    }
  }

  // ---- Pointing at a cell.

  function cellAt(event, node) {
    const {size, left, top} = geometry();
    const box = node.getBoundingClientRect();
    const scale = node === nodes.svg ? box.width / (left + size * order.length + 4) : 1;
    const column = Math.floor(((event.clientX - box.left) / scale - left) / size);
    const row = Math.floor(((event.clientY - box.top) / scale - top) / size);
    return row >= 0 && row < order.length && column >= 0 && column < order.length ? {row, column} : null;
  }

  function cellText({row, column}) {
    const [lister, other] = [order[row], order[column]];
    const {peers} = KV.stateAtCursor();
    if (lister === other)
      return `peer ${lister} is ${peers[lister].up}` + (peers[lister].inGroup ? ', in the group' : '');
    const entry = peers[lister].list.get(other);
    const how =
      entry && app.run.limits.full
        ? `: heartbeat ${entry.heartbeat}, timestamp ${entry.timestamp} (${KV.plural(app.state.tick - entry.timestamp, 'tick')} old)`
        : '';
    const kind = cells[row * order.length + column];
    const verdict =
      {
        [Cell.wrong]: `. Wrong: peer ${other} is ${peers[other].up}`,
        [Cell.missing]: `. Missing: peer ${other} is in the group`,
        [Cell.idle]: `. Peer ${lister} is ${KV.isLive(peers[lister]) ? 'not in the group' : peers[lister].up}`,
      }[kind] || '';
    return `peer ${lister} ${entry ? 'lists' : 'does not list'} peer ${other}${how}${verdict}`;
  }

  function point(cell, event) {
    KV.tip(event, cell ? [cellText(cell)] : null);
    moveCursor(cell);
  }

  function moveCursor(cell) {
    const cursor = nodes.svg.querySelector('.matrix-cursor');
    if (!cursor) return;
    cursor.setAttribute('visibility', cell ? 'visible' : 'hidden');
    if (!cell) return;
    const {size, left, top} = geometry();
    cursor.setAttribute('x', left + cell.column * size);
    cursor.setAttribute('y', top + cell.row * size);
  }

  function onKey(event) {
    const steps = {ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0]};
    if (event.key === 'Enter' && chosenCell) return app.set({peer: order[chosenCell.row]});
    if (!(event.key in steps) || order.length === 0) return undefined;
    event.preventDefault();
    event.stopPropagation();
    const [down, right] = steps[event.key];
    const inside = (value) => KV.clamp(value, 0, order.length - 1);
    chosenCell = chosenCell
      ? {row: inside(chosenCell.row + down), column: inside(chosenCell.column + right)}
      : {row: 0, column: 0};
    moveCursor(chosenCell);
    KV.put(nodes.said, cellText(chosenCell) + '.');
    return undefined;
  }

  function addPointing(node) {
    node.addEventListener('pointermove', (event) => point(cellAt(event, node), event));
    node.addEventListener('pointerleave', (event) => point(null, event));
    node.addEventListener('click', (event) => {
      const cell = cellAt(event, node);
      if (!cell) return;
      KV.put(nodes.said, cellText(cell) + '.');
      app.set({peer: order[cell.row]});
    });
  }

  // ---- In words.

  function summary() {
    const {wrong, missing, strangers, members, complete} = counts;
    const parts = [
      wrong > 0 && `${KV.number(wrong)} wrong (listed, but does not run)`,
      missing > 0 && `${KV.number(missing)} missing`,
      strangers > 0 && `${KV.number(strangers)} of no peer`,
    ].filter(Boolean);
    const lists = `${KV.number(complete)} of ${KV.number(members)} members have a complete and right list ${KV.cursorText()}`;
    return lists + (parts.length > 0 ? '; entries: ' + parts.join(', ') : '') + '.';
  }

  const NAMED_AT_MOST = 30;

  function faultyEntries() {
    const named = [];
    let more = 0;
    for (let at = 0; at < cells.length; ++at) {
      if (cells[at] !== Cell.wrong && cells[at] !== Cell.missing) continue;
      if (named.length === NAMED_AT_MOST) ++more;
      else named.push({row: Math.floor(at / order.length), column: at % order.length});
    }
    return {named, more};
  }

  function showText() {
    KV.put(nodes.summary, summary());
    Object.assign(nodes.box.dataset, {
      listed: String(counts.listed),
      wrong: String(counts.wrong),
      missing: String(counts.missing),
      peers: String(order.length),
    });
    const {named, more} = faultyEntries();
    KV.put(
      nodes.faults,
      named.length > 0 && [
        KV.el(
          'summary',
          {},
          `${KV.plural(named.length + more, 'entry').replace('entrys', 'entries')} wrong or missing`,
        ),
        KV.el(
          'ul',
          {},
          named.map((cell) => KV.el('li', {}, cellText(cell))),
        ),
        more > 0 && KV.el('p', {}, `${KV.number(more)} more.`),
      ],
    );
    nodes.faults.hidden = named.length === 0;
    const picture = `Matrix of ${order.length} peers. ` + summary();
    nodes.svg.setAttribute('aria-label', picture);
    nodes.canvas.setAttribute('aria-label', picture);
  }

  // ---- The panel.

  function legend() {
    const item = (name, sign, text) =>
      KV.el('span', {class: 'legend-item'}, KV.el('span', {class: name, 'aria-hidden': 'true'}, sign), ' ' + text);
    return KV.el(
      'p',
      {class: 'view-legend'},
      item('sign-ok', '■', 'listed'),
      item('sign-bad', '✕', 'wrong: listed, does not run'),
      item('sign-warn', '○', 'missing'),
      item('sign-idle', '■', 'lister not in the group'),
      KV.el('span', {class: 'legend-item'}, 'row = who lists, column = who is listed'),
    );
  }

  function build(box) {
    nodes = {};
    nodes.summary = KV.el('p', {class: 'summary', role: 'status'});
    nodes.svg = KV.svg('svg', {class: 'matrix', role: 'img'});
    nodes.canvas = KV.el('canvas', {role: 'img'});
    nodes.box = KV.el(
      'div',
      {
        class: 'matrix-box',
        tabindex: '0',
        role: 'group',
        'aria-label': 'Matrix of lists. Arrow keys move, Enter chooses the peer of the row.',
        onkeydown: onKey,
      },
      nodes.svg,
      nodes.canvas,
    );
    nodes.said = KV.el('p', {class: 'cell-said', 'aria-live': 'polite'});
    nodes.faults = KV.el('details', {});
    nodes.detections = KV.el('div', {});
    nodes.falseRemovals = KV.el('div', {});
    addPointing(nodes.svg);
    addPointing(nodes.canvas);
    KV.put(
      box,
      nodes.summary,
      KV.el(
        'div',
        {class: 'matrix-split'},
        KV.el('div', {}, nodes.box, nodes.said, legend(), nodes.faults),
        KV.el(
          'div',
          {},
          KV.el('h4', {}, 'Who learned of joins and failures, and when'),
          nodes.falseRemovals,
          nodes.detections,
        ),
      ),
    );
    KV.onResize(nodes.box, refresh);
  }

  // What the picture depends on besides the cells.
  const drawing = () =>
    [app.state.peer, app.state.theme, nodes.box.clientWidth, app.state.runIndex, KV.colour('paper')].join();

  function refresh() {
    const {peers} = KV.stateAtCursor();
    const isSame = !readLists(peers) && drawnFor === drawing();
    drawnFor = drawing();
    nodes.summary.textContent = summary();
    if (isSame) return;
    const isHeat = order.length > SINGLE_PEERS;
    nodes.svg.toggleAttribute('hidden', isHeat);
    nodes.canvas.hidden = !isHeat;
    if (isHeat) drawHeat();
    else drawShapes(peers);
    showText();
  }

  const DEPENDS_ON = ['run', 'tick', 'event', 'peer', 'order', 'hiddenPeers', 'theme'];

  KV.view({
    id: 'membership',
    title: 'Membership',
    build,
    help: "Each row is one peer's list of the others at the chosen tick. A right list has a square for every peer that runs.",
    update(changed) {
      if (changed.has('run')) {
        chosenCell = null;
        KV.showDetections(nodes.detections, nodes.falseRemovals, false);
      }
      if (DEPENDS_ON.some((name) => changed.has(name))) refresh();
    },
  });
})((globalThis.KV = globalThis.KV || {}));
