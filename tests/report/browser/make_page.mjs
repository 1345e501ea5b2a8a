// node make_page.mjs OUT.html TRACE...: a page of these traces. A TRACE can be a file, or `made-up:SEED`,
// `hostile` or `crowd` (100 peers) for a made-up run. `.trace` as OUT's end writes the trace instead.
import {readFileSync, writeFileSync} from 'node:fs';
import {basename} from 'node:path';
import {hostileRun} from './support/hostile.mjs';
import {madeUpRun} from './support/made_up_run.mjs';
import {pageOf} from './support/pages.mjs';

function traceOf(name) {
  if (name === 'hostile') return madeUpRun(hostileRun);
  if (name === 'crowd') return madeUpRun({peers: 100, ticks: 200, operations: 300});
  if (name.startsWith('made-up:')) return madeUpRun({seed: Number(name.slice(8)), peers: 7, ticks: 120, operations: 40});
  return readFileSync(name, 'latin1');
}
const [out, ...names] = process.argv.slice(2);
if (names.length === 0) {
  console.error('usage: node make_page.mjs OUT.html TRACE...');
  process.exit(2);
}
const traces = names.map((name) => [basename(name), traceOf(name)]);
writeFileSync(out, out.endsWith('.trace') ? traces[0][1] : pageOf(traces), out.endsWith('.trace') ? 'latin1' : 'utf8');
