// The page's head: the verdict in words, what run this is, how to repeat it, and the ways to what is of interest.
'use strict';
(function (KV) {
  const app = KV.app;

  const VERDICTS = {
    ok: {mark: '✓', words: 'No check failed'},
    violated: {mark: '✕', words: 'Violated'},
    inconclusive: {mark: '?', words: 'Inconclusive'},
    unknown: {mark: '?', words: 'Not decided'},
    unchecked: {mark: '–', words: 'Not checked'},
  };

  // A run of a grade has a heading in place of a verdict: the grade says what was wrong.
  function verdictOf(run) {
    if (run.heading) return {mark: '▸', words: run.heading};
    const verdict = VERDICTS[run.verdict.kind] || {mark: '?', words: run.verdict.kind};
    return {...verdict, words: verdict.words + (run.verdict.check ? ': ' + run.verdict.check : '')};
  }

  app.verdictText = (run) => verdictOf(run).words;
  app.titleOf = (run) => `${app.verdictText(run)} – ${run.conf}, seed ${run.seed}`;

  function explanation(run) {
    if (run.heading) return run.headingNote;
    if (run.problems.length > 0) return KV.mainProblem(run).sentence;
    if (run.verdict.kind === 'unchecked') return 'The run was recorded without checks: --check adds them.';
    if (run.level.held) return `Its operations are ${run.level.held}; ${run.level.demanded} is demanded.`;
    return '';
  }

  // Where it begins, if that is another place than the verdict's.
  function beginning() {
    const first = app.firstProblem();
    if (!first || app.run.heading) return null;
    if (first.kind === 'early-end') return KV.el('p', {class: 'explanation', id: 'beginning'}, `The run ended early, in tick ${KV.number(first.tick)}: ${first.text}`);
    if (!first.patch) return null;
    const text = first.text.replace(/^begins here: /, '');
    return KV.el('p', {class: 'explanation', id: 'beginning'}, `It begins at tick ${KV.number(first.tick)}: ${text}`);
  }

  function otherProblems(run) {
    if (run.problems.length < 2) return null;
    const main = KV.mainProblem(run);
    const items = run.problems.filter((problem) => problem !== main).map((problem) => KV.el('li', {}, problem.check ? problem.check + ': ' : '', problem.sentence));
    return KV.el('details', {class: 'more'}, KV.el('summary', {}, KV.plural(items.length, 'further problem')), KV.el('ul', {}, items));
  }

  // ---- What run it is.

  function fact(name, value, extra) {
    if (value === '' || value === undefined || value === null) return null;
    return KV.el('div', {class: 'fact'}, KV.el('dt', {}, name), KV.el('dd', extra || {}, value));
  }

  function facts(run) {
    const level = run.level.held && `${run.level.held} holds, ${run.level.demanded} is demanded`;
    return KV.el('dl', {class: 'facts'}, fact('conf', run.conf), fact('seed', run.seed), fact('digest', run.digest, {class: 'mono'}),
      fact('size', `${KV.plural(run.peers, 'peer')}, ${KV.plural(run.lastTick + 1, 'tick')}`), fact('consistency', level),
      run.sources.map((source) => fact(source.name, source.text)));
  }

  async function copy(text, button) {
    let done = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch (error) {
      done = copyBySelection(text);
    }
    button.textContent = done ? 'Copied' : 'Select it and copy';
    setTimeout(() => { button.textContent = 'Copy'; }, 1600);
  }

  // For browsers that give pages of files no clipboard.
  function copyBySelection(text) {
    const area = KV.el('textarea', {class: 'visually-hidden', value: text});
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }

  // A command with a button that copies it; `name` and `label` say what it does, to all and to screen readers.
  KV.commandBox = function (command, name, label) {
    if (!command) return null;
    const button = KV.button('Copy', () => copy(command, button), {class: 'copy', 'aria-label': label});
    return KV.el('div', {class: 'replay'}, name && KV.el('span', {class: 'replay-name'}, name), KV.el('code', {tabindex: 0}, command), button);
  };

  const replay = (run) => KV.commandBox(run.replay, 'repeat', 'Copy the replay command');

  // ---- What the faults did.

  function countFaults(run) {
    const counts = new Map();
    const add = (name) => counts.set(name, (counts.get(name) || 0) + 1);
    const {count, fate, flags, cause} = run.messages;
    for (let message = 0; message < count; ++message) {
      if (fate[message] === KV.Fate.lost) add('lost ' + app.causeText(cause[message]));
      if (fate[message] === KV.Fate.refused) add('refused: ' + app.causeText(cause[message]));
      if (flags[message] & KV.Flag.delayed) add('held back');
      if (flags[message] & KV.Flag.duplicated) add('delivered twice');
      if (flags[message] & KV.Flag.corrupted) add('with flipped bits');
    }
    return counts;
  }

  function exposure(run) {
    const rows = [...countFaults(run)].map(([name, count]) => KV.el('tr', {}, KV.el('th', {scope: 'row'}, 'messages ' + name), KV.el('td', {}, KV.number(count))));
    const faults = KV.el('table', {class: 'numbers'}, KV.el('caption', {}, 'What befell messages'), KV.el('tbody', {}, rows));
    const metrics = [...run.metrics].map(([name, value]) => KV.el('tr', {}, KV.el('th', {scope: 'row'}, name.replaceAll('_', ' ')), KV.el('td', {}, KV.number(value))));
    const table = KV.el('table', {class: 'numbers columns'}, KV.el('caption', {}, 'Exposure and metrics'), KV.el('tbody', {}, metrics));
    return KV.el('details', {class: 'more', id: 'exposure'}, KV.el('summary', {}, 'Exposure: ' + exposureSummary(run)),
      KV.el('div', {class: 'tables'}, rows.length > 0 ? faults : null, metrics.length > 0 ? table : null));
  }

  function exposureSummary(run) {
    const struck = [...countFaults(run).values()].reduce((sum, count) => sum + count, 0);
    return `${KV.plural(run.faults.length, 'fault')}, ${KV.plural(struck, 'message')} struck, ${KV.plural(run.metrics.size, 'metric')}`;
  }

  function omissions(run) {
    if (run.omitted.length === 0) return null;
    const parts = run.omitted.map((one) => `${KV.number(one.count)} ${one.what}: ${one.text}`);
    return KV.el('p', {class: 'omitted', role: 'note'}, KV.el('strong', {}, 'Left out: '), parts.join(' · '));
  }

  // ---- Ways to what is of interest.

  app.goToInterest = function (step) {
    const all = app.interests();
    const {tick} = app.state;
    const next = step > 0 ? all.find((mark) => mark.tick > tick) : all.filter((mark) => mark.tick < tick).pop();
    if (next) app.goTo(next.tick, {event: -1, onlyOf: '', ...stepPatch(next)});
    app.say(next ? `tick ${next.tick}: ${next.text}` : 'There is no ' + (step > 0 ? 'later' : 'earlier') + ' event of interest.');
  };

  // What a mark wants to be seen beside its tick.
  function stepPatch(mark) {
    if (!mark.showsGossip) return mark.patch || {};
    return {...mark.patch, filters: {...app.state.filters, membership: true}};
  }

  app.goToFirstProblem = function () {
    const problem = app.firstProblem();
    if (!problem) {
      app.say('The trace marks no problem.');
      return;
    }
    // A contradiction is shown whole, also if something else explains it.
    const isContradiction = problem.explains || (problem.kind === 'violation' && !problem.patch);
    const range = {from: problem.tick - 8, to: problem.tick + 9, ...(isContradiction ? violationPatch(app.run) : {})};
    app.goTo(problem.tick, {event: -1, onlyOf: '', ...range, ...stepPatch(problem), tick: problem.tick,
      from: Math.min(range.from, problem.tick), to: Math.max(range.to, problem.tick + 1)});
    app.say(`tick ${problem.tick}: ${problem.text}`);
  };

  // What shows the contradiction: the last of its operations, its key, and the range of ticks that all of them take.
  function violationPatch(run) {
    const operations = KV.contradicting(run);
    if (operations.length === 0) return {};
    const last = operations[operations.length - 1];
    const from = Math.min(...operations.map((operation) => operation.invokedAt));
    const to = Math.max(...operations.map((operation) => Math.max(operation.finishedAt, operation.invokedAt))) + 1;
    const room = Math.max(1, (to - from) * 0.08);
    return {operation: last.number, key: last.key, mode: to - from > 60 ? 'compressed' : app.state.mode, from: from - room,
      to: to + room, tick: to - 1};
  }

  app.showContradiction = function () {
    const operations = KV.contradicting(app.run);
    if (operations.length === 0) {
      app.say('The trace names no operations that contradict each other.');
      return;
    }
    app.set({onlyOf: 'contradiction', event: -1, ...violationPatch(app.run)});
    app.say(`${KV.plural(operations.length, 'operation')} contradict each other: ` + operations.map(app.operationText).join('; '));
  };

  app.operationText = function (operation) {
    const key = app.keyText(operation.key);
    const value = operation.kind === 'create' || operation.kind === 'update' ? ` “${operation.value}”` : '';
    const end = operation.finishedAt < 0 ? 'without an answer' : `${operation.outcome}${operation.kind === 'read' && operation.result ? ` “${operation.result}”` : ''} at tick ${operation.finishedAt}`;
    return `operation ${operation.number}: ${operation.kind} ${key}${value} at peer ${operation.peer}, tick ${operation.invokedAt}, ${end}`;
  };

  let status;

  // Tells something to everybody: shown below the buttons, and read aloud.
  app.say = function (text) {
    if (status) status.textContent = text;
  };

  function ways(run) {
    const problem = app.firstProblem();
    return KV.el('div', {class: 'ways', role: 'group', 'aria-label': 'Go to'},
      KV.button('First problem', app.goToFirstProblem, {class: 'primary', id: 'first-problem', disabled: !problem, title: 'Key f'}),
      run.against.length > 0 && KV.button('The contradiction', app.showContradiction, {id: 'contradiction', title: 'Key x: only the operations that contradict each other, and their messages'}),
      KV.button('‹ Previous', () => app.goToInterest(-1), {id: 'previous-interest', title: 'Key p: the previous event of interest'}),
      KV.button('Next ›', () => app.goToInterest(1), {id: 'next-interest', title: 'Key n: the next event of interest'}));
  }

  const THEMES = {'': 'Theme: system', light: 'Theme: light', dark: 'Theme: dark'};

  // A button that changes the theme; `get()` and `set(theme)` know it.
  KV.themeButton = function (get, set, attributes) {
    const button = KV.button(THEMES[get()], () => {
      const names = Object.keys(THEMES);
      const next = names[(names.indexOf(get()) + 1) % names.length];
      set(next);
      button.textContent = THEMES[next];
    }, {class: 'quiet', ...attributes});
    return button;
  };

  function tools() {
    const theme = KV.themeButton(() => app.state.theme, (next) => app.set({theme: next}), {id: 'theme'});
    return KV.el('div', {class: 'tools'}, KV.sweep && KV.button('‹ All seeds', KV.closeSeedRun, {id: 'all-seeds'}), runChoice(), KV.button('Tour', () => app.startTour(), {class: 'quiet', id: 'start-tour', title: 'One minute for newcomers'}),
      KV.button('Keys', () => app.showHelp(), {class: 'quiet', id: 'show-help', title: 'Key ?'}), theme);
  }

  function runChoice() {
    if (!app.isComparison()) return null;
    const options = app.runs.map((run, index) => KV.el('option', {value: index}, `${index + 1}: ${run.title}`));
    const select = KV.el('select', {id: 'run', 'aria-label': 'Run', onchange: () => app.set({runIndex: Number(select.value)})}, options);
    select.value = String(app.state.runIndex);
    return select;
  }

  function show(box) {
    const {run} = app;
    const verdict = verdictOf(run);
    if (!run.heading) document.title = app.titleOf(run);
    status = KV.el('p', {class: 'said', role: 'status', 'aria-live': 'polite', id: 'said'});
    KV.put(box,
      KV.el('div', {class: 'head-row'},
        KV.el('div', {class: 'verdict', dataset: {kind: run.verdict.kind}},
          KV.el('span', {class: 'verdict-mark', 'aria-hidden': 'true'}, verdict.mark),
          KV.el('div', {}, KV.el('h1', {id: 'verdict'}, verdict.words), KV.el('p', {class: 'explanation'}, explanation(run)), beginning())),
        tools()),
      otherProblems(run), facts(run), replay(run), omissions(run), exposure(run), KV.el('div', {class: 'ways-row'}, ways(run), status));
  }

  function showFooter() {
    const {run} = app;
    KV.put(document.getElementById('part-footer'), `${KV.plural(run.events.count, 'event')}, ${KV.plural(run.messages.count, 'message')}, ` +
      `${KV.plural(run.turns.count, 'turn')} and ${KV.plural(run.stateChanges, 'change')} of state, from the trace ${run.name}. This page is one file and loads nothing.`);
  }

  KV.part({
    id: 'header',
    build() {},
    update(changed) {
      if (!changed.has('run')) return;
      show(document.getElementById('part-header'));
      showFooter();
    },
  });
})((globalThis.KV = globalThis.KV || {}));
