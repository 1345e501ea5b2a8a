// The rows of the picture of operations: groups of keys or clients, a lane for each client, and no two operations of
// a row at the same time.
'use strict';
(function (KV) {
  const HEAD_PIXELS = 24;
  const LANE_PIXELS = 22;
  const FEW_OPERATIONS = 2; // A key with so few in one lane gets a row without a head.

  // How long an operation takes its place in a row, in ticks.
  function endOf(operation) {
    return operation.finishedAt >= 0 ? operation.finishedAt + 1 : operation.invokedAt + 2;
  }

  // Splits operations, ascending by start, so that none of a row overlaps another.
  function pack(operations) {
    const rows = [];
    const ends = [];
    for (const operation of operations) {
      let at = ends.findIndex((end) => end <= operation.invokedAt);
      if (at < 0) at = rows.push([]) - 1;
      rows[at].push(operation);
      ends[at] = endOf(operation);
    }
    return rows;
  }

  function groupBy(operations, of) {
    const groups = new Map();
    for (const operation of operations) {
      const name = of(operation);
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push(operation);
    }
    return groups;
  }

  const byStart = (a, b) => a.invokedAt - b.invokedAt || a.number - b.number;

  function addLanes(rows, operations) {
    const clients = [...groupBy(operations, (operation) => operation.client)].sort(([a], [b]) => a - b);
    for (const [client, own] of clients) {
      pack(own.sort(byStart)).forEach((packed, index) => {
        rows.push({
          type: 'lane',
          label: index === 0 ? KV.clientText(client) : '',
          client,
          operations: packed,
          starts: Float64Array.from(packed, (operation) => operation.invokedAt),
        });
      });
    }
  }

  function place(rows) {
    let top = 0;
    for (const row of rows) {
      row.top = top;
      row.height = row.type === 'head' ? HEAD_PIXELS : LANE_PIXELS;
      top += row.height;
    }
    return {rows, height: top, tops: rows.map((row) => row.top)};
  }

  // Rows for `operations`, by key (those of `first` lead) or by client only.
  KV.operationRows = function (run, operations, byKey, first) {
    const rows = [];
    if (!byKey) {
      addLanes(rows, operations);
      return place(rows);
    }
    const leads = (key) => (first.has(key) ? 0 : 1);
    const keys = [...groupBy(operations, (operation) => operation.key)];
    keys.sort(([a, x], [b, y]) => leads(a) - leads(b) || byStart(x[0], y[0]));
    for (const [key, own] of keys) {
      const label = run.keys[key]?.text ?? '?';
      const lanes = [];
      addLanes(lanes, own);
      if (lanes.length === 1 && own.length <= FEW_OPERATIONS) rows.push({...lanes[0], label, key});
      else rows.push({type: 'head', key, label, count: own.length}, ...lanes);
    }
    return place(rows);
  };

  // For each operation in the checker's order of its key, its rank from 1.
  KV.ranksOf = function (run) {
    if (!run.ranks) {
      run.ranks = new Map();
      for (const order of run.orders.values()) order.forEach((number, index) => run.ranks.set(number, index + 1));
    }
    return run.ranks;
  };
})((globalThis.KV = globalThis.KV || {}));
