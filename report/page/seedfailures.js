// Why seeds of a sweep failed, and the first failures with their sentences and commands.
'use strict';
(function (KV) {
  const FIRST_ROWS = 8;
  const MORE_ROWS = 50;

  // Places by reason, as far as the sentences are kept.
  function placesByReason() {
    const places = KV.sweep.data.reasons.map(() => []);
    for (const one of KV.sweep.data.notFine) places[one.reason].push(one.seed);
    return places;
  }

  KV.buildReasons = function (box) {
    const {sweep} = KV;
    const places = placesByReason();
    const order = sweep.data.reasons
      .map((reason, at) => ({...reason, places: places[at]}))
      .filter((reason) => reason.count > 0)
      .sort((a, b) => b.count - a.count || a.places[0] - b.places[0]);
    if (order.length === 0) return false;
    const most = order[0].count;
    KV.put(
      box,
      KV.el(
        'ul',
        {class: 'bars'},
        order.map((reason) => {
          const outcome = sweep.outcomeAt(reason.places[0]);
          const kept =
            reason.places.length < reason.count ? `; the first ${KV.number(reason.places.length)} are lit` : '';
          const text = reason.text || outcome.one;
          const lit = {places: new Set(reason.places), text: `${KV.plural(reason.count, 'seed')}: ${text}${kept}.`};
          return KV.el(
            'li',
            {},
            KV.litButton(
              [
                KV.el(
                  'span',
                  {class: 'seed-sign', style: {color: `var(--${outcome.colour})`}, 'aria-hidden': 'true'},
                  outcome.sign,
                ),
                KV.el('span', {class: 'bar-name'}, text),
                KV.el(
                  'span',
                  {class: 'bar-room', 'aria-hidden': 'true'},
                  KV.el('span', {
                    class: 'bar',
                    style: {width: (100 * reason.count) / most + '%', background: `var(--${outcome.colour})`},
                  }),
                ),
                KV.el(
                  'span',
                  {class: 'bar-count'},
                  KV.plural(reason.count, 'seed'),
                  KV.el('span', {class: 'faint'}, `, first ${sweep.seedAt(reason.places[0])}`),
                ),
              ],
              lit,
              {class: 'bar-button', dataset: {reason: reason.text}},
            ),
          );
        }),
      ),
    );
    return true;
  };

  function item(place) {
    const {sweep} = KV;
    const outcome = sweep.outcomeAt(place);
    const seed = sweep.seedAt(place);
    const show = () => {
      sweep.choose(place);
      document.getElementById('seeds').scrollIntoView({behavior: KV.prefersStill() ? 'auto' : 'smooth'});
    };
    return KV.el(
      'li',
      {class: 'failure', dataset: {seed}},
      KV.button(
        [
          KV.el(
            'span',
            {class: 'seed-sign', style: {color: `var(--${outcome.colour})`}, 'aria-hidden': 'true'},
            outcome.sign,
          ),
          ' ' + seed,
        ],
        show,
        {class: 'link', 'aria-label': `Seed ${seed}: show it in the grid`},
      ),
      KV.el(
        'div',
        {class: 'failure-text'},
        KV.el('strong', {}, sweep.reasonAt(place) || outcome.title),
        KV.el('p', {}, sweep.sentenceAt(place)),
      ),
      KV.el(
        'div',
        {class: 'failure-command'},
        KV.commandBox(sweep.commandOf(place), '', `Copy the command of seed ${seed}`),
        sweep.hasRunOf(place) && KV.button('Open this run', KV.openSeedRun, {class: 'link'}),
      ),
    );
  }

  KV.buildFailures = function (box) {
    const places = KV.sweep.failed.filter((place) => KV.sweep.detailAt(place));
    if (places.length === 0) return false;
    const list = KV.el('ol', {class: 'failure-list'});
    const more = KV.button('', () => add(MORE_ROWS), {id: 'more-failures'});
    let shown = 0;
    function add(count) {
      list.append(...places.slice(shown, shown + count).map(item));
      shown = Math.min(places.length, shown + count);
      more.hidden = shown === places.length;
      more.textContent = `Show more: ${KV.number(places.length - shown)} are left`;
    }
    add(FIRST_ROWS);
    KV.put(box, list, more);
    return true;
  };
})((globalThis.KV = globalThis.KV || {}));
