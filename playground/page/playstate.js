// What the reader has chosen, its history for undo, its copy in the URL, and the command that does the same.
//
//   KV.play.state      {conf: name, settings: text with a KEY=VALUE a line, seed: text, schedule: text ('' = as the conf
//                      says), lesson: id or ''}
//   KV.play.change(patch, words)   a step that undo takes back; `words` say what it did
//   KV.play.undo(), redo()
'use strict';
(function (KV) {
  const play = (KV.play = {state: null, confs: [], past: [], future: [], listeners: []});
  const MOST_STEPS = 500;

  const FIELDS = ['conf', 'settings', 'seed', 'schedule', 'lesson'];

  play.confNamed = (name) => play.confs.find((conf) => conf.name === name);
  play.settings = () => linesOf(play.state.settings);

  function tell(words) {
    for (const listener of play.listeners) listener(words);
  }

  play.change = function (patch, words) {
    const next = {...play.state, ...patch};
    if (FIELDS.every((field) => next[field] === play.state[field])) return;
    play.past.push(play.state);
    if (play.past.length > MOST_STEPS) play.past.shift();
    play.future = [];
    play.state = next;
    tell(words);
  };

  function step(from, to, words) {
    if (from.length === 0) return;
    to.push(play.state);
    play.state = from.pop();
    tell(words);
  }

  play.undo = () => step(play.past, play.future, 'Taken back.');
  play.redo = () => step(play.future, play.past, 'Done again.');

  // ---- Settings.

  const keyOf = (setting) => setting.split('=')[0].trim().toUpperCase();

  const linesOf = (settings) => settings.split('\n').map((line) => line.trim()).filter((line) => line && !line.startsWith('#'));

  // The settings' text, those chosen unless others are given, with this value; '' takes the setting out.
  play.withSetting = function (key, value, settings = play.state.settings) {
    const others = linesOf(settings).filter((one) => keyOf(one) !== key);
    if (value !== '') others.push(`${key}=${value}`);
    return others.join('\n');
  };

  // The value of a setting, else the conf's, else ''.
  play.valueOf = function (key) {
    const set = play.settings().find((one) => keyOf(one) === key);
    if (set) return set.slice(set.indexOf('=') + 1).trim();
    const line = (play.confNamed(play.state.conf)?.text || '').split('\n').find((one) => one.split(':')[0].trim().toUpperCase() === key);
    return line ? line.slice(line.indexOf(':') + 1).split('#')[0].trim() : '';
  };

  const hasWorkload = () => !['', 'none', 'course'].includes(play.valueOf('WORKLOAD'));

  // Whether neither faults nor calls are left to chance.
  play.isWrittenDown = () => KV.schedule.isFixed(play.state.schedule) && !(hasWorkload() && !/\bclient \d+ on\b/.test(play.state.schedule));

  // What changes if the run `outcome` is written down: all its faults and calls are in the schedule then, even if it has
  // none.
  play.writtenDown = function (outcome) {
    const {schedule, settings} = play.state;
    if (play.isWrittenDown()) return {schedule, settings};
    return {schedule: outcome.schedule, settings: hasWorkload() ? play.withSetting('WORKLOAD', 'none') : settings};
  };

  // ---- The command.

  const quoted = (text) => (/^[A-Za-z0-9_./,:=+-]+$/.test(text) ? text : `'${text.replaceAll('\'', '\'\\\'\'')}'`);

  // A word that is no line of the text.
  function delimiterFor(text) {
    const lines = new Set(text.split('\n'));
    let word = 'END';
    while (lines.has(word)) word += 'D';
    return word;
  }

  function hereDocument(text, file) {
    const word = delimiterFor(text);
    return `cat >${file} <<'${word}'\n${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${word}\n`;
  }

  // Shell text that makes the same run, with the same digest.
  play.command = function () {
    const {state} = play;
    const conf = play.confNamed(state.conf);
    const isWritten = state.schedule !== '';
    const sets = play.settings().filter((one) => !isWritten || keyOf(one) !== 'FAULTS');
    if (isWritten) sets.push('FAULTS=run.faults');
    const files = (conf.isFile ? '' : hereDocument(conf.text, 'run.conf')) + (isWritten ? hereDocument(state.schedule, 'run.faults') : '');
    const words = ['./Application', conf.isFile ? conf.name : 'run.conf', ...sets.flatMap((one) => ['--set', quoted(one)]), '--seed', state.seed, '--check'];
    return files + words.join(' ') + '\n';
  };

  // ---- The URL: what `play` says in it is deflated JSON, in base64 for URLs.

  async function through(bytes, stream) {
    return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
  }

  play.encode = async function (state) {
    const packed = await through(new TextEncoder().encode(JSON.stringify(FIELDS.map((field) => state[field]))), new CompressionStream('deflate-raw'));
    let text = '';
    for (const byte of packed) text += String.fromCharCode(byte);
    return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  };

  // Null if it is damaged.
  play.decode = async function (text) {
    try {
      const packed = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
      const values = JSON.parse(new TextDecoder().decode(await through(packed, new DecompressionStream('deflate-raw'))));
      const state = Object.fromEntries(FIELDS.map((field, at) => [field, values[at]]));
      const isGood = FIELDS.every((field) => typeof state[field] === 'string') && play.confNamed(state.conf) && /^\d{1,20}$/.test(state.seed);
      return isGood ? state : null;
    } catch (error) {
      return null;
    }
  };
})((globalThis.KV = globalThis.KV || {}));
