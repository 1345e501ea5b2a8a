// Where a class loses points: a bar for each test that somebody lost points in.
'use strict';
(function (KV) {
  const LOST = /^(\S+) (\d+)\/(\d+)$/;

  // What the students lost: [{test, students, points, max}] in the order of the tests' first losers.
  KV.classLosses = function (students) {
    const byTest = new Map();
    for (const student of students) {
      for (const text of student.lost) {
        const match = LOST.exec(text);
        if (!match) continue;
        const loss = byTest.get(match[1]) || {test: match[1], students: [], points: 0, max: Number(match[3])};
        loss.students.push(student.name);
        loss.points += Number(match[3]) - Number(match[2]);
        byTest.set(match[1], loss);
      }
    }
    return [...byTest.values()].sort((a, b) => b.points - a.points || (a.test < b.test ? -1 : 1));
  };

  function bar(loss, of, onChoose) {
    const share = loss.points / (loss.max * of);
    const text = `${KV.plural(loss.students.length, 'student')} of ${of}, ${KV.plural(loss.points, 'point')}`;
    return KV.el('tr', {dataset: {test: loss.test}}, KV.el('th', {scope: 'row'}, KV.button(loss.test, () => onChoose(loss.test), {class: 'test-link', title: 'Only those who lost points here'})),
      KV.el('td', {class: 'bar-cell'}, KV.el('span', {class: 'bar', 'aria-hidden': 'true', style: {width: `${Math.max(1, Math.round(100 * share))}%`}})), KV.el('td', {class: 'bar-text'}, text));
  }

  // The chart. A click on a test's name calls onChoose(test).
  KV.classChart = function (students, onChoose) {
    const losses = KV.classLosses(students);
    if (losses.length === 0) return KV.el('p', {class: 'faint'}, 'Nobody who builds lost a point.');
    return KV.el('table', {class: 'losses', id: 'losses'}, KV.el('caption', {}, 'Where points are lost, of all that the class could have in a test'),
      KV.el('tbody', {}, losses.map((loss) => bar(loss, students.length, onChoose))));
  };
})((globalThis.KV = globalThis.KV || {}));
