// The page as a whole: one file, its URL, its size, its digests, its memory, its widths.

import {statSync} from 'node:fs';
import {check, equal, note, test} from '../../../report/browser/support/harness.mjs';
import {change, ran, shown, start} from '../support.mjs';

const CONFS = ['chaos', 'chain-chaos', 'course-chaos', 'chaos-wild', 'create', 'read', 'update', 'delete', 'multifailure', 'small-rings'];

test('page: one file below 3 MB that loads nothing', async (context) => {
  const {complaints, requests} = await context.open();
  check(statSync(context.file).size < 3e6, 'it is too large');
  equal(requests.filter((address) => !address.startsWith('blob:')), [], 'requests');
  equal(complaints, [], 'complaints');
});

test('page: the URL holds the whole state', async (context) => {
  const first = await context.open();
  await start(first.page, 'testcases/chain-chaos.conf', '18446744073709551615', 'KEYS=3');
  await change(first.page, () => KV.intervene(['at 160 crash 2'], 'test'));
  await first.page.waitForFunction(() => location.hash.includes('play='));
  const second = await context.open(new URL(first.page.url()).hash);
  equal(await shown(second.page), await shown(first.page), 'what is shown');
});

test('page: digests are those of the command', async (context) => {
  const {page} = await context.open();
  for (let number = 0; number < 50; ++number) {
    const conf = `testcases/${CONFS[number % CONFS.length]}.conf`;
    await start(page, conf, String(number * 7919 + 1));
    if (number % 3 === 1) await change(page, (tick) => KV.intervene([`at ${tick} crash 1`, `from ${tick} to ${tick + 9} drop store 0.5`], 'test'), 150 + number);
    const native = context.native(await page.evaluate(() => KV.play.command()));
    equal((await shown(page)).digest, /digest ([0-9a-f]{16})/.exec(native)?.[1], `digest of ${conf}, run ${number}`);
  }
});

test('page: what if names the first difference', async (context) => {
  const {page} = await context.open();
  await start(page, 'testcases/lessons/05-quorum.conf');
  await change(page, () => KV.app.set({view: 'whatif'}));
  await change(page, () => KV.intervene(['at 180 drop store message 1 > 5 #1'], 'test'));
  const text = await page.$eval('#panel-whatif', (node) => node.textContent);
  check(/alike until tick 18\d/.test(text), text.slice(0, 200));
});

test('page: a redraw is quick', async (context) => {
  const {page} = await context.open();
  for (const [conf, settings] of [['testcases/create.conf', ''], ['testcases/chaos.conf', 'MAX_NNB=10\nMIN_NNB=10'], ['testcases/chain-chaos.conf', 'MAX_NNB=40\nMIN_NNB=40']]) {
    await start(page, conf, '1', settings);
    const times = [];
    for (let seed = 2; seed < 7; ++seed) {
      await change(page, (number) => KV.play.change({seed: String(number)}, 'test'), seed);
      times.push(await page.evaluate(() => Math.round(KV.rerun.milliseconds)));
    }
    note(`${conf} ${settings.replace('\n', ' ')}: ${times.sort((a, b) => a - b)[2]} ms`);
  }
});

test('page: memory stays bounded', async (context) => {
  const {page} = await context.open();
  await start(page, 'testcases/create.conf');
  const used = async () => {
    const session = await page.createCDPSession();
    await session.send('HeapProfiler.collectGarbage');
    const {usedSize} = await session.send('Runtime.getHeapUsage');
    await session.detach();
    return usedSize / 1e6;
  };
  const runs = Number(process.env.RERUNS ?? 100);
  const rerun = async (from, to) => {
    for (let seed = from; seed < to; ++seed) await change(page, (number) => KV.play.change({seed: String(number)}, 'test'), seed);
  };
  await rerun(2, 20);
  const before = await used();
  await rerun(20, 20 + runs);
  const after = await used();
  note(`${Math.round(before)} MB before, ${Math.round(after)} MB after ${runs} runs`);
  check(after < before * 1.5 + 10, 'it grows');
});

test('page: hostile keys are shown, and do nothing', async (context) => {
  const {page, complaints} = await context.open();
  await start(page, 'testcases/lessons/04-views.conf');
  const key = '</script><img src=x onerror=alert(1)>"\\ ü';
  await change(page, (name) => KV.intervene([KV.schedule.call(120, 9, 2, 'create', name, name)], 'test'), key);
  const {errors, digest} = await shown(page);
  equal(errors, [], 'errors');
  equal(digest, /digest ([0-9a-f]{16})/.exec(context.native(await page.evaluate(() => KV.play.command())))?.[1], 'digest');
  equal(complaints, [], 'complaints');
});

test('page: it fits from 360 pixels to 4K', async (context) => {
  for (const width of [360, 768, 1280, 3840]) {
    const {page} = await context.open('', {width, height: 900});
    await ran(page);
    const {wide, inner} = await page.evaluate(() => ({wide: document.documentElement.scrollWidth, inner: window.innerWidth}));
    check(wide <= inner, `${wide} pixels wide at ${inner}`);
  }
});
