import { arrived } from './house/arrival';
import { boxes, moved, shift } from './house/layout';
import { HEARING, remember, unique } from './house/people';
import { slowly } from './house/slow';
import { expect, test } from './house/test';
import { Thread } from './pages/thread';

const SECTION = `/${HEARING}/maal-3`;

test('what is typed before the app arrives is kept, with focus and caret, and can be sent', async ({ page }) => {
  const arrive = await slowly(page);
  await page.goto(SECTION);
  const thread = new Thread(page);
  const { field, form, name } = thread.composer;
  const words = unique('Jeg var hurtigere end jeres app');
  await field.click();
  await page.keyboard.type(words);
  await name.click();
  await page.keyboard.type('Hurtige Hanne');
  await field.focus();
  await field.evaluate((element: HTMLTextAreaElement) => element.setSelectionRange(4, 7));
  arrive();
  await arrived(page);
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(words);
  await expect(name).toHaveValue('Hurtige Hanne');
  const selection = (element: HTMLTextAreaElement) => [element.selectionStart, element.selectionEnd];
  expect(await field.evaluate(selection)).toEqual([4, 7]);
  await expect(form).toContainText('Kladden er gemt.');
  await thread.composer.send.click();
  await expect(thread.post(words).whole).toContainText('Hurtige Hanne');
});

test('typing goes on while the app takes over, and not a letter is lost', async ({ page }) => {
  const arrive = await slowly(page);
  await page.goto(SECTION);
  const { field } = new Thread(page).composer;
  const words = 'Den ene hånd på tastaturet, den anden på barnevognen, og toget kører om lidt.';
  await field.click();
  await page.keyboard.type(words.slice(0, 10));
  arrive();
  await page.keyboard.type(words.slice(10), { delay: 15 });
  await arrived(page);
  await expect(field).toHaveValue(words);
});

for (const address of [SECTION, `/${HEARING}/indsats-1?udgave=fuld`, `/${HEARING}`, `/${HEARING}/forslag`]) {
  test(`nothing on ${address} moves when the app arrives`, async ({ page }) => {
    const arrive = await slowly(page);
    await page.goto(address);
    const before = await boxes(page);
    expect(before.length).toBeGreaterThan(0);
    await page.evaluate(() => scrollTo(0, 200));
    const scrolled = await page.evaluate(() => scrollY);
    arrive();
    await arrived(page);
    expect(moved(before, await boxes(page))).toEqual([]);
    expect(await page.evaluate(() => scrollY)).toBe(scrolled);
    expect(await shift(page)).toBeLessThanOrEqual(0.01);
  });
}

test('nothing moves for somebody the browser knows, and what is theirs is marked', async ({ page, people }) => {
  const me = await people.join('Ivar');
  const words = unique('Det her er mit');
  await people.comment(me, 'maal-3', words);
  await remember(page.context(), me);
  const arrive = await slowly(page);
  await page.goto(SECTION);
  const before = await boxes(page);
  arrive();
  await arrived(page);
  await expect(await new Thread(page).post(words).more('Træk tilbage')).toBeVisible();
  expect(moved(before, await boxes(page))).toEqual([]);
  expect(await shift(page)).toBeLessThanOrEqual(0.01);
});

test('a press before the app has arrived is carried out when it is there', async ({ page, people }) => {
  const words = unique('Enige i det?');
  await people.comment(await people.join('Jens'), 'maal-3', words);
  await remember(page.context(), await people.join('Karen'));
  const arrive = await slowly(page);
  await page.goto(SECTION);
  const { support } = new Thread(page).post(words);
  await support.click();
  arrive();
  await arrived(page);
  await expect(support).toHaveAttribute('aria-pressed', 'true');
  await expect(support).toHaveText(/1$/);
});

test('what one does while the app still asks who one is stays done', async ({ page, people }) => {
  const words = unique('Enig med det samme');
  await people.comment(await people.join('Mie'), 'maal-3', words);
  await remember(page.context(), await people.join('Nikolaj'));
  let counted = () => {};
  const wait = new Promise<void>((done) => (counted = done));
  let answered = () => {};
  const late = new Promise<void>((done) => (answered = done));
  await page.route('**/sections/maal-3/comments*', async (route) => {
    const answer = await route.fetch();
    await wait;
    await route.fulfill({ response: answer });
    answered();
  });
  await page.goto(SECTION);
  await arrived(page);
  const { support } = new Thread(page).post(words);
  const saved = page.waitForResponse('**/support');
  await support.click();
  await saved;
  counted();
  await late;
  await page.waitForLoadState('networkidle');
  await expect(support).toHaveAttribute('aria-pressed', 'true');
  await expect(support).toHaveText(/1$/);
});

test('a comment sent before the app has arrived is sent once, when it is there', async ({ page, people }) => {
  await remember(page.context(), await people.join('Lone'));
  const arrive = await slowly(page);
  await page.goto(SECTION);
  const thread = new Thread(page);
  const words = unique('Sendt i farten');
  await thread.composer.field.fill(words);
  await thread.composer.send.click();
  await thread.composer.send.click();
  arrive();
  await arrived(page);
  await expect(thread.post(words).whole).toHaveAttribute('data-id', /./);
  await expect(thread.post(words).whole).toContainText('Lone');
  expect(await people.find('maal-3', words)).toHaveLength(1);
  await expect(page).toHaveURL(SECTION);
});

test('no file of the app is asked for before the words were seen', async ({ page }) => {
  // The first frame waits to be let through.
  await page.addInitScript(() => {
    const next = requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (draw) => {
      window.requestAnimationFrame = next;
      Object.assign(window, { paint: () => next(draw) });
      return 0;
    };
  });
  const asked: string[] = [];
  page.on('request', (request) => {
    if (/assets\/(start|reader)-/.test(request.url())) asked.push(request.url());
  });
  await page.goto(SECTION, { waitUntil: 'load' });
  expect(asked).toEqual([]);
  await page.evaluate('paint()');
  await arrived(page);
  // The start, its script and its program.
  expect(asked).toHaveLength(3);
});
