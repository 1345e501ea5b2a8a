// The playground's bar, which stays in sight with the verdict; what runs; and the schedule as text.
'use strict';
(function (KV) {
  const app = KV.app;
  const {play, schedule, rerun} = KV;
  const TYPING_MS = 400;
  const SLOW_MS = 600;

  let nodes;
  let typing = 0;
  let slow = 0;

  // ---- The bar.

  const MARKS = {ok: '✓', violated: '✕'};

  function bar() {
    nodes.verdict = KV.button('', () => app.goToFirstProblem(), {class: 'bar-verdict', id: 'bar-verdict', title: 'Go to what broke (key f)'});
    nodes.undo = KV.button('Undo', () => play.undo(), {id: 'undo', title: 'Key z'});
    nodes.redo = KV.button('Redo', () => play.redo(), {id: 'redo', title: 'Key Z'});
    nodes.copy = KV.button('Copy as command', copyCommand, {id: 'copy-command', title: 'Shell text that makes the same run'});
    nodes.stop = KV.button('Stop', () => KV.engine.stop(), {id: 'stop', hidden: true});
    nodes.state = KV.el('span', {class: 'bar-state', role: 'status', id: 'bar-state'});
    return KV.el('div', {class: 'play-bar'}, nodes.verdict, nodes.state, nodes.stop, KV.el('div', {class: 'row'}, nodes.undo, nodes.redo, nodes.copy));
  }

  function showBar() {
    clearTimeout(slow);
    if (rerun.isRunning) slow = setTimeout(() => { nodes.stop.hidden = false; }, SLOW_MS);
    else nodes.stop.hidden = true;
    nodes.undo.disabled = play.past.length === 0;
    nodes.redo.disabled = play.future.length === 0;
    nodes.state.textContent = rerun.isRunning ? 'running …' : rerun.errors.length > 0 ? 'The change cannot run; the last run is shown.' : app.run ? `digest ${app.run.digest}` : '';
    if (!app.run) return;
    const {kind} = app.run.verdict;
    nodes.verdict.dataset.kind = kind;
    const problem = KV.mainProblem && app.run.problems.length > 0 ? ' – ' + KV.mainProblem(app.run).sentence : '';
    KV.put(nodes.verdict, KV.el('span', {'aria-hidden': 'true'}, MARKS[kind] || '?'), ' ', app.verdictText(app.run) + problem);
  }

  async function copyCommand() {
    const text = play.command();
    nodes.command.value = text;
    nodes.commandBox.open = true;
    let done = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch (error) {
      nodes.command.select();
      done = document.execCommand('copy');
    }
    app.say(done ? 'The command is copied; it stands below the schedule, too.' : 'The command stands below the schedule.');
  }

  // ---- What runs.

  function labelled(words, input) {
    return KV.el('label', {class: 'choice'}, words, ' ', input);
  }

  function chooseConf(name) {
    rerun.forget();
    play.change({conf: name, settings: '', schedule: play.confNamed(name).schedule || '', lesson: ''}, 'Another conf.');
  }

  function choosePeers() {
    const peers = Math.floor(Number(nodes.peers.value));
    if (!(peers >= 1)) return showPanel();
    let settings = play.withSetting('MAX_NNB', String(peers));
    if (play.valueOf('MIN_NNB')) settings = settings.split('\n').filter((one) => !one.startsWith('MIN_NNB')).concat(`MIN_NNB=${peers}`).join('\n');
    const text = play.state.schedule;
    play.change({settings, schedule: text === '' ? '' : schedule.withPeers(text, peers)}, `${peers} peers.`);
  }

  function chooseSeed(seed) {
    if (!/^\d{1,20}$/.test(seed)) return showPanel();
    play.change({seed}, 'Seed ' + seed + '.');
  }

  function runFields() {
    nodes.conf = KV.el('select', {id: 'play-conf', onchange: () => chooseConf(nodes.conf.value)}, play.confs.map((conf) => KV.el('option', {value: conf.name}, conf.name.replace(/^testcases\//, ''))));
    nodes.design = KV.el('select', {id: 'play-design', onchange: () => play.change({settings: play.withSetting('REPLICATION', nodes.design.value)}, 'The design is ' + nodes.design.value + '.')});
    nodes.seed = KV.el('input', {type: 'text', inputmode: 'numeric', size: 8, id: 'play-seed', onchange: () => chooseSeed(nodes.seed.value.trim())});
    nodes.peers = KV.el('input', {type: 'number', min: 1, max: 100, id: 'play-peers', onchange: choosePeers});
    return KV.el('div', {class: 'controls-row'}, labelled('Conf', nodes.conf), labelled('Design', nodes.design), labelled('Seed', nodes.seed),
      KV.button('Next seed', () => chooseSeed(String(BigInt.asUintN(64, BigInt(play.state.seed) + 1n))), {id: 'next-seed'}), labelled('Peers', nodes.peers));
  }

  // ---- The schedule.

  function onTyping(name, node) {
    clearTimeout(typing);
    typing = setTimeout(() => play.change({[name]: node.value}, 'Edited.'), TYPING_MS);
  }

  function scheduleBox() {
    nodes.schedule = KV.el('textarea', {id: 'play-schedule', rows: 8, spellcheck: 'false', 'aria-label': 'Schedule', oninput: () => onTyping('schedule', nodes.schedule)});
    nodes.settings = KV.el('textarea', {id: 'play-settings', rows: 2, spellcheck: 'false', 'aria-label': 'Settings, KEY=VALUE a line', oninput: () => onTyping('settings', nodes.settings)});
    nodes.drawn = KV.el('p', {class: 'faint', id: 'drawn'});
    nodes.write = KV.button('Write it down', () => play.change(play.writtenDown(rerun.outcome), 'What chance decided is written down.'), {id: 'write-down'});
    nodes.clear = KV.button('As the conf says', () => play.change({schedule: play.confNamed(play.state.conf).schedule || '', settings: play.withSetting('WORKLOAD', '')}, 'The schedule is the conf\'s.'), {id: 'clear-schedule'});
    nodes.messages = KV.el('ul', {class: 'play-messages', id: 'play-messages'});
    nodes.command = KV.el('textarea', {id: 'play-command', rows: 6, readonly: true, spellcheck: 'false', 'aria-label': 'The command'});
    nodes.commandBox = KV.el('details', {class: 'more'}, KV.el('summary', {}, 'The command that makes this run'), nodes.command);
    nodes.commandBox.addEventListener('toggle', () => { nodes.command.value = play.command(); });
    return KV.el('div', {class: 'schedule-box'}, KV.el('div', {class: 'row'}, KV.el('h3', {}, 'Schedule'), nodes.write, nodes.clear), nodes.drawn, nodes.schedule, nodes.messages,
      KV.el('details', {class: 'more'}, KV.el('summary', {}, 'Settings'), nodes.settings), nodes.commandBox);
  }

  function put(node, value) {
    if (node.value !== value) node.value = value;
  }

  function showPanel() {
    const {state} = play;
    put(nodes.conf, state.conf);
    put(nodes.seed, state.seed);
    put(nodes.schedule, state.schedule);
    put(nodes.settings, state.settings);
    if (nodes.commandBox.open) put(nodes.command, play.command());
    const {outcome, errors} = rerun;
    nodes.messages.dataset.kind = errors.length > 0 ? 'error' : 'note';
    KV.put(nodes.messages, (errors.length > 0 ? errors : outcome ? outcome.notes : []).slice(0, 20).map((text) => KV.el('li', {}, text)));
    if (!outcome) return;
    if (nodes.design.options.length === 0) KV.put(nodes.design, outcome.designs.map((name) => KV.el('option', {value: name}, name)));
    put(nodes.design, play.valueOf('REPLICATION') || outcome.designs[0]);
    if (app.run) put(nodes.peers, String(app.run.peers));
    const isDrawn = state.schedule === '';
    nodes.drawn.textContent = isDrawn ? 'Faults and calls are as the conf and the seed say. The first intervention writes them down here.' : '';
    nodes.drawn.hidden = !isDrawn;
    nodes.write.disabled = play.isWrittenDown();
    nodes.clear.disabled = state.schedule === (play.confNamed(state.conf).schedule || '');
  }

  function showAll() {
    showBar();
    showPanel();
  }

  // What text fields do themselves.
  function onUndoKey(event) {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z' || event.target.matches?.('input, textarea')) return;
    event.preventDefault();
    if (event.shiftKey) play.redo();
    else play.undo();
  }

  // Before app.open(): the bar and the panel also show why there is no run.
  KV.buildPlayPanel = function (barBox, choiceBox, scheduleRoot) {
    nodes = {};
    KV.put(barBox, bar());
    KV.put(choiceBox, runFields());
    KV.put(scheduleRoot, scheduleBox());
    document.addEventListener('keydown', onUndoKey);
    rerun.listeners.push(showAll);
    play.listeners.push((words) => {
      clearTimeout(typing);
      showAll();
      rerun.now(words);
    });
    app.on((changed) => { if (changed.has('run')) showBar(); });
  };
})((globalThis.KV = globalThis.KV || {}));
