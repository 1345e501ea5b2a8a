// The read of a contradiction: it was answered against a newer value that the coordinator had, or the answer that it comes
// from.
'use strict';
(function (KV) {
  // The rank of the newest version with that value by `tick`, -1 if there is none.
  function rankOf(run, key, value, tick) {
    const {versions} = KV.versionsOf(run, key);
    for (let rank = versions.length - 1; rank >= 0; --rank)
      if (versions[rank].value === value && versions[rank].tick <= tick) return rank;
    return -1;
  }

  function markAt(run, operation, event, text) {
    const {key, number} = operation;
    const patch = {event, operation: number, key, peer: run.events.peer[event], view: 'operations'};
    return {tick: run.events.tick[event], key, text: `${run.keys[key].text}: ${text}`, patch};
  }

  const isInTime = ({arrival, isLate}) => arrival >= 0 && !isLate;

  // An answer in time with a newer value than the read returned; undefined if there is none.
  function passedOver(run, operation, answers) {
    const {key, result, finishedAt} = operation;
    const {detail} = run.events;
    const rank = rankOf(run, key, result, finishedAt);
    if (rank < 0 || operation.outcome !== 'ok') return undefined;
    return answers.find((answer) => isInTime(answer) && detail[answer.event].ok && rankOf(run, key, detail[answer.event].value, finishedAt) > rank);
  }

  function stepOfRead(run, operation) {
    const {number, peer, result, outcome, finishEvent} = operation;
    const {detail, peer: peerOf} = run.events;
    const {answers} = KV.decisionOf(run, operation);
    const newer = passedOver(run, operation, answers);
    if (newer) return markAt(run, operation, finishEvent, `peer ${peer} reports operation ${number}, a read, with an older value than peer ${peerOf[newer.event]} answered`);
    const isSource = ({event}) => (outcome === 'ok' ? detail[event].ok && detail[event].value === result : !detail[event].ok);
    const source = answers.find((answer) => isInTime(answer) && isSource(answer));
    const what = outcome === 'ok' ? `“${result}”` : 'that there is none';
    if (!source) return null;
    return {...markAt(run, operation, source.event, `peer ${source.peer} answers operation ${number}, a read: ${what}`), isSource: true};
  }

  // The read that ended last among the operations that contradict each other.
  function contradictingRead(run) {
    const reads = run.against.map((number) => run.operations[number]);
    const ended = reads.filter((one) => one && one.kind === 'read' && one.finishEvent >= 0 && run.keys[one.key]);
    return ended.reduce((last, one) => (!last || one.finishEvent > last.finishEvent ? one : last), null);
  }

  // What went wrong in the read that ended last among the operations that contradict each other: a mark {tick, key, text,
  // patch, isSource: it is only where the contradiction comes from}, or null. Made once.
  KV.decisionMark = function (run) {
    if (run.decisionMark === undefined) {
      const read = contradictingRead(run);
      run.decisionMark = read ? stepOfRead(run, read) : null;
    }
    return run.decisionMark;
  };
})((globalThis.KV = globalThis.KV || {}));
