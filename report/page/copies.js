// Copies of keys: which peers should hold a key, who holds it, and in which version.
//
//   KV.isLive(state), KV.members(run, peers)       who takes part at some place of the run
//   new KV.Ring(run, members)                      their order on the ring; replicasOf(place)
//   KV.readCopy(run, text)                         what a table's text says: {value, version, id}
//   KV.versionsOf(run, key)                        all versions of a key that any table ever held, oldest first
//   KV.tombstoneDue(run, key)                      from which tick a key's tombstones are wrong
//   KV.auditKey(run, peers, key, tick, ring, holders)    who should hold it, who does, what is wrong
'use strict';
(function (KV) {
  KV.RING_SIZE = 512;

  KV.placeText = (place) => (Number.isInteger(place) ? String(place) : place.toFixed(2));

  KV.isLive = (state) => state.up === 'up' || state.up === 'paused';

  // The ids of the live peers that say they are in the group; of all live ones if none says so; of all if the group is
  // fixed.
  KV.members = function (run, peers) {
    if (run.hasFixedGroup) return KV.allPeers(run);
    const live = [];
    for (let peer = 1; peer <= run.peers; ++peer) if (KV.isLive(peers[peer])) live.push(peer);
    const inGroup = live.filter((peer) => peers[peer].inGroup);
    return inGroup.length > 0 ? inGroup : live;
  };

  KV.allPeers = (run) => Array.from({length: run.peers}, (_, at) => at + 1);

  // The peers of `members` that may keep copies, in the order of their places, then of their ids.
  class Ring {
    constructor(run, members) {
      const place = (peer) => run.places[peer];
      this.peers = members.filter((peer) => place(peer) !== undefined).sort((a, b) => place(a) - place(b) || a - b);
      this.places = this.peers.map(place);
      this.replicas = Math.min(run.replicas, this.peers.length);
    }

    // The peers that should hold a key at `place`, the primary first: the first one at or after it, and the next.
    replicasOf(place) {
      const first = KV.lowerBound(this.places, place);
      const found = [];
      for (let i = 0; i < this.replicas; ++i) found.push(this.peers[(first + i) % this.peers.length]);
      return found;
    }

    // The peer `steps` after `peer`; undefined if it is not on the ring.
    neighbour(peer, steps) {
      const at = this.peers.indexOf(peer);
      const count = this.peers.length;
      return at < 0 || count < 2 ? undefined : this.peers[(at + steps + count) % count];
    }
  }

  // ---- What tables hold.

  const VERSION_BYTES = 12;
  const ENTRY = /^([\s\S]*):(-?\d{1,9}):([0-2])$/;

  // The first `count` bytes of a text in which `\xNN` stands for a byte, and the rest.
  function leadingBytes(text, count) {
    const bytes = [];
    let at = 0;
    while (bytes.length < count && at < text.length) {
      const escape = /^\\x([0-9a-f]{2})/.exec(text.slice(at, at + 4));
      bytes.push(escape ? parseInt(escape[1], 16) : text.charCodeAt(at));
      at += escape ? 4 : 1;
    }
    return {bytes, rest: text.slice(at)};
  }

  // Reads the form of this project's own nodes: tick, transaction and writer as 32-bit numbers, then the value.
  function readVersioned(run, text) {
    if (!text.includes('\\x00')) return null;
    const {bytes, rest} = leadingBytes(text, VERSION_BYTES);
    if (bytes.length < VERSION_BYTES) return null;
    const number = (at) => bytes[at] + bytes[at + 1] * 256 + bytes[at + 2] * 65536 + bytes[at + 3] * 16777216;
    const version = [number(0), number(4), number(8)];
    if (version[0] > run.lastTick || version[2] < 1 || version[2] > run.peers) return null;
    return {
      value: rest,
      version,
      id: version.join('/'),
      label: `tick ${version[0]}, transaction ${version[1]}, peer ${version[2]}`,
    };
  }

  // What a text in a table says. `version`: numbers that order versions, or null if the text has none that this page
  // can read. `id` is the same for copies of the same version; `label` tells the version in words.
  KV.readCopy = function (run, text) {
    const own = readVersioned(run, text);
    if (own) return own;
    const entry = ENTRY.exec(text);
    if (!entry) return {value: text, version: null, id: text, label: ''};
    return {
      value: entry[1],
      version: [Number(entry[2])],
      id: entry[1] + ':' + entry[2],
      label: 'timestamp ' + entry[2],
    };
  };

  function compareVersions(a, b) {
    if (a.version && b.version && a.version.length === b.version.length) {
      for (let i = 0; i < a.version.length; ++i) if (a.version[i] !== b.version[i]) return a.version[i] - b.version[i];
    }
    return a.row - b.row;
  }

  // Of each key its versions, by when they were made or first seen.
  function collectVersions(run) {
    const {log, texts} = run.states;
    const keys = run.keys.map(() => new Map());
    const read = texts.map((text) => KV.readCopy(run, text));
    for (let row = 0; row < log.count; ++row) {
      if (log.what[row] !== KV.Change['b+']) continue;
      const copy = read[log.c[row]];
      const known = keys[log.b[row]];
      if (!known.has(copy.id)) known.set(copy.id, {...copy, row, peer: log.peer[row], tick: run.tickOfState(row)});
    }
    return keys.map((known) => {
      const versions = [...known.values()].sort(compareVersions);
      const ranks = new Map(versions.map((version, rank) => [version.id, rank]));
      return {versions, ranks};
    });
  }

  KV.versionsOf = function (run, key) {
    if (!run.versions) run.versions = collectVersions(run);
    return run.versions[key];
  };

  // ---- Who should hold a key, and who does.

  // The copies of `key` that a peer's tables hold: [{table, text, value, label, rank}]. rank: 0 = the oldest version.
  KV.copiesOn = function (run, state, key) {
    const copies = [];
    state.tables.forEach((table, number) => {
      const text = table.get(key);
      if (text === undefined) return;
      const copy = KV.readCopy(run, text);
      copies.push({...copy, table: number, text, rank: KV.versionsOf(run, key).ranks.get(copy.id) ?? -1});
    });
    return copies;
  };

  // The key's operations, by number, kept for each run.
  KV.operationsOf = function (run, key) {
    if (!run.operationsByKey) {
      run.operationsByKey = run.keys.map(() => []);
      for (const operation of run.operations)
        if (operation && operation.key >= 0) run.operationsByKey[operation.key].push(operation);
    }
    return run.operationsByKey[key];
  };

  const isWrite = (operation) => operation.kind !== 'read';

  // What calls say about the key at the end of `tick`: the last write that succeeded, and whether one is under way.
  function historyAt(run, key, tick) {
    let last = null;
    let isOpen = false;
    for (const operation of KV.operationsOf(run, key)) {
      if (!isWrite(operation) || operation.invokedAt > tick) continue;
      const isFinished = operation.finishedAt >= 0 && operation.finishedAt <= tick;
      if (!isFinished) isOpen = isOpen || operation.finishedAt > tick;
      else if (operation.outcome === 'ok' && (!last || operation.finishedAt >= last.finishedAt)) last = operation;
    }
    return {last, isOpen};
  }

  // Whether the version of rank `newest` says that the key was deleted.
  function isTombstone(run, key, newest) {
    const version = newest >= 0 ? KV.versionsOf(run, key).versions[newest] : null;
    return version !== null && version.value === '' && version.version !== null;
  }

  // The tick from which a tombstone of `key` that is there to the end was to go, Infinity if no check says so: when
  // another peer dropped its own after the last write, else when that write was over.
  function tombstoneDue(run, key) {
    if (!run.problems.some((problem) => problem.check === 'replicas' && problem.key === key)) return Infinity;
    const {last} = historyAt(run, key, run.lastTick);
    if (!last || last.kind !== 'delete') return Infinity;
    const {log} = run.states;
    const {Change} = KV;
    let dropped = Infinity;
    for (let row = run.stateEnds[last.finishedAt]; row < log.count; ++row) {
      const isOfKey = log.b[row] === key;
      if (isOfKey && log.what[row] === Change['b-'] && dropped === Infinity) dropped = run.tickOfState(row);
      else if (isOfKey && log.what[row] === Change['b+']) dropped = Infinity;
    }
    return dropped === Infinity ? last.finishedAt : dropped;
  }

  KV.tombstoneDue = function (run, key) {
    if (!run.tombstonesDue) run.tombstonesDue = new Map();
    if (!run.tombstonesDue.has(key)) run.tombstonesDue.set(key, tombstoneDue(run, key));
    return run.tombstonesDue.get(key);
  };

  function flagOf(row, found) {
    if (row.copies.length === 0) return row.role >= 0 && found.isStored ? 'missing' : '';
    if (!row.isLive) return 'down';
    if (found.isTombstone && row.rank === found.newest) return found.isOverdue ? 'uncollected' : 'tombstone';
    if (row.rank < found.newest || found.isDeleted) return row.role < 0 ? 'surplus stale' : 'stale';
    return row.role < 0 ? 'surplus' : 'ok';
  }

  // Of each key that any table holds, the peers that do: Map(key -> [peer, ascending]).
  KV.holdersOf = function (run, peers) {
    const holders = new Map();
    for (let peer = 1; peer <= run.peers; ++peer) {
      for (const table of peers[peer].tables) {
        for (const key of table.keys()) {
          const known = holders.get(key);
          if (!known) holders.set(key, [peer]);
          else if (known[known.length - 1] !== peer) known.push(peer);
        }
      }
    }
    return holders;
  };

  // Who should hold `key` and who does, at the end of `tick`. `ring`: of those who count as the group;
  // `holders`: from KV.holdersOf.
  //   rows     [{peer, role (0 = primary; -1 = no replica), isLive, copies, rank, flag}], replicas first; flag is
  //            'ok', 'missing', 'stale', 'surplus', 'surplus stale', 'tombstone', 'uncollected' (a tombstone that the
  //            check `replicas` accuses), 'down' (holds one, but does not run) or ''
  //   newest   the rank of the newest version that a live peer holds, -1 if none does
  KV.auditKey = function (run, peers, key, tick, ring, holders) {
    const right = ring.replicasOf(run.keys[key].place);
    const rows = right.map((peer, role) => ({peer, role}));
    for (const peer of holders.get(key) || []) if (!right.includes(peer)) rows.push({peer, role: -1});
    let newest = -1;
    for (const row of rows) {
      row.isLive = KV.isLive(peers[row.peer]);
      row.copies = KV.copiesOn(run, peers[row.peer], key);
      row.rank = Math.max(-1, ...row.copies.map((copy) => copy.rank));
      if (row.isLive) newest = Math.max(newest, row.rank);
    }
    const {last, isOpen} = historyAt(run, key, tick);
    const made = newest >= 0 ? KV.versionsOf(run, key).versions[newest].tick : -1;
    const isDeleted = last !== null && last.kind === 'delete' && newest >= 0 && made < last.invokedAt;
    const isBuried = isTombstone(run, key, newest);
    const isStored = !isBuried && ((newest >= 0 && !isDeleted) || (last !== null && last.kind !== 'delete'));
    const isOverdue = isBuried && tick >= KV.tombstoneDue(run, key);
    for (const row of rows) row.flag = flagOf(row, {newest, isDeleted, isStored, isTombstone: isBuried, isOverdue});
    return {
      key,
      rows,
      right,
      newest,
      isDeleted,
      isTombstone: isBuried,
      isStored,
      isOpen,
      last,
      wrong: rows.filter((row) => KV.isWrongCopy(row.flag)).length,
    };
  };

  KV.isWrongCopy = (flag) => flag === 'missing' || flag === 'stale' || flag === 'uncollected' || flag.startsWith('surplus');

  KV.Ring = Ring;
})((globalThis.KV = globalThis.KV || {}));
