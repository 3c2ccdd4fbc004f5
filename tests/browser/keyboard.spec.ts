import { open } from './house/arrival';
import { keepsFocus, tabTo } from './house/keyboard';
import { HEARING, remember, unique } from './house/people';
import { expect, test } from './house/test';
import { ProposalForm } from './pages/proposal';
import { Post, Thread } from './pages/thread';

const KEY = 'maal-6';
const SECTION = `/${HEARING}/${KEY}`;

test('with the keyboard alone one reads, comments, answers, agrees and reports', async ({ page, people }) => {
  const [theirs, mine, answer] = [unique('Alle i samme klub'), unique('Jeg vil med'), unique('Hvornår?')];
  await people.comment(await people.join('Gunnar'), KEY, theirs);
  await open(page, `/${HEARING}/maal-5`);
  await tabTo(page, page.getByRole('link', { name: /^Næste/ }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page).toHaveURL(SECTION);
  const thread = new Thread(page);

  await tabTo(page, thread.composer.field);
  await page.keyboard.type(mine);
  await tabTo(page, thread.composer.name);
  await page.keyboard.type('Helga');
  await tabTo(page, thread.composer.send);
  await page.keyboard.press('Enter');
  await expect(thread.post(mine).whole).toBeFocused();
  await expect(thread.post(mine).whole).toContainText('Sendt');

  const post = thread.post(theirs);
  await tabTo(page, post.reply);
  await page.keyboard.press('Enter');
  const composer = thread.composerFor('Svar til Gunnar');
  await expect(composer.field).toBeFocused();
  await page.keyboard.type(answer);
  await page.keyboard.press('Control+Enter');
  await expect(thread.post(answer).whole).toBeVisible();
  await keepsFocus(page);

  const talk = new Post(page, page.getByRole('article').filter({ hasText: theirs }));
  await page.keyboard.press('Shift+Tab');
  await talk.support.focus();
  await page.keyboard.press('Space');
  await expect(talk.support).toHaveAttribute('aria-pressed', 'true');
  await expect(talk.support).toBeFocused();

  await tabTo(page, talk.menu);
  await page.keyboard.press('Enter');
  await tabTo(page, talk.acts('Anmeld'));
  await page.keyboard.press('Enter');
  const reasons = talk.whole.getByRole('radio');
  await expect(reasons.first()).toBeVisible();
  await keepsFocus(page);
  await tabTo(page, reasons.first());
  await page.keyboard.press('ArrowDown');
  await expect(reasons.nth(1)).toBeChecked();
  await tabTo(page, talk.whole.getByRole('button', { name: 'Send anmeldelse' }));
  await page.keyboard.press('Enter');
  await expect(talk.whole).toContainText('Tak. En moderator ser på det.');
  await keepsFocus(page);
});

test('with the keyboard alone one proposes other words, from the section to the receipt', async ({ page }) => {
  await open(page, ProposalForm.address('ordlyd', 'maal-1'));
  const form = new ProposalForm(page);
  await tabTo(page, page.getByRole('button', { name: /De faglige resultater skal forbedres/ }));
  await page.keyboard.press('Enter');
  await expect(form.next).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(form.heading).toBeFocused();
  await tabTo(page, form.replacement);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('De faglige resultater skal være gode.');
  await tabTo(page, form.reason);
  await page.keyboard.type('Det er nemmere at sige.');
  await tabTo(page, form.next);
  await page.keyboard.press('Enter');
  await tabTo(page, form.name);
  await page.keyboard.type('Tastaturet');
  await page.keyboard.press('Enter');
  await expect(form.heading).toHaveText('Se det hele igennem');
  await tabTo(page, form.change('Hvorfor?'));
  await page.keyboard.press('Enter');
  await expect(form.reason).toBeFocused();
  await tabTo(page, form.next);
  await page.keyboard.press('Enter');
  await expect(form.heading).toBeFocused();
  await tabTo(page, form.send);
  await page.keyboard.press('Enter');
  await expect(form.receipt.getByRole('heading', { level: 2 })).toBeFocused();
});

test('the first stop leads past the navigation to the page itself', async ({ page }) => {
  await open(page, SECTION);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Spring til indholdet' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${SECTION}#main`);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('main').locator(':focus')).toHaveText('Kort');
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('main').locator(':focus')).toHaveCount(0);
});

test.describe('the focus is not lost', () => {
  test('when an answer is sent: it goes to the answer', async ({ page, people }) => {
    const [words, answer] = [unique('Hvem tør?'), unique('Jeg tør')];
    await people.comment(await people.join('Iris'), KEY, words);
    await remember(page.context(), await people.join('Jytte'));
    await open(page, SECTION);
    const thread = new Thread(page);
    await thread.post(words).reply.press('Enter');
    await page.keyboard.type(answer);
    await page.keyboard.press('Control+Enter');
    await expect(thread.post(answer).whole).toBeFocused();
  });

  test('when an answer is given up: it goes back to "Svar"', async ({ page, people }) => {
    const words = unique('Nå, alligevel ikke');
    await people.comment(await people.join('Klaus'), KEY, words);
    await open(page, SECTION);
    const thread = new Thread(page);
    const { reply } = thread.post(words);
    await reply.press('Enter');
    await expect(thread.composerFor('Svar til Klaus').field).toBeFocused();
    await tabTo(page, reply, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await expect(thread.composerFor('Svar til Klaus').field).toHaveCount(0);
    await expect(reply).toBeFocused();
  });

  test('when a stranger agrees and gives a name: it goes back to "Enig"', async ({ page, people }) => {
    const words = unique('Fodbold for alle');
    await people.comment(await people.join('Lars'), KEY, words);
    await open(page, SECTION);
    const post = new Thread(page).post(words);
    await post.support.press('Enter');
    await expect(post.whole.getByLabel('Dit navn')).toBeFocused();
    await page.keyboard.type('Maren');
    await page.keyboard.press('Enter');
    await expect(post.support).toHaveAttribute('aria-pressed', 'true');
    await expect(post.support).toBeFocused();
  });

  test('when a report is begun and given up: it goes to its first choice and back', async ({ page, people }) => {
    const words = unique('Rap rap');
    await people.comment(await people.join('Niels'), KEY, words);
    await open(page, SECTION);
    const post = new Thread(page).post(words);
    await post.menu.press('Enter');
    await post.acts('Anmeld').press('Enter');
    await expect(post.whole.getByRole('radio').first()).toBeVisible();
    await keepsFocus(page);
    await post.whole.getByRole('button', { name: 'Fortryd' }).press('Enter');
    await expect(post.whole.getByRole('radio')).toHaveCount(0);
    await keepsFocus(page);
  });

  test('when a report is sent', async ({ page, people }) => {
    const words = unique('Køb nu');
    await people.comment(await people.join('Ove'), KEY, words);
    await remember(page.context(), await people.join('Petra'));
    await open(page, SECTION);
    const post = new Thread(page).post(words);
    await post.menu.press('Enter');
    await post.acts('Anmeld').press('Enter');
    await post.whole.getByLabel('Ingen reklame eller spam').check();
    await post.whole.getByRole('button', { name: 'Send anmeldelse' }).press('Enter');
    await expect(post.whole).toContainText('Tak. En moderator ser på det.');
    await keepsFocus(page);
    await post.whole.getByRole('button', { name: 'Luk' }).press('Enter');
    await expect(post.whole).not.toContainText('Tak. En moderator ser på det.');
    await keepsFocus(page);
  });

  test('when a comment is changed and when it is withdrawn', async ({ page, people }) => {
    const me = await people.join('Rita');
    const [words, better] = [unique('Først sådan'), unique('Så sådan')];
    await people.comment(me, KEY, words);
    await remember(page.context(), me);
    await open(page, SECTION);
    const thread = new Thread(page);
    await thread.post(words).menu.press('Enter');
    await thread.post(words).acts('Ret').press('Enter');
    await expect(page.getByRole('textbox', { name: 'Ret din kommentar' })).toBeFocused();
    await page.getByRole('textbox', { name: 'Ret din kommentar' }).fill(better);
    await page.getByRole('button', { name: 'Gem', exact: true }).press('Enter');
    await expect(thread.post(better).whole).toBeVisible();
    await keepsFocus(page);
    await thread.post(better).menu.press('Enter');
    await thread.post(better).acts('Træk tilbage').press('Enter');
    await expect(page.getByRole('group', { name: 'Træk tilbage' })).toBeVisible();
    await keepsFocus(page);
    await page.getByRole('button', { name: 'Ja, træk den tilbage' }).press('Enter');
    await expect(page.getByText(better)).toHaveCount(0);
    await keepsFocus(page);
  });

  test('when the link to one’s own posts is put aside', async ({ page }) => {
    await open(page, SECTION);
    const thread = new Thread(page);
    const words = unique('Gem den til mig');
    await thread.composer.introduce('Sanne', words);
    await expect(thread.post(words).whole).toBeVisible();
    await page.getByRole('button', { name: 'Ikke nu' }).press('Enter');
    await expect(page.getByRole('button', { name: 'Ikke nu' })).toHaveCount(0);
    await keepsFocus(page);
  });

  test('when a paragraph’s conversation opens and closes', async ({ page }) => {
    await open(page, SECTION);
    const way = page.getByRole('link', { name: 'Kommentér' }).first();
    await way.press('Enter');
    await expect(page.getByRole('region', { name: 'Kommentarer til dette sted' })).toBeVisible();
    await keepsFocus(page);
    await page.goBack();
    await expect(page.getByRole('region', { name: 'Kommentarer til dette sted' })).toHaveCount(0);
    await keepsFocus(page);
  });
});

test('the menu of the phone opens, closes with Escape, and gives the focus back', async ({ page, isMobile }) => {
  test.skip(!isMobile, 'a wide screen shows the contents beside the text');
  await open(page, SECTION);
  const menu = page.getByRole('button', { name: 'Menu' });
  await menu.press('Enter');
  await expect(page.getByRole('navigation', { name: 'Indhold' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('navigation', { name: 'Indhold' })).toBeHidden();
  await expect(menu).toBeFocused();
});
