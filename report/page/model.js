// A run, read from its trace: events, messages, turns, operations, the peers' states, and what was judged.
//
//   run = KV.readTrace(text, name)    throws an Error `NAME:LINE: what is wrong, what is allowed`
//
//   run.conf seed replay peers replicas quorum limits{every,full} sources[{name,text}] digest lastTick
//   run.places[P]                     place on the ring, of KV.RING_SIZE, maybe with a fraction; undefined: keeps no copies; run.keys[K] = {text, place}; run.texts[X]; run.names[C]
//   run.events                        count; typed arrays kind tick peer other message operation turn; detail[E]
//                                     (message, turn: -1 = none; operation, peer, other: 0 = none)
//   run.messages                      count; typed arrays network from to size text sentEvent firstDelivery
//                                     lastDelivery endEvent fate flags; cause[M]; run.messageNamed('s77') -> M or -1
//   run.turns                         count; typed arrays peer name tick first end (events), stateFirst stateEnd
//   run.operations[O]                 {number peer client kind key value callEvent answers[] finishEvent outcome
//                                     result invokedAt finishedAt}, by number from 1; [0] is undefined
//   run.stateAt(E), stateAtTick(T)    {peers[P]: {up, inGroup, beat, list: Map(address -> {heartbeat, timestamp}),
//                                     tables: [Map(K -> text)]}}: after the turn of E; after all of T. An address is
//                                     a peer's id as a number, or `ID:PORT` of a stranger. Shared: do not change.
//   run.changesOf(turn)               what that turn changed; see KV.PeerStates.changes
//   run.strips[P]                     [{tick, state}]: KV.STRIPS[state] from that tick on
//   run.marks problems against orders verdict level metrics omitted perTick(network); run.faults[]
//   run.keyEvents(K) peerEvents(P) operationEvents(O) messageEvents(M) keysOf(E) causesOf(E) effectsOf(E) pastOf([E])
//   futureOf([E]) contradiction() textOf(M) operationOf(E): see links.js
'use strict';
(function (KV) {
  KV.kinds = ['sent', 'refused', 'lost', 'delayed', 'duplicated', 'corrupted', 'delivered', 'discarded', 'up', 'down',
    'again', 'pause', 'resume', 'left', 'added', 'removed', 'call', 'answer', 'finish', 'note', 'faultBegan', 'faultEnded'];
  const Kind = (KV.Kind = Object.fromEntries(KV.kinds.map((name, index) => [name, index])));
  KV.Fate = {delivered: 0, lost: 1, refused: 2, unfinished: 3};
  KV.Flag = {delayed: 1, duplicated: 2, corrupted: 4};
  KV.NETWORKS = ['membership', 'store'];

  const VERSION = 2;
  const MAX_PEERS = 100000;
  const MAX_PLACES = 2 ** 49; // On the ring.
  const MAX_TICKS = 1000001;
  const LINES_PER_SUM = 256;
  const BIG = 999999999999999;

  const EVENT_COLUMNS = {kind: Uint8Array, tick: Int32Array, peer: Int32Array, other: Int32Array, message: Int32Array,
    operation: Int32Array, turn: Int32Array, statePosition: Int32Array};
  const MESSAGE_COLUMNS = {network: Uint8Array, from: Int32Array, to: Int32Array, size: Int32Array, text: Int32Array,
    sentEvent: Int32Array, firstDelivery: Int32Array, lastDelivery: Int32Array, endEvent: Int32Array, fate: Uint8Array,
    flags: Uint8Array};
  const TURN_COLUMNS = {peer: Int32Array, name: Int32Array, tick: Int32Array, first: Int32Array, end: Int32Array,
    stateFirst: Int32Array, stateEnd: Int32Array};

  // Faults that last until they are said to end; the others just happen.
  const LASTING = new Set(['drop', 'delay', 'duplicate', 'reorder', 'corrupt', 'partition', 'slow', 'pause', 'full-disk']);

  const STATE_WORDS = {up: 'up', down: 'down', again: 'up', pause: 'paused', resume: 'up', left: 'left'};

  class TraceReader {
    constructor(text, name) {
      this.lines = new KV.TraceLines(text, name);
      this.run = {name, sources: [], places: [], keys: [], texts: [], names: [], operations: [], marks: [], problems: [],
        against: [], orders: new Map(), metrics: new Map(), omitted: [], faults: [], conf: '', seed: 0, replay: '', digest: '-',
        verdict: {kind: 'unchecked', check: ''}, level: {held: '', demanded: ''}, lastTick: -1};
      this.events = new KV.Columns(EVENT_COLUMNS);
      this.events.detail = [];
      this.messages = new KV.Columns(MESSAGE_COLUMNS);
      this.messages.cause = [];
      this.messages.corruptText = new Map();
      this.messageNumbers = [new Map(), new Map()];
      this.turns = new KV.Columns(TURN_COLUMNS);
      this.sums = [];
      this.tickEnds = [];  // [tick, state position after it]
      this.openFaults = [];
      this.turn = -1;
      this.statePeer = 0;
      this.tick = 0;
      this.loggedAs = '';
      this.ended = false;
    }

    read() {
      this.header();
      const lines = this.lines;
      while (!lines.atEnd() && !this.ended) {
        const start = lines.at;
        const word = lines.word();
        if (word === '=') {
          lines.checkSum(start);
          continue;
        }
        lines.expectSum(word === 'end' ? 0 : LINES_PER_SUM);
        const record = RECORDS.get(word);
        if (record === undefined) lines.fail('`' + word.slice(0, 40) + '` is no record of a trace of version ' + VERSION);
        record(this, lines, word);
        lines.endLine();
      }
      if (!this.ended) lines.fail('the trace is cut off: `end` is expected');
      return this.finish();
    }

    header() {
      const lines = this.lines;
      if (lines.atEnd() || lines.word() !== 'kvtrace') lines.fail('this is no trace: `kvtrace ' + VERSION + '` is expected');
      lines.numberWithin(VERSION, VERSION, 'version');
      lines.endLine();
    }

    setPeers(count) {
      this.run.peers = count;
      this.texts = [];
      this.textNumbers = new Map();
      this.states = new KV.PeerStates(count, this.texts);
      this.strips = new KV.Strips(count);
    }

    // On a ring of KV.RING_SIZE places.
    place(number) {
      return number === undefined ? undefined : (number * KV.RING_SIZE) / this.ringPlaces;
    }

    peer() {
      if (!this.states) this.lines.fail('a peer before `peers`');
      return this.lines.numberWithin(1, this.run.peers, 'peer');
    }

    key() {
      return this.lines.numberWithin(0, this.run.keys.length - 1, 'key');
    }

    // The number of a text in tables.
    tableText() {
      const text = this.lines.quotedText();
      let number = this.textNumbers.get(text);
      if (number === undefined) {
        number = this.texts.push(text) - 1;
        this.textNumbers.set(text, number);
      }
      return number;
    }

    messageText() {
      if (this.lines.text.charCodeAt(this.lines.at) === 45) {
        this.lines.word();
        return -1;
      }
      return this.lines.numberWithin(0, this.run.texts.length - 1, 'text');
    }

    // A message's network and number.
    messageName() {
      const word = this.lines.word();
      const network = word[0] === 'm' ? 0 : word[0] === 's' ? 1 : -1;
      const number = Number(word.slice(1));
      if (network < 0 || !(number >= 1)) this.lines.fail('`' + word.slice(0, 20) + '`: a message such as m12 or s7 is expected');
      return {network, number};
    }

    message() {
      const {network, number} = this.messageName();
      const message = this.messageNumbers[network].get(number);
      if (message === undefined) this.lines.fail('message ' + 'ms'[network] + number + ' was not sent');
      return message;
    }

    event(kind, peer, other) {
      const events = this.events;
      const row = events.add();
      events.kind[row] = kind;
      events.tick[row] = this.tick;
      events.peer[row] = peer;
      events.other[row] = other;
      events.message[row] = -1;
      events.turn[row] = this.turn;
      events.statePosition[row] = this.states.log.count;
      if (this.loggedAs) {
        this.events.detail[row] = {as: this.loggedAs};
        this.loggedAs = '';
      }
      return row;
    }

    describe(row, detail) {
      this.events.detail[row] = Object.assign(this.events.detail[row] || {}, detail);
    }

    messageEvent(kind, message, atReceiver) {
      const {from, to} = this.messages;
      const row = this.event(kind, atReceiver ? to[message] : from[message], atReceiver ? from[message] : to[message]);
      this.events.message[row] = message;
      return row;
    }

    newMessage() {
      const lines = this.lines;
      const {network, number} = this.messageName();
      const messages = this.messages;
      const row = messages.add();
      if (this.messageNumbers[network].has(number)) lines.fail('message ' + 'ms'[network] + number + ' was sent before');
      this.messageNumbers[network].set(number, row);
      messages.network[row] = network;
      messages.from[row] = this.peer();
      messages.to[row] = lines.number();
      messages.size[row] = lines.number();
      messages.text[row] = this.messageText();
      messages.firstDelivery[row] = messages.lastDelivery[row] = messages.endEvent[row] = -1;
      messages.fate[row] = KV.Fate.unfinished;
      return row;
    }

    change(what, a, b, c) {
      if (this.statePeer === 0) this.lines.fail('a change of state outside of a turn: `at PEER` is expected before');
      this.states.add(KV.Change[what], this.statePeer, a, b, c);
    }

    listed(what, listed) {
      const lines = this.lines;
      const address = this.states.addressNumber(lines.word());
      const [heartbeat, timestamp] = what === 'l-' ? [0, 0] : [lines.number(), lines.number()];
      this.change(what, address, heartbeat, timestamp);
      const other = this.states.addresses[address];
      const isPeer = typeof other === 'number' && other <= this.run.peers;
      if (isPeer && what !== 'l=') this.strips.setListed(this.statePeer, other, listed);
    }

    setTick(tick) {
      if (tick < this.tick) this.lines.fail('tick ' + tick + ' after tick ' + this.tick + ': ticks ascend');
      this.endTick();
      this.tick = tick;
    }

    endTick() {
      if (!this.states) this.lines.fail('a tick before `peers`');
      this.tickEnds.push(this.tick, this.states.log.count);
      this.strips.endTick(this.tick);
    }

    startTurn(peer, name) {
      if (this.turn >= 0) this.lines.fail('a turn inside of a turn: `done` is expected before');
      const turns = this.turns;
      this.turn = turns.add();
      turns.peer[this.turn] = this.statePeer = peer;
      turns.name[this.turn] = name;
      turns.tick[this.turn] = this.tick;
      turns.first[this.turn] = this.events.count;
      this.stateFirst = this.states.log.count;
    }

    endTurn() {
      if (this.turn < 0) this.lines.fail('`done` outside of a turn');
      const turns = this.turns;
      turns.end[this.turn] = this.events.count;
      turns.stateFirst[this.turn] = this.stateFirst;
      turns.stateEnd[this.turn] = this.states.log.count;
      this.turn = -1;
      this.statePeer = 0;
    }

    operation(number) {
      const operations = this.run.operations;
      if (number < 1 || number > 50000000) this.lines.fail('operation ' + number + ': 1 and more is allowed');
      if (!operations[number]) {
        operations[number] = {number, peer: 0, client: 0, kind: '', key: -1, value: '', callEvent: -1, answers: [],
          finishEvent: -1, outcome: 'unknown', result: '', invokedAt: -1, finishedAt: -1};
      }
      return operations[number];
    }

    // What is written after the last tick, such as messages in flight, happened at its end.
    clampTicks() {
      const {events, run} = this;
      for (let event = events.count - 1; event >= 0 && events.tick[event] > run.lastTick; --event) events.tick[event] = run.lastTick;
    }

    finish() {
      const {run, events, messages, turns, states} = this;
      this.endTick();
      if (this.turn >= 0) this.endTurn();
      run.events = events.close();
      run.messages = messages.close();
      run.turns = turns.close();
      states.close();
      run.strips = this.strips.strips;
      if (run.lastTick < 0) run.lastTick = this.tick;
      this.clampTicks();
      for (const fault of this.openFaults) fault.end = run.lastTick + 1;
      addMessageNames(run, this.messageNumbers);
      addStates(run, states, this.tickEnds);
      addCounts(run, this.sums);
      KV.addLinks(run);
      return run;
    }
  }

  function addMessageNames(run, numbers) {
    run.messages.name = new Array(run.messages.count);
    numbers.forEach((known, network) => known.forEach((row, number) => { run.messages.name[row] = 'ms'[network] + number; }));
    run.messageNamed = (name) => {
      const network = 'ms'.indexOf(name[0]);
      const found = network < 0 ? undefined : numbers[network].get(Number(name.slice(1)));
      return found === undefined ? -1 : found;
    };
    // What a message says, after what a fault did to it; '' if the trace does not have it.
    run.textOf = (message) => {
      const text = run.messages.corruptText.get(message) ?? run.messages.text[message];
      return text < 0 ? '' : run.texts[text];
    };
  }

  function addStates(run, states, tickEnds) {
    const ends = new Int32Array(run.lastTick + 1).fill(-1);
    for (let i = 0; i < tickEnds.length; i += 2) ends[Math.min(tickEnds[i], run.lastTick)] = tickEnds[i + 1];
    for (let tick = 0; tick <= run.lastTick; ++tick) if (ends[tick] < 0) ends[tick] = tick > 0 ? ends[tick - 1] : 0;
    run.stateAtTick = (tick) => ({peers: states.at(ends[KV.clamp(Math.floor(tick), 0, run.lastTick)])});
    run.stateAt = (event) => {
      const turn = run.events.turn[event];
      return {peers: states.at(turn >= 0 ? run.turns.stateEnd[turn] : run.events.statePosition[event])};
    };
    run.stateBefore = (turn) => ({peers: states.at(run.turns.stateFirst[turn])});
    run.changesOf = (turn) => states.changes(run.turns.stateFirst[turn], run.turns.stateEnd[turn]);
    run.stateChanges = states.log.count;
    // Calls visit(peer, key, turn) for each change of a table inside of a turn, ascending.
    run.eachTableChange = (visit) => {
      const {what, peer, b} = states.log;
      const {stateFirst, stateEnd} = run.turns;
      for (let turn = 0; turn < run.turns.count; ++turn) {
        for (let row = stateFirst[turn]; row < stateEnd[turn]; ++row) {
          if (what[row] === KV.Change['b+'] || what[row] === KV.Change['b-']) visit(peer[row], b[row], turn);
        }
      }
    };
    // The changes themselves, the position after each tick, and the tick of a change.
    run.states = states;
    run.stateEnds = ends;
    run.tickOfState = (row) => KV.lowerBound(ends, row + 1);
  }

  function addCounts(run, sums) {
    const counts = [0, 1].map(() => {
      const of = {};
      for (const name of ['sent', 'delivered', 'lost', 'bytes']) of[name] = new Float64Array(run.lastTick + 1);
      return of;
    });
    const {kind, tick, message} = run.events;
    for (let event = 0; event < run.events.count; ++event) {
      const what = kind[event];
      if (what !== Kind.sent && what !== Kind.delivered && what !== Kind.lost) continue;
      const of = counts[run.messages.network[message[event]]];
      of[KV.kinds[what]][tick[event]] += 1;
      if (what === Kind.sent) of.bytes[tick[event]] += run.messages.size[message[event]];
    }
    for (const sum of sums) {
      const of = counts[sum.network];
      for (const name of ['sent', 'delivered', 'lost', 'bytes']) of[name][sum.tick] += sum[name];
    }
    run.perTick = (network) => counts[network];
  }

  // The readers of records, by their first word. Each gets the line after it.
  const RECORDS = new Map();
  function record(words, read) {
    for (const word of words.split(' ')) RECORDS.set(word, read);
  }

  // ---- The header and definitions.
  record('conf', (r, line) => { r.run.conf = line.quotedText(); });
  record('seed', (r, line) => { r.run.seed = line.word(); });
  record('replay', (r, line) => { r.run.replay = line.quotedText(); });
  record('peers', (r, line) => r.setPeers(line.numberWithin(1, MAX_PEERS, 'peers')));
  record('replicas', (r, line) => Object.assign(r.run, {replicas: line.number(), quorum: line.number()}));
  record('places', (r, line) => {
    r.ringPlaces = line.numberWithin(1, MAX_PLACES, 'places');
    r.run.hasFixedGroup = line.number() === 1;
  });
  record('limits', (r, line) => { r.run.limits = {every: line.number(), full: line.number() === 1}; });
  record('source', (r, line) => r.run.sources.push({name: line.word(), text: line.quotedText()}));
  record('ring', (r, line) => { r.run.places[r.peer()] = r.place(line.numberOrNoneWithin(0, r.ringPlaces - 1, 'place')); });
  record('key', (r, line) =>
    r.run.keys.push({place: r.place(line.numberWithin(0, r.ringPlaces - 1, 'place')), text: line.quotedText()}));
  record('text', (r, line) => r.run.texts.push(line.quotedText()));
  record('name', (r, line) => r.run.names.push(line.quotedText()));

  // ---- Time and turns.
  record('t', (r, line) => r.setTick(line.numberWithin(0, MAX_TICKS, 'tick')));
  record('turn', (r, line) => r.startTurn(r.peer(), line.numberWithin(0, r.run.names.length - 1, 'name')));
  record('done', (r) => r.endTurn());

  // ---- Messages.
  record('s', (r) => {
    const message = r.newMessage();
    r.messages.sentEvent[message] = r.messageEvent(Kind.sent, message, false);
  });
  record('n', (r, line) => {
    const message = r.newMessage();
    const event = r.messageEvent(Kind.refused, message, false);
    r.messages.sentEvent[message] = r.messages.endEvent[message] = event;
    r.messages.fate[message] = KV.Fate.refused;
    r.messages.cause[message] = line.word();
    r.describe(event, {cause: r.messages.cause[message]});
  });
  record('x', (r, line) => {
    const message = r.message();
    const event = r.messageEvent(Kind.lost, message, false);
    r.messages.endEvent[message] = event;
    r.messages.fate[message] = KV.Fate.lost;
    r.messages.cause[message] = line.word();
    r.describe(event, {cause: r.messages.cause[message]});
  });
  for (const [word, kind] of [['d', 'delayed'], ['u', 'duplicated'], ['c', 'corrupted']]) {
    record(word, (r) => {
      const message = r.message();
      r.messageEvent(Kind[kind], message, false);
      r.messages.flags[message] |= KV.Flag[kind];
      if (word === 'c') r.messages.corruptText.set(message, r.messageText());
    });
  }
  record('r', (r) => {
    const message = r.message();
    const event = r.messageEvent(Kind.delivered, message, true);
    const {firstDelivery, lastDelivery, endEvent, fate} = r.messages;
    if (firstDelivery[message] < 0) firstDelivery[message] = event;
    lastDelivery[message] = endEvent[message] = event;
    fate[message] = KV.Fate.delivered;
  });
  record('p', (r) => {
    const message = r.message();
    const event = r.messageEvent(Kind.discarded, message, true);
    if (r.messages.endEvent[message] < 0) r.messages.endEvent[message] = event;
  });

  // ---- Peers, and what they log.
  record('up down again pause resume left', (r, line, word) => {
    const peer = r.peer();
    const event = r.event(Kind[word], peer, 0);
    const kept = word === 'again' ? line.numberWithin(0, 1, 'kept') : 0;
    if (word === 'again') r.describe(event, {kept: kept === 1});
    r.states.add(KV.Change[word], peer, kept, 0, 0);
    r.events.statePosition[event] = r.states.log.count;
    r.strips.setUp(peer, STATE_WORDS[word]);
  });
  record('added removed', (r, line, word) => {
    const peer = r.peer();
    const addr = line.word();
    const other = /^\d{1,9}$/.test(addr) && Number(addr) <= r.run.peers ? Number(addr) : 0;
    r.describe(r.event(Kind[word], peer, other), {addr});
  });
  record('as', (r, line) => { r.loggedAs = line.word(); });
  record('note', (r, line) => r.describe(r.event(Kind.note, r.peer(), 0), {text: line.quotedText()}));
  record('call', (r, line) => {
    const operation = r.operation(line.number());
    const peer = r.peer();
    const event = r.event(Kind.call, peer, 0);
    Object.assign(operation, {peer, client: line.number(), kind: line.word(), key: r.key(), value: line.quotedText(),
      callEvent: event, invokedAt: r.tick});
    r.events.operation[event] = operation.number;
    r.describe(event, {op: operation.kind, key: operation.key, value: operation.value, client: operation.client});
  });
  record('ans fin', (r, line, word) => {
    const event = r.event(word === 'ans' ? Kind.answer : Kind.finish, r.peer(), 0);
    const detail = {op: line.word(), ok: line.number() === 1, trans: line.number(), key: r.key(), value: line.quotedText()};
    const number = line.number();
    r.describe(event, detail);
    if (number === 0) return;
    const operation = r.operation(number);
    r.events.operation[event] = number;
    if (word === 'ans') operation.answers.push(event);
    else if (operation.finishEvent < 0) Object.assign(operation, {finishEvent: event, finishedAt: r.tick});
  });

  // ---- Faults.
  record('fault+ fault-', (r, line, word) => {
    const kind = line.word();
    const text = line.quotedText();
    const cut = [];
    while (!line.atLineEnd()) cut.push(line.number());
    const begins = word === 'fault+';
    const event = r.event(begins ? Kind.faultBegan : Kind.faultEnded, 0, 0);
    r.describe(event, {fault: kind, text, cut});
    if (begins) {
      const fault = {kind, text, peers: cut, begin: r.tick, end: r.tick + 1, event};
      r.run.faults.push(fault);
      if (LASTING.has(kind)) r.openFaults.push(fault);
    } else {
      const at = r.openFaults.findIndex((fault) => fault.kind === kind && fault.text === text);
      if (at >= 0) r.openFaults.splice(at, 1)[0].end = r.tick;
    }
  });

  // ---- State.
  record('at', (r) => { r.statePeer = r.peer(); });
  record('in', (r, line) => {
    const value = line.numberWithin(0, 1, 'in');
    r.change('in', value, 0, 0);
    r.strips.setInGroup(r.statePeer, value);
  });
  record('beat', (r, line) => r.change('beat', 0, line.number(), 0));
  record('l+ l=', (r, line, word) => r.listed(word, 1));
  record('l-', (r, line, word) => r.listed(word, 0));
  record('b+', (r, line) => {
    const table = line.numberWithin(0, 1000, 'table');
    const key = r.key();
    r.change('b+', table, key, r.tableText());
  });
  record('b-', (r, line) => r.change('b-', line.numberWithin(0, 1000, 'table'), r.key(), 0));
  record('b0', (r) => r.change('b0', 0, 0, 0));
  record('sum', (r, line) => {
    const network = line.word() === 'm' ? 0 : 1;
    r.sums.push({network, tick: r.tick, sent: line.number(), delivered: line.number(), lost: line.number(), bytes: line.number()});
  });

  // ---- The end.
  record('op', (r, line) => {
    const operation = r.operation(line.number());
    Object.assign(operation, {invokedAt: line.number(), finishedAt: line.number(), outcome: line.word(), result: line.quotedText()});
  });
  record('order', (r, line) => {
    const key = r.key();
    const operations = [];
    while (!line.atLineEnd()) operations.push(line.numberWithin(1, BIG, 'operation'));
    r.run.orders.set(key, operations);
  });
  record('verdict', (r, line) => { r.run.verdict = {kind: line.word(), check: line.quotedText()}; });
  record('level', (r, line) => { r.run.level = {held: line.quotedText(), demanded: line.quotedText()}; });
  record('problem', (r, line) => {
    const [kind, check, key, sentence] = [line.quotedText(), line.quotedText(), line.word(), line.quotedText()];
    if (key !== '-' && !r.run.keys[Number(key)]) line.fail('`' + key.slice(0, 20) + '`: a key\'s number or - is expected');
    r.run.problems.push({kind, check, key: key === '-' ? -1 : Number(key), sentence});
  });
  record('against', (r, line) => { while (!line.atLineEnd()) r.run.against.push(line.numberWithin(1, BIG, 'operation')); });
  record('metric', (r, line) => { r.run.metrics.set(line.word(), Number(line.word())); });
  record('omitted', (r, line) => r.run.omitted.push({what: line.word(), count: line.number(), text: line.quotedText()}));
  record('mark', (r, line) => r.run.marks.push({tick: line.number(), kind: line.quotedText(), text: line.quotedText()}));
  record('digest', (r, line) => { r.run.digest = line.word(); });
  record('ticks', (r, line) => { r.run.lastTick = line.numberWithin(1, MAX_TICKS, 'ticks') - 1; });
  record('end', (r) => { r.ended = true; });

  KV.readTrace = function (text, name) {
    return new TraceReader(text, name || 'trace').read();
  };
})((globalThis.KV = globalThis.KV || {}));
