// How long a tap's first visible answer takes on a slow phone: node figures/taps.mjs ADDRESS
// ADDRESS is a section with both editions and a long thread. Prints medians of 20 in milliseconds,
// as JSON.
import { devices } from '@playwright/test';
import { launch } from './browser.mjs';

const TIMES = 20;
/** What a cheap phone is slower by than the machine that measures. */
const SLOWER = 4;

const browser = await launch();
const context = await browser.newContext({ ...devices['Pixel 5'], locale: 'da-DK' });
const page = await context.newPage();
const devtools = await context.newCDPSession(page);

/** Opens the section anew, at full speed, and slows it down when the app is there. */
async function fresh() {
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await page.goto(process.argv[2]);
  await page.waitForFunction(() => window.blanddig === null);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
}

/** The time from an event to what is first seen of it. */
async function time(event, act) {
  await page.evaluate(watch, event);
  await act();
  const answered = await page.evaluate(() => window.answered);
  // What one act set going must not stand in the way of the next.
  await page.waitForTimeout(300);
  return answered;
}

const tap = (target) => time('pointerup', async () => {
  await target.scrollIntoViewIfNeeded();
  await target.tap();
});

/** The median of 20; `act` is told how many came before, and answers with a time. */
async function median(act) {
  const times = [];
  for (let n = 0; n < TIMES; n += 1) times.push(await act(n));
  times.sort((a, b) => a - b);
  return (times[TIMES / 2 - 1] + times[TIMES / 2]) / 2;
}

const posts = (role, name) => page.getByRole('article').getByRole(role, { name, exact: true });
const field = page.locator('#ny-tekst');
const figures = {};
await fresh();
figures.reply = await median((n) => tap(posts('link', 'Svar').nth(n)));
await fresh();
figures.support = await median((n) => tap(posts('button', /^Enig/).nth(n)));
await fresh();
const ways = page.locator('.talk[aria-expanded=false]:visible');
figures.open = await median((n) => tap(n % 2 ? ways.first() : ways.last()));
await fresh();
await field.tap();
figures.type = await median(() => time('keydown', () => page.keyboard.press('a')));
// Whoever is known is no longer asked for a name.
await page.locator('#ny-navn').fill('Måler');
figures.send = await median(async (n) => {
  if (n) {
    await field.tap();
    await field.fill(`Nummer ${n} til måling`);
  }
  await page.waitForTimeout(700);
  return tap(page.locator('#ny-send'));
});
figures.more = await median(async (n) => {
  if (n % 2 === 0) await fresh();
  return tap(page.locator('#ny-flere'));
});
await fresh();
figures.edition = await median(() => tap(page.locator('.switch a:not([aria-current])')));
await browser.close();
console.log(JSON.stringify(figures));

/** Promises the time from an event to the first paint with something changed. */
function watch(event) {
  window.answered = new Promise((resolve) => {
    let start = 0;
    window.addEventListener(event, (it) => { start = it.timeStamp; }, { capture: true, once: true });
    const seen = () => {
      // The frame is painted before a task that was asked for in it.
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
    };
    // What is typed changes no element.
    if (event === 'keydown') window.addEventListener('input', seen, { capture: true, once: true });
    const changes = new MutationObserver(() => {
      if (!start) return;
      changes.disconnect();
      seen();
    });
    changes.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  });
}
