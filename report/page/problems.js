// Where problems begin: the tick since which the copies of a key, or the list of a peer, have been wrong until the
// end, and the line of a coordinator that is one too many.
'use strict';
(function (KV) {
  const STEPS_AT_MOST = 12; // Problems whose beginning is looked for.
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

  // The peer whose copy of the key is wrong at the end of `tick`, 0 if none is.
  function wrongHolder(run, key, tick) {
    const {peers} = run.stateAtTick(tick);
    const audit = KV.auditKey(run, peers, key, tick, KV.ringAt(run, tick), holdersOfKey(run, peers, key));
    const row = audit.rows.find(({flag}) => KV.isWrongCopy(flag));
    return row ? row.peer : 0;
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
    const found = beginning(run, ticks, (tick) => wrongHolder(run, key, tick));
    return found && {tick: found.tick, patch: {key, peer: found.wrong, view: 'ring'}};
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

  function collect(run) {
    const steps = [];
    for (const problem of run.problems) {
      const find = FINDERS[problem.check];
      const step = find && steps.length < STEPS_AT_MOST ? find(run, problem) : null;
      if (step) steps.push({...step, kind: 'violation', text: `begins here: ${problem.check}: ${problem.sentence}`});
    }
    return steps.sort((a, b) => a.tick - b.tick);
  }

  // Marks where problems begin, ascending: [{tick, kind, text, patch (of the page's state), showsGossip}]. Made once.
  KV.problemSteps = function (run) {
    if (!run.problemSteps) run.problemSteps = collect(run);
    return run.problemSteps;
  };
})((globalThis.KV = globalThis.KV || {}));
