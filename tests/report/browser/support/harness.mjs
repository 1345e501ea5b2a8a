// Tests and their verdicts, in the form of tests/run.sh: `ok WHAT`, `not ok WHAT: WHY`, `skip WHAT: WHY`.

const tests = [];

// Adds a test. `run` is called with the context that main.mjs makes; it throws if the test fails. `skip WHY`
// is thrown by skip().
export function test(name, run) { tests.push({name, run}); }

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

// Runs the tests whose names begin with one of `chosen` (all, if it is empty). Returns whether none failed.
export async function runTests(chosen, context) {
  const counts = {passed: 0, failed: 0, skipped: 0};
  const list = {failed: [], skipped: []};
  for (const {name, run} of tests) {
    if (chosen.length > 0 && !chosen.some((start) => name.startsWith(start))) continue;
    const began = Date.now();
    try {
      await run(context);
      counts.passed += 1;
      console.log(`ok ${name} (${Date.now() - began} ms)`);
    } catch (error) {
      const kind = error instanceof Skipped ? 'skipped' : 'failed';
      const why = String(error.message).split('\n')[0];
      counts[kind] += 1;
      list[kind].push(`${kind}: report: ${name}: ${why}`);
      console.log(`${kind === 'failed' ? 'not ok' : 'skip'} ${name}: ${why}`);
      if (kind === 'failed' && process.env.STACK) console.log(error.stack);
    } finally {
      await context.closePages();
    }
  }
  for (const line of [...list.failed, ...list.skipped]) console.log(line);
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  return counts.failed === 0 && counts.passed + counts.skipped > 0;
}
