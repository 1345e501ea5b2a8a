// The lessons: a text, a question, and whether the run answers it.
//
// A lesson, from testcases/lessons/: {id, title, conf, seed, ticks: 'FROM TO' or '', text, question, goals: [{pattern, isWanted}]}. A goal is a
// regular expression for lines of the run's trace, one of which it has to match, or none.
'use strict';
(function (KV) {
  const app = KV.app;
  const {play, rerun} = KV;
  let box;
  let lessons = [];

  KV.lessonSolved = function (lesson, run) {
    return lesson.goals.every(({pattern, isWanted}) => new RegExp(pattern, 'm').test(run.trace) === isWanted);
  };

  const lessonNamed = (id) => lessons.find((lesson) => lesson.id === id);

  // Whether the run to come is the first of a lesson, which says what to show of it.
  let isFresh = true;

  function showTicks(lesson) {
    isFresh = false;
    const [from, to] = lesson.ticks.split(' ').map(Number);
    const whole = {tick: 0, from: 0, to: app.run.lastTick + 1};
    app.set({event: -1, ...(to > from ? {tick: from, from: from - 2, to: to + 1} : whole)});
  }

  function open(lesson) {
    const conf = play.confNamed(lesson.conf);
    rerun.forget();
    isFresh = true;
    play.change({conf: lesson.conf, settings: '', seed: lesson.seed, schedule: conf.schedule || '', lesson: lesson.id}, 'Lesson: ' + lesson.title);
  }

  function choice(current) {
    const select = KV.el('select', {id: 'lesson', 'aria-label': 'Lesson', onchange: () => (select.value === '' ? play.change({lesson: ''}, 'No lesson.') : open(lessonNamed(select.value)))},
      KV.el('option', {value: ''}, 'free play'), lessons.map((lesson, at) => KV.el('option', {value: lesson.id}, `${at + 1}. ${lesson.title}`)));
    select.value = current ? current.id : '';
    return select;
  }

  function show() {
    const lesson = lessonNamed(play.state.lesson);
    const head = KV.el('div', {class: 'row'}, KV.el('h2', {}, 'Lesson'), choice(lesson));
    if (!lesson || !app.run) return KV.put(box, head);
    const isSolved = KV.lessonSolved(lesson, app.run);
    const next = lessons[lessons.indexOf(lesson) + 1];
    KV.put(box, head, KV.el('div', {class: 'lesson-text'}, lesson.text.map((paragraph) => KV.el('p', {}, paragraph))), KV.el('div', {class: 'lesson-task'},
      KV.el('p', {class: 'question'}, KV.el('strong', {}, 'Your turn: '), lesson.question),
      KV.el('p', {class: 'solved', id: 'lesson-state', dataset: {solved: String(isSolved)}, role: 'status'}, isSolved ? '✓ Solved. The run does what was asked.' : 'Not solved yet.'),
      KV.el('div', {class: 'row'}, KV.button('Begin again', () => open(lesson), {id: 'lesson-again'}), isSolved && next && KV.button('Next lesson', () => open(next), {class: 'primary', id: 'lesson-next'}))));
  }

  KV.buildLessons = function (root, known, isFirst) {
    box = root;
    lessons = known;
    isFresh = isFirst;
    box.hidden = lessons.length === 0;
    rerun.listeners.push(() => {
      if (rerun.isRunning || !app.run) return;
      show();
      const lesson = lessonNamed(play.state.lesson);
      if (isFresh && lesson) showTicks(lesson);
    });
  };

  KV.openLesson = (id) => open(lessonNamed(id));
})((globalThis.KV = globalThis.KV || {}));
