// The numbers behind the plots: per bin of ticks, from operations, messages, lists and copies.
'use strict';
(function (KV) {
  const app = KV.app;

  const NICE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000];

  // Bins of equally many ticks that cover the visible range, at most `most` of them: {first, step, count}.
  KV.binsFor = function (most) {
    const {from, to} = app.state;
    const step = NICE.find((one) => (to - from) / one <= most) || NICE[NICE.length - 1];
    const first = Math.floor(from / step) * step;
    return {first, step, count: Math.max(1, Math.ceil((Math.min(to, app.run.lastTick + 1) - first) / step))};
  };

  const binOf = (bins, tick) => Math.floor((tick - bins.first) / bins.step);
  const isIn = (bins, tick) => tick >= bins.first && tick < bins.first + bins.count * bins.step;

  // For each bin `pick` of its ticks' values.
  function overTicks(bins, values, pick) {
    const found = new Float64Array(bins.count).fill(NaN);
    for (let bin = 0; bin < bins.count; ++bin) {
      const start = bins.first + bin * bins.step;
      const own = values.subarray(start, Math.min(start + bins.step, app.run.lastTick + 1));
      if (own.length > 0) found[bin] = pick(own);
    }
    return found;
  }

  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const least = (values) => values.reduce((low, value) => Math.min(low, value), Infinity);
  const most = (values) => values.reduce((high, value) => Math.max(high, value), -Infinity);

  // The value below which a share of the ascending `sorted` lies (nearest rank).
  KV.percentile = function (sorted, share) {
    return sorted.length === 0 ? NaN : sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  };

  const operations = () => app.run.operations.filter((operation) => operation && operation.invokedAt >= 0);
  const isAnswered = (operation) =>
    operation.finishedAt >= 0 && (operation.outcome === 'ok' || operation.outcome === 'absent');
  const latencyOf = (operation) => operation.finishedAt - operation.invokedAt;

  function latencies(bins) {
    const own = Array.from({length: bins.count}, () => []);
    for (const operation of operations()) {
      if (operation.finishedAt >= 0 && isIn(bins, operation.invokedAt))
        own[binOf(bins, operation.invokedAt)].push(latencyOf(operation));
    }
    for (const list of own) list.sort((a, b) => a - b);
    return (share) => Float64Array.from(own, (list) => KV.percentile(list, share));
  }

  function latencySummary() {
    const all = operations()
      .filter((operation) => operation.finishedAt >= 0)
      .sort((a, b) => latencyOf(a) - latencyOf(b));
    if (all.length === 0) return 'No call got a result.';
    const sorted = all.map(latencyOf);
    const slowest = all[all.length - 1];
    const [half, most, nearlyAll] = [0.5, 0.95, 0.99].map((share) => KV.percentile(sorted, share));
    return (
      `Half of ${KV.plural(all.length, 'result')} came within ${KV.plural(half, 'tick')}, 95 % within ${KV.number(most)}, ` +
      `99 % within ${KV.number(nearlyAll)}; the slowest is operation ${slowest.number} ` +
      `with ${KV.number(latencyOf(slowest))}, called at tick ${slowest.invokedAt}.`
    );
  }

  function availability(bins) {
    const called = new Float64Array(bins.count);
    const answered = new Float64Array(bins.count);
    for (const operation of operations()) {
      if (!isIn(bins, operation.invokedAt)) continue;
      ++called[binOf(bins, operation.invokedAt)];
      if (isAnswered(operation)) ++answered[binOf(bins, operation.invokedAt)];
    }
    return {called, share: called.map((count, bin) => (count > 0 ? (100 * answered[bin]) / count : NaN))};
  }

  function availabilitySummary() {
    const all = operations();
    if (all.length === 0) return 'No client called.';
    const answered = all.filter(isAnswered).length;
    const share = Math.floor((1000 * answered) / all.length) / 10;
    const first = all.filter((operation) => !isAnswered(operation)).sort((a, b) => a.invokedAt - b.invokedAt)[0];
    const lacking = first
      ? `${KV.number(all.length - answered)} failed or got no result, ` +
        `the first at tick ${first.invokedAt} (operation ${first.number}).`
      : 'None failed.';
    return `${KV.number(answered)} of ${KV.plural(all.length, 'call')} succeeded or found no such key (${share} %). ${lacking}`;
  }

  const total = (values) => values.reduce((sum, value) => sum + value, 0);

  function messageSummary() {
    return (
      KV.NETWORKS.map((name, network) => {
        const {sent, lost} = app.run.perTick(network);
        return `${name}: ${KV.number(total(sent))} sent, ${KV.number(total(lost))} lost`;
      }).join('; ') + '.'
    );
  }

  function byteSummary() {
    return (
      KV.NETWORKS.map((name, network) => {
        const {sent, bytes} = app.run.perTick(network);
        const count = total(sent);
        return (
          `${name}: ${KV.number(total(bytes))} bytes` +
          (count > 0 ? `, ${KV.number(Math.round(total(bytes) / count))} each message` : '')
        );
      }).join('; ') + '.'
    );
  }

  // The last stretch of ticks at which `bad` holds, and how many ticks in all.
  function stretches(bad) {
    let count = 0;
    let last = -1;
    for (let tick = 0; tick <= app.run.lastTick; ++tick) {
      if (!bad(tick)) continue;
      ++count;
      last = tick;
    }
    return {count, last};
  }

  function listSummary() {
    const history = KV.historyOf(app.run);
    if (!history.hasLists) return 'The group is too large to follow its lists.';
    const {count, last} = stretches((tick) => history.completeLists[tick] < history.members[tick]);
    const end = history.members[app.run.lastTick];
    const complete = KV.number(history.completeLists[app.run.lastTick]);
    const now = `At the end ${complete} of ${KV.plural(end, 'member')} have a complete and right list.`;
    return count === 0
      ? `All lists were right at each tick. ${now}`
      : `Some list was incomplete or wrong in ${KV.plural(count, 'tick')}, the last time at tick ${last}. ${now}`;
  }

  function keySummary() {
    const history = KV.historyOf(app.run);
    const {count, last} = stretches((tick) => history.wholeKeys[tick] < history.heldKeys[tick]);
    const end = app.run.lastTick;
    const held = KV.plural(history.heldKeys[end], 'key');
    const now = `At the end ${KV.number(history.wholeKeys[end])} of ${held} held have all their copies.`;
    return count === 0
      ? `No held key ever lacked a copy. ${now}`
      : `Some key lacked a copy in ${KV.plural(count, 'tick')}, the last time at tick ${last}. ${now}`;
  }

  function perTick(bins, name, network) {
    return overTicks(bins, app.run.perTick(network)[name], mean);
  }

  const byNetwork = (bins, name) => [
    {name: 'membership', colour: 'membership', dashes: [6, 3], values: perTick(bins, name, 0)},
    {name: 'store', colour: 'store', dashes: [], values: perTick(bins, name, 1)},
  ];

  // The plots: {id, title, unit, least (the top of the scale is at least this), summary(), series(bins) -> [{name, colour,
  // dashes, values, isArea}]}. NaN = nothing in that bin.
  KV.PLOTS = [
    {
      id: 'latency',
      title: 'Latency of results',
      unit: 'ticks',
      least: 4,
      summary: latencySummary,
      series(bins) {
        const at = latencies(bins);
        return [
          {name: 'slowest', colour: 'bad', dashes: [2, 3], values: at(1)},
          {name: '95 %', colour: 'late', dashes: [6, 3], values: at(0.95)},
          {name: 'median', colour: 'store', dashes: [], values: at(0.5)},
        ];
      },
    },
    {
      id: 'availability',
      title: 'Availability',
      unit: '% of calls answered',
      least: 100,
      summary: availabilitySummary,
      series(bins) {
        const {called, share} = availability(bins);
        return [
          {name: 'answered', colour: 'good', dashes: [], values: share, isArea: true},
          {name: 'calls', colour: 'ink-faint', values: called, isCount: true},
        ];
      },
    },
    {
      id: 'messages',
      title: 'Messages sent',
      unit: 'per tick',
      least: 4,
      summary: messageSummary,
      series: (bins) => [
        ...byNetwork(bins, 'sent'),
        {
          name: 'lost',
          colour: 'lost',
          dashes: [2, 3],
          values: perTick(bins, 'lost', 0).map((value, bin) => value + perTick(bins, 'lost', 1)[bin]),
        },
      ],
    },
    {
      id: 'bytes',
      title: 'Bytes sent',
      unit: 'per tick',
      least: 100,
      summary: byteSummary,
      series: (bins) => byNetwork(bins, 'bytes'),
    },
    {
      id: 'lists',
      title: 'Complete lists',
      unit: 'peers',
      least: 3,
      summary: listSummary,
      series(bins) {
        const history = KV.historyOf(app.run);
        return [
          {name: 'members', colour: 'ink-soft', dashes: [6, 3], values: overTicks(bins, history.members, most)},
          {
            name: 'complete and right lists',
            colour: 'good',
            dashes: [],
            values: overTicks(bins, history.completeLists, least),
            isArea: true,
          },
        ];
      },
    },
    {
      id: 'entries',
      title: 'Wrong and missing entries',
      unit: 'on all lists',
      least: 3,
      summary: () => '',
      series(bins) {
        const history = KV.historyOf(app.run);
        return [
          {name: 'wrong', colour: 'bad', dashes: [2, 3], values: overTicks(bins, history.wrong, most)},
          {name: 'missing', colour: 'unknown', dashes: [], values: overTicks(bins, history.missing, most)},
        ];
      },
    },
    {
      id: 'keys',
      title: 'Keys with all copies',
      unit: 'keys',
      least: 3,
      summary: keySummary,
      series(bins) {
        const history = KV.historyOf(app.run);
        return [
          {
            name: 'held by any peer',
            colour: 'ink-soft',
            dashes: [6, 3],
            values: overTicks(bins, history.heldKeys, most),
          },
          {
            name: 'with all copies',
            colour: 'good',
            dashes: [],
            values: overTicks(bins, history.wholeKeys, least),
            isArea: true,
          },
        ];
      },
    },
  ];
})((globalThis.KV = globalThis.KV || {}));
