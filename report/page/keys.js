// The keyboard, and the page that explains it.
'use strict';
(function (KV) {
  const app = KV.app;
  let dialog;

  // [keys, what they do in words, what they do]
  const KEYS = [
    [['f'], 'first problem', () => app.goToFirstProblem()],
    [['n'], 'next event of interest', () => app.goToInterest(1)],
    [['p'], 'previous event of interest', () => app.goToInterest(-1)],
    [['x'], 'the contradiction, and nothing else', () => app.showContradiction()],
    [['ArrowRight'], 'next tick', () => app.goTo(app.state.tick + 1)],
    [['ArrowLeft'], 'previous tick', () => app.goTo(app.state.tick - 1)],
    [['Home'], 'first tick', () => app.goTo(0)],
    [['End'], 'last tick', () => app.goTo(app.run.lastTick)],
    [[' '], 'play, stop', () => app.togglePlay()],
    [['+', '='], 'zoom in', () => app.zoom(0.6)],
    [['-'], 'zoom out', () => app.zoom(1 / 0.6)],
    [['0'], 'all ticks', () => app.set({from: 0, to: app.run.lastTick + 1})],
    [['<', ','], 'earlier', () => app.pan(-0.3)],
    [['>', '.'], 'later', () => app.pan(0.3)],
    [['j'], 'next event at the peer of the chosen one', () => app.stepEvent(1)],
    [['k'], 'previous event at the peer of the chosen one', () => app.stepEvent(-1)],
    [['c'], 'a cause of the chosen event', () => app.stepCause(-1)],
    [['e'], 'an effect of the chosen event', () => app.stepCause(1)],
    [['o'], 'only what belongs to the chosen event; all', () => app.toggleOnly()],
    [['g'], 'gossip', () => app.toggleGossip()],
    [['m'], 'time by ticks, by events, compressed', () => app.nextMode()],
    [['/'], 'search the table', () => app.search()],
    [['?'], 'this help', () => app.showHelp()],
    [['Escape'], 'let go of the chosen event, then of "only"', () => app.letGo()],
  ];

  // More of the same rows.
  KV.addKeys = (rows) => { KEYS.splice(KEYS.length - 2, 0, ...rows); };

  const NAMES = {' ': 'Space', ArrowRight: '→', ArrowLeft: '←', Escape: 'Esc'};

  function isWriting(node) {
    return node instanceof HTMLElement && (node.matches('input:not([type=checkbox]):not([type=radio]), select, textarea') || node.isContentEditable);
  }

  // Whether the element under the focus has its own use of the key.
  function isTaken(event) {
    const node = event.target;
    if (!(node instanceof HTMLElement)) return false;
    if (event.key === ' ') return node.matches('button, summary, input, [role=button], [role=tab], [role=option], a');
    return event.key.startsWith('Arrow') || event.key === 'Home' || event.key === 'End' ?
      node.closest('[role=slider], [role=tablist], [role=listbox], [role=grid], [role=menu], [data-arrows]') !== null : false;
  }

  function onKey(event) {
    if (!KV.isRunShown()) return;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    if (isWriting(event.target) && event.key !== 'Escape') return;
    if (isTaken(event)) return;
    const entry = KEYS.find(([keys]) => keys.includes(event.key));
    if (!entry) return;
    event.preventDefault();
    entry[2]();
  }

  app.search = function () {
    if (app.views.some((view) => view.id === 'table')) app.set({view: 'table'});
    const field = document.querySelector('#panel-table input[type=search], #panel-table input');
    if (field) field.focus();
  };

  app.letGo = function () {
    if (app.state.event >= 0) app.set({event: -1});
    else app.set({onlyOf: ''});
  };

  app.showHelp = function () {
    const rows = KEYS.map(([keys, words]) => KV.el('tr', {}, KV.el('td', {}, keys.map((key) => KV.el('kbd', {}, NAMES[key] || key))), KV.el('td', {}, words)));
    if (dialog) dialog.remove();
    dialog = KV.el('dialog', {class: 'help-dialog', 'aria-labelledby': 'help-title'},
      KV.el('h2', {id: 'help-title'}, 'Keys'), KV.el('table', {}, KV.el('tbody', {}, rows)),
      KV.el('p', {}, 'In the diagram: drag or Shift with the wheel moves in time, Ctrl with the wheel zooms, a click chooses an event, a double click zooms in.'),
      KV.button('Close', () => dialog.close(), {autofocus: true}));
    document.body.append(dialog);
    dialog.showModal();
  };

  document.addEventListener('keydown', onKey);
})((globalThis.KV = globalThis.KV || {}));
