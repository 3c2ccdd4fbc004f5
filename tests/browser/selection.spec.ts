import type { Locator, Page } from '@playwright/test';
import { arrived, open } from './house/arrival';
import { isOpenToAll } from './house/barriers';
import { importText } from './house/hearing';
import { HEARING, remember, unique } from './house/people';
import { expect, test } from './house/test';
import { Paragraph } from './pages/paragraph';
import { Selection } from './pages/selection';
import { Thread } from './pages/thread';

const SECTION = `/${HEARING}/plads-til-lektier?udgave=fuld`;
const WORDS = 'Pengene rækker';
const FIELD = 'Hvad mener du om dette sted?';

test('whoever selects words is offered to comment on them, and the words go along', async ({ page, people }) => {
  await remember(page.context(), await people.join('Asta'));
  await open(page, SECTION);
  const selection = new Selection(page);
  await selection.select(WORDS);
  await expect(selection.button).toBeVisible();
  const body = unique('Hvor længe er det?');
  await selection.button.click();
  await expect(page).toHaveURL(/afsnit=p-\w+#ny-p-/);
  const composer = new Thread(page).composerFor(FIELD);
  await expect(composer.field).toBeFocused();
  await expect(selection.about).toContainText(`»${WORDS}«`);
  await composer.write(body);
  const { talk } = new Paragraph(page, WORDS);
  const post = talk.getByRole('article').filter({ hasText: body });
  await expect(post).toContainText(WORDS);
  await page.reload();
  await arrived(page);
  const [sent] = await people.find('plads-til-lektier', body);
  expect(sent).toMatchObject({ anchor: { quote: WORDS, found: 'exact' } });
});

test('the offer stands below the words, moves nothing, and goes with the selection', async ({ page }) => {
  await open(page, SECTION);
  const selection = new Selection(page);
  const block = page.locator('.block').filter({ hasText: WORDS });
  // In the page, not on the screen: to select brings the words to its middle.
  const place = () => block.evaluate((block: HTMLElement) => [block.offsetTop, block.offsetHeight]);
  const before = await place();
  await selection.select(WORDS);
  await expect(selection.button).toBeVisible();
  expect(await place()).toEqual(before);
  const [words, button] = [await selection.place(), await selection.button.boundingBox()];
  expect(button?.y).toBeGreaterThan(words.bottom - 1);
  await page.evaluate(() => getSelection()?.removeAllRanges());
  await expect(selection.button).toBeHidden();
});

test('a selection with the mouse survives the press on the offer', async ({ page }, { project }) => {
  test.skip(project.name !== 'desktop', 'a phone has no mouse');
  await open(page, SECTION);
  const text = page.locator('.block__text').filter({ hasText: 'Lærerne fortæller' });
  await text.scrollIntoViewIfNeeded();
  const box = await text.boundingBox();
  if (!box) throw new Error('the paragraph is not there');
  await page.mouse.move(box.x + 2, box.y + 12);
  await page.mouse.down();
  await page.mouse.move(box.x + 150, box.y + 12, { steps: 5 });
  await page.mouse.up();
  const selection = new Selection(page);
  await expect(selection.button).toBeVisible();
  const words = await page.evaluate(() => String(getSelection()).trim());
  expect(words).not.toBe('');
  await selection.button.click();
  await expect(selection.about).toContainText(words);
});

test('what is selected over several paragraphs is cut to the first', async ({ page }) => {
  await open(page, SECTION);
  const selection = new Selection(page);
  await page.evaluate(() => {
    const texts = document.querySelectorAll('.text:not([hidden]) .block__text');
    getSelection()?.setBaseAndExtent(texts[0], 0, texts[1], texts[1].childNodes.length);
  });
  const [head, second] = (await page.locator('.block__text:visible').allInnerTexts()).map((text) => text.slice(0, 30));
  await selection.button.click();
  const first = page.locator('.block:visible').first();
  await expect(first.getByRole('region')).toBeVisible();
  await expect(selection.about).toContainText(head!);
  await expect(selection.about).not.toContainText(second!);
});

test('the words can be dropped, and what was typed stays', async ({ page }) => {
  await open(page, SECTION);
  const selection = new Selection(page);
  await selection.select(WORDS);
  await selection.button.click();
  const { field } = new Thread(page).composerFor(FIELD);
  await field.fill('Det er for kort tid');
  await selection.whole.click();
  await expect(selection.about).toBeHidden();
  await expect(field).toHaveValue('Det er for kort tid');
  await expect(field).toBeFocused();
});

test('a draft keeps the words that it is about', async ({ page }) => {
  await open(page, SECTION);
  const selection = new Selection(page);
  await selection.select(WORDS);
  await selection.button.click();
  const composer = new Thread(page).composerFor(FIELD);
  await composer.field.fill('Det er for kort tid');
  await expect(composer.form).toContainText('Kladden er gemt.');
  await page.reload();
  await arrived(page);
  await expect(selection.about).toContainText(`»${WORDS}«`);
  await expect(composer.field).toHaveValue('Det er for kort tid');
});

test('marked words lead to their comment in place, and Back closes it', async ({ page }) => {
  await open(page, `/${HEARING}/indsats-1?udgave=fuld`);
  await page.evaluate(() => Object.assign(window, { here: true }));
  const mark = marked(page).first();
  const id = ((await mark.getAttribute('href')) ?? '').split('#')[1];
  await mark.click();
  await expect(page.locator(`#${id}`)).toBeFocused();
  await expect(page).toHaveURL(new RegExp(`#${id}$`));
  await page.goBack();
  await expect(page.locator(`#${id}`)).toBeHidden();
  expect(await page.evaluate(() => 'here' in window)).toBe(true);
});

test('marked words lead to their comment also when it stands far down in a thread that is open', async ({
  page,
  people,
  request,
}) => {
  const key = 'en-voksen-at-ringe-til';
  const section = await (await request.get(`/api/consultations/${HEARING}/sections/${key}`)).json();
  const [, paragraph, words] = /<p id="(p-[^"]+)"[^>]*>([^<]{20,60})/.exec(section.html)!;
  const by = await people.join('Vera');
  for (let n = 0; n < 21; n += 1) await people.comment(by, key, unique('Om stedet'), { anchor: { paragraph } });
  const part = (from: number, to: number) => words.split(' ').slice(from, to).join(' ');
  const [prefix, quote, suffix] = [part(0, 3), part(3, 5), part(5, 6)];
  // Another test may write there meanwhile: the words lead to the newest.
  const said = 'Netop de ord';
  const led = () => expect(talk.locator('article:focus')).toContainText(said);
  await people.comment(by, key, said, { anchor: { paragraph, quote, prefix, suffix } });
  await open(page, `/${HEARING}/${key}?udgave=fuld`);
  const { way, talk } = new Paragraph(page, words);
  await way.click();
  await expect(talk).toBeVisible();
  await page.locator('.said:visible').filter({ hasText: quote }).first().click();
  await led();
  await page.reload();
  await arrived(page);
  await led();
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  test('marked words lead to their comment on a page of its own', async ({ page }) => {
    await page.goto(`/${HEARING}/indsats-1?udgave=fuld`);
    const mark = marked(page).first();
    const id = ((await mark.getAttribute('href')) ?? '').split('#')[1];
    await mark.click();
    await expect(page.locator(`#${id}`)).toBeVisible();
  });
});

test('in a new version the words are found again, or told as an earlier wording', async ({ page, people, request }) => {
  test.slow();
  const name = unique('version').replace(/\W+/g, '-').replace(/-$/, '');
  const text = (words: string) => `# En park {#park}\n\n${words}\n\nStierne skal være oplyst hele natten.\n`;
  importText(name, text('Der skal plantes hundrede træer i parken, før vinteren kommer.'), '--publish');
  const section = `/api/consultations/${name}/sections/park`;
  const { html } = await (await request.get(section)).json();
  const [first, second] = [...html.matchAll(/id="(p-\w+)"/g)].map((found) => found[1]);
  const ib = await people.join('Ib');
  const say = (body: string, anchor: object) =>
    request.post(`${section}/comments`, {
      headers: { authorization: `Bearer ${ib.token}` },
      data: { body, client_key: unique('key'), anchor: { version: 1, ...anchor } },
    });
  await say('Kun hundrede?', { paragraph: first, prefix: 'Der skal plantes', quote: 'hundrede træer', suffix: 'i' });
  await say('Hele natten?', { paragraph: second, prefix: 'være oplyst', quote: 'hele natten', suffix: '.' });
  const changed = text('Der skal nu plantes mindst hundrede træer i parken, før vinteren kommer.');
  importText(name, changed.replace(/Stierne.*/, 'Hunde skal føres i snor mellem bænkene.'));
  await open(page, `/${name}/park`);
  await expect(marked(page)).toHaveText(['hundrede træer']);
  const earlier = new Thread(page).post('Hele natten?').whole;
  await expect(earlier).toContainText('Om en tidligere ordlyd: hele natten');
  await isOpenToAll(page);
  await marked(page).click();
  await expect(new Paragraph(page, 'mindst hundrede').talk).toContainText('Kun hundrede?');
});

function marked(page: Page): Locator {
  return page.locator('.block__text').getByRole('link').and(page.locator('.said:not([tabindex])'));
}
