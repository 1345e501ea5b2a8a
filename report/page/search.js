// Searches the events of a run: words, quoted phrases, and fields such as peer:3 or kind:lost, all of which must hold.
'use strict';
(function (KV) {
  const FIELDS = ['peer', 'from', 'to', 'key', 'kind', 'tick', 'op', 'message'];

  // "peer 3" and "tick 225" are meant as fields, too.
  const SPOKEN = [
    [/\b(?:peer|node)\s+(\d+)/gi, 'peer:$1'],
    [/\btick\s+(\d+)/gi, 'tick:$1'],
    [/\b(?:operation|op)\s+(\d+)/gi, 'op:$1'],
  ];

  const WORD = /([a-z]+):"([^"]*)"|"([^"]*)"|(\S+)/gi;

  // [{field ('' = anywhere), text}], in lower case.
  KV.parseSearch = function (query) {
    const spoken = query.includes('"')
      ? query
      : SPOKEN.reduce((text, [pattern, field]) => text.replace(pattern, field), query);
    const terms = [];
    for (const [, field, phrase, quoted, word] of spoken.toLowerCase().matchAll(WORD)) {
      if (field && FIELDS.includes(field)) {
        terms.push({field, text: phrase});
        continue;
      }
      const text = quoted ?? word ?? `${field}:"${phrase}"`;
      const colon = text.indexOf(':');
      const isField =
        quoted === undefined && colon > 0 && FIELDS.includes(text.slice(0, colon)) && text.length > colon + 1;
      if (isField) terms.push({field: text.slice(0, colon), text: text.slice(colon + 1)});
      else if (text !== '') terms.push({field: '', text});
    }
    return terms;
  };

  // For each of `texts` whether it has `part`.
  const having = (texts, part) => Uint8Array.from(texts, (text) => Number(text.toLowerCase().includes(part)));

  // What happened, as the page words it, besides its name in the trace.
  const KIND_WORDS = KV.kinds.map((name) => (KV.KIND_TITLES?.[name] || name).toLowerCase() + ' ' + name.toLowerCase());

  function kindTest(run, text) {
    const hit = having(KIND_WORDS, text);
    const {kind} = run.events;
    return (event) => hit[kind[event]] === 1;
  }

  function keyTest(run, text) {
    const exact = run.keys.findIndex((key) => key.text.toLowerCase() === text);
    if (exact >= 0) {
      const events = new Set(run.keyEvents(exact));
      return (event) => events.has(event);
    }
    const wanted = new Set();
    run.keys.forEach((key, number) => {
      if (key.text.toLowerCase().includes(text)) for (const event of run.keyEvents(number)) wanted.add(event);
    });
    return (event) => wanted.has(event);
  }

  function messageTest(run, text) {
    const message = run.messageNamed(text);
    return (event) => message >= 0 && run.events.message[event] === message;
  }

  // Anywhere: a message's text or name, a key, a value, a logged line, a cause, the kind.
  function anywhereTest(run, text) {
    const {kind, message, detail} = run.events;
    const texts = having(run.texts, text);
    const keys = having(
      run.keys.map((key) => key.text),
      text,
    );
    const kinds = having(KIND_WORDS, text);
    const named = run.messageNamed(text);
    const {corruptText} = run.messages;
    const inMessage = (one) =>
      one === named ||
      (run.messages.text[one] >= 0 && texts[run.messages.text[one]] === 1) ||
      (corruptText.has(one) && corruptText.get(one) >= 0 && texts[corruptText.get(one)] === 1);
    const inDetail = (of) =>
      (of.key !== undefined && keys[of.key] === 1) ||
      [of.value, of.text, of.cause, of.op, of.fault, of.as].some(
        (one) => one !== undefined && one.toLowerCase().includes(text),
      );
    return (event) =>
      kinds[kind[event]] === 1 ||
      (message[event] >= 0 && inMessage(message[event])) ||
      (detail[event] !== undefined && inDetail(detail[event]));
  }

  function numberTest(of, text) {
    const number = Number(text);
    return (event) => of.some((column) => column[event] === number);
  }

  function fromTo(run, column, text) {
    const number = Number(text);
    return (event) => run.events.message[event] >= 0 && column[run.events.message[event]] === number;
  }

  function test(run, {field, text}) {
    const {events, messages} = run;
    switch (field) {
      case 'peer':
        return numberTest([events.peer, events.other], text);
      case 'tick':
        return numberTest([events.tick], text);
      case 'op':
        return numberTest([events.operation], text);
      case 'from':
        return fromTo(run, messages.from, text);
      case 'to':
        return fromTo(run, messages.to, text);
      case 'kind':
        return kindTest(run, text);
      case 'key':
        return keyTest(run, text);
      case 'message':
        return messageTest(run, text);
      default:
        return anywhereTest(run, text);
    }
  }

  // For each event whether it satisfies `query`, 1 or 0; null if the query is empty.
  KV.searchEvents = function (run, query) {
    const tests = KV.parseSearch(query).map((term) => test(run, term));
    if (tests.length === 0) return null;
    const hits = new Uint8Array(run.events.count);
    for (let event = 0; event < hits.length; ++event) hits[event] = Number(tests.every((one) => one(event)));
    return hits;
  };
})((globalThis.KV = globalThis.KV || {}));
