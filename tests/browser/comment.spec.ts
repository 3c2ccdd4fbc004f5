import { arrived, open } from './house/arrival';
import { HEARING, remember, unique } from './house/people';
import { expect, test } from './house/test';
import { Paragraph } from './pages/paragraph';
import { Thread } from './pages/thread';

const SECTION = `/${HEARING}/plads-til-lektier`;

test('a new visitor posts with three taps and typing, without a page load, and stays where they were', async ({
  page,
  hasTouch,
}) => {
  await open(page, SECTION);
  const thread = new Thread(page);
  const { composer } = thread;
  const loads: string[] = [];
  page.on('request', (request) => {
    if (request.isNavigationRequest()) loads.push(request.url());
  });
  let taps = 0;
  const tap = async (what: typeof composer.field) => {
    taps += 1;
    await (hasTouch ? what.tap() : what.click());
  };
  const words = unique('Lad cafeen holde åbent om lørdagen');
  await tap(composer.field);
  await page.keyboard.type(words);
  await tap(composer.name);
  await page.keyboard.type('Birthe');
  await tap(composer.send);
  const post = thread.post(words);
  await expect(post.whole).toBeVisible();
  await expect(post.whole).toContainText('Birthe');
  await expect(post.whole).toBeInViewport();
  await expect(thread.status).toHaveText('Din kommentar er sendt.');
  await expect(composer.field).toHaveValue('');
  await expect(page).toHaveURL(SECTION);
  expect({ taps, loads }).toEqual({ taps: 3, loads: [] });
});

test('what is pressed below the field that one leaves does not move away from under the finger', async ({
  page,
  people,
  hasTouch,
}) => {
  const words = unique('Tryk på mig');
  await people.comment(await people.join('Finn'), 'plads-til-lektier', words);
  await remember(page.context(), await people.join('Tove'));
  await open(page, SECTION);
  const thread = new Thread(page);
  const press = (what: typeof thread.composer.field) => (hasTouch ? what.tap() : what.click());
  await press(thread.composer.field);
  await expect(thread.composer.send).toBeVisible();
  const { support } = thread.post(words);
  await press(support);
  await expect(support).toHaveAttribute('aria-pressed', 'true');
  await expect(thread.composer.send).toBeHidden();
});

test('the name is asked once, and the link to one’s own posts is offered', async ({ page }) => {
  await open(page, SECTION);
  const thread = new Thread(page);
  const [first, second] = [unique('Først'), unique('Dernæst')];
  await thread.composer.introduce('Ruth', first);
  await expect(thread.post(first).whole).toBeVisible();
  const offer = page.getByRole('region', { name: 'Gem dit link' });
  await expect(offer.getByRole('textbox', { name: 'Dit link' })).toHaveValue(/\/mine#[\w.-]{16,}$/);
  await thread.composer.field.fill(second);
  await expect(thread.composer.name).toHaveCount(0);
  await expect(thread.composer.form).toContainText('Du skriver som Ruth');
  await thread.composer.send.click();
  await expect(thread.post(second).whole).toContainText('Ruth');
});

test('the link to one’s own posts shows them in another browser', async ({ page, browser, baseURL }) => {
  await open(page, SECTION);
  const thread = new Thread(page);
  const words = unique('Kan jeg finde det igen?');
  await thread.composer.introduce('Kaj', words);
  await expect(thread.post(words).whole).toBeVisible();
  const link = await page.getByRole('textbox', { name: 'Dit link' }).inputValue();
  const other = await browser.newPage({ baseURL });
  await open(other, link);
  await expect(other.getByRole('main')).toContainText(words);
  await expect(other).toHaveURL('/mine');
  await other.close();
});

test('after a reload one’s comment is there and still one’s own', async ({ page }) => {
  await open(page, SECTION);
  const thread = new Thread(page);
  const words = unique('Det her skal blive stående');
  await thread.composer.introduce('Tove', words);
  await expect(thread.post(words).whole).toContainText('Sendt');
  await page.reload();
  await arrived(page);
  const post = thread.post(words);
  await expect(post.whole).toHaveCount(1);
  await expect(await post.more('Træk tilbage')).toBeVisible();
  await expect(post.acts('Anmeld')).toHaveCount(0);
});

test('whoever answers a comment finds the answer under it', async ({ page, people }) => {
  const [question, answer] = [unique('Hvad gør I om sommeren?'), unique('Vi holder åbent i juli')];
  const asked = await people.comment(await people.join('Finn'), 'plads-til-lektier', question);
  await remember(page.context(), await people.join('Gerda'));
  await open(page, SECTION);
  const thread = new Thread(page);
  await thread.post(question).reply.click();
  const composer = thread.composerFor('Svar til Finn');
  await expect(composer.field).toBeFocused();
  await composer.write(answer);
  const talk = page.getByRole('article').filter({ hasText: question });
  await expect(talk.getByRole('article').filter({ hasText: answer })).toBeVisible();
  await expect(composer.field).toHaveCount(0);
  await page.goto(`/${HEARING}/kommentar/${asked.id}`);
  await expect(page.getByText(answer)).toBeVisible();
});

test('an answer to an answer says whom it answers', async ({ page, people }) => {
  const [question, answer, again] = [unique('Er der mad?'), unique('Ja, boller'), unique('Også til mig?')];
  const asked = await people.comment(await people.join('Ib'), 'plads-til-lektier', question);
  await people.comment(await people.join('Karla'), 'plads-til-lektier', answer, { parent: asked.id });
  await remember(page.context(), await people.join('Leo'));
  await open(page, SECTION);
  const thread = new Thread(page);
  await thread.post(answer).reply.click();
  await thread.composerFor('Svar til Karla').write(again);
  await expect(thread.post(again).whole).toContainText('svar til Karla');
  const talk = page.getByRole('article').filter({ hasText: question });
  await expect(talk.getByRole('article').filter({ hasText: again })).toHaveCount(1);
});

test('a newcomer whose first post is an answer is offered the link as well', async ({ page, people }) => {
  const question = unique('Hvem kommer?');
  await people.comment(await people.join('Per'), 'plads-til-lektier', question);
  await open(page, SECTION);
  const thread = new Thread(page);
  await thread.post(question).reply.click();
  const answer = unique('Det gør jeg');
  await thread.composerFor('Svar til Per').introduce('Sonja', answer);
  await expect(thread.post(answer).whole).toContainText('Sonja');
  await expect(page.getByRole('region', { name: 'Gem dit link' })).toBeVisible();
});

test('a comment at a paragraph stands at it, and in the section’s thread with its words', async ({ page, people }) => {
  await remember(page.context(), await people.join('Asta'));
  await open(page, `${SECTION}?udgave=fuld`);
  const { way, talk } = new Paragraph(page, 'Pengene rækker til udgangen af 2012.');
  const words = unique('Og hvad så i 2013?');
  await way.click();
  const thread = new Thread(page);
  await thread.composerFor('Hvad mener du om dette sted?').write(words);
  await expect(talk.getByRole('article').filter({ hasText: words })).toHaveAttribute('data-id', /./);
  await page.reload();
  await arrived(page);
  const below = page.getByRole('region', { name: /^Kommentarer/ }).getByRole('article');
  await expect(below.filter({ hasText: words }).last()).toContainText('Pengene rækker til udgangen');
});

test('what is being written survives a reload and a visit to another page', async ({ page }) => {
  await open(page, SECTION);
  const { composer } = new Thread(page);
  await composer.field.fill('Jeg er ikke færdig endnu');
  await expect(composer.form).toContainText('Kladden er gemt.');
  await page.reload();
  await arrived(page);
  await expect(composer.field).toHaveValue('Jeg er ikke færdig endnu');
  await composer.field.press('End');
  await composer.field.pressSequentially(', men snart');
  await page.getByRole('navigation', { name: 'Forrige og næste afsnit' }).getByRole('link').first().click();
  await expect(page).not.toHaveURL(SECTION);
  await expect(composer.field).toHaveValue('');
  await page.goBack();
  await expect(page).toHaveURL(SECTION);
  await expect(composer.field).toHaveValue('Jeg er ikke færdig endnu, men snart');
});

test('drafts are listed under one’s own posts with the way back to them', async ({ page }) => {
  await open(page, SECTION);
  const { composer } = new Thread(page);
  await composer.field.fill('En halv tanke');
  await expect(composer.form).toContainText('Kladden er gemt.');
  await open(page, '/mine');
  await expect(page.getByRole('main')).toContainText('En halv tanke');
  await page.getByRole('link', { name: 'Skriv videre' }).click();
  await expect(page).toHaveURL(SECTION);
  await expect(composer.field).toHaveValue('En halv tanke');
});

test('where nobody has written the page says so, until words of one’s own stand there', async ({ page }) => {
  // They never arrive: the section stays one on which nobody has written.
  await page.route('**/comments', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
  await open(page, `/${HEARING}/en-kollega-der-viser-til-rette`);
  const nobody = page.getByText('Ingen har skrevet her endnu.');
  await expect(nobody).toBeVisible();
  const { composer } = new Thread(page);
  const words = unique('Så begynder jeg');
  await composer.field.fill(words);
  await composer.name.fill('Den første');
  await composer.send.click();
  await expect(page.getByRole('article').filter({ hasText: words })).toBeVisible();
  await expect(nobody).toHaveCount(0);
});
