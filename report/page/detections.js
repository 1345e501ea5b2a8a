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
      if (TITLES[what]) changes[peer[event]].push({tick: tick[event], event, peer: peer[event], what, isStart: what === 'up' || what === 'again'});
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

  // What was logged about each peer, ascending: [{event, tick, by, isAdded}].
  function logsByPeer(run) {
    const {kind, peer, other, tick, detail} = run.events;
    const logs = Array.from({length: run.peers + 1}, () => []);
    for (let event = 0; event < run.events.count; ++event) {
      const isAdded = kind[event] === KV.Kind.added;
      if (!isAdded && kind[event] !== KV.Kind.removed) continue;
      if (detail[event]?.as || other[event] === peer[event] || other[event] === 0) continue;
      logs[other[event]].push({event, tick: tick[event], by: peer[event], isAdded});
    }
    return logs;
  }

  function collect(run) {
    const changes = changesByPeer(run);
    const logs = logsByPeer(run);
    const found = [];
    const falseRemovals = [];
    for (let peer = 1; peer <= run.peers; ++peer) {
      changes[peer].forEach((change, index) => {
        const until = index + 1 < changes[peer].length ? changes[peer][index + 1].tick : run.lastTick + 1;
        const first = new Map();
        for (const log of logs[peer]) {
          if (log.event > change.event && log.tick < until && log.isAdded === change.isStart && !first.has(log.by)) first.set(log.by, log);
        }
        found.push({...change, until, title: TITLES[change.what], learned: delays(run, change, until, first, changes), due: due(run, change, until, changes)});
      });
      for (const log of logs[peer]) if (!log.isAdded && isLiveAt(changes[peer], log.tick)) falseRemovals.push({...log, peer});
    }
    found.sort((a, b) => a.tick - b.tick || a.peer - b.peer);
    falseRemovals.sort((a, b) => a.event - b.event);
    return {changes: found, falseRemovals};
  }

  // Who learned, after how many ticks of both being there, the fastest first.
  function delays(run, change, until, first, changes) {
    return [...first.values()].map((log) => ({...log, delay: log.tick - Math.max(change.tick, lastStart(changes[log.by], log.tick))}))
      .sort((a, b) => a.delay - b.delay || a.by - b.by);
  }

  // How many others ran when the time to learn of it was over.
  function due(run, change, until, changes) {
    let count = 0;
    for (let other = 1; other <= run.peers; ++other) {
      if (other !== change.peer && isLiveAt(changes[other], Math.min(until, run.lastTick))) ++count;
    }
    return count;
  }

  // {changes: [{peer, tick, what, title, isStart, due, learned: [{by, tick, delay, event}]}], falseRemovals:
  // [{peer, by, tick, event}]}. Made once.
  KV.detectionsOf = function (run) {
    if (!run.detections) run.detections = collect(run);
    return run.detections;
  };
})((globalThis.KV = globalThis.KV || {}));
