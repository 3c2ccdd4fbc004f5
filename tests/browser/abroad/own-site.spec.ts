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

  for (const again of [false, true]) {
    const when = again ? 'before the app has come again' : 'right after one has written';
    test(`“Åbn på høringens egen side” in “${code}” leads to the page as the same person, ${when}`, async ({
      page,
      context,
    }) => {
      const address = `${CITY}/wordpress.html?kode=${code}`;
      let { frame } = await framed(page, address);
      const thread = new Thread(frame);
      const words = unique('Fra byen til siden');
      await thread.composer.field.click();
      await arrived(frame);
      await thread.composer.introduce('Vandreren', words);
      await expect(thread.post(words).whole).toHaveAttribute('data-id', /./);
      if (again) ({ frame } = await framed(page, address));
      for (const time of ['the first', 'a second'] as const) {
        const opened = context.waitForEvent('page');
        await frame.getByRole('link', { name: 'Åbn på høringens egen side' }).click();
        const own = await opened;
        await expect(own, `${time} time`).toHaveURL(new RegExp(`^${HEARING}/integrationspolitik/indsats-1$`));
        const there = new Thread(own).composer;
        await there.field.click();
        await expect(there.form).toContainText('Du skriver som Vandreren');
        await own.close();
      }
    });
  }
}
