// The shapes of messages and events, for the diagram and its legend. What tells kinds apart is the shape; colour helps.
'use strict';
(function (KV) {
  const Kind = KV.Kind;

  const HEAD = 6.5;  // An arrow head's length, in pixels.
  const CROSS = 4;

  function line(context, x1, y1, x2, y2) {
    context.beginPath();
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
    context.stroke();
  }

  function head(context, x1, y1, x2, y2, isOpen) {
    const angle = Math.atan2(y2 - y1, x2 - x1);
    context.beginPath();
    context.moveTo(x2 - HEAD * Math.cos(angle - 0.4), y2 - HEAD * Math.sin(angle - 0.4));
    context.lineTo(x2, y2);
    context.lineTo(x2 - HEAD * Math.cos(angle + 0.4), y2 - HEAD * Math.sin(angle + 0.4));
    if (isOpen) {
      context.stroke();
      return;
    }
    context.closePath();
    context.fill();
  }

  function cross(context, x, y, size) {
    line(context, x - size, y - size, x + size, y + size);
    line(context, x - size, y + size, x + size, y - size);
  }

  // A message of a peer to itself: a loop above its line.
  function loop(context, x1, x2, y) {
    const middle = (x1 + x2) / 2;
    const half = Math.max(4, (x2 - x1) / 2);
    context.beginPath();
    context.ellipse(middle, y, half, Math.min(10, 5 + half / 4), 0, Math.PI, 2 * Math.PI);
    context.stroke();
    head(context, middle + half - 1, y - 6, middle + half, y, false);
  }

  function zigzag(context, x1, y1, x2, y2) {
    const [mx, my] = [(x1 + x2) / 2, (y1 + y2) / 2];
    context.setLineDash([]);
    context.lineWidth = 2;
    context.beginPath();
    context.moveTo(mx - 6, my - 3);
    context.lineTo(mx - 2, my + 4);
    context.lineTo(mx + 2, my - 4);
    context.lineTo(mx + 6, my + 3);
    context.stroke();
  }

  // The style of a message by what befell it: [colour, dashes, how far it gets, end].
  const FATES = {
    lost: ['lost', [5, 3], 0.72, 'cross'],
    refused: ['refused', [], 0.28, 'bar'],
    unfinished: ['inflight', [1.5, 3], 0.6, 'ring'],
  };

  function stub(context, fate, x1, y1, x2, y2) {
    const [colour, dashes, share, end] = FATES[fate];
    const [x, y] = [x1 + (x2 - x1) * share, y1 + (y2 - y1) * share];
    context.strokeStyle = context.fillStyle = KV.colour(colour);
    context.setLineDash(dashes);
    line(context, x1, y1, x, y);
    context.setLineDash([]);
    context.lineWidth = 1.8;
    if (end === 'cross') cross(context, x, y, CROSS);
    else if (end === 'bar') line(context, x - 6, y, x + 6, y);
    else {
      context.beginPath();
      context.arc(x, y, 3.5, 0, 2 * Math.PI);
      context.stroke();
    }
  }

  const NAMES = {1: 'lost', 2: 'refused', 3: 'unfinished'};

  // The colour's name of a message's line.
  function colourOf(network, flags) {
    if (flags & KV.Flag.corrupted) return 'corrupted';
    if (flags & KV.Flag.duplicated) return 'duplicated';
    if (flags & KV.Flag.delayed) return 'late';
    return network === 0 ? 'membership' : 'store';
  }

  // Draws one message: ends = [[x, y] of each receipt], or where it would go if it never arrives.
  KV.drawMessage = function (context, {network, fate, flags, x1, y1, ends, isLoop, wide}) {
    context.lineWidth = wide || 1.2;
    if (NAMES[fate]) {
      stub(context, NAMES[fate], x1, y1, ends[0][0], isLoop ? y1 - 16 : ends[0][1]);
      if (flags & KV.Flag.corrupted) zigzag(context, x1, y1, ends[0][0], ends[0][1]);
      return;
    }
    context.strokeStyle = context.fillStyle = KV.colour(colourOf(network, flags));
    if (flags & KV.Flag.delayed) context.setLineDash([8, 3, 2, 3]);
    for (const [x2, y2] of ends) {
      if (isLoop) loop(context, x1, x2, y1);
      else {
        line(context, x1, y1, x2, y2);
        const dashes = context.getLineDash();
        context.setLineDash([]);
        head(context, x1, y1, x2, y2, (flags & KV.Flag.delayed) !== 0);
        context.setLineDash(dashes);
      }
    }
    context.setLineDash([]);
    if (flags & KV.Flag.corrupted) zigzag(context, x1, y1, ends[0][0], ends[0][1]);
  };

  // Many plain messages at once: a network's lines in one path.
  KV.drawPlainMessages = function (context, network, segments) {
    context.strokeStyle = context.fillStyle = KV.colour(network === 0 ? 'membership' : 'store');
    context.lineWidth = 1.1;
    context.beginPath();
    for (const [x1, y1, x2, y2] of segments) {
      context.moveTo(x1, y1);
      context.lineTo(x2, y2);
    }
    context.stroke();
    context.beginPath();
    for (const [x1, y1, x2, y2] of segments) {
      const angle = Math.atan2(y2 - y1, x2 - x1);
      context.moveTo(x2, y2);
      context.lineTo(x2 - HEAD * Math.cos(angle - 0.36), y2 - HEAD * Math.sin(angle - 0.36));
      context.lineTo(x2 - HEAD * Math.cos(angle + 0.36), y2 - HEAD * Math.sin(angle + 0.36));
    }
    context.fill();
  };

  // ---- Events on a peer's line.

  function polygon(context, points, isFilled) {
    context.beginPath();
    points.forEach(([x, y], at) => (at === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
    context.closePath();
    if (isFilled) context.fill();
    else {
      context.save();
      context.fillStyle = KV.colour('paper');
      context.fill();
      context.restore();
      context.stroke();
    }
  }

  function badge(context, x, y, colour) {
    context.fillStyle = KV.colour('paper');
    context.strokeStyle = KV.colour(colour);
    context.lineWidth = 1.4;
    context.beginPath();
    context.arc(x, y, 5.5, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }

  function diamond(x, y, size) {
    return [[x, y - size], [x + size, y], [x, y + size], [x - size, y]];
  }

  const EVENTS = {
    call: (context, x, y) => {
      context.fillStyle = KV.colour('call');
      polygon(context, [[x - 5, y - 10], [x + 5, y - 10], [x, y - 2.5]], true);
    },
    answer: (context, x, y, ok) => {
      context.fillStyle = context.strokeStyle = KV.colour(ok ? 'good' : 'bad');
      context.lineWidth = 1.4;
      polygon(context, [[x - 3.2, y - 3.2], [x + 3.2, y - 3.2], [x + 3.2, y + 3.2], [x - 3.2, y + 3.2]], ok);
    },
    finish: (context, x, y, ok) => {
      context.fillStyle = context.strokeStyle = KV.colour(ok ? 'good' : 'bad');
      context.lineWidth = 1.5;
      polygon(context, diamond(x, y, 5.5), ok);
      if (!ok) cross(context, x, y, 2);
    },
    added: (context, x, y) => {
      badge(context, x, y, 'joined');
      line(context, x - 3, y, x + 3, y);
      line(context, x, y - 3, x, y + 3);
    },
    removed: (context, x, y) => {
      badge(context, x, y, 'bad');
      line(context, x - 3, y, x + 3, y);
    },
    up: (context, x, y) => {
      context.fillStyle = KV.colour('joined');
      polygon(context, [[x - 5.5, y + 5], [x + 5.5, y + 5], [x, y - 5.5]], true);
    },
    again: (context, x, y) => {
      badge(context, x, y, 'joined');
      context.fillStyle = KV.colour('joined');
      polygon(context, [[x - 3, y + 2.5], [x + 3, y + 2.5], [x, y - 3.5]], true);
    },
    down: (context, x, y) => {
      context.strokeStyle = KV.colour('bad');
      context.lineWidth = 2.6;
      cross(context, x, y, 5.5);
    },
    pause: (context, x, y) => {
      badge(context, x, y, 'late');
      line(context, x - 1.8, y - 2.8, x - 1.8, y + 2.8);
      line(context, x + 1.8, y - 2.8, x + 1.8, y + 2.8);
    },
    resume: (context, x, y) => {
      badge(context, x, y, 'late');
      context.fillStyle = KV.colour('late');
      polygon(context, [[x - 2, y - 3], [x + 3.4, y], [x - 2, y + 3]], true);
    },
    left: (context, x, y) => {
      badge(context, x, y, 'ink-soft');
      line(context, x + 3, y, x - 3, y);
      line(context, x - 3, y, x - 0.5, y - 2.5);
      line(context, x - 3, y, x - 0.5, y + 2.5);
    },
    note: (context, x, y) => {
      context.fillStyle = KV.colour('ink-soft');
      context.beginPath();
      context.arc(x, y - 7, 2, 0, 2 * Math.PI);
      context.fill();
      context.fillRect(x - 0.5, y - 6, 1, 6);
    },
  };

  // Draws the event of this kind at a place. Kinds of messages have no shape of their own.
  KV.drawEvent = function (context, kind, x, y, ok) {
    const draw = EVENTS[KV.kinds[kind]];
    if (draw) draw(context, x, y, ok);
  };

  KV.hasGlyph = (kind) => KV.kinds[kind] in EVENTS;

  KV.drawRing = function (context, x, y, colour) {
    context.strokeStyle = KV.colour(colour);
    context.lineWidth = 2;
    context.beginPath();
    context.arc(x, y, 9, 0, 2 * Math.PI);
    context.stroke();
  };

  // ---- The legend.

  const MESSAGE_LEGEND = [
    ['store message', Kind.delivered, {network: 1, fate: 0, flags: 0}],
    ['membership message', -1, {network: 0, fate: 0, flags: 0}],
    ['late', Kind.delayed, {network: 1, fate: 0, flags: KV.Flag.delayed}],
    ['duplicated', Kind.duplicated, {network: 1, fate: 0, flags: KV.Flag.duplicated}],
    ['corrupted', Kind.corrupted, {network: 1, fate: 0, flags: KV.Flag.corrupted}],
    ['lost', Kind.lost, {network: 1, fate: 1, flags: 0}],
    ['refused', Kind.refused, {network: 1, fate: 2, flags: 0}],
    ['discarded or in flight', Kind.discarded, {network: 1, fate: 3, flags: 0}],
  ];

  const EVENT_LEGEND = [['client call', 'call', true], ['replica\'s answer', 'answer', true], ['answer: failed', 'answer', false], ['result', 'finish', true],
    ['result: failed', 'finish', false], ['joins a list', 'added'], ['removed from a list', 'removed'], ['starts', 'up'], ['restarts', 'again'], ['fails', 'down'], ['paused', 'pause'],
    ['goes on', 'resume'], ['leaves', 'left'], ['log line', 'note']];

  function sample(draw) {
    const canvas = KV.el('canvas', {class: 'sample', 'aria-hidden': 'true'});
    draw(KV.fitCanvas(canvas, 44, 24));
    return canvas;
  }

  function messageSample(kind) {
    const ends = kind.flags & KV.Flag.duplicated ? [[30, 20], [40, 20]] : [[40, 20]];
    return sample((context) => KV.drawMessage(context, {...kind, x1: 4, y1: 4, ends}));
  }

  KV.legend = function () {
    const item = (picture, words) => KV.el('li', {}, picture, words);
    return KV.el('ul', {class: 'legend'},
      MESSAGE_LEGEND.map(([words, , kind]) => item(messageSample(kind), words)),
      EVENT_LEGEND.map(([words, name, ok]) => item(sample((context) => KV.drawEvent(context, Kind[name], 22, 13, ok)), words)),
      KV.STRIPS.map((name) => item(sample((context) => KV.rows.drawStrip(context, name, 2, 42, 12)), KV.rows.STRIP_WORDS[name])));
  };

  // The kinds that a filter offers: [words, number of the kind].
  KV.MESSAGE_KINDS = MESSAGE_LEGEND.filter(([, kind]) => kind >= 0).map(([words, kind]) => [words === 'store message' ? 'delivered' : words, kind]);
  KV.EVENT_KINDS = [['client calls', Kind.call], ['answers of replicas', Kind.answer], ['results', Kind.finish], ['joins of lists', Kind.added], ['removals from lists', Kind.removed],
    ['starts', Kind.up], ['restarts', Kind.again], ['failures', Kind.down], ['pauses', Kind.pause], ['ends of pauses', Kind.resume], ['leaves', Kind.left], ['log lines', Kind.note]];
})((globalThis.KV = globalThis.KV || {}));
