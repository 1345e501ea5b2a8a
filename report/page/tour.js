// A tour of one minute for those who see such a page for the first time.
'use strict';
(function (KV) {
  const app = KV.app;
  const SEEN = 'kvreport-tour-seen';

  // [what it points at, title, sentence, what it does first]
  const STEPS = [
    ['#part-header', 'What happened', 'The verdict of the run in words, and the command that repeats it exactly. “First problem” leads to where it goes wrong.'],
    ['#part-overview', 'The whole run', 'All ticks from left to right: faults as bands, how many peers are up, operations that succeeded and failed. Drag here to choose which ticks you see below.'],
    ['.rows-scroll', 'Peers and messages', 'A line for each peer, time to the right. An arrow is a message: its slope is its way from sender to receiver. What was lost ends in a cross. Ctrl with the wheel zooms, dragging moves.', zoomToArrows],
    ['#part-causes', 'Causes and effects', 'Click an arrow or a sign: here you see what it says, what it depends on and what depends on it. “Only these” hides all else.', pinSomething],
    ['#part-panels', 'Further views', 'Operations by client, the ring of keys, who lists whom, each peer\'s tables, plots, and a table of all events that you can search.'],
    ['#show-help', 'Keys', 'n and p go to the next and previous event of interest, the arrows step by tick, ? shows all keys. The address of the page holds what you see: copy it to share it.'],
  ];

  let step = -1;
  let card;
  let before;

  function zoomToArrows() {
    const problem = app.firstProblem();
    const operation = app.run.operations.find(Boolean);
    const tick = problem ? problem.tick : operation ? operation.invokedAt : 0;
    app.goTo(tick, {from: tick - 4, to: tick + 6});
  }

  function pinSomething() {
    const operation = app.run.operations.find((one) => one && one.finishEvent >= 0 && Math.abs(one.finishedAt - app.state.tick) <= 6) || app.run.operations.find((one) => one && one.finishEvent >= 0);
    if (operation) app.pin(operation.finishEvent);
  }

  function remember() {
    try {
      localStorage.setItem(SEEN, '1');
    } catch (error) {
      // Pages of files may not keep anything.
    }
  }

  function wasSeen() {
    try {
      return localStorage.getItem(SEEN) === '1';
    } catch (error) {
      return false;
    }
  }

  function unmark() {
    for (const node of document.querySelectorAll('.is-toured')) node.classList.remove('is-toured');
  }

  function end() {
    unmark();
    card.remove();
    card = null;
    remember();
    app.set({from: before.from, to: before.to, tick: before.tick, event: before.event});
    const button = document.getElementById('start-tour');
    if (button) button.focus();
  }

  function show(next) {
    if (next < 0 || next >= STEPS.length) return end();
    step = next;
    const [selector, title, sentence, action] = STEPS[step];
    if (action) action();
    unmark();
    const target = document.querySelector(selector);
    if (target) {
      target.classList.add('is-toured');
      target.scrollIntoView({block: 'center', behavior: KV.prefersStill() ? 'auto' : 'smooth'});
    }
    const isLast = step === STEPS.length - 1;
    const next1 = KV.button(isLast ? 'Done' : 'Next', () => show(step + 1), {class: 'primary', id: 'tour-next'});
    KV.put(card, KV.el('p', {class: 'faint'}, `${step + 1} of ${STEPS.length}`), KV.el('h2', {id: 'tour-title'}, title), KV.el('p', {}, sentence),
      KV.el('div', {class: 'row'}, step > 0 && KV.button('Back', () => show(step - 1)), next1, KV.button('End', end, {class: 'quiet', id: 'tour-end'})));
    next1.focus({preventScroll: true});
  }

  app.startTour = function () {
    if (card) return;
    before = {...app.state};
    card = KV.el('div', {class: 'tour', role: 'dialog', 'aria-labelledby': 'tour-title', 'aria-live': 'polite'});
    card.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      end();
    });
    document.getElementById('part-tour').append(card);
    show(0);
  };

  KV.part({
    id: 'tour',
    build() {
      const button = document.getElementById('start-tour');
      if (button && !wasSeen()) button.classList.add('is-new');
    },
    update() {},
  });
})((globalThis.KV = globalThis.KV || {}));
