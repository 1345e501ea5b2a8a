// What depends on what in a run: causes and effects of events, and the events of a key, peer or operation.
//
// The calls of a peer's code in one tick that concern one network count as one turn (recvLoop takes messages,
// nodeLoop or checkMessages acts on them). What such a turn sends, logs or changes depends on what it took before.
'use strict';
(function (KV) {
  const SHORTEST_VALUE = 3;  // Characters: shorter words are in any text.
  const SOON_AFTER = 60;  // Ticks: late answers and retransmissions of a finished operation.

  // What separates the words of messages: keys and transactions are found as whole words.
  const SEPARATORS = /[\s,;:=()[\]{}<>"'`|]+/;

  function group(events, count, of) {
    const sizes = new Int32Array(count + 1);
    for (let event = 0; event < events; ++event) sizes[of(event)] += 1;
    const groups = Array.from(sizes, (size) => new Int32Array(size));
    sizes.fill(0);
    for (let event = 0; event < events; ++event) {
      const at = of(event);
      groups[at][sizes[at]++] = event;
    }
    return groups;
  }

  class Links {
    constructor(run) {
      this.run = run;
      this.keyNumbers = new Map(run.keys.map((key, number) => [key.text, number]));
      this.wordsOfText = new Map();
      // Keys that are not one word are sought as they are.
      this.oddKeys = run.keys.map((_, number) => number).filter((number) => SEPARATORS.test(run.keys[number].text));
    }

    peerEvents(peer) {
      const {events, peers} = this.run;
      // What is sent to an address that no peer has ends at none.
      const of = (event) => (events.peer[event] <= peers ? events.peer[event] : 0);
      if (!this.byPeer) this.byPeer = group(events.count, peers, of);
      return this.byPeer[peer];
    }

    // The keys and the words of a message's text.
    words(message) {
      const text = this.run.messages.text[message];
      if (text < 0) return {keys: [], words: new Set()};
      let known = this.wordsOfText.get(text);
      if (!known) {
        const words = new Set(this.run.texts[text].split(SEPARATORS));
        words.add(this.run.texts[text]);
        const keys = [...words].map((word) => this.keyNumbers.get(word)).filter((key) => key !== undefined);
        for (const key of this.oddKeys) {
          if (!keys.includes(key) && this.run.texts[text].includes(this.run.keys[key].text)) keys.push(key);
        }
        known = {words, keys};
        this.wordsOfText.set(text, known);
      }
      return known;
    }

    // The operations of each transaction that answers and results name.
    operationsByTransaction() {
      if (this.byTransaction) return this.byTransaction;
      this.byTransaction = new Map();
      for (const operation of this.run.operations) {
        if (!operation) continue;
        const named = new Set([...operation.answers, operation.finishEvent].filter((event) => event >= 0).map((event) => String(this.transOf(event))));
        for (const transaction of named) {
          if (!this.byTransaction.has(transaction)) this.byTransaction.set(transaction, []);
          this.byTransaction.get(transaction).push(operation);
        }
      }
      return this.byTransaction;
    }

    // The call that a turn serves: it stands directly before it. -1 if the turn serves none.
    callOfTurn(turn) {
      if (turn < 0) return -1;
      const before = this.run.turns.first[turn] - 1;
      const {kind, peer, tick, turn: turns} = this.run.events;
      const isCall = before >= 0 && kind[before] === KV.Kind.call && peer[before] === this.run.turns.peer[turn] &&
        tick[before] === this.run.turns.tick[turn] && turns[before] !== turn;
      return isCall ? before : -1;
    }

    // The operation that a message serves: it is sent in the call's turn, or its text has the number of the transaction,
    // and it comes from or goes to the coordinator while the operation lasts or soon after, or it is a replica's reply.
    // 0 if nothing tells.
    operationOfMessage(message) {
      const {network, from, to, sentEvent} = this.run.messages;
      if (network[message] === 0) return 0;
      const call = this.callOfTurn(this.run.events.turn[sentEvent[message]]);
      if (call >= 0) return this.run.events.operation[call];
      const byTransaction = this.operationsByTransaction();
      const tick = this.run.events.tick[sentEvent[message]];
      const fits = (operation) => (operation.peer === from[message] || operation.peer === to[message]) && operation.invokedAt <= tick &&
        (operation.finishedAt < 0 || tick <= operation.finishedAt + SOON_AFTER);
      for (const word of this.words(message).words) {
        const found = byTransaction.get(word)?.filter(fits);
        if (found && found.length > 0) return found[found.length - 1].number;
      }
      return this.operationOfReply(sentEvent[message]);
    }

    // A reply whose text does not tell: that of the answer that its replica logs next to it. Whether replicas log before
    // or after they send shows at the turn's first of the two.
    operationOfReply(sent) {
      const {events, turns} = this.run;
      const turn = events.turn[sent];
      if (turn < 0) return 0;
      let first = turns.first[turn];
      while (first < sent && events.kind[first] !== KV.Kind.answer && events.kind[first] !== KV.Kind.sent) ++first;
      const next = events.kind[first] === KV.Kind.answer ? sent - 1 : sent + 1;
      if (next < turns.first[turn] || next >= turns.end[turn] || events.kind[next] !== KV.Kind.answer) return 0;
      const operation = this.run.operations[events.operation[next]];
      return operation && operation.peer === events.other[sent] ? operation.number : 0;
    }

    // By message: operationOfMessage.
    servedOperations() {
      if (!this.served) {
        this.served = new Int32Array(this.run.messages.count);
        for (let message = 0; message < this.served.length; ++message) this.served[message] = this.operationOfMessage(message);
      }
      return this.served;
    }

    // The operation that an event belongs to, 0 if unknown.
    operationOf(event) {
      const {operation, message} = this.run.events;
      return message[event] >= 0 ? this.servedOperations()[message[event]] : operation[event];
    }

    // The keys that an event tells of.
    keysOf(event) {
      const {events} = this.run;
      if (events.message[event] >= 0) {
        return this.run.messages.network[events.message[event]] === 0 ? [] : this.words(events.message[event]).keys;
      }
      const key = events.detail[event]?.key;
      return key === undefined ? [] : [key];
    }

    keyEvents(key) {
      if (!this.byKey) {
        const lists = this.run.keys.map(() => []);
        for (let event = 0; event < this.run.events.count; ++event) {
          for (const one of this.keysOf(event)) lists[one].push(event);
        }
        this.byKey = lists.map((list) => Int32Array.from(list));
      }
      return this.byKey[key] || new Int32Array(0);
    }

    // 0 membership, 1 store; -1: neither (a fault, a start, a free line).
    networkOf(event) {
      const {events, messages} = this.run;
      const kind = events.kind[event];
      if (events.message[event] >= 0) return messages.network[events.message[event]];
      if (kind === KV.Kind.added || kind === KV.Kind.removed) return 0;
      if (kind >= KV.Kind.call && kind <= KV.Kind.finish) return 1;
      return -1;
    }

    // True for what a peer's code does: sends and log lines.
    isAct(event) {
      const kind = this.run.events.kind[event];
      return kind === KV.Kind.sent || kind === KV.Kind.refused || kind === KV.Kind.added || kind === KV.Kind.removed ||
        kind === KV.Kind.answer || kind === KV.Kind.finish;
    }

    // True for what an act may depend on: what its peer took.
    isInput(event) {
      const kind = this.run.events.kind[event];
      return kind === KV.Kind.delivered || kind === KV.Kind.call;
    }

    // The same without calls that had a turn of their own to act in.
    isOpenInput(event) {
      const {kind, turn} = this.run.events;
      if (kind[event] !== KV.Kind.call) return this.isInput(event);
      const next = event + 1 < turn.length ? turn[event + 1] : -1;
      return this.callOfTurn(next) !== event;
    }

    // The events of the same peer, tick and network in `direction` of `event` that satisfy `wanted`.
    near(event, direction, wanted) {
      const {peer, tick} = this.run.events;
      const all = this.peerEvents(peer[event]);
      const network = this.networkOf(event);
      const found = [];
      for (let at = KV.lowerBound(all, event) + direction; at >= 0 && at < all.length; at += direction) {
        const other = all[at];
        if (tick[other] !== tick[event]) break;
        if (wanted(other) && this.networkOf(other) === network) found.push(other);
      }
      return direction < 0 ? found.reverse() : found;
    }

    transOf(event) {
      return this.run.events.detail[event]?.trans;
    }

    // Whether an event tells of one of the keys.
    sharesKey(event, keys) {
      return this.keysOf(event).some((key) => keys.includes(key));
    }

    // Of `inputs`, those that belong to the same operation as `event`; else, if that is unknown, those that tell of the
    // same key; else all.
    narrowed(event, inputs) {
      const operation = this.operationOf(event);
      if (operation > 0) {
        const same = inputs.filter((input) => this.operationOf(input) === operation);
        if (same.length > 0) return same;
      }
      const keys = this.keysOf(event);
      const open = inputs.filter((input) => operation === 0 || this.operationOf(input) === 0);
      if (keys.length === 0) return open;
      const {message} = this.run.events;
      const isSure = open.some((input) => message[input] >= 0 && this.sharesKey(input, keys));
      return open.filter((input) => this.sharesKey(input, keys) || (!isSure && this.keysOf(input).length === 0));
    }

    // What the event directly depends on, ascending: see the top. A read's answer also depends on what stored its value.
    causesOf(event) {
      const {kind, message, operation} = this.run.events;
      const {sentEvent} = this.run.messages;
      if (message[event] >= 0 && sentEvent[message[event]] !== event) return [sentEvent[message[event]]];
      if (!this.isAct(event)) return [];
      const ownCall = this.callOfTurn(this.run.events.turn[event]);
      if (ownCall >= 0) return [ownCall];
      const causes = new Set(this.narrowed(event, this.near(event, -1, (other) => this.isOpenInput(other))));
      const isReply = kind[event] === KV.Kind.answer || kind[event] === KV.Kind.finish;
      const call = isReply && operation[event] > 0 ? this.run.operations[operation[event]].callEvent : -1;
      if (call >= 0) causes.add(call);
      for (const cause of this.storedBy(event)) causes.add(cause);
      return [...causes].sort((a, b) => a - b);
    }

    // The turns in which tables of a peer changed a key, ascending: by `peer:key`.
    changesOfKeys() {
      if (!this.tableChanges) {
        this.tableChanges = new Map();
        this.run.eachTableChange((peer, key, turn) => {
          const name = peer + ':' + key;
          if (!this.tableChanges.has(name)) this.tableChanges.set(name, []);
          this.tableChanges.get(name).push(turn);
        });
      }
      return this.tableChanges;
    }

    // The key whose stored value a replica's answer to a read tells; -1 if the event is none.
    readKey(event) {
      const {kind, peer} = this.run.events;
      const operation = this.run.operations[this.operationOf(event)];
      if (!operation || operation.kind !== 'read') return -1;
      const isAnswer = kind[event] === KV.Kind.answer || (kind[event] === KV.Kind.sent && this.run.events.other[event] === operation.peer && peer[event] !== operation.peer);
      return isAnswer ? operation.key : -1;
    }

    // For a replica's answer to a read: the receipts by which, in an earlier tick, it got what it holds for the key.
    storedBy(event) {
      const key = this.readKey(event);
      if (key < 0) return [];
      const {turns, events} = this.run;
      const all = this.changesOfKeys().get(events.peer[event] + ':' + key) || [];
      let at = all.length - 1;
      while (at >= 0 && turns.tick[all[at]] >= events.tick[event]) --at;
      if (at < 0) return [];
      const received = this.receipts(events.peer[event], turns.tick[all[at]], turns.end[all[at]]);
      const stored = this.run.changesOf(all[at]).filter((change) => change.key === key && change.what === 'b+').map((change) => change.text);
      const sure = received.filter((one) => this.tells(one, this.run.keys[key].text, stored));
      return sure.length > 0 ? sure : received.filter((one) => this.keysOf(one).includes(key));
    }

    // Whether a message has a word, other than the key, that is a part of one of the texts.
    tells(event, key, texts) {
      const {words} = this.words(this.run.events.message[event]);
      return [...words].some((word) => word.length >= SHORTEST_VALUE && word !== key && texts.some((text) => text.includes(word)));
    }

    // What a peer received on the store network in a tick, before the event `end`.
    receipts(peer, tick, end) {
      const {events} = this.run;
      const all = this.peerEvents(peer);
      const found = [];
      for (let at = KV.lowerBound(all, end) - 1; at >= 0 && events.tick[all[at]] === tick; --at) {
        if (events.kind[all[at]] === KV.Kind.delivered && this.networkOf(all[at]) === 1) found.push(all[at]);
      }
      return found.reverse();
    }

    effectsOf(event) {
      const {kind, operation, message} = this.run.events;
      if (kind[event] === KV.Kind.sent) {
        return [...this.messageEvents(message[event])].filter((other) => other !== event);
      }
      if (!this.isInput(event)) return [];
      const effects = this.near(event, 1, (other) => this.isAct(other) && this.causesOf(other).includes(event));
      if (kind[event] !== KV.Kind.call) return effects;
      const {answers, finishEvent} = this.run.operations[operation[event]];
      return [...new Set([...effects, ...answers, ...(finishEvent >= 0 ? [finishEvent] : [])])].sort((a, b) => a - b);
    }

    // All events of a message, ascending.
    messageEvents(message) {
      const {events, messages} = this.run;
      if (!this.byMessage) {
        const of = (event) => (events.message[event] < 0 ? messages.count : events.message[event]);
        this.byMessage = group(events.count, messages.count, of);
      }
      return this.byMessage[message];
    }

    // All that `starts` depend on (`step` = causesOf) or that depends on them, themselves included: at most `limit`
    // events of which `within` is true.
    cone(starts, step, limit, within) {
      const found = new Set(starts);
      const open = [...starts];
      while (open.length > 0 && found.size < limit) {
        for (const next of step(open.shift())) {
          if (found.has(next) || (within && !within(next))) continue;
          found.add(next);
          open.push(next);
        }
      }
      return found;
    }

    // An operation's events: its call, answers and result, and what happens to its messages. If no text tells which
    // replies are its own, all those that a replica sends to the coordinator in the turn of its answer count.
    operationEvents(number) {
      const operation = this.run.operations[number];
      if (!operation) return new Set();
      const all = new Set([operation.callEvent, ...operation.answers, operation.finishEvent].filter((event) => event >= 0));
      const served = this.messagesOf(number);
      const isTold = served.some((message) => this.run.messages.to[message] === operation.peer && this.run.messages.from[message] !== operation.peer);
      const messages = isTold ? served : [...served, ...operation.answers.flatMap((answer) => this.repliesAfter(answer, operation))];
      for (const message of messages) for (const event of this.messageEvents(message)) all.add(event);
      return all;
    }

    // The messages to the coordinator that a replica sends in the turn of its answer, if they may be the operation's.
    repliesAfter(answer, operation) {
      const {events, turns} = this.run;
      const turn = events.turn[answer];
      const found = [];
      for (let event = turn >= 0 ? turns.first[turn] : answer; turn >= 0 && event < turns.end[turn]; ++event) {
        if (events.kind[event] !== KV.Kind.sent || events.other[event] !== operation.peer || this.networkOf(event) !== 1) continue;
        const keys = this.keysOf(event);
        if ([0, operation.number].includes(this.operationOf(event)) && (keys.length === 0 || keys.includes(operation.key))) found.push(events.message[event]);
      }
      return found;
    }

    // The messages that serve an operation.
    messagesOf(number) {
      if (!this.byOperation) {
        const served = this.servedOperations();
        this.byOperation = new Map();
        for (let message = 0; message < served.length; ++message) {
          if (served[message] === 0) continue;
          if (!this.byOperation.has(served[message])) this.byOperation.set(served[message], []);
          this.byOperation.get(served[message]).push(message);
        }
      }
      return this.byOperation.get(number) || [];
    }
  }

  const CONE_LIMIT = 20000;

  KV.addLinks = function (run) {
    const links = new Links(run);
    for (const name of ['peerEvents', 'keyEvents', 'keysOf', 'causesOf', 'effectsOf', 'operationEvents', 'messageEvents', 'networkOf', 'operationOf', 'operationOfMessage']) {
      run[name] = (at) => links[name](at);
    }
    run.pastOf = (events) => links.cone(events, links.causesOf.bind(links), CONE_LIMIT);
    run.futureOf = (events) => links.cone(events, links.effectsOf.bind(links), CONE_LIMIT);
    // The contradiction: the operations against each other, each with the messages that made it.
    run.contradiction = () => {
      const all = new Set();
      for (const number of run.against) for (const event of links.operationEvents(number)) all.add(event);
      return all;
    };
  };
})((globalThis.KV = globalThis.KV || {}));
