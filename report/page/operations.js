// The operations: lanes of clients by key, as bars from call to result; what contradicts each other is always in sight.
'use strict';
(function (KV) {
  const app = KV.app;
  const AXIS_PIXELS = 20 + KV.FAULTS_PIXELS;
  const LANE_PIXELS = 22;
  const TALLEST_PIXELS = 460;

  let nodes;
  let layout = {rows: [], tops: [], height: 0, listed: [], rowOf: new Map()};
  let byKey = true;
  let onlyKey = false;
  let outcome = 'all';

  const gutter = () => (nodes.scroll.clientWidth < 520 ? 72 : 120);
  const words = KV.operationWords;
  const axisWidth = (canvas) => Math.max(50, canvas.clientWidth - gutter() - 8);
  const against = () => KV.contradicting(app.run);

  function isListed(operation) {
    const {state} = app;
    if (onlyKey && state.key >= 0 && operation.key !== state.key) return false;
    if (state.hiddenPeers.has(operation.peer) && !app.run.against.includes(operation.number)) return false;
    return outcome === 'all' || outcome === operation.outcome || (outcome === 'not ok' && operation.outcome !== 'ok');
  }

  function arrange() {
    const {run} = app;
    const listed = run.operations.filter((operation) => operation && operation.invokedAt >= 0 && isListed(operation));
    layout = KV.operationRows(run, listed, byKey, new Set(against().map((operation) => operation.key)));
    layout.listed = listed;
    layout.rowOf = new Map(
      layout.rows.flatMap((row) => (row.operations || []).map((operation) => [operation.number, row])),
    );
    nodes.space.style.height = layout.height + 'px';
    nodes.scroll.style.height = Math.min(TALLEST_PIXELS, Math.max(layout.height, LANE_PIXELS * 3) + AXIS_PIXELS) + 'px';
  }

  // ---- Drawing.

  function label(context, text, top, height, strong) {
    context.font = (strong ? '600 ' : '') + '12px ' + KV.FONT;
    context.textBaseline = 'middle';
    context.fillStyle = KV.colour(strong ? 'ink' : 'ink-soft');
    let shown = text;
    while (shown.length > 2 && context.measureText(shown).width > gutter() - 10) shown = shown.slice(0, -2) + '…';
    context.fillText(shown, 6, top + height / 2);
  }

  function drawHead(context, row, top, width) {
    context.fillStyle = KV.colour(row.key === app.state.key ? 'accent-soft' : 'ground');
    context.fillRect(0, top, width, row.height - 2);
    context.font = '600 12px ' + KV.FONT;
    context.textBaseline = 'middle';
    context.fillStyle = KV.colour('ink');
    const text = `key ${KV.cut(row.label, 40)}`;
    context.fillText(text, 6, top + row.height / 2 - 1);
    const end = context.measureText(text).width + 16;
    context.font = '11px ' + KV.FONT;
    context.fillStyle = KV.colour('ink-soft');
    context.fillText(`${KV.plural(row.count, 'operation')}, ${orderText(row.key)}`, end, top + row.height / 2 - 1);
  }

  function orderText(key) {
    if (app.run.orders.has(key)) return '#N: an order that explains all results';
    return against().some((operation) => operation.key === key)
      ? 'contradictory: no order explains the outlined ones'
      : 'no order given';
  }

  // Those of a lane's operations, by their places in it, that may be in sight.
  function inRange(row) {
    const {from, to} = app.state;
    const seen = [];
    const first = Math.max(0, KV.lowerBound(row.starts, Math.floor(from)) - 1);
    for (let at = first; at < row.operations.length && row.starts[at] <= to; ++at) seen.push(at);
    return seen;
  }

  const shownIn = (row) => inRange(row).map((at) => row.operations[at]);

  function drawLane(context, row, x, top, width) {
    for (const at of inRange(row)) {
      const operation = row.operations[at];
      const following = row.operations[at + 1];
      const next = following ? x(KV.operationSpan(following)[0]) : width;
      if (operation.finishedAt < 0) drawOpenEnd(context, x(KV.operationSpan(operation)[1]), next, top + row.height / 2);
      KV.drawOperation(context, operation, x, top, row.height, next);
    }
  }

  // An operation without a result may take effect at any later time: a dotted line.
  function drawOpenEnd(context, from, to, middle) {
    context.strokeStyle = KV.colour('unknown');
    context.setLineDash([1, 4]);
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(from, middle);
    context.lineTo(to, middle);
    context.stroke();
    context.setLineDash([]);
  }

  function visibleRows(top, height) {
    const first = Math.max(0, KV.lowerBound(layout.tops, top) - 1);
    const rows = [];
    for (let at = first; at < layout.rows.length && layout.rows[at].top < top + height; ++at)
      rows.push(layout.rows[at]);
    return rows;
  }

  // Clips to the picture right of the labels, and moves the origin there.
  function inPicture(context, width, height, action) {
    context.save();
    context.beginPath();
    context.rect(gutter(), 0, width, height);
    context.clip();
    context.translate(gutter(), 0);
    action();
    context.restore();
  }

  function draw() {
    if (!nodes || nodes.scroll.clientWidth === 0) return;
    const whole = nodes.scroll.clientWidth;
    const height = nodes.scroll.clientHeight;
    const context = KV.fitCanvas(nodes.canvas, whole, height);
    const width = whole - gutter() - 8;
    const x = KV.axis.scale(width);
    const scrolled = nodes.scroll.scrollTop;
    const rows = visibleRows(scrolled, height - AXIS_PIXELS);
    inPicture(context, width, height, () => KV.drawBands(context, x, width, 0, height - AXIS_PIXELS));
    inPicture(context, width, height, () => {
      for (const row of rows) if (row.type === 'lane') drawLane(context, row, x, row.top - scrolled, width);
    });
    for (const row of rows) {
      if (row.type === 'head') drawHead(context, row, row.top - scrolled, whole);
      else label(context, row.label, row.top - scrolled, row.height, row.key !== undefined);
    }
    context.fillStyle = KV.colour('paper');
    context.fillRect(0, height - AXIS_PIXELS, whole, AXIS_PIXELS);
    inPicture(context, width, height, () => drawAxis(context, x, width, height - AXIS_PIXELS));
    drawOver();
  }

  function drawAxis(context, x, width, top) {
    KV.drawFaultLines(context, x, width, top);
    KV.drawTicks(context, width, top + KV.FAULTS_PIXELS);
  }

  // What changes with each step, upon the picture: the cursor, the chosen operation, the one under the pointer.
  function drawOver() {
    if (!nodes || nodes.scroll.clientWidth === 0) return;
    const whole = nodes.scroll.clientWidth;
    const height = nodes.scroll.clientHeight;
    const context = KV.fitCanvas(nodes.over, whole, height);
    const width = whole - gutter() - 8;
    const x = KV.axis.scale(width);
    const {operation, hover: hovered} = app.state;
    const marked = new Set([operation, hovered >= 0 ? app.run.events.operation[hovered] : 0]);
    inPicture(context, width, height - AXIS_PIXELS, () => {
      KV.drawCursor(context, x, 0, height - AXIS_PIXELS);
      for (const number of marked) {
        const row = layout.rowOf.get(number);
        if (row)
          KV.drawOperationMarks(context, app.run.operations[number], x, row.top - nodes.scroll.scrollTop, row.height);
      }
    });
    drawAgainst();
  }

  function drawAgainst() {
    const all = against();
    if (all.length === 0 || nodes.against.clientWidth === 0) return;
    const whole = nodes.against.clientWidth;
    const height = all.length * LANE_PIXELS + AXIS_PIXELS;
    const context = KV.fitCanvas(nodes.againstCanvas, whole, height);
    const width = whole - gutter() - 8;
    const x = KV.axis.scale(width);
    inPicture(context, width, height, () => {
      KV.drawBands(context, x, width, 0, height - AXIS_PIXELS);
      KV.drawCursor(context, x, 0, height - AXIS_PIXELS);
      all.forEach((operation, row) => {
        const {left, width: wide} = KV.operationBar(operation, x);
        if (left + wide >= 0 && left <= width) {
          KV.drawOperation(context, operation, x, row * LANE_PIXELS, LANE_PIXELS, width);
          KV.drawOperationMarks(context, operation, x, row * LANE_PIXELS, LANE_PIXELS);
        } else drawArrow(context, operation, left < 0, row * LANE_PIXELS, width);
      });
      drawAxis(context, x, width, height - AXIS_PIXELS);
    });
    all.forEach((operation, row) =>
      label(context, `${operation.number}: ${KV.clientText(operation.client)}`, row * LANE_PIXELS, LANE_PIXELS, true),
    );
  }

  // Points to an operation that is out of sight.
  function drawArrow(context, operation, isBefore, top, width) {
    const text = `${KV.operationText(operation)}, tick ${operation.invokedAt}`;
    const middle = top + LANE_PIXELS / 2;
    context.font = '11px ' + KV.FONT;
    context.textBaseline = 'middle';
    context.fillStyle = KV.colour('bad');
    const length = context.measureText(text).width;
    const tipX = isBefore ? 2 : width - 2;
    const baseX = isBefore ? 10 : width - 10;
    context.beginPath();
    context.moveTo(tipX, middle);
    context.lineTo(baseX, middle - 5);
    context.lineTo(baseX, middle + 5);
    context.fill();
    context.fillText(text, isBefore ? 14 : width - 14 - length, middle);
  }

  // ---- Choosing.

  function rowAt(y) {
    const place = y + nodes.scroll.scrollTop;
    const row = layout.rows[KV.lowerBound(layout.tops, place + 0.001) - 1];
    return row && place < row.top + row.height ? row : null;
  }

  const NEAR_PIXELS = 4;

  function operationIn(operations, left, width) {
    const x = KV.axis.scale(width);
    let best = null;
    let distance = NEAR_PIXELS;
    for (const operation of operations) {
      const bar = KV.operationBar(operation, x);
      const off = Math.max(bar.left - left, left - bar.left - bar.width, 0);
      if (off <= distance && (off < distance || best === null)) {
        best = operation;
        distance = off;
      }
    }
    return best;
  }

  function clickMain(left, y) {
    const row = rowAt(y);
    const width = axisWidth(nodes.canvas);
    if (row && row.key !== undefined && (row.type === 'head' || left < gutter())) return app.set({key: row.key});
    const found = row && operationIn(shownIn(row), left - gutter(), width);
    if (found) KV.chooseOperation(found);
    else if (left > gutter()) app.set({tick: Math.floor(KV.axis.tickAt(left - gutter(), width))});
  }

  function hover(operation, event) {
    KV.tip(event, operation ? KV.operationTip(operation) : null);
    app.set({hover: operation && operation.callEvent >= 0 ? operation.callEvent : -1});
  }

  function hoverMain(left, y, event) {
    const row = y >= 0 ? rowAt(y) : null;
    const isPicture = y >= 0 && left > gutter();
    const found =
      isPicture && row && row.type === 'lane'
        ? operationIn(shownIn(row), left - gutter(), axisWidth(nodes.canvas))
        : null;
    hover(found, event);
    if (found || !isPicture) return;
    const time = KV.axis.tickAt(left - gutter(), axisWidth(nodes.canvas));
    const faults = KV.faultsAt(time);
    if (faults.length > 0) KV.tip(event, [`tick ${Math.floor(time)}`, ...faults]);
  }

  function againstAt(y) {
    return y < 0 ? null : against()[Math.floor(y / LANE_PIXELS)] || null;
  }

  // Left and right go through the operations in time, up and down through those of the neighbouring rows.
  function onKey(event) {
    const steps = {ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1};
    if (!(event.key in steps) || event.ctrlKey || event.altKey || layout.listed.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const now = app.run.operations[app.state.operation];
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight')
      KV.chooseOperation(neighbourInTime(now, steps[event.key]));
    else KV.chooseOperation(neighbourRow(now, steps[event.key]));
  }

  function neighbourInTime(now, step) {
    const sorted = [...layout.listed].sort((a, b) => a.invokedAt - b.invokedAt || a.number - b.number);
    const at = sorted.indexOf(now);
    if (at < 0) return sorted.find((operation) => operation.invokedAt >= app.state.tick) || sorted[0];
    return sorted[KV.clamp(at + step, 0, sorted.length - 1)];
  }

  function neighbourRow(now, step) {
    const lanes = layout.rows.filter((row) => row.type === 'lane');
    const at = now ? lanes.indexOf(layout.rowOf.get(now.number)) : -1;
    const lane = lanes[KV.clamp(at < 0 ? 0 : at + step, 0, lanes.length - 1)];
    const from = now ? now.invokedAt : app.state.tick;
    return lane.operations.reduce((best, one) =>
      Math.abs(one.invokedAt - from) < Math.abs(best.invokedAt - from) ? one : best,
    );
  }

  function scrollTo(row) {
    if (!row) return;
    const {scrollTop, clientHeight} = nodes.scroll;
    if (row.top >= scrollTop && row.top + row.height <= scrollTop + clientHeight - AXIS_PIXELS) return;
    nodes.scroll.scrollTop = Math.max(0, row.top - clientHeight / 3);
  }

  // ---- The panel.

  function legend() {
    const item = (name, text) =>
      KV.el(
        'span',
        {class: 'legend-item'},
        KV.el('span', {class: 'swatch outcome-' + name, 'aria-hidden': 'true'}),
        text,
      );
    return KV.el(
      'p',
      {class: 'view-legend'},
      item('ok', 'ok'),
      item('absent', 'no such key'),
      item('failed', 'failed'),
      item('unknown', 'no result'),
      item('answer', 'answer that decided'),
      item('rank', 'place in the order found'),
      item('against', 'contradiction'),
    );
  }

  function buildControls() {
    const change = (action) => (value) => {
      action(value);
      arrange();
      words.showSummary(nodes.summary, layout.listed);
      words.showText(nodes.text, layout.listed);
      draw();
    };
    return KV.controls(
      KV.select(
        'Lanes',
        [
          ['key', 'by key, then client'],
          ['client', 'by client'],
        ],
        'key',
        change((value) => {
          byKey = value === 'key';
        }),
      ),
      KV.select(
        'Results',
        [
          ['all', 'all'],
          ['not ok', 'not ok'],
          ['failed', 'failed'],
          ['absent', 'no such key'],
          ['unknown', 'no result'],
        ],
        'all',
        change((value) => {
          outcome = value;
        }),
      ),
      KV.checkbox(
        'only the chosen key',
        onlyKey,
        change((checked) => {
          onlyKey = checked;
        }),
      ),
    );
  }

  function build(box) {
    nodes = {};
    nodes.summary = KV.el('p', {class: 'summary'});
    nodes.againstText = KV.el('p', {});
    nodes.againstCanvas = KV.el('canvas', {'aria-hidden': 'true'});
    nodes.againstList = KV.el('ol', {});
    nodes.against = KV.el(
      'section',
      {class: 'against', 'aria-label': 'The contradiction'},
      nodes.againstText,
      nodes.againstCanvas,
      nodes.againstList,
    );
    nodes.canvas = KV.el('canvas', {'aria-hidden': 'true'});
    nodes.over = KV.el('canvas', {'aria-hidden': 'true', class: 'ops-over'});
    nodes.space = KV.el('div', {class: 'ops-space'});
    nodes.scroll = KV.el(
      'div',
      {
        class: 'ops-scroll',
        tabindex: '0',
        role: 'group',
        'aria-label': 'Operations over time. Arrow keys choose one.',
        onkeydown: onKey,
      },
      KV.el('div', {class: 'ops-canvases'}, nodes.canvas, nodes.over),
      nodes.space,
    );
    nodes.chosen = KV.el('section', {class: 'chosen', 'aria-label': 'The chosen operation', 'aria-live': 'polite'});
    nodes.order = KV.el('details', {});
    nodes.text = KV.el('div', {class: 'visually-hidden'});
    KV.put(
      box,
      buildControls(),
      nodes.summary,
      nodes.against,
      legend(),
      nodes.scroll,
      nodes.chosen,
      nodes.order,
      nodes.text,
    );
    nodes.scroll.addEventListener('scroll', draw);
    KV.timeGestures(nodes.over, {
      area: () => ({left: gutter(), width: axisWidth(nodes.canvas)}),
      click: clickMain,
      hover: hoverMain,
    });
    KV.timeGestures(nodes.againstCanvas, {
      area: () => ({left: gutter(), width: axisWidth(nodes.againstCanvas)}),
      click: (x, y) => {
        const found = againstAt(y);
        if (found) KV.chooseOperation(found);
      },
      hover: (x, y, event) => hover(againstAt(y), event),
    });
    KV.onResize(nodes.scroll, draw);
  }

  // What the picture without its marks depends on.
  const PICTURE = ['from', 'to', 'mode', 'filters', 'only', 'key', 'theme', 'size', 'runIndex'];

  KV.view({
    id: 'operations',
    title: 'Operations',
    build,
    help: 'What clients asked for, from call to result. A bar is one operation; strokes on it are the answers of replicas.',
    update(changed) {
      if (changed.has('run')) words.showAgainst(nodes);
      const rearranged = changed.has('run') || changed.has('hiddenPeers') || (onlyKey && changed.has('key'));
      if (rearranged) {
        arrange();
        words.showSummary(nodes.summary, layout.listed);
      }
      if (changed.has('operation') || rearranged) {
        words.showChosen(nodes.chosen);
        scrollTo(layout.rowOf.get(app.state.operation));
      } else if (changed.has('key')) {
        scrollTo(layout.rows.find((row) => row.key === app.state.key));
      }
      if (changed.has('key')) words.showOrder(nodes.order);
      if (rearranged || changed.has('from') || changed.has('to')) words.showText(nodes.text, layout.listed);
      if (rearranged || PICTURE.some((name) => changed.has(name))) draw();
      else drawOver();
    },
  });
})((globalThis.KV = globalThis.KV || {}));
