// The panels below the diagram, as tabs; side by side on wide screens if that is chosen.
'use strict';
(function (KV) {
  const app = KV.app;
  let tabs;
  let box;
  let beside;

  const shownIds = () => app.state.view.split(',');

  // Opens the panel `id`, alone or besides the open ones.
  function choose(id, besides) {
    const shown = shownIds();
    if (!besides) return app.set({view: id});
    const others = shown.filter((one) => one !== id);
    const next = shown.includes(id) ? others : [...shown, id];
    app.set({view: (next.length > 0 ? next : [id]).join(',')});
  }

  function tab(view) {
    const node = KV.button(view.title, (event) => choose(view.id, event.ctrlKey || event.metaKey || beside.checked),
      {role: 'tab', id: 'tab-' + view.id, class: 'tab', 'aria-controls': 'panel-' + view.id, title: view.help});
    node.addEventListener('keydown', (event) => {
      const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
      if (!step) return;
      event.preventDefault();
      event.stopPropagation();
      const all = [...tabs.querySelectorAll('[role=tab]')];
      const next = all[(all.indexOf(node) + step + all.length) % all.length];
      next.focus();
      next.click();
    });
    return node;
  }

  function panel(view) {
    const content = KV.el('div', {class: 'panel-content'});
    view.panel = KV.el('section', {class: 'panel', id: 'panel-' + view.id, role: 'tabpanel', 'aria-labelledby': 'tab-' + view.id},
      KV.el('div', {class: 'panel-head'}, KV.el('h3', {}, view.title), KV.el('p', {class: 'help'}, view.help)), content);
    view.content = content;
    return view.panel;
  }

  function show() {
    const shown = shownIds();
    for (const view of app.views) {
      const isShown = shown.includes(view.id);
      view.tab.setAttribute('aria-selected', String(isShown));
      view.tab.tabIndex = view.id === shown[0] ? 0 : -1;
      view.panel.hidden = !isShown;
      if (isShown && !view.isBuilt) {
        view.isBuilt = true;
        view.build(view.content);
      }
      if (isShown && !view.isShown) view.isStale = true;
      view.isShown = isShown;
    }
    box.dataset.count = String(Math.min(shown.length, 3));
  }

  KV.part({
    id: 'panels',
    build(root) {
      beside = KV.el('input', {type: 'checkbox', id: 'beside'});
      tabs = KV.el('div', {class: 'tabs', role: 'tablist', 'aria-label': 'Views of the run'});
      box = KV.el('div', {class: 'panels'});
      for (const view of app.views) {
        view.tab = tab(view);
        tabs.append(view.tab);
        box.append(panel(view));
      }
      KV.put(root, KV.el('div', {class: 'tabs-row'}, tabs,
        KV.el('label', {class: 'beside', title: 'A tab opens its view besides the open ones'}, beside, 'side by side')), box);
    },
    update(changed) {
      if (changed.has('view')) show();
    },
  });
})((globalThis.KV = globalThis.KV || {}));
