// The worker of the playground, behind the engine's own script: makes each run in a fresh instance of the
// engine's module, because nodes keep state in globals and are never freed.
'use strict';
/* global makeEngine */
{
  let compiled = null;
  const utf8 = new TextEncoder();

  // An instance of the engine: give(name, text), run(seed), ask(name) -> bytes.
  const freshEngine = async () => {
    const engine = await makeEngine({
      instantiateWasm(imports, done) {
        WebAssembly.instantiate(compiled, imports).then((instance) => done(instance, compiled));
        return {};
      },
      print() {},
      printErr() {},
    });
    const withBytes = (bytes, use) => {
      const at = engine._malloc(bytes.length + 1);
      engine.HEAPU8.set(bytes, at);
      engine.HEAPU8[at + bytes.length] = 0;
      use(at, bytes.length);
      engine._free(at);
    };
    return {
      give: (name, text) => withBytes(utf8.encode(name), (nameAt) => withBytes(utf8.encode(text), (at, size) => engine._engineGive(nameAt, at, size))),
      run(seed) {
        const number = BigInt.asUintN(64, BigInt(seed));
        engine._engineRun(Number(number >> 32n), Number(number & 0xffffffffn));
      },
      ask(name) {
        let size = 0;
        withBytes(utf8.encode(name), (at) => { size = engine._engineAsk(at); });
        const at = engine._engineText();
        return engine.HEAPU8.slice(at, at + size);
      },
    };
  };

  const ANSWERS = ['errors', 'notes', 'schedule', 'exact', 'trace', 'designs'];

  const answer = async (request) => {
    const engine = await freshEngine();
    for (const [name, text] of request.texts) engine.give(name, text);
    engine.run(request.seed);
    return Object.fromEntries(ANSWERS.map((name) => [name, engine.ask(name)]));
  };

  self.onmessage = async ({data}) => {
    if (data.module) {
      compiled = data.module;
      return;
    }
    try {
      const answers = await answer(data.request);
      self.postMessage({number: data.number, answers}, Object.values(answers).map((bytes) => bytes.buffer));
    } catch (error) {
      self.postMessage({number: data.number, failure: String(error?.message || error)});
    }
  };
}
