// Which answers the coordinator of an operation could have had when it reported the result.
'use strict';
(function (KV) {
  // The store's messages of each pair of sender and receiver, ascending by when they were sent, and these events.
  function messagesByWay(run) {
    if (run.messagesByWay) return run.messagesByWay;
    const {count, network, from, to, sentEvent} = run.messages;
    const ways = new Map();
    for (let message = 0; message < count; ++message) {
      if (network[message] !== 1) continue;
      const way = from[message] * (run.peers + 1) + to[message];
      if (!ways.has(way)) ways.set(way, []);
      ways.get(way).push(message);
    }
    run.messagesByWay = new Map();
    for (const [way, messages] of ways) {
      messages.sort((a, b) => sentEvent[a] - sentEvent[b]);
      run.messagesByWay.set(way, {messages, sent: messages.map((message) => sentEvent[message])});
    }
    return run.messagesByWay;
  }

  // Where the message with the answer `event` is first delivered to the coordinator: an event, -1 if none is. It is one
  // that the replica sends in the answer's turn or later, of this operation or of none that the page can tell.
  function arrivalOf(run, operation, event) {
    const {peer, turn} = run.events;
    const {firstDelivery} = run.messages;
    const way = peer[event] * (run.peers + 1) + operation.peer;
    const {messages, sent} = messagesByWay(run).get(way) || {messages: [], sent: []};
    const first = turn[event] >= 0 ? run.turns.first[turn[event]] : event;
    let arrival = -1;
    for (let at = KV.lowerBound(sent, first); at < sent.length; ++at) {
      if (arrival >= 0 && sent[at] > arrival) break;
      const delivered = firstDelivery[messages[at]];
      const of = run.operationOf(sent[at]);
      if (delivered > event && (of === 0 || of === operation.number) && (arrival < 0 || delivered < arrival))
        arrival = delivered;
    }
    return arrival < 0 && peer[event] === operation.peer ? event : arrival;
  }

  // How often the coordinator had that answer before the result: sent or delivered again, it has the same text.
  function timesHad(run, operation, {arrival, peer}) {
    const message = arrival < 0 ? -1 : run.events.message[arrival];
    if (message < 0) return 1;
    const {firstDelivery, lastDelivery, sentEvent} = run.messages;
    const isInTime = (delivered) => delivered >= 0 && delivered <= operation.finishEvent;
    const text = run.textOf(message);
    let times = 0;
    for (const one of messagesByWay(run).get(peer * (run.peers + 1) + operation.peer).messages) {
      if (sentEvent[one] > operation.finishEvent) break;
      if (run.operationOf(sentEvent[one]) !== operation.number || run.textOf(one) !== text) continue;
      if (isInTime(firstDelivery[one])) ++times;
      if (lastDelivery[one] !== firstDelivery[one] && isInTime(lastDelivery[one])) ++times;
    }
    return Math.max(1, times);
  }

  function notesOf(run, operation, answer) {
    const {tick, detail} = run.events;
    const {value} = detail[answer.event];
    const times = timesHad(run, operation, answer);
    const isInTime = answer.arrival >= 0 && !answer.isLate && operation.finishEvent >= 0;
    const isOther = operation.kind === 'read' && operation.outcome === 'ok' && value !== operation.result;
    return [
      answer.isDecisive && '▮ decided',
      isInTime && !answer.isDecisive && answer.isRight && !answer.isAgain && 'came in time, too',
      answer.isAgain && 'the same peer again: counts once',
      times > 1 && `came ${times} times before the result: counts once`,
      !answer.isRight && `no right replica at tick ${tick[answer.event]}`,
      answer.isLate && 'after the result',
      isInTime && isOther && 'another value than the result',
    ].filter(Boolean);
  }

  // Marks as decisive the first `needed` answers of different right replicas that came in time and agree.
  function choose(run, operation, answers, needed) {
    const {ok} = run.events.detail[operation.finishEvent];
    const inOrder = [...answers].sort((a, b) => a.arrival - b.arrival || a.event - b.event);
    const counted = new Set();
    for (const answer of inOrder) {
      if (answer.arrival < 0 || answer.isLate) continue;
      answer.isAgain = counted.has(answer.peer);
      counted.add(answer.peer);
      const agrees = run.events.detail[answer.event].ok === ok;
      answer.isDecisive = !answer.isAgain && answer.isRight && agrees && needed > 0;
      if (answer.isDecisive) --needed;
    }
  }

  function decide(run, operation) {
    const {finishEvent, finishedAt, invokedAt} = operation;
    const key = run.keys[operation.key];
    const rightAt = (tick) => (key ? KV.ringAt(run, tick).replicasOf(key.place) : []);
    const right = rightAt(finishedAt >= 0 ? finishedAt : Math.max(0, invokedAt));
    const needed = Math.min(run.quorum, right.length);
    const answers = operation.answers.map((event) => {
      const arrival = arrivalOf(run, operation, event);
      const peer = run.events.peer[event];
      const isRight = rightAt(run.events.tick[event]).includes(peer);
      const isLate = finishEvent >= 0 && Math.max(event, arrival) > finishEvent;
      return {event, peer, arrival, isRight, isLate, isAgain: false, isDecisive: false};
    });
    if (finishEvent >= 0) choose(run, operation, answers, needed);
    for (const answer of answers) answer.notes = notesOf(run, operation, answer);
    const decided = new Set(answers.filter((answer) => answer.isDecisive).map((answer) => answer.event));
    return {right, needed, answers, decided};
  }

  // {right: the peers that should hold the operation's key when it ends; needed: how many of them decide; decided: Set of
  // the events of the answers that did; answers, as they are logged: [{event, peer, arrival (at the coordinator: event
  // or -1), isRight, isLate, isAgain, isDecisive, notes: words}]}. Made once.
  KV.decisionOf = function (run, operation) {
    if (!run.decisions) run.decisions = new Map();
    if (!run.decisions.has(operation.number)) run.decisions.set(operation.number, decide(run, operation));
    return run.decisions.get(operation.number);
  };
})((globalThis.KV = globalThis.KV || {}));
