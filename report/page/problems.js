// Where problems begin: the tick since which the copies of a key, or the list of a peer, have been wrong until the
// end, and the line of a coordinator that is one too many.
'use strict';
(function (KV) {
  const STEPS_AT_MOST = 12; // Problems whose beginning is looked for.
  const EARLY = 10; // Ticks in which a peer that runs may stay unheard, and is not to be removed.
  const LOOKS_AT_MOST = 2000; // Ticks at which the state is looked at for one problem.

  // What the verdict is about: the first problem of its check, else the first that tells of no mere lack of exposure.
  KV.mainProblem = function (run) {
    return (
      run.problems.find((problem) => problem.check !== '' && problem.check === run.verdict.check) ||
      run.problems.find((problem) => problem.check !== 'exposure') ||
      run.problems[0]
    );
  };

  // The ticks, descending, at which something changed that `isOfInterest(log, row)`, or the group did.
  function ticksOfChange(run, isOfInterest, further) {
    const {log} = run.states;
    const ticks = new Set([...KV.ringsOf(run).ticks, ...further]);
    for (let row = 0; row < log.count; ++row) if (isOfInterest(log, row)) ticks.add(run.tickOfState(row));
    return [...ticks].sort((a, b) => b - a);
  }

  // Walks back over `ticks`, descending: the first one since which `wrongAt(tick)` is something until the end, and what
  // it is at the end: {tick, wrong}; null if all is right then.
  function beginning(run, ticks, wrongAt) {
    let found = null;
    for (const tick of ticks.slice(0, LOOKS_AT_MOST)) {
      const wrong = wrongAt(tick);
      if (!wrong) break;
      found = {tick, wrong: found ? found.wrong : wrong};
    }
    return found;
  }

  function holdersOfKey(run, peers, key) {
    const found = [];
    for (let peer = 1; peer <= run.peers; ++peer)
      if (peers[peer].tables.some((table) => table.has(key))) found.push(peer);
    return new Map([[key, found]]);
  }

  // The first wrong copy of the key at the end of `tick`: {peer, flag, newest: what it should hold}; null if all are right.
  function wrongCopy(run, key, tick) {
    const {peers} = run.stateAtTick(tick);
    const audit = KV.auditKey(run, peers, key, tick, KV.ringAt(run, tick), holdersOfKey(run, peers, key));
    const row = audit.rows.find(({flag}) => KV.isWrongCopy(flag));
    if (!row) return null;
    return {peer: row.peer, flag: row.flag, newest: KV.versionsOf(run, key).versions[audit.newest]?.value ?? ''};
  }

  // Where a peer whose copy stays old or missing first gets a message with the newest value, from `tick` on: an event, -1
  // if it never does.
  function ignoredBy(run, key, {peer, flag, newest}, tick) {
    if ((flag !== 'stale' && flag !== 'missing') || newest === '') return -1;
    const {kind, message} = run.events;
    const says = (event) => [run.keys[key].text, newest].every((words) => run.textOf(message[event]).includes(words));
    for (const event of run.peerEvents(peer)) {
      if (run.events.tick[event] < tick || kind[event] !== KV.Kind.delivered) continue;
      if (run.messages.network[message[event]] === 1 && says(event)) return event;
    }
    return -1;
  }

  // Where a copy is missing since a peer failed: the first line in which another removes that peer, and has to make the
  // copy; -1 if it is missing for another reason, or nobody notices.
  function noticedBy(run, {flag}, tick) {
    const {kind, peer, other, count, tick: ticks} = run.events;
    if (flag !== 'missing') return -1;
    const gone = new Set();
    for (let event = 0; event < count; ++event) {
      if (ticks[event] < tick) continue;
      const isEnd = kind[event] === KV.Kind.down || kind[event] === KV.Kind.left;
      if (isEnd && ticks[event] === tick) gone.add(peer[event]);
      if (kind[event] === KV.Kind.removed && gone.has(other[event])) return event;
      if (ticks[event] > tick && gone.size === 0) return -1;
    }
    return -1;
  }

  function stepOfCopies(run, problem) {
    const {key} = problem;
    if (!run.keys[key]) return null;
    const {Change} = KV;
    const isOfKey = (log, row) =>
      log.what[row] === Change.b0 ||
      ((log.what[row] === Change['b+'] || log.what[row] === Change['b-']) && log.b[row] === key);
    const ends = KV.operationsOf(run, key).flatMap(({invokedAt, finishedAt}) => [invokedAt, finishedAt]);
    const ticks = ticksOfChange(run, isOfKey, ends.filter((tick) => tick >= 0));
    const found = beginning(run, ticks, (tick) => wrongCopy(run, key, tick));
    if (!found) return null;
    const ignored = ignoredBy(run, key, found.wrong, found.tick);
    const event = ignored < 0 ? noticedBy(run, found.wrong, found.tick) : ignored;
    const patch = {key, peer: found.wrong.peer, view: 'ring'};
    return event < 0 ? {tick: found.tick, patch} : {tick: run.events.tick[event], patch: {...patch, event}};
  }

  // Whether the list of `peer` has an entry too many or too few at the end of `tick`.
  function isListWrong(run, peer, tick) {
    const {peers} = run.stateAtTick(tick);
    if (!KV.isLive(peers[peer])) return false;
    const {list} = peers[peer];
    for (const address of list.keys())
      if (typeof address !== 'number' || !peers[address] || !KV.isLive(peers[address])) return true;
    return KV.ringAt(run, tick).peers.some((other) => other !== peer && !list.has(other));
  }

  function stepOfLists(run, problem) {
    const peer = Number(/^peer (\d+)/.exec(problem.sentence)?.[1] ?? 0);
    if (peer < 1 || peer > run.peers) return null;
    const {Change} = KV;
    const isOfList = (log, row) =>
      log.peer[row] === peer && (log.what[row] === Change['l+'] || log.what[row] === Change['l-']);
    const found = beginning(run, ticksOfChange(run, isOfList, []), (tick) => isListWrong(run, peer, tick));
    const place = found ? {tick: found.tick, peer} : firstStranger(run);
    return place && {tick: place.tick, patch: {peer: place.peer, view: 'membership'}, showsGossip: true};
  }

  // Where a peer first listed an address that no peer has: {tick, peer}, or null.
  function firstStranger(run) {
    const {log, addresses} = run.states;
    for (let row = 0; row < log.count; ++row) {
      if (log.what[row] !== KV.Change['l+']) continue;
      const address = addresses[log.a[row]];
      if (typeof address !== 'number' || address > run.peers)
        return {tick: run.tickOfState(row), peer: log.peer[row]};
    }
    return null;
  }

  // The first line of a coordinator that belongs to no call, or to one that has its line already.
  function stepOfLines(run) {
    const {count, kind, operation, peer, tick, detail} = run.events;
    const known = new Set();
    const byTransaction = new Map();
    for (let event = 0; event < count; ++event) {
      if (kind[event] !== KV.Kind.finish) continue;
      const transaction = `${peer[event]}/${detail[event].trans}`;
      const number = operation[event];
      if (number === 0 || known.has(number)) {
        const of = number || byTransaction.get(transaction) || 0;
        return {tick: tick[event], patch: {event, peer: peer[event], operation: of, view: 'operations'}};
      }
      known.add(number);
      byTransaction.set(transaction, number);
    }
    return null;
  }

  const FINDERS = {replicas: stepOfCopies, membership: stepOfLists, 'one line for each call': stepOfLines};

  // ---- What explains a violation without being one.

  // The keys that the verdict's problems and contradicting operations are about.
  function violatedKeys(run) {
    const ofOperations = run.against.map((number) => run.operations[number]?.key ?? -1);
    return new Set([...run.problems.map((problem) => problem.key), ...ofOperations].filter((key) => key >= 0));
  }

  // Since when what happened to the key's copies can matter for the operations that contradict each other: since the
  // first of them was called, or the write of a value that one of them read. -1 if none is on this key.
  function relevantSince(run, key) {
    const contradicting = run.against.map((number) => run.operations[number]).filter((one) => one && one.key === key);
    const values = new Set(contradicting.map(({result}) => result));
    const writes = KV.operationsOf(run, key).filter(({value}) => value !== '' && values.has(value));
    const ticks = [...contradicting, ...writes].map(({invokedAt}) => invokedAt);
    return ticks.length > 0 ? Math.min(...ticks) : -1;
  }

  // Marks of copies and operations that explain it: all but those that tell of nothing wrong as such, or came before.
  function copySteps(run) {
    const since = new Map([...violatedKeys(run)].map((key) => [key, relevantSince(run, key)]));
    const explains = ({sort, key, tick, isRegained, isOfFault}) =>
      tick >= since.get(key) && sort !== 'few-copies' && !isRegained && !isOfFault;
    const copies = KV.copyMarks(run).filter(explains);
    const decision = KV.decisionMark(run);
    // An old answer is what a quorum has to bear: it is told if nothing else is known.
    return decision && !(decision.isSource && copies.length > 0) ? [...copies, decision] : copies;
  }

  // Whether the remover had a message of the membership from the removed peer shortly before.
  function isEarly(run, removal) {
    const {tick, peer, other, kind, message} = run.events;
    for (const event of run.peerEvents(peer[removal])) {
      if (event > removal) break;
      const isReceipt = kind[event] === KV.Kind.delivered && run.messages.network[message[event]] === 0;
      if (isReceipt && other[event] === other[removal] && tick[event] > tick[removal] - EARLY) return true;
    }
    return false;
  }

  // The first wrong lines of the membership: a live peer is removed, a failed one is added again.
  function lineSteps(run) {
    const {falseRemovals, relisted} = KV.detectionsOf(run);
    const {tick, peer, other} = run.events;
    const step = (event, words) => ({tick: tick[event], showsGossip: true, patch: {event, peer: peer[event], view: 'membership'},
      text: `peer ${peer[event]} ${words(`peer ${other[event]}`)}`});
    const early = falseRemovals.slice(0, LOOKS_AT_MOST).find((removal) => isEarly(run, removal));
    return [early !== undefined && step(early, (name) => `removes ${name}, which runs and was heard less than ${EARLY} ticks before`),
      relisted.length > 0 && step(relisted[0], (name) => `adds ${name} again, which has failed`)].filter(Boolean);
  }

  // In which order steps of one tick are told: the membership comes before the copies that follow it, an event before
  // what is seen at the end of the tick.
  const rankOf = ({patch, explains}) => (patch?.view === 'membership' ? 0 : explains ? 1 : 2);

  function collect(run) {
    const steps = [];
    for (const problem of run.problems) {
      const find = FINDERS[problem.check];
      const step = find && steps.length < STEPS_AT_MOST ? find(run, problem) : null;
      if (step) steps.push({...step, text: `begins here: ${problem.check}: ${problem.sentence}`});
    }
    if (run.verdict.kind === 'violated')
      steps.push(...[...lineSteps(run), ...copySteps(run)].map((step) => ({...step, explains: true})));
    return steps.map((step) => ({...step, kind: 'violation'})).sort((a, b) => a.tick - b.tick || rankOf(a) - rankOf(b));
  }

  // Marks where problems begin, ascending: [{tick, kind, text, patch (of the page's state), showsGossip, explains: it is
  // no problem itself, and what went wrong first}]. Made once.
  KV.problemSteps = function (run) {
    if (!run.problemSteps) run.problemSteps = collect(run);
    return run.problemSteps;
  };
})((globalThis.KV = globalThis.KV || {}));
