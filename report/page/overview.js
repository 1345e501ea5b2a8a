// All ticks at a glance: faults as bands, peers up and down, operations and failures, messages; and the window
// on them that the other pictures show.
'use strict';
(function (KV) {
  const app = KV.app;

  const FAULT_LANE = 7;
  const MOST_LANES = 6;
  const PEERS_HIGH = 20;
  const OPERATIONS_HIGH = 30;
  const MESSAGES_HIGH = 22;
  const GAP = 7;
  const LEFT = 92;  // Pixels for the rows' names.

  let box;
  let canvas;
  let cursor;
  let frame;
  let handles;
  let summary;
  let drawn = '';

  // ---- What is counted, per tick.

  function counts(run) {
    if (run.overview) return run.overview;
    const size = run.lastTick + 1;
    const of = {ok: new Float64Array(size), failed: new Float64Array(size), up: new Float64Array(size), trouble: new Float64Array(size)};
    for (const operation of run.operations) {
      if (!operation) continue;
      const tick = operation.finishedAt >= 0 ? operation.finishedAt : operation.invokedAt;
      if (tick < 0 || tick >= size) continue;
      const isGood = operation.outcome === 'ok' || operation.outcome === 'absent';
      of[isGood ? 'ok' : 'failed'][tick] += 1;
    }
    for (const strip of run.strips) addUp(of, strip, size);
    run.overview = of;
    return of;
  }

  function addUp(of, strip, size) {
    strip.forEach((piece, at) => {
      const end = at + 1 < strip.length ? strip[at + 1].tick : size;
      const state = KV.STRIPS[piece.state];
      if (state === 'absent' || state === 'left') return;
      const into = state === 'down' || state === 'paused' ? of.trouble : of.up;
      for (let tick = piece.tick; tick < end; ++tick) into[tick] += 1;
    });
  }

  // Faults in lanes, so that none hides another.
  KV.faultLanes = function (run) {
    if (run.faultLanes) return run.faultLanes;
    const ends = [];
    run.faultLanes = run.faults.map((fault) => {
      let lane = ends.findIndex((end) => end <= fault.begin);
      if (lane < 0) lane = ends.length < MOST_LANES ? ends.length : fault.begin % MOST_LANES;
      ends[lane] = Math.max(fault.end, fault.begin + 1);
      return {...fault, lane};
    });
    run.faultLaneCount = ends.length;
    return run.faultLanes;
  };

  // The style's colour for a kind of fault.
  KV.faultColour = function (kind) {
    const known = ['partition', 'drop', 'delay', 'duplicate', 'reorder', 'corrupt', 'slow', 'pause', 'crash'];
    return KV.colour(known.includes(kind) ? 'fault-' + kind : 'fault-other');
  };

  // ---- Drawing. The overview always counts in ticks.

  function place(width) {
    const {run} = app;
    return (tick) => LEFT + (tick / (run.lastTick + 1)) * (width - LEFT - 1);
  }

  function rowName(context, text, y) {
    context.fillStyle = KV.colour('ink-soft');
    context.font = '11px ' + KV.FONT;
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    context.fillText(text, 0, y);
  }

  // Bars of a pixel at least: ticks that share one are added up. [{left, end, sum}]
  function columns(values, x) {
    const found = [];
    for (let tick = 0; tick < values.length; ++tick) {
      const left = Math.floor(x(tick));
      const end = Math.floor(x(tick + 1));
      const last = found[found.length - 1];
      if (last && last.left === left) Object.assign(last, {end: Math.max(end, left + 1), sum: last.sum + values[tick]});
      else found.push({left, end: Math.max(end, left + 1), sum: values[tick]});
    }
    return found;
  }

  const SPARSE = 4;  // Bars that are at least so wide have a gap.

  // `below`: values on which these stand.
  function bars(context, values, x, {bottom, high, colour, most, below}) {
    const under = below && columns(below, x);
    context.fillStyle = colour;
    columns(values, x).forEach(({left, end, sum}, at) => {
      if (sum === 0) return;
      const base = under ? (under[at].sum / most) * high : 0;
      const size = Math.max(1.5, (sum / most) * high);
      context.fillRect(left, bottom - base - size, end - left - (end - left >= SPARSE ? 1 : 0), size);
    });
  }

  function largest(x, ...rows) {
    const all = rows.map((row) => columns(row, x));
    return all[0].reduce((most, _, at) => Math.max(most, all.reduce((sum, row) => sum + row[at].sum, 0)), 1);
  }

  function drawFaults(context, run, x, top) {
    for (const fault of KV.faultLanes(run)) {
      const left = x(fault.begin);
      const wide = Math.max(3, x(fault.end) - left);
      context.fillStyle = KV.faultColour(fault.kind);
      context.fillRect(left, top + fault.lane * FAULT_LANE, wide, FAULT_LANE - 2);
    }
  }

  // Peers that are up, as an area; those that are down or paused upon it.
  function drawPeers(context, run, x, top) {
    const {up, trouble} = counts(run);
    const scale = PEERS_HIGH / run.peers;
    const area = (values, base, colour) => {
      context.fillStyle = colour;
      for (let tick = 0; tick < values.length;) {
        let end = tick + 1;
        while (end < values.length && values[end] === values[tick] && base(end) === base(tick)) ++end;
        const high = values[tick] * scale;
        if (high > 0) context.fillRect(x(tick), top + PEERS_HIGH - base(tick) * scale - high, x(end) - x(tick) + 0.5, high);
        tick = end;
      }
    };
    area(up, () => 0, KV.colour('peers-up'));
    area(trouble, (tick) => up[tick], KV.colour('strip-down'));
  }

  function drawMarks(context, run, x, top, bottom) {
    for (const mark of run.marks) {
      const at = x(mark.tick + 0.5);
      const isProblem = app.isProblem(mark);
      context.strokeStyle = context.fillStyle = KV.colour(isProblem ? 'bad' : 'ink-faint');
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(at, top + 6);
      context.lineTo(at, bottom);
      context.stroke();
      context.beginPath();
      context.moveTo(at - 4.5, top);
      context.lineTo(at + 4.5, top);
      context.lineTo(at, top + 7);
      context.fill();
    }
  }

  function drawLabels(context, run, x, y, width) {
    context.fillStyle = KV.colour('ink-soft');
    context.font = '11px ' + KV.FONT;
    context.textAlign = 'center';
    context.textBaseline = 'top';
    const least = ((run.lastTick + 1) * 80) / (width - LEFT);
    const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 100000].find((one) => one >= least) || 1000000;
    for (let tick = 0; tick <= run.lastTick; tick += step) {
      context.textAlign = tick === 0 ? 'left' : 'center';
      if (x(tick) < width - 14) context.fillText(tick === 0 ? 'tick 0' : KV.number(tick), x(tick), y);
    }
  }

  function draw() {
    const {run} = app;
    const width = box.clientWidth;
    if (width < 50) return;
    KV.faultLanes(run);
    const faultsHigh = run.faultLaneCount * FAULT_LANE;
    const top = 10;
    const peersTop = top + (faultsHigh > 0 ? faultsHigh + GAP - 2 : 0);
    const operationsBottom = peersTop + PEERS_HIGH + GAP + OPERATIONS_HIGH;
    const bottom = operationsBottom + GAP + MESSAGES_HIGH;
    const context = KV.fitCanvas(canvas, width, bottom + 18);
    const x = place(width);
    const {ok, failed} = counts(run);
    if (faultsHigh > 0) rowName(context, 'Faults', top + faultsHigh / 2);
    rowName(context, 'Peers up', peersTop + PEERS_HIGH / 2);
    rowName(context, 'Operations', operationsBottom - OPERATIONS_HIGH / 2);
    rowName(context, 'Messages', bottom - MESSAGES_HIGH / 2);
    drawFaults(context, run, x, top);
    drawPeers(context, run, x, peersTop);
    const most = largest(x, ok, failed);
    bars(context, ok, x, {bottom: operationsBottom, high: OPERATIONS_HIGH, colour: KV.colour('good'), most});
    bars(context, failed, x, {bottom: operationsBottom, high: OPERATIONS_HIGH, colour: KV.colour('bad'), most, below: ok});
    const store = run.perTick(1).sent;
    const gossip = run.perTick(0).sent;
    const mostSent = largest(x, store, gossip);
    bars(context, gossip, x, {bottom, high: MESSAGES_HIGH, colour: KV.colour('membership-soft'), most: mostSent});
    bars(context, store, x, {bottom, high: MESSAGES_HIGH, colour: KV.colour('store'), most: mostSent, below: gossip});
    drawMarks(context, run, x, 0, bottom);
    drawLabels(context, run, x, bottom + 5, width);
    box.style.height = bottom + 18 + 'px';
    frame.style.height = bottom + 2 + 'px';
    cursor.style.height = bottom + 2 + 'px';
  }

  function showWindow() {
    const {run, state} = app;
    const x = place(box.clientWidth);
    const [left, right] = [x(state.from), x(state.to)];
    frame.style.left = left + 'px';
    frame.style.width = Math.max(3, right - left) + 'px';
    frame.classList.toggle('is-all', state.to - state.from >= run.lastTick + 1);
    cursor.style.left = x(state.tick + 0.5) + 'px';
    handles.forEach((handle, at) => {
      const value = at === 0 ? state.from : state.to;
      handle.setAttribute('aria-valuenow', String(Math.round(value)));
      handle.setAttribute('aria-valuemax', String(run.lastTick + 1));
    });
    frame.setAttribute('aria-valuenow', String(Math.round(state.from)));
    frame.setAttribute('aria-valuemax', String(run.lastTick + 1));
    frame.setAttribute('aria-valuetext', `ticks ${Math.floor(state.from)} to ${Math.ceil(state.to) - 1} of ${run.lastTick + 1} are shown`);
  }

  function showSummary() {
    const {run} = app;
    const {ok, failed} = counts(run);
    const sum = (values) => values.reduce((total, value) => total + value, 0);
    const faults = run.faults.map((fault) => `${fault.text}, ticks ${fault.begin} to ${fault.end - 1}`).join('; ');
    summary.textContent = `${KV.plural(run.lastTick + 1, 'tick')}, ${KV.plural(run.peers, 'peer')}; ${KV.plural(sum(ok), 'operation')} succeeded, ` +
      `${sum(failed)} failed; faults: ${faults || 'none'}; marks: ${run.marks.map((mark) => `tick ${mark.tick}, ${mark.text}`).join('; ') || 'none'}.`;
  }

  // ---- Dragging.

  function tickAt(event) {
    const area = box.getBoundingClientRect();
    return KV.clamp((event.clientX - area.left - LEFT) / (area.width - LEFT - 1), 0, 1) * (app.run.lastTick + 1);
  }

  // Calls move(time, its way since the start) while the pointer is held.
  function drag(start, move, end) {
    const first = tickAt(start);
    const target = start.currentTarget;
    target.setPointerCapture(start.pointerId);
    const onMove = (event) => move(tickAt(event), tickAt(event) - first);
    const onEnd = () => {
      target.removeEventListener('pointermove', onMove);
      target.removeEventListener('pointerup', onEnd);
      target.removeEventListener('pointercancel', onEnd);
      if (end) end();
    };
    target.addEventListener('pointermove', onMove);
    target.addEventListener('pointerup', onEnd);
    target.addEventListener('pointercancel', onEnd);
    start.preventDefault();
    start.stopPropagation();
  }

  function moveEdge(edge, time) {
    const {from, to} = app.state;
    if (edge === 0) app.set({from: Math.min(time, to - 1)});
    else app.set({to: Math.max(time, from + 1)});
  }

  function handle(edge) {
    const node = KV.el('span', {class: 'window-edge', role: 'slider', tabindex: 0, 'aria-label': edge === 0 ? 'First tick shown' : 'End of the ticks shown', 'aria-valuemin': 0, dataset: {edge: String(edge)}});
    node.addEventListener('pointerdown', (start) => drag(start, (time) => moveEdge(edge, time)));
    node.addEventListener('keydown', (event) => {
      const step = {ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10}[event.key];
      if (!step) return;
      event.preventDefault();
      event.stopPropagation();
      moveEdge(edge, (edge === 0 ? app.state.from : app.state.to) + step);
    });
    return node;
  }

  function buildFrame() {
    handles = [handle(0), handle(1)];
    frame = KV.el('div', {class: 'window', role: 'slider', tabindex: 0, 'aria-label': 'Ticks shown', 'aria-valuemin': 0}, handles);
    frame.addEventListener('pointerdown', (start) => {
      const {from, to} = app.state;
      if (to - from >= app.run.lastTick + 1) return;  // All is shown: a drag draws a new window.
      let moved = false;
      const at = tickAt(start);
      drag(start, (_, way) => {
        moved = true;
        app.set({from: from + way, to: to + way});
      }, () => { if (!moved) app.set({tick: Math.floor(at)}); });
    });
    frame.addEventListener('keydown', (event) => {
      const share = {ArrowLeft: -0.1, ArrowRight: 0.1, PageUp: -1, PageDown: 1}[event.key];
      if (!share) return;
      event.preventDefault();
      event.stopPropagation();
      const way = Math.max(1, (app.state.to - app.state.from) * Math.abs(share)) * Math.sign(share);
      app.set({from: app.state.from + way, to: app.state.to + way});
    });
  }

  // A click sets the tick, a drag draws a new window.
  function drawNew(start) {
    const first = tickAt(start);
    let moved = false;
    drag(start, (time) => {
      if (Math.abs(time - first) < (app.run.lastTick + 1) / 200) return;
      moved = true;
      app.set({from: Math.min(first, time), to: Math.max(first, time)});
    }, () => { if (!moved) app.goTo(Math.floor(first)); });
  }

  KV.part({
    id: 'overview',
    build(root) {
      canvas = KV.el('canvas', {'aria-hidden': 'true'});
      cursor = KV.el('div', {class: 'overview-cursor', 'aria-hidden': 'true'});
      buildFrame();
      box = KV.el('div', {class: 'overview'}, canvas, frame, cursor);
      box.addEventListener('pointerdown', drawNew);
      box.addEventListener('dblclick', () => app.set({from: 0, to: app.run.lastTick + 1}));
      summary = KV.el('p', {class: 'visually-hidden', id: 'overview-text'});
      KV.put(root, box, summary);
    },
    update(changed) {
      if (!changed.has('run') && !changed.has('theme') && !changed.has('size') && !['from', 'to', 'tick'].some((name) => changed.has(name))) return;
      const wanted = [app.state.runIndex, app.state.theme, box.clientWidth, window.devicePixelRatio].join();
      if (wanted !== drawn || changed.size === Infinity) {
        drawn = wanted;
        draw();
        showSummary();
      }
      showWindow();
    },
  });
})((globalThis.KV = globalThis.KV || {}));
