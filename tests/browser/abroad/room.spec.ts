import type { Frame, Page } from '@playwright/test';
import { expect, framed, gap, test } from '../house/abroad';
import { arrived } from '../house/arrival';
import { CITY } from '../house/names';
import { unique } from '../house/people';
import { CODES, type Code } from '../house/snippets';
import { Thread } from '../pages/thread';

const PLACES = ['wordpress.html', 'kommune.html', 'arabisk.html', 'haard-stil.html'];

/** What would stay in its place while a frame as high as what it shows is scrolled away. */
const held = (frame: Frame) =>
  frame.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => element.getClientRects().length > 0)
      .filter((element) => /fixed|sticky/.test(getComputedStyle(element).position))
      .map((element) => `${element.tagName} ${element.className}`),
  );

/** How wide the page is and how wide the frame's content, beyond what they have. */
async function tooWide(page: Page, frame: Frame): Promise<number[]> {
  const over = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
  return [await page.evaluate(over), await frame.evaluate(over)];
}

for (const place of PLACES) {
  for (const code of Object.keys(CODES) as Code[]) {
    test(`on ${place}, with the code “${code}”, one has room to read and to write`, async ({ page }) => {
      const { frame, element } = await framed(page, `${CITY}/${place}?kode=${code}`);
      const isRoomy = async () => {
        if (code === 'script') await expect.poll(() => gap(frame, element)).toBeLessThan(2);
        expect(await tooWide(page, frame)).toEqual([0, 0]);
        expect(await held(frame)).toEqual([]);
      };
      await isRoomy();
      // The hostile stylesheet puts wide margins around everything, and a scroll bar.
      expect((await element.boundingBox())!.width).toBeGreaterThan(place === 'haard-stil.html' ? 230 : 280);
      const { composer } = new Thread(frame);
      await composer.field.click();
      await arrived(frame);
      await composer.field.fill(`${unique('Jeg skriver')}\n\nlangt\n\nog\n\nlænge\n\nom\n\ndet`);
      await frame.locator('summary').filter({ hasText: 'Skriver du for andre' }).click();
      await expect(frame.getByRole('radio').first()).toBeVisible();
      await isRoomy();
      await frame.getByRole('article').first().locator('summary').filter({ hasText: 'Mere' }).first().click();
      await isRoomy();
    });
  }
}
