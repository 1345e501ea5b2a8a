// The space–time diagram: a line for each peer, arrows from send to receipt; pointer, labels and text alternative.
'use strict';
(function (KV) {
  const app = KV.app;

  const SURE_PIXELS = 3;     // What is so near to the pointer comes before the bar of an operation.
  const CLICK_PIXELS = 4;    // A pointer that moved less was a click.
  const TOLD_EVENTS = 30;    // At most so many events of the tick are told in words.

  let nodes;
  let scene = null;
  let wanted = 0;            // What is to be drawn: 0 nothing, 1 the overlay, 2 all.
  let hover = -1;

  const plotWidth = () => Math.max(80, nodes.scroll.clientWidth - KV.gutter(nodes.root.clientWidth));

  // ---- Drawing, at most once a frame.

  function request(what) {
    if (wanted === 0) requestAnimationFrame(paint);
    wanted = Math.max(wanted, what);
  }

  function paint() {
    const what = wanted;
    wanted = 0;
    if (nodes.scroll.clientWidth < 60) return;
    if (what === 2 || !scene) drawAll();
    KV.drawOverlay(KV.fitCanvas(nodes.over, scene.width, scene.high), scene, hover);
    drawAxis();
  }

  function drawAll() {
    const layout = KV.rows.layout();
    const high = Math.min(layout.total, Math.max(200, Math.floor(window.innerHeight * 0.62)));
    const gutter = KV.gutter(nodes.root.clientWidth);
    nodes.inner.style.height = layout.total + 'px';
    nodes.scroll.style.height = high + 'px';
    nodes.canvases.style.marginLeft = gutter + 'px';
    const width = plotWidth();
    scene = new KV.Scene(width, high, nodes.scroll.scrollTop, layout);
    KV.drawScene(KV.fitCanvas(nodes.canvas, width, high), scene);
    nodes.canvases.style.height = high + 'px';
    app.scene = scene;
    placeLabels(layout);
    showCount();
  }

  function drawAxis() {
    const width = plotWidth();
    const high = KV.axisHigh(app.run);
    nodes.axis.style.marginLeft = KV.gutter(nodes.root.clientWidth) + 'px';
    KV.drawAxis(KV.fitCanvas(nodes.axis, width, high), width, high);
  }

  function showCount() {
    const shown = `${KV.plural(scene.visibleCount, 'message')} in view`;
    KV.put(nodes.count, scene.isDense ? shown + ', counted below each line: zoom in for arrows' : shown);
  }

  // ---- The peers' names: choose, hide, move.

  function label(peer) {
    const node = KV.button(`peer ${peer}`, () => app.set({peer: app.state.peer === peer ? 0 : peer}),
      {class: 'peer-label', dataset: {peer: String(peer), arrows: ''}, title: 'Click chooses, drag or Alt with an arrow moves, h hides'});
    node.addEventListener('keydown', (event) => {
      const step = {ArrowUp: -1, ArrowDown: 1}[event.key];
      if (step) {
        event.preventDefault();
        event.stopPropagation();
        if (event.altKey) KV.rows.move(peer, step);
        focusLabel(peer, event.altKey ? 0 : step);
      } else if (event.key === 'h') {
        focusLabel(peer, 1);
        KV.rows.hide(peer, true);
      }
    });
    node.addEventListener('pointerdown', (start) => dragLabel(node, peer, start));
    return node;
  }

  function focusLabel(peer, step) {
    const shown = KV.rows.peers();
    const next = shown[shown.indexOf(peer) + step];
    const node = nodes.labels.querySelector(`[data-peer="${next}"]`);
    if (node) node.focus();
  }

  function dragLabel(node, peer, start) {
    const move = (event) => { node.style.transform = `translateY(${event.clientY - start.clientY}px)`; };
    const end = (event) => {
      node.removeEventListener('pointermove', move);
      node.style.transform = '';
      const step = Math.round((event.clientY - start.clientY) / KV.rows.layout().high);
      if (step !== 0) moveWithin(peer, step);
    };
    node.setPointerCapture(start.pointerId);
    node.addEventListener('pointermove', move);
    node.addEventListener('pointerup', end, {once: true});
  }

  function moveWithin(peer, step) {
    const shown = KV.rows.peers();
    const at = shown.indexOf(peer);
    KV.rows.move(peer, KV.clamp(at + step, 0, shown.length - 1) - at);
  }

  // Of how many rows one has room for its name.
  const labelEach = (layout) => Math.ceil(13 / layout.high);

  let labelled = '';

  function placeLabels(layout) {
    const of = app.state.runIndex + ':' + layout.peers.join() + ':' + layout.high;
    if (of !== labelled) {
      labelled = of;
      KV.put(nodes.labels, layout.peers.map(label));
    }
    const each = labelEach(layout);
    [...nodes.labels.children].forEach((node, at) => {
      const peer = layout.peers[at];
      node.style.top = layout.line[peer] - 10 + 'px';
      node.classList.toggle('is-tight', layout.high < 20);
      node.classList.toggle('is-skipped', at % each !== 0);
    });
    showLabels();
  }

  function showLabels() {
    for (const node of nodes.labels.children) {
      const peer = Number(node.dataset.peer);
      const strip = KV.rows.stripAt(peer, app.state.tick);
      node.setAttribute('aria-pressed', String(app.state.peer === peer));
      node.dataset.strip = strip;
      node.setAttribute('aria-label', `peer ${peer}, ${KV.rows.STRIP_WORDS[strip]}`);
    }
  }

  // ---- The pointer.

  function placeOf(event) {
    const area = nodes.over.getBoundingClientRect();
    return [event.clientX - area.left, event.clientY - area.top];
  }

  function onHover(event) {
    if (!scene) return;
    const [x, y] = placeOf(event);
    const hit = scene.hit(x, y);
    const operation = hit && hit.distance < SURE_PIXELS ? null : scene.operationAt(x, y);
    const found = hit && !operation ? hit.event : -1;
    if (found !== hover) {
      hover = found;
      app.set({hover});
      request(1);
    }
    const text = operation ? app.operationText(operation) : hit ? app.describe(hit.event) : binText(x, y);
    showTip(event, text, operation ? 'click: choose it' : hit ? 'click: keep it, see its causes' : '');
    nodes.over.style.cursor = hit || operation ? 'pointer' : 'crosshair';
  }

  function showTip(event, text, hint) {
    if (!text) return hideTip();
    KV.put(nodes.tip, KV.el('div', {}, text), hint && KV.el('div', {class: 'tip-hint'}, hint));
    nodes.tip.hidden = false;
    const area = nodes.root.getBoundingClientRect();
    const size = nodes.tip.getBoundingClientRect();
    const left = KV.clamp(event.clientX - area.left + 14, 0, Math.max(0, area.width - size.width - 4));
    const below = event.clientY - area.top + 18;
    nodes.tip.style.left = left + 'px';
    nodes.tip.style.top = below + 'px';
  }

  function hideTip() {
    nodes.tip.hidden = true;
  }

  // What the counts at a place say.
  function binText(x, y) {
    if (!scene.isDense) return '';
    const peer = scene.layout.peers[Math.floor((y + scene.top) / scene.layout.high)];
    const row = scene.bins.rows.get(peer);
    const bin = Math.floor(x / scene.bins.pixels);
    if (!row || !(row[0][bin] || row[1][bin])) return '';
    const first = Math.floor(KV.axis.tickAt(bin * scene.bins.pixels, scene.width));
    const last = Math.floor(KV.axis.tickAt((bin + 1) * scene.bins.pixels, scene.width));
    const parts = [row[1][bin] && `${row[1][bin]} store`, row[0][bin] && `${row[0][bin]} membership`].filter(Boolean);
    return `peer ${peer}, ${first === last ? 'tick ' + first : `ticks ${first} to ${last}`}: ${parts.join(' and ')} sends and receipts`;
  }

  function onPress(start) {
    if (start.button !== 0) return;
    const {from, to} = app.state;
    const left = KV.axis.units(from);
    const length = KV.axis.units(to) - left;
    const width = scene.width;
    let moved = false;
    nodes.over.setPointerCapture(start.pointerId);
    const move = (event) => {
      const way = event.clientX - start.clientX;
      if (!moved && Math.abs(way) < CLICK_PIXELS) return;
      moved = true;
      hideTip();
      nodes.over.style.cursor = 'grabbing';
      app.showUnits(left - (way / width) * length, length);
    };
    const end = (event) => {
      nodes.over.removeEventListener('pointermove', move);
      if (!moved) onClick(event);
    };
    nodes.over.addEventListener('pointermove', move);
    nodes.over.addEventListener('pointerup', end, {once: true});
    nodes.over.addEventListener('pointercancel', () => nodes.over.removeEventListener('pointermove', move), {once: true});
  }

  function onClick(event) {
    const [x, y] = placeOf(event);
    const hit = scene.hit(x, y);
    const operation = hit && hit.distance < SURE_PIXELS ? null : scene.operationAt(x, y);
    if (operation) app.set({operation: operation.number, key: operation.key, event: -1, tick: Math.max(0, operation.invokedAt)});
    else if (hit && hit.event >= 0) app.set({event: hit.event, tick: app.run.events.tick[hit.event]});
    else app.set({tick: Math.floor(KV.axis.tickAt(x, scene.width)), event: -1});
  }

  // Ctrl zooms, Shift and sideways move in time; the plain wheel scrolls the rows or the page.
  function onWheel(event) {
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : 0;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      app.zoom(Math.exp(KV.clamp(event.deltaY, -80, 80) * 0.006), KV.axis.tickAt(placeOf(event)[0], scene.width));
    } else if (sideways !== 0) {
      event.preventDefault();
      app.pan(sideways / scene.width);
    }
  }

  function scrub(event) {
    const area = nodes.axis.getBoundingClientRect();
    app.set({tick: Math.floor(KV.axis.tickAt(KV.clamp(event.clientX - area.left, 0, area.width - 1), area.width))});
  }

  function listen() {
    const {over, axis, scroll} = nodes;
    over.addEventListener('pointermove', (event) => { if (event.buttons === 0) onHover(event); });
    over.addEventListener('pointerleave', () => {
      hideTip();
      if (hover >= 0) {
        hover = -1;
        app.set({hover: -1});
        request(1);
      }
    });
    over.addEventListener('pointerdown', onPress);
    over.addEventListener('dblclick', (event) => app.zoom(0.4, KV.axis.tickAt(placeOf(event)[0], scene.width)));
    over.addEventListener('wheel', onWheel, {passive: false});
    scroll.addEventListener('scroll', () => request(2), {passive: true});
    axis.addEventListener('pointerdown', (event) => {
      axis.setPointerCapture(event.pointerId);
      scrub(event);
    });
    axis.addEventListener('pointermove', (event) => {
      const area = axis.getBoundingClientRect();
      if (event.buttons & 1) scrub(event);
      else showTip(event, KV.axisTextAt(event.clientX - area.left, event.clientY - area.top, area.width), '');
    });
    axis.addEventListener('pointerleave', hideTip);
    new ResizeObserver(() => request(2)).observe(scroll);
  }

  // ---- In words.

  // The shown events of a tick, ascending, at most `limit`.
  app.eventsAt = function (tick, limit) {
    const found = [];
    const end = KV.axis.firstEvent(tick + 1);
    let count = 0;
    for (let event = KV.axis.firstEvent(tick); event < end; ++event) {
      if (!KV.axis.shown(event)) continue;
      ++count;
      if (found.length < limit) found.push(event);
    }
    return {events: found, count};
  };

  function tell() {
    const {tick} = app.state;
    const {events, count} = app.eventsAt(tick, TOLD_EVENTS);
    const more = count > events.length ? KV.el('li', {}, `and ${count - events.length} more`) : null;
    KV.put(nodes.words, KV.el('p', {}, `Space–time diagram of ${KV.plural(KV.rows.peers().length, 'peer')}. ${KV.plural(count, 'event')} shown at tick ${tick}:`),
      KV.el('ul', {}, events.map((event) => KV.el('li', {}, app.describe(event))), more));
  }

  const REDRAW = ['run', 'from', 'to', 'mode', 'filters', 'only', 'hiddenPeers', 'order', 'key', 'operation', 'event', 'peer', 'theme', 'size'];

  KV.part({
    id: 'spacetime',
    build(root) {
      nodes = {root, axis: KV.el('canvas', {class: 'axis', 'aria-hidden': 'true'}), canvas: KV.el('canvas', {'aria-hidden': 'true'}),
        over: KV.el('canvas', {class: 'over', 'aria-hidden': 'true', id: 'diagram'}), labels: KV.el('div', {class: 'peer-labels', role: 'group', 'aria-label': 'Peers'}),
        tip: KV.el('div', {class: 'tip', hidden: true}), count: KV.el('p', {class: 'count', id: 'shown-count'}), words: KV.el('div', {class: 'visually-hidden', id: 'spacetime-text'})};
      nodes.canvases = KV.el('div', {class: 'canvases'}, nodes.canvas, nodes.over);
      nodes.inner = KV.el('div', {class: 'rows'}, nodes.canvases, nodes.labels);
      nodes.scroll = KV.el('div', {class: 'rows-scroll'}, nodes.inner);
      KV.put(root, KV.diagramControls(), nodes.axis, nodes.scroll,
        KV.el('div', {class: 'below'}, nodes.count, KV.el('details', {class: 'more legend-box', id: 'legend'}, KV.el('summary', {}, 'Signs'), KV.el('div', {class: 'legend-place'}))), nodes.tip, nodes.words);
      listen();
    },
    update(changed) {
      KV.updateControls(changed);
      if (changed.has('theme') || changed.has('run')) KV.put(nodes.root.querySelector('.legend-place'), KV.legend());
      if (REDRAW.some((name) => changed.has(name))) request(2);
      else if (changed.has('tick')) request(1);
      if (changed.has('tick') || changed.has('run')) showLabels();
      if (['tick', 'run', 'filters', 'only', 'hiddenPeers'].some((name) => changed.has(name))) tell();
    },
  });
})((globalThis.KV = globalThis.KV || {}));
