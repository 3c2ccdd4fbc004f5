import { arrived, open } from './house/arrival';
import { HEARING } from './house/people';
import { expect, test } from './house/test';
import { Paragraph } from './pages/paragraph';
import { Thread } from './pages/thread';

test('a newcomer sees what is heard, until when, and what has been said where', async ({ page, request }) => {
  const hearing = await (await request.get(`/api/consultations/${HEARING}`)).json();
  await open(page, `/${HEARING}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(hearing.title);
  await expect(page.getByText(/^Du kan svare til og med den \d+\. [a-z]+ \d{4}\.$/)).toBeVisible();
  const contents = page.getByRole('region', { name: 'Teksten' }).getByRole('link');
  await expect(contents).toHaveCount(hearing.outline.length);
  const first = hearing.outline.find((line: { key: string }) => line.key === 'indsats-3');
  const line = contents.filter({ hasText: first.title });
  await expect(line).toContainText('Indsats 3');
  await expect(line).toContainText(/[1-9]\d* kommentarer/);
});

test('a reader goes from the contents to a section and on to the next without loading the page', async ({ page }) => {
  await open(page, `/${HEARING}`);
  await page.evaluate(() => Object.assign(window, { here: true }));
  await page.getByRole('region', { name: 'Teksten' }).getByRole('link', { name: /^Mål 1/ }).click();
  await expect(page).toHaveURL(`/${HEARING}/maal-1`);
  const title = page.getByRole('heading', { level: 1 });
  await expect(title).toHaveText('Bedre resultater i skolen');
  await expect(title).toBeFocused();
  await expect(page.getByText(/^afsnit \d+ af \d+$/)).toBeVisible();
  const turn = page.getByRole('navigation', { name: 'Forrige og næste afsnit' });
  await turn.getByRole('link', { name: /^Næste/ }).click();
  await expect(page).toHaveURL(`/${HEARING}/maal-2`);
  await expect(title).toHaveText('Flere unge skal gøre en uddannelse færdig');
  await expect(page.getByText('Flere unge skal begynde på en uddannelse.')).toBeVisible();
  await turn.getByRole('link', { name: /^Forrige/ }).click();
  await expect(page).toHaveURL(`/${HEARING}/maal-1`);
  await page.goBack();
  await expect(title).toHaveText('Flere unge skal gøre en uddannelse færdig');
  expect(await page.evaluate(() => 'here' in window)).toBe(true);
});

test('the chosen edition has an address of its own, and Back leads to the other', async ({ page }) => {
  await open(page, `/${HEARING}/indsats-1`);
  const edition = page.getByRole('navigation', { name: 'Udgave' });
  const only = page.getByText('Mange børn, der vokser op med to sprog');
  await expect(edition.getByRole('link', { name: 'Kort' })).toHaveAttribute('aria-current', 'true');
  await expect(only).toBeHidden();
  await edition.getByRole('link', { name: 'Fuld' }).click();
  await expect(page).toHaveURL(`/${HEARING}/indsats-1?udgave=fuld`);
  await expect(only).toBeVisible();
  await page.reload();
  await arrived(page);
  await expect(only).toBeVisible();
  await expect(edition.getByRole('link', { name: 'Fuld' })).toHaveAttribute('aria-current', 'true');
  await page.goBack();
  await expect(page).toHaveURL(`/${HEARING}/indsats-1`);
  await expect(only).toBeHidden();
});

test('a paragraph’s conversation opens in place, and Back closes it where one was', async ({ page }) => {
  await open(page, `/${HEARING}/indsats-1?udgave=fuld`);
  const { way, talk } = new Paragraph(page, 'Undervejs er der nogle steder');
  await expect(way).toHaveText(/^\d+ kommentarer$/);
  await way.scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => (scrollBy(0, 40), scrollY));
  expect(before).toBeGreaterThan(0);
  await way.click();
  await expect(page).toHaveURL(/\?udgave=fuld&afsnit=p-\w+#p-\w+$/);
  await expect(way).toHaveAttribute('aria-expanded', 'true');
  await expect(talk.getByText('Skolen? Vi begynder da længe før!')).toBeVisible();
  expect(await page.evaluate(() => scrollY)).toBe(before);
  await talk.getByRole('article').last().scrollIntoViewIfNeeded();
  await page.goBack();
  await expect(talk).toBeHidden();
  await expect(page).toHaveURL(`/${HEARING}/indsats-1?udgave=fuld`);
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(before);
});

test('Back leads to where one was also on a page to which one came by a link', async ({ page }) => {
  await open(page, `/${HEARING}/indsats-1`);
  await page.getByRole('link', { name: 'Fuld' }).click();
  const { way, talk } = new Paragraph(page, 'Undervejs er der nogle steder');
  await way.scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => (scrollBy(0, 40), scrollY));
  await way.click();
  await talk.getByRole('article').last().scrollIntoViewIfNeeded();
  expect(await page.evaluate(() => scrollY)).not.toBe(before);
  await page.goBack();
  await expect(talk).toBeHidden();
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(before);
});

test('whoever gets the address of a paragraph’s conversation finds it open, and can close it', async ({ page }) => {
  await open(page, `/${HEARING}/indsats-1?udgave=fuld`);
  const { way, talk } = new Paragraph(page, 'Undervejs er der nogle steder');
  const address = (await way.getAttribute('href')) ?? '';
  await open(page, address);
  await expect(talk.getByText('Skolen? Vi begynder da længe før!')).toBeVisible();
  await expect(way).toBeInViewport();
  await way.click();
  await expect(talk).toBeHidden();
  await expect(page).not.toHaveURL(/afsnit=/);
});

test('the date of a comment leads to its own page with all answers', async ({ page }) => {
  await open(page, `/${HEARING}/indsats-1?sortering=aeldste`);
  const thread = new Thread(page);
  await thread.post('Men hvem følger op, når pengene').when.click();
  await expect(page).toHaveURL(new RegExp(`/${HEARING}/kommentar/[\\w-]+$`));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kommentar');
  await expect(page.getByRole('main').getByRole('link', { name: /^Indsats 1/ })).toBeVisible();
  await expect(page.getByText('Jeg sætter en påmindelse i kalenderen.')).toBeVisible();
});

test('where a hidden comment stood are its rule and the answers to it', async ({ page }) => {
  await open(page, `/${HEARING}/indsats-1?sortering=aeldste`);
  const thread = new Thread(page);
  const talk = thread.post('Men hvem følger op, når pengene').whole;
  await talk.getByRole('link', { name: /^Vis \d+ svar mere$/ }).click();
  await expect(talk.getByText('Skjult af moderator · regel 2: Tal ordentligt om og til andre')).toBeVisible();
  await expect(talk.getByText('Jeg bor oven på en skolegård, Bent.')).toBeVisible();
  await expect(page.getByText('projektmennesker inde fra byen')).toHaveCount(0);
});

test('where a comment was withdrawn is a marker, and the answers stay', async ({ page }) => {
  await open(page, `/${HEARING}/indsats-1`);
  const gone = new Thread(page).post('Trukket tilbage af den, der skrev det').whole;
  await expect(gone).toContainText('Æv, nu trak du den, mens jeg skrev.');
  await expect(gone).toContainText('Skriv den endelig igen.');
  await expect(page.getByText('Nattergalen')).toHaveCount(0);
});

test('a comment in Arabic runs from right to left', async ({ page }) => {
  await open(page, `/${HEARING}/sprogcafe`);
  const words = page.getByText(/^مرحبًا/);
  const direction = (element: Element) => getComputedStyle(element).direction;
  expect(await words.evaluate(direction)).toBe('rtl');
  expect(await page.getByText('Smukt skrevet.').evaluate(direction)).toBe('ltr');
});
