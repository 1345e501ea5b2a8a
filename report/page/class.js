// The index of a class: a row for each submission, sortable, with a link to its page.
'use strict';
(function (KV) {
  const isNumber = (text) => /^-?\d+(\.\d+)?$/.test(text);

  const COLUMNS = [
    {id: 'name', title: 'Submission', of: (student) => student.name, cell: (student) => KV.pageLink(student.page, student.name)},
    {id: 'points', title: 'Points', of: (student) => Number(student.points), cell: (student) => `${student.points} / ${student.max_points}`, isNumber: true},
    {id: 'mean', title: 'Mean', of: (student) => Number(student.mean), cell: (student) => student.mean, isNumber: true},
    {id: 'key_value', title: 'Store', of: (student) => Number(student.key_value), cell: (student) => student.key_value, isNumber: true},
    {id: 'membership', title: 'Membership', of: (student) => Number(student.membership), cell: (student) => student.membership, isNumber: true},
    {id: 'lost', title: 'Lost', of: (student) => student.lost.length, cell: (student) => student.lost.join(', ')},
    {id: 'flaky', title: 'Flaky', of: (student) => student.flaky.length, cell: (student) => student.flaky.join(', ')},
    {id: 'to_mend', title: 'To mend', of: (student) => student.to_mend.length, cell: (student) => student.to_mend.join(', ')},
    {id: 'error', title: 'Error', of: (student) => student.error, cell: (student) => student.error},
    {id: 'notices', title: 'Notices', of: (student) => student.notices, cell: (student) => student.notices},
  ];

  let facts;
  let body;
  let heads;
  let count;
  const state = {column: COLUMNS[0], isDescending: false, search: '', test: ''};

  function compare(a, b) {
    const [x, y] = [state.column.of(a), state.column.of(b)];
    if (x === y) return a.name < b.name ? -1 : 1;
    const order = typeof x === 'number' ? x - y : x < y ? -1 : 1;
    return state.isDescending ? -order : order;
  }

  function isShown(student) {
    const isFound = student.name.toLowerCase().includes(state.search.toLowerCase());
    return isFound && (state.test === '' || student.lost.some((text) => text.startsWith(state.test + ' ')));
  }

  function rowOf(student) {
    return KV.el('tr', {dataset: {name: student.name}}, COLUMNS.map((column) => KV.el('td', {class: column.isNumber ? 'number' : ''}, column.cell(student))));
  }

  function show() {
    const shown = facts.students.filter(isShown).sort(compare);
    KV.put(body, shown.map(rowOf));
    for (const [column, head] of heads) {
      const sorted = column === state.column ? (state.isDescending ? 'descending' : 'ascending') : 'none';
      head.setAttribute('aria-sort', sorted);
    }
    KV.put(count, `${shown.length} of ${KV.plural(facts.students.length, 'submission')}`,
      state.test && [`, who lost points in ${state.test} `, KV.button('all', () => chooseTest(''), {id: 'all-tests'})]);
  }

  function sortBy(column) {
    state.isDescending = state.column === column ? !state.isDescending : false;
    state.column = column;
    show();
  }

  function chooseTest(test) {
    state.test = test;
    show();
  }

  function headOf(column) {
    const head = KV.el('th', {scope: 'col'}, KV.button(column.title, () => sortBy(column), {class: 'sort', dataset: {column: column.id}}));
    heads.set(column, head);
    return head;
  }

  function summary() {
    const points = facts.students.filter((student) => isNumber(student.points)).map((student) => Number(student.points)).sort((a, b) => a - b);
    const failed = facts.students.filter((student) => student.error && student.lost.length === 0 && Number(student.points) === 0).length;
    const median = points.length > 0 ? points[points.length >> 1] : 0;
    return `${KV.plural(facts.students.length, 'submission')}, median ${median}` + (points.length > 0 ? `, from ${points[0]} to ${points[points.length - 1]}` : '') + (failed > 0 ? `; ${failed} without a point and with an error` : '');
  }

  function build(box) {
    heads = new Map();
    body = KV.el('tbody');
    count = KV.el('p', {role: 'status', id: 'class-count'});
    const search = KV.el('input', {type: 'search', id: 'class-search', 'aria-label': 'Search for a submission', placeholder: 'Search', oninput: () => { state.search = search.value; show(); }});
    KV.put(box, KV.el('h1', {}, facts.title), KV.el('p', {class: 'explanation'}, summary()), KV.classChart(facts.students, chooseTest),
      KV.el('div', {class: 'row'}, search, count), KV.el('div', {class: 'scrolled'}, KV.el('table', {class: 'class', id: 'class'}, KV.el('thead', {}, KV.el('tr', {}, COLUMNS.map(headOf))), body)));
    show();
    box.hidden = false;
  }

  KV.openers.class = function () {
    facts = JSON.parse(document.getElementById('facts').textContent);
    for (const node of [document.getElementById('part-header'), document.querySelector('main'), document.getElementById('part-footer'), document.querySelector('.skip')]) node.hidden = true;
    build(document.getElementById('part-class'));
    KV.app.showPage();
  };
})((globalThis.KV = globalThis.KV || {}));
