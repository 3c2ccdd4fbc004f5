import { arrived, open } from './house/arrival';
import { shift } from './house/layout';
import { HEARING } from './house/people';
import { slowly } from './house/slow';
import { expect, test } from './house/test';
import { translate } from './house/translate';
import { Desk } from './pages/desk';
import { Paragraph } from './pages/paragraph';
import { Section, topOf } from './pages/section';

const SECTION = `/${HEARING}/indsats-1`;

test('the other edition is there at once and without the network', async ({ page, context }) => {
  await open(page, SECTION);
  const section = new Section(page);
  await context.setOffline(true);
  await section.edition('Fuld').click();
  await expect(section.text('fuld')).toBeVisible();
  await expect(section.text('kort')).toBeHidden();
  await expect(section.edition('Fuld')).toHaveAttribute('aria-current', 'true');
  await expect(section.edition('Kort')).not.toHaveAttribute('aria-current');
  await expect(section.edition('Fuld')).toBeFocused();
  await expect(page.locator('#status')).toHaveText('Fuld');
  await expect(page).toHaveURL(`${SECTION}?udgave=fuld`);
  await page.goBack();
  await expect(section.text('kort')).toBeVisible();
  await expect(page).toHaveURL(SECTION);
  await page.goForward();
  await expect(section.text('fuld')).toBeVisible();
});

test('whoever changes the edition while reading stays at the same place of the text', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 480 });
  await open(page, `${SECTION}?udgave=fuld`);
  const section = new Section(page);
  const last = section.text('fuld').locator('.block').last();
  await section.readAt(last, 100);
  await section.edition('Kort').dispatchEvent('click');
  expect(Math.abs((await topOf(section.text('kort').locator('.block').last())) - 100)).toBeLessThan(2);
  await section.edition('Fuld').dispatchEvent('click');
  expect(Math.abs((await topOf(last)) - 100)).toBeLessThan(2);
});

test('whoever looks into the other edition and turns back is where they were, at every paragraph', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 480 });
  await open(page, `${SECTION}?udgave=fuld`);
  const section = new Section(page);
  const blocks = section.text('fuld').locator('.block');
  for (let n = 1; n < (await blocks.count()); n += 1) {
    await blocks.nth(n).evaluate((element) => scrollBy(0, element.getBoundingClientRect().top - 100));
    const before = await topOf(blocks.nth(n));
    await section.edition('Kort').dispatchEvent('click');
    await expect(section.text('kort')).toBeVisible();
    await section.edition('Fuld').dispatchEvent('click');
    expect(Math.abs((await topOf(blocks.nth(n))) - before), `paragraph ${n}`).toBeLessThan(2);
  }
});

test('whoever has not begun to read is not moved by another edition', async ({ page }) => {
  await open(page, SECTION);
  const section = new Section(page);
  const before = await topOf(section.bar);
  await section.edition('Fuld').click();
  await expect(section.text('fuld')).toBeVisible();
  expect(await topOf(section.bar)).toBe(before);
});

test('another edition closes the conversation that was open, and Back opens it again', async ({ page }) => {
  await open(page, `${SECTION}?udgave=fuld`);
  const { way, talk } = new Paragraph(page, 'Undervejs er der nogle steder');
  await way.click();
  await expect(talk).toBeVisible();
  await new Section(page).edition('Kort').click();
  await expect(page.locator('.beside')).toHaveCount(0);
  await expect(page).not.toHaveURL(/afsnit=/);
  await page.goBack();
  await expect(talk).toBeVisible();
  await expect(new Section(page).text('fuld')).toBeVisible();
});

test('whoever changed to the full edition reads on in it', async ({ page }) => {
  await open(page, SECTION);
  await new Section(page).edition('Fuld').click();
  const turn = page.getByRole('navigation', { name: 'Forrige og næste afsnit' });
  await turn.getByRole('link', { name: /^Næste/ }).click();
  await expect(page).toHaveURL(`/${HEARING}/maal-1?udgave=fuld`);
});

test('the address of a paragraph of the full edition shows the full edition', async ({ page }) => {
  await open(page, `${SECTION}?udgave=fuld`);
  const { way } = new Paragraph(page, 'Undervejs er der nogle steder');
  const id = await way.getAttribute('data-talk');
  await open(page, `${SECTION}?afsnit=${id}#${id}`);
  const section = new Section(page);
  await expect(section.text('fuld')).toBeVisible();
  await way.click();
  await expect(page.locator('.beside')).toHaveCount(0);
  await expect(section.text('fuld')).toBeVisible();
});

test('without scripts the other edition is a link away', async ({ browser }) => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(SECTION);
  const section = new Section(page);
  await section.edition('Fuld').click();
  await expect(section.text('fuld')).toBeVisible();
  await expect(section.text('kort')).toBeHidden();
  await page.close();
});

test('a place in the text can be shared, and its address leads there', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.addInitScript(() => Object.defineProperty(navigator, 'share', { value: undefined }));
  await open(page, `${SECTION}?udgave=fuld`);
  const paragraph = page.locator('.block:visible').filter({ hasText: 'Undervejs er der nogle steder' });
  await paragraph.getByRole('link', { name: 'Del', exact: true }).click();
  await expect(paragraph.getByRole('link', { name: 'Kopieret' })).toBeFocused();
  const address = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(address).search).toBe('?udgave=fuld');
  await open(page, address);
  await expect(paragraph).toBeInViewport();
});

test('a phone shares a place in its own way', async ({ page }) => {
  await page.addInitScript(() => {
    const share = (what: ShareData) => Promise.resolve(Object.assign(window, { shared: what.url }));
    Object.defineProperty(navigator, 'share', { value: share });
  });
  await open(page, SECTION);
  await page.getByRole('link', { name: 'Del', exact: true }).first().click();
  const shared = () => page.evaluate(() => (window as Window & { shared?: string }).shared ?? '');
  await expect.poll(shared).toMatch(new RegExp(`${SECTION}#p-[0-9a-f]{8}$`));
});

test('larger text stays larger on this device, on the next page too', async ({ page }) => {
  await open(page, SECTION);
  const section = new Section(page);
  const before = await section.size();
  await page.getByRole('button', { name: 'Større tekst' }).click();
  const larger = await section.size();
  expect(larger).toBeGreaterThan(before);
  await page.getByRole('link', { name: /^Næste/ }).click();
  await expect(page).toHaveURL(`/${HEARING}/maal-1`);
  await expect.poll(() => section.size()).toBe(larger);
  await page.reload();
  await arrived(page);
  expect(await section.size()).toBe(larger);
  for (let presses = 0; presses < 6; presses += 1) await page.getByRole('button', { name: 'Mindre tekst' }).click();
  expect(await section.size()).toBeLessThan(before);
});

test('text grows before the app has come, and nothing moves for those who never chose', async ({ page }) => {
  const arrive = await slowly(page);
  await page.goto(SECTION);
  expect(await shift(page)).toBeLessThanOrEqual(0.01);
  const section = new Section(page);
  const before = await section.size();
  await page.getByRole('button', { name: 'Større tekst' }).click();
  expect(await section.size()).toBeGreaterThan(before);
  arrive();
  await arrived(page);
  expect(await section.size()).toBeGreaterThan(before);
});

test('a word is explained on tap, heard, and closed with Escape', async ({ page }) => {
  await open(page, `/${HEARING}/det-bygger-vi-paa?udgave=fuld`);
  const section = new Section(page);
  const word = section.word(/^handleplan/);
  await word.click();
  const meaning = section.explanation('handleplan');
  await expect(meaning).toBeVisible();
  await expect(meaning).toContainText('En plan, hvor et udvalg skriver');
  await expect(meaning).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(meaning).toBeHidden();
  await word.press('Enter');
  await expect(meaning).toBeFocused();
  await meaning.getByRole('button', { name: 'Luk' }).click();
  await expect(meaning).toBeHidden();
  await expect(word).toBeFocused();
});

test('a word is explained without scripts', async ({ browser }) => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(`/${HEARING}/det-bygger-vi-paa?udgave=fuld`);
  const section = new Section(page);
  await section.word(/^handleplan/).click();
  await expect(section.explanation('handleplan')).toBeVisible();
  await page.close();
});

test('on paper a section says where it is from and shows its text and its talk alone', async ({ page }) => {
  await open(page, `${SECTION}?udgave=fuld`);
  await page.emulateMedia({ media: 'print' });
  const from = page.getByText(/Frist for svar: \d+\. [a-zø]+ \d{4}\. Udgave 1 \(høringsudkast, /);
  await expect(from).toBeVisible();
  await expect(from).toContainText(`${SECTION}?udgave=fuld`);
  await expect(page.getByRole('navigation', { name: 'Udgave' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Større tekst' })).toBeHidden();
  await expect(page.getByText('Var det svært at forstå?')).toBeHidden();
  await expect(page.getByRole('article').first()).toBeVisible();
  await expect(page.getByRole('region', { name: /^Kommentarer/ }).getByRole('article').first()).toBeVisible();
});

test('whoever found a section hard says so with one tap, and can take it back', async ({ page }) => {
  await open(page, `/${HEARING}/maal-3`);
  await translate(page);
  await page.getByRole('button', { name: 'Ja, det var svært' }).click();
  await expect(page.getByText('Tak. Vi ser på det.').first()).toBeVisible();
  await page.waitForFunction(() => Object.keys(localStorage).some((name) => name.startsWith('blanddig.hard.')));
  await page.reload();
  await arrived(page);
  await expect(page.getByText('Tak. Vi ser på det.')).toBeVisible();
  await page.locator('#svaer').click();
  await expect(page.getByText('Var det svært at forstå?').first()).toBeVisible();
});

test('a tap that came to nothing is told of and undone', async ({ page }) => {
  await open(page, `/${HEARING}/maal-3`);
  await page.route('**/difficulty', (route) => route.abort());
  await page.getByRole('button', { name: 'Ja, det var svært' }).click();
  await expect(page.locator('.hard .trouble')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Ja, det var svært' })).toBeVisible();
});

test('staff see which sections were hard', async ({ page, request }) => {
  const path = `/api/consultations/${HEARING}/sections/maal-4/difficulty`;
  for (const device of ['skrivebord-1', 'skrivebord-2']) await request.put(path, { data: { device } });
  const desk = new Desk(page);
  await desk.enter('/desk/svaere');
  await expect(page.getByRole('heading', { name: 'Svære afsnit' })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Mål 4' })).toContainText(/[2-9] læsere/);
  await expect(desk.way('Svære afsnit')).toHaveAttribute('aria-current', 'page');
});
