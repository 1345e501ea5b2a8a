// The lessons: a text, a question, and whether the run answers it.
//
// A lesson, from testcases/lessons/: {id, title, conf, seed, text, question, goals: [{pattern, isWanted}]}. A goal is a
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

  function open(lesson) {
    const conf = play.confNamed(lesson.conf);
    rerun.forget();
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
    KV.put(box, head, lesson.text.map((paragraph) => KV.el('p', {}, paragraph)), KV.el('p', {class: 'question'}, KV.el('strong', {}, 'Your turn: '), lesson.question),
      KV.el('p', {class: 'solved', id: 'lesson-state', dataset: {solved: String(isSolved)}, role: 'status'}, isSolved ? '✓ Solved. The run does what was asked.' : 'Not solved yet.'),
      KV.el('div', {class: 'row'}, KV.button('Begin again', () => open(lesson), {id: 'lesson-again'}), isSolved && next && KV.button('Next lesson', () => open(next), {class: 'primary', id: 'lesson-next'})));
  }

  KV.buildLessons = function (root, known) {
    box = root;
    lessons = known;
    rerun.listeners.push(() => { if (!rerun.isRunning) show(); });
  };

  KV.openLesson = (id) => open(lessonNamed(id));
})((globalThis.KV = globalThis.KV || {}));
