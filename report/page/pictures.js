// What the pictures below the diagram share: names and signs of events, fault bands, the cursor, tooltips, gestures.
'use strict';
(function (KV) {
  const app = KV.app;

  // What happened, in words and as a sign, by its name in KV.kinds.
  const KINDS = {
    sent: ['sent', '→'],
    refused: ['refused', '⊘'],
    lost: ['lost', '✕'],
    delayed: ['held back', '◔'],
    duplicated: ['duplicated', '⊕'],
    corrupted: ['corrupted', '≠'],
    delivered: ['received', '●'],
    discarded: ['never arrived', '○'],
    up: ['started', '▲'],
    down: ['failed', '▼'],
    again: ['restarted', '△'],
    pause: ['paused', '‖'],
    resume: ['resumed', '▸'],
    left: ['left', '◁'],
    added: ['listed', '+'],
    removed: ['unlisted', '−'],
    call: ['call', '◆'],
    answer: ['answer', '◇'],
    finish: ['result', '■'],
    note: ['log line', '¶'],
    faultBegan: ['fault begins', '⚑'],
    faultEnded: ['fault ends', '⚐'],
  };

  KV.KIND_TITLES = Object.fromEntries(Object.entries(KINDS).map(([name, [title]]) => [name, title]));
  KV.KIND_SIGNS = Object.fromEntries(Object.entries(KINDS).map(([name, [, sign]]) => [name, sign]));

  KV.OUTCOMES = {ok: 'ok', absent: 'no such key', failed: 'failed', unknown: 'no result'};
  KV.OUTCOME_COLOURS = {ok: 'good', absent: 'store', failed: 'bad', unknown: 'unknown'};

  // "create “v1”" or "read → “v1”".
  KV.operationText = function (operation) {
    const quoted = (text) => '“' + text + '”';
    if (operation.kind === 'create' || operation.kind === 'update')
      return operation.kind + ' ' + quoted(operation.value);
    if (operation.kind === 'read' && operation.outcome === 'ok') return 'read → ' + quoted(operation.result);
    return operation.kind;
  };

  KV.clientText = (client) => (client > 0 ? 'client ' + client : 'tests');

  // The end of an operation's sentence.
  KV.outcomeText = function (operation) {
    if (operation.finishedAt < 0) return 'no result';
    return KV.OUTCOMES[operation.outcome] || operation.outcome;
  };

  KV.cut = (text, length) => (text.length > length ? text.slice(0, length - 1) + '…' : text);

  // ---- Canvases on the time axis.

  // Calls `redraw` when the size of `box` has changed, in the next frame.
  KV.onResize = function (box, redraw) {
    let width = -1;
    let asked = 0;
    new ResizeObserver(() => {
      if (box.clientWidth === width || box.clientWidth === 0) return;
      width = box.clientWidth;
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(redraw);
    }).observe(box);
  };

  // Stretches of the run in which faults are on: [{begin, end, kind}], kind '' where there are several at once.
  function faultStretches(run) {
    if (run.faultStretches) return run.faultStretches;
    const until = (fault) => Math.max(fault.end, fault.begin + 1);
    const edges = [...new Set(run.faults.flatMap((fault) => [fault.begin, until(fault)]))].sort((a, b) => a - b);
    run.faultStretches = [];
    for (let at = 0; at + 1 < edges.length; ++at) {
      const active = run.faults.filter((fault) => fault.begin <= edges[at] && until(fault) >= edges[at + 1]);
      if (active.length === 0) continue;
      const kind = active.every((fault) => fault.kind === active[0].kind) ? active[0].kind : '';
      run.faultStretches.push({begin: edges[at], end: edges[at + 1], kind});
    }
    return run.faultStretches;
  }

  // Faults as bands behind a picture, and stretches of compressed time; `x(time)` is a scale of the axis.
  KV.drawBands = function (context, x, width, top, height) {
    for (const {begin, end, kind} of faultStretches(app.run)) {
      const left = Math.max(x(begin), 0);
      const right = Math.min(x(end), width);
      if (right <= left) continue;
      context.fillStyle = kind === '' ? KV.colour('ink-faint') : KV.faultColour(kind);
      context.globalAlpha = kind === '' ? 0.17 : 0.13;
      context.fillRect(left, top, right - left, height);
    }
    context.globalAlpha = 1;
    context.fillStyle = KV.colour('line');
    for (const stretch of KV.axis.idle(width)) {
      for (let at = top; at < top + height; at += 8) context.fillRect((stretch.x + stretch.end) / 2, at, 1, 4);
    }
  };

  KV.FAULTS_PIXELS = 10;

  // Each fault as a line of its own, in KV.FAULTS_PIXELS from `top`.
  KV.drawFaultLines = function (context, x, width, top) {
    const {run} = app;
    const lanes = KV.faultLanes(run);
    const high = Math.min(4, (KV.FAULTS_PIXELS - 2) / Math.max(1, run.faultLaneCount));
    for (const fault of lanes) {
      const left = x(fault.begin);
      const right = x(Math.max(fault.end, fault.begin + 0.2));
      if (right < 0 || left > width) continue;
      context.fillStyle = KV.faultColour(fault.kind);
      context.fillRect(left, top + 1 + fault.lane * high, Math.max(2, right - left), Math.max(1, high - 0.7));
    }
  };

  const FAULTS_IN_TIP = 6;

  // The faults at a time, one line of text each.
  KV.faultsAt = function (time) {
    const active = app.run.faults.filter((fault) => fault.begin <= time && time < Math.max(fault.end, fault.begin + 1));
    const lines = active.slice(0, FAULTS_IN_TIP).map((fault) => 'fault: ' + fault.text);
    if (active.length > FAULTS_IN_TIP) lines.push(`${active.length - FAULTS_IN_TIP} more faults`);
    return lines;
  };

  // The chosen tick as a band of its whole length.
  KV.drawCursor = function (context, x, top, height) {
    const left = x(app.state.tick);
    const right = x(app.state.tick + 1);
    context.fillStyle = KV.colour('cursor');
    context.globalAlpha = 0.16;
    context.fillRect(left, top, Math.max(right - left, 1), height);
    context.globalAlpha = 1;
    context.fillRect(left, top, 1.5, height);
  };

  // The axis' numbers, with short strokes above them.
  KV.drawTicks = function (context, width, top) {
    context.font = '11px ' + KV.FONT;
    context.textBaseline = 'top';
    context.textAlign = 'center';
    for (const {tick, x} of KV.axis.labels(width)) {
      context.fillStyle = KV.colour('line');
      context.fillRect(x, top, 1, 4);
      context.fillStyle = KV.colour('ink-soft');
      const half = context.measureText(String(tick)).width / 2;
      context.fillText(String(tick), KV.clamp(x, half, width - half), top + 5);
    }
    context.textAlign = 'left';
  };

  // ---- Hovering, clicking, dragging.

  let tip = null;

  // Shows lines of text near the pointer; none hides it.
  KV.tip = function (event, lines) {
    if (!tip) {
      tip = KV.el('div', {class: 'view-tip', 'aria-hidden': 'true'});
      document.body.append(tip);
    }
    tip.hidden = !lines || lines.length === 0;
    if (tip.hidden) return;
    KV.put(
      tip,
      lines.map((line) => KV.el('div', {}, line)),
    );
    const {offsetWidth, offsetHeight} = tip;
    const left =
      event.clientX + 14 + offsetWidth > window.innerWidth ? event.clientX - 14 - offsetWidth : event.clientX + 14;
    const below =
      event.clientY + 18 + offsetHeight > window.innerHeight ? event.clientY - 12 - offsetHeight : event.clientY + 18;
    tip.style.left = Math.max(4, left) + 'px';
    tip.style.top = Math.max(4, below) + 'px';
  };

  const DRAG_PIXELS = 4;

  // Gestures of a picture on the time axis. `area()` gives {left, width} of the axis in the picture. A click calls
  // `click(x, y, event)`; hovering calls `hover(x, y, event)`, leaving it hover(-1, -1, event). Dragging moves the
  // visible range, the wheel with Ctrl stretches it.
  KV.timeGestures = function (node, {area, click, hover}) {
    let start = null;
    const place = (event) => {
      const box = node.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    node.addEventListener('pointerdown', (event) => {
      if (event.button === 0) start = {x: event.clientX, moved: false, at: event.clientX};
    });
    node.addEventListener('pointermove', (event) => {
      if (start && (start.moved || Math.abs(event.clientX - start.at) > DRAG_PIXELS)) {
        if (!start.moved) node.setPointerCapture(event.pointerId);
        start.moved = true;
        app.pan((start.x - event.clientX) / area().width);
        start.x = event.clientX;
        return;
      }
      hover(...place(event), event);
    });
    node.addEventListener('pointerup', (event) => {
      if (start && !start.moved) click(...place(event), event);
      start = null;
    });
    node.addEventListener('pointercancel', () => {
      start = null;
    });
    node.addEventListener('pointerleave', (event) => hover(-1, -1, event));
    node.addEventListener(
      'wheel',
      (event) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        const {left, width} = area();
        app.zoom(event.deltaY > 0 ? 1.25 : 0.8, KV.axis.tickAt(place(event)[0] - left, width));
      },
      {passive: false},
    );
  };

  // ---- Small parts of panels.

  // A row of buttons' and inputs' places.
  KV.controls = (...children) => KV.el('div', {class: 'view-controls'}, ...children);

  KV.select = function (label, options, chosen, action) {
    const box = KV.el(
      'select',
      {onchange: () => action(box.value)},
      options.map(([value, text]) => KV.el('option', {value}, text)),
    );
    box.value = chosen;
    return KV.el('label', {class: 'field'}, KV.el('span', {}, label), box);
  };

  KV.checkbox = function (label, checked, action) {
    const box = KV.el('input', {type: 'checkbox', checked, onchange: () => action(box.checked)});
    return KV.el('label', {class: 'field'}, box, KV.el('span', {}, label));
  };

  // A number input for a peer; 0 or nothing = no peer.
  KV.peerInput = function (label, action) {
    const box = KV.el('input', {
      type: 'number',
      min: '1',
      max: String(app.run.peers),
      step: '1',
      class: 'short',
      onchange: () => {
        const peer = Math.round(Number(box.value));
        action(peer >= 1 && peer <= app.run.peers ? peer : 0);
      },
    });
    const field = KV.el('label', {class: 'field'}, KV.el('span', {}, label), box);
    field.show = (peer) => {
      box.max = String(app.run.peers);
      if (document.activeElement !== box) box.value = peer > 0 ? String(peer) : '';
    };
    return field;
  };

  // A table with a caption. `rows`: arrays of cells, each a text, a node, or {class, content}.
  KV.table = function (caption, heads, rows, attributes) {
    const cell = (one) =>
      one && one.content !== undefined ? KV.el('td', {class: one.class}, one.content) : KV.el('td', {}, one);
    return KV.el(
      'table',
      {class: 'data', ...attributes},
      KV.el('caption', {}, caption),
      KV.el(
        'thead',
        {},
        KV.el(
          'tr',
          {},
          heads.map((head) => KV.el('th', {scope: 'col'}, head)),
        ),
      ),
      KV.el(
        'tbody',
        {},
        rows.map((row) => KV.el('tr', row.attributes || {}, (row.cells || row).map(cell))),
      ),
    );
  };

  // A button that chooses a peer or a key.
  KV.peerLink = (peer, attributes) => KV.button('peer ' + peer, () => app.set({peer}), {class: 'link', ...attributes});
  KV.keyLink = (key, attributes) =>
    KV.button(KV.cut(app.keyText(key), 40), () => app.set({key}), {
      class: 'link key',
      title: app.keyText(key),
      ...attributes,
    });

  // The state of the peers at the cursor: after the pinned event if it lies in the chosen tick, else at the tick's end.
  KV.stateAtCursor = function () {
    const {run, state} = app;
    const isInTick = state.event >= 0 && run.events.tick[state.event] === state.tick;
    return isInTick ? run.stateAt(state.event) : run.stateAtTick(state.tick);
  };

  KV.cursorText = function () {
    const {run, state} = app;
    const isInTick = state.event >= 0 && run.events.tick[state.event] === state.tick;
    return isInTick ? `in tick ${state.tick}, after the chosen event` : `at the end of tick ${state.tick}`;
  };
})((globalThis.KV = globalThis.KV || {}));
