// The time axis that all pictures share, and which events are shown on it.
//
// A place in time is a tick with a fraction: the events of a tick stand in their order between TICK and TICK + 1.
// The three modes of time stretch ticks differently: alike, by their number of events, or with idle ones compressed.
//
//   KV.axis.x(time, width)            the place of a time in a picture `width` pixels wide, of the visible range
//   KV.axis.tickAt(x, width)          the time at a place
//   KV.axis.when(event)               the time of an event
//   KV.axis.shown(event), messageShown(message)          whether filters, hidden peers and "only" let it be seen
//   KV.axis.labels(width)             [{tick, x}]: ticks to write on an axis
//   KV.axis.idle(width)               [{from, to, x, end}]: compressed stretches that are visible
//   KV.axis.firstEvent(tick)          the first event at or after a tick
//   KV.axis.units(time)               the time in the mode's own measure
'use strict';
(function (KV) {
  const app = KV.app;
  const Kind = KV.Kind;

  const MARGIN = 0.06;            // Of a tick, before its first and after its last event.
  const SHORTEST_IDLE = 4;        // Fewer idle ticks are not compressed.
  const IDLE_UNITS = 1.2;         // What a compressed stretch takes, in ticks.
  const EMPTY_TICK_UNITS = 0.3;   // What a tick without events takes if time is told by events.
  const LABEL_PIXELS = 72;        // The least distance of two labels.

  let layouts = new WeakMap();  // By run.

  function firstEvents(run) {
    if (run.firstEvents) return run.firstEvents;
    const first = new Int32Array(run.lastTick + 2).fill(run.events.count);
    for (let event = run.events.count - 1; event >= 0; --event) first[run.events.tick[event]] = event;
    for (let tick = run.lastTick; tick >= 0; --tick) first[tick] = Math.min(first[tick], first[tick + 1]);
    run.firstEvents = first;
    return first;
  }

  // The aspects of a message that can be hidden: what befell it, or its plain delivery.
  function aspectsHidden(run, message, hidden) {
    const {flags, fate} = run.messages;
    const seen = [];
    if (flags[message] & KV.Flag.delayed) seen.push(Kind.delayed);
    if (flags[message] & KV.Flag.duplicated) seen.push(Kind.duplicated);
    if (flags[message] & KV.Flag.corrupted) seen.push(Kind.corrupted);
    if (fate[message] === KV.Fate.lost) seen.push(Kind.lost);
    if (fate[message] === KV.Fate.refused) seen.push(Kind.refused);
    if (fate[message] === KV.Fate.unfinished) seen.push(Kind.discarded);
    if (seen.length === 0) seen.push(Kind.delivered);
    return seen.every((kind) => hidden.has(kind));
  }

  function shownMessages(run, state) {
    const {count, network, from, to} = run.messages;
    const shown = new Uint8Array(count);
    const {membership, store, kinds} = state.filters;
    const {hiddenPeers, only} = state;
    const inOnly = only && new Set([...only].map((event) => run.events.message[event]));
    for (let message = 0; message < count; ++message) {
      const wanted = inOnly ? inOnly.has(message) : network[message] === 0 ? membership : store;
      if (!wanted || hiddenPeers.has(from[message]) || hiddenPeers.has(to[message])) continue;
      if (kinds.size > 0 && aspectsHidden(run, message, kinds)) continue;
      shown[message] = 1;
    }
    return shown;
  }

  function shownEvents(run, state, messages) {
    const {count, kind, message, peer} = run.events;
    const {filters, hiddenPeers, only} = state;
    const shown = new Uint8Array(count);
    for (let event = 0; event < count; ++event) {
      if (message[event] >= 0) shown[event] = messages[message[event]];
      else if (!filters.kinds.has(kind[event]) && !hiddenPeers.has(peer[event])) shown[event] = Number(!only || only.has(event));
    }
    return shown;
  }

  // Where each event stands in time, and how many shown ones each tick has.
  function placeEvents(run, shown) {
    const {count, tick} = run.events;
    const counts = new Int32Array(run.lastTick + 1);
    for (let event = 0; event < count; ++event) counts[tick[event]] += shown[event];
    const when = new Float64Array(count);
    let rank = 0;
    for (let event = 0; event < count; ++event) {
      if (event === 0 || tick[event] !== tick[event - 1]) rank = 0;
      const size = counts[tick[event]];
      when[event] = tick[event] + MARGIN + (1 - 2 * MARGIN) * (size > 0 ? Math.min(rank + 0.5, size) / size : 0.5);
      rank += shown[event];
    }
    return {counts, when};
  }

  function isBusy(run, counts) {
    const busy = Uint8Array.from(counts, (count) => Number(count > 0));
    for (const mark of run.marks) if (mark.tick <= run.lastTick) busy[mark.tick] = 1;
    for (const fault of run.faults) {
      busy[fault.begin] = 1;
      if (fault.end <= run.lastTick) busy[fault.end] = 1;
    }
    return busy;
  }

  function compressedStarts(run, counts, start) {
    const busy = isBusy(run, counts);
    const idle = [];
    let at = 0;
    while (at <= run.lastTick) {
      let end = at;
      while (end <= run.lastTick && !busy[end]) ++end;
      const length = end - at;
      const each = length >= SHORTEST_IDLE ? IDLE_UNITS / length : 1;
      if (length >= SHORTEST_IDLE) idle.push({from: at, to: end});
      for (let tick = at; tick < Math.max(end, at + 1); ++tick) start[tick + 1] = start[tick] + (length > 0 ? each : 1);
      at = Math.max(end, at + 1);
    }
    return idle;
  }

  function build() {
    const {run, state} = app;
    const messages = shownMessages(run, state);
    const shown = shownEvents(run, state, messages);
    const {counts, when} = placeEvents(run, shown);
    const start = new Float64Array(run.lastTick + 2);
    let idle = [];
    if (state.mode === 'compressed') idle = compressedStarts(run, counts, start);
    else {
      const byEvents = state.mode === 'events';
      for (let tick = 0; tick <= run.lastTick; ++tick) {
        start[tick + 1] = start[tick] + (byEvents ? Math.max(EMPTY_TICK_UNITS, counts[tick]) : 1);
      }
    }
    return {messages, shown, when, counts, start, idle};
  }

  function current() {
    let layout = layouts.get(app.run);
    if (!layout) {
      layout = build();
      layouts.set(app.run, layout);
    }
    return layout;
  }

  function units(time) {
    const {start} = current();
    const last = start.length - 2;
    const tick = KV.clamp(Math.floor(time), 0, last);
    return start[tick] + (time - tick) * (start[tick + 1] - start[tick]);
  }

  function timeAtUnits(wanted) {
    const {start} = current();
    const tick = KV.clamp(KV.lowerBound(start, wanted) - 1, 0, start.length - 2);
    return tick + (wanted - start[tick]) / (start[tick + 1] - start[tick]);
  }

  function labelStep(width) {
    const {from, to} = app.state;
    const least = ((to - from) * LABEL_PIXELS) / width;
    let step = 1;
    for (const factor of [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 100000]) {
      step = factor;
      if (factor >= least) break;
    }
    return step;
  }

  const axis = (KV.axis = {units, timeAtUnits});

  axis.x = function (time, width) {
    const left = units(app.state.from);
    return ((units(time) - left) / (units(app.state.to) - left)) * width;
  };

  // The same for many times of one picture.
  axis.scale = function (width) {
    const left = units(app.state.from);
    const factor = width / (units(app.state.to) - left);
    return (time) => (units(time) - left) * factor;
  };

  axis.tickAt = function (x, width) {
    const left = units(app.state.from);
    return timeAtUnits(left + (x / width) * (units(app.state.to) - left));
  };

  axis.when = (event) => current().when[event];
  axis.times = () => current().when;
  axis.shown = (event) => current().shown[event] === 1;
  axis.messageShown = (message) => current().messages[message] === 1;
  axis.shownCount = (tick) => current().counts[tick];
  axis.firstEvent = (tick) => firstEvents(app.run)[KV.clamp(Math.floor(tick), 0, app.run.lastTick + 1)];

  axis.labels = function (width) {
    const {from, to} = app.state;
    const step = labelStep(width);
    const found = [];
    let last = -Infinity;
    for (let tick = Math.ceil(from / step) * step; tick <= Math.min(to, app.run.lastTick); tick += step) {
      const x = axis.x(tick, width);
      if (x - last < LABEL_PIXELS * 0.8) continue;
      found.push({tick, x});
      last = x;
    }
    return found;
  };

  axis.idle = function (width) {
    const {from, to} = app.state;
    return current().idle.filter((stretch) => stretch.to > from && stretch.from < to)
      .map((stretch) => ({...stretch, x: axis.x(stretch.from, width), end: axis.x(stretch.to, width)}));
  };

  // Makes the visible range `factor` times as long, around a time, as the picture shows it.
  app.zoom = function (factor, around) {
    const {from, to, tick} = app.state;
    const centre = around !== undefined ? around : tick + 1 > from && tick < to ? tick + 0.5 : (from + to) / 2;
    const [left, middle, right] = [units(from), units(centre), units(to)];
    setRange(middle - (middle - left) * factor, middle + (right - middle) * factor);
  };

  // Moves the visible range by a share of its length.
  app.pan = function (share) {
    const [left, right] = [units(app.state.from), units(app.state.to)];
    setRange(left + (right - left) * share, right + (right - left) * share);
  };

  // Shows a range given in the mode's own measure.
  app.showUnits = (left, length) => setRange(left, left + length);

  function setRange(left, right) {
    const end = current().start[app.run.lastTick + 1];
    const length = Math.min(right - left, end);
    const from = KV.clamp(left, 0, end - length);
    app.set({from: timeAtUnits(from), to: timeAtUnits(from + length)});
  }

  const LAYOUT_DEPENDS_ON = ['run', 'filters', 'only', 'mode', 'hiddenPeers'];

  app.on((changed) => { if (LAYOUT_DEPENDS_ON.some((name) => changed.has(name))) layouts = new WeakMap(); });
})((globalThis.KV = globalThis.KV || {}));
