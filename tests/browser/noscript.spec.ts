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
  await page.getByRole('link', { name: 'Vis flere kommentarer' }).click();
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
  await page.getByRole('link', { name: 'Regler for debatten', exact: true }).first().click();
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(6);
});

test('without scripts one sees what a comment said before it was changed', async ({ page, people, request }) => {
  const me = await people.join('Lis');
  const [before, after] = [unique('Åbent om lørdagen'), unique('Åbent om søndagen')];
  const { id } = await people.comment(me, 'sig-det-videre', before);
  const changed = await request.patch(`/api/comments/${id}`, {
    data: { body: after },
    headers: { authorization: `Bearer ${me.token}` },
  });
  expect(changed.status()).toBe(200);
  await page.goto(`/${HEARING}/kommentar/${id}`);
  await expect(page.getByText(before)).toHaveCount(0);
  await page.getByRole('link', { name: 'redigeret' }).click();
  await expect(page.getByText(before)).toBeVisible();
  await expect(page.getByRole('deletion').first()).toContainText('lørdagen');
  await expect(page.getByRole('insertion').first()).toContainText('søndagen');
});

test('without scripts the form says that it does not work, and where one can answer', async ({ page }) => {
  await page.goto(`/${HEARING}/forslag`);
  await page.getByRole('link', { name: 'Stil et forslag' }).click();
  await page.getByRole('link', { name: /^Idé/ }).click();
  // Playwright looks for neither words nor roles within <noscript>, though it is drawn and heard.
  const notice = page.locator('noscript .notice');
  await expect(notice).toBeVisible();
  await expect(notice).toContainText('Formularen virker kun, når JavaScript er slået til');
  await notice.locator('a', { hasText: 'Du kan også svare på anden vis.' }).click();
  await expect(page.getByRole('region', { name: 'Du kan også svare på anden vis' })).toBeInViewport();
});

test('without scripts a paragraph’s conversation leads to a new wording of it', async ({ page }) => {
  await page.goto(`/${HEARING}/maal-1?udgave=fuld`);
  await page.getByRole('link', { name: 'Kommentér' }).first().click();
  await page.getByRole('link', { name: 'Foreslå en anden ordlyd' }).click();
  await expect(page).toHaveURL(/slags=ordlyd&om=maal-1&afsnit=p-/);
});
