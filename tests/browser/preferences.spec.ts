import type { Locator, Page } from '@playwright/test';
import { open } from './house/arrival';
import { HEARING, remember, unique } from './house/people';
import { expect, test } from './house/test';
import { Paragraph } from './pages/paragraph';
import { ProposalForm } from './pages/proposal';
import { Thread } from './pages/thread';

const KEY = 'papir-paa-det-du-kan';
const SECTION = `/${HEARING}/${KEY}`;

/** What moves on the page just now, or would glide where others jump. */
function moving(page: Page): Promise<string[]> {
  return page.evaluate(() => [
    ...document
      .getAnimations()
      .filter((animation) => animation.playState === 'running')
      .map((animation) => String((animation as CSSAnimation).animationName ?? animation.id)),
    ...[document.documentElement, document.body]
      .filter((element) => getComputedStyle(element).scrollBehavior === 'smooth')
      .map(() => 'smooth scrolling'),
  ]);
}

/** How an element is drawn, beside its colours. */
function drawn(element: Locator) {
  return element.evaluate((node) => {
    const style = getComputedStyle(node);
    return {
      line: style.textDecorationLine,
      outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1,
    };
  });
}

test.describe('with less movement', () => {
  test('nothing moves while one reads, opens, waits and sends', async ({ page, people }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await remember(page.context(), await people.join('Rolf'));
    await open(page, `/${HEARING}/indsats-1?udgave=fuld`);
    expect(await moving(page)).toEqual([]);
    const { way, talk } = new Paragraph(page, 'Undervejs er der nogle steder');
    await way.click();
    await talk.getByText('Skolen? Vi begynder da længe før!').waitFor();
    expect(await moving(page)).toEqual([]);
    const menu = page.getByRole('button', { name: 'Menu' });
    if (await menu.isVisible()) {
      await menu.click();
      expect(await moving(page)).toEqual([]);
      await page.getByRole('navigation', { name: 'Indhold' }).getByRole('button', { name: 'Luk' }).click();
    }
    // While the next page is on its way, something says so without moving.
    let arrive = () => {};
    const wait = new Promise<void>((done) => {
      arrive = done;
    });
    await page.route('**/api/page?*', async (route) => {
      await wait;
      await route.continue();
    });
    await page.getByRole('navigation', { name: 'Forrige og næste afsnit' }).getByRole('link').last().click();
    await page.waitForTimeout(600);
    expect(await moving(page)).toEqual([]);
    arrive();
    await open(page, SECTION);
    const thread = new Thread(page);
    const words = unique('Stille og roligt');
    await thread.composer.write(words);
    await expect(thread.post(words).whole).toBeVisible();
    expect(await moving(page)).toEqual([]);
  });
});

test.describe('with the system’s own colours', () => {
  test.beforeEach(async ({ page }) => {
    await page.emulateMedia({ forcedColors: 'active' });
  });

  test('what is chosen and what one agrees with can be told without colours', async ({ page, people }) => {
    const words = unique('Enig med mig?');
    await people.comment(await people.join('Sally'), KEY, words);
    await people.comment(await people.join('Sally'), KEY, unique('Og en til'));
    await remember(page.context(), await people.join('Tim'));
    await open(page, SECTION);
    const edition = page.getByRole('navigation', { name: 'Udgave' }).getByRole('link', { name: 'Kort' });
    await expect(edition).toHaveAttribute('aria-current', 'true');
    expect((await drawn(edition)).outlined, 'the edition').toBe(true);
    const sort = page.getByRole('navigation', { name: 'Rækkefølge' }).getByRole('link', { name: 'Nyeste' });
    expect((await drawn(sort)).outlined, 'the order').toBe(true);
    const { support } = new Thread(page).post(words);
    expect((await drawn(support)).outlined, 'not yet supported').toBe(false);
    await support.click();
    await expect(support).toHaveAttribute('aria-pressed', 'true');
    expect((await drawn(support)).outlined, 'supported').toBe(true);
    const sign = await support.evaluate((button) => getComputedStyle(button, '::before').content);
    expect(sign).toContain('✓');
  });

  test('where one is in the contents can be told without colours', async ({ page }) => {
    await open(page, `/${HEARING}/maal-1`);
    const menu = page.getByRole('button', { name: 'Menu' });
    if (await menu.isVisible()) await menu.click();
    const here = page.getByRole('navigation', { name: 'Indhold' }).locator('[aria-current=page]');
    expect((await drawn(here)).outlined).toBe(true);
  });

  test('what goes and what comes in a wording, what is quoted and what was found are marked', async ({ page }) => {
    await open(page, `/${HEARING}/forslag?sortering=enige`);
    await page.getByRole('link', { name: /Børnene skal med i titlen/ }).click();
    const wording = page.getByRole('region', { name: 'Sådan ændres teksten' });
    expect((await drawn(wording.getByRole('insertion').first())).line).toContain('underline');
    await open(page, ProposalForm.address('ordlyd', 'maal-1'));
    const form = new ProposalForm(page);
    await form.original.fill('Et gammelt ord');
    await form.next.click();
    await form.replacement.fill('Et nyt ord');
    const preview = page.getByRole('region', { name: 'Sådan ændres teksten' });
    expect((await drawn(preview.getByRole('deletion'))).line).toContain('line-through');
    expect((await drawn(preview.getByRole('insertion'))).line).toContain('underline');
    await page.goto(`/${HEARING}?soeg=lektier`);
    expect((await drawn(page.locator('mark').first())).line).toContain('underline');
    await page.goto(`/${HEARING}/indsats-1`);
    expect((await drawn(page.locator('.quote .mark').first())).line).toContain('underline');
  });

  test('a field that was refused says so in words, and the focus can be seen', async ({ page }) => {
    await open(page, SECTION);
    const { composer } = new Thread(page);
    await composer.field.fill('Uden navn');
    await composer.send.click();
    await expect(composer.name).toHaveAccessibleDescription('Skriv noget her først.');
    await composer.name.focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    expect((await drawn(composer.name)).outlined).toBe(true);
  });
});

test('whoever wants it dark gets it dark, everywhere', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const light = ([red, green, blue]: number[]) => 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  const colours = (element: Element) => {
    const { backgroundColor, color } = getComputedStyle(element);
    return [backgroundColor, color].map((colour) => (colour.match(/[\d.]+/g) ?? []).map(Number));
  };
  for (const address of [`/${HEARING}`, `/${HEARING}/indsats-1`, '/mine', `/embed/${HEARING}/indsats-1`]) {
    await page.goto(address);
    const [paper, ink] = await page.locator('body').evaluate(colours);
    expect(light(paper!), address).toBeLessThan(64);
    expect(light(ink!), address).toBeGreaterThan(160);
    for (const field of await page.locator('textarea, input[type=search]').all()) {
      const [sheet] = await field.evaluate(colours);
      expect(light(sheet!), `a field of ${address}`).toBeLessThan(96);
    }
  }
});
