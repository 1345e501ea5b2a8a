// The page of a sweep: its data, its state, and the way between the sweep and the run of the seed that failed first.
//
//   KV.sweep           undefined on other pages. {data (report/SweepData.h), count, chosen (a place from 0, or -1), lit
//                      (null, or {places: Set, text}), layout (of the grid: {label, size, columns, rows}, in pixels)};
//                      a place is that of a seed in the sweep
//   KV.sweep.choose(place)     shows a seed's card
//   KV.sweep.light(lit)        lights some seeds and dims the others; null: none
//   KV.sweep.on(function())    is called after each change, and when the size or the colours have changed
'use strict';
(function (KV) {
  // Shapes and colours of outcomes, by their letters.
  KV.SEED_OUTCOMES = {
    '.': {title: 'fine', one: 'Nothing is wrong', sign: '✓', colour: 'good', isFailed: false},
    v: {title: 'violated', one: 'A check failed', sign: '✕', colour: 'bad', isFailed: true},
    p: {title: 'points lost', one: 'Points were lost', sign: '◆', colour: 'refused', isFailed: true},
    s: {title: 'stopped', one: 'The run could not be judged', sign: '■', colour: 'duplicated', isFailed: true},
    e: {title: 'ended early', one: 'The process ended early', sign: '▲', colour: 'corrupted', isFailed: true},
    i: {title: 'inconclusive', one: 'The run proves nothing', sign: '?', colour: 'unknown', isFailed: false},
  };

  const LETTERS = Object.keys(KV.SEED_OUTCOMES);

  function valid(condition, what) {
    if (!condition) throw new Error(`The page's data are damaged: ${what}.`);
  }

  function checkData(data) {
    valid(data && typeof data.outcomes === 'string' && /^\d+$/.test(data.first), 'outcomes by seed are expected');
    valid(
      [...data.outcomes].every((letter) => LETTERS.includes(letter)),
      'an outcome is unknown',
    );
    valid(Array.isArray(data.notFine) && Array.isArray(data.reasons), 'sentences are expected');
    for (const column of Object.values(data.metrics))
      valid(Array.isArray(column) && column.length === data.outcomes.length, 'a metric has not a number for each seed');
  }

  class Sweep {
    #listeners = [];
    #details = new Map();
    constructor(data) {
      checkData(data);
      this.data = data;
      this.count = data.outcomes.length;
      this.chosen = -1;
      this.lit = null;
      for (const one of data.notFine) this.#details.set(one.seed, one);
      this.failed = this.placesOf((place) => this.outcomeAt(place).isFailed);
      this.run = null;
    }
    // A text: seeds have 64 bits.
    seedAt(place) {
      return String(BigInt(this.data.first) + BigInt(place));
    }
    placeOf(seed) {
      if (!/^\d{1,20}$/.test(seed)) return -1;
      const place = BigInt(seed) - BigInt(this.data.first);
      return place >= 0n && place < BigInt(this.count) ? Number(place) : -1;
    }
    outcomeAt(place) {
      return KV.SEED_OUTCOMES[this.data.outcomes[place]];
    }
    // {reason, sentence, digest} of a seed that is not fine, or undefined.
    detailAt(place) {
      return this.#details.get(place);
    }
    reasonAt(place) {
      const detail = this.detailAt(place);
      return detail ? this.data.reasons[detail.reason]?.text || '' : '';
    }
    // One line about a seed.
    sentenceAt(place) {
      return this.detailAt(place)?.sentence || this.outcomeAt(place).one + '.';
    }
    commandOf(place) {
      return this.data.replay[0] + this.seedAt(place) + this.data.replay[1];
    }
    metric(name) {
      return Object.hasOwn(this.data.metrics, name) ? this.data.metrics[name] : null;
    }
    placesOf(isIn) {
      const places = [];
      for (let place = 0; place < this.count; ++place) if (isIn(place)) places.push(place);
      return places;
    }
    on(listener) {
      this.#listeners.push(listener);
    }
    notify() {
      for (const listener of this.#listeners) listener();
    }
    choose(place) {
      this.chosen = KV.clamp(place, -1, this.count - 1);
      this.notify();
      remember();
    }
    light(lit) {
      this.lit = lit;
      this.notify();
    }
    // The run of the seed at `place`, if the page has it.
    hasRunOf(place) {
      return this.run !== null && place === this.run.place;
    }
  }

  // ---- The URL: `#seed=17`, and `#show=run&…`, which app.js goes on with.

  const URL_DELAY_MS = 250;
  let timer = 0;

  KV.isRunShown = () => !KV.sweep || !document.getElementById('page').hidden;

  function remember() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const hash = KV.sweep.chosen >= 0 ? '#seed=' + KV.sweep.seedAt(KV.sweep.chosen) : '#';
      if (!KV.isRunShown() && location.hash !== hash) history.replaceState(null, '', hash);
    }, URL_DELAY_MS);
  }

  function follow() {
    const q = new URLSearchParams(location.hash.replace(/^#/, ''));
    if (q.get('show') === 'run' && KV.sweep.run) return showRun();
    showSweep();
    const place = KV.sweep.placeOf(q.get('seed') || '');
    KV.sweep.chosen = place >= 0 ? place : (KV.sweep.failed[0] ?? -1);
    KV.sweep.notify();
  }

  // ---- The sweep and the run.

  let theme = '';
  let isOpened = false;

  KV.sweepTheme = {
    get: () => theme,
    set(next) {
      theme = next;
      KV.setTheme(theme);
      KV.sweep.notify();
    },
  };

  function show(isRun) {
    document.getElementById('sweep').hidden = isRun;
    document.getElementById('page').hidden = !isRun;
    KV.tip({}, null);
    window.scrollTo(0, 0);
  }

  function showRun() {
    show(true);
    if (isOpened) {
      KV.app.set({theme});
      KV.app.renew();
    } else {
      isOpened = true;
      KV.app.open([KV.sweep.run.run]);
      KV.app.set({theme: KV.app.state.theme || theme});
    }
    document.title = KV.app.titleOf(KV.sweep.run.run);
  }

  function showSweep() {
    if (isOpened) theme = KV.app.state.theme;
    show(false);
    document.title = KV.sweepTitle();
    KV.sweep.notify();
  }

  // Shows the run that the page has, or the sweep again.
  KV.openSeedRun = function () {
    history.pushState(null, '', '#show=run');
    showRun();
    document.getElementById('all-seeds').focus();
  };
  KV.closeSeedRun = function () {
    const {place} = KV.sweep.run;
    history.pushState(null, '', '#seed=' + KV.sweep.seedAt(place));
    showSweep();
    KV.sweep.choose(place);
    document.getElementById('seed-grid').focus();
  };

  // ---- Keys, while the sweep is shown.

  function step(places, direction) {
    const {chosen} = KV.sweep;
    const next =
      direction > 0 ? places.find((place) => place > chosen) : places.filter((place) => place < chosen).pop();
    if (next !== undefined) KV.sweep.choose(next);
  }

  const KEYS = {
    f: () => {
      if (KV.sweep.failed.length > 0) KV.sweep.choose(KV.sweep.failed[0]);
    },
    n: () => step(KV.sweep.failed, 1),
    p: () => step(KV.sweep.failed, -1),
    Escape: () => (KV.sweep.lit ? KV.sweep.light(null) : KV.sweep.choose(-1)),
  };

  function onKey(event) {
    if (KV.isRunShown() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  // ---- Start.

  // Opens the page on a sweep, and on the run of its first seed that failed, or none.
  KV.openSweep = function (data, runs) {
    KV.sweep = new Sweep(data);
    if (runs.length > 0) KV.sweep.run = {run: runs[0], place: KV.sweep.failed[0] ?? -1};
    KV.buildSweep(document.getElementById('sweep'));
    document.addEventListener('keydown', onKey);
    window.addEventListener('popstate', follow);
    window.addEventListener('hashchange', follow);
    KV.onSystemTheme(() => KV.sweep.notify());
    follow();
  };
})((globalThis.KV = globalThis.KV || {}));
