// Interventions by mouse and keyboard: each is a line of the schedule, and does what the native program does.

import {click, leaveInputs, press, setState, settle} from '../../../report/browser/support/actions.mjs';
import {check, equal, test} from '../../../report/browser/support/harness.mjs';
import {ran, shown, start} from '../support.mjs';

const digestOf = (text) => /digest ([0-9a-f]{16})/.exec(text)?.[1];

// The digest that the command of the page gives.
async function nativeDigest(context, page) {
  return digestOf(context.native(await page.evaluate(() => KV.play.command())));
}

// The number of an event: the first sending of the store at or after the tick.
const messageAt = (page, tick) => page.evaluate((from) => {
  const {run} = KV.app;
  for (let message = 0; message < run.messages.count; ++message) {
    const sent = run.messages.sentEvent[message];
    if (run.messages.network[message] === 1 && run.events.tick[sent] >= from && run.messages.from[message] !== run.messages.to[message]) return sent;
  }
  return -1;
}, tick);

test('interventions: a key strikes the chosen message', async (context) => {
  const {page, complaints} = await context.open();
  await start(page, 'testcases/lessons/05-quorum.conf');
  const before = await shown(page);
  for (const [key, what] of [['L', 'drop'], ['D', 'delay'], ['U', 'duplicate'], ['B', 'corrupt']]) {
    await setState(page, {event: await messageAt(page, 180)});
    await leaveInputs(page);
    await press(page, key);
    await ran(page);
    const after = await shown(page);
    check(new RegExp(`^at \\d+ ${what} store message \\d > \\d #\\d+`, 'm').test(after.schedule), `${key} adds no line: ${after.schedule}`);
    equal(after.notes, [], `notes of ${what}`);
    equal(after.digest, await nativeDigest(context, page), `digest of ${what}`);
    await press(page, 'z');
    await ran(page);
    equal(await shown(page), before, `after undo of ${what}`);
  }
  equal(complaints, [], 'complaints');
});

test('interventions: the buttons of a peer', async (context) => {
  const {page} = await context.open();
  await start(page, 'testcases/lessons/04-views.conf');
  await setState(page, {tick: 150, peer: 3});
  for (const [button, line] of [['crash', 'at 150 crash 3'], ['restart', 'at 170 restart 3'], ['pause', 'from 200 to 210 pause 3'],
    ['isolate', 'from 220 to 230 isolate 3'], ['heal', 'at 225 heal']]) {
    await setState(page, {tick: Number(/\d+/.exec(line)[0]), peer: 3});
    await click(page, `#do-${button}`);
    await ran(page);
    const {schedule, errors, digest} = await shown(page);
    equal(errors, [], `errors of ${button}`);
    check(schedule.includes('\n' + line), `${button} adds no \`${line}\`: ${schedule}`);
    equal(digest, await nativeDigest(context, page), `digest of ${button}`);
  }
});

test('interventions: a link, a call and a setting', async (context) => {
  const {page} = await context.open();
  await start(page, 'testcases/lessons/04-views.conf');
  await setState(page, {tick: 150, peer: 2});
  await page.$eval('#part-intervene details', (node) => { node.open = true; });
  await page.select('#part-intervene [aria-label="To peer"]', '4');
  await click(page, '#do-cut');
  await ran(page);
  await setState(page, {tick: 230, peer: 2});
  await page.select('#do-kind', 'create');
  await page.type('#do-key', 'a "key');
  await page.type('#do-value', 'x y');
  await click(page, '#do-call');
  await ran(page);
  await page.type('#do-setting', 'MSG_DELAY_MAX');
  await page.type('#do-setting-value', '2');
  await click(page, '#do-set');
  await ran(page);
  const {schedule, settings, errors, digest} = await shown(page);
  equal(errors, [], 'errors');
  check(schedule.includes('from 150 to 160 partition 1 > 4\n'), schedule);
  check(schedule.includes('at 230 client 3 on 2 create "a \\"key" "x y"\n'), schedule);
  equal(settings, 'MSG_DELAY_MAX=2', 'settings');
  equal(digest, await nativeDigest(context, page), 'digest');
});

test('interventions: a click in the picture, and the mouse alone', async (context) => {
  const {page} = await context.open();
  await start(page, 'testcases/lessons/02-failure.conf');
  const box = await (await page.$('#diagram')).boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + 20);
  await settle(page);
  const {tick} = await page.evaluate(() => KV.app.state);
  await page.select('#do-peer', '5');
  await click(page, '#do-crash');
  await ran(page);
  check((await shown(page)).schedule.includes(`at ${tick} crash 5\n`), 'no crash');
});

// What chance decided is written down first: what came before the intervention, and does not depend on it, stays.
test('interventions: they shift no dice', async (context) => {
  const {page} = await context.open();
  for (const seed of ['3', '4', '5']) {
    await start(page, 'testcases/chaos.conf', seed);
    await page.evaluate(() => KV.play.change({schedule: KV.rerun.outcome.schedule}, 'written down'));
    await ran(page);
    const {peers, errors} = await page.evaluate(() => ({peers: KV.differences.peers, errors: KV.rerun.errors}));
    equal(errors, [], 'errors');
    equal(peers, [], `differences of seed ${seed}`);
  }
});

test('interventions: what is wrong is said, and the last run stays', async (context) => {
  const {page} = await context.open();
  await start(page, 'testcases/lessons/02-failure.conf');
  const {digest} = await shown(page);
  await page.focus('#play-schedule');
  await page.$eval('#play-schedule', (node) => { node.value += 'at 150 crsh 2\n'; node.dispatchEvent(new Event('input')); });
  await page.waitForFunction(() => KV.rerun.errors.length > 0);
  const after = await shown(page);
  equal(after.errors, ['run.faults:3: `crsh` is not known: did you mean crash?'], 'errors');
  equal(after.digest, digest, 'digest');
});
