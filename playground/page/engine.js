// The engine: the simulator itself, as WebAssembly, in a worker that is made from this page.
//
//   KV.engine.open()         unpacks and compiles it
//   KV.engine.run(request)   request {conf, settings: [KEY=VALUE], seed: text of a whole number, schedule, replay}
//                            -> {errors[], notes[], schedule, isExact, trace (text, a char a byte), designs[]}
//                            A run that is still going on is given up: its promise is rejected with KV.engine.GIVEN_UP.
//   KV.engine.stop()         gives up the run that is going on
'use strict';
(function (KV) {
  const GIVEN_UP = 'given up';
  // A worker's freed instances are collected late: after so many runs it makes room for another one.
  const RUNS_OF_A_WORKER = 24;

  let module = null;
  let source = null;
  let worker = null;
  let runs = 0;
  let number = 0;
  let waiting = null;  // {number, resolve, reject}

  async function unpacked(id) {
    const packed = Uint8Array.from(atob(document.getElementById(id).textContent.trim()), (c) => c.charCodeAt(0));
    return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip')));
  }

  async function open() {
    module = await WebAssembly.compile(await (await unpacked('engine-wasm')).arrayBuffer());
    const scripts = [await (await unpacked('engine-script')).text(), await (await unpacked('engine-worker')).text()];
    source = URL.createObjectURL(new Blob(scripts, {type: 'text/javascript'}));
  }

  function start() {
    worker = new Worker(source);
    runs = 0;
    worker.onmessage = ({data}) => settle(data);
    worker.onerror = (event) => settle({number: waiting?.number, failure: event.message || 'the engine does not start'});
    worker.postMessage({module});
  }

  function settle({number: of, answers, failure}) {
    if (!waiting || waiting.number !== of) return;
    const {resolve, reject} = waiting;
    waiting = null;
    if (failure) {
      retire();
      reject(new Error(failure));
    } else {
      resolve(read(answers));
    }
  }

  const linesOf = (text) => text.split('\n').filter(Boolean);

  function read(answers) {
    const text = (name) => new TextDecoder().decode(answers[name]);
    return {errors: linesOf(text('errors')), notes: linesOf(text('notes')), schedule: text('schedule'), isExact: text('exact') === '1',
      trace: new TextDecoder('latin1').decode(answers.trace), designs: linesOf(text('designs'))};
  }

  function retire() {
    if (worker) worker.terminate();
    worker = null;
  }

  function stop() {
    if (!waiting) return;
    const {reject} = waiting;
    waiting = null;
    retire();
    reject(new Error(GIVEN_UP));
  }

  function run(request) {
    stop();
    if (runs >= RUNS_OF_A_WORKER) retire();
    if (!worker) start();
    ++runs;
    const texts = [['conf', request.conf], ['schedule', request.schedule], ['replay', request.replay || ''],
      ...request.settings.map((one) => ['setting', one])];
    return new Promise((resolve, reject) => {
      waiting = {number: ++number, resolve, reject};
      worker.postMessage({number, request: {texts, seed: request.seed}});
    });
  }

  KV.engine = {open, run, stop, GIVEN_UP, isBusy: () => waiting !== null};
})((globalThis.KV = globalThis.KV || {}));
