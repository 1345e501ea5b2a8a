// Pages of grades: a lost point leads to the run that shows it; a class has an index.
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {check, equal, skip, test} from '../support/harness.mjs';
import {settle} from '../support/actions.mjs';

const factsIn = (file) => JSON.parse(readFileSync(file, 'utf8').match(/<script type="application\/json" id="facts">([\s\S]*?)<\/script>/)[1]);

function fileOf(context, ...names) {
  const file = join(context.folder, 'grades', ...names);
  if (!existsSync(file)) skip(`run.sh has made no ${names.join('/')}`);
  return file;
}

async function openGrade(context, file, hash, options) {
  const opened = await context.open(file, hash, options);
  await settle(opened.page);
  return opened;
}

// Chooses a test, and waits until its run is shown.
async function choose(page, name) {
  await page.evaluate((one) => KV.chooseTest(one), name);
  await settle(page);
}

test('grades: points and tests are those of the grade', async (context) => {
  const file = fileOf(context, 'mistake.html');
  const facts = factsIn(file);
  const {page, complaints, requests} = await openGrade(context, file);
  equal(await page.$eval('#grade', (e) => e.textContent), `${facts.points} of ${facts.max_points} points`, 'the points');
  const shown = await page.$$eval('table.tests tr[data-test]', (rows) => rows.map((row) => [row.dataset.test, row.querySelector('.points').textContent, row.classList.contains('is-lost')]));
  const sorted = (list) => [...list].sort((a, b) => (a[0] < b[0] ? -1 : 1));
  equal(sorted(shown), sorted(facts.tests.map((one) => [one.name, `${one.points} / ${one.max_points}`, one.points < one.max_points])), 'the tests');
  equal(complaints, [], 'complaints');
  equal(requests, [], 'requests');
});

test('grades: a lost test shows its run, with the event that goes wrong', async (context) => {
  const file = fileOf(context, 'mistake.html');
  const facts = factsIn(file);
  const {page, complaints} = await openGrade(context, file);
  const lost = facts.tests.filter((one) => one.points < one.max_points);
  check(lost.length > 1, 'the mistake costs several tests');
  for (const one of lost) {
    await choose(page, one.name);
    const [spot] = one.spots;
    const state = await page.evaluate(() => ({...KV.app.state, only: null, filters: null, hiddenPeers: null, title: KV.app.run.title}));
    equal([state.test, state.runIndex, state.tick, state.event, state.peer, state.key, state.operation],
      [one.name, facts.runs[one.run].trace, spot.tick, spot.event, spot.peer, spot.key, spot.operation], one.name);
    equal(state.title, facts.runs[one.run].title, 'the run');
    check(state.from <= spot.tick && spot.tick < state.to, 'the tick is in view');
    check(await page.evaluate((tick) => KV.app.run.marks.some((mark) => mark.kind === 'lost-points' && mark.tick === tick), spot.tick), `${one.name}: the event is not marked`);
    const details = await page.$eval('.test-details', (e) => e.textContent);
    for (const text of [one.reason, one.replay, `--stop-at ${spot.stop_at}`]) check(details.includes(text), `${one.name}: ${text} is not shown`);
    for (const line of one.explanation.split('\n')) check(details.includes(line), `${one.name}: ${line} is not shown`);
  }
  equal(complaints, [], 'complaints');
});

test('grades: places are links, by mouse and keyboard', async (context) => {
  const {page} = await openGrade(context, fileOf(context, 'mistake.html'));
  const facts = factsIn(fileOf(context, 'mistake.html'));
  const one = facts.tests.find((each) => each.spots.length > 1);
  await choose(page, one.name);
  await page.focus('[data-spot="1"]');
  await page.keyboard.press('Enter');
  await settle(page);
  equal(await page.evaluate(() => KV.app.state.event), one.spots[1].event, 'the second place');
  const tick = await page.$eval('.tick-link', (e) => Number(e.textContent));
  await page.click('.tick-link');
  await settle(page);
  equal(await page.evaluate(() => KV.app.state.tick), tick, 'the tick of the timeline');
});

test('grades: the URL has the test and the place', async (context) => {
  const file = fileOf(context, 'mistake.html');
  const facts = factsIn(file);
  const one = facts.tests.filter((each) => each.spots.length > 0).at(-1);
  const trace = facts.runs[one.run].trace;
  const {page, complaints} = await openGrade(context, file, `#run=${trace}&test=${one.name}&t=120`);
  equal(await page.evaluate(() => [KV.app.state.test, KV.app.state.runIndex, KV.app.state.tick]), [one.name, trace, 120], 'the state');
  check((await page.$eval('#test-title', (e) => e.textContent)).includes(one.name), 'the test of the URL is chosen');
  equal(complaints, [], 'complaints');
});

test('grades: narrow screens', async (context) => {
  const {page} = await openGrade(context, fileOf(context, 'mistake.html'), '', {width: 360, height: 740});
  check(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the page scrolls sideways');
});

test('grades: a submission that crashes has its run up to there', async (context) => {
  const file = fileOf(context, 'crash.html');
  const facts = factsIn(file);
  const one = facts.tests.find((each) => each.run !== null && facts.runs[each.run].why);
  check(one, 'no run ended early');
  const {page, complaints} = await openGrade(context, file);
  await choose(page, one.name);
  const end = await page.evaluate(() => KV.app.run.marks.find((mark) => mark.kind === 'early-end'));
  check(end && end.text === facts.runs[one.run].why, 'the early end is not marked');
  equal(end.tick, await page.evaluate(() => KV.app.run.lastTick), 'the run ends there');
  equal(complaints, [], 'complaints');
});

test('grades: the index of a class sorts, searches and leads to the pages', async (context) => {
  const file = fileOf(context, 'class', 'index.html');
  const students = factsIn(file).students;
  const {page, complaints, requests} = await openGrade(context, file);
  const names = () => page.$$eval('#class tbody tr', (rows) => rows.map((row) => row.dataset.name));
  const expected = (order) => [...students].sort(order).map((student) => student.name);
  equal(await names(), expected((a, b) => (a.name < b.name ? -1 : 1)), 'by name');
  await page.click('[data-column="points"]');
  equal(await names(), expected((a, b) => Number(a.points) - Number(b.points) || (a.name < b.name ? -1 : 1)), 'by points');
  await page.click('[data-column="points"]');
  equal((await names())[0], expected((a, b) => Number(b.points) - Number(a.points) || (a.name < b.name ? -1 : 1))[0], 'by points, most first');
  const links = await page.$$eval('#class tbody a', (list) => list.map((link) => link.getAttribute('href')));
  equal(new Set(links), new Set(readdirSync(join(context.folder, 'grades', 'class')).filter((name) => name.endsWith('.html') && name !== 'index.html').sort((a, b) => links.indexOf(a) - links.indexOf(b))), 'the links');
  await page.type('#class-search', students[0].name.slice(0, 6));
  check((await names()).includes(students[0].name), 'the search finds nothing');
  equal(await page.$$eval('img, iframe', (list) => list.length), 0, 'elements made of a name');
  equal(complaints, [], 'complaints');
  equal(requests, [], 'requests');
});

test('grades: the chart has what the class lost', async (context) => {
  const file = fileOf(context, 'class', 'index.html');
  const students = factsIn(file).students;
  const {page} = await openGrade(context, file);
  const tests = [...new Set(students.flatMap((student) => student.lost.map((text) => text.split(' ')[0])))];
  equal(new Set(await page.$$eval('#losses tr', (rows) => rows.map((row) => row.dataset.test).sort())), new Set(tests.sort()), 'the tests');
  await page.click(`#losses tr[data-test="${tests[0]}"] button`);
  equal(await page.$$eval('#class tbody tr', (rows) => rows.length), students.filter((student) => student.lost.some((text) => text.startsWith(tests[0] + ' '))).length, 'those who lost points there');
});

test('grades: a page of a class says nothing of others', (context) => {
  const file = fileOf(context, 'class', 'index.html');
  const students = factsIn(file).students;
  for (const student of students) {
    const page = readFileSync(join(context.folder, 'grades', 'class', student.page), 'utf8');
    check(page.includes('id="facts"'), `${student.name} has no page`);
    const facts = JSON.stringify(factsIn(join(context.folder, 'grades', 'class', student.page)));
    for (const other of students) check(other === student || !facts.includes(JSON.stringify(other.name).slice(1, -1)), `the page of ${student.name} names ${other.name}`);
  }
});
