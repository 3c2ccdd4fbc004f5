import type { Locator, Page } from '@playwright/test';
import { arrived, open } from './house/arrival';
import { fits } from './house/fit';
import { HEARING, type People, remember, unique } from './house/people';
import { expect, test } from './house/test';
import { ProposalForm } from './pages/proposal';
import { Thread } from './pages/thread';

const KEY = 'kommunen-gaar-foran';
const SECTION = `/${HEARING}/${KEY}`;
const POSTS = `**/api/consultations/${HEARING}/sections/${KEY}/comments`;

/** What looks like something to a machine and like nothing to people. */
const NOTHING: Record<string, string> = {
  'nothing at all': '',
  'only spaces and new lines': '  \n \u00a0\n',
  'zero-width characters': '\u200b\u200c\u200d\ufeff\u2060',
  'a filler of Hangul': '\u3164',
  'an empty Braille pattern': '\u2800',
  'directions around nothing': '\u202e\u2066\u2069',
  'a mark without a letter': '\u0301',
};

/** What looks strange and is somebody’s words. */
const WORDS: Record<string, string> = {
  'emoji of several parts': '👩‍👩‍👧‍👦🏳️‍🌈🇩🇰👍🏽1️⃣',
  'words in Arabic': 'مرحبًا بالجميع',
  'words in Chinese': '欢迎大家来到咖啡馆',
  'a word of 5,000 letters': 'speciallæge'.repeat(455).slice(0, 5_000),
  'HTML': '</p></article><h1 id="titel">Overtaget</h1><script>document.title = "Overtaget"</script><img src=x onerror=alert(1)>',
  'an override of the direction': '\u202edet her står baglæns',
  'an isolate that is never closed': '\u2067\u2067det her lukkes ikke',
  'marks piled on each letter': [...'Alt for meget'].map((letter) => letter + '\u0300\u0316'.repeat(12)).join(''),
  'a letter a line': 'a\n'.repeat(300),
};

/** Where the first and the last letter of a text stand: a text that was turned around has them the other way. */
function runsForward(element: Element): boolean {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let text = walker.nextNode();
  while (text && !text.textContent?.trim()) text = walker.nextNode();
  if (!text) return false;
  const at = (from: number) => {
    const range = document.createRange();
    range.setStart(text, from);
    range.setEnd(text, from + 1);
    return range.getBoundingClientRect();
  };
  // A space at the beginning may have no width, and so no place.
  const start = (text.textContent ?? '').search(/\S/);
  const [first, second] = [at(start), at(start + 1)];
  return first.top < second.top || first.left < second.left;
}

/** Nothing that is drawn in a post reaches into another. */
function overlaps(posts: Element[]): number {
  const boxes = posts.map((post) => post.getBoundingClientRect());
  return boxes.filter((box, at) => at > 0 && box.top < boxes[at - 1]!.bottom - 1).length;
}

/** Somebody the browser knows, on the section. */
async function known(page: Page, people: People): Promise<Thread> {
  await remember(page.context(), await people.join('Bodil'));
  await open(page, SECTION);
  return new Thread(page);
}

/** The addresses to which something is posted. */
function posted(page: Page): string[] {
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(request.url());
  });
  return sent;
}

for (const [name, nothing] of Object.entries(NOTHING)) {
  test(`whoever sends ${name} is told at the field, keeps it, and nothing is sent`, async ({ page, people }) => {
    const { composer } = await known(page, people);
    const sent = posted(page);
    await composer.field.click();
    await composer.field.fill(nothing);
    await composer.send.click();
    await expect(composer.field).toHaveAccessibleDescription(/Skriv noget her først\./);
    await expect(composer.field).toHaveValue(nothing);
    expect(sent).toEqual([]);
  });
}

test('whoever pastes 20,000 characters is told at the field, keeps them, and nothing is sent', async ({
  page,
  people,
}) => {
  const { composer } = await known(page, people);
  const sent = posted(page);
  const much = 'Jeg har meget på hjerte. '.repeat(800);
  await composer.field.fill(much);
  await expect(composer.form).toContainText('20.000 af højst 10.000 tegn');
  await composer.send.click();
  await expect(composer.field).toHaveAccessibleDescription(/Teksten er for lang\./);
  await expect(composer.field).toHaveValue(much);
  expect(sent).toEqual([]);
  await page.setViewportSize({ width: 320, height: 720 });
  await fits(page);
  await page.reload();
  await arrived(page);
  await expect(composer.field).toHaveValue(much);
});

for (const [name, words] of Object.entries(WORDS)) {
  test(`${name} can be said, and leaves the page whole for others`, async ({ page, people, browser, baseURL }) => {
    const neighbour = unique('Nabo');
    await people.comment(await people.join('Nabo'), KEY, neighbour);
    const thread = await known(page, people);
    const answered = page.waitForResponse(
      (answer) => answer.url().endsWith('/comments') && answer.request().method() === 'POST',
    );
    await thread.composer.write(words);
    const { id } = await (await answered).json();
    const after = unique('Senere');
    await people.comment(await people.join('Senere'), KEY, after);
    const other = await browser.newPage({ baseURL, viewport: { width: 320, height: 720 } });
    const dialogs: string[] = [];
    other.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await open(other, SECTION);
    await expect(other).toHaveTitle(/^Det gør vi: Kommunen går foran – /);
    await expect(other.getByRole('heading', { level: 1 })).toHaveCount(1);
    await expect(other.locator('main script, main img')).toHaveCount(0);
    const thread2 = new Thread(other);
    await expect(other.locator(`[data-id="${id}"]`)).toBeVisible();
    for (const near of [neighbour, after]) {
      const said: Locator = thread2.post(near).whole.locator('.words');
      expect(await said.evaluate(runsForward), near).toBe(true);
      expect(await thread2.post(near).whole.locator('.by__name').evaluate(runsForward), near).toBe(true);
    }
    expect(await other.locator('.posts > .post').evaluateAll(overlaps)).toBe(0);
    await fits(other, name);
    for (const address of [`/embed/${HEARING}/${KEY}`, `/${HEARING}?soeg=kommunen`]) {
      await other.goto(address);
      await fits(other, address);
    }
    expect(dialogs).toEqual([]);
    await other.close();
  });
}

test('a name that nobody can see is told at the name, and both texts stay', async ({ page }) => {
  await open(page, SECTION);
  const { composer } = new Thread(page);
  await composer.field.fill('Jeg er usynlig');
  await composer.name.fill('\u200b\u3164');
  await composer.send.click();
  await expect(composer.name).toHaveAttribute('aria-invalid', 'true');
  await expect(composer.name).toHaveAccessibleDescription('Skriv noget her først.');
  await expect(composer.name).toHaveValue('\u200b\u3164');
  await expect(composer.field).toHaveValue('Jeg er usynlig');
});

test('a name that is too long is told at the name and not cut', async ({ page }) => {
  await open(page, SECTION);
  const { composer } = new Thread(page);
  await composer.field.fill('Jeg hedder meget');
  await composer.name.fill('Å'.repeat(61));
  await composer.send.click();
  await expect(composer.name).toHaveAccessibleDescription('Teksten er for lang.');
  await expect(composer.name).toHaveValue('Å'.repeat(61));
});

test('a name of 60 emoji is a name, and one that turns around turns nothing around', async ({ page }) => {
  await open(page, SECTION);
  const thread = new Thread(page);
  const words = unique('Fra mange');
  await thread.composer.introduce(`\u202e${'🌱'.repeat(30)}`, words);
  const post = thread.post(words);
  await expect(post.whole).toContainText('🌱'.repeat(30));
  await expect(post.whole.locator('.by__name')).not.toContainText('\u202e');
  expect(await post.whole.locator('time').first().evaluate(runsForward)).toBe(true);
  expect(await post.whole.locator('.words').evaluate(runsForward)).toBe(true);
});

test('a district that is too long is told at the district', async ({ page }) => {
  await open(page, SECTION);
  const { composer } = new Thread(page);
  await composer.field.fill('Jeg bor langt væk');
  await composer.name.fill('Inga');
  await composer.form.getByText('Skriver du for andre').click();
  const district = composer.form.getByLabel('Bydel (valgfrit)');
  await district.fill('N'.repeat(61));
  await composer.send.click();
  await expect(district).toHaveAccessibleDescription('Teksten er for lang.');
  await expect(district).toHaveValue('N'.repeat(61));
  await expect(composer.field).toHaveValue('Jeg bor langt væk');
});

test('a title of a proposal that is too long or cannot be seen is told at the title, and all of it stays', async ({
  page,
  people,
}) => {
  await remember(page.context(), await people.join('Karen'));
  await open(page, ProposalForm.address('ide'));
  const form = new ProposalForm(page);
  await form.next.click();
  await form.body.fill('En bænk ved søen.');
  for (const [title, told] of [
    ['B'.repeat(121), 'Teksten er for lang.'],
    ['\u200b\u2060', 'Skriv noget her først.'],
  ] as const) {
    await form.title.fill(title);
    await form.next.click();
    await expect(form.errors).toBeFocused();
    await expect(form.title).toHaveAccessibleDescription(new RegExp(told));
    await expect(form.title).toHaveValue(title);
    await expect(form.body).toHaveValue('En bænk ved søen.');
  }
});

test('the words of a wording that turn around do not turn the city’s own words around', async ({ page, people }) => {
  await remember(page.context(), await people.join('Lars'));
  await open(page, ProposalForm.address('ordlyd', 'maal-3'));
  const form = new ProposalForm(page);
  await form.original.fill('Flere skal få det første job');
  await form.next.click();
  await form.replacement.fill('\u202eAlle skal få det første job');
  await form.reason.fill(unique('Fordi'));
  const wording = page.getByRole('region', { name: 'Sådan ændres teksten' });
  const common = (where: Locator) => where.getByText('skal få det første job').first();
  expect(await common(wording).evaluate(runsForward), 'while it is written').toBe(true);
  await form.next.click();
  const row = page.locator('.check > div').filter({ has: page.getByRole('insertion') });
  expect(await common(row).evaluate(runsForward), 'at the check').toBe(true);
  await form.send.click();
  await expect(form.receipt).toBeVisible();
  await form.receipt.getByRole('link').first().click();
  await expect(wording).toBeVisible();
  await expect(wording).not.toContainText('\u202e');
  expect(await common(wording).evaluate(runsForward), 'on its page').toBe(true);
});

test('a hearing that closes while somebody answers: they are told at the field, and the text stays', async ({
  page,
  people,
}) => {
  const question = unique('Når vi det?');
  await people.comment(await people.join('Otto'), KEY, question);
  const thread = await known(page, people);
  await thread.post(question).reply.click();
  const composer = thread.composerFor('Svar til Otto');
  await composer.field.fill('Jeg er næsten fær');
  await page.route(POSTS, (route) =>
    route.fulfill({
      status: 409,
      contentType: 'application/problem+json',
      json: { status: 409, code: 'closed' },
    }),
  );
  await composer.field.fill('Jeg er næsten færdig');
  await composer.send.click();
  await expect(composer.field).toHaveAccessibleDescription(/Høringen er slut, så det kan ikke sendes\./);
  await expect(thread.status).toHaveText('Høringen er slut, så det kan ikke sendes.');
  await expect(composer.field).toHaveValue('Jeg er næsten færdig');
});

test('a hearing that closes while somebody fills in a proposal: they are told, and all of it stays', async ({
  page,
  people,
}) => {
  await remember(page.context(), await people.join('Preben'));
  await open(page, ProposalForm.address('ide'));
  const form = new ProposalForm(page);
  await form.idea('Lige før lukketid', 'Nåede jeg det?');
  await page.route('**/proposals', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 409, contentType: 'application/problem+json', json: { status: 409, code: 'closed' } })
      : route.fallback(),
  );
  await form.send.click();
  await expect(page.getByText('Høringen er slut, så det kan ikke sendes.').first()).toBeVisible();
  for (const words of ['Lige før lukketid', 'Nåede jeg det?']) await expect(page.getByRole('main')).toContainText(words);
  await page.reload();
  await arrived(page);
  await form.change('Forslaget med få ord').click();
  await expect(form.title).toHaveValue('Lige før lukketid');
  await expect(form.body).toHaveValue('Nåede jeg det?');
});

test('an edit that is emptied is refused in words at the field, and what was typed stays', async ({ page, people }) => {
  const me = await people.join('Rosa');
  const words = unique('Det retter jeg');
  await people.comment(me, KEY, words);
  await remember(page.context(), me);
  await open(page, SECTION);
  await (await new Thread(page).post(words).more('Ret')).click();
  const change = page.getByRole('textbox', { name: 'Ret din kommentar' });
  await change.fill('\u200b ');
  await page.getByRole('button', { name: 'Gem', exact: true }).click();
  await expect(change).toHaveAccessibleDescription('Skriv noget her først.');
  await expect(change).toHaveValue('\u200b ');
  await change.fill('Ring til mig på 22 33 44 55');
  await expect(page.getByText(/^Det ligner et telefonnummer/)).toBeVisible();
});

for (const [name, words, warning] of [
  ['a person number', 'Mit nummer er 010170-1234', /^Det ligner et cpr-nummer/],
  ['a phone number', 'Ring til mig på 22 33 44 55', /^Det ligner et telefonnummer/],
  ['a mail address', 'Skriv til mona@example.dk', /^Det ligner en mailadresse/],
] as const) {
  test(`whoever writes ${name} is warned before sending, and may send it`, async ({ page, people }) => {
    const thread = await known(page, people);
    await thread.composer.field.fill('Sag 2010-105765 koster 10.000.000 kr. i 2011.');
    await expect(thread.composer.form.getByText(/^Det ligner/)).toHaveCount(0);
    const all = unique(words);
    await thread.composer.field.fill(all);
    await expect(thread.composer.form.getByText(warning)).toBeVisible();
    await thread.composer.send.click();
    await expect(thread.composer.form.getByText('Se lige teksten igennem en gang til')).toBeVisible();
    await expect(thread.composer.send).toHaveText('Send alligevel');
    await expect(thread.composer.field).toBeFocused();
    await thread.composer.send.click();
    await expect(thread.post(all).whole).toContainText('Sendt');
  });
}

test('a question that cannot be seen is no question, and a very long one breaks nothing', async ({ page }) => {
  await page.goto(`/${HEARING}?soeg=%E2%80%8B`);
  await expect(page.getByRole('heading', { level: 1 })).not.toContainText('Søgning');
  await page.setViewportSize({ width: 320, height: 720 });
  await page.goto(`/${HEARING}?soeg=${'W'.repeat(4_000)}`);
  await expect(page.getByText('Vi fandt ikke noget.')).toBeVisible();
  await fits(page);
});
