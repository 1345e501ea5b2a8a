// The table of events: only the rows in sight are elements; search with its number of hits, filter by kind.
'use strict';
(function (KV) {
  const app = KV.app;
  const ROW_PIXELS = 26;
  const ROWS_BEYOND = 6; // Rows made above and below those in sight.
  const TALLEST_PIXELS = 12000000; // Browsers limit an element's height: beyond, rows are spread over this much.

  let nodes;
  let rows = new Int32Array(0); // The events listed.
  let hits = null; // By event, or null without a search.
  let hitRows = new Int32Array(0);
  let hiddenHits = 0;
  let onlyHits = false;
  let frame = 0;

  function collect() {
    const {run, state} = app;
    hits = KV.searchEvents(run, state.search);
    const all = [];
    const found = [];
    hiddenHits = 0;
    for (let event = 0; event < run.events.count; ++event) {
      const isHit = hits !== null && hits[event] === 1;
      if (!KV.axis.shown(event) || state.filters.kinds.has(run.events.kind[event])) {
        if (isHit) ++hiddenHits;
        continue;
      }
      if (onlyHits && hits !== null && !isHit) continue;
      if (isHit) found.push(all.length);
      all.push(event);
    }
    rows = Int32Array.from(all);
    hitRows = Int32Array.from(found);
  }

  const height = () => Math.min(rows.length * ROW_PIXELS, TALLEST_PIXELS);
  const visibleRows = () => Math.max(1, Math.ceil(nodes.scroll.clientHeight / ROW_PIXELS));

  // The first row in sight. Rows and pixels differ in scale if there are too many rows.
  function firstRow() {
    const reach = Math.max(1, height() - nodes.scroll.clientHeight);
    const last = Math.max(0, rows.length - visibleRows());
    if (height() < TALLEST_PIXELS) return Math.floor(nodes.scroll.scrollTop / ROW_PIXELS);
    return Math.min(last, Math.floor((nodes.scroll.scrollTop / reach) * last));
  }

  function scrollToRow(row) {
    const sight = visibleRows();
    const first = firstRow();
    if (row >= first && row < first + sight - 1) return;
    const wanted = KV.clamp(row - Math.floor(sight / 3), 0, Math.max(0, rows.length - 1));
    const last = Math.max(1, rows.length - sight);
    nodes.scroll.scrollTop =
      height() < TALLEST_PIXELS ? wanted * ROW_PIXELS : (wanted / last) * (height() - nodes.scroll.clientHeight);
  }

  // The row of the pinned event, or of the first one at the chosen tick.
  function currentRow() {
    const {run, state} = app;
    const event = state.event >= 0 ? state.event : KV.axis.firstEvent(state.tick);
    const row = KV.lowerBound(rows, Math.min(event, run.events.count - 1));
    return KV.clamp(row, 0, Math.max(0, rows.length - 1));
  }

  function sentence(event) {
    return app.describe(event).replace(/^tick \d+: /, '');
  }

  function peersOf(event) {
    const {run} = app;
    const message = run.events.message[event];
    if (message >= 0) return run.messages.from[message] + ' → ' + run.messages.to[message];
    return run.events.peer[event] > 0 ? String(run.events.peer[event]) : '';
  }

  function rowNode(row, top) {
    const {run, state} = app;
    const event = rows[row];
    const kind = KV.kinds[run.events.kind[event]];
    const text = sentence(event);
    const isHit = hits !== null && hits[event] === 1;
    const classes = [
      'event-row',
      'kind-' + kind,
      event === state.event && 'pinned',
      event === state.hover && 'hovered',
      run.events.tick[event] === state.tick && 'now',
      isHit && 'hit',
    ]
      .filter(Boolean)
      .join(' ');
    const cell = (name, ...content) => KV.el('span', {role: 'gridcell', class: name}, ...content);
    return KV.el(
      'div',
      {
        role: 'row',
        class: classes,
        id: 'event-row-' + event,
        'aria-rowindex': String(row + 2),
        'aria-selected': String(event === state.event),
        dataset: {event: String(event)},
        style: {top: top + 'px'},
        title: text,
      },
      cell('c-tick', run.events.tick[event]),
      cell(
        'c-kind',
        KV.el('span', {class: 'sign', 'aria-hidden': 'true'}, KV.KIND_SIGNS[kind]),
        KV.el('span', {class: 'kind-name'}, ' ' + KV.KIND_TITLES[kind]),
      ),
      cell('c-peers', peersOf(event)),
      cell('c-what', text),
    );
  }

  function draw() {
    frame = 0;
    if (!nodes || nodes.scroll.clientHeight === 0) return;
    nodes.space.style.height = height() + 'px';
    const first = Math.max(0, firstRow() - ROWS_BEYOND);
    const end = Math.min(rows.length, firstRow() + visibleRows() + ROWS_BEYOND);
    const shift = height() < TALLEST_PIXELS ? 0 : nodes.scroll.scrollTop - firstRow() * ROW_PIXELS;
    const made = [];
    for (let row = first; row < end; ++row) made.push(rowNode(row, row * ROW_PIXELS + shift));
    KV.put(nodes.space, made);
    nodes.grid.setAttribute('aria-rowcount', String(rows.length + 1));
    const active = app.state.event >= 0 && made.some((node) => node.id === 'event-row-' + app.state.event);
    if (active) nodes.grid.setAttribute('aria-activedescendant', 'event-row-' + app.state.event);
    else nodes.grid.removeAttribute('aria-activedescendant');
  }

  function drawSoon() {
    if (frame === 0) frame = requestAnimationFrame(draw);
  }

  // ---- What the search found.

  function hitText() {
    if (hits === null) return '';
    const hidden = hiddenHits > 0 ? `, ${KV.number(hiddenHits)} more hidden by the filters` : '';
    const at = KV.lowerBound(hitRows, currentRow());
    const isOn = app.state.event >= 0 && at < hitRows.length && rows[hitRows[at]] === app.state.event;
    const position = isOn ? `hit ${KV.number(at + 1)} of ` : '';
    return position + KV.plural(hitRows.length, 'hit') + hidden;
  }

  function describeAll() {
    const total = app.run.events.count;
    const left = total - rows.length;
    const why = onlyHits && hits !== null ? 'no hits or hidden by filters' : 'hidden by filters';
    KV.put(
      nodes.count,
      `${KV.number(rows.length)} of ${KV.plural(total, 'event')} listed`,
      left > 0 ? ` (${KV.number(left)} ${why})` : '',
      '.',
    );
    KV.put(nodes.hits, hitText());
    nodes.hits.dataset.hits = hits === null ? '' : String(hitRows.length);
    nodes.showHidden.hidden = hits === null || hiddenHits === 0;
    nodes.previous.disabled = nodes.next.disabled = hitRows.length === 0;
    nodes.empty.hidden = rows.length > 0;
    if (nodes.search.value !== app.state.search && document.activeElement !== nodes.search)
      nodes.search.value = app.state.search;
  }

  function stepHit(step) {
    if (hitRows.length === 0) return;
    const row = currentRow();
    const isOn = app.state.event >= 0 && rows[row] === app.state.event;
    const at = KV.lowerBound(hitRows, row);
    let next = at;
    if (step < 0) next = at - 1;
    else if (isOn && hitRows[at] === row) next = at + 1;
    choose(hitRows[(next + hitRows.length) % hitRows.length]);
  }

  function choose(row) {
    const event = rows[row];
    const {operation, peer} = app.run.events;
    app.pin(event, {
      ...(operation[event] > 0 ? {operation: operation[event]} : {}),
      ...(peer[event] > 0 ? {peer: peer[event]} : {}),
    });
  }

  function stepRow(step) {
    const row = currentRow();
    const isOn = app.state.event >= 0 && rows[row] === app.state.event;
    choose(KV.clamp(isOn ? row + step : row, 0, rows.length - 1));
  }

  function onKey(event) {
    const steps = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: visibleRows() - 1,
      PageUp: 1 - visibleRows(),
      Home: -rows.length,
      End: rows.length,
    };
    if (!(event.key in steps) || rows.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    stepRow(steps[event.key]);
  }

  // ---- Filters.

  function countKinds() {
    const counts = new Int32Array(KV.kinds.length);
    for (let event = 0; event < app.run.events.count; ++event) ++counts[app.run.events.kind[event]];
    return counts;
  }

  function setFilters(patch) {
    app.set({filters: {...app.state.filters, ...patch}});
  }

  function kindButton(kind, count) {
    const name = KV.kinds[kind];
    return KV.button(
      [
        KV.el('span', {class: 'sign', 'aria-hidden': 'true'}, KV.KIND_SIGNS[name]),
        ' ' + KV.KIND_TITLES[name] + ' ',
        KV.el('span', {class: 'count'}, KV.number(count)),
      ],
      () => {
        const kinds = new Set(app.state.filters.kinds);
        if (!kinds.delete(kind)) kinds.add(kind);
        setFilters({kinds});
      },
      {class: 'chip kind-' + name, dataset: {kind: name}},
    );
  }

  function buildFilters() {
    const counts = countKinds();
    nodes.chips = KV.kinds
      .map((name, kind) => kind)
      .filter((kind) => counts[kind] > 0)
      .map((kind) => kindButton(kind, counts[kind]));
    nodes.networks = KV.NETWORKS.map((name) =>
      KV.checkbox(name + ' messages', false, (checked) => setFilters({[name]: checked})),
    );
    nodes.allKinds = KV.button('show all kinds', () => setFilters({kinds: new Set()}), {class: 'link'});
    KV.put(nodes.kinds, nodes.networks, nodes.chips, nodes.allKinds);
  }

  function showFilters() {
    const {filters} = app.state;
    nodes.networks.forEach((field, network) => {
      field.querySelector('input').checked = filters[KV.NETWORKS[network]];
    });
    for (const chip of nodes.chips) {
      chip.setAttribute('aria-pressed', String(!filters.kinds.has(KV.kinds.indexOf(chip.dataset.kind))));
    }
    nodes.allKinds.hidden = filters.kinds.size === 0;
  }

  function showAll() {
    app.set({filters: {membership: true, store: true, kinds: new Set()}, hiddenPeers: new Set(), onlyOf: ''});
  }

  function searchFor(text) {
    app.set({search: text});
  }

  function buildSearch() {
    nodes.search = KV.el('input', {
      type: 'search',
      id: 'event-search',
      placeholder: 'key, message text, peer 3, kind:lost …',
      autocomplete: 'off',
      spellcheck: 'false',
      oninput: () => searchFor(nodes.search.value),
      onkeydown: (event) => {
        event.stopPropagation();
        if (event.key === 'Enter') stepHit(event.shiftKey ? -1 : 1);
      },
    });
    nodes.hits = KV.el('output', {class: 'hits', role: 'status', for: 'event-search'});
    nodes.previous = KV.button('previous hit', () => stepHit(-1), {title: 'Shift+Enter in the search'});
    nodes.next = KV.button('next hit', () => stepHit(1), {title: 'Enter in the search'});
    nodes.showHidden = KV.button('show them', showAll, {class: 'link', hidden: true});
    const only = KV.checkbox('only hits', onlyHits, (checked) => {
      onlyHits = checked;
      refresh();
    });
    return KV.controls(
      KV.el('label', {class: 'field wide', for: 'event-search'}, KV.el('span', {}, 'Search'), nodes.search),
      nodes.previous,
      nodes.next,
      only,
      nodes.hits,
      nodes.showHidden,
    );
  }

  function build(box) {
    nodes = {};
    const search = buildSearch();
    nodes.kinds = KV.el('div', {class: 'chips', role: 'group', 'aria-label': 'Kinds of events that are shown'});
    nodes.count = KV.el('p', {class: 'summary'});
    nodes.space = KV.el('div', {class: 'event-space', role: 'rowgroup'});
    nodes.empty = KV.el(
      'p',
      {class: 'nothing'},
      'No event is left by the filters. ',
      KV.button('Show all events', showAll, {class: 'link'}),
    );
    nodes.scroll = KV.el('div', {class: 'event-scroll', tabindex: '-1', role: 'presentation'}, nodes.space);
    const head = KV.el(
      'div',
      {role: 'rowgroup', class: 'event-head'},
      KV.el(
        'div',
        {role: 'row', 'aria-rowindex': '1', class: 'event-row'},
        [
          ['c-tick', 'tick'],
          ['c-kind', 'what'],
          ['c-peers', 'peers'],
          ['c-what', 'in words'],
        ].map(([name, text]) => KV.el('span', {role: 'columnheader', class: name}, text)),
      ),
    );
    nodes.grid = KV.el(
      'div',
      {
        class: 'event-table',
        role: 'grid',
        'aria-label': 'Events. Arrow keys choose one.',
        tabindex: '0',
        onkeydown: onKey,
      },
      head,
      nodes.scroll,
    );
    nodes.scroll.addEventListener('scroll', drawSoon);
    const eventOf = (event) => event.target.closest('.event-row')?.dataset.event;
    nodes.space.addEventListener('click', (event) => {
      if (eventOf(event)) choose(KV.lowerBound(rows, Number(eventOf(event))));
    });
    nodes.space.addEventListener('pointerover', (event) => {
      if (eventOf(event)) app.set({hover: Number(eventOf(event))});
    });
    nodes.space.addEventListener('pointerleave', () => app.set({hover: -1}));
    KV.put(
      box,
      search,
      KV.el('details', {class: 'filters'}, KV.el('summary', {}, 'Kinds of events'), nodes.kinds),
      nodes.count,
      nodes.grid,
      nodes.empty,
    );
    KV.onResize(nodes.scroll, draw);
  }

  function refresh() {
    collect();
    nodes.space.style.height = height() + 'px';
    describeAll();
    scrollToRow(currentRow());
    drawSoon();
  }

  const LIST_DEPENDS_ON = ['run', 'filters', 'only', 'hiddenPeers', 'search'];

  KV.view({
    id: 'table',
    title: 'Events',
    build,
    help: 'Every recorded event, in order. Search for a key, a peer or a message; a click shows the event in all pictures.',
    update(changed) {
      if (changed.has('run')) buildFilters();
      if (changed.has('run') || changed.has('filters')) showFilters();
      if (LIST_DEPENDS_ON.some((name) => changed.has(name))) return refresh();
      if (changed.has('event') || changed.has('tick')) {
        describeAll();
        scrollToRow(currentRow());
      }
      drawSoon();
    },
  });
})((globalThis.KV = globalThis.KV || {}));
