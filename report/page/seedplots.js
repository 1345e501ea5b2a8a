// How the runs of a sweep differ: distributions of their numbers over the seeds, and what each kind of fault did.
'use strict';
(function (KV) {
  const WIDTH = 360;
  const HIGH = 96;
  const FOOT = 18;
  const MOST_BINS = 30;
  const WIDEST_BAR = 40;
  const NICE = [1, 2, 5, 10, 20, 25, 50];

  // ---- Numbers.

  // Of each seed, NaN where it has none, or where `counts` says that it means nothing.
  function column(name, counts) {
    const values = KV.sweep.metric(name);
    return values && values.map((value, place) => (value === null || (counts && !counts(place)) ? NaN : value));
  }

  function share(part, whole) {
    const [parts, wholes] = [KV.sweep.metric(part), KV.sweep.metric(whole)];
    return (
      parts &&
      wholes &&
      parts.map((value, place) => (value === null || !wholes[place] ? NaN : (100 * value) / wholes[place]))
    );
  }

  const hasCrash = (place) => KV.sweep.metric('crashes')?.[place] > 0;
  const hasAnswer = (place) => KV.sweep.metric('answered')?.[place] > 0;

  // {id, title, unit, values() -> numbers by seed, or null}
  const PLOTS = [
    {id: 'detection', title: 'Slowest detection', unit: 'ticks', values: () => column('detection_ticks', hasCrash)},
    {id: 'latency-median', title: 'Latency, median', unit: 'ticks', values: () => column('latency_median', hasAnswer)},
    {id: 'latency-p99', title: 'Latency, 99 %', unit: 'ticks', values: () => column('latency_p99', hasAnswer)},
    {id: 'latency-max', title: 'Latency, slowest call', unit: 'ticks', values: () => column('latency_max', hasAnswer)},
    {
      id: 'availability',
      title: 'Availability',
      unit: '% of calls answered',
      values: () => share('answered', 'operations'),
    },
    {id: 'failed', title: 'Calls that failed', unit: 'per run', values: () => column('operations_failed')},
    {
      id: 'touched',
      title: 'Calls touched by faults',
      unit: '% of calls',
      values: () => share('operations_touched', 'operations'),
    },
    {id: 'false-removals', title: 'False removals', unit: 'per run', values: () => column('false_removals')},
    {
      id: 'membership',
      title: 'Membership messages',
      unit: 'for each peer and tick',
      values: () => column('membership_messages'),
    },
    {id: 'store', title: 'Store messages', unit: 'per run', values: () => column('store_messages_sent')},
    {id: 'messages', title: 'Messages sent', unit: 'per run', values: () => column('messages_sent')},
    {id: 'ticks', title: 'Length of the run', unit: 'ticks', values: () => column('ticks')},
  ];

  // The width of a bin: round, and whole if the values are.
  function stepFor(range, areWhole) {
    if (range === 0) return 1;
    let power = 10 ** Math.floor(Math.log10(range / MOST_BINS));
    if (areWhole) power = Math.max(1, power);
    return NICE.map((factor) => factor * power).find((step) => range / step < MOST_BINS);
  }

  // {values, sorted, worst (a place), bins: [{from, to, places, failed}], areWhole}; null if there is nothing to draw.
  function distribution(values) {
    if (!values) return null;
    const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
    if (sorted.length === 0) return null;
    const areWhole = sorted.every(Number.isInteger);
    const [low, high] = [sorted[0], sorted[sorted.length - 1]];
    const step = stepFor(high - low, areWhole);
    const first = Math.floor(low / step + 1e-9) * step;
    const bins = Array.from({length: Math.floor((high - first) / step + 1e-9) + 1}, (_, at) => ({
      from: first + at * step,
      to: first + (at + 1) * step,
      places: [],
      failed: 0,
    }));
    values.forEach((value, place) => {
      if (Number.isNaN(value)) return;
      const bin = bins[Math.min(bins.length - 1, Math.floor((value - first) / step + 1e-9))];
      bin.places.push(place);
      if (KV.sweep.outcomeAt(place).isFailed) ++bin.failed;
    });
    return {values, sorted, bins, areWhole, step};
  }

  const shown = (value) => KV.number(Math.round(value * 100) / 100);

  function binText(dist, bin) {
    if (dist.areWhole && dist.step === 1) return shown(bin.from);
    return dist.areWhole ? `${shown(bin.from)} to ${shown(bin.to - 1)}` : `${shown(bin.from)} to ${shown(bin.to)}`;
  }

  const countText = (bin) =>
    `${KV.plural(bin.places.length, 'seed')}${bin.failed > 0 ? `, ${KV.number(bin.failed)} failed` : ''}`;

  // ---- Drawing.

  const barWidth = (dist) => Math.min(WIDEST_BAR, WIDTH / dist.bins.length);

  function bar(dist, plot, bin, at, most) {
    const wide = barWidth(dist);
    const gap = Math.min(2, wide * 0.15);
    const high = bin.places.length > 0 ? Math.max(2, (HIGH * bin.places.length) / most) : 0;
    const failed = bin.failed > 0 ? Math.max(2, (high * bin.failed) / bin.places.length) : 0;
    const lit = {
      places: new Set(bin.places),
      text: `${countText(bin)}: ${plot.title.toLowerCase()} ${binText(dist, bin)}.`,
    };
    const rect = (name, y, height) =>
      KV.svg('rect', {
        class: name,
        x: at * wide + gap / 2,
        y,
        width: Math.max(0.8, wide - gap),
        height,
        rx: Math.min(2, wide / 4),
      });
    const tip = (event) => KV.tip(event, [`${plot.title}: ${binText(dist, bin)}`, countText(bin)]);
    const group = KV.svg(
      'g',
      {
        class: 'hist-bin',
        dataset: {from: String(bin.from), seeds: String(bin.places.length), failed: String(bin.failed)},
        onmousemove: tip,
        onmouseleave: (event) => KV.tip(event, null),
        onclick: () => {
          if (bin.places.length > 0) KV.sweep.light(KV.sweep.lit === lit ? null : lit);
        },
      },
      KV.svg('rect', {class: 'hist-room', x: at * wide, y: 0, width: wide, height: HIGH}),
      high > 0 && rect('hist-bar', HIGH - high, high),
      failed > 0 && rect('hist-failed', HIGH - failed, failed),
      failed > 0 && rect('hist-hatch', HIGH - failed, failed),
    );
    KV.sweep.on(() => group.classList.toggle('is-lit', KV.sweep.lit === lit));
    return group;
  }

  function picture(dist, plot) {
    const most = Math.max(...dist.bins.map((bin) => bin.places.length));
    const [first, last] = [dist.bins[0], dist.bins[dist.bins.length - 1]];
    const median = KV.percentile(dist.sorted, 0.5);
    const width = barWidth(dist) * dist.bins.length;
    const x = KV.clamp(
      ((median - first.from + (dist.areWhole && dist.step === 1 ? 0.5 : 0)) / (last.to - first.from)) * width,
      0,
      width,
    );
    const label = (text, at, anchor) =>
      KV.svg('text', {class: 'hist-label', x: at, y: HIGH + 13, 'text-anchor': anchor}, text);
    const end = dist.areWhole ? last.to - 1 : last.to;
    return KV.svg(
      'svg',
      {
        class: 'hist',
        viewBox: `0 -14 ${WIDTH} ${HIGH + FOOT + 14}`,
        role: 'img',
        'aria-label': `${plot.title}, ${plot.unit}: ${words(dist)}`,
      },
      KV.svg('text', {class: 'hist-label', x: WIDTH, y: -4, 'text-anchor': 'end'}, KV.plural(most, 'seed')),
      KV.svg('line', {class: 'hist-top', x1: 0, x2: WIDTH, y1: 0, y2: 0}),
      dist.bins.map((bin, at) => bar(dist, plot, bin, at, most)),
      KV.svg('line', {class: 'hist-axis', x1: 0, x2: WIDTH, y1: HIGH, y2: HIGH}),
      KV.svg('line', {class: 'hist-median', x1: x, x2: x, y1: 0, y2: HIGH + 3}),
      label(shown(first.from), 0, 'start'),
      end !== first.from && label(shown(end), width, 'end'),
    );
  }

  function words(dist) {
    const {sorted} = dist;
    const [least, median, most95, most] = [
      sorted[0],
      KV.percentile(sorted, 0.5),
      KV.percentile(sorted, 0.95),
      sorted[sorted.length - 1],
    ];
    return least === most
      ? `${shown(least)} in all ${KV.plural(sorted.length, 'run')}`
      : `from ${shown(least)} to ${shown(most)}; median ${shown(median)}, 95 % at most ${shown(most95)}`;
  }

  function figure(plot, dist) {
    const most = dist.sorted[dist.sorted.length - 1];
    const worst = dist.values.indexOf(most);
    const others = dist.values.length - dist.sorted.length;
    return KV.el(
      'figure',
      {class: 'distribution', id: 'plot-' + plot.id},
      KV.el('figcaption', {}, KV.el('strong', {}, plot.title), ' ', KV.el('span', {class: 'unit'}, plot.unit)),
      picture(dist, plot),
      KV.el(
        'p',
        {class: 'plot-text'},
        words(dist) + '; most in ',
        KV.button('seed ' + KV.sweep.seedAt(worst), () => KV.sweep.choose(worst), {class: 'link'}),
        others > 0 ? `; ${KV.plural(others, 'seed')} without it` : '',
      ),
      KV.el('details', {class: 'more'}, KV.el('summary', {}, 'as numbers'), binTable(dist, plot)),
    );
  }

  function binTable(dist, plot) {
    const rows = dist.bins
      .filter((bin) => bin.places.length > 0)
      .map((bin) => {
        const lit = {
          places: new Set(bin.places),
          text: `${countText(bin)}: ${plot.title.toLowerCase()} ${binText(dist, bin)}.`,
        };
        return KV.el(
          'tr',
          {},
          KV.el('th', {scope: 'row'}, KV.litButton(binText(dist, bin), lit, {class: 'link'})),
          KV.el('td', {}, KV.number(bin.places.length)),
          KV.el('td', {}, KV.number(bin.failed)),
        );
      });
    return KV.el(
      'table',
      {class: 'data'},
      KV.el(
        'thead',
        {},
        KV.el(
          'tr',
          {},
          [plot.unit, 'seeds', 'failed'].map((name) => KV.el('th', {scope: 'col'}, name)),
        ),
      ),
      KV.el('tbody', {}, rows),
    );
  }

  KV.buildDistributions = function (box) {
    const all = PLOTS.map((plot) => ({plot, dist: distribution(plot.values())})).filter(({dist}) => dist !== null);
    const isFlat = ({dist}) => dist.sorted[0] === dist.sorted[dist.sorted.length - 1];
    const same = all.filter(isFlat);
    if (all.length === 0) return false;
    KV.put(
      box,
      KV.svg(
        'svg',
        {width: 0, height: 0, 'aria-hidden': 'true', class: 'hatch'},
        KV.svg(
          'defs',
          {},
          KV.svg(
            'pattern',
            {id: 'failed-hatch', width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)'},
            KV.svg('line', {class: 'hatch-line', x1: 0, x2: 0, y1: 0, y2: 5}),
          ),
        ),
      ),
      KV.el(
        'div',
        {class: 'distributions'},
        all.filter((one) => !isFlat(one)).map(({plot, dist}) => figure(plot, dist)),
      ),
      same.length > 0 &&
        KV.el(
          'p',
          {class: 'plot-text'},
          'The same in all runs: ',
          same.map(({plot, dist}) => `${plot.title.toLowerCase()} ${shown(dist.sorted[0])}`).join('; ') + '.',
        ),
    );
    return true;
  };

  // ---- Exposure.

  const FAULTS = [
    ['loss', 'loss by chance', 'drop'],
    ['drop', 'drop', 'drop'],
    ['partition', 'partition', 'partition'],
    ['delay', 'delay', 'delay'],
    ['duplicate', 'duplicate', 'duplicate'],
    ['corrupt', 'corrupt', 'corrupt'],
    ['crash', 'crash', 'crash'],
    ['pause', 'pause', 'pause'],
    ['restart', 'restart', 'reorder'],
    ['join', 'join', 'slow'],
    ['leave', 'leave', 'other'],
    ['disk', 'disk', 'other'],
  ];

  const sumOf = (name) => (KV.sweep.metric(name) || []).reduce((sum, value) => sum + (value || 0), 0);

  function faultRow([name, title, colour]) {
    const {sweep} = KV;
    const [faults, messages] = [sweep.metric(name + '_faults'), sweep.metric(name + '_messages')];
    if (!faults) return null;
    const places = sweep.placesOf((place) => faults[place] > 0 || messages?.[place] > 0);
    const failed = places.filter((place) => sweep.outcomeAt(place).isFailed).length;
    const lit = {
      places: new Set(places),
      text: `${KV.plural(places.length, 'seed')} with ${title}, ${KV.number(failed)} of them failed.`,
    };
    const number = (value) => KV.el('td', {class: 'number'}, KV.number(value));
    return KV.el(
      'tr',
      {dataset: {fault: name}},
      KV.el(
        'th',
        {scope: 'row'},
        KV.litButton(
          [
            KV.el('span', {
              class: 'fault-swatch',
              style: {background: `var(--fault-${colour})`},
              'aria-hidden': 'true',
            }),
            title,
          ],
          lit,
          {class: 'link'},
        ),
      ),
      KV.el(
        'td',
        {},
        KV.el(
          'span',
          {class: 'bar-room', 'aria-hidden': 'true'},
          KV.el('span', {
            class: 'bar',
            style: {width: (100 * places.length) / sweep.count + '%', background: `var(--fault-${colour})`},
          }),
        ),
        KV.el('span', {class: 'bar-count'}, KV.number(places.length)),
      ),
      number(failed),
      number(sumOf(name + '_faults')),
      number(sumOf(name + '_messages')),
      number(sumOf(name + '_operations')),
    );
  }

  KV.buildExposure = function (box) {
    const rows = FAULTS.map(faultRow).filter(Boolean);
    const calls = sumOf('operations');
    if (!KV.sweep.metric('operations_touched')) return false;
    const touched = `${KV.number(sumOf('operations_touched'))} of ${KV.plural(calls, 'call')} were touched by a fault.`;
    const names = ['Fault', 'Seeds with it', 'Failed', 'Faults', 'Messages struck', 'Calls touched'];
    KV.put(
      box,
      KV.el('p', {class: 'summary'}, touched),
      rows.length > 0 &&
        KV.el(
          'div',
          {class: 'wide-table'},
          KV.el(
            'table',
            {class: 'data exposure-table'},
            KV.el(
              'thead',
              {},
              KV.el(
                'tr',
                {},
                names.map((name, at) => KV.el('th', {scope: 'col', class: at > 1 && 'number'}, name)),
              ),
            ),
            KV.el('tbody', {}, rows),
          ),
        ),
    );
    return true;
  };
})((globalThis.KV = globalThis.KV || {}));
