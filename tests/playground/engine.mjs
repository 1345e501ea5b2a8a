// The playground's engine in Node: its scripts are those that a page's worker has.
//
// node engine.mjs ENGINE: reads lines `CONF SEED [FAULTS|-] [KEY=VALUE…]` from standard input, runs each in a fresh
// instance of ENGINE.wasm, and prints a line with its digest and its verdict, or with what is wrong.

import {readFileSync} from 'node:fs';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import vm from 'node:vm';

export class Engine {
  #waiting = null;
  constructor(engine) {
    // What a worker has.
    globalThis.self = {postMessage: (data) => this.#waiting(data), location: {href: ''}};
    globalThis.importScripts = () => {};
    const worker = fileURLToPath(new URL('../../playground/page/worker.js', import.meta.url));
    vm.runInThisContext(readFileSync(engine + '.js', 'utf8') + ';globalThis.makeEngine = makeEngine;\n' + readFileSync(worker, 'utf8'));
    self.onmessage({data: {module: new WebAssembly.Module(readFileSync(engine + '.wasm'))}});
  }

  // Answers by name, as texts with a char a byte; throws what the engine throws.
  async run({conf, seed, schedule = '', settings = []}) {
    const texts = [['conf', conf], ['schedule', schedule], ...settings.map((one) => ['setting', one])];
    const data = await new Promise((resolve) => {
      this.#waiting = resolve;
      self.onmessage({data: {number: 1, request: {texts, seed: String(seed)}}});
    });
    if (data.failure) throw new Error(data.failure);
    return Object.fromEntries(Object.entries(data.answers).map(([name, bytes]) => [name, Buffer.from(bytes).toString('latin1')]));
  }
}

const wordOf = (trace, record) => new RegExp(`^${record} (\\S+)`, 'm').exec(trace)[1];

async function main() {
  const engine = new Engine(process.argv[2]);
  for await (const line of createInterface({input: process.stdin})) {
    const [conf, seed, faults = '-', ...settings] = line.split(' ');
    const schedule = faults === '-' ? '' : readFileSync(faults, 'utf8');
    try {
      const {errors, trace} = await engine.run({conf: readFileSync(conf, 'utf8'), seed, schedule, settings});
      console.log(errors ? errors.trim() : `${wordOf(trace, 'digest')} ${wordOf(trace, 'verdict')}`);
    } catch (error) {
      console.log('engine: ' + error.message);
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
