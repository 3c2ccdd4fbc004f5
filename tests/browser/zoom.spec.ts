import type { Page } from '@playwright/test';
import { arrived, open } from './house/arrival';
import { fits, spaceOut, textSize } from './house/fit';
import { HEARING, type People, remember, unique } from './house/people';
import { expect, test } from './house/test';
import { Paragraph } from './pages/paragraph';
import { ProposalForm } from './pages/proposal';
import { Thread } from './pages/thread';

const KEY = 'fritid-uden-regning';
const SECTION = `/${HEARING}/${KEY}`;

/** What somebody can have in front of them, and how they get there. */
const SCREENS: Record<string, (page: Page, people: People) => Promise<void>> = {
  'the list of hearings': async (page) => open(page, '/'),
  'the front page': async (page) => open(page, `/${HEARING}`),
  'a section in its short edition': async (page) => open(page, `/${HEARING}/indsats-1`),
  'a section in its full edition': async (page) => open(page, `/${HEARING}/indsats-1?udgave=fuld`),
  'the history with its footnotes': async (page) => open(page, `/${HEARING}/historien?udgave=fuld`),
  'a section with an answer in Arabic': async (page) => open(page, `/${HEARING}/sprogcafe`),
  'an open conversation at a paragraph': async (page) => {
    await open(page, `/${HEARING}/indsats-1?udgave=fuld`);
    const { way, talk } = new Paragraph(page, 'Undervejs er der nogle steder');
    await way.click();
    await talk.getByText('Skolen? Vi begynder da længe før!').waitFor();
  },
  'the open contents': async (page) => {
    await open(page, `/${HEARING}/maal-1`);
    const menu = page.getByRole('button', { name: 'Menu' });
    if (await menu.isVisible()) await menu.click();
    await expect(page.getByRole('navigation', { name: 'Indhold' })).toBeVisible();
  },
  'a comment that is begun by a newcomer': async (page) => {
    await open(page, SECTION);
    const { composer } = new Thread(page);
    await composer.field.fill('Mit cpr-nummer er 010170-1234');
    await composer.form.getByText('Skriver du for andre').click();
    await composer.send.click();
  },
  'the acts on one’s own comment': async (page, people) => {
    const me = await people.join('Dagmar');
    const words = unique('Et langt ord: speciallægepraksisplanlægningsstabiliseringsperiode');
    await people.comment(me, KEY, words);
    await remember(page.context(), me);
    await open(page, SECTION);
    await new Thread(page).post(words).menu.click();
  },
  'a report': async (page, people) => {
    const words = unique('Anmeld dette');
    await people.comment(await people.join('W'.repeat(60)), KEY, words);
    await open(page, SECTION);
    await (await new Thread(page).post(words).more('Anmeld')).click();
  },
  'the page of a comment': async (page) => {
    await open(page, `/${HEARING}/indsats-1?sortering=aeldste`);
    await new Thread(page).post('Men hvem følger op, når pengene').when.click();
    await page.getByText('Skjult af moderator · regel 2').waitFor();
  },
  'the proposals': async (page) => open(page, `/${HEARING}/forslag`),
  'the choice of a kind of proposal': async (page) => open(page, `/${HEARING}/forslag/nyt`),
  'the form for other words, with its errors': async (page) => {
    await open(page, ProposalForm.address('ordlyd', 'maal-1'));
    const form = new ProposalForm(page);
    await form.next.click();
    await form.errors.waitFor();
  },
  'the form for a partnership': async (page) => open(page, ProposalForm.address('partnerskab')),
  'one proposal': async (page) => {
    await open(page, `/${HEARING}/forslag?sortering=enige`);
    await page.getByRole('link', { name: /Børnene skal med i titlen/ }).click();
    await page.getByRole('region', { name: 'Sådan ændres teksten' }).waitFor();
  },
  'what was found': async (page) => open(page, `/${HEARING}?soeg=lektier`),
  'nothing found, for a very long word': async (page) => open(page, `/${HEARING}?soeg=${'ø'.repeat(200)}`),
  'the news': async (page) => open(page, `/${HEARING}/nyt`),
  'the result': async (page) => open(page, `/${HEARING}/resultat`),
  'the page of one’s own posts': async (page, people) => {
    const me = await people.join('Hjørdis');
    await people.comment(me, KEY, unique('Står det her?'));
    await remember(page.context(), me);
    await open(page, '/mine');
    await page.getByText('Slet mig fra denne enhed').first().waitFor();
  },
  'the rules': async (page) => open(page, '/regler'),
  'the rules of a hearing': async (page) => open(page, `/${HEARING}/regler`),
  'the page on privacy': async (page) => open(page, '/privatliv'),
  'the page on accessibility': async (page) => open(page, '/tilgaengelighed'),
  'the page on cookies': async (page) => open(page, '/cookies'),
  'the page of contacts': async (page) => open(page, '/kontakt'),
  'a page that is not there': async (page) => open(page, `/${HEARING}/findes-ikke`),
  'the frame for other sites': async (page) => {
    await page.goto(`/embed/${HEARING}/indsats-1`);
  },
};

// A phone as it is; a computer zoomed to 400 %, where 1280 px become 320.
test.beforeEach(async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 720 });
});

for (const [name, reach] of Object.entries(SCREENS)) {
  test(`${name} fits a screen of 320 px, also with text of twice the size or spaced out`, async ({ page, people }) => {
    await reach(page, people);
    await fits(page);
    await textSize(page, 200);
    await fits(page, 'with text of twice the size');
    await textSize(page, 100);
    await spaceOut(page);
    await fits(page, 'spaced out');
  });
}

test('whoever reads text of twice the size on a wide screen sees all of it', async ({ page }) => {
  for (const width of [768, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    for (const address of [`/${HEARING}`, `/${HEARING}/indsats-1?udgave=fuld`, `/${HEARING}/forslag`, SECTION]) {
      await open(page, address);
      await textSize(page, 200);
      await fits(page, `${address} at ${width} px`);
    }
  }
});

test('a phone that enlarges text by itself shows no page beside the screen', async ({ page, isMobile }) => {
  test.skip(!isMobile, 'only phones do so');
  for (const address of [`/${HEARING}`, `/${HEARING}/indsats-1?udgave=fuld`, ProposalForm.address('ide')]) {
    await open(page, address);
    await page.evaluate(() => {
      document.documentElement.style.setProperty('-webkit-text-size-adjust', '200%');
      document.documentElement.style.setProperty('text-size-adjust', '200%');
    });
    await fits(page, address);
  }
});

test('with text of twice the size one still writes and sends a comment', async ({ page, people }) => {
  await remember(page.context(), await people.join('Gunvor'));
  await open(page, SECTION);
  await textSize(page, 200);
  const thread = new Thread(page);
  const words = unique('Jeg har forstørret det hele');
  await thread.composer.write(words);
  await expect(thread.post(words).whole).toContainText('Gunvor');
  await expect(thread.post(words).whole).toBeInViewport();
  await fits(page);
});

test('a right-to-left page fits as well', async ({ page }) => {
  for (const address of [`/${HEARING}`, `/${HEARING}/indsats-1?udgave=fuld`, `/${HEARING}/forslag`]) {
    await page.goto(address);
    await arrived(page);
    await page.evaluate(() => {
      document.documentElement.dir = 'rtl';
    });
    await fits(page, address);
  }
});
