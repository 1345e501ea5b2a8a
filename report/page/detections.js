// When each peer learned of each join and failure, from what the peers logged.
'use strict';
(function (KV) {
  const TITLES = {up: 'joins', again: 'restarts', down: 'fails', left: 'leaves'};

  // Each peer's starts and ends, ascending: [{tick, event, peer, what, isStart}].
  function changesByPeer(run) {
    const {kind, peer, tick} = run.events;
    const changes = Array.from({length: run.peers + 1}, () => []);
    for (let event = 0; event < run.events.count; ++event) {
      const what = KV.kinds[kind[event]];
      if (TITLES[what])
        changes[peer[event]].push({
          tick: tick[event],
          event,
          peer: peer[event],
          what,
          isStart: what === 'up' || what === 'again',
        });
    }
    return changes;
  }

  const isLiveAt = (changes, tick) => {
    let live = false;
    for (const change of changes) if (change.tick <= tick) live = change.isStart;
    return live;
  };

  function lastStart(changes, tick) {
    let start = 0;
    for (const change of changes) if (change.isStart && change.tick <= tick) start = change.tick;
    return start;
  }

  // The events that log each peer as added or removed, ascending.
  function logsByPeer(run) {
    const {kind, peer, other, detail} = run.events;
    const logs = Array.from({length: run.peers + 1}, () => []);
    for (let event = 0; event < run.events.count; ++event) {
      if (kind[event] !== KV.Kind.added && kind[event] !== KV.Kind.removed) continue;
      if (detail[event]?.as || other[event] === peer[event] || other[event] === 0) continue;
      logs[other[event]].push(event);
    }
    return logs;
  }

  // Of each peer that logged the change before `until`, its first such event.
  function firstLogs(run, change, until, logs) {
    const {kind, tick, peer} = run.events;
    const wanted = change.isStart ? KV.Kind.added : KV.Kind.removed;
    const first = new Map();
    for (const event of logs) {
      if (event > change.event && tick[event] < until && kind[event] === wanted && !first.has(peer[event]))
        first.set(peer[event], event);
    }
    return first;
  }

  // Of a peer's logs, those in which another one adds it again that had removed it since it failed.
  function relistings(run, changes, logs) {
    const {kind, peer, tick} = run.events;
    const removedAt = new Map();
    const found = [];
    for (const event of logs) {
      if (kind[event] === KV.Kind.removed) removedAt.set(peer[event], event);
      else if (!isLiveAt(changes, tick[event]) && removedAt.get(peer[event]) > lastChange(changes, tick[event]))
        found.push(event);
    }
    return found;
  }

  // The event of the last start or end of a peer until `tick`.
  function lastChange(changes, tick) {
    let last = -1;
    for (const change of changes) if (change.tick <= tick) last = change.event;
    return last;
  }

  function collect(run) {
    const changes = changesByPeer(run);
    const logs = logsByPeer(run);
    const found = [];
    const falseRemovals = [];
    const relisted = [];
    for (let peer = 1; peer <= run.peers; ++peer) {
      changes[peer].forEach((change, index) => {
        const until = index + 1 < changes[peer].length ? changes[peer][index + 1].tick : run.lastTick + 1;
        const learned = delays(run, change, firstLogs(run, change, until, logs[peer]), changes);
        found.push({
          ...change,
          title: TITLES[change.what],
          learned,
          due: due(run, change, until, logs[peer], changes),
          next: changes[peer][index + 1],
        });
      });
      for (const event of logs[peer]) {
        if (run.events.kind[event] === KV.Kind.removed && isLiveAt(changes[peer], run.events.tick[event]))
          falseRemovals.push(event);
      }
      relisted.push(...relistings(run, changes[peer], logs[peer]));
    }
    found.sort((a, b) => a.tick - b.tick || a.peer - b.peer);
    falseRemovals.sort((a, b) => a - b);
    relisted.sort((a, b) => a - b);
    return {changes: found, falseRemovals, relisted};
  }

  // After how many ticks of both being there peers learned of it, ascending, and the events in which they did.
  function delays(run, change, first, changes) {
    const {tick, peer} = run.events;
    const delayOf = (event) => tick[event] - Math.max(change.tick, lastStart(changes[peer[event]], tick[event]));
    const sorted = [...first.values()]
      .map((event) => [delayOf(event), event])
      .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    return {
      count: sorted.length,
      delays: Int32Array.from(sorted, ([delay]) => delay),
      events: Int32Array.from(sorted, ([, event]) => event),
    };
  }

  // Who had the peer on its list when the change came, by what was logged since each one's last start.
  function listersAt(run, change, logs, changes) {
    const {kind, peer, tick} = run.events;
    const listers = new Map();
    for (const event of logs) {
      if (event > change.event) break;
      if (kind[event] === KV.Kind.added) listers.set(peer[event], tick[event]);
      else listers.delete(peer[event]);
    }
    for (const [lister, at] of listers) if (at < lastStart(changes[lister], change.tick)) listers.delete(lister);
    return listers;
  }

  // How many others that ran when the time to learn of it was over had something to learn.
  function due(run, change, until, logs, changes) {
    const listers = listersAt(run, change, logs, changes);
    let count = 0;
    for (let other = 1; other <= run.peers; ++other) {
      const isNews = listers.has(other) !== change.isStart;
      if (other !== change.peer && isNews && isLiveAt(changes[other], Math.min(until, run.lastTick))) ++count;
    }
    return count;
  }

  // {changes: [{peer, tick, event, what, title, isStart, due, next (the peer's next change), learned:
  // {count, delays, events}}], falseRemovals: events
  // in which a peer removed one that ran, relisted: events in which a peer added one again that had failed and that it
  // had removed since}. Made once.
  KV.detectionsOf = function (run) {
    if (!run.detections) run.detections = collect(run);
    return run.detections;
  };
})((globalThis.KV = globalThis.KV || {}));
