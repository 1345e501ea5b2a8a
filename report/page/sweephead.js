// What the page of a sweep is made of: its head in words, and the sections below.
'use strict';
(function (KV) {
  const failedText = (sweep) => `${KV.number(sweep.failed.length)} of ${KV.plural(sweep.count, 'seed')} failed`;

  function verdictOf(sweep) {
    if (sweep.count === 0) return {kind: 'unknown', mark: '?', words: 'No seed was run'};
    if (sweep.failed.length > 0) return {kind: 'violated', mark: '✕', words: failedText(sweep)};
    const {inconclusive} = counts(sweep);
    if (inconclusive > 0 && 100 * inconclusive >= sweep.count)
      return {
        kind: 'inconclusive',
        mark: '?',
        words: `No seed failed, ${KV.number(inconclusive)} of ${KV.number(sweep.count)} prove nothing`,
      };
    return {
      kind: 'ok',
      mark: '✓',
      words: sweep.count === 1 ? 'The seed is fine' : `All ${KV.plural(sweep.count, 'seed')} are fine`,
    };
  }

  function counts(sweep) {
    return {inconclusive: sweep.placesOf((place) => sweep.data.outcomes[place] === 'i').length};
  }

  KV.sweepTitle = () => `${verdictOf(KV.sweep).words} – ${KV.sweep.data.conf}, seeds ${seedsText(KV.sweep)}`;

  function seedsText(sweep) {
    const last = BigInt(sweep.data.first) + BigInt(sweep.data.planned) - 1n;
    return `${sweep.data.first} to ${last}`;
  }

  function explanation(sweep) {
    const sentences = [];
    if (sweep.failed.length > 0) {
      const place = sweep.failed[0];
      sentences.push(`The first is seed ${sweep.seedAt(place)}: ${sweep.sentenceAt(place)}`);
    }
    const left = BigInt(sweep.data.planned) - BigInt(sweep.count);
    if (left > 0n)
      sentences.push(
        `The sweep ended there: ${KV.number(Number(left))} further seeds of ${KV.number(Number(sweep.data.planned))} were not run.`,
      );
    if (!sweep.data.checked)
      sentences.push(
        'The runs were not checked: --check adds consistency, replicas, membership, latencies and exposure.',
      );
    return sentences.map((sentence) => KV.el('p', {class: 'explanation'}, sentence));
  }

  function facts(sweep) {
    const fact = (name, value, extra) =>
      KV.el('div', {class: 'fact'}, KV.el('dt', {}, name), KV.el('dd', extra || {}, value));
    const ticks = (sweep.metric('ticks') || []).reduce((sum, value) => sum + (value || 0), 0);
    return KV.el(
      'dl',
      {class: 'facts'},
      fact('conf', sweep.data.conf),
      fact('seeds', seedsText(sweep)),
      fact('digest', sweep.data.digest, {class: 'mono'}),
      ticks > 0 && fact('simulated', KV.plural(ticks, 'tick')),
      Object.entries(sweep.data.sources).map(([name, text]) => fact(name, text)),
    );
  }

  function tools() {
    return KV.el(
      'div',
      {class: 'tools'},
      KV.button('Keys', showKeys, {class: 'quiet'}),
      KV.themeButton(KV.sweepTheme.get, KV.sweepTheme.set),
    );
  }

  function showKeys() {
    const rows = [
      ['f', 'the first seed that failed'],
      ['n', 'the next one'],
      ['p', 'the one before'],
      ['← ↑ → ↓', 'another seed, in the grid'],
      ['Enter', 'the run of the chosen seed, if the page has it'],
      ['Esc', 'light all seeds; let go of the chosen one'],
    ];
    const dialog = KV.el(
      'dialog',
      {class: 'help-dialog', 'aria-labelledby': 'sweep-keys', onclose: () => dialog.remove()},
      KV.el('h2', {id: 'sweep-keys'}, 'Keys'),
      KV.el(
        'table',
        {},
        KV.el(
          'tbody',
          {},
          rows.map(([key, words]) => KV.el('tr', {}, KV.el('td', {}, KV.el('kbd', {}, key)), KV.el('td', {}, words))),
        ),
      ),
      KV.button('Close', () => dialog.close(), {autofocus: true}),
    );
    document.body.append(dialog);
    dialog.showModal();
  }

  function leftOut(sweep) {
    const {sentencesLeftOut, reasonsLeftOut} = sweep.data;
    if (sentencesLeftOut === 0) return null;
    const reasons = reasonsLeftOut > 0 ? ` and the reasons of ${KV.number(reasonsLeftOut)} of them` : '';
    return KV.el(
      'p',
      {class: 'omitted', role: 'note'},
      KV.el('strong', {}, 'Left out: '),
      `the sentences of ${KV.plural(sentencesLeftOut, 'further seed')}${reasons}. Their commands say what is wrong.`,
    );
  }

  function head(sweep) {
    const verdict = verdictOf(sweep);
    return KV.el(
      'header',
      {class: 'sweep-head'},
      KV.el(
        'div',
        {class: 'head-row'},
        KV.el(
          'div',
          {class: 'verdict', dataset: {kind: verdict.kind}},
          KV.el('span', {class: 'verdict-mark', 'aria-hidden': 'true'}, verdict.mark),
          KV.el('div', {}, KV.el('h1', {}, verdict.words), explanation(sweep)),
        ),
        tools(),
      ),
      facts(sweep),
      KV.commandBox(sweep.data.command, 'repeat', 'Copy the command of the sweep'),
      leftOut(sweep),
      ways(sweep),
    );
  }

  function ways(sweep) {
    const first = sweep.failed[0];
    if (first === undefined) return null;
    return KV.el(
      'div',
      {class: 'ways', role: 'group', 'aria-label': 'Go to'},
      sweep.run &&
        KV.button(`Open the run of seed ${sweep.seedAt(first)}`, KV.openSeedRun, {class: 'primary', id: 'open-first'}),
      KV.button('First failure', () => sweep.choose(first), {id: 'first-failure', title: 'Key f'}),
    );
  }

  // A section of the page; null if it has nothing to show.
  function section(id, title, help, build) {
    const content = KV.el('div', {class: 'card-content'});
    if (build(content) === false) return null;
    return KV.el(
      'section',
      {class: 'card', id, 'aria-labelledby': id + '-title'},
      KV.el(
        'div',
        {class: 'panel-head'},
        KV.el('h2', {id: id + '-title'}, title),
        help && KV.el('p', {class: 'help'}, help),
      ),
      content,
    );
  }

  KV.buildSweep = function (box) {
    const {sweep} = KV;
    KV.put(
      box,
      KV.el('a', {class: 'skip', href: '#seeds'}, 'Skip to the seeds'),
      head(sweep),
      KV.el(
        'main',
        {class: 'sweep-main', dataset: {failed: String(sweep.failed.length)}},
        section(
          'seeds',
          'Seeds',
          'Each tile is a run. Point at one to read what it is, click to keep it.',
          KV.buildSeedGrid,
        ),
        section('reasons', 'Why', 'Click a reason to light its seeds.', KV.buildReasons),
        section('failures', 'First failures', 'Each command repeats the run exactly.', KV.buildFailures),
        section(
          'distributions',
          'Distributions',
          'How the runs differ: a bar counts seeds, the hatched part those that failed. Click a bar to light its seeds.',
          KV.buildDistributions,
        ),
        section(
          'faults',
          'Exposure',
          'What each kind of fault did over all seeds. Click one to light the seeds that had it.',
          KV.buildExposure,
        ),
      ),
      KV.el(
        'footer',
        {class: 'sweep-foot'},
        'The same command gives the same page, byte by byte. This page is one file and loads nothing.',
      ),
    );
    new ResizeObserver(() => sweep.notify()).observe(box);
  };
})((globalThis.KV = globalThis.KV || {}));
