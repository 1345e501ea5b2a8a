// Steps through a run: playing, and from event to event.
'use strict';
(function (KV) {
  const app = KV.app;
  app.speed = 10;  // Ticks a second.

  let last = 0;
  let saved = 0;  // Ticks that are due and not shown yet.

  // People who want no motion see a still picture each second instead of a flow.
  const STILL_MS = 1000;

  function frame(now) {
    if (!app.state.playing) return;
    const still = KV.prefersStill();
    const passed = now - last;
    if (!still || passed >= STILL_MS) {
      last = now;
      saved += (Math.min(passed, STILL_MS) / 1000) * app.speed;
      const steps = Math.floor(saved);
      saved -= steps;
      if (steps > 0) advance(steps);
    }
    requestAnimationFrame(frame);
  }

  function advance(steps) {
    const {tick} = app.state;
    if (tick >= app.run.lastTick) app.set({playing: false});
    else app.goTo(Math.min(app.run.lastTick, tick + steps));
  }

  app.togglePlay = function () {
    const playing = !app.state.playing;
    const atEnd = playing && app.state.tick >= app.run.lastTick;
    app.set({playing, ...(atEnd ? {tick: 0} : {})});
    last = performance.now();
    saved = 0;
    if (playing) requestAnimationFrame(frame);
  };

  // Pins the next (1) or previous (-1) shown event at the peer of the pinned one, else at the chosen peer, else anywhere.
  app.stepEvent = function (step) {
    const {run, state} = app;
    const peer = state.event >= 0 ? run.events.peer[state.event] : state.peer;
    const isWanted = (event) => KV.axis.shown(event) && (peer === 0 || run.events.peer[event] === peer);
    const start = state.event >= 0 ? state.event + step : KV.axis.firstEvent(state.tick) - (step < 0 ? 1 : 0);
    for (let event = start; event >= 0 && event < run.events.count; event += step) {
      if (isWanted(event)) return app.pin(event);
    }
    app.say('No further event.');
  };

  // Pins a cause (-1) or an effect (1) of the pinned event: the nearest in time.
  app.stepCause = function (step) {
    const {run, state} = app;
    if (state.event < 0) return app.say('Choose an event first: click it, or press j.');
    const found = step < 0 ? run.causesOf(state.event) : run.effectsOf(state.event);
    if (found.length === 0) return app.say(step < 0 ? 'The trace shows no cause of it.' : 'The trace shows no effect of it.');
    app.pin(step < 0 ? found[found.length - 1] : found[0]);
  };

  app.toggleOnly = function () {
    app.set({onlyOf: app.state.onlyOf === '' && app.state.event >= 0 ? 'event' : ''});
  };

  app.toggleGossip = function () {
    app.set({filters: {...app.state.filters, membership: !app.state.filters.membership}});
  };

  app.nextMode = function () {
    const modes = ['ticks', 'events', 'compressed'];
    app.set({mode: modes[(modes.indexOf(app.state.mode) + 1) % modes.length]});
  };
})((globalThis.KV = globalThis.KV || {}));
