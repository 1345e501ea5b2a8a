// The peers' state at any place of a run: a log of changes, replayed from key frames.
'use strict';
(function (KV) {
  const CHANGES = ['', 'in', 'beat', 'l+', 'l=', 'l-', 'b+', 'b-', 'b0', 'up', 'down', 'again', 'pause', 'resume', 'left'];
  const Change = Object.fromEntries(CHANGES.map((name, index) => [name, index]));

  // At most this many changes are replayed for one step, or a 64th of the log if that is more.
  const FRAME_DISTANCE = 5000;
  const FRAMES = 64;

  // A table of numbers that grows: one typed array for each column.
  class Columns {
    constructor(types) {
      this.count = 0;
      this.room = 1024;
      this.types = types;
      for (const [name, Type] of Object.entries(types)) this[name] = new Type(this.room);
    }

    // The index of a new row, all zero.
    add() {
      if (this.count === this.room) this.resize(this.room * 2);
      return this.count++;
    }

    resize(room) {
      for (const [name, Type] of Object.entries(this.types)) {
        const wider = new Type(room);
        wider.set(this[name].subarray(0, Math.min(this.count, room)));
        this[name] = wider;
      }
      this.room = room;
    }

    // Gives back what is not used. Nothing is added afterwards.
    close() {
      this.resize(this.count);
      return this;
    }
  }

  function newPeer() {
    return {up: 'absent', inGroup: false, beat: 0, list: new Map(), tables: []};
  }

  class PeerStates {
    // `peers`: the size of the group. `texts`: what tables hold, by number.
    constructor(peers, texts) {
      this.texts = texts;
      this.peers = peers;
      this.addresses = [];  // A peer's id as a number, or `ID:PORT` of a stranger as text.
      this.addressNumbers = new Map();
      this.log = new Columns({what: Uint8Array, peer: Int32Array, a: Int32Array, b: Float64Array, c: Float64Array});
      this.frames = [];
      this.states = Array.from({length: peers + 1}, newPeer);
      this.owned = new Uint8Array((peers + 1) * 3);  // 1 = not seen outside: may be changed in place.
      this.position = 0;
    }

    // The number of an address as it stands in the trace.
    addressNumber(word) {
      let number = this.addressNumbers.get(word);
      if (number === undefined) {
        number = this.addresses.length;
        this.addressNumbers.set(word, number);
        this.addresses.push(/^\d{1,9}$/.test(word) ? Number(word) : word);
      }
      return number;
    }

    // Appends a change. The meaning of a, b, c depends on it; see apply().
    add(what, peer, a, b, c) {
      const log = this.log;
      const row = log.add();
      log.what[row] = what;
      log.peer[row] = peer;
      log.a[row] = a;
      log.b[row] = b;
      log.c[row] = c;
    }

    // Part 0: the peer's own fields, 1: its list, 2: its tables. Copies what others may still look at.
    own(peer, part) {
      const owned = this.owned;
      if (!owned[peer * 3]) {
        this.states[peer] = {...this.states[peer]};
        owned[peer * 3] = 1;
      }
      const state = this.states[peer];
      if (part > 0 && !owned[peer * 3 + part]) {
        if (part === 1) state.list = new Map(state.list);
        else state.tables = state.tables.map((table) => new Map(table));
        owned[peer * 3 + part] = 1;
      }
      return state;
    }

    apply(row) {
      const {what, peer, a, b, c} = this.log;
      const p = peer[row];
      switch (what[row]) {
        case Change.in: this.own(p, 0).inGroup = a[row] === 1; break;
        case Change.beat: this.own(p, 0).beat = b[row]; break;
        case Change['l+']:
        case Change['l=']: this.own(p, 1).list.set(this.addresses[a[row]], {heartbeat: b[row], timestamp: c[row]}); break;
        case Change['l-']: this.own(p, 1).list.delete(this.addresses[a[row]]); break;
        case Change['b+']: this.table(p, a[row]).set(b[row], this.texts[c[row]]); break;
        case Change['b-']: this.table(p, a[row]).delete(b[row]); break;
        case Change.b0: this.own(p, 2).tables = []; break;
        case Change.pause: this.own(p, 0).up = 'paused'; break;
        case Change.down: this.own(p, 0).up = 'down'; break;
        case Change.left: this.own(p, 0).up = 'left'; break;
        default: this.own(p, 0).up = 'up';
      }
    }

    table(peer, number) {
      const tables = this.own(peer, 2).tables;
      while (tables.length <= number) tables.push(new Map());
      return tables[number];
    }

    // Ends the recording.
    close() {
      this.log.close();
      this.distance = Math.max(FRAME_DISTANCE, Math.ceil(this.log.count / FRAMES));
      this.frames.push(this.handOut());
    }

    // The states as they are now. They never change again: what comes later is made on copies.
    handOut() {
      this.owned.fill(0);
      return this.states.slice();
    }

    // The peers' states after the first `position` changes, by id; [0] is nobody. Not to be changed.
    at(position) {
      const wanted = Math.min(position, this.log.count);
      const frame = Math.min(Math.floor(wanted / this.distance), this.frames.length - 1);
      const from = frame * this.distance;
      if (this.position > wanted || this.position < from) {
        this.states = this.frames[frame].slice();
        this.owned.fill(0);
        this.position = from;
      }
      while (this.position < wanted) {
        this.apply(this.position++);
        if (this.position === this.frames.length * this.distance) this.frames.push(this.handOut());
      }
      return this.handOut();
    }

    // Changes `first` to `end` in words: {what, peer, address, heartbeat, timestamp, table, key, text, value}.
    changes(first, end) {
      const {what, peer, a, b, c} = this.log;
      const found = [];
      for (let row = first; row < end; ++row) {
        const change = {what: CHANGES[what[row]], peer: peer[row]};
        if (change.what === 'in') change.value = a[row];
        else if (change.what === 'beat') change.value = b[row];
        else if (change.what.startsWith('l') && change.what.length === 2) {
          Object.assign(change, {address: this.addresses[a[row]], heartbeat: b[row], timestamp: c[row]});
        } else if (change.what === 'b+' || change.what === 'b-') {
          Object.assign(change, {table: a[row], key: b[row]});
          if (change.what === 'b+') change.text = this.texts[c[row]];
        }
        found.push(change);
      }
      return found;
    }
  }

  KV.Columns = Columns;
  KV.PeerStates = PeerStates;
  KV.Change = Change;
})((globalThis.KV = globalThis.KV || {}));
