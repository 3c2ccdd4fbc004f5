// How long a tap's first visible answer takes on a slow phone: node figures/taps.mjs ADDRESS
// Prints medians of 20 taps in milliseconds, as JSON.
import { devices } from '@playwright/test';
import { launch } from './browser.mjs';

const TAPS = 20;
/** What a cheap phone is slower by than the machine that measures. */
const SLOWER = 4;

const browser = await launch();
const context = await browser.newContext({ ...devices['Pixel 5'], locale: 'da-DK' });
const page = await context.newPage();
await page.goto(process.argv[2]);
await page.waitForFunction(() => window.blanddig === null);
const devtools = await context.newCDPSession(page);
await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });

const figures = {};
for (const [name, role, label] of [
  ['reply', 'link', 'Svar'],
  ['support', 'button', /^Enig/],
]) {
  const times = [];
  const targets = page.getByRole('article').getByRole(role, { name: label, exact: true });
  for (let tap = 0; tap < TAPS; tap += 1) {
    const target = targets.nth(tap);
    await target.scrollIntoViewIfNeeded();
    await page.evaluate(watch);
    await target.tap();
    times.push(await page.evaluate(() => window.answered));
    // What one tap set going must not stand in the way of the next.
    await page.waitForTimeout(300);
  }
  times.sort((a, b) => a - b);
  figures[name] = (times[TAPS / 2 - 1] + times[TAPS / 2]) / 2;
}
await browser.close();
console.log(JSON.stringify(figures));

/** Promises the time from the finger leaving the glass to the first paint with something changed. */
function watch() {
  window.answered = new Promise((resolve) => {
    let start = 0;
    window.addEventListener('pointerup', (event) => { start = event.timeStamp; }, { capture: true, once: true });
    const changes = new MutationObserver(() => {
      if (!start) return;
      changes.disconnect();
      // The frame is painted before a task that was asked for in it.
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
    });
    changes.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  });
}
