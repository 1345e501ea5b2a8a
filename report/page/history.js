// How complete the lists and the copies are, tick by tick: one pass over all changes of state.
'use strict';
(function (KV) {
  const LISTED_AT_MOST = 4000;

  class History {
    constructor(run) {
      this.run = run;
      this.size = run.peers + 1;
      this.live = new Uint8Array(this.size);
      this.inGroup = new Uint8Array(this.size);
      // Who lists whom; not followed beyond LISTED_AT_MOST peers.
      this.lists = run.peers <= LISTED_AT_MOST ? new Uint8Array(this.size * this.size) : null;
      this.listed = new Int32Array(this.size); // Of each peer: the members on its list, itself aside.
      this.wrong = new Int32Array(this.size); // Of each peer: its entries that are no live peer.
      this.holders = run.keys.map(() => new Map()); // Of each key: peer -> in how many tables.
      this.isWhole = new Uint8Array(run.keys.length);
      this.touched = new Set();
      this.members = 0;
      this.heldKeys = 0;
      this.wholeKeys = 0;
      const series = () => new Int32Array(run.lastTick + 1);
      this.result = {
        live: series(),
        members: series(),
        completeLists: series(),
        missing: series(),
        wrong: series(),
        heldKeys: series(),
        wholeKeys: series(),
        hasLists: this.lists !== null,
      };
    }

    isMember(peer) {
      return this.live[peer] === 1 && this.inGroup[peer] === 1;
    }

    // Changes whether `peer` is live (`field` = live) or says that it is in the group.
    set(field, peer, value) {
      if (field[peer] === value) return;
      const wasMember = this.isMember(peer);
      field[peer] = value;
      const step = Number(this.isMember(peer)) - Number(wasMember);
      this.members += step;
      this.listsChanged = true;
      if (step !== 0) this.membersChanged = true;
      if (!this.lists) return;
      const wrongStep = field === this.live ? (value ? -1 : 1) : 0;
      for (let other = 1; other < this.size; ++other) {
        if (!this.lists[other * this.size + peer]) continue;
        if (other !== peer) this.listed[other] += step;
        this.wrong[other] += wrongStep;
      }
    }

    setListed(peer, address, value) {
      this.listsChanged = true;
      if (typeof address !== 'number' || address >= this.size || address < 1) {
        this.wrong[peer] += value ? 1 : -1;
        return;
      }
      const at = peer * this.size + address;
      if (!this.lists || this.lists[at] === value) return;
      this.lists[at] = value;
      const step = value ? 1 : -1;
      if (address !== peer && this.isMember(address)) this.listed[peer] += step;
      if (!this.live[address]) this.wrong[peer] += step;
    }

    hold(peer, key, table, holds) {
      const holders = this.holders[key];
      const tables = holders.get(peer) || 0;
      const next = holds ? tables | (1 << (table % 31)) : tables & ~(1 << (table % 31));
      if (next === 0) holders.delete(peer);
      else holders.set(peer, next);
      this.touched.add(key);
    }

    forgetTables(peer) {
      this.holders.forEach((holders, key) => {
        if (holders.delete(peer)) this.touched.add(key);
      });
    }

    apply(row) {
      const {log, addresses} = this.run.states;
      const peer = log.peer[row];
      const a = log.a[row];
      const Change = KV.Change;
      switch (log.what[row]) {
        case Change.in:
          this.set(this.inGroup, peer, a ? 1 : 0);
          break;
        case Change['l+']:
          this.setListed(peer, addresses[a], 1);
          break;
        case Change['l-']:
          this.setListed(peer, addresses[a], 0);
          break;
        case Change['b+']:
          this.hold(peer, log.b[row], a, true);
          break;
        case Change['b-']:
          this.hold(peer, log.b[row], a, false);
          break;
        case Change.b0:
          this.forgetTables(peer);
          break;
        case Change.up:
        case Change.again:
        case Change.resume:
          this.set(this.live, peer, 1);
          break;
        case Change.down:
        case Change.left:
          this.set(this.live, peer, 0);
          this.membersChanged = true;
          break;
        default:
          break;
      }
    }

    judgeKeys() {
      if (this.membersChanged) {
        const members = [];
        for (let peer = 1; peer < this.size; ++peer) if (this.isMember(peer)) members.push(peer);
        this.ring = new KV.Ring(this.run, members);
        this.run.keys.forEach((key, number) => this.touched.add(number));
      }
      for (const key of this.touched) {
        const holders = this.holders[key];
        const isHeld = [...holders.keys()].some((peer) => this.live[peer]);
        const replicas = this.ring ? this.ring.replicasOf(this.run.keys[key].place) : [];
        const state = !isHeld ? 0 : replicas.length > 0 && replicas.every((peer) => holders.has(peer)) ? 2 : 1;
        const before = this.isWhole[key];
        this.heldKeys += Number(state > 0) - Number(before > 0);
        this.wholeKeys += Number(state === 2) - Number(before === 2);
        this.isWhole[key] = state;
      }
      this.touched.clear();
      this.membersChanged = false;
    }

    judgeLists() {
      this.complete = this.missing = this.wrongEntries = this.liveCount = 0;
      for (let peer = 1; peer < this.size; ++peer) {
        if (this.live[peer]) ++this.liveCount;
        if (!this.isMember(peer)) continue;
        const missing = this.lists ? this.members - 1 - this.listed[peer] : 0;
        this.missing += missing;
        this.wrongEntries += this.wrong[peer];
        if (missing === 0 && this.wrong[peer] === 0) ++this.complete;
      }
      this.listsChanged = false;
    }

    follow() {
      const {run, result} = this;
      let row = 0;
      this.listsChanged = true;
      for (let tick = 0; tick <= run.lastTick; ++tick) {
        for (const end = run.stateEnds[tick]; row < end; ++row) this.apply(row);
        if (this.listsChanged) this.judgeLists();
        if (this.membersChanged || this.touched.size > 0) this.judgeKeys();
        result.live[tick] = this.liveCount;
        result.members[tick] = this.members;
        result.completeLists[tick] = this.complete;
        result.missing[tick] = this.missing;
        result.wrong[tick] = this.wrongEntries;
        result.heldKeys[tick] = this.heldKeys;
        result.wholeKeys[tick] = this.wholeKeys;
      }
      return result;
    }
  }

  // By tick, at its end: live peers, members of the group, those with complete and right lists, entries missing on
  // members' lists, their entries that are no live peer, keys that a live peer holds, and those with all their copies.
  // Made once.
  KV.historyOf = function (run) {
    if (!run.history) run.history = new History(run).follow();
    return run.history;
  };
})((globalThis.KV = globalThis.KV || {}));
