import type { Frame, Page } from '@playwright/test';
import { expect, framed, test } from '../house/abroad';
import { arrived } from '../house/arrival';
import { CITY } from '../house/names';
import { unique } from '../house/people';
import { SECTION, type Code } from '../house/snippets';
import { Thread } from '../pages/thread';

/** What is written in a frame has arrived: only then is it there on a page that is loaded anew. */
async function arrivedAs(frame: Frame, words: string, by: string): Promise<void> {
  const { whole } = new Thread(frame).post(words);
  await expect(whole).toContainText(by);
  await expect(whole).toHaveAttribute('data-id', /./);
}

/** The page is loaded anew, and somebody is about to write in its frame. */
async function again(page: Page, address: string): Promise<Thread> {
  await page.goto('about:blank');
  const { frame } = await framed(page, address);
  const thread = new Thread(frame);
  await thread.composer.field.click();
  await arrived(frame);
  return thread;
}

/** Which code stands where; both on a page that spares nothing. */
const PLACES: [string, Code][] = [
  ['wordpress.html', 'script'],
  ['kommune.html', 'ramme'],
  ['arabisk.html', 'script'],
  ['haard-stil.html', 'script'],
  ['haard-stil.html', 'ramme'],
];

for (const [place, code] of PLACES) {
  test(`on ${place} one takes part in all ways, with the code “${code}”, and stays the same person`, async ({
    page,
    people,
  }) => {
    const question = unique('Hvem låser op om lørdagen?');
    await people.comment(await people.join('Finn'), SECTION, question);
    const address = `${CITY}/${place}?kode=${code}`;
    const { frame } = await framed(page, address);
    const words = unique(`Skrevet på ${place}`);
    let thread = new Thread(frame);

    await test.step('a newcomer comments', async () => {
      await thread.composer.field.click();
      await page.keyboard.type(words);
      await expect(thread.composer.form).toContainText('Kladden er gemt.');
      await thread.composer.name.fill('Karla');
      await thread.composer.send.click();
      await arrivedAs(frame, words, 'Karla');
      await expect(frame.getByRole('region', { name: 'Gem dit link' })).toContainText('Browseren her husker dig');
    });

    await test.step('after a reload one is still known, and the comment is still one’s own', async () => {
      thread = await again(page, address);
      await expect(thread.composer.form).toContainText('Du skriver som Karla');
      await (await thread.post(words).more('Ret')).click();
      const change = thread.page.getByRole('textbox', { name: 'Ret din kommentar' });
      await change.fill(`${words}, og rettet`);
      await thread.page.getByRole('button', { name: 'Gem', exact: true }).click();
      await expect(thread.post(words).whole).toContainText('redigeret');
    });

    await test.step('one answers another, agrees and reports', async () => {
      const answer = unique('Det gør jeg');
      await thread.post(question).reply.click();
      await thread.composerFor('Svar til Finn').write(answer);
      await arrivedAs(thread.page as Frame, answer, 'Karla');
      const asked = thread.page.getByRole('article').filter({ hasText: question }).first();
      const support = asked.getByRole('button', { name: /Enig/ }).first();
      await support.click();
      await expect(support).toHaveAttribute('aria-pressed', 'true');
      await asked.locator('summary').filter({ hasText: 'Mere' }).first().click();
      await asked.getByRole('button', { name: 'Anmeld', exact: true }).first().click();
      await asked.getByRole('radio').first().check();
      await asked.getByRole('button', { name: 'Send anmeldelse' }).click();
      await expect(thread.page.getByText('Tak. En moderator ser på det.').first()).toBeVisible();
    });

    await test.step('all of it is still there after a reload', async () => {
      thread = await again(page, address);
      await expect(thread.post(words).whole).toContainText(', og rettet');
      const asked = thread.page.getByRole('article').filter({ hasText: question }).first();
      await expect(asked.getByRole('button', { name: /Enig/ }).first()).toHaveAttribute('aria-pressed', 'true');
    });
    await expect(page).toHaveURL(address);
  });
}
