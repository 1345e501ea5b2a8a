// Made-up runs: random, but valid traces, with every kind of record. The same options give the same bytes.

import {TraceWriter, quoted} from './trace_writer.mjs';

// Numbers in [0, below) from a seed (mulberry32).
export class Random {
  #state;
  constructor(seed) { this.#state = seed >>> 0; }
  below(limit) {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % limit;
  }
  chance(percent) { return this.below(100) < percent; }
  of(list) { return list[this.below(list.length)]; }
}

const kinds = ['create', 'read', 'update', 'delete'];

// One made-up run. `options`: seed, peers, ticks, and what the texts are taken from: keys, values, texts
// (of messages), notes, faults, conf, replay, sources.
class MadeUpRun {
  constructor(options) {
    this.options = {
      seed: 1, peers: 5, ticks: 40, messages: 3, operations: 20, keys: ['k1', 'k2', 'k3'], values: ['v1', 'v2', 'v3 with blanks'],
      texts: ['READ k1', 'UPDATE k1 v2', 'REPLY ok'], notes: ['a line'], faults: ['at 9 cut 1 from 2 for 5'],
      conf: 'made-up.conf', replay: './Application made-up.conf --seed 1', sources: [['nodes', 'made up']], full: 1, ...options,
    };
    const o = this.options;
    this.random = new Random(o.seed);
    this.ids = Array.from({length: o.peers}, (_, i) => i + 1);
    this.trace = new TraceWriter({...o, places: this.ids.map(() => this.random.below(512))});
    this.peers = this.ids.map((id) => ({id, up: 'absent', inGroup: 0, beat: 0, list: new Map(), tables: [new Map(), new Map()],
      written: {inGroup: 0, beat: 0, list: new Map(), tables: [new Map(), new Map()]}}));
    this.inFlight = [];
    this.operations = [];
    this.faults = [];
  }

  key() {
    const text = this.random.of(this.options.keys);
    return this.trace.key(text, (text.length * 37) % 512);
  }
  value() { return quoted(this.random.of(this.options.values)); }
  running() { return this.peers.filter((p) => p.up === 'up'); }

  write() {
    for (let tick = 0; tick < this.options.ticks; ++tick) {
      this.trace.line('t', tick);
      this.tick(tick);
    }
    for (const message of this.inFlight) if (!message.handed) this.trace.line('p', message.name);
    this.writeEnd();
    return this.trace.toString();
  }

  tick(tick) {
    const {random, trace} = this;
    for (const peer of this.peers) if (peer.up === 'absent' && random.chance(tick === 0 ? 60 : 40)) this.become(peer, 'up');
    if (tick > 2 && random.chance(25)) this.changeOnePeer();
    if (random.chance(10)) this.changeFaults();
    for (const peer of this.running()) this.turn(peer, 'MP1Node::recvLoop', () => this.receive(peer, tick, 'm'));
    for (const peer of this.running()) this.turn(peer, 'MP1Node::nodeLoop', () => this.membershipTurn(peer, tick));
    if (this.operations.length < this.options.operations && this.running().length > 0) this.call(tick);
    for (const peer of this.running()) this.turn(peer, 'MP2Node::checkMessages', () => this.storeTurn(peer, tick));
  }

  become(peer, up) {
    peer.up = up;
    this.trace.line(up, peer.id);
  }

  changeOnePeer() {
    const peer = this.random.of(this.peers);
    if (peer.up === 'up') {
      const what = this.random.of(['down', 'pause', 'left']);
      this.trace.line(what, peer.id);
      peer.up = {down: 'down', pause: 'paused', left: 'left'}[what];
    } else if (peer.up === 'paused') {
      this.trace.line('resume', peer.id);
      peer.up = 'up';
    } else if (peer.up === 'down') {
      const kept = this.random.below(2);
      this.trace.line('again', peer.id, kept);
      peer.up = 'up';
      if (!kept) this.forget(peer);
    }
  }

  forget(peer) {
    peer.list.clear();
    peer.inGroup = 0;
    for (const tables of [peer.tables, peer.written.tables]) tables.forEach((table) => table.clear());
    this.trace.line('at', peer.id);
    this.trace.line('b0');
    this.writeState(peer);
  }

  turn(peer, call, inside) {
    this.trace.turn(peer.id, call, () => {
      inside();
      this.writeState(peer);
    });
  }

  // Writes the difference to what was written last.
  writeState(peer) {
    const {trace} = this;
    const {written} = peer;
    if (peer.inGroup !== written.inGroup) trace.line('in', peer.inGroup);
    if (peer.beat !== written.beat) trace.line('beat', peer.beat);
    for (const [addr, entry] of peer.list) {
      const before = written.list.get(addr);
      if (String(before) !== String(entry)) trace.line(before ? 'l=' : 'l+', addr, ...entry);
    }
    for (const addr of written.list.keys()) if (!peer.list.has(addr)) trace.line('l-', addr);
    peer.tables.forEach((table, t) => {
      for (const [key, value] of table) if (written.tables[t].get(key) !== value) trace.line('b+', t, key, value);
      for (const key of written.tables[t].keys()) if (!table.has(key)) trace.line('b-', t, key);
    });
    peer.written = {inGroup: peer.inGroup, beat: peer.beat, list: new Map(peer.list), tables: peer.tables.map((table) => new Map(table))};
  }

  changeFaults() {
    if (this.faults.length > 0 && this.random.chance(50)) {
      this.trace.line('fault-', this.faults.pop());
      return;
    }
    const kind = this.random.of(['cut', 'partition', 'delay', 'duplicate', 'corrupt', 'pause']);
    const peers = this.ids.filter(() => this.random.chance(30));
    const fault = [kind, quoted(this.random.of(this.options.faults)), ...peers].join(' ');
    this.faults.push(fault);
    this.trace.line('fault+', fault);
  }

  // Hands over, loses or damages what is in flight to `peer`.
  receive(peer, tick, network) {
    const {random, trace} = this;
    for (const message of this.inFlight.filter((m) => m.to === peer.id && m.network === network)) {
      if (message.due > tick) continue;
      trace.line('r', message.name);
      if (message.copies > 1) message.copies -= 1, message.handed = true;
      else this.inFlight.splice(this.inFlight.indexOf(message), 1);
      this.gossip(peer, random.of(this.ids), tick);
    }
  }

  gossip(peer, id, tick) {
    const {random, trace} = this;
    const addr = random.chance(5) ? `${id}:${1 + random.below(9)}` : `${id}`;
    if (!peer.list.has(addr)) {
      peer.list.set(addr, [tick, tick]);
      trace.line('as', addr);
      trace.line('added', peer.id, id);
    } else if (random.chance(10)) {
      peer.list.delete(addr);
      trace.line('removed', peer.id, id);
    } else {
      peer.list.set(addr, [tick + 1, tick]);
    }
  }

  membershipTurn(peer, tick) {
    const {random, trace} = this;
    if (random.chance(60)) this.send(peer, 'm', tick);
    if (random.chance(5)) trace.line('note', peer.id, quoted(random.of(this.options.notes)));
    peer.inGroup = 1;
    peer.beat += 1;
  }

  send(peer, network, tick) {
    const {random, trace} = this;
    const to = random.of(this.ids);
    const size = 1 + random.below(300);
    const text = random.chance(90) ? random.of(this.options.texts) : null;
    if (random.chance(5)) {
      trace.send(network, peer.id, to, size, text, random.of(['chance', 'too-large', 'queue-full']));
      return;
    }
    const message = {name: trace.send(network, peer.id, to, size, text), network, to, due: tick + 1, copies: 1};
    if (random.chance(5)) {
      trace.line('x', message.name, random.of(['receiver-down', 'fault', 'partition']));
      return;
    }
    if (random.chance(5)) trace.line('d', message.name), message.due += 3;
    if (random.chance(5)) trace.line('u', message.name), message.copies = 2;
    if (random.chance(5)) {
      const damaged = trace.text(`damaged ${random.of(this.options.texts)}`);
      trace.line('c', message.name, damaged);
    }
    this.inFlight.push(message);
  }

  call(tick) {
    const {random, trace} = this;
    const peer = random.of(this.running());
    const kind = random.of(kinds);
    const value = kind === 'create' || kind === 'update' ? this.value() : '""';
    const operation = {number: this.operations.length + 1, peer: peer.id, kind, key: this.key(), value, invoked: tick, finished: -1, answers: 0};
    this.operations.push(operation);
    trace.line('call', operation.number, peer.id, random.below(4), kind, operation.key, value);
  }

  storeTurn(peer, tick) {
    const {random, trace} = this;
    this.receive(peer, tick, 's');
    for (let i = 0; i < this.options.messages; ++i) if (random.chance(30)) this.send(peer, 's', tick);
    this.answer(peer, tick);
    const table = random.below(2);
    const key = this.key();
    if (!peer.tables[table].has(key) || random.chance(60)) {
      peer.tables[table].set(key, this.value());
    } else {
      peer.tables[table].delete(key);
    }
  }

  answer(peer, tick) {
    const {random, trace} = this;
    const open = this.operations.filter((o) => o.finished < 0 && o.invoked < tick);
    if (open.length === 0) return;
    const o = random.of(open);
    const fields = (ok) => [peer.id, o.kind, ok, o.number, o.key, ok && o.kind === 'read' ? this.value() : o.value, o.number].join(' ');
    if (o.answers < 3 && o.peer !== peer.id) {
      o.answers += 1;
      trace.line('ans', fields(random.below(2)));
    } else if (o.peer === peer.id && o.answers > 1) {
      o.finished = tick;
      o.outcome = random.of(['ok', 'absent', 'failed']);
      trace.line('fin', fields(o.outcome === 'ok' ? 1 : 0));
    }
  }

  writeEnd() {
    const {trace, options} = this;
    for (const o of this.operations) trace.line('op', o.number, o.invoked, o.finished, o.outcome ?? 'unknown', o.kind === 'read' ? this.value() : '""');
    const first = this.operations[0];
    if (first) trace.line('order', first.key, first.number);
    trace.line('verdict', 'violated', quoted('made-up check'));
    trace.line('level', 'regular', 'linearizable');
    if (first) trace.line('problem', 'violated', quoted('made-up check'), first.key, quoted(options.notes[0]));
    if (this.operations.length > 1) trace.line('against', 1, 2);
    trace.line('metric', 'latency_p50', 3);
    trace.line('metric', 'availability', 0.5);
    trace.line('omitted', 'texts', 7, quoted(options.notes[0]));
    trace.line('mark', Math.min(5, options.ticks - 1), 'violation', quoted(options.notes[0]));
    trace.line('digest', '0123456789abcdef');
    trace.line('ticks', options.ticks);
  }
}

export function madeUpRun(options = {}) { return new MadeUpRun(options).write(); }
