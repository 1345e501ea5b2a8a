// Plots on the shared time axis, with the faults behind: latency, availability, messages, bytes, lists, copies.
'use strict';
(function (KV) {
  const app = KV.app;
  const PLOT_PIXELS = 118;
  const AXIS_PIXELS = 20 + KV.FAULTS_PIXELS;
  const GUTTER = 46;
  const RIGHT = 8;
  const BIN_PIXELS = 3;
  const TOP = 8;

  let plots = []; // {plot, canvas, legend, text, bins, series, high}
  let hoverTime = -1;
  let area;

  const widthOf = (one) => Math.max(40, one.canvas.parentNode.clientWidth - GUTTER - RIGHT);

  // The top of the scale: 1, 2, 4, 5, 10, 20 …
  function niceAbove(value) {
    const power = 10 ** Math.floor(Math.log10(Math.max(value, 1e-9)));
    return [1, 2, 4, 5, 10].map((factor) => factor * power).find((one) => one >= value - 1e-9);
  }

  function compute(one) {
    one.bins = KV.binsFor(Math.floor(widthOf(one) / BIN_PIXELS));
    one.series = one.plot.series(one.bins);
    let high = one.plot.least;
    for (const {values, isCount} of one.series)
      if (!isCount) for (const value of values) if (value > high) high = value;
    one.high = niceAbove(high);
  }

  // ---- Drawing.

  const y = (one, value) => TOP + (1 - value / one.high) * PLOT_PIXELS;

  function drawGrid(context, one, width) {
    context.font = '11px ' + KV.FONT;
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    for (const share of [0, 0.5, 1]) {
      const at = y(one, one.high * share);
      context.fillStyle = KV.colour('line');
      context.fillRect(GUTTER, Math.round(at), width, 1);
      context.fillStyle = KV.colour('ink-soft');
      context.fillText(shortNumber(one.high * share), GUTTER - 6, at);
    }
    context.textAlign = 'left';
  }

  function shortNumber(value) {
    if (value >= 1e6) return Math.round(value / 1e5) / 10 + ' M';
    if (value >= 1e4) return Math.round(value / 100) / 10 + ' k';
    return KV.number(value);
  }

  // Runs of bins that have a value: [[first, end]].
  function runsOf(values) {
    const runs = [];
    for (let bin = 0; bin < values.length; ++bin) {
      if (Number.isNaN(values[bin])) continue;
      if (bin > 0 && runs.length > 0 && runs[runs.length - 1][1] === bin) runs[runs.length - 1][1] = bin + 1;
      else runs.push([bin, bin + 1]);
    }
    return runs;
  }

  function drawSeries(context, one, series, x) {
    const {first, step} = one.bins;
    const start = (bin) => x(first + bin * step);
    const end = (bin) => x(Math.min(first + (bin + 1) * step, app.run.lastTick + 1));
    context.strokeStyle = context.fillStyle = KV.colour(series.colour);
    context.lineWidth = 1.75;
    context.setLineDash(series.dashes);
    for (const [from, to] of runsOf(series.values)) {
      context.beginPath();
      for (let bin = from; bin < to; ++bin) {
        const at = y(one, series.values[bin]);
        context.lineTo(start(bin), at);
        context.lineTo(end(bin), at);
      }
      context.stroke();
      if (to - from === 1)
        context.fillRect((start(from) + end(from)) / 2 - 2.5, y(one, series.values[from]) - 2.5, 5, 5);
      if (!series.isArea) continue;
      context.lineTo(end(to - 1), y(one, 0));
      context.lineTo(start(from), y(one, 0));
      context.globalAlpha = 0.14;
      context.fill();
      context.globalAlpha = 1;
    }
    context.setLineDash([]);
  }

  function draw(one) {
    const width = widthOf(one);
    const height = TOP + PLOT_PIXELS + AXIS_PIXELS;
    const context = KV.fitCanvas(one.canvas, width + GUTTER + RIGHT, height);
    const x = KV.axis.scale(width);
    drawGrid(context, one, width);
    context.save();
    context.beginPath();
    context.rect(GUTTER, 0, width, height);
    context.clip();
    context.translate(GUTTER, 0);
    KV.drawBands(context, x, width, TOP, PLOT_PIXELS);
    for (const series of one.series) if (!series.isCount) drawSeries(context, one, series, x);
    KV.drawFaultLines(context, x, width, TOP + PLOT_PIXELS);
    KV.drawTicks(context, width, TOP + PLOT_PIXELS + KV.FAULTS_PIXELS);
    context.restore();
  }

  // The lines upon a plot: the chosen tick, and where the pointer is.
  function placeLines(one) {
    const width = widthOf(one);
    const x = KV.axis.scale(width);
    const place = (node, from, to) => {
      const [left, right] = [KV.clamp(x(from), 0, width), KV.clamp(x(to), 0, width)];
      node.hidden = from < 0 || x(to) < 0 || x(from) > width;
      node.style.left = GUTTER + left + 'px';
      node.style.width = Math.max(1.5, right - left) + 'px';
    };
    place(one.cursor, app.state.tick, app.state.tick + 1);
    place(one.pointer, hoverTime, hoverTime);
  }

  // ---- Values.

  const binAt = (one, time) => KV.clamp(Math.floor((time - one.bins.first) / one.bins.step), 0, one.bins.count - 1);

  function span(one, bin) {
    const start = one.bins.first + bin * one.bins.step;
    return one.bins.step === 1
      ? `tick ${start}`
      : `ticks ${start} to ${Math.min(start + one.bins.step - 1, app.run.lastTick)}`;
  }

  const valueText = (value) => (Number.isNaN(value) ? '–' : KV.number(Math.round(value * 10) / 10));

  // The values at the pointer, or at the cursor.
  function showValues(one) {
    const time = hoverTime >= 0 ? hoverTime : app.state.tick;
    const isSeen = time >= one.bins.first && time < one.bins.first + one.bins.count * one.bins.step;
    const bin = binAt(one, time);
    KV.put(
      one.legend,
      one.series.map((series) =>
        KV.el(
          'span',
          {class: 'legend-item', dataset: {series: series.name, value: isSeen ? valueText(series.values[bin]) : ''}},
          !series.isCount &&
            KV.svg(
              'svg',
              {viewBox: '0 0 24 8', class: 'line-sample', 'aria-hidden': 'true'},
              KV.svg('path', {
                d: 'M0 4H24',
                style: {stroke: `var(--${series.colour})`},
                'stroke-dasharray': series.dashes.join(' '),
              }),
            ),
          series.name,
          ' ',
          KV.el('b', {}, isSeen ? valueText(series.values[bin]) : ''),
        ),
      ),
    );
    one.legend.dataset.at = isSeen ? span(one, bin) : '';
  }

  function hover(one, left, event) {
    const width = widthOf(one);
    hoverTime = left >= GUTTER && left <= GUTTER + width ? KV.axis.tickAt(left - GUTTER, width) : -1;
    if (hoverTime < 0) KV.tip(event, null);
    else {
      const bin = binAt(one, hoverTime);
      KV.tip(event, [
        `${one.plot.title}, ${span(one, bin)}`,
        ...one.series.map((series) => `${series.name}: ${valueText(series.values[bin])}`),
        ...KV.faultsAt(hoverTime),
      ]);
    }
    step();
  }

  // Follows the cursor and the pointer.
  function step() {
    for (const one of plots) {
      if (!one.series) return;
      placeLines(one);
      showValues(one);
    }
  }

  function redraw(computes) {
    for (const one of plots) {
      if (one.canvas.parentNode.clientWidth === 0) return;
      if (computes || !one.series) compute(one);
      draw(one);
    }
    step();
  }

  // What a plot says in words, over the visible range.
  function showTexts() {
    for (const one of plots) {
      const ranges = one.series
        ? one.series
            .map((series) => {
              const values = [...series.values].filter((value) => !Number.isNaN(value));
              return values.length === 0
                ? `${series.name}: nothing`
                : `${series.name}: ${valueText(Math.min(...values))} to ${valueText(Math.max(...values))}`;
            })
            .join(', ')
        : '';
      one.canvas.setAttribute(
        'aria-label',
        `${one.plot.title}, ${one.plot.unit}, ticks ${Math.floor(app.state.from)} to ${Math.ceil(app.state.to) - 1}: ${ranges}.`,
      );
    }
  }

  // ---- The panel.

  function buildPlot(plot) {
    const one = {plot, series: null};
    one.canvas = KV.el('canvas', {role: 'img'});
    one.legend = KV.el('p', {class: 'view-legend values'});
    one.text = KV.el('p', {class: 'plot-text'});
    const line = (name) =>
      KV.el('div', {class: name, 'aria-hidden': 'true', style: {top: TOP + 'px', height: PLOT_PIXELS + 'px'}});
    one.cursor = line('plot-cursor');
    one.pointer = line('plot-pointer');
    one.figure = KV.el(
      'figure',
      {class: 'plot', id: 'plot-' + plot.id},
      KV.el('figcaption', {}, KV.el('strong', {}, plot.title), ' ', KV.el('span', {class: 'unit'}, plot.unit)),
      one.legend,
      KV.el('div', {class: 'plot-canvas'}, one.canvas, one.cursor, one.pointer),
      one.text,
    );
    KV.timeGestures(one.canvas, {
      area: () => ({left: GUTTER, width: widthOf(one)}),
      hover: (left, top, event) => hover(one, left, event),
      click: (left) => {
        if (left >= GUTTER) app.set({tick: Math.floor(KV.axis.tickAt(left - GUTTER, widthOf(one)))});
      },
    });
    return one;
  }

  function build(box) {
    plots = KV.PLOTS.map(buildPlot);
    area = KV.el(
      'div',
      {class: 'plots'},
      plots.map((one) => one.figure),
    );
    KV.put(box, area);
    KV.onResize(area, () => {
      redraw(true);
      showTexts();
    });
  }

  const RANGE = ['run', 'from', 'to', 'size'];

  KV.view({
    id: 'plots',
    title: 'Plots',
    build,
    help: 'How the run went over time. Coloured bands are faults; the values stand for the chosen tick, or where you point.',
    update(changed) {
      if (changed.has('run')) for (const one of plots) KV.put(one.text, one.plot.summary());
      const rescaled = RANGE.some((name) => changed.has(name));
      if (rescaled || ['mode', 'filters', 'theme', 'only', 'hiddenPeers'].some((name) => changed.has(name)))
        redraw(rescaled);
      else if (changed.has('tick')) step();
      if (rescaled) showTexts();
    },
  });
})((globalThis.KV = globalThis.KV || {}));
