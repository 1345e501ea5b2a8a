// What happened to copies that is of interest: a value that nobody holds any more, a write that too few hold when it is
// acknowledged, a copy that gets older, a key that has too few copies for long.
'use strict';
(function (KV) {
  const LONG = 60; // Ticks. Failures are noticed and copies made again in fewer.
  const EACH_AT_MOST = 3; // Marks of one sort and one key.
  const KEYS_AT_MOST = 2000; // Keys that are looked at.

  const isWrite = (operation) => operation.kind !== 'read';
  const quoted = (text) => `“${text.length > 40 ? text.slice(0, 39) + '…' : text}”`;

  // ---- Which version an operation is about.

  function isVersionOf(run, version, operation) {
    if (version.tick < operation.invokedAt || version.tick > operation.finishedAt) return false;
    const numbers = version.version;
    if (numbers && numbers.length === 3)
      return numbers[1] === run.events.detail[operation.finishEvent].trans && numbers[2] === operation.peer;
    return operation.kind !== 'delete' && version.value === operation.value;
  }

  // The rank of the version that a write made, -1 if no table ever held it.
  const rankOfWrite = (run, versions, operation) =>
    versions.findIndex((version) => isVersionOf(run, version, operation));

  // The rank of the newest version with the value that a read returned, -1 if there is none.
  function rankOfRead(versions, operation) {
    for (let rank = versions.length - 1; rank >= 0; --rank)
      if (versions[rank].value === operation.result && versions[rank].tick <= operation.finishedAt) return rank;
    return -1;
  }

  // ---- One key.

  class KeyFollower {
    constructor(run, key, add) {
      this.run = run;
      this.key = key;
      this.name = run.keys[key].text;
      this.add = add;
      this.versions = KV.versionsOf(run, key).versions;
      this.ranks = KV.versionsOf(run, key).ranks;
      this.tables = new Map(); // peer -> Map(table -> rank)
      this.unburied = new Map(); // peer -> when it last dropped a tombstone
      this.acknowledged = -1; // The newest version whose write was acknowledged.
      this.deletedAt = -1; // When a delete was acknowledged that no write followed; -1 = none.
      this.deletedFrom = -1; // When that was called.
      this.deleted = -1; // The newest version that was there then.
      this.newestHeld = -1; // By a live peer, at the last change.
      this.fewSince = -1;
      const written = KV.operationsOf(run, key).filter(isWrite);
      this.values = new Set(written.map((operation) => operation.value));
      // A text that is cut is another one.
      const isCut = run.omitted.some(({what}) => what === 'texts');
      this.isReadable = !isCut && this.versions.some(({value}) => value !== '' && this.values.has(value));
    }

    // What tells the version in a sentence.
    versionText(rank) {
      const {value, label} = this.versions[rank];
      return value === '' ? `the tombstone (${label})` : quoted(value) + (label ? ` (${label})` : '');
    }

    rankOn(peer) {
      let newest = -1;
      for (const rank of this.tables.get(peer)?.values() ?? []) newest = Math.max(newest, rank);
      return newest;
    }

    // Who has this version or a newer one, among those for whom `isWanted(peer)`.
    holders(rank, isWanted) {
      return [...this.tables.keys()].filter((peer) => isWanted(peer) && this.rankOn(peer) >= rank);
    }

    store(row, peer, table, text) {
      const before = this.rankOn(peer);
      const rank = this.ranks.get(KV.readCopy(this.run, text).id) ?? -1;
      if (!this.tables.has(peer)) this.tables.set(peer, new Map());
      this.tables.get(peer).set(table, rank);
      if (rank < 0) return;
      if (this.rankOn(peer) < before)
        this.add('older', this, row, peer, `${this.of(peer)} puts ${this.versionText(rank)} in place of the newer ${this.versionText(before)}`);
      const {value} = this.versions[rank];
      if (this.isReadable && value !== '' && !this.values.has(value))
        this.add('unwritten', this, row, peer, `${this.of(peer)} stores ${this.versionText(rank)}, which nobody wrote`);
      if (this.deletedAt >= 0 && before < 0 && rank <= this.deleted && value !== '')
        this.add('back', this, row, peer, `${this.of(peer)} stores ${this.versionText(rank)} again, which was deleted at tick ${this.deletedAt}${this.unburied.has(peer) ? `; its tombstone went at tick ${this.unburied.get(peer)}` : ''}`);
    }

    of(peer) {
      return `${this.name}: peer ${peer}`;
    }

    drop(row, peer, table) {
      const rank = this.tables.get(peer)?.get(table) ?? -1;
      if (rank >= 0 && this.versions[rank].value === '') this.unburied.set(peer, this.run.tickOfState(row));
      this.tables.get(peer)?.delete(table);
      if (this.tables.get(peer)?.size === 0) this.tables.delete(peer);
    }

    // After a change of who holds it, or who runs, at `row`, because of `peer`.
    judgeLoss(row, peer, isLive) {
      const rank = this.acknowledged;
      if (rank < 0 || this.versions[rank].value === '') return;
      const before = this.newestHeld;
      this.newestHeld = this.newest(isLive);
      if (this.lostMark && this.newestHeld >= rank) this.lostMark.isRegained = true;
      if (before < rank || this.newestHeld >= rank || this.isDeleted(before, this.run.tickOfState(row))) return;
      const asleep = this.holders(rank, () => true);
      const isOfFault = !isLive(peer);
      const rest = asleep.length > 0 ? `; ${KV.plural(asleep.length, 'peer')} that ${asleep.length === 1 ? 'is' : 'are'} down may still have it` : '';
      this.lostMark = this.add('lost', this, row, peer, `${this.name}: no live peer holds ${this.versionText(rank)} any more, peer ${peer} was the last${rest}`);
      if (this.lostMark) this.lostMark.isOfFault = isOfFault;
    }

    // Whether the version `before` may rightly go at `tick`: a delete is over or under way, or one without a result has
    // left its tombstone, which goes when it is due.
    isDeleted(before, tick) {
      const isOpen = (one) => one.kind === 'delete' && one.invokedAt <= tick && (one.finishedAt < 0 || one.finishedAt >= tick);
      const isBuried = before >= 0 && this.versions[before].value === '';
      return isBuried || this.deletedAt >= 0 || KV.operationsOf(this.run, this.key).some(isOpen);
    }

    // Whether the peer holds what the write left there: its version, of rank `rank`, or a newer one. One that no table
    // ever held has met newer ones everywhere, or it was not stored.
    hasDone(operation, rank, peer) {
      const held = this.rankOn(peer);
      if (held < 0 || rank >= 0) return held >= 0 && held >= rank;
      return this.versions[held].tick >= operation.invokedAt || this.versions[held].value === operation.value;
    }

    // After the turn in which a replica logs that it has done the write.
    answer(event, operation) {
      const {tick, peer} = this.run.events;
      const by = peer[event];
      const at = {tick: tick[event], event, peer: by};
      if (operation.kind === 'delete') {
        this.answerDelete(operation, by, at);
        return;
      }
      if (operation.kind === 'update' && this.isAbsent(operation, at.tick)) {
        const since = this.deletedAt >= 0 ? `was deleted at tick ${this.deletedAt}` : 'nobody created';
        this.addAt('update-of-none', operation, `${this.of(by)} logs the update of a key as done that ${since}`, at);
      }
      const rank = rankOfWrite(this.run, this.versions, operation);
      if (this.isReadable && !this.hasDone(operation, rank, by))
        this.addAt('unstored', operation, `${this.of(by)} logs the ${operation.kind} ${quoted(operation.value)} as done, and does not hold it`, at);
    }

    // The same of a delete. What a concurrent write leaves there is right.
    answerDelete(operation, by, at) {
      const held = this.versions[this.rankOn(by)];
      if (!held || held.value === '' || held.tick >= operation.invokedAt) return;
      const isOver = (one) => one.outcome === 'ok' && one.finishEvent >= 0 && one.finishEvent < operation.callEvent;
      const isConcurrent = (one) => one.kind !== 'delete' && one.callEvent < at.event && !isOver(one);
      if (KV.operationsOf(this.run, this.key).filter(isWrite).some(isConcurrent)) return;
      this.addAt('undeleted', operation, `${this.of(by)} logs the delete as done, and still holds ${this.versionText(this.rankOn(by))}`, at);
    }

    // Whether nothing can have made the key by `tick` since it was deleted, or at all.
    isAbsent(operation, tick) {
      const makes = (one) => one.kind === 'create' || (one.kind === 'update' && one !== operation);
      // A write that failed may take effect at any time.
      const mayLast = (one) => one.outcome !== 'ok' || one.finishedAt < 0 || one.finishedAt >= this.deletedFrom;
      const may = (one) => makes(one) && one.invokedAt <= tick && mayLast(one);
      return this.deletedAt < operation.invokedAt && !KV.operationsOf(this.run, this.key).some(may);
    }

    // At the acknowledgement of an operation; `needed` answers make a quorum then.
    finish(operation, needed, isLive) {
      const {run} = this;
      if (!isWrite(operation)) {
        if (operation.outcome !== 'ok') return;
        const rank = rankOfRead(this.versions, operation);
        const count = this.holders(rank, () => true).length;
        if (rank > this.acknowledged && count < needed)
          this.addAt('unsure', operation, `${this.of(operation.peer)} answers a read with ${this.versionText(rank)}, and ${count} of ${needed} peers that make a quorum ${count === 1 ? 'holds' : 'hold'} it`);
        return;
      }
      const rank = rankOfWrite(run, this.versions, operation);
      if (operation.kind === 'delete') {
        this.deletedAt = operation.finishedAt;
        this.deletedFrom = operation.invokedAt;
        this.deleted = rank >= 0 ? rank - 1 : this.newest(() => true);
      } else {
        this.deletedAt = -1;
      }
      if (rank < 0 && (operation.kind === 'delete' || !this.isReadable)) return;
      const count = [...this.tables.keys()].filter((peer) => this.hasDone(operation, rank, peer)).length;
      if (count < needed && !this.mayBeDeleted(operation))
        this.addAt('few', operation, `${this.of(operation.peer)} acknowledges the ${operation.kind}, and ${count} of ${needed} peers that make a quorum ${count === 1 ? 'holds' : 'hold'} it`);
      this.acknowledged = Math.max(this.acknowledged, rank);
      this.newestHeld = this.newest(isLive);
    }

    // Whether a delete that ran beside the write may have taken its copies away, or came after it on some of the peers.
    mayBeDeleted({invokedAt, finishedAt}) {
      const overlaps = (one) => one.invokedAt <= finishedAt && (one.outcome !== 'ok' || one.finishedAt >= invokedAt);
      return KV.operationsOf(this.run, this.key).some((one) => one.kind === 'delete' && overlaps(one));
    }

    // The newest version that any of these peers holds, -1 if they hold none.
    newest(isWanted) {
      return this.holders(0, isWanted).reduce((most, peer) => Math.max(most, this.rankOn(peer)), -1);
    }

    addAt(sort, operation, text, at) {
      const place = {tick: operation.finishedAt, event: operation.finishEvent, peer: operation.peer, ...at};
      this.add(sort, this, -1, place.peer, text, {...place, operation: operation.number});
    }

    // At the end of a tick.
    judgeCount(tick, ring, isLive) {
      const newest = this.newest(isLive);
      const isHeld = newest >= 0 && this.versions[newest].value !== '' && this.deletedAt < 0;
      const count = isHeld ? this.holders(newest, isLive).length : 0;
      const isFew = isHeld && count < ring.replicas;
      if (isFew && this.fewSince < 0) Object.assign(this, {fewSince: tick, fewest: count});
      if (isFew) this.fewest = Math.min(this.fewest, count);
      if (!isFew) this.endFew(tick);
    }

    endFew(tick) {
      const {fewSince} = this;
      this.fewSince = -1;
      if (fewSince < 0 || tick - fewSince < LONG) return;
      const until = tick > this.run.lastTick ? 'the end' : `tick ${tick}`;
      this.add('few-copies', this, -1, 0, `${this.name}: too few live peers hold its newest version until ${until}, ${KV.plural(this.fewest, 'peer')} at the least`, {tick: fewSince});
    }
  }

  // ---- All keys.

  class Follower {
    constructor(run) {
      this.run = run;
      this.live = new Uint8Array(run.peers + 1);
      this.isLive = (peer) => this.live[peer] === 1;
      this.marks = [];
      this.counts = new Map();
      const add = (...given) => this.add(...given);
      this.keys = run.keys.map((_, key) => (key < KEYS_AT_MOST ? new KeyFollower(run, key, add) : null));
      this.touched = new Set();
    }

    add(sort, key, row, peer, text, at) {
      const name = `${key.key}/${sort}`;
      const count = (this.counts.get(name) || 0) + 1;
      this.counts.set(name, count);
      if (count > EACH_AT_MOST) return null;
      const place = at || {tick: this.run.tickOfState(row), event: receiptOf(this.run, row, key.name)};
      const {tick, event = -1, operation = 0} = place;
      const patch = {key: key.key, peer, view: 'ring', ...(event >= 0 && {event}), ...(operation > 0 && {operation})};
      const mark = {tick, kind: 'copies', sort, key: key.key, text, patch};
      this.marks.push(mark);
      return mark;
    }

    apply(row) {
      const {log, texts} = this.run.states;
      const {Change} = KV;
      const peer = log.peer[row];
      const key = this.keys[log.b[row]];
      switch (log.what[row]) {
        case Change['b+']:
          if (key) key.store(row, peer, log.a[row], texts[log.c[row]]);
          break;
        case Change['b-']:
          if (key) key.drop(row, peer, log.a[row]);
          break;
        case Change.b0:
          for (const one of this.keys) one?.tables.delete(peer);
          return this.judgeAll(row, peer);
        case Change.up:
        case Change.again:
          this.live[peer] = 1;
          return this.judgeAll(row, peer);
        case Change.down:
        case Change.left:
          this.live[peer] = 0;
          return this.judgeAll(row, peer);
        default:
          return undefined;
      }
      if (!key) return undefined;
      this.touched.add(key);
      return key.judgeLoss(row, peer, this.isLive);
    }

    judgeAll(row, peer) {
      for (const key of this.keys) {
        if (!key) continue;
        this.touched.add(key);
        key.judgeLoss(row, peer, this.isLive);
      }
    }

    // Successes: the results of operations and the answers to writes, by the place in the log of changes after the turn
    // in which they were logged.
    successes() {
      const {run} = this;
      const {turn, statePosition, detail, tick} = run.events;
      const found = [];
      const add = (event, look) => {
        const at = turn[event];
        found.push({row: at >= 0 ? run.turns.stateEnd[at] : statePosition[event], tick: tick[event], look});
      };
      for (const operation of run.operations) {
        const key = operation && this.keys[operation.key];
        if (!key || operation.finishEvent < 0) continue;
        if (isWrite(operation))
          for (const event of operation.answers) if (detail[event].ok) add(event, () => key.answer(event, operation));
        if (operation.outcome === 'ok') add(operation.finishEvent, (needed) => key.finish(operation, needed, this.isLive));
      }
      return found.sort((a, b) => a.row - b.row);
    }

    follow() {
      const {run} = this;
      const successes = this.successes();
      let next = 0;
      let row = 0;
      for (let tick = 0; tick <= run.lastTick; ++tick) {
        const ring = KV.ringAt(run, tick);
        const needed = Math.min(run.quorum, ring.replicas);
        for (const end = run.stateEnds[tick]; row <= end; ++row) {
          for (; next < successes.length && successes[next].row <= row && successes[next].tick <= tick; ++next)
            successes[next].look(needed);
          if (row === end) break;
          this.apply(row);
        }
        for (const key of this.ringChanged(ring) ? this.keys : this.touched) key?.judgeCount(tick, ring, this.isLive);
        this.touched.clear();
      }
      for (const key of this.keys) key?.endFew(run.lastTick + 1);
      return this.marks.sort((a, b) => a.tick - b.tick);
    }

    ringChanged(ring) {
      const changed = ring !== this.ring;
      this.ring = ring;
      return changed;
    }
  }

  // The message that the peer whose state `row` changes got in that tick, and that names the key; -1 if none does.
  function receiptOf(run, row, name) {
    const tick = run.tickOfState(row);
    const peer = run.states.log.peer[row];
    const {kind, message} = run.events;
    let found = -1;
    for (const event of run.peerEvents(peer)) {
      if (run.events.tick[event] > tick) break;
      const isReceipt = run.events.tick[event] === tick && kind[event] === KV.Kind.delivered && run.messages.network[message[event]] === 1;
      if (isReceipt && run.textOf(message[event]).includes(name)) found = event;
    }
    return found;
  }

  // Marks of what happened to copies, ascending: [{tick, kind, sort, key, text, patch}]. sort: `lost` (isOfFault: its peer
  // failed; isRegained: a live peer got it again), `unstored`, `undeleted` and `update-of-none` (a replica's answer), `few` (a write is acknowledged), `unsure`
  // (a read is answered), `older`, `unwritten`, `back`, `few-copies`. Empty if no table was seen. Made once.
  KV.copyMarks = function (run) {
    if (!run.copyMarks) run.copyMarks = new Follower(run).follow();
    return run.copyMarks;
  };
})((globalThis.KV = globalThis.KV || {}));
