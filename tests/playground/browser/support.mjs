// What a test does in the playground, and what it reads from it.

import {settle} from '../../report/browser/support/actions.mjs';

// Waits until the run of the last change is shown.
export async function ran(page) {
  await page.waitForFunction(() => !KV.rerun.isRunning, {timeout: 60000, polling: 20});
  await settle(page);
}

// Does what `action` does in the page, and waits for the run.
export async function change(page, action, ...args) {
  await page.evaluate(action, ...args);
  await ran(page);
}

// What the page shows: {digest, verdict, schedule, settings, lines}
export const shown = (page) => page.evaluate(() => ({digest: KV.app.run.digest, verdict: KV.app.run.verdict.kind, schedule: KV.play.state.schedule,
  settings: KV.play.state.settings, errors: KV.rerun.errors, notes: KV.rerun.outcome.notes, bar: document.getElementById('bar-verdict').textContent}));

// Starts with this conf, and nothing else.
export const start = (page, conf, seed = '1', settings = '', schedule = null) =>
  change(page, (name, number, sets, text) => KV.play.change({conf: name, seed: number, settings: sets, lesson: '', schedule: text ?? (KV.play.confNamed(name).schedule || '')}, 'test'), conf, seed, settings, schedule);

// Starts the lesson and waits for its run.
export const openLesson = (page, id) => change(page, (name) => KV.openLesson(name), id);

export const isSolved = (page) => page.$eval('#lesson-state', (node) => node.dataset.solved === 'true');
