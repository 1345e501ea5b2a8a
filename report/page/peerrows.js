// The rows of the space–time diagram: which peers it shows, in which order, and the strip of states on each line.
'use strict';
(function (KV) {
  const app = KV.app;

  const ROW_HIGH = 72;
  const ROW_LOW = 15;
  const ROW_LOWEST = 6;     // In groups of more than MANY peers.
  const MANY = 200;
  const OPERATIONS_FROM = 34;  // Rows at least this high have lanes for operations.
  const LANES = 3;

  // Pixels on the left of pictures for the names of rows.
  KV.gutter = (width) => (width < 600 ? 66 : 92);

  const rows = (KV.rows = {});

  // The peers that are shown, top to bottom.
  rows.peers = () => app.state.order.filter((peer) => !app.state.hiddenPeers.has(peer));

  // Where the rows stand, in about `room` pixels: {peers, high, total, line: y of each peer's line by id, -1 = hidden}.
  rows.layout = function (room = KV.clamp(window.innerHeight * 0.5, 240, 1100)) {
    const peers = rows.peers();
    const least = peers.length > MANY ? ROW_LOWEST : ROW_LOW;
    const high = KV.clamp(Math.floor(room / Math.max(1, peers.length)), least, ROW_HIGH);
    const line = new Float64Array(app.run.peers + 1).fill(-1);
    const share = high >= OPERATIONS_FROM ? 0.7 : 0.5;
    peers.forEach((peer, at) => { line[peer] = at * high + Math.round(high * share) + 0.5; });
    return {peers, high, total: peers.length * high, line, hasOperations: high >= OPERATIONS_FROM};
  };

  // ---- The strip of states. Shape as well as colour tells them apart.

  const STRIP_HIGH = 5;

  function hatch(context, x, end, y, colour) {
    context.fillStyle = KV.colour(colour);
    context.globalAlpha *= 0.35;
    context.fillRect(x, y - STRIP_HIGH / 2, end - x, STRIP_HIGH);
    context.globalAlpha /= 0.35;
    context.fillRect(x, y - STRIP_HIGH / 2, end - x, 1.2);
  }

  function dashes(context, x, end, y, colour, pattern, wide) {
    context.strokeStyle = KV.colour(colour);
    context.lineWidth = wide;
    context.setLineDash(pattern);
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(end, y);
    context.stroke();
    context.setLineDash([]);
  }

  const DRAW = {
    absent: (context, x, end, y) => dashes(context, x, end, y, 'line-soft', [1, 5], 1),
    joining: (context, x, end, y) => dashes(context, x, end, y, 'strip-joining', [2, 3], 3),
    partial: (context, x, end, y) => hatch(context, x, end, y, 'strip-partial'),
    whole: (context, x, end, y) => {
      context.fillStyle = KV.colour('strip-whole');
      context.fillRect(x, y - STRIP_HIGH / 2, end - x, STRIP_HIGH);
    },
    paused: (context, x, end, y) => {
      context.fillStyle = KV.colour('strip-paused');
      context.fillRect(x, y - 3.5, end - x, 2);
      context.fillRect(x, y + 1.5, end - x, 2);
    },
    down: (context, x, end, y) => dashes(context, x, end, y, 'strip-down', [6, 4], 1.5),
    left: (context, x, end, y) => dashes(context, x, end, y, 'line-soft', [1, 5], 1),
  };

  // Draws one piece of a strip, from x to end.
  rows.drawStrip = (context, name, x, end, y) => DRAW[name](context, x, end, y);

  rows.STRIP_WORDS = {absent: 'not started', joining: 'runs, not in the group', partial: 'in the group, its list lacks a member', whole: 'in the group, its list is complete',
    paused: 'paused', down: 'down', left: 'has left'};

  // What the peer is at a tick: one of KV.STRIPS.
  rows.stripAt = function (peer, tick) {
    let state = 0;
    for (const piece of app.run.strips[peer]) {
      if (piece.tick > tick) break;
      state = piece.state;
    }
    return KV.STRIPS[state];
  };

  rows.drawStrips = function (context, layout, scale, width, top) {
    const {from, to} = app.state;
    for (const peer of layout.peers) {
      const y = layout.line[peer] - top;
      if (y < -layout.high || y > context.canvas.clientHeight + layout.high) continue;
      const strip = app.run.strips[peer];
      for (let at = 0; at < strip.length; ++at) {
        const end = at + 1 < strip.length ? strip[at + 1].tick : app.run.lastTick + 1;
        if (end <= from || strip[at].tick >= to) continue;
        const left = Math.max(0, scale(strip[at].tick));
        rows.drawStrip(context, KV.STRIPS[strip[at].state], left, Math.min(width, scale(end)), y);
      }
    }
  };

  // ---- Lanes of the operations of a coordinator.

  // Each operation's lane above its coordinator's line, by number.
  rows.operationLanes = function (run) {
    if (run.operationLanes) return run.operationLanes;
    const ends = Array.from({length: run.peers + 1}, () => new Array(LANES).fill(-1));
    run.operationLanes = new Uint8Array(run.operations.length);
    for (const operation of run.operations) {
      if (!operation || operation.peer === 0) continue;
      const lanes = ends[operation.peer];
      let lane = lanes.findIndex((end) => end < operation.invokedAt);
      if (lane < 0) lane = operation.number % LANES;
      lanes[lane] = operation.finishedAt >= 0 ? operation.finishedAt : run.lastTick;
      run.operationLanes[operation.number] = lane;
    }
    return run.operationLanes;
  };

  // The distance of two lanes, in pixels.
  rows.laneHigh = (layout) => Math.min(13, (layout.high * 0.7 - 11) / LANES);
  rows.laneY = (layout, peer, lane) => layout.line[peer] - 9.5 - (lane + 0.5) * rows.laneHigh(layout);

  // ---- Hiding and moving.

  rows.hide = function (peer, isHidden) {
    const hidden = new Set(app.state.hiddenPeers);
    if (isHidden) hidden.add(peer);
    else hidden.delete(peer);
    app.set({hiddenPeers: hidden});
  };

  // Moves the peer by `step` shown rows.
  rows.move = function (peer, step) {
    const shown = rows.peers();
    const target = shown[shown.indexOf(peer) + step];
    if (target === undefined) return;
    const order = app.state.order.filter((one) => one !== peer);
    order.splice(order.indexOf(target) + (step > 0 ? 1 : 0), 0, peer);
    app.set({order});
  };

  rows.sortBy = function (how) {
    const {run} = app;
    const order = Array.from({length: run.peers}, (_, at) => at + 1);
    if (how === 'ring') order.sort((a, b) => (run.places[a] ?? 0) - (run.places[b] ?? 0) || a - b);
    if (how === 'fault') {
      const struck = new Set(run.faults.flatMap((fault) => fault.peers));
      order.sort((a, b) => Number(struck.has(b)) - Number(struck.has(a)) || a - b);
    }
    app.set({order});
  };
})((globalThis.KV = globalThis.KV || {}));
