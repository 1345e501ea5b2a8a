// Lines of a schedule (docs/schedules.md), made of what the reader points at.
'use strict';
(function (KV) {
  const schedule = (KV.schedule = {});

  // As lab/ScheduleText.cpp quotes: bytes beyond ASCII, and what could end a word.
  schedule.quoted = function (text) {
    if (/^[!-~]+$/.test(text) && !/[#"\\]/.test(text)) return text;
    let quoted = '';
    for (const byte of new TextEncoder().encode(text)) {
      const char = String.fromCharCode(byte);
      if (char === '"' || char === '\\') quoted += '\\' + char;
      else if (byte < 32 || byte > 126) quoted += '\\x' + byte.toString(16).padStart(2, '0');
      else quoted += char;
    }
    return `"${quoted}"`;
  };

  schedule.crash = (tick, peer) => `at ${tick} crash ${peer}`;
  schedule.restart = (tick, peer, withMemory) => `at ${tick} restart ${peer}${withMemory ? ' with memory' : ''}`;
  schedule.pause = (tick, peer, ticks) => `from ${tick} to ${tick + ticks} pause ${peer}`;
  schedule.cut = (tick, from, to, ticks) => `from ${tick} to ${tick + ticks} partition ${from} > ${to}`;
  schedule.isolate = (tick, peer, ticks) => `from ${tick} to ${tick + ticks} isolate ${peer}`;
  schedule.heal = (tick) => `at ${tick} heal`;
  schedule.call = (tick, client, peer, kind, key, value) =>
    `at ${tick} client ${client} on ${peer} ${kind} ${schedule.quoted(key)}${kind === 'create' || kind === 'update' ? ' ' + schedule.quoted(value) : ''}`;

  // The message's number on its link in its tick, as the simulator counts: it asks the faults about each message that
  // is neither too large nor lost by chance.
  function ordinalOf(run, message) {
    const {messages, events} = run;
    const tick = events.tick[messages.sentEvent[message]];
    let ordinal = 0;
    for (let one = message; one >= 0 && events.tick[messages.sentEvent[one]] === tick; --one) {
      const isAsked = messages.fate[one] !== KV.Fate.refused || messages.cause[one] === 'queue-full';
      const isOnLink = messages.from[one] === messages.from[message] && messages.to[one] === messages.to[message] && messages.network[one] === messages.network[message];
      if (isOnLink && isAsked) ++ordinal;
    }
    return ordinal;
  }

  // `store message 1 > 2 #1`
  schedule.nameOf = function (run, message) {
    const {messages} = run;
    return `${KV.NETWORKS[messages.network[message]]} message ${messages.from[message]} > ${messages.to[message]} #${ordinalOf(run, message)}`;
  };

  // `what`: drop, delay, duplicate, corrupt; `by`: ticks, of a delay.
  schedule.strike = function (run, message, what, by) {
    const tick = run.events.tick[run.messages.sentEvent[message]];
    return `at ${tick} ${what} ${schedule.nameOf(run, message)}${what === 'delay' ? ' by ' + by : ''}`;
  };

  const LINK_FAULT = /^from\b.*\b(drop|delay|duplicate|reorder|corrupt) /;
  const CERTAIN = /\b(drop (store |membership )?1(\.0+)?(\s|$)|delay (store |membership )?1(\.0+)? by \d+(\s|$))/;

  // Whether a line leaves something to chance: its dice would fall otherwise after an intervention.
  const isByChance = (line) => LINK_FAULT.test(line) && !CERTAIN.test(line);

  // Whether the text is what an intervention can be added to as it is.
  schedule.isFixed = function (text) {
    const lines = text.split('\n').map((line) => line.trim());
    return text.trim() !== '' && !lines.some((line) => line === 'guarded' || isByChance(line));
  };

  schedule.withLines = function (text, lines) {
    return (text === '' || text.endsWith('\n') ? text : text + '\n') + lines.join('\n') + '\n';
  };

  // A client without a call in the text.
  schedule.freeClient = function (text) {
    let highest = 0;
    for (const [, client] of text.matchAll(/\bclient (\d+) on\b/g)) highest = Math.max(highest, Number(client));
    return highest + 1;
  };

  // The text with another number of peers.
  schedule.withPeers = function (text, peers) {
    return /^\s*peers \d+\s*$/m.test(text) ? text.replace(/^\s*peers \d+\s*$/m, `peers ${peers}`) : `peers ${peers}\n` + text;
  };
})((globalThis.KV = globalThis.KV || {}));
