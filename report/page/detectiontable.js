// The table of joins and failures: who learned of each, and after how many ticks.
'use strict';
(function (KV) {
  const app = KV.app;
  const ROWS_AT_MOST = 60; // Joins and failures that are written out at first.
  const FALSE_AT_MOST = 200; // Removals of live peers, and failed ones listed again, that are written out.

  // Strokes at the delays after which peers learned of it.
  function strip(change, longest) {
    const width = 150;
    const x = (delay) => Math.round((KV.clamp(delay, 0, longest) / Math.max(1, longest)) * (width - 8) * 10) / 10 + 4;
    const strokes = [...new Set(change.learned.delays)].map((delay) => `M${x(delay)} 3V13`).join('');
    return KV.svg(
      'svg',
      {viewBox: `0 0 ${width} 16`, class: 'strip', 'aria-hidden': 'true'},
      KV.svg('path', {d: `M4 13.5H${width - 4}`, class: 'strip-line'}),
      KV.svg('path', {d: strokes, class: change.isStart ? 'strip-join' : 'strip-failure'}),
    );
  }

  function changeRow(change, longest) {
    const {learned, due} = change;
    const {peer, tick} = app.run.events;
    const delay = (at) =>
      learned.count === 0
        ? '–'
        : KV.button(KV.plural(learned.delays[at], 'tick'), () => app.pin(learned.events[at]), {
            class: 'link',
            title: `peer ${peer[learned.events[at]]}, tick ${tick[learned.events[at]]}`,
          });
    const isShort = learned.count < due;
    const rest = !isShort
      ? ''
      : change.next
        ? `, then it ${change.next.what === 'again' || change.next.what === 'up' ? 'restarted' : 'failed'} (${change.next.tick})`
        : ' ▲';
    return [
      KV.peerLink(change.peer),
      KV.button(`${change.title} at ${change.tick}`, () => app.pin(change.event), {class: 'link'}),
      {
        class: isShort && !change.next ? 'flag wrong' : '',
        content:
          due + learned.count === 0
            ? 'nobody had to'
            : `${KV.number(learned.count)} of ${KV.number(Math.max(due, learned.count))}${rest}`,
      },
      delay(0),
      delay(learned.count >> 1),
      delay(learned.count - 1),
      strip(change, longest),
    ];
  }

  // When each peer learned of each join and failure, failures first: all of them, or the first ROWS_AT_MOST. Removals of
  // live peers, and failed ones that are listed again, go to `removalsNode`.
  KV.showDetections = function (node, removalsNode, showsAll) {
    const {changes, falseRemovals, relisted} = KV.detectionsOf(app.run);
    const rank = {down: 0, left: 1, again: 2, up: 3};
    const sorted = [...changes].sort((a, b) => rank[a.what] - rank[b.what] || a.tick - b.tick || a.peer - b.peer);
    const shown = showsAll ? sorted : sorted.slice(0, ROWS_AT_MOST);
    const longest = shown.reduce((most, {learned}) => Math.max(most, learned.delays[learned.count - 1] || 0), 1);
    KV.put(
      node,
      KV.el(
        'div',
        {class: 'wide-table tall'},
        KV.table(
          `Delays until others logged it; strokes: each peer, from 0 to ${KV.plural(longest, 'tick')}`,
          ['peer', 'what', 'learned by', 'first', 'median', 'last', 'each'],
          shown.map((change) => changeRow(change, longest)),
        ),
      ),
      shown.length < sorted.length &&
        KV.button(`show all ${KV.number(sorted.length)}`, () => KV.showDetections(node, removalsNode, true)),
    );
    showMistakes(removalsNode, falseRemovals, relisted);
  };

  // A list of logged events that ought not to be, folded up; `words(peer, other)` tell what a peer did to another.
  function mistakes(events, title, words) {
    const {tick, peer, other} = app.run.events;
    const item = (event) =>
      KV.el(
        'li',
        {},
        KV.button(`tick ${tick[event]}: ${words(peer[event], other[event])}`, () => app.pin(event), {
          class: 'link',
        }),
      );
    return KV.el(
      'details',
      {class: 'false-removals'},
      KV.el('summary', {}, `✕ ${title}, the first at tick ${tick[events[0]]}`),
      KV.el('ul', {}, events.slice(0, FALSE_AT_MOST).map(item)),
      events.length > FALSE_AT_MOST && KV.el('p', {}, `${KV.number(events.length - FALSE_AT_MOST)} more.`),
    );
  }

  function showMistakes(node, removals, relisted) {
    node.dataset.count = String(removals.length);
    node.dataset.relisted = String(relisted.length);
    KV.put(
      node,
      removals.length > 0
        ? mistakes(
            removals,
            `${KV.plural(removals.length, 'removal')} of a live peer`,
            (peer, other) => `peer ${peer} removed peer ${other}`,
          )
        : KV.el('p', {}, 'No live peer was removed from a list.'),
      relisted.length > 0 &&
        mistakes(
          relisted,
          `A failed peer was listed again ${KV.plural(relisted.length, 'time')}`,
          (peer, other) => `peer ${peer} listed peer ${other} again`,
        ),
    );
  }
})((globalThis.KV = globalThis.KV || {}));
