// What depends on what in a run: causes and effects of events, and the events of a key, peer or operation.
//
// The calls of a peer's code in one tick that concern one network count as one turn (recvLoop takes messages,
// nodeLoop or checkMessages acts on them). What such a turn sends, logs or changes depends on what it took before.
'use strict';
(function (KV) {
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
      if (!this.byPeer) this.byPeer = group(events.count, peers, (event) => events.peer[event]);
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

    // Whether the two can belong together, as far as their keys tell.
    sharesKey(event, keys) {
      const others = this.keysOf(event);
      return others.some((key) => keys.includes(key));
    }

    // Of `inputs`, those that tell of the same operation or key as `event`, if it and they tell.
    narrowed(event, inputs) {
      const {operation, message} = this.run.events;
      const keys = this.keysOf(event);
      if (keys.length === 0) return inputs;
      const isSure = inputs.some((input) => message[input] >= 0 && this.sharesKey(input, keys));
      let kept = inputs.filter((input) => this.sharesKey(input, keys) || (!isSure && this.keysOf(input).length === 0));
      if (operation[event] > 0) {
        kept = kept.filter((input) => operation[input] === 0 || operation[input] === operation[event]);
      }
      const trans = this.transOf(event);
      if (trans === undefined) return kept;
      const same = kept.filter((input) => message[input] >= 0 && this.words(message[input]).words.has(String(trans)));
      return same.length > 0 ? same : kept;
    }

    causesOf(event) {
      const {kind, message, operation} = this.run.events;
      const {sentEvent} = this.run.messages;
      if (message[event] >= 0 && sentEvent[message[event]] !== event) return [sentEvent[message[event]]];
      if (!this.isAct(event)) return [];
      const causes = this.narrowed(event, this.near(event, -1, (other) => this.isInput(other)));
      const isReply = kind[event] === KV.Kind.answer || kind[event] === KV.Kind.finish;
      const call = isReply && operation[event] > 0 ? this.run.operations[operation[event]].callEvent : -1;
      if (call >= 0 && !causes.includes(call)) causes.unshift(call);
      return causes;
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

    // An operation's events: call, answers, finish, and the messages that lead from the call to them.
    operationEvents(number) {
      const operation = this.run.operations[number];
      if (!operation) return new Set();
      const ends = [...operation.answers];
      if (operation.finishEvent >= 0) ends.push(operation.finishEvent);
      const first = operation.callEvent >= 0 ? operation.callEvent : ends[0] ?? 0;
      const last = operation.finishedAt >= 0 ? operation.finishedAt : this.run.lastTick;
      const {tick} = this.run.events;
      const ofIt = (event) => event >= first && tick[event] <= last && (this.keysOf(event).length === 0 ||
        this.keysOf(event).includes(operation.key)) && this.networkOf(event) === 1;
      const all = this.cone(ends, (event) => this.causesOf(event), 5000, ofIt);
      if (operation.callEvent < 0) return all;
      const forward = this.cone([operation.callEvent], (event) => this.effectsOf(event), 5000,
        (event) => ofIt(event) && (this.run.events.operation[event] === 0 || this.run.events.operation[event] === number));
      for (const event of forward) all.add(event);
      return all;
    }
  }

  const CONE_LIMIT = 20000;

  KV.addLinks = function (run) {
    const links = new Links(run);
    for (const name of ['peerEvents', 'keyEvents', 'keysOf', 'causesOf', 'effectsOf', 'operationEvents', 'messageEvents', 'networkOf']) {
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
