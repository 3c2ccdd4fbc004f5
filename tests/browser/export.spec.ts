import { isOpenToAll } from './house/barriers';
import { HEARING } from './house/people';
import { expect, test } from './house/test';
import { Desk } from './pages/desk';

test('staff take all posts home, in the part for everybody and in their own', async ({ page }) => {
  const desk = new Desk(page);
  await desk.enter('/desk/ko/nye');
  await desk.follow('Hent alt');
  await expect(page.getByRole('heading', { name: 'Hent alt' })).toBeVisible();
  await expect(desk.way('Hent alt')).toHaveAttribute('aria-current', 'page');
  const demonstration = page.locator(`a[href$='/consultations/${HEARING}/export.csv']`);
  for (const [at, name] of [`${HEARING}-indlaeg.csv`, `${HEARING}-indlaeg-internt.csv`].entries()) {
    const file = page.waitForEvent('download');
    await demonstration.nth(at).click();
    expect((await file).suggestedFilename()).toBe(name);
  }
  await isOpenToAll(page);
});
