// Each lesson begins unsolved, and its solution solves it.

import {readFileSync} from 'node:fs';
import {check, equal, test} from '../../../report/browser/support/harness.mjs';
import {change, isSolved, openLesson} from '../support.mjs';

const solutionOf = (id) => [...readFileSync(`testcases/lessons/${id}.lesson`, 'utf8').matchAll(/^solution: (.*)$/gm)].map(([, line]) => line);

test('lessons: each is solved by its solution', async (context) => {
  const {page} = await context.open();
  const ids = await page.$$eval('#lesson option', (options) => options.map((option) => option.value).filter(Boolean));
  equal(ids.length, 11, 'lessons');
  for (const id of ids) {
    await openLesson(page, id);
    check(!(await isSolved(page)), `${id} begins solved`);
    const lines = solutionOf(id);
    const settings = lines.filter((line) => line.startsWith('set ')).map((line) => line.slice(4));
    const events = lines.filter((line) => !line.startsWith('set '));
    await change(page, (added, sets) => KV.play.change({schedule: KV.schedule.withLines(KV.play.state.schedule, added), settings: sets.join('\n')}, 'solved'), events, settings);
    check(await isSolved(page), `${id} is not solved: ${await page.evaluate(() => KV.rerun.errors.join('; '))}`);
  }
});

test('lessons: the first three by mouse', async (context) => {
  const {page} = await context.open();
  await page.evaluate(() => KV.app.set({tick: 160, peer: 5}));
  await page.$eval('#part-intervene details', (node) => { node.open = true; });
  await page.$eval('#do-ticks', (node) => { node.value = '60'; });
  await page.select('#part-intervene [aria-label="From peer"]', '5');
  await page.click('#do-cut');
  await page.waitForSelector('#lesson-next');
  await page.click('#lesson-next');
  await page.waitForFunction(() => KV.play.state.lesson === '02-failure' && !KV.rerun.isRunning);
  await page.select('#do-peer', '5');
  await page.click('#do-crash');
  await page.waitForSelector('#lesson-next');
  await page.click('#lesson-next');
  await page.waitForFunction(() => KV.play.state.lesson === '03-suspicion' && !KV.rerun.isRunning);
  await page.select('#do-peer', '5');
  await page.click('#do-isolate');
  await page.waitForSelector('#lesson-next');
});
