// The operations in words: the contradiction, the chosen operation, the order that explains a key, and a text of
// what is in sight.
'use strict';
(function (KV) {
  const app = KV.app;
  const ORDER_AT_MOST = 200; // Operations of an order that are written out.
  const TEXT_AT_MOST = 100; // Operations in view that are written out for screen readers.

  // The operations that contradict each other.
  KV.contradicting = (run) => run.against.map((number) => run.operations[number]).filter(Boolean);

  KV.chooseOperation = function (operation) {
    const patch = {operation: operation.number, key: operation.key, peer: operation.peer};
    if (operation.callEvent >= 0) app.pin(operation.callEvent, patch);
    else app.goTo(operation.invokedAt, patch);
  };

  // What a tooltip says of an operation: lines.
  KV.operationTip = function (operation) {
    const {run} = app;
    const rank = KV.ranksOf(run).get(operation.number);
    const end =
      operation.finishedAt < 0 ? 'no result' : `result at tick ${operation.finishedAt}: ${KV.outcomeText(operation)}`;
    const isAgainst = run.against.includes(operation.number);
    return [
      `operation ${operation.number}: ${KV.operationText(operation)}`,
      `key ${app.keyText(operation.key)}, ${KV.clientText(operation.client)}, peer ${operation.peer}`,
      `called at tick ${operation.invokedAt}; ${end}`,
      `${KV.plural(operation.answers.length, 'answer')}${rank ? `; number ${rank} in the order found` : ''}`,
      isAgainst ? 'part of the contradiction' : '',
    ].filter(Boolean);
  };

  function operationButton(operation, text) {
    return KV.button(text, () => KV.chooseOperation(operation), {
      class: 'link',
      dataset: {operation: String(operation.number)},
    });
  }

  function sentence(operation) {
    const end = operation.finishedAt < 0 ? 'no result' : `tick ${operation.finishedAt}: ${KV.outcomeText(operation)}`;
    return `${KV.operationText(operation)} of key ${app.keyText(operation.key)}, tick ${operation.invokedAt} to ${end}`;
  }

  // The contradiction: its sentence and its operations.
  function showAgainst(nodes) {
    const all = KV.contradicting(app.run);
    nodes.against.hidden = all.length === 0;
    if (all.length === 0) return;
    const problem = KV.mainProblem(app.run);
    KV.put(
      nodes.againstText,
      KV.el('strong', {}, `${KV.plural(all.length, 'operation')} that contradict each other. `),
      problem ? problem.sentence : '',
    );
    KV.put(
      nodes.againstList,
      all.map((operation) =>
        KV.el(
          'li',
          {},
          operationButton(operation, `operation ${operation.number}`),
          ` ${KV.clientText(operation.client)} at peer ${operation.peer}: ${sentence(operation)}`,
        ),
      ),
    );
  }

  function showSummary(node, listed) {
    const counts = {};
    for (const operation of listed) counts[operation.outcome] = (counts[operation.outcome] || 0) + 1;
    const parts = Object.entries(KV.OUTCOMES)
      .filter(([name]) => counts[name])
      .map(([name, words]) => `${KV.number(counts[name])} ${words}`);
    const keys = new Set(listed.map((operation) => operation.key)).size;
    const clients = new Set(listed.map((operation) => operation.client)).size;
    KV.put(
      node,
      listed.length === 0
        ? 'No operation is listed.'
        : `${KV.plural(listed.length, 'operation')} on ${KV.plural(keys, 'key')} ` +
            `by ${KV.plural(clients, 'client')}: ${parts.join(', ')}.`,
    );
    node.dataset.operations = String(listed.length);
  }

  function arrivalText({arrival}) {
    if (arrival < 0) return 'no message seen';
    return KV.button('tick ' + app.run.events.tick[arrival], () => app.pin(arrival), {class: 'link'});
  }

  function decisionText(run, operation, {right, needed, decided}) {
    const few = right.length < run.replicas ? ` (the group has no more than ${KV.plural(right.length, 'peer')})` : '';
    const isShort = decided.size < needed && (operation.outcome === 'ok' || operation.outcome === 'absent');
    const short = isShort ? `; only ${decided.size} of them came before the result and agree with it` : '';
    return `Answers; ${needed} of ${KV.plural(right.length, 'right replica')} decide${few}${short}`;
  }

  // The chosen operation and its answers.
  function showChosen(node) {
    const operation = app.run.operations[app.state.operation];
    node.hidden = !operation;
    if (!operation) return;
    const {run} = app;
    const decision = KV.decisionOf(run, operation);
    const {tick, peer, detail} = run.events;
    const rank = KV.ranksOf(run).get(operation.number);
    const rows = operation.answers.map((event, at) => [
      KV.peerLink(peer[event]),
      KV.button('tick ' + tick[event], () => app.pin(event), {class: 'link'}),
      detail[event].ok ? 'yes' : 'no',
      {class: 'text', content: detail[event].value ? '“' + KV.cut(detail[event].value, 60) + '”' : ''},
      arrivalText(decision.answers[at]),
      decision.answers[at].notes.join('; '),
    ]);
    KV.put(
      node,
      KV.el('h4', {}, `Operation ${operation.number}: ${sentence(operation)}`),
      KV.el(
        'p',
        {},
        `Called by ${KV.clientText(operation.client)} at `,
        KV.peerLink(operation.peer),
        ', key ',
        KV.keyLink(operation.key),
        '. ',
        rank ? `Number ${rank} in the order that explains this key. ` : '',
        operation.callEvent >= 0 && KV.button('the call', () => app.pin(operation.callEvent), {class: 'link'}),
        ' ',
        operation.finishEvent >= 0 && KV.button('the result', () => app.pin(operation.finishEvent), {class: 'link'}),
        ' ',
        KV.button('only its messages', () => app.set({onlyOf: 'operation'}), {class: 'link'}),
      ),
      rows.length > 0
        ? KV.el(
            'div',
            {class: 'scroll-table'},
            KV.table(
              decisionText(run, operation, decision),
              ['replica', 'at', 'success', 'value', 'at the coordinator', 'counts'],
              rows,
            ),
          )
        : KV.el('p', {class: 'nothing'}, 'No replica logged an answer.'),
    );
  }

  // The order that explains the chosen key.
  function showOrder(node) {
    const order = app.run.orders.get(app.state.key);
    node.hidden = !order;
    if (!order) return;
    const steps = order
      .slice(0, ORDER_AT_MOST)
      .map((number) => app.run.operations[number])
      .filter(Boolean);
    KV.put(
      node,
      KV.el(
        'summary',
        {},
        `The order that explains key ${app.keyText(app.state.key)}: ${KV.plural(order.length, 'operation')}`,
      ),
      KV.el(
        'ol',
        {class: 'order'},
        steps.map((operation) => KV.el('li', {}, operationButton(operation, KV.operationText(operation)))),
      ),
      order.length > ORDER_AT_MOST &&
        KV.el('p', {}, `${KV.number(order.length - ORDER_AT_MOST)} more are not written out.`),
    );
  }

  // The operations in the visible range, for screen readers.
  function showText(node, listed) {
    const {from, to} = app.state;
    const seen = listed.filter(
      (operation) =>
        operation.invokedAt <= to &&
        (operation.finishedAt < 0 ? operation.invokedAt + 1 : operation.finishedAt + 1) >= from,
    );
    const left = seen.length - TEXT_AT_MOST;
    KV.put(
      node,
      KV.table(
        `${KV.plural(seen.length, 'operation')} between tick ${Math.floor(from)} and ${Math.ceil(to) - 1}` +
          (left > 0 ? `; the first ${TEXT_AT_MOST}` : ''),
        ['number', 'client', 'peer', 'operation'],
        seen
          .slice(0, TEXT_AT_MOST)
          .map((operation) => [
            String(operation.number),
            KV.clientText(operation.client),
            'peer ' + operation.peer,
            sentence(operation),
          ]),
      ),
    );
  }

  KV.operationWords = {showAgainst, showSummary, showChosen, showOrder, showText};
})((globalThis.KV = globalThis.KV || {}));
