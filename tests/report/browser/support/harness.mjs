// Tests and their verdicts, in the form of tests/run.sh: `ok WHAT`, `not ok WHAT: WHY`, `skip WHAT: WHY`.

const tests = [];

// Adds a test. `run` is called with one of the contexts that main.mjs makes; it throws if the test fails.
// `skip WHY` is thrown by skip(). With `isMeasured`, no other test runs beside it.
export function test(name, run, {isMeasured = false} = {}) { tests.push({name, run, isMeasured}); }

class Skipped extends Error {}
export function skip(why) { throw new Skipped(why); }

const shown = (value) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value, (_, v) => (v instanceof Set || v instanceof Map ? [...v] : v));
  return text?.length > 300 ? `${text.slice(0, 300)}…` : text;
};

// Fails if `condition` does not hold.
export function check(condition, why) { if (!condition) throw new Error(why); }

// Fails if two values differ; objects, arrays, sets and maps are compared by what they contain, in order.
export function equal(found, expected, what) {
  const plain = (value) => JSON.stringify(value, (_, v) => (v instanceof Set || v instanceof Map ? [...v] : v === undefined ? null : v));
  check(plain(found) === plain(expected), `${what}: ${shown(found)} instead of ${shown(expected)}`);
}

// Fails if two lists do not have the same elements, in whatever order, and names some that differ.
export function sameElements(found, expected, what) {
  const missing = expected.filter(((set) => (e) => !set.has(e))(new Set(found)));
  const extra = found.filter(((set) => (e) => !set.has(e))(new Set(expected)));
  check(missing.length === 0 && extra.length === 0 && found.length === expected.length,
    `${what}: ${found.length} instead of ${expected.length}; missing ${shown(missing.slice(0, 5))}, too much ${shown(extra.slice(0, 5))}`);
}

// A measurement, which is printed and has no influence on the verdict.
export function note(text) { console.log(`   ${text}`); }

// What became of the tests.
class Verdicts {
  counts = {passed: 0, failed: 0, skipped: 0};
  list = {failed: [], skipped: []};

  passes(name, milliseconds) {
    this.counts.passed += 1;
    console.log(`ok ${name} (${milliseconds} ms)`);
  }

  fails(name, error) {
    const kind = error instanceof Skipped ? 'skipped' : 'failed';
    const why = String(error.message).split('\n')[0];
    this.counts[kind] += 1;
    this.list[kind].push(`${kind}: report: ${name}: ${why}`);
    console.log(`${kind === 'failed' ? 'not ok' : 'skip'} ${name}: ${why}`);
    if (kind === 'failed' && process.env.STACK) console.log(error.stack);
  }

  print() {
    const {passed, failed, skipped} = this.counts;
    for (const line of [...this.list.failed, ...this.list.skipped]) console.log(line);
    console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  }
}

// Runs the tests in `queue` one after the other, until it is empty.
async function runQueue(queue, context, verdicts) {
  for (let next = queue.shift(); next; next = queue.shift()) {
    const began = Date.now();
    try {
      await next.run(context);
      verdicts.passes(next.name, Date.now() - began);
    } catch (error) {
      verdicts.fails(next.name, error);
    } finally {
      await context.closePages();
    }
  }
}

// Runs the tests whose names begin with one of `chosen` (all, if it is empty), as many at a time as there are
// contexts. Returns whether none failed.
export async function runTests(chosen, contexts) {
  const verdicts = new Verdicts();
  const isChosen = ({name}) => chosen.length === 0 || chosen.some((start) => name.startsWith(start));
  const queue = tests.filter((one) => isChosen(one) && !one.isMeasured);
  await Promise.all(contexts.map((context) => runQueue(queue, context, verdicts)));
  await runQueue(tests.filter((one) => isChosen(one) && one.isMeasured), contexts[0], verdicts);
  verdicts.print();
  const {passed, failed, skipped} = verdicts.counts;
  return failed === 0 && passed + skipped > 0;
}
