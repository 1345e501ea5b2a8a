// Opens the playground: the facts name the confs and lessons, and the URL what was chosen.
'use strict';
(function (KV) {
  const app = KV.app;
  const {play, rerun} = KV;

  function insert(id, label, parent, before) {
    const box = KV.el('section', {id, 'aria-label': label});
    parent.insertBefore(box, before);
    return box;
  }

  function places() {
    const page = document.getElementById('page');
    const header = document.getElementById('part-header');
    const bar = insert('play-bar', 'The run', page, header);
    const lesson = insert('play-lesson', 'The lesson', page, header);
    const choice = insert('play-choice', 'What runs', page, header);
    const beside = document.getElementById('part-causes');
    insert('part-intervene', 'Intervene', beside, null);
    const schedule = insert('play-lines', 'The schedule', beside, null);
    return {bar, lesson, choice, schedule};
  }

  function firstState(facts) {
    const lesson = facts.lessons[0];
    const conf = play.confNamed(lesson ? lesson.conf : facts.confs[0].name);
    return {conf: conf.name, settings: (facts.settings || []).join('\n'), seed: lesson ? lesson.seed : facts.seed || '1', schedule: conf.schedule || '', lesson: lesson ? lesson.id : ''};
  }

  const codeIn = (hash) => new URLSearchParams(hash.replace(/^#/, '')).get('play');

  KV.openers.playground = async function (traces) {
    const facts = JSON.parse(document.getElementById('facts').textContent);
    play.confs = facts.confs;
    app.hash = {write: (q) => q.set('play', rerun.code), read: (hash) => rerun.follow(codeIn(hash))};
    const code = codeIn(location.hash);
    play.state = (code && (await play.decode(code))) || firstState(facts);
    const {bar, lesson, choice, schedule} = places();
    KV.buildPlayPanel(bar, choice, schedule);
    KV.buildLessons(lesson, facts.lessons, code === null);
    await KV.engine.open();
    const recorded = traces.length > 0 ? await traces[0]() : null;
    const isMade = await rerun.now('this run');
    const why = !isMade ? rerun.errors.join('; ') : '';
    if (!isMade && !recorded) throw new Error(why);
    if (recorded && code === null && (!isMade || app.run.digest !== recorded.digest)) return showRecorded(recorded, why);
    app.showPage();
    app.renew();
  };

  // The nodes do something else here than in the program: then only what was recorded is shown.
  function showRecorded(recorded, why) {
    for (const id of ['play-bar', 'play-lesson', 'play-choice', 'part-intervene', 'play-lines']) document.getElementById(id).remove();
    const words = why || 'the run has another digest here. Perhaps it depends on the size of a long, or on the standard library.';
    document.getElementById('page').prepend(KV.el('p', {class: 'omitted', role: 'note', id: 'not-live'}, 'The recorded run is shown, and cannot be changed: ', words));
    app.hash = null;
    if (app.run) app.replaceRuns([recorded], 0);
    else app.open([recorded]);
    app.showPage();
    app.renew();
  }
})((globalThis.KV = globalThis.KV || {}));
