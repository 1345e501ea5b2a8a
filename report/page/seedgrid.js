// The seeds of a sweep as a grid of tiles, and the card of the chosen one.
'use strict';
(function (KV) {
  const AREA = 300; // Pixels: about how high the grid may become before tiles shrink.
  const LARGEST = 30;
  const SMALLEST = 4;
  const SHRUNK = 0.8; // So far tiles may shrink for a round number of columns.
  const TOP = 3;
  const SMALLEST_WITH_SIGN = 11;
  const GUTTER = 8;
  const NICE_COLUMNS = [5, 10, 20, 25, 30, 40, 50, 60, 80, 100, 120, 150, 200, 250, 300, 400, 500];

  let nodes;
  let layout;

  // Tiles in rows of a round number, so that a seed is found by its number.
  function layOut(width) {
    const {count} = KV.sweep;
    const label = 14 + 7.2 * KV.sweep.seedAt(Math.max(0, count - 1)).length;
    const room = Math.max(40, width - label - GUTTER);
    const wished = KV.clamp(Math.floor(Math.sqrt((room * AREA) / Math.max(1, count))), SMALLEST, LARGEST);
    const fits = (columns) => room / columns >= Math.max(SMALLEST, wished * SHRUNK);
    const columns = Math.min(NICE_COLUMNS.filter(fits).pop() || 1, Math.max(1, count));
    const size = Math.min(wished, Math.floor(room / columns));
    return {label, size, columns, rows: Math.max(1, Math.ceil(count / columns))};
  }

  const xOf = (place) => layout.label + (place % layout.columns) * layout.size;
  const yOf = (place) => TOP + Math.floor(place / layout.columns) * layout.size;

  function placeAt(event) {
    const {left, top} = nodes.canvas.getBoundingClientRect();
    const column = Math.floor((event.clientX - left - layout.label) / layout.size);
    const row = Math.floor((event.clientY - top - TOP) / layout.size);
    const place = row * layout.columns + column;
    return column >= 0 && column < layout.columns && row >= 0 && place < KV.sweep.count ? place : -1;
  }

  function drawTile(context, place) {
    const {size} = layout;
    const outcome = KV.sweep.outcomeAt(place);
    const isFine = outcome === KV.SEED_OUTCOMES['.'];
    const gap = size >= 8 ? 1.5 : size > 4 ? 1 : 0.5;
    const inset = isFine && size < SMALLEST_WITH_SIGN ? Math.max(gap, size * 0.2) : gap;
    const isLit = !KV.sweep.lit || KV.sweep.lit.places.has(place);
    context.fillStyle = KV.colour(outcome.colour);
    context.globalAlpha = (isFine ? (size < SMALLEST_WITH_SIGN ? 0.5 : 0.34) : 1) * (isLit ? 1 : 0.22);
    context.beginPath();
    context.roundRect(xOf(place) + inset, yOf(place) + inset, size - 2 * inset, size - 2 * inset, size >= 10 ? 4 : 1);
    context.fill();
    if (size >= SMALLEST_WITH_SIGN) drawSign(context, place, outcome, isFine, isLit);
    context.globalAlpha = 1;
  }

  function drawSign(context, place, outcome, isFine, isLit) {
    const {size} = layout;
    context.globalAlpha = (isFine ? 0.75 : 1) * (isLit ? 1 : 0.35);
    context.fillStyle = KV.colour(isFine ? 'good' : 'paper');
    context.font = `700 ${Math.round(size * (isFine ? 0.42 : 0.52))}px ${KV.FONT}`;
    context.fillText(outcome.sign, xOf(place) + size / 2, yOf(place) + size / 2 + 0.5);
  }

  function drawLabels(context) {
    const each = Math.ceil(13 / layout.size);
    context.fillStyle = KV.colour('ink-faint');
    context.font = '11px ' + KV.FONT;
    context.textAlign = 'right';
    for (let row = 0; row < layout.rows; row += each)
      context.fillText(
        KV.sweep.seedAt(row * layout.columns),
        layout.label - GUTTER,
        yOf(row * layout.columns) + layout.size / 2 + 0.5,
      );
  }

  function frame(context, place, colour, width) {
    context.strokeStyle = KV.colour(colour);
    context.lineWidth = width;
    context.beginPath();
    context.roundRect(xOf(place) - 0.5, yOf(place) - 0.5, layout.size + 1, layout.size + 1, 5);
    context.stroke();
  }

  function draw() {
    const {sweep} = KV;
    const width = nodes.box.clientWidth;
    if (width === 0) return;
    layout = sweep.layout = layOut(width);
    const context = KV.fitCanvas(
      nodes.canvas,
      layout.label + layout.columns * layout.size + 3,
      TOP + layout.rows * layout.size + 3,
    );
    context.textBaseline = 'middle';
    if (sweep.count > 0) drawLabels(context);
    context.textAlign = 'center';
    for (let place = 0; place < sweep.count; ++place) drawTile(context, place);
    if (sweep.chosen >= 0) frame(context, sweep.chosen, 'ink', 2);
    KV.put(
      nodes.litText,
      sweep.lit && [
        sweep.lit.text + ' ',
        KV.button('Light all', () => sweep.light(null), {class: 'link', id: 'light-all'}),
      ],
    );
    nodes.canvas.setAttribute('aria-label', gridText());
    showCard();
  }

  function gridText() {
    const parts = Object.entries(KV.SEED_OUTCOMES).map(([letter, {title}]) => [
      KV.sweep.placesOf((place) => KV.sweep.data.outcomes[place] === letter).length,
      title,
    ]);
    const found = parts.filter(([count]) => count > 0).map(([count, title]) => `${KV.number(count)} ${title}`);
    const chosen = KV.sweep.chosen >= 0 ? ` Chosen: seed ${KV.sweep.seedAt(KV.sweep.chosen)}.` : '';
    return `${KV.plural(KV.sweep.count, 'seed')}: ${found.join(', ')}.${chosen} The arrow keys choose a seed.`;
  }

  // ---- Pointer and keys.

  function hover(event) {
    const place = placeAt(event);
    nodes.canvas.style.cursor = place >= 0 ? 'pointer' : 'default';
    KV.tip(
      event,
      place < 0
        ? null
        : [
            `Seed ${KV.sweep.seedAt(place)}: ${KV.sweep.outcomeAt(place).title}`,
            KV.cut(KV.sweep.sentenceAt(place), 400),
            KV.sweep.commandOf(place),
          ],
    );
  }

  function onKey(event) {
    const {sweep} = KV;
    const step = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: layout.columns,
      ArrowUp: -layout.columns,
      Home: -sweep.count,
      End: sweep.count,
    }[event.key];
    if (event.key === 'Enter' && sweep.hasRunOf(sweep.chosen)) {
      event.preventDefault();
      KV.openSeedRun();
    }
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    sweep.choose(KV.clamp(sweep.chosen < 0 ? 0 : sweep.chosen + step, 0, sweep.count - 1));
  }

  // ---- Outcomes as buttons that light their seeds.

  function outcomeChips() {
    return Object.entries(KV.SEED_OUTCOMES).map(([letter, outcome]) => {
      const places = KV.sweep.placesOf((place) => KV.sweep.data.outcomes[place] === letter);
      if (places.length === 0) return null;
      const lit = {places: new Set(places), text: `${KV.plural(places.length, 'seed')}: ${outcome.title}.`};
      return KV.litButton(
        [
          KV.el(
            'span',
            {class: 'seed-sign', style: {color: `var(--${outcome.colour})`}, 'aria-hidden': 'true'},
            outcome.sign,
          ),
          ' ',
          outcome.title,
          ' ',
          KV.el('span', {class: 'count'}, KV.number(places.length)),
        ],
        lit,
        {class: 'chip', dataset: {outcome: letter}},
      );
    });
  }

  // A button that lights seeds, or all again if it is pressed once more.
  KV.litButton = function (label, lit, attributes) {
    const button = KV.button(label, () => KV.sweep.light(KV.sweep.lit === lit ? null : lit), {
      'aria-pressed': 'false',
      ...attributes,
    });
    KV.sweep.on(() => button.setAttribute('aria-pressed', String(KV.sweep.lit === lit)));
    return button;
  };

  // ---- The card of the chosen seed.

  const SHOWN_FIRST = [
    ['operations', 'calls'],
    ['operations_failed', 'of them failed'],
    ['operations_touched', 'touched by a fault'],
    ['latency_median', 'median latency, ticks'],
    ['latency_max', 'slowest, ticks'],
    ['crashes', 'crashes'],
    ['detection_ticks', 'noticed by all within, ticks'],
    ['false_removals', 'false removals'],
    ['ticks', 'ticks'],
  ];

  function numbersAt(place, names) {
    const rows = names
      .filter(([name]) => KV.sweep.metric(name)?.[place] != null)
      .map(([name, words]) =>
        KV.el('tr', {}, KV.el('th', {scope: 'row'}, words), KV.el('td', {}, KV.number(KV.sweep.metric(name)[place]))),
      );
    return rows.length === 0 ? null : KV.el('table', {class: 'numbers seed-numbers'}, KV.el('tbody', {}, rows));
  }

  function moreNumbers(place) {
    const shown = new Set(SHOWN_FIRST.map(([name]) => name));
    const table = numbersAt(
      place,
      Object.keys(KV.sweep.data.metrics)
        .filter((name) => !shown.has(name))
        .map((name) => [name, name.replaceAll('_', ' ')]),
    );
    return (
      table &&
      KV.el(
        'details',
        {
          class: 'more',
          open: nodes.isMoreOpen,
          ontoggle: (event) => {
            nodes.isMoreOpen = event.target.open;
          },
        },
        KV.el('summary', {}, 'all numbers of the run'),
        table,
      )
    );
  }

  function wayToRun(place) {
    const {sweep} = KV;
    if (sweep.data.outcomes[place] === 'e') return 'The process ended before its run could be recorded.';
    return `Add --report seed-${sweep.seedAt(place)}.html to the command to see this run.`;
  }

  function showCard() {
    const {sweep} = KV;
    const place = sweep.chosen;
    if (nodes.shown === place) return;
    nodes.shown = place;
    if (place < 0) {
      KV.put(
        nodes.card,
        KV.el('p', {class: 'nothing'}, 'Choose a seed to see its result, its command and its numbers.'),
      );
      return;
    }
    const outcome = sweep.outcomeAt(place);
    const reason = sweep.reasonAt(place);
    const digest = sweep.detailAt(place)?.digest;
    KV.put(
      nodes.card,
      KV.el(
        'h3',
        {},
        KV.el(
          'span',
          {class: 'seed-sign', style: {color: `var(--${outcome.colour})`}, 'aria-hidden': 'true'},
          outcome.sign,
        ),
        ` Seed ${sweep.seedAt(place)}`,
        KV.el('span', {class: 'faint'}, ` ${outcome.title}${reason ? ', ' + reason : ''}`),
      ),
      KV.el('p', {class: 'seed-sentence'}, sweep.sentenceAt(place)),
      KV.commandBox(sweep.commandOf(place), '', 'Copy the command of this seed'),
      sweep.hasRunOf(place)
        ? KV.button('Open this run', KV.openSeedRun, {class: 'primary', id: 'open-run'})
        : KV.el('p', {class: 'faint'}, `Add --report seed-${sweep.seedAt(place)}.html to the command to see this run.`),
      digest && KV.el('p', {class: 'faint'}, 'digest ', KV.el('code', {}, digest)),
      numbersAt(place, SHOWN_FIRST),
      moreNumbers(place),
    );
  }

  KV.buildSeedGrid = function (box) {
    const canvas = KV.el('canvas', {
      id: 'seed-grid',
      tabindex: 0,
      role: 'application',
      'aria-roledescription': 'grid of seeds',
      'data-arrows': '',
    });
    nodes = {
      canvas,
      box: KV.el('div', {class: 'seed-grid-box'}, canvas),
      litText: KV.el('p', {class: 'lit-text', role: 'status'}),
      card: KV.el('div', {
        class: 'seed-card',
        id: 'seed-card',
        role: 'region',
        'aria-live': 'polite',
        'aria-label': 'The chosen seed',
      }),
      shown: null,
      isMoreOpen: false,
    };
    canvas.addEventListener('mousemove', hover);
    canvas.addEventListener('mouseleave', (event) => KV.tip(event, null));
    canvas.addEventListener('click', (event) => {
      if (placeAt(event) >= 0) KV.sweep.choose(placeAt(event));
    });
    canvas.addEventListener('dblclick', (event) => {
      if (KV.sweep.hasRunOf(placeAt(event))) KV.openSeedRun();
    });
    canvas.addEventListener('keydown', onKey);
    KV.put(
      box,
      KV.el(
        'div',
        {class: 'seed-split'},
        KV.el('div', {class: 'seed-left'}, KV.el('div', {class: 'chips'}, outcomeChips()), nodes.litText, nodes.box),
        nodes.card,
      ),
    );
    KV.sweep.on(draw);
  };
})((globalThis.KV = globalThis.KV || {}));
