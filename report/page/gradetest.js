// One test of a grade: why it lost points, where to look in the run, and the commands for it.
'use strict';
(function (KV) {
  const app = KV.app;

  const ROOM_BEFORE = 6;  // Ticks that are shown around a place.
  const ROOM_AFTER = 14;

  // Shows a place in the run that is open: its tick, and what it names.
  function goToSpot(test, spot, patch) {
    const {run} = app;
    const isOfMembership = spot.event >= 0 && run.events.message[spot.event] >= 0 &&
      run.messages.network[run.events.message[spot.event]] === 0;
    const filters = {...app.state.filters, membership: app.state.filters.membership || isOfMembership};
    app.set({...patch, filters, event: spot.event, tick: spot.tick, peer: spot.peer, key: spot.key, operation: spot.operation, onlyOf: '',
      from: spot.tick - ROOM_BEFORE, to: spot.tick + ROOM_AFTER, view: test.part === 'membership' ? 'membership' : 'operations'});
    app.say(`${test.name}: ${spot.what}`);
  }

  KV.goToSpot = goToSpot;

  function spotButton(test, spot, index) {
    const where = `tick ${spot.tick}` + (spot.peer > 0 ? `, peer ${spot.peer}` : '');
    return KV.el('li', {}, KV.button(`${where}: ${spot.what}`, () => goToSpot(test, spot, {}),
      {class: index === 0 ? 'spot is-first' : 'spot', dataset: {spot: String(index)}, title: 'Show it in the run below'}));
  }

  function spotList(test) {
    if (test.spots.length === 0) return null;
    return KV.el('div', {class: 'spots'}, KV.el('h3', {}, 'Where to look in the run'), KV.el('ol', {}, test.spots.map((spot, index) => spotButton(test, spot, index))));
  }

  // ---- The explanation: text with lines of 76 columns. Ticks at the left of a timeline lead into the run.

  const LABEL = /^( *)(shown cause|suspected|shown by|look at|known is):/;
  const TICK = /^( +)(\d+)((?:\.\.\d+)?  .*)$/;

  function lineOf(line, canGo) {
    const label = LABEL.exec(line);
    if (label) return [label[1], KV.el('strong', {class: 'label', dataset: {label: label[2]}}, label[2] + ':'), line.slice(label[0].length), '\n'];
    const tick = canGo && TICK.exec(line);
    if (!tick) return [line, '\n'];
    const go = () => app.goTo(Number(tick[2]), {event: -1, from: Number(tick[2]) - ROOM_BEFORE, to: Number(tick[2]) + ROOM_AFTER});
    return [tick[1], KV.button(tick[2], go, {class: 'tick-link', title: `Show tick ${tick[2]} in the run`}), tick[3], '\n'];
  }

  KV.explanation = function (text, canGo) {
    return KV.el('pre', {class: 'explained', tabindex: 0}, text.replace(/\n$/, '').split('\n').map((line) => lineOf(line, canGo)));
  };

  // ---- Commands.

  function commands(test, facts) {
    const run = test.run === null ? null : facts.runs[test.run];
    if (!test.replay) return null;
    const stop = test.spots.find((spot) => spot.stop_at);
    return KV.el('div', {class: 'commands'},
      KV.commandBox(test.replay, 'repeat', 'Copy the command that repeats the run'),
      KV.commandBox(test.replay + ' --report run.html', 'its page', 'Copy the command that makes a page of the run'),
      run && stop && KV.commandBox(`${run.debugger} --stop-at ${stop.stop_at}`, 'debugger', 'Copy the command that stops the debugger before this call'),
      facts.replay_note && KV.el('p', {class: 'faint'}, facts.replay_note));
  }

  function flakiness(test) {
    if (!test.flaky) return null;
    return KV.el('p', {}, `Flaky: seed ${test.worst_seed} gets ${test.points}, seed ${test.best_seed} gets ${test.best_points}; the mean is ${test.mean}.`);
  }

  function runNote(test, facts) {
    if (test.run === null || !facts.runs[test.run].why) return null;
    const run = facts.runs[test.run];
    return KV.el('p', {class: run.trace === null ? 'omitted' : ''}, run.trace === null ? `The run is not shown: ${run.why}.` : `The run is shown up to its end: ${run.why}.`);
  }

  KV.testTitle = (test) => `${test.scenario} ${test.title}`;

  // What is known of the test.
  KV.testDetails = function (test, facts) {
    const canGo = test.run !== null && facts.runs[test.run].trace !== null;
    return [KV.el('h2', {id: 'test-title'}, KV.testTitle(test), KV.el('span', {class: 'faint'}, ` ${test.name}: ${test.points} of ${test.max_points}`)),
      test.reason && KV.el('p', {class: 'reason'}, test.reason), test.note && KV.el('p', {class: 'reason'}, test.note), flakiness(test), runNote(test, facts),
      canGo && spotList(test), test.explanation && KV.explanation(test.explanation, canGo), commands(test, facts)];
  };
})((globalThis.KV = globalThis.KV || {}));
