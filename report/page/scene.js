// What the space–time diagram shows of the visible range: which messages and events, and where. No drawing here.
'use strict';
(function (KV) {
  const app = KV.app;

  const LOOK_BACK = 30;         // Ticks: a message that takes longer is kept in a list of its own.
  const BIN_PIXELS = 3;
  const USED_PIXELS = 8;
  const DENSE = 1.3;            // More messages for each pixel that has some are counted and not drawn one by one.
  const DENSE_LEAST = 60;
  const CELL_PIXELS = 6;        // Of events of one kind and peer, one is drawn in each cell if there are many.
  const MANY_EVENTS = 700;
  const FOCUS_LIMIT = 4000;
  const CROWDED_PIXELS = 9;     // Narrower ticks have no room for a sign of each event.

  // The ticks in which messages were sent, and the messages that took long.
  function spans(run) {
    if (run.spans) return run.spans;
    const {count, sentEvent, endEvent} = run.messages;
    const {tick} = run.events;
    const sent = new Int32Array(count);
    const long = [];
    for (let message = 0; message < count; ++message) {
      sent[message] = tick[sentEvent[message]];
      if (endEvent[message] >= 0 && tick[endEvent[message]] - sent[message] > LOOK_BACK) long.push(message);
    }
    const others = [];
    for (let event = 0; event < run.events.count; ++event) if (run.events.message[event] < 0 && run.events.peer[event] > 0) others.push(event);
    run.spans = {sent, long, others: Int32Array.from(others)};
    return run.spans;
  }

  // The shown messages of which a part lies in the visible range.
  function visibleMessages(run) {
    const {from, to} = app.state;
    const {sent, long} = spans(run);
    const {endEvent} = run.messages;
    const {tick} = run.events;
    const found = [];
    const first = KV.lowerBound(sent, Math.floor(from) - LOOK_BACK);
    for (const message of long) if (message < first && tick[endEvent[message]] >= Math.floor(from) && KV.axis.messageShown(message)) found.push(message);
    for (let message = first; message < sent.length && sent[message] < to; ++message) {
      const isOver = sent[message] < Math.floor(from) && (endEvent[message] < 0 || tick[endEvent[message]] < Math.floor(from));
      if (!isOver && KV.axis.messageShown(message)) found.push(message);
    }
    return found;
  }

  function visibleEvents(run) {
    const {others} = spans(run);
    const first = KV.lowerBound(others, KV.axis.firstEvent(app.state.from));
    const end = KV.axis.firstEvent(Math.min(app.run.lastTick + 1, Math.ceil(app.state.to)));
    const found = [];
    for (let at = first; at < others.length && others[at] < end; ++at) if (KV.axis.shown(others[at])) found.push(others[at]);
    return found;
  }

  class Scene {
    // `width`, `high`: the picture's size in pixels; `top`: how far it is scrolled down; `layout`: its rows.
    constructor(width, high, top, layout) {
      Object.assign(this, {width, high, top, run: app.run, layout, scale: KV.axis.scale(width), times: KV.axis.times()});
      this.bars = [];  // Of operations, as they are drawn: {operation, x, end, y, high}.
      this.focus = app.focus();
      this.isCrowded = width / (app.state.to - app.state.from) < CROWDED_PIXELS;
      const visible = visibleMessages(this.run);
      this.visibleCount = visible.length;
      this.isDense = visible.length > Math.max(DENSE_LEAST, this.usedPixels(visible) * DENSE);
      this.bins = this.isDense ? this.binned(visible) : null;
      this.signs = this.isDense ? this.signsOf(visible) : [];
      this.messages = this.placedMessages(this.isDense ? this.focused(visible) : visible);
      this.events = this.placedEvents(visibleEvents(this.run));
    }

    // The pixels of the time axis at which messages are sent.
    usedPixels(visible) {
      const {sentEvent} = this.run.messages;
      const used = new Set();
      for (const message of visible) used.add(Math.floor(this.scale(this.times[sentEvent[message]]) / USED_PIXELS));
      return used.size * USED_PIXELS;
    }

    isInView(y) {
      return y >= -this.layout.high && y <= this.high + this.layout.high;
    }

    y(peer) {
      const line = peer >= 1 && peer <= this.run.peers ? this.layout.line[peer] : -1;
      return line < 0 ? NaN : line - this.top;
    }

    focused(visible) {
      if (!this.focus) return [];
      return visible.filter((message) => this.focus.messages.has(message)).slice(0, FOCUS_LIMIT);
    }

    // Where a message begins and ends: {message, network, fate, flags, x1, y1, ends, isLoop, inFocus}.
    place(message) {
      const {from, to, sentEvent, firstDelivery, lastDelivery, network, fate, flags} = this.run.messages;
      const y1 = this.y(from[message]);
      const x1 = this.scale(this.times[sentEvent[message]]);
      let y2 = this.y(to[message]);
      if (Number.isNaN(y2)) y2 = y1 + this.layout.high * 0.4;
      const ends = [];
      if (firstDelivery[message] >= 0) ends.push([this.scale(this.times[firstDelivery[message]]), y2]);
      if (lastDelivery[message] !== firstDelivery[message]) ends.push([this.scale(this.times[lastDelivery[message]]), y2]);
      if (ends.length === 0) ends.push([x1 + 16, y2]);
      const inFocus = this.focus !== null && this.focus.messages.has(message);
      return {message, network: network[message], fate: fate[message], flags: flags[message], x1, y1, ends, isLoop: from[message] === to[message], inFocus};
    }

    placedMessages(visible) {
      const found = [];
      for (const message of visible) {
        const placed = this.place(message);
        if (Number.isNaN(placed.y1)) continue;
        if (this.isInView(placed.y1) || this.isInView(placed.ends[0][1]) || (placed.y1 < 0) !== (placed.ends[0][1] < 0)) found.push(placed);
      }
      return found;
    }

    placedEvents(visible) {
      const {kind, peer, detail} = this.run.events;
      const thin = visible.length > MANY_EVENTS;
      const taken = new Set();
      const found = [];
      for (const event of visible) {
        const y = this.y(peer[event]);
        if (Number.isNaN(y) || !this.isInView(y)) continue;
        const x = this.scale(this.times[event]);
        const inFocus = this.focus !== null && this.focus.events.has(event);
        if (thin && !inFocus) {
          const cell = (peer[event] * 32 + kind[event]) * 65536 + Math.floor(x / CELL_PIXELS);
          if (taken.has(cell)) continue;
          taken.add(cell);
        }
        found.push({event, x, y, kind: kind[event], ok: detail[event]?.ok !== false || this.isAbsent(event), inFocus});
      }
      return found;
    }

    // True for what a read of a key that does not exist leads to: the log calls it failed, and nothing went wrong.
    isAbsent(event) {
      return this.run.operations[this.run.events.operation[event]]?.outcome === 'absent';
    }

    // How many messages each peer sent and got, per few pixels: by peer, [network][bin].
    binned(visible) {
      const {from, to, network, sentEvent, firstDelivery} = this.run.messages;
      const size = Math.ceil(this.width / BIN_PIXELS) + 1;
      const rows = new Map(this.layout.peers.map((peer) => [peer, [new Float32Array(size), new Float32Array(size)]]));
      let most = 1;
      const count = (peer, event, net) => {
        const row = rows.get(peer);
        const bin = Math.floor(this.scale(this.times[event]) / BIN_PIXELS);
        if (row && bin >= 0 && bin < size) most = Math.max(most, ++row[net][bin]);
      };
      for (const message of visible) {
        count(from[message], sentEvent[message], network[message]);
        if (firstDelivery[message] >= 0) count(to[message], firstDelivery[message], network[message]);
      }
      return {rows, most, pixels: BIN_PIXELS};
    }

    // What befell messages, at the peer where it shows: one sign of a kind for each cell. [{x, y, sign, message}]
    signsOf(visible) {
      const {from, to, sentEvent, lastDelivery, fate, flags} = this.run.messages;
      const taken = new Set();
      const found = [];
      const add = (sign, number, peer, event, message) => {
        const y = this.y(peer);
        const x = this.scale(this.times[event]);
        if (Number.isNaN(y) || !this.isInView(y) || x < 0 || x > this.width) return;
        const cell = (peer * 8 + number) * 65536 + Math.floor(x / (CELL_PIXELS * 1.5));
        if (taken.has(cell)) return;
        taken.add(cell);
        found.push({x, y, sign, message});
      };
      for (const message of visible) {
        if (fate[message] === KV.Fate.lost) add('lost', 0, from[message], sentEvent[message], message);
        if (fate[message] === KV.Fate.refused) add('refused', 1, from[message], sentEvent[message], message);
        if (fate[message] === KV.Fate.unfinished) add('inflight', 2, from[message], sentEvent[message], message);
        if (lastDelivery[message] < 0 || flags[message] === 0) continue;
        if (flags[message] & KV.Flag.delayed) add('late', 3, to[message], lastDelivery[message], message);
        if (flags[message] & KV.Flag.duplicated) add('duplicated', 4, to[message], lastDelivery[message], message);
        if (flags[message] & KV.Flag.corrupted) add('corrupted', 5, to[message], lastDelivery[message], message);
      }
      return found;
    }

    // What is at a place: {event, message, distance} or null.
    hit(x, y) {
      let best = null;
      const offer = (distance, event, message) => {
        if (distance < (best ? best.distance : 9)) best = {event, message, distance};
      };
      for (const one of this.events) offer(Math.hypot(one.x - x, (one.y - y) * 0.8) - 3, one.event, -1);
      for (const one of this.signs) offer(Math.hypot(one.x - x, one.y - 8 - y), this.run.messages.endEvent[one.message] ?? -1, one.message);
      for (const one of this.messages) {
        for (const [x2, y2] of one.ends) {
          const {distance, share} = one.isLoop ? loopDistance(x, y, one.x1, one.y1, x2) : segmentDistance(x, y, one.x1, one.y1, x2, y2);
          offer(distance, this.eventAt(one.message, share, x2), one.message);
        }
      }
      return best;
    }

    // The operation whose bar is at a place, or null.
    operationAt(x, y) {
      const found = this.bars.filter((bar) => x >= bar.x - 2 && x <= bar.end + 2 && Math.abs(y - bar.y) <= bar.high / 2 + 1);
      return found.length > 0 ? found[found.length - 1].operation : null;
    }

    // The end of a message that is nearest.
    eventAt(message, share) {
      const {sentEvent, endEvent, fate} = this.run.messages;
      if (endEvent[message] < 0) return sentEvent[message];
      return share < 0.4 && fate[message] === KV.Fate.delivered ? sentEvent[message] : endEvent[message];
    }
  }

  function segmentDistance(x, y, x1, y1, x2, y2) {
    const [dx, dy] = [x2 - x1, y2 - y1];
    const length = dx * dx + dy * dy;
    const share = length === 0 ? 0 : KV.clamp(((x - x1) * dx + (y - y1) * dy) / length, 0, 1);
    return {distance: Math.hypot(x1 + share * dx - x, y1 + share * dy - y), share};
  }

  function loopDistance(x, y, x1, y1, x2) {
    return {distance: Math.hypot((x1 + x2) / 2 - x, y1 - 7 - y), share: x < (x1 + x2) / 2 ? 0 : 1};
  }

  KV.Scene = Scene;
})((globalThis.KV = globalThis.KV || {}));
