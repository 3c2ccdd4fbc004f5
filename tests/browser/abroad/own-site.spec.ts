import { expect, framed, test } from '../house/abroad';
import { arrived } from '../house/arrival';
import { CITY, HEARING } from '../house/names';
import { unique } from '../house/people';
import { CODES, type Code } from '../house/snippets';
import { Thread } from '../pages/thread';

for (const code of Object.keys(CODES) as Code[]) {
  test(`from a frame with the code “${code}” one goes on at the hearing’s own site as the same person`, async ({
    page,
    context,
  }) => {
    const address = `${CITY}/wordpress.html?kode=${code}`;
    const { frame } = await framed(page, address);
    const thread = new Thread(frame);
    const { composer } = thread;
    const words = unique('Begyndt hos byen');
    await composer.field.click();
    await arrived(frame);
    await composer.introduce('Byens borger', words);
    await expect(thread.post(words).whole).toHaveAttribute('data-id', /./);
    await composer.field.fill('Lidt mere');
    const opened = context.waitForEvent('page');
    await composer.form.getByRole('link', { name: 'Ikke dig?' }).click();
    const own = await opened;
    await expect(own.getByRole('main')).toContainText('Du skriver som Byens borger');
    await expect(own).toHaveURL(`${HEARING}/mine`);
    await expect(own.getByRole('main')).toContainText(words);
    // The secret of the way is not left behind, and the page around the frame stays.
    expect(await own.evaluate(() => location.hash)).toBe('');
    await expect(page).toHaveURL(address);
  });
}
