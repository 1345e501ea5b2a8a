// What each peer is, tick by tick, in one word: the strip on its line. Built while a trace is read.
'use strict';
(function (KV) {
  // By number. `joining`: it runs and does not yet say that it is in the group. `partial`: it is in the group
  // and its list lacks a peer that is. `whole`: its list has all of them.
  KV.STRIPS = ['absent', 'joining', 'partial', 'whole', 'paused', 'down', 'left'];

  const UP = {absent: 0, up: 1, paused: 4, down: 5, left: 6};

  const LISTED_AT_MOST = 4000;

  class Strips {
    constructor(peers) {
      this.peers = peers;
      this.up = new Uint8Array(peers + 1);
      this.inGroup = new Uint8Array(peers + 1);
      // Who lists whom; beyond this size a list counts as whole.
      this.lists = peers <= LISTED_AT_MOST ? new Uint8Array((peers + 1) * (peers + 1)) : null;
      this.listed = new Int32Array(peers + 1);  // How many members of the group, itself aside, its list has.
      this.members = 0;
      this.changed = true;
      this.strips = Array.from({length: peers + 1}, () => []);  // [{tick, state}], ascending; [0] stays empty.
    }

    isMember(peer) {
      return this.inGroup[peer] === 1 && (this.up[peer] === UP.up || this.up[peer] === UP.paused);
    }

    // Runs `change`, which may make `peer` a member or end that.
    update(peer, change) {
      const before = this.isMember(peer);
      change();
      this.changed = true;
      const step = Number(this.isMember(peer)) - Number(before);
      if (step === 0) return;
      this.members += step;
      if (!this.lists) return;
      for (let other = 1; other <= this.peers; ++other) {
        if (other !== peer && this.lists[other * (this.peers + 1) + peer]) this.listed[other] += step;
      }
    }

    setUp(peer, name) {
      this.update(peer, () => { this.up[peer] = UP[name]; });
    }

    setInGroup(peer, value) {
      this.update(peer, () => { this.inGroup[peer] = value; });
    }

    setListed(peer, other, value) {
      const at = peer * (this.peers + 1) + other;
      if (!this.lists || other < 1 || this.lists[at] === value) return;
      this.lists[at] = value;
      this.changed = true;
      if (other !== peer && this.isMember(other)) this.listed[peer] += value ? 1 : -1;
    }

    state(peer) {
      if (this.up[peer] !== UP.up) return this.up[peer];
      if (!this.inGroup[peer]) return 1;
      return !this.lists || this.listed[peer] === this.members - 1 ? 3 : 2;
    }

    endTick(tick) {
      if (!this.changed) return;
      this.changed = false;
      for (let peer = 1; peer <= this.peers; ++peer) {
        const strip = this.strips[peer];
        const state = this.state(peer);
        if (strip.length === 0 || strip[strip.length - 1].state !== state) strip.push({tick, state});
      }
    }
  }

  KV.Strips = Strips;
})((globalThis.KV = globalThis.KV || {}));
