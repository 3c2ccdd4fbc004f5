import type { Page } from '@playwright/test';
import { arrived, open } from './house/arrival';
import { isOpenToAll } from './house/barriers';
import { HEARING, type People, remember, unique } from './house/people';
import { expect, test } from './house/test';
import { Paragraph } from './pages/paragraph';
import { ProposalForm } from './pages/proposal';
import { Thread } from './pages/thread';

const KEY = 'en-haand-til-foreningerne';
const SECTION = `/${HEARING}/${KEY}`;

// Every rule is held against every element of long pages.
test.describe.configure({ timeout: 90_000 });

test.beforeEach(async ({ page, isMobile }) => {
  await page.setViewportSize({ width: isMobile ? 320 : 1280, height: 800 });
});

/** Pages that are as they come. */
const PAGES: Record<string, string> = {
  'the list of hearings': '/',
  'the front page': `/${HEARING}`,
  'a section in its short edition': `/${HEARING}/indsats-1`,
  'a section in its full edition': `/${HEARING}/indsats-1?udgave=fuld`,
  'a section with an answer in Arabic': `/${HEARING}/sprogcafe`,
  'the history with its footnotes': `/${HEARING}/historien?udgave=fuld`,
  'the proposals': `/${HEARING}/forslag`,
  'the choice of a kind of proposal': `/${HEARING}/forslag/nyt`,
  'the form for an idea': ProposalForm.address('ide'),
  'the form for other words': ProposalForm.address('ordlyd', 'maal-1'),
  'the form for a partnership': ProposalForm.address('partnerskab'),
  'the news': `/${HEARING}/nyt`,
  'the result': `/${HEARING}/resultat`,
  'the page of one’s own posts, for a stranger': '/mine',
  'the rules': '/regler',
  'the page on privacy': '/privatliv',
  'the page on accessibility': '/tilgaengelighed',
  'a page that is not there': `/${HEARING}/findes-ikke`,
  'the frame for other sites': `/embed/${HEARING}/indsats-1`,
  'the frame for the general thread': `/embed/${HEARING}`,
};

for (const [name, address] of Object.entries(PAGES)) {
  test(`${name} is open to everybody`, async ({ page }) => {
    await page.goto(address);
    // A frame that nobody writes in does without the app.
    if (!address.startsWith('/embed/')) await arrived(page);
    await isOpenToAll(page);
  });
}

/** Pages after somebody has done something. */
const STATES: Record<string, (page: Page, people: People) => Promise<void>> = {
  'an open conversation at a paragraph': async (page) => {
    await open(page, `/${HEARING}/indsats-1?udgave=fuld`);
    const { way, talk } = new Paragraph(page, 'Undervejs er der nogle steder');
    await way.click();
    await talk.getByText('Skolen? Vi begynder da længe før!').waitFor();
  },
  'a comment that cannot be sent': async (page) => {
    await open(page, SECTION);
    const { composer } = new Thread(page);
    await composer.field.fill('Mit cpr-nummer er 010170-1234');
    await composer.form.getByText('Skriver du for andre').click();
    await composer.send.click();
    await expect(composer.name).toHaveAttribute('aria-invalid', 'true');
  },
  'the moment after the first comment': async (page) => {
    await open(page, SECTION);
    const thread = new Thread(page);
    const words = unique('Endelig');
    await thread.composer.introduce('Astrid', words);
    await thread.post(words).whole.waitFor();
  },
  'an answer that is begun': async (page, people) => {
    const words = unique('Svar mig');
    await people.comment(await people.join('Bo'), KEY, words);
    await open(page, SECTION);
    const thread = new Thread(page);
    await thread.post(words).reply.click();
    await thread.composerFor('Svar til Bo').field.fill('Ja');
  },
  'the form for a report, with its refusal': async (page, people) => {
    const words = unique('Anmeld mig');
    await people.comment(await people.join('Conny'), KEY, words);
    await open(page, SECTION);
    const post = new Thread(page).post(words);
    await (await post.more('Anmeld')).click();
    await post.whole.getByRole('button', { name: 'Send anmeldelse' }).click();
  },
  'the acts on one’s own comment, and its change': async (page, people) => {
    const me = await people.join('Ditte');
    const words = unique('Mit eget');
    await people.comment(me, KEY, words);
    await remember(page.context(), me);
    await open(page, SECTION);
    const post = new Thread(page).post(words);
    await post.support.click();
    await (await post.more('Ret')).click();
    await post.menu.click();
  },
  'the question before one withdraws': async (page, people) => {
    const me = await people.join('Erling');
    const words = unique('Væk med det');
    await people.comment(me, KEY, words);
    await remember(page.context(), me);
    await open(page, SECTION);
    await (await new Thread(page).post(words).more('Træk tilbage')).click();
  },
  'the form for a name before one agrees': async (page, people) => {
    const words = unique('Sig dit navn');
    await people.comment(await people.join('Frida'), KEY, words);
    await open(page, SECTION);
    const post = new Thread(page).post(words);
    await post.support.click();
    await post.whole.getByLabel('Dit navn').waitFor();
  },
  'a comment with a hidden answer': async (page) => {
    await open(page, `/${HEARING}/indsats-1`);
    await new Thread(page).post('Men hvem følger op, når pengene').when.click();
    await page.getByText('Skjult af moderator · regel 2').waitFor();
  },
  'one proposal': async (page) => {
    await open(page, `/${HEARING}/forslag`);
    await page.getByRole('link', { name: /Børnene skal med i titlen/ }).click();
    await page.getByRole('region', { name: 'Sådan ændres teksten' }).waitFor();
  },
  'a proposal with all its errors': async (page) => {
    await open(page, ProposalForm.address('ordlyd', 'maal-1'));
    const form = new ProposalForm(page);
    await form.replacement.fill('Noget andet');
    await form.send.click();
    await form.errors.waitFor();
  },
  'the receipt for a proposal': async (page) => {
    await open(page, ProposalForm.address('ide'));
    const form = new ProposalForm(page);
    await form.title.fill(unique('Kvittering'));
    await form.body.fill('Bare for at se den.');
    await form.name.fill('Gorm');
    await form.send.click();
    await form.receipt.waitFor();
  },
  'one piece of news': async (page) => {
    await open(page, `/${HEARING}/nyt`);
    await page.getByRole('link', { name: /Kom til stormøde/ }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kom til stormøde i næste uge');
  },
  'the page of one’s own posts': async (page, people) => {
    const me = await people.join('Hugo');
    await people.comment(me, KEY, unique('Står det her?'));
    await remember(page.context(), me);
    await open(page, SECTION);
    const { composer } = new Thread(page);
    await composer.field.fill('En kladde');
    await expect(composer.form).toContainText('Kladden er gemt.');
    await open(page, '/mine');
    await page.getByText('Slet mig fra denne enhed').first().waitFor();
  },
  'the contents on a phone': async (page) => {
    await open(page, `/${HEARING}`);
    const menu = page.getByRole('button', { name: 'Menu' });
    if (await menu.isVisible()) await menu.click();
    await expect(page.getByRole('navigation', { name: 'Indhold' })).toHaveCount(1);
  },
};

for (const [name, reach] of Object.entries(STATES)) {
  test(`${name} is open to everybody`, async ({ page, people }) => {
    await reach(page, people);
    await isOpenToAll(page);
  });
}
