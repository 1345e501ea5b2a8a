// Draws operations as bars on a canvas: shape and colour tell the outcome, strokes the answers, a number the rank.
'use strict';
(function (KV) {
  const app = KV.app;
  const BAR_PIXELS = 12;
  const LEAST_PIXELS = 4;
  const LEAST_WORD_PIXELS = 14;
  const ANSWERS_FROM_PIXELS = 8; // Narrower bars show no answers.
  const LETTERS = {create: 'C', read: 'R', update: 'U', delete: 'D'};

  // The two ends of an operation in time.
  KV.operationSpan = function (operation) {
    const start = operation.callEvent >= 0 ? KV.axis.when(operation.callEvent) : operation.invokedAt;
    if (operation.finishedAt < 0) return [start, start + 2];
    const end = operation.finishEvent >= 0 ? KV.axis.when(operation.finishEvent) : operation.finishedAt + 0.9;
    return [start, Math.max(end, start)];
  };

  function hatch(context, left, top, width, height) {
    context.save();
    context.beginPath();
    context.rect(left, top, width, height);
    context.clip();
    context.beginPath();
    for (let at = left - height; at < left + width; at += 5) {
      context.moveTo(at, top + height);
      context.lineTo(at + height, top);
    }
    context.lineWidth = 1;
    context.stroke();
    context.restore();
  }

  function cross(context, x, y, size) {
    context.beginPath();
    context.moveTo(x - size, y - size);
    context.lineTo(x + size, y + size);
    context.moveTo(x - size, y + size);
    context.lineTo(x + size, y - size);
    context.stroke();
  }

  // ok: a filled bar. absent: a bar with a line, not filled. failed: hatched, with a cross at its end.
  // unknown: open at its end, dashed.
  function drawShape(context, outcome, left, top, width) {
    const colour = KV.colour(KV.OUTCOME_COLOURS[outcome] || 'unknown');
    context.fillStyle = context.strokeStyle = colour;
    context.lineWidth = 1.25;
    if (outcome === 'ok') {
      context.beginPath();
      context.roundRect(left, top, width, BAR_PIXELS, 3);
      context.fill();
    } else if (outcome === 'absent') {
      context.globalAlpha = 0.22;
      context.fillRect(left, top, width, BAR_PIXELS);
      context.globalAlpha = 1;
      context.strokeRect(left + 0.5, top + 0.5, Math.max(1, width - 1), BAR_PIXELS - 1);
    } else if (outcome === 'failed') {
      context.globalAlpha = 0.25;
      context.fillRect(left, top, width, BAR_PIXELS);
      context.globalAlpha = 1;
      hatch(context, left, top, width, BAR_PIXELS);
      context.lineWidth = 2;
      cross(context, left + width, top + BAR_PIXELS / 2, 3.5);
    } else {
      context.globalAlpha = 0.22;
      context.fillRect(left, top, width, BAR_PIXELS);
      context.globalAlpha = 1;
      context.setLineDash([3, 2]);
      context.beginPath();
      context.moveTo(left + width, top + 0.5);
      context.lineTo(left + 0.5, top + 0.5);
      context.lineTo(left + 0.5, top + BAR_PIXELS - 0.5);
      context.lineTo(left + width, top + BAR_PIXELS - 0.5);
      context.stroke();
      context.setLineDash([]);
    }
  }

  function drawAnswers(context, run, operation, x, top) {
    const {decided} = KV.decisionOf(run, operation);
    for (const event of operation.answers) {
      const at = x(KV.axis.when(event));
      const isIn = decided.has(event);
      const {ok} = run.events.detail[event];
      context.fillStyle = KV.colour(ok ? 'ink' : 'bad');
      if (isIn) context.fillRect(at - 1.25, top - 3, 2.5, BAR_PIXELS + 6);
      else context.fillRect(at - 0.5, top + 2, 1, BAR_PIXELS + (ok ? 2 : -2));
    }
  }

  function drawWords(context, operation, rank, left, width, top, room) {
    if (Math.max(width, room) < LEAST_WORD_PIXELS) return;
    context.font = '10px ' + KV.FONT;
    context.textBaseline = 'middle';
    const words = (rank ? '#' + rank + ' ' : '') + (LETTERS[operation.kind] || '?');
    const value = operation.kind === 'read' ? operation.result : operation.value;
    const whole = value ? words + ' ' + KV.cut(value, 24) : words;
    const middle = top + BAR_PIXELS / 2 + 0.5;
    for (const text of whole === words ? [words] : [whole, words]) {
      const needed = context.measureText(text).width + 6;
      if (needed <= width && operation.outcome === 'ok') {
        context.fillStyle = KV.colour('paper');
        context.fillText(text, left + 3, middle);
        return;
      }
      if (needed + 6 <= room) {
        context.fillStyle = KV.colour('ink');
        context.fillText(text, left + width + (operation.outcome === 'failed' ? 7 : 4), middle);
        return;
      }
    }
  }

  function outline(context, left, top, width, colour, thick) {
    context.strokeStyle = KV.colour(colour);
    context.lineWidth = thick;
    context.beginPath();
    context.roundRect(left - 3, top - 3, width + 6, BAR_PIXELS + 6, 5);
    context.stroke();
  }

  // Where the bar of an operation is: {left, width}.
  KV.operationBar = function (operation, x) {
    const [from, to] = KV.operationSpan(operation);
    const left = x(from);
    return {left, width: Math.max(LEAST_PIXELS, x(to) - left)};
  };

  // Draws an operation in a row that begins at `top`; `next` is where the following one of its row begins.
  KV.drawOperation = function (context, operation, x, top, height, next) {
    const {run} = app;
    const {left, width} = KV.operationBar(operation, x);
    const barTop = top + (height - BAR_PIXELS) / 2;
    drawShape(context, operation.finishedAt < 0 ? 'unknown' : operation.outcome, left, barTop, width);
    if (width > ANSWERS_FROM_PIXELS) drawAnswers(context, run, operation, x, barTop);
    if (left + width > 0)
      drawWords(context, operation, KV.ranksOf(run).get(operation.number), left, width, barTop, next - left - width);
    if (run.against.includes(operation.number)) outline(context, left, barTop, width, 'bad', 2);
  };

  // Draws what marks the chosen operation and the one under the pointer, upon their bars.
  KV.drawOperationMarks = function (context, operation, x, top, height) {
    const {run, state} = app;
    const isChosen = operation.number === state.operation;
    const isHovered = state.hover >= 0 && run.events.operation[state.hover] === operation.number;
    if (!isChosen && !isHovered) return;
    const {left, width} = KV.operationBar(operation, x);
    const barTop = top + (height - BAR_PIXELS) / 2;
    if (isChosen) drawAnswers(context, run, operation, x, barTop);
    outline(context, left, barTop, width, isChosen ? 'accent' : 'ink', isChosen ? 2 : 1);
  };
})((globalThis.KV = globalThis.KV || {}));
