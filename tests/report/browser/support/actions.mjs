// What a test does in a page, and what it reads from it.

// Waits until the page has drawn what the last action changed: a redraw follows a change in the next
// animation frame at the latest.
export const settle = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0)))));

// Sets a part of the page's state, as a control does.
export async function setState(page, patch) {
  await page.evaluate((p) => KV.app.set(p), patch);
  await settle(page);
}

// Shows the panel `view`.
export const showView = (page, view) => setState(page, {view});

// The page's state, as far as it is plain data.
export const state = (page) =>
  page.evaluate(() => JSON.parse(JSON.stringify(KV.app.state, (_, v) => (v instanceof Set || v instanceof Map ? [...v] : v))));

// The text of the first element, or null.
export const textOf = (page, selector) => page.evaluate((s) => document.querySelector(s)?.textContent ?? null, selector);

// The dataset and text of each element that matches, [{...dataset, text, title, visible}].
export const elements = (page, selector) =>
  page.evaluate((s) => [...document.querySelectorAll(s)].map((e) => ({
    ...e.dataset, text: e.textContent, title: e.getAttribute('title') ?? '', label: e.getAttribute('aria-label') ?? '',
    visible: e.checkVisibility({visibilityProperty: true}),
  })), selector);

// Clicks an element, which must be visible, with the mouse.
export async function click(page, selector) {
  const element = await page.$(selector);
  if (!element) throw new Error(`there is no ${selector}`);
  await element.scrollIntoView();
  await element.click();
  await settle(page);
}

export async function press(page, ...keys) {
  for (const key of keys) await page.keyboard.press(key);
  await settle(page);
}

// Replaces what an input holds, as a user does who types and leaves it.
export async function type(page, selector, text) {
  await page.focus(selector);
  await page.$eval(selector, (input) => input.select?.());
  await page.keyboard.press('Backspace');
  await page.type(selector, text);
  await settle(page);
}

// Moves the focus away from inputs, so that the keys are the page's.
export const leaveInputs = (page) => page.evaluate(() => document.activeElement?.blur());
