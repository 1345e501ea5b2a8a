// Who was in the group, and so the order of peers on the ring, at each tick: one pass over all changes of state.
'use strict';
(function (KV) {
  // How a change of state bears on who is live and in the group: [field, value]; undefined if it does not.
  function effectOf(log, row) {
    switch (log.what[row]) {
      case KV.Change.in:
        return ['inGroup', log.a[row] ? 1 : 0];
      case KV.Change.up:
      case KV.Change.again:
      case KV.Change.resume:
        return ['live', 1];
      case KV.Change.down:
      case KV.Change.left:
        return ['live', 0];
      default:
        return undefined;
    }
  }

  function membersOf(run, fields) {
    const all = KV.allPeers(run);
    if (run.hasFixedGroup) return all;
    const live = all.filter((peer) => fields.live[peer]);
    const inGroup = live.filter((peer) => fields.inGroup[peer]);
    return inGroup.length > 0 ? inGroup : live;
  }

  function collect(run) {
    const {log} = run.states;
    const fields = {live: new Uint8Array(run.peers + 1), inGroup: new Uint8Array(run.peers + 1)};
    const rings = {ticks: [], rings: []};
    let row = 0;
    for (let tick = 0; tick <= run.lastTick; ++tick) {
      let changed = tick === 0;
      for (const end = run.stateEnds[tick]; row < end; ++row) {
        const effect = effectOf(log, row);
        if (!effect) continue;
        fields[effect[0]][log.peer[row]] = effect[1];
        changed = true;
      }
      if (!changed) continue;
      rings.ticks.push(tick);
      rings.rings.push(new KV.Ring(run, membersOf(run, fields)));
    }
    return rings;
  }

  // {ticks: ascending, when the group changed or a peer's part in it; rings: of each of them}. Made once.
  KV.ringsOf = function (run) {
    if (!run.rings) run.rings = collect(run);
    return run.rings;
  };

  // The ring at the end of `tick`.
  KV.ringAt = function (run, tick) {
    const {ticks, rings} = KV.ringsOf(run);
    return rings[Math.max(0, KV.lowerBound(ticks, tick + 1) - 1)];
  };
})((globalThis.KV = globalThis.KV || {}));
