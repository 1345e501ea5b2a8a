// The page of a grade: points, tests, and below them the run in which the chosen test lost its points. The runs
// are read when they are chosen.
'use strict';
(function (KV) {
  const app = KV.app;
  let facts;
  let readers;
  let details;
  const rows = new Map();

  // ---- Runs.

  const traceOf = (test) => (test.run === null ? null : facts.runs[test.run].trace);

  // Marks the places where tests lost points, so that "first problem" and n/p find them.
  function mark(run, trace) {
    for (const test of facts.tests) {
      if (traceOf(test) !== trace || test.spots.length === 0) continue;
      const [spot] = test.spots;
      if (spot.tick <= run.lastTick) run.marks.push({tick: spot.tick, kind: 'lost-points', text: `${KV.testTitle(test)}: ${spot.what}`});
    }
  }

  app.load = async function (trace) {
    if (app.runs[trace]) return;
    const run = await readers[trace]();
    const shown = facts.runs.find((one) => one.trace === trace);
    run.heading = 'The run: ' + shown.title;
    run.headingNote = shown.why || '';
    mark(run, trace);
    app.runs[trace] = run;
  };

  // ---- The table of tests.

  function points(test) {
    const share = test.max_points > 0 ? test.points / test.max_points : 0;
    return KV.el('span', {class: 'points'}, KV.el('span', {class: 'points-bar', 'aria-hidden': 'true'},
      KV.el('span', {class: 'points-got', style: {width: `${Math.round(100 * share)}%`}})), `${test.points} / ${test.max_points}`);
  }

  function row(test) {
    const isLost = test.points < test.max_points;
    const name = KV.button(test.title, () => choose(test), {class: 'test-link', dataset: {test: test.name}, title: isLost ? 'Why it lost points, and the run that shows it' : 'It has all points'});
    const node = KV.el('tr', {class: isLost ? 'is-lost' : '', dataset: {test: test.name}}, KV.el('th', {scope: 'row'}, name),
      KV.el('td', {}, points(test)), KV.el('td', {class: 'sign'}, isLost ? (test.flaky ? '✕ flaky' : '✕') : '✓'));
    rows.set(test.name, {node, name});
    return node;
  }

  function table(part, title) {
    const tests = facts.tests.filter((test) => test.part === part);
    if (tests.length === 0) return null;
    const sum = (field) => tests.reduce((total, test) => total + test[field], 0);
    const scenarios = [...new Set(tests.map((test) => test.scenario))];
    const groups = scenarios.map((scenario) => [KV.el('tr', {class: 'group'}, KV.el('th', {colspan: 3, scope: 'rowgroup'}, scenario)),
      tests.filter((test) => test.scenario === scenario).map(row)]);
    return KV.el('table', {class: 'tests'}, KV.el('caption', {}, `${title}: ${sum('points')} of ${sum('max_points')}`), KV.el('tbody', {}, groups));
  }

  // ---- Choosing a test.

  function showTest(test) {
    for (const [name, {node, name: button}] of rows) {
      node.classList.toggle('is-chosen', name === test.name);
      button.setAttribute('aria-pressed', String(name === test.name));
    }
    KV.put(details, KV.testDetails(test, facts));
  }

  function showRun(isShown) {
    for (const node of [document.getElementById('part-header'), document.querySelector('main'), document.getElementById('part-footer'), document.querySelector('.skip')]) node.hidden = !isShown;
  }

  let wanted = null;  // The test that was chosen last: reading its run takes a moment.

  async function choose(test) {
    wanted = test;
    const trace = traceOf(test);
    showTest(test);
    showRun(trace !== null);
    if (trace === null) {
      if (app.state) app.set({test: test.name});
      return;
    }
    await app.load(trace);
    if (wanted !== test) return;
    openOn();
    if (test.spots.length > 0) KV.goToSpot(test, test.spots[0], {runIndex: trace, test: test.name});
    else app.set({runIndex: trace, test: test.name});
  }

  KV.chooseTest = (name) => choose(facts.tests.find((test) => test.name === name));

  let isOpen = false;

  // Opens the parts of the page that show a run.
  function openOn() {
    if (isOpen) return;
    isOpen = true;
    app.open(app.runs);
  }

  // ---- The page.

  function listOf(title, texts) {
    if (texts.length === 0) return null;
    return KV.el('div', {class: 'notices'}, KV.el('h3', {}, title), KV.el('ul', {}, texts.map((text) => KV.el('li', {}, text))));
  }

  const FINDINGS = {good: 'good', weak: 'to mend', unknown: 'not known', not_shown: 'not shown'};

  function findings() {
    if (facts.findings.length === 0) return null;
    const item = (finding) => KV.el('details', {class: 'finding', dataset: {kind: finding.kind}},
      KV.el('summary', {}, KV.el('span', {class: 'finding-kind'}, FINDINGS[finding.kind]), ' ', finding.title,
        finding.points !== null && ` (${finding.points} of ${finding.max_points})`),
      KV.el('pre', {class: 'explained'}, finding.text), finding.replay && KV.commandBox(finding.replay, 'repeat', 'Copy the command'));
    const bad = facts.findings.filter((finding) => finding.kind !== 'good').length;
    return KV.el('details', {class: 'more', id: 'findings'}, KV.el('summary', {}, `Beyond the points: ${KV.plural(facts.findings.length, 'examination')}, ${bad} of them not good`), facts.findings.map(item));
  }

  function head() {
    const isFull = facts.points === facts.max_points && !facts.build_error;
    const about = [facts.submission, facts.nodes && facts.nodes !== facts.submission && `files of ${facts.nodes}`, facts.seeds && `seeds ${facts.seeds}`,
      facts.seeds.includes('..') && 'of each test the worst run counts', `mean ${KV.number(facts.mean)}`];
    return KV.el('div', {class: 'verdict', dataset: {kind: isFull ? 'ok' : 'violated'}},
      KV.el('span', {class: 'verdict-mark', 'aria-hidden': 'true'}, isFull ? '✓' : '✕'),
      KV.el('div', {}, KV.el('h1', {id: 'grade'}, facts.build_error ? 'It does not build' : `${facts.points} of ${facts.max_points} points`), KV.el('p', {class: 'explanation'}, about.filter(Boolean).join(' · '))));
  }

  function show(box) {
    details = KV.el('section', {class: 'test-details', 'aria-label': 'The chosen test', 'aria-live': 'polite'});
    const lost = facts.tests.some((test) => test.points < test.max_points);
    KV.put(details, KV.el('p', {class: 'faint'}, lost ? 'Choose a test to see why it lost points.' : 'No test lost points.'));
    KV.put(box, head(), listOf('Notices', facts.notices), facts.build_error && KV.el('pre', {class: 'explained', id: 'build-error'}, facts.build_error),
      facts.start_here && KV.el('div', {class: 'start-here'}, KV.el('h2', {}, 'START HERE'), KV.explanation(facts.start_here, false)),
      KV.el('div', {class: 'grade-body'}, KV.el('div', {class: 'test-tables'}, table('store', 'Key-value store'), table('membership', 'Membership')), details), findings());
    box.hidden = false;
  }

  // The test to begin with: that of the URL, else the first that lost points and has a run, else any that lost some.
  function firstTest() {
    const name = new URLSearchParams(location.hash.replace(/^#/, '')).get('test');
    const lost = facts.tests.filter((test) => test.points < test.max_points);
    return facts.tests.find((test) => test.name === name) || lost.find((test) => traceOf(test) !== null) || lost[0];
  }

  KV.part({
    id: 'grade',
    build() {},
    update(changed) {
      const test = facts && changed.has('test') && facts.tests.find((one) => one.name === app.state.test);
      if (test) showTest(test);
    },
  });

  KV.openers.grade = async function (traces) {
    facts = JSON.parse(document.getElementById('facts').textContent);
    readers = traces;
    app.runs = new Array(traces.length);
    show(document.getElementById('part-grade'));
    showRun(false);
    app.showPage();
    const test = firstTest();
    if (!test || facts.build_error) return;
    const trace = traceOf(test);
    const isInUrl = new URLSearchParams(location.hash.replace(/^#/, '')).has('t');
    if (trace === null || !isInUrl) return choose(test);
    // A place that the URL names.
    await app.load(trace);
    showTest(test);
    showRun(true);
    openOn();
  };
})((globalThis.KV = globalThis.KV || {}));
