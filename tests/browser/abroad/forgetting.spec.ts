import { rmSync } from 'node:fs';
import type { BrowserContext } from '@playwright/test';
import { expect, forgetful, framed, test } from '../house/abroad';
import { arrived } from '../house/arrival';
import { CITY, HEARING } from '../house/names';
import { unique } from '../house/people';
import { CODES } from '../house/snippets';
import { Thread } from '../pages/thread';

/** A browser in which the frames of other sites keep nothing. */
const forgotten = test.extend<{ context: BrowserContext }>({
  context: async ({ launchOptions, playwright, locale, timezoneId, viewport, isMobile, hasTouch }, use) => {
    const { folder, options } = forgetful(launchOptions);
    const own = { locale, timezoneId, viewport, isMobile, hasTouch, serviceWorkers: 'block' as const };
    const context = await playwright.chromium.launchPersistentContext(folder, { ...options, ...own });
    await use(context);
    await context.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
});

/** Whether a frame is given a place to keep something in. */
function storage(): string {
  try {
    return typeof window.localStorage;
  } catch (refused) {
    return (refused as DOMException).name;
  }
}

for (const code of Object.keys(CODES)) {
  forgotten(`in a browser that keeps nothing for frames, with the code “${code}”, one writes and is told, and goes on at the site`, async ({
    page,
    context,
  }) => {
    const address = `${CITY}/kommune.html?kode=${code}`;
    const { frame } = await framed(page, address);
    expect(await frame.evaluate(storage)).toBe('SecurityError');
    const thread = new Thread(frame);
    await thread.composer.field.click();
    await arrived(frame);
    const words = unique('Jeg gemmer intet');
    await thread.composer.field.pressSequentially(words);
    await expect(thread.composer.form).toContainText('Din browser gemmer ikke kladden.');
    await thread.composer.name.fill('Glemsom');
    await thread.composer.send.click();
    await expect(thread.post(words).whole).toHaveAttribute('data-id', /./);
    const told = frame.getByRole('region', { name: 'Gem dit link' });
    await expect(told).toContainText('Browseren her husker dig ikke, når du lukker siden.');
    await told.getByRole('button', { name: 'Kopiér' }).click();
    await expect(told.getByRole('button', { name: 'Kopieret' })).toBeVisible();

    const opened = context.waitForEvent('page');
    await frame.getByRole('link', { name: 'Åbn på høringens egen side' }).click();
    const own = await opened;
    await expect(own).toHaveURL(`${HEARING}/integrationspolitik/indsats-1`);
    const { composer } = new Thread(own);
    await composer.field.click();
    await expect(composer.form).toContainText('Du skriver som Glemsom');
    await own.close();

    // Nobody is taken for somebody else: after a reload one is a newcomer, and what one wrote stands.
    const again = await framed(page, address);
    const back = new Thread(again.frame);
    await expect(back.post(words).whole).toContainText('Glemsom');
    await back.composer.field.click();
    await arrived(again.frame);
    await expect(back.composer.name).toBeVisible();
  });
}
