// Draws a scene of the space–time diagram.
'use strict';
(function (KV) {
  const app = KV.app;

  const BAND_PIXELS = 7;   // The least width of a tick that gets a band of its own.
  const LABEL_FONT = '10.5px ';
  const DIM = 0.13;

  function drawBands(context, scene) {
    const {width, high, scale} = scene;
    const {from, to, mode} = app.state;
    const labels = KV.axis.labels(width);
    const wide = scale(Math.floor(from) + 1) - scale(Math.floor(from));
    const step = wide >= BAND_PIXELS || (mode !== 'ticks' && labels.length < 2) ? 1 : labels.length > 1 ? labels[1].tick - labels[0].tick : 1;
    context.fillStyle = KV.colour('band');
    const first = Math.floor(Math.floor(from) / step) * step;
    for (let tick = first; tick < to; tick += step) {
      if ((tick / step) % 2 === 0) continue;
      const x = scale(tick);
      context.fillRect(x, 0, scale(Math.min(tick + step, app.run.lastTick + 1)) - x, high);
    }
  }

  function drawIdle(context, scene) {
    context.fillStyle = KV.colour('idle');
    context.strokeStyle = KV.colour('line');
    context.lineWidth = 1;
    for (const {x, end} of KV.axis.idle(scene.width)) {
      context.fillRect(x, 0, end - x, scene.high);
      const middle = (x + end) / 2;
      context.beginPath();
      for (let y = 0; y <= scene.high; y += 6) context.lineTo(middle + ((y / 6) % 2 === 0 ? -2 : 2), y);
      context.stroke();
    }
  }

  function hatching(context, colour) {
    const tile = document.createElement('canvas');
    tile.width = tile.height = 8;
    const own = tile.getContext('2d');
    own.strokeStyle = colour;
    own.lineWidth = 1;
    own.beginPath();
    for (const shift of [-8, 0, 8]) {
      own.moveTo(shift, 8);
      own.lineTo(shift + 8, 0);
    }
    own.stroke();
    return context.createPattern(tile, 'repeat');
  }

  // Faults on the rows of the peers that they concern; on all rows if they concern all.
  function drawFaults(context, scene) {
    const {from, to} = app.state;
    for (const fault of scene.run.faults) {
      const {end} = fault;
      if (end <= from || fault.begin >= to) continue;
      const x = Math.max(-2, scene.scale(fault.begin));
      const wide = Math.min(scene.width + 2, scene.scale(end)) - x;
      const colour = KV.faultColour(fault.kind);
      const bands = fault.peers.length === 0 ? [[0, scene.high]] :
        fault.peers.map((peer) => [scene.layout.line[peer] >= 0 ? rowTop(scene, peer) : NaN, scene.layout.high]);
      for (const [y, high] of bands) {
        if (Number.isNaN(y)) continue;
        context.globalAlpha = fault.peers.length === 0 ? 0.05 : 0.08;
        context.fillStyle = colour;
        context.fillRect(x, y, wide, high);
        if (fault.peers.length === 0) continue;
        context.globalAlpha = 0.26;
        context.fillStyle = hatching(context, colour);
        context.fillRect(x, y, wide, high);
      }
      context.globalAlpha = 0.5;
      context.fillStyle = colour;
      context.fillRect(scene.scale(fault.begin), 0, 1, scene.high);
      context.globalAlpha = 1;
    }
  }

  function rowTop(scene, peer) {
    return scene.layout.peers.indexOf(peer) * scene.layout.high - scene.top;
  }

  function drawRowLines(context, scene) {
    context.strokeStyle = KV.colour('line-soft');
    context.lineWidth = 1;
    context.beginPath();
    scene.layout.peers.forEach((_, at) => {
      const y = Math.round((at + 1) * scene.layout.high - scene.top) - 0.5;
      if (y < 0 || y > scene.high || scene.layout.high < 12) return;
      context.moveTo(0, y);
      context.lineTo(scene.width, y);
    });
    context.stroke();
    const chosen = app.state.peer;
    if (chosen > 0 && scene.layout.line[chosen] >= 0) {
      context.fillStyle = KV.colour('chosen');
      context.fillRect(0, rowTop(scene, chosen), scene.width, scene.layout.high - 1);
    }
  }

  // Counted messages hang below the line.
  function drawBins(context, scene) {
    const {bins, layout} = scene;
    const room = Math.max(3, layout.high * (layout.hasOperations ? 0.3 : 0.45) - 3);
    const factor = room / Math.sqrt(bins.most);
    context.globalAlpha = scene.focus ? 0.25 : 1;
    for (const [net, colour] of [[0, 'membership-soft'], [1, 'store']]) {
      context.fillStyle = KV.colour(colour);
      for (const [peer, row] of bins.rows) {
        const y = scene.y(peer);
        if (!scene.isInView(y)) continue;
        row[net].forEach((count, bin) => { if (count > 0) context.fillRect(bin * bins.pixels, y + 3, bins.pixels - 1, Math.sqrt(count) * factor); });
      }
    }
    context.globalAlpha = 1;
  }

  const SIGNS = {
    lost: (context, x, y) => {
      context.beginPath();
      context.moveTo(x - 3, y - 3);
      context.lineTo(x + 3, y + 3);
      context.moveTo(x - 3, y + 3);
      context.lineTo(x + 3, y - 3);
      context.stroke();
    },
    refused: (context, x, y) => {
      context.beginPath();
      context.moveTo(x - 3.5, y);
      context.lineTo(x + 3.5, y);
      context.moveTo(x, y);
      context.lineTo(x, y + 4);
      context.stroke();
    },
    inflight: (context, x, y) => {
      context.beginPath();
      context.arc(x, y, 2.6, 0, 2 * Math.PI);
      context.stroke();
    },
    late: (context, x, y) => {
      context.beginPath();
      context.moveTo(x - 3, y - 3);
      context.lineTo(x + 3, y);
      context.lineTo(x - 3, y + 3);
      context.stroke();
    },
    duplicated: (context, x, y) => {
      context.fillRect(x - 3, y - 3, 2, 6);
      context.fillRect(x + 1, y - 3, 2, 6);
    },
    corrupted: (context, x, y) => {
      context.beginPath();
      context.moveTo(x - 4, y - 2);
      context.lineTo(x - 1, y + 3);
      context.lineTo(x + 1, y - 3);
      context.lineTo(x + 4, y + 2);
      context.stroke();
    },
  };

  function drawSigns(context, scene) {
    context.lineWidth = 1.5;
    context.globalAlpha = scene.focus ? 0.3 : 1;
    for (const one of scene.signs) {
      context.strokeStyle = context.fillStyle = KV.colour(one.sign);
      SIGNS[one.sign](context, one.x, one.y - (scene.layout.high >= 20 ? 8 : 0));
    }
    context.globalAlpha = 1;
  }

  const isPlain = (one) => one.fate === KV.Fate.delivered && one.flags === 0 && !one.isLoop;

  function drawMessageSet(context, messages, alpha) {
    context.globalAlpha = alpha;
    for (const network of [0, 1]) {
      const plain = messages.filter((one) => isPlain(one) && one.network === network);
      KV.drawPlainMessages(context, network, plain.map((one) => [one.x1, one.y1, one.ends[0][0], one.ends[0][1]]));
    }
    for (const one of messages) if (!isPlain(one)) KV.drawMessage(context, one);
    context.globalAlpha = 1;
  }

  function drawMessages(context, scene) {
    const {messages, focus, width} = scene;
    const usual = KV.clamp(1.15 - messages.length / (width * 1.1), 0.45, 0.95);
    drawMessageSet(context, messages.filter((one) => !one.inFocus), focus ? DIM : usual);
    drawMessageSet(context, messages.filter((one) => one.inFocus), 1);
  }

  function operationColour(operation) {
    if (operation.finishedAt < 0) return 'unknown';
    return operation.outcome === 'ok' || operation.outcome === 'absent' ? 'good' : 'bad';
  }

  // An operation: a bar from its call to its result, above its coordinator's line.
  function drawOperation(context, scene, operation, lanes) {
    const {run, layout, times} = scene;
    const start = scene.scale(operation.callEvent >= 0 ? times[operation.callEvent] : operation.invokedAt);
    const isOpen = operation.finishEvent < 0;
    const end = isOpen ? start + (scene.isCrowded ? 7 : 60) : scene.scale(times[operation.finishEvent]);
    const y = KV.rows.laneY(layout, operation.peer, lanes[operation.number]) - scene.top;
    const wide = Math.max(3, end - start);
    const high = Math.max(3, KV.rows.laneHigh(layout) - 1.5);
    scene.bars.push({operation, x: start, end: start + wide, y, high});
    const isChosen = app.state.operation === operation.number || run.against.includes(operation.number);
    const isDim = scene.focus && operation.callEvent >= 0 && !scene.focus.events.has(operation.callEvent);
    context.globalAlpha = isDim ? 0.22 : 1;
    context.fillStyle = context.strokeStyle = KV.colour(operationColour(operation));
    if (isOpen) {
      context.setLineDash([3, 3]);
      context.lineWidth = 1;
      context.strokeRect(start + 0.5, y - high / 2 + 0.5, wide - 1, high - 1);
      context.setLineDash([]);
    } else {
      context.fillRect(start, y - high / 2, wide, high);
    }
    if (isChosen) {
      context.strokeStyle = KV.colour('ink');
      context.lineWidth = 1.5;
      context.strokeRect(start - 1.5, y - high / 2 - 1.5, wide + 3, high + 3);
    }
    const left = Math.max(start, 0);
    if (high >= 10 || isChosen) drawOperationName(context, operation, {x: left, y, room: end - left, isOpen, isChosen, isCrowded: scene.isCrowded, isHigh: high >= 10});
    context.globalAlpha = 1;
  }

  function operationName(operation, isChosen) {
    const value = operation.kind === 'read' ? operation.result : operation.value;
    const shown = isChosen && value !== '' ? (operation.kind === 'read' ? ' → ' : ' = ') + value.slice(0, 24) : '';
    return `${operation.kind} ${app.keyText(operation.key).slice(0, 40)}${shown}`;
  }

  // The name within the bar; beside it if it does not fit and the operation is chosen.
  function drawOperationName(context, operation, {x, y, room, isOpen, isChosen, isCrowded, isHigh}) {
    const text = operationName(operation, isChosen);
    context.font = LABEL_FONT + KV.FONT;
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    const wide = context.measureText(text).width;
    const fits = room >= wide + 8 && isHigh;
    if (!fits && (!isChosen || isCrowded)) return;
    context.fillStyle = KV.colour(isOpen || !fits ? 'ink' : 'paper');
    const plot = context.canvas.clientWidth;
    const beside = x + room + 6 + wide > plot ? x - 6 - wide : x + room + 6;
    context.fillText(text, fits ? x + 4 : beside, y + 0.5);
  }

  function isOperationShown(scene, operation) {
    if (!operation || operation.peer === 0 || scene.layout.line[operation.peer] < 0) return false;
    const {from, to, only, filters} = app.state;
    const end = operation.finishedAt < 0 ? scene.run.lastTick : operation.finishedAt;
    if (end + 1 < from || operation.invokedAt > to || filters.kinds.has(KV.Kind.call)) return false;
    return !only || (operation.callEvent >= 0 && only.has(operation.callEvent));
  }

  function drawOperations(context, scene) {
    if (!scene.layout.hasOperations) return;
    const lanes = KV.rows.operationLanes(scene.run);
    for (const operation of scene.run.operations) if (isOperationShown(scene, operation)) drawOperation(context, scene, operation, lanes);
  }

  // In a crowd, operations are told by their bars alone, and lists by what they lose.
  function isLeftOut(scene, one) {
    if (!scene.isCrowded || one.inFocus) return false;
    return one.kind === KV.Kind.call || one.kind === KV.Kind.answer || one.kind === KV.Kind.added || one.kind === KV.Kind.note ||
      (one.kind === KV.Kind.finish && (one.ok || scene.layout.hasOperations));
  }

  function drawEvents(context, scene) {
    for (const one of scene.events) {
      if (isLeftOut(scene, one)) continue;
      context.globalAlpha = scene.focus && !one.inFocus ? 0.2 : 1;
      KV.drawEvent(context, one.kind, one.x, one.y, one.ok);
    }
    context.globalAlpha = 1;
  }

  function drawMarks(context, scene) {
    const {from, to} = app.state;
    for (const mark of scene.run.marks) {
      if (mark.tick + 1 < from || mark.tick > to) continue;
      const x = scene.scale(mark.tick + 0.5);
      context.strokeStyle = KV.colour(app.isProblem(mark) ? 'bad' : 'ink-faint');
      context.lineWidth = 1;
      context.setLineDash([2, 3]);
      context.beginPath();
      context.moveTo(x, 0);
      context.lineTo(x, scene.high);
      context.stroke();
      context.setLineDash([]);
    }
  }

  KV.drawScene = function (context, scene) {
    drawRowLines(context, scene);
    drawBands(context, scene);
    drawIdle(context, scene);
    drawFaults(context, scene);
    KV.rows.drawStrips(context, scene.layout, scene.scale, scene.width, scene.top);
    if (scene.isDense) {
      drawBins(context, scene);
      drawSigns(context, scene);
    }
    drawMessages(context, scene);
    drawOperations(context, scene);
    drawEvents(context, scene);
    drawMarks(context, scene);
  };

  // ---- What lies upon it: the cursor, the pinned event, what the pointer is over.

  function drawUpon(context, scene, event, colour) {
    const {run} = scene;
    const message = run.events.message[event];
    const y = scene.y(run.events.peer[event]);
    if (message >= 0 && KV.axis.messageShown(message)) KV.drawMessage(context, {...scene.place(message), wide: 2.6});
    if (!Number.isNaN(y)) KV.drawRing(context, scene.scale(scene.times[event]), y, colour);
  }

  KV.drawOverlay = function (context, scene, hover) {
    const {tick, event} = app.state;
    const x = scene.scale(tick);
    const end = scene.scale(tick + 1);
    context.fillStyle = KV.colour('cursor');
    context.globalAlpha = 0.14;
    context.fillRect(x, 0, Math.max(1, end - x), scene.high);
    context.globalAlpha = 1;
    context.fillRect(Math.round(end - x > 6 ? x : (x + end) / 2) - 0.5, 0, 1.5, scene.high);
    if (event >= 0) drawUpon(context, scene, event, 'cursor');
    if (hover >= 0 && hover !== event) drawUpon(context, scene, hover, 'ink');
  };

  // ---- The axis above: ticks, faults by name, marks.

  const FAULT_HIGH = 15;

  KV.axisHigh = (run) => {
    KV.faultLanes(run);
    return 20 + run.faultLaneCount * FAULT_HIGH;
  };

  function drawFaultNames(context, width, scale, top) {
    const {from, to} = app.state;
    context.font = LABEL_FONT + KV.FONT;
    context.textBaseline = 'middle';
    for (const fault of KV.faultLanes(app.run)) {
      const {end} = fault;
      if (end <= from || fault.begin >= to) continue;
      const x = Math.max(0, scale(fault.begin));
      const wide = Math.max(3, Math.min(width, scale(end)) - x);
      const y = top + fault.lane * FAULT_HIGH;
      context.fillStyle = KV.faultColour(fault.kind);
      context.globalAlpha = 0.22;
      context.fillRect(x, y, wide, FAULT_HIGH - 2);
      context.globalAlpha = 1;
      context.fillRect(x, y, 2.5, FAULT_HIGH - 2);
      context.save();
      context.beginPath();
      context.rect(x, y, wide, FAULT_HIGH);
      context.clip();
      context.fillStyle = KV.colour('ink');
      context.textAlign = 'left';
      context.fillText(fault.text, x + 6, y + FAULT_HIGH / 2 - 0.5);
      context.restore();
    }
  }

  // The fault or mark whose name or sign is at a place of the axis, in words; '' if there is none.
  KV.axisTextAt = function (x, y, width) {
    const time = KV.axis.tickAt(x, width);
    const near = KV.axis.tickAt(x + 4, width) - time;
    const faults = KV.faultLanes(app.run);
    const fault = faults.find((one) => Math.floor(y / FAULT_HIGH) === one.lane && time >= one.begin - near && time <= one.end + near);
    if (fault) return `fault: ${fault.text}, ticks ${fault.begin} to ${fault.end - 1}`;
    if (y < app.run.faultLaneCount * FAULT_HIGH) return '';
    return app.run.marks.filter((mark) => Math.abs(mark.tick + 0.5 - time) <= near + 0.5).map((mark) => `tick ${mark.tick}: ${mark.text}`).join('; ');
  };

  KV.drawAxis = function (context, width, high) {
    const scale = KV.axis.scale(width);
    drawFaultNames(context, width, scale, 0);
    context.font = '11px ' + KV.FONT;
    context.textBaseline = 'alphabetic';
    const y = high - 6;
    for (const {x, end, from, to} of KV.axis.idle(width)) {
      if (end - x < 24) continue;
      context.fillStyle = KV.colour('ink-faint');
      context.textAlign = 'center';
      context.fillText('… ' + (to - from), (x + end) / 2, y);
    }
    const flag = scale(app.state.tick + 0.5);
    for (const {tick, x} of KV.axis.labels(width)) {
      context.fillStyle = KV.colour('line');
      context.fillRect(Math.round(x), high - 5, 1, 5);
      context.fillStyle = KV.colour('ink-soft');
      context.textAlign = x < 20 ? 'left' : 'center';
      const isFree = Math.abs(x - flag) > 30;
      if (x < width - 12 && isFree) context.fillText(KV.number(tick), x < 20 ? x + 3 : x, y - 1);
    }
    drawAxisMarks(context, scale, high);
    drawCursorFlag(context, scale, high, width);
  };

  function drawAxisMarks(context, scale, high) {
    for (const mark of app.run.marks) {
      const x = scale(mark.tick + 0.5);
      context.fillStyle = KV.colour(app.isProblem(mark) ? 'bad' : 'ink-faint');
      context.beginPath();
      context.moveTo(x - 4.5, high - 8);
      context.lineTo(x + 4.5, high - 8);
      context.lineTo(x, high);
      context.fill();
    }
  }

  function drawCursorFlag(context, scale, high, width) {
    const {tick} = app.state;
    const text = KV.number(tick);
    context.font = 'bold 11px ' + KV.FONT;
    const wide = context.measureText(text).width + 10;
    const middle = (scale(tick) + scale(tick + 1)) / 2;
    if (middle < 0 || middle > width) return;
    const x = KV.clamp(middle, wide / 2, width - wide / 2);
    context.fillStyle = KV.colour('cursor');
    context.beginPath();
    context.roundRect(x - wide / 2, high - 18, wide, 15, 3);
    context.fill();
    context.fillStyle = KV.colour('paper');
    context.textAlign = 'center';
    context.fillText(text, x, high - 6.5);
  }
})((globalThis.KV = globalThis.KV || {}));
