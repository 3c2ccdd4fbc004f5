import { open } from './house/arrival';
import { isOpenToAll } from './house/barriers';
import { tabTo } from './house/keyboard';
import { HEARING, type People, type Person, remember, unique, type Written } from './house/people';
import { expect, test } from './house/test';
import { Desk } from './pages/desk';
import { Thread } from './pages/thread';

const KEY = 'sammen-om-trygheden';

interface Case {
  author: Person;
  reader: Person;
  words: string;
  post: Written;
}

/** A comment that a reader has reported for its tone. */
async function reported(people: People, said = 'I er nogle klaphatte'): Promise<Case> {
  const [author, reader] = [await people.join(unique('Bent')), await people.join('Samira')];
  const words = unique(said);
  const post = await people.comment(author, KEY, words);
  await people.report(reader, post, 'tonen', 'Det går efter personen.');
  return { author, reader, words, post };
}

test('the whole way: reported, hidden, told, appealed, looked at by another moderator, shown again', async ({
  page,
  people,
  browser,
  baseURL,
}) => {
  const { author, reader, words, post } = await reported(people);
  const desk = new Desk(page);
  await desk.enter(`/desk/ko/anmeldte/kommentar/${post.id}`);
  await desk.act('Skjul …').click();
  await desk.reason.fill('Gå efter sagen, ikke efter dem, der er uenige.');
  await desk.act('Skjul indlægget').click();
  await expect(desk.status).toContainText('Skjult efter regel 2');

  const theirs = await browser.newContext({ baseURL });
  await remember(theirs, author);
  const mine = await theirs.newPage();
  await open(mine, '/mine');
  const card = mine.getByRole('listitem').filter({ hasText: words });
  await expect(card).toContainText('Skjult af moderator · regel 2');
  await expect(card).toContainText('Gå efter sagen, ikke efter dem, der er uenige.');
  await card.getByText('Klag over afgørelsen').click();
  await card.getByRole('button', { name: 'Send klagen' }).click();
  await expect(card.getByRole('alert')).toContainText('Skriv noget her først.');
  await isOpenToAll(mine);
  await card.getByLabel('Hvorfor er afgørelsen forkert?').fill('Det var en kærlig drilleri.');
  await card.getByRole('button', { name: 'Send klagen' }).click();
  await expect(card).toContainText('Klagen er sendt. En anden moderator ser på den.');
  await isOpenToAll(mine);

  // Who decided does not see it; somebody else does.
  await page.goto('/desk/ko/klager');
  await expect(desk.list).toBeVisible();
  await expect(desk.line(words)).toHaveCount(0);
  const second = await browser.newContext({ baseURL });
  const other = new Desk(await second.newPage());
  await other.enterAsAdmin('/desk/ko/klager');
  await other.line(words).click();
  await expect(other.page.getByRole('main')).toContainText('Det var en kærlig drilleri.');
  await isOpenToAll(other.page);
  await other.act('Vis igen').click();
  await expect(other.status).toContainText('Vist igen');

  await mine.reload();
  await expect(mine.getByRole('listitem').filter({ hasText: words })).toContainText('Du fik medhold.');
  await open(mine, `/${HEARING}/kommentar/${post.id}`);
  await expect(mine.getByText(words)).toBeVisible();
  // Who reported it is told what came of that.
  const told = await browser.newContext({ baseURL });
  await remember(told, reader);
  const reports = await told.newPage();
  await open(reports, '/mine');
  await expect(reports.getByRole('heading', { name: /^Dine anmeldelser/ })).toBeVisible();
  await expect(reports.getByRole('main')).toContainText('En moderator har skjult indlægget.');
  await Promise.all([theirs.close(), second.close(), told.close()]);
});

test('words that are selected are struck out, and the rest can be read', async ({ page, people, browser, baseURL }) => {
  const { words, post } = await reported(people, 'Bo Hansen larmer');
  const desk = new Desk(page);
  await desk.enter(`/desk/ko/anmeldte/kommentar/${post.id}`);
  await expect(page.locator('#indlaeg')).toContainText(words);
  await page.evaluate(() => {
    const walk = document.createTreeWalker(document.querySelector('#indlaeg')!, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const at = node.textContent?.indexOf('Bo Hansen') ?? -1;
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 'Bo Hansen'.length);
      getSelection()?.removeAllRanges();
      getSelection()?.addRange(range);
    }
  });
  await desk.act('Overstreg ord').click();
  await expect(page.getByLabel('Ord, der skal fjernes')).toHaveValue('Bo Hansen\n');
  await desk.rule('Del ikke private oplysninger').check();
  await isOpenToAll(page);
  await desk.act('Overstreg ordene').click();
  await expect(desk.status).toContainText('Overstreget efter regel 4');
  const reader = await browser.newPage({ baseURL });
  await reader.goto(`/${HEARING}/kommentar/${post.id}`);
  await expect(reader.getByText('[fjernet af moderator] larmer')).toBeVisible();
  await expect(reader.getByText('Nogle ord er fjernet af moderator · regel 4')).toBeVisible();
  expect(await reader.content()).not.toContain('Bo Hansen');
  await reader.close();
  await desk.act('Fortryd').click();
  await expect(page.locator('#indlaeg')).toContainText(words);
});

test('several posts are hidden together and taken back together', async ({ page, people }) => {
  const author = await people.join(unique('Reklamemanden'));
  const words = [unique('Køb ure her'), unique('Køb sko her'), unique('Køb hatte her')];
  for (const one of words) await people.comment(author, KEY, one);
  const desk = new Desk(page);
  await desk.enter('/desk/ko/nye');
  for (const one of words) await desk.pick(one).check();
  const together = page.getByRole('group', { name: 'Det, du har valgt' });
  await expect(together).toContainText('3 valgt');
  await together.getByRole('button', { name: 'Skjul …' }).click();
  await isOpenToAll(page);
  await together.getByRole('button', { name: 'Skjul de valgte' }).click();
  await expect(together).toContainText('Vælg den regel, som indlægget bryder.');
  await together.getByLabel('Hvilken regel bryder det?').selectOption('reklame');
  await expect(together.getByLabel('Begrundelse til forfatteren')).toHaveValue(/reklame/);
  await together.getByRole('button', { name: 'Skjul de valgte' }).click();
  await expect(desk.status).toContainText('Skjult: 3 indlæg.');
  for (const one of words) await expect(desk.line(one)).toHaveCount(0);
  await desk.act('Fortryd').click();
  await expect(desk.status).toContainText('Fortrudt');
  for (const one of words) await expect(desk.line(one)).toBeVisible();
});

test('whoever is second is told who was first, and nothing is overwritten', async ({ page, people, browser, baseURL }) => {
  const { words, post } = await reported(people);
  const desk = new Desk(page);
  await desk.enter(`/desk/ko/anmeldte/kommentar/${post.id}`);
  await expect(page.locator('#indlaeg')).toContainText(words);
  const second = await browser.newContext({ baseURL });
  const other = new Desk(await second.newPage());
  await other.enterAsAdmin(`/desk/ko/anmeldte/kommentar/${post.id}`);
  await other.act('Godkend').click();
  await expect(other.status).toContainText('Godkendt');
  await desk.act('Skjul …').click();
  await desk.act('Skjul indlægget').click();
  await expect(page.getByText('admin@example.org var hurtigere: Godkendt.').first()).toBeVisible();
  await second.close();
});

test('a post that waits is read by a moderator first', async ({ page, people, browser, baseURL }) => {
  const author = await people.join(unique('Vera'));
  const first = await people.comment(author, KEY, unique('Det første'));
  const desk = new Desk(page);
  await desk.enter(`/desk/ko/nye/kommentar/${first.id}`);
  await desk.measure('Hold forfatterens indlæg tilbage').click();
  await desk.measures.locator('details[open]').getByLabel('Hvilken regel bryder det?').selectOption('tonen');
  await desk.measures.locator('details[open]').getByLabel('Begrundelse til forfatteren').fill('Vi læser det lige først.');
  await isOpenToAll(page);
  await desk.measures.getByRole('button', { name: 'Hold forfatterens indlæg tilbage' }).click();
  await expect(desk.status).toContainText('venter på godkendelse');
  await expect(page.getByText('Forfatterens indlæg holdes tilbage')).toBeVisible();

  const words = unique('Nu pænt');
  const theirs = await browser.newContext({ baseURL });
  await remember(theirs, author);
  const mine = await theirs.newPage();
  await open(mine, `/${HEARING}/${KEY}`);
  const thread = new Thread(mine);
  await thread.composer.field.fill(words);
  await thread.composer.send.click();
  await expect(mine.getByRole('article').filter({ hasText: words })).toContainText('Venter på at blive læst af en moderator');
  await open(mine, '/mine');
  await expect(mine.getByText('En moderator læser det, du skriver')).toBeVisible();
  await isOpenToAll(mine);

  await page.goto('/desk/ko/tilbageholdte');
  await desk.line(words).click();
  await expect(page.getByRole('main')).toContainText('en moderator holder forfatterens indlæg tilbage.');
  await desk.act('Godkend').click();
  await expect(desk.status).toContainText('Godkendt');
  await open(mine, `/${HEARING}/${KEY}`);
  await expect(mine.getByRole('article').filter({ hasText: words }).first()).not.toContainText('Venter på');
  await theirs.close();
});

test('the counts are heard without a reload', async ({ page, people }) => {
  const desk = new Desk(page);
  await desk.enter('/desk/journal');
  await expect(page.getByRole('heading', { level: 1, name: 'Journal' })).toBeVisible();
  await page.goto('/desk/ko/tilbageholdte');
  await expect(desk.list).toBeVisible();
  const count = async () => Number(/\d+/.exec(await desk.tab('Anmeldte').innerText())?.[0] ?? 0);
  await expect.poll(count).toBeGreaterThanOrEqual(0);
  const before = await count();
  await reported(people);
  await expect.poll(count, { timeout: 20_000 }).toBeGreaterThan(before);
});

test('only one hearing is looked at when the address says so', async ({ page, people }) => {
  const { words } = await reported(people);
  const desk = new Desk(page);
  await desk.enter('/desk/ko/anmeldte');
  await desk.list.getByLabel('Høring').selectOption(HEARING);
  await expect(page).toHaveURL(new RegExp(`hoering=${HEARING}`));
  await expect(desk.line(words)).toBeVisible();
  await desk.list.getByLabel('Afsnit').selectOption('maal-1');
  await expect(page).toHaveURL(/afsnit=maal-1/);
  await expect(desk.line(words)).toHaveCount(0);
  await page.reload();
  await expect(desk.list.getByLabel('Afsnit')).toHaveValue('maal-1');
  await page.goBack();
});

test('in a conversation that is closed nobody writes, and it is said where one would', async ({ page, people, browser, baseURL }) => {
  // A section in which no other test writes.
  const place = 'fyrtaarnsprojekter';
  const post = await people.comment(await people.join(unique('Lone')), place, unique('Nu går det vildt for sig'));
  const desk = new Desk(page);
  await desk.enter(`/desk/ko/nye/kommentar/${post.id}`);
  await desk.measure('Luk samtalen').click();
  await desk.measures.getByRole('button', { name: 'Luk samtalen' }).click();
  await expect(desk.measures).toContainText('Vælg den regel, som indlægget bryder.');
  await desk.measures.locator('details[open]').getByLabel('Hvilken regel bryder det?').selectOption('tonen');
  await desk.measures.locator('details[open]').getByLabel('Begrundelse til journalen').fill('Der er brug for ro.');
  await desk.measures.getByRole('button', { name: 'Luk samtalen' }).click();
  await expect(desk.status).toContainText('Samtalen er lukket.');
  const reader = await browser.newPage({ baseURL });
  await open(reader, `/${HEARING}/${place}`);
  await expect(reader.getByText('Der er lukket for nye indlæg her lige nu.').first()).toBeVisible();
  await expect(new Thread(reader).composer.field).toHaveCount(0);
  await expect(reader.getByText(post.body)).toBeVisible();
  await isOpenToAll(reader);
  await desk.measures.getByRole('button', { name: 'Åbn samtalen igen' }).click();
  await expect(desk.status).toContainText('Samtalen er åben igen.');
  await open(reader, `/${HEARING}/${place}`);
  await expect(new Thread(reader).composer.field).toBeVisible();
  await reader.close();
});

test('how hearings are moderated can be seen by all at the desk and changed by editors', async ({ page }) => {
  // Other tests bring in hearings of their own.
  const hearing = page.locator('section.panel').filter({ hasText: 'Københavns integrationspolitik' });
  const desk = new Desk(page);
  await desk.enter('/desk/styring');
  await expect(hearing.getByText('Kun redaktører og administratorer kan ændre det.')).toBeVisible();
  await isOpenToAll(page);
  await page.getByRole('button', { name: 'Log ud' }).click();
  await desk.enterAsAdmin('/desk/styring');
  await expect(hearing.getByLabel('Hele høringen')).toHaveValue('after');
  await hearing.getByText('Afsnit med en anden regel').click();
  await hearing.getByLabel('Historien').selectOption('before');
  await expect(hearing.getByText('Gemt.')).toBeVisible();
  await isOpenToAll(page);
  await hearing.getByLabel('Historien').selectOption('');
});

test('keys alone write a note, strike out and take it back', async ({ page, people, isMobile }) => {
  test.skip(isMobile, 'phones have no keys');
  const { author, post } = await reported(people, 'Bo larmer');
  const desk = new Desk(page);
  await desk.enter(`/desk/ko/anmeldte/kommentar/${post.id}`);
  await expect(desk.post(author.name)).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByRole('textbox', { name: 'Note til de andre moderatorer' })).toBeFocused();
  await page.keyboard.type('Kender I ham?');
  await page.keyboard.press('Control+Enter');
  await expect(desk.status).toContainText('Note');
  await expect(page.getByRole('main')).toContainText('Kender I ham?');
  await page.keyboard.press('o');
  await expect(page.getByLabel('Ord, der skal fjernes')).toBeFocused();
  await page.keyboard.type('Bo');
  await tabTo(page, desk.act('Overstreg ordene'));
  await page.keyboard.press('Enter');
  await expect(desk.status).toContainText('Overstreget');
  await page.keyboard.press('f');
  await expect(desk.status).toContainText('Fortrudt');
});
