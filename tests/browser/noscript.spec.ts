import { HEARING, unique } from './house/people';
import { expect, test } from './house/test';
import { Paragraph } from './pages/paragraph';
import { Thread } from './pages/thread';

test.use({ javaScriptEnabled: false });

test('without scripts one reads the front page and goes on to a section and to the next', async ({ page }) => {
  await page.goto(`/${HEARING}`);
  await expect(page.getByText(/^Du kan svare til og med den/)).toBeVisible();
  await page.getByRole('region', { name: 'Teksten' }).getByRole('link', { name: /^Mål 1/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bedre resultater i skolen');
  await page.getByRole('link', { name: /^Næste/ }).click();
  await expect(page).toHaveURL(`/${HEARING}/maal-2`);
  await page.getByRole('link', { name: 'Fuld', exact: true }).click();
  await expect(page.getByText('Det er ikke nok at tælle dem, der begynder.')).toBeVisible();
});

test('without scripts the menu of the phone opens and leads on', async ({ page, isMobile }) => {
  test.skip(!isMobile, 'a wide screen shows the contents beside the text');
  await page.goto(`/${HEARING}/maal-1`);
  await page.getByRole('button', { name: 'Menu' }).click();
  const menu = page.getByRole('navigation', { name: 'Indhold' });
  await menu.getByRole('link', { name: /^Mål 3/ }).click();
  await expect(page).toHaveURL(`/${HEARING}/maal-3`);
});

test('without scripts a thread can be sorted', async ({ page }) => {
  await page.goto(`/${HEARING}/indsats-3`);
  const first = page.getByRole('region', { name: /^Kommentarer/ }).getByRole('article').first();
  await expect(first).toContainText('CykelOle');
  const sorts = page.getByRole('navigation', { name: 'Rækkefølge' });
  await sorts.getByRole('link', { name: 'Ældste' }).click();
  await expect(page).toHaveURL(`/${HEARING}/indsats-3?sortering=aeldste#kommentarer`);
  await expect(first).toContainText('Valby Lokaludvalg');
  await sorts.getByRole('link', { name: 'Flest enige' }).click();
  await expect(first).toContainText('Nabonetværket Trappe 4');
});

test('without scripts one reads on in a thread of more than twenty comments', async ({ page, people }) => {
  const by = await people.join('Mange');
  const words = Array.from({ length: 22 }, (_, at) => unique(`Nummer ${at}`));
  for (const one of words) await people.comment(by, 'sig-det-videre', one);
  await page.goto(`/${HEARING}/sig-det-videre`);
  await expect(page.getByText(words[21]!)).toBeVisible();
  await expect(page.getByText(words[0]!)).toHaveCount(0);
  while (await page.getByRole('link', { name: 'Vis flere kommentarer' }).isVisible()) {
    await page.getByRole('link', { name: 'Vis flere kommentarer' }).click();
    if (await page.getByText(words[0]!).isVisible()) break;
  }
  await expect(page.getByText(words[0]!)).toBeVisible();
  await expect(page.getByText(words[21]!)).toHaveCount(0);
  await page.getByRole('link', { name: 'Til de første kommentarer' }).click();
  await expect(page.getByText(words[21]!)).toBeVisible();
});

test('without scripts a paragraph’s conversation and a comment’s answers are pages', async ({ page }) => {
  await page.goto(`/${HEARING}/indsats-1?udgave=fuld`);
  const { way, talk } = new Paragraph(page, 'Undervejs er der nogle steder');
  await way.click();
  await expect(talk.getByText('Skolen? Vi begynder da længe før!')).toBeVisible();
  const post = new Thread(page).post('Men hvem følger op, når pengene');
  await post.whole.getByRole('link', { name: /^Vis \d+ svar mere$/ }).click();
  await expect(page).toHaveURL(new RegExp(`/${HEARING}/kommentar/`));
  await expect(page.getByText('Jeg sætter en påmindelse i kalenderen.')).toBeVisible();
  await expect(page.getByText('Skjult af moderator · regel 2')).toBeVisible();
});

test('without scripts proposals, news, rules and the way to answer by letter can be read', async ({ page }) => {
  await page.goto(`/${HEARING}/forslag`);
  await page.getByRole('link', { name: 'Ny ordlyd', exact: true }).click();
  await page.getByRole('link', { name: /Børnene skal med i titlen/ }).click();
  await expect(page.getByRole('insertion')).toHaveText('Tilføjet: børn og');
  await expect(page.getByText('To små ord, og pludselig er de små med.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Du kan også svare på anden vis' })).toContainText('Eksempelvej 10');
  await page.goto(`/${HEARING}/nyt`);
  await page.getByRole('link', { name: /Kom til stormøde/ }).click();
  await expect(page.getByText('Vi mødes i næste uge')).toBeVisible();
  await page.getByRole('link', { name: 'Regler', exact: true }).first().click();
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(6);
});
