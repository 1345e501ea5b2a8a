// The page of a sweep: outcomes by seed, the first failures, distributions, exposure, and the way into a run.
import {readFileSync} from 'node:fs';
import {check, equal, test} from '../support/harness.mjs';
import {click, elements, press, settle, textOf} from '../support/actions.mjs';
import {hostileTexts} from '../support/hostile.mjs';
import {sweepIn, sweepPageOf, tracesIn} from '../support/pages.mjs';

const names = ['wrong', 'until', 'fine', 'plain'];
const failing = 'vpse';

async function open(context, name, hash, options) {
  const {html} = context.sweep(name);
  const opened = await context.open(html, hash, options);
  await settle(opened.page);
  return {...opened, data: sweepIn(readFileSync(html, 'utf8')), complaints: opened.complaints};
}

const failedSeeds = (data) => [...data.outcomes].flatMap((letter, place) => (failing.includes(letter) ? [String(BigInt(data.first) + BigInt(place))] : []));

// The middle of a seed's tile, in the window.
async function tileOf(page, place) {
  return page.evaluate((at) => {
    const canvas = document.getElementById('seed-grid');
    canvas.scrollIntoView({block: 'center'});
    const {left, top} = canvas.getBoundingClientRect();
    const {label, size, columns} = KV.sweep.layout;
    return {x: left + label + (at % columns) * size + size / 2, y: top + Math.floor(at / columns) * size + size / 2};
  }, place);
}

test('sweep: a page has no complaint and asks for nothing', async (context) => {
  for (const name of names) {
    const {complaints, requests, ready} = await open(context, name);
    equal(ready, true, `${name} is ready`);
    equal(complaints, [], `complaints of ${name}`);
    equal(requests, [], `requests of ${name}`);
  }
});

test('sweep: the data are what the command has printed', async (context) => {
  for (const name of names) {
    const {page, data} = await open(context, name);
    const log = readFileSync(context.sweep(name).log, 'utf8');
    const lines = log.split('\n').filter((line) => /^seed \d+: /.test(line));
    equal(lines.map((line) => line.match(/^seed (\d+)/)[1]), failedSeeds(data), `${name}: the seeds that failed`);
    equal(data.digest, log.match(/digest ([0-9a-f]{16})/)[1], `${name}: the digest`);
    const title = await textOf(page, '#sweep h1');
    const seeds = data.outcomes.length === 1 ? 'seed' : 'seeds';
    check(title.includes(lines.length > 0 ? `${lines.length} of ${data.outcomes.length} ${seeds} failed` : 'are fine'), `${name}: ${title}`);
    const shown = await elements(page, '.failure');
    equal(shown.map((one) => one.seed), failedSeeds(data).slice(0, 8), `${name}: the first failures`);
    for (const [at, one] of shown.entries()) {
      const [, sentence, command] = lines[at].match(/^seed \d+: (.*); replay: (.*)$/);
      check(one.text.includes(sentence), `${name}: ${sentence} is not in ${one.text}`);
      check(one.text.includes(command), `${name}: ${command} is not in ${one.text}`);
    }
  }
});

test('sweep: reasons, distributions and exposure count all seeds', async (context) => {
  const {page, data} = await open(context, 'wrong');
  const reasons = await elements(page, '.bar-button');
  equal(reasons.length, data.reasons.length, 'the number of reasons');
  for (const {text, count} of data.reasons) check(reasons.find((one) => one.reason === text).text.includes(`${count} seed`), `${text}: ${count}`);
  const bins = await elements(page, '#plot-latency-max .hist-bin');
  const answered = data.metrics.answered.filter((value) => value > 0).length;
  equal(bins.reduce((sum, bin) => sum + Number(bin.seeds), 0), answered, 'the seeds in a distribution');
  equal(bins.reduce((sum, bin) => sum + Number(bin.failed), 0), failedSeeds(data).length, 'those that failed');
  const faults = await elements(page, '#faults tr[data-fault]');
  const drop = faults.find((row) => row.fault === 'drop');
  const sum = (name) => data.metrics[name].reduce((all, value) => all + (value ?? 0), 0);
  for (const name of ['drop_faults', 'drop_messages', 'drop_operations']) check(drop.text.replaceAll(',', '').includes(String(sum(name))), `${name} is ${sum(name)}: ${drop.text}`);
});

test('sweep: a seed is chosen by the mouse and by keys', async (context) => {
  const {page, data} = await open(context, 'wrong');
  const seeds = failedSeeds(data);
  const card = () => textOf(page, '#seed-card');
  check((await card()).includes(`Seed ${seeds[0]} `), 'the first failure is chosen at first');
  const {x, y} = await tileOf(page, 30);
  await page.mouse.move(x, y);
  await settle(page);
  check((await textOf(page, '.view-tip')).includes('--seed 31 --check'), 'the tip has the command');
  await page.mouse.click(x, y);
  await settle(page);
  check((await card()).includes('Seed 31 '), 'a click chooses');
  await page.focus('#seed-grid');
  await press(page, 'ArrowRight');
  check((await card()).includes('Seed 32 '), 'an arrow chooses the next');
  await press(page, 'f', 'n');
  check((await card()).includes(`Seed ${seeds[1]} `), 'n goes to the next failure');
  await press(page, 'p');
  check((await card()).includes(`Seed ${seeds[0]} `), 'p goes back');
  await page.waitForFunction((seed) => location.hash === `#seed=${seed}`, {}, seeds[0]);
});

test('sweep: reasons and bars light their seeds', async (context) => {
  const {page, data} = await open(context, 'wrong');
  const [first] = await elements(page, '.bar-button');
  const reason = data.reasons.findIndex((one) => one.text === first.reason);
  await click(page, '.bar-button');
  const lit = await page.evaluate(() => [...KV.sweep.lit.places]);
  equal(lit, data.notFine.filter((one) => one.reason === reason).map((one) => one.seed), 'the seeds of the first reason shown');
  await press(page, 'Escape');
  equal(await page.evaluate(() => KV.sweep.lit), null, 'Escape lights all');
});

test('sweep: the run of the first failure, and back', async (context) => {
  const {page, data, complaints} = await open(context, 'wrong');
  const [seed] = failedSeeds(data);
  check(tracesIn(readFileSync(context.sweep('wrong').html, 'utf8'))[0].includes(`\nseed ${seed}\n`), 'the trace is of that seed');
  await click(page, '#open-first');
  equal(await page.evaluate(() => [document.getElementById('sweep').hidden, document.getElementById('page').hidden]), [true, false], 'the run is shown');
  check((await page.title()).endsWith(`seed ${seed}`), 'the title is that of the run');
  check((await page.evaluate(() => KV.app.scene.peers?.length ?? KV.app.run.peers)) > 0, 'its diagram is drawn');
  await press(page, 'f');
  check(await page.evaluate(() => KV.app.state.tick > 0), 'the keys are those of the run');
  await click(page, '#all-seeds');
  equal(await page.evaluate(() => document.getElementById('sweep').hidden), false, 'the sweep is shown again');
  await page.goBack();
  await settle(page);
  equal(await page.evaluate(() => document.getElementById('page').hidden), false, 'the browser goes back to the run');
  equal(complaints, [], 'complaints');
  const direct = await open(context, 'wrong', '#show=run&t=100');
  equal(await direct.page.evaluate(() => KV.app.state.tick), 100, 'a link leads into the run');
});

test('sweep: no scrolling to the side, from 360 px to 4K', async (context) => {
  for (const name of names) {
    for (const [width, height] of [[360, 640], [768, 1024], [1280, 800], [2560, 1440], [3840, 2160]]) {
      const {page} = await open(context, name, '', {width, height});
      await page.evaluate(() => document.querySelectorAll('details').forEach((e) => { e.open = true; }));
      await settle(page);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      check(wide <= width, `${name}, ${width} px: ${wide} px wide`);
      await page.close();
    }
  }
});

test('sweep: hostile texts are shown and nothing else', async (context) => {
  const count = hostileTexts.length;
  const texts = hostileTexts.map(String);
  const data = {conf: texts[0], first: '18446744073709551000', planned: String(count), checked: true, command: texts[1], replay: [texts[2], texts[3]],
    sources: {[texts[4]]: texts[3], ['__proto__']: texts[5]}, digest: '0'.repeat(16), outcomes: 'vpsei'.repeat(count).slice(0, count),
    reasons: texts.map((text) => ({text, count: 1})), notFine: texts.map((sentence, seed) => ({seed, reason: seed, sentence, digest: texts[1]})),
    sentencesLeftOut: 3, reasonsLeftOut: 1, metrics: {operations: Array(count).fill(3), constructor: Array(count).fill(1)}};
  const {page, complaints, requests} = await context.openText(sweepPageOf(data), '#seed=%3Cscript%3E');
  await settle(page);
  for (const place of texts.keys()) await page.evaluate((at) => KV.sweep.choose(at), place);
  await page.evaluate(() => { while (!document.getElementById('more-failures').hidden) document.getElementById('more-failures').click(); });
  await settle(page);
  equal(await page.evaluate(() => window.harm), undefined, 'nothing ran');
  equal(await page.evaluate(() => document.querySelectorAll('img, iframe, object, embed, link, form, [onerror], [onload]').length), 0, 'no element of a text');
  check((await textOf(page, '#sweep h1')).includes('failed'), 'the head is shown');
  check((await textOf(page, '.failure-list')).includes(texts[3]), 'the texts are shown as they are');
  check((await textOf(page, '#seed-card')).includes(String(18446744073709551000n + BigInt(count) - 1n)), 'seeds keep all digits');
  equal(complaints, [], 'complaints');
  equal(requests, [], 'requests');
});

test('sweep: damaged data are an error that is shown', async (context) => {
  for (const data of [{}, {first: '1', outcomes: 'x', notFine: [], reasons: [], metrics: {}}, {first: '1', outcomes: '..', notFine: [], reasons: [], metrics: {a: [1]}}]) {
    const {page, ready} = await context.openText(sweepPageOf(data));
    equal(ready, false, 'the page opens');
    check((await textOf(page, '#opening')).includes('damaged'), 'the page says so');
    await page.close();
  }
});
