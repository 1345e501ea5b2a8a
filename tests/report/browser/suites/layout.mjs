// The page fits from 360 px to 4K, in light and dark, and its text can be read.
import {check, equal, test} from '../support/harness.mjs';
import {setState} from '../support/actions.mjs';

const views = ['operations', 'ring', 'membership', 'peer', 'plots', 'table'];

test('layout: no scrolling to the side, from 360 px to 4K', async (context) => {
  for (const run of context.shapes) {
    for (const [width, height] of [[360, 640], [768, 1024], [1280, 800], [2560, 1440], [3840, 2160]]) {
      const {page, complaints} = await context.open(run, '', {width, height});
      for (const view of views) {
        await setState(page, {view, tick: 5, peer: 1, key: run.trace.keys.length > 0 ? 0 : -1, event: Math.min(9, run.trace.events.length - 1)});
        const wide = await page.evaluate(() => ({
          page: document.documentElement.scrollWidth, window: document.documentElement.clientWidth,
          who: [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && e.checkVisibility()).slice(0, 1)
            .map((e) => `${e.tagName} ${e.id} ${e.getAttribute('class') ?? ''}`),
        }));
        check(wide.page <= wide.window, `${run.name}, ${width} px, ${view}: ${wide.page} px wide, by ${wide.who}`);
      }
      equal(complaints, [], `${run.name}, ${width} px`);
      await page.close();
    }
  }
});

// Texts whose contrast to what is behind them is too low (WCAG AA: 4.5, large text 3).
const faintTexts = (page) => page.evaluate(() => {
  const parse = (text) => (text.match(/[\d.]+/g) ?? []).map(Number);
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const channels = (text) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
  const background = (e) => {
    if (!e) return channels(getComputedStyle(document.documentElement).colorScheme.includes('dark') ? '#121212' : '#ffffff');
    const own = channels(getComputedStyle(e).backgroundColor);
    return own[3] === 1 ? own : over(own, background(e.parentElement));
  };
  const luminance = (rgb) => rgb.slice(0, 3).map((c) => ((c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !e.checkVisibility({visibilityProperty: true, opacityProperty: true}) || /^(SCRIPT|STYLE)$/.test(e.tagName)) continue;
    if (e.closest('svg, :disabled, [aria-disabled=true], [aria-hidden=true]')) continue;
    const style = getComputedStyle(e);
    const behind = background(e);
    const [a, b] = [luminance(over(channels(style.color), behind)), luminance(behind)].sort((x, y) => y - x);
    const size = parse(style.fontSize)[0];
    const needed = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    const contrast = (a + 0.05) / (b + 0.05);
    if (contrast < needed) faint.push(`${contrast.toFixed(2)}: "${walker.currentNode.data.trim().slice(0, 30)}" in ${e.tagName}.${e.className} ${style.color}`);
  }
  return faint;
});

test('layout: text stands out from what is behind it, in light and dark', async (context) => {
  const runs = [context.run('made-up'), context.run('violation')].filter(Boolean);
  for (const run of runs) {
    for (const scheme of ['light', 'dark']) {
      const {page} = await context.open(run, '', {scheme});
      for (const view of views) {
        await setState(page, {view, tick: 9, peer: 1, key: 0, event: 9, operation: 1});
        const faint = await faintTexts(page);
        check(faint.length === 0, `${run.name}, ${scheme}, ${view}: ${faint.length} texts, ${faint.slice(0, 3).join('; ')}`);
      }
    }
  }
});

test('layout: the theme follows the system, and can be chosen', async (context) => {
  const backgroundOf = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await context.open(context.run('made-up'), '', {scheme: 'light'});
  const dark = await context.open(context.run('made-up'), '', {scheme: 'dark'});
  const [white, black] = [await backgroundOf(light.page), await backgroundOf(dark.page)];
  check(white !== black, `both are ${white}`);
  await light.page.bringToFront();
  await setState(light.page, {theme: 'dark'});
  equal(await backgroundOf(light.page), black, 'dark, chosen on a light system');
  await dark.page.bringToFront();
  await setState(dark.page, {theme: 'light'});
  equal(await backgroundOf(dark.page), white, 'light, chosen on a dark system');
});

test('layout: each picture has its text', async (context) => {
  for (const run of context.shapes) {
    const {page} = await context.open(run);
    for (const view of views) {
      await setState(page, {view});
      const silent = await page.evaluate(() => [...document.querySelectorAll('canvas, svg')].filter((e) => e.checkVisibility() && !e.closest('[aria-hidden=true], button') && !e.parentElement.closest('svg'))
        .filter((e) => !(e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || e.getAttribute('aria-describedby') || e.querySelector(':scope > title')))
        .map((e) => `${e.tagName} ${e.getAttribute('class') ?? ''} in ${e.closest('[id]')?.id}`));
      equal(silent, [], `${run.name}, ${view}: pictures without text`);
    }
  }
});
