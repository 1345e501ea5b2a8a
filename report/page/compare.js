// Two runs side by side, and where they first differ.
'use strict';
(function (KV) {
  const app = KV.app;
  const ROOM = 300;  // Pixels for the rows of one picture.
  const GUTTER = 52;
  const NAMES = ['first', 'second'];

  // ---- Where two runs differ. Numbers of messages, keys and texts may differ: what they stand for is compared.

  function sameMessage(a, x, b, y) {
    return a.messages.network[x] === b.messages.network[y] && a.messages.size[x] === b.messages.size[y] && a.textOf(x) === b.textOf(y);
  }

  function sameDetail(a, one, b, other) {
    if (!one || !other) return one === other;
    const fields = ['cause', 'ok', 'trans', 'value', 'addr', 'op', 'kept', 'text', 'as'];
    return fields.every((field) => one[field] === other[field]) && a.keys[one.key]?.text === b.keys[other.key]?.text;
  }

  function sameEvent(a, x, b, y) {
    const [one, other] = [a.events, b.events];
    if (one.kind[x] !== other.kind[y] || one.tick[x] !== other.tick[y] || one.other[x] !== other.other[y]) return false;
    if (one.message[x] >= 0 && !sameMessage(a, one.message[x], b, other.message[y])) return false;
    return sameDetail(a, one.detail[x], b, other.detail[y]);
  }

  // Where the events of a peer first differ: {peer, tick, events: [of the first run, of the second; -1 = none]} or null.
  function differenceAt(a, b, peer) {
    const one = peer <= a.peers ? a.peerEvents(peer) : [];
    const other = peer <= b.peers ? b.peerEvents(peer) : [];
    const length = Math.max(one.length, other.length);
    for (let at = 0; at < length; ++at) {
      const events = [at < one.length ? one[at] : -1, at < other.length ? other[at] : -1];
      if (events[0] >= 0 && events[1] >= 0 && sameEvent(a, events[0], b, events[1])) continue;
      const ticks = [events[0] >= 0 ? a.events.tick[events[0]] : Infinity, events[1] >= 0 ? b.events.tick[events[1]] : Infinity];
      return {peer, tick: Math.min(...ticks), events};
    }
    return null;
  }

  function onlyIn(a, b) {
    const others = new Set(b.faults.map((fault) => fault.begin + fault.text));
    return a.faults.filter((fault) => !others.has(fault.begin + fault.text));
  }

  // A run that was compared with another one has that one's mark.
  function forgetDifferences(run) {
    run.marks = run.marks.filter((mark) => mark.kind !== 'difference');
    run.interests = undefined;
  }

  // Finds the differences of the first two runs and marks the first one in both.
  KV.compareRuns = function (runs) {
    const [a, b] = runs;
    const peers = Array.from({length: Math.max(a.peers, b.peers)}, (_, at) => differenceAt(a, b, at + 1)).filter(Boolean);
    peers.sort((x, y) => x.tick - y.tick || x.peer - y.peer);
    KV.differences = {peers, faults: [onlyIn(a, b), onlyIn(b, a)]};
    for (const run of runs) forgetDifferences(run);
    if (peers.length === 0) return;
    const {tick, peer} = peers[0];
    for (const run of [a, b]) run.marks.push({tick: Math.min(tick, run.lastTick), kind: 'difference', text: `the two runs first differ, at peer ${peer}`});
  };

  // ---- The panel.

  let nodes;

  function goTo(difference, index) {
    const event = difference.events[index];
    app.set({runIndex: index});
    if (event >= 0) app.pin(event, {from: difference.tick - 6, to: difference.tick + 7});
    else app.goTo(difference.tick, {from: difference.tick - 6, to: difference.tick + 7});
  }

  function eventText(difference, index) {
    const event = difference.events[index];
    if (event < 0) return 'nothing more';
    const words = app.within(index, () => app.describe(event));
    return KV.button(words, () => goTo(difference, index), {class: 'event-link', title: 'Show it in the diagram above'});
  }

  function summary() {
    const {peers} = KV.differences;
    if (peers.length === 0) return KV.el('p', {}, 'The two runs are alike: no event differs.');
    const first = peers[0];
    return KV.el('p', {id: 'first-difference'}, `The runs are alike until tick ${first.tick}, where they first differ at peer ${first.peer}. `,
      KV.button('Show it in the first run', () => goTo(first, 0)), ' ', KV.button('in the second', () => goTo(first, 1)));
  }

  function column(index) {
    const run = app.runs[index];
    const others = KV.differences.faults[index];
    const canvas = KV.el('canvas', {'aria-hidden': 'true'});
    const axis = KV.el('canvas', {'aria-hidden': 'true', style: {'margin-left': GUTTER + 'px'}});
    const names = KV.el('canvas', {'aria-hidden': 'true'});
    const button = KV.button('', () => app.set({runIndex: index, ...timeIn(index)}), {dataset: {run: String(index)}});
    const box = KV.el('section', {class: 'compared', 'aria-label': `The ${NAMES[index]} run`},
      KV.el('div', {class: 'row'}, KV.el('h4', {}, `${index + 1}: ${run.title}`), button),
      KV.el('p', {class: 'compared-verdict', dataset: {kind: run.verdict.kind}}, app.verdictText(run)),
      KV.el('p', {class: 'faint'}, others.length > 0 ? 'Faults of this run alone: ' + others.map((fault) => fault.text).join('; ') : 'No fault is in this run alone.'), axis, KV.el('div', {class: 'compared-picture'}, names, canvas));
    return {box, canvas, axis, names, button};
  }

  // The visible range and tick, as far as the other run has them.
  function timeIn(index) {
    const {tick, from, to, mode, filters} = app.state;
    return {tick: Math.min(tick, app.runs[index].lastTick), from, to, mode, filters};
  }

  function table() {
    const row = (difference) => KV.el('tr', {}, KV.el('th', {scope: 'row'}, `peer ${difference.peer}`), KV.el('td', {}, difference.tick),
      KV.el('td', {}, eventText(difference, 0)), KV.el('td', {}, eventText(difference, 1)));
    const head = ['Peer', 'Tick', 'First run', 'Second run'].map((name) => KV.el('th', {scope: 'col'}, name));
    return KV.el('table', {class: 'differences'}, KV.el('caption', {}, 'Where the events of each peer first differ'),
      KV.el('thead', {}, KV.el('tr', {}, head)), KV.el('tbody', {}, KV.differences.peers.slice(0, 100).map(row)));
  }

  function drawColumn(column) {
    const width = Math.max(80, column.box.clientWidth - GUTTER);
    const layout = KV.rows.layout(ROOM);
    const scene = new KV.Scene(width, Math.min(layout.total, 700), 0, layout);
    const high = KV.axisHigh(app.run);
    KV.drawAxis(KV.fitCanvas(column.axis, width, high), width, high);
    drawNames(column.names, layout, scene.high);
    const context = KV.fitCanvas(column.canvas, width, scene.high);
    KV.drawScene(context, scene);
    KV.drawOverlay(context, scene, -1);
  }

  function drawNames(canvas, layout, high) {
    const context = KV.fitCanvas(canvas, GUTTER, high);
    context.fillStyle = KV.colour('ink-soft');
    context.font = '11px ' + KV.FONT;
    context.textBaseline = 'middle';
    const each = Math.ceil(12 / layout.high);
    layout.peers.forEach((peer, at) => { if (at % each === 0) context.fillText('peer ' + peer, 0, layout.line[peer]); });
  }

  function drawAll() {
    nodes.columns.forEach((column, index) => {
      const isShown = index === app.state.runIndex;
      column.button.textContent = isShown ? 'is shown above' : 'Show above';
      column.button.disabled = isShown;
      if (isShown) drawColumn(column);
      else app.within(index, () => drawColumn(column));
    });
  }

  const DEPENDS_ON = ['run', 'tick', 'from', 'to', 'mode', 'filters', 'theme', 'size', 'event', 'only', 'view', 'hiddenPeers', 'order'];

  KV.compareView = {
    id: 'compare',
    title: 'Compare',
    help: 'Both runs at the same ticks; the mark shows where they first differ.',
    build(box) {
      nodes = {columns: [column(0), column(1)]};
      KV.put(box, summary(), KV.el('div', {class: 'compare'}, nodes.columns.map((one) => one.box)), table());
    },
    update(changed) {
      if (DEPENDS_ON.some((name) => changed.has(name))) drawAll();
    },
  };

  if (document.querySelectorAll('script.trace').length > 1 && document.body.dataset.kind !== 'grade') KV.view(KV.compareView);
})((globalThis.KV = globalThis.KV || {}));
