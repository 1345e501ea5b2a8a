// Runs what the reader has chosen after each change, in the background, and shows it beside the run before.
//
//   KV.rerun.outcome     of the run that is shown: {notes, schedule, isExact, designs}; errors: of the last request
//   KV.rerun.now(words)  -> true if the run could be made
'use strict';
(function (KV) {
  const app = KV.app;
  const play = KV.play;
  const rerun = (KV.rerun = {outcome: null, errors: [], isRunning: false, code: '', milliseconds: 0, listeners: []});

  let requests = 0;
  let before = null;  // The run that the shown one is compared with.
  let latest = null;

  const tell = () => { for (const listener of rerun.listeners) listener(); };

  function requestOf(state) {
    return {conf: play.confNamed(state.conf).text, settings: play.settings(), seed: state.seed, schedule: state.schedule, replay: ''};
  }

  // Null: the request was wrong, or is given up for a later one.
  async function outcomeOf(state) {
    try {
      return await KV.engine.run(requestOf(state));
    } catch (error) {
      if (error.message === KV.engine.GIVEN_UP) return null;
      return {errors: ['the run ended early: ' + error.message]};
    }
  }

  function runOf(outcome, state, words) {
    const run = KV.readTrace(outcome.trace, 'this run');
    run.conf = state.conf;
    run.title = words || 'this run';
    run.trace = outcome.trace;
    return run;
  }

  // What the page shows: the new run, after the one before, if there is one.
  function show(run) {
    before = latest;
    latest = run;
    const runs = before ? [before, run] : [run];
    if (before) KV.compareRuns(runs);
    if (app.run) app.replaceRuns(runs, runs.length - 1);
    else app.open(runs);
  }

  rerun.now = async function (words) {
    const {state} = play;
    const began = performance.now();
    const request = ++requests;
    rerun.isRunning = true;
    tell();
    const outcome = (await outcomeOf(state)) || {errors: ['the run was stopped']};
    if (request !== requests) return false;
    rerun.isRunning = false;
    rerun.errors = outcome.errors;
    if (outcome.errors.length === 0) {
      rerun.outcome = outcome;
      rerun.code = await play.encode(state);
      show(runOf(outcome, state, words));
      rerun.milliseconds = performance.now() - began;
    }
    tell();
    return outcome.errors.length === 0;
  };

  // The next run is compared with none: it is another one, not the same with a change.
  rerun.forget = () => { latest = null; };

  // Follows the address: what it says of `play`.
  rerun.follow = async function (code) {
    if (!code || code === rerun.code) return;
    const state = await play.decode(code);
    if (!state) return;
    play.state = state;
    await rerun.now('from the address');
  };
})((globalThis.KV = globalThis.KV || {}));
