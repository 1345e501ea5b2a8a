// What if: the run before the last change and the run after it, side by side.
'use strict';
(function (KV) {
  const app = KV.app;
  let box;

  function show() {
    if (app.runs.length < 2) {
      KV.put(box, KV.el('p', {class: 'nothing'}, 'Nothing has been changed yet. After a change, this view shows the run before it and the run after it.'));
      return false;
    }
    KV.compareView.build(box);
    return true;
  }

  KV.view({
    id: 'whatif',
    title: 'What if',
    help: 'The run before the last change and the run after it, and where they first differ.',
    build(root) { box = root; },
    update(changed) {
      if (changed.has('run') && changed.has('runs') ? !show() : app.runs.length < 2) return;
      KV.compareView.update(changed);
    },
  });
})((globalThis.KV = globalThis.KV || {}));
