import type { Page } from '@playwright/test';
import { arrived, open } from './house/arrival';
import { isOpenToAll } from './house/barriers';
import { HEARING, type People, remember, unique } from './house/people';
import { expect, test } from './house/test';
import { Mine } from './pages/mine';
import { Paragraph } from './pages/paragraph';
import { ProposalForm } from './pages/proposal';
import { Section } from './pages/section';
import { Selection } from './pages/selection';
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
  'a later step of the form, with nothing answered': `${ProposalForm.address('ide')}&trin=3`,
  'the news': `/${HEARING}/nyt`,
  'the result': `/${HEARING}/resultat`,
  'the page of one’s own posts, for a stranger': '/mine',
  'the rules': '/regler',
  'the rules of a hearing': `/${HEARING}/regler`,
  'the page on privacy': '/privatliv',
  'the page on accessibility': '/tilgaengelighed',
  'the page on cookies': '/cookies',
  'the page of contacts': '/kontakt',
  'a page that is not there': `/${HEARING}/findes-ikke`,
  'the frame for other sites': `/embed/${HEARING}/indsats-1`,
  'the frame for the general thread': `/embed/${HEARING}`,
  'a section on which nobody has written': `/${HEARING}/en-kollega-der-viser-til-rette`,
  'a thread in another order': `/${HEARING}/indsats-3?sortering=enige`,
  'the proposals of one kind': `/${HEARING}/forslag?slags=partnerskab`,
  'a question without an answer in a strange word': `/${HEARING}?soeg=${'ø'.repeat(200)}`,
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
  'an explained word': async (page) => {
    await open(page, `/${HEARING}/det-bygger-vi-paa?udgave=fuld`);
    const section = new Section(page);
    await section.word(/^handleplan/).click();
    await section.explanation('handleplan').waitFor();
  },
  'the largest text': async (page) => {
    await open(page, `/${HEARING}/indsats-1`);
    for (let presses = 0; presses < 3; presses += 1) await page.getByRole('button', { name: 'Større tekst' }).click();
  },
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
    // What it reveals is asked about before the name is missed.
    await expect(composer.form.getByText('Se lige teksten igennem en gang til')).toBeVisible();
    await isOpenToAll(page);
    await composer.send.click();
    await expect(composer.name).toHaveAttribute('aria-invalid', 'true');
  },
  'the moment after the first comment': async (page) => {
    await open(page, SECTION);
    const thread = new Thread(page);
    const words = unique('Endelig');
    await thread.composer.introduce('Astrid', words);
    await thread.post(words).whole.waitFor();
    await page.getByRole('region', { name: 'Gem dit link' }).waitFor();
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
  'the earlier words of a comment': async (page, people) => {
    const me = await people.join('Dorte');
    const words = unique('Først så');
    await people.comment(me, KEY, words);
    await remember(page.context(), me);
    await open(page, SECTION);
    const post = new Thread(page).post(words);
    await (await post.more('Ret')).click();
    await post.whole.getByRole('textbox').fill(`${words}, og så alligevel ikke`);
    await post.whole.getByRole('button', { name: 'Gem' }).click();
    await post.whole.getByRole('link', { name: 'redigeret' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sådan er kommentaren redigeret');
  },
  'what is offered for selected words': async (page) => {
    await open(page, `/${HEARING}/plads-til-lektier?udgave=fuld`);
    const selection = new Selection(page);
    await selection.select('Pengene rækker');
    await selection.button.waitFor();
    await isOpenToAll(page);
    await selection.button.click();
    await selection.about.waitFor();
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
    await open(page, `/${HEARING}/indsats-1?sortering=aeldste`);
    await new Thread(page).post('Men hvem følger op, når pengene').when.click();
    await page.getByText('Skjult af moderator · regel 2').waitFor();
  },
  'one proposal': async (page) => {
    await open(page, `/${HEARING}/forslag?sortering=enige`);
    await page.getByRole('link', { name: /Børnene skal med i titlen/ }).click();
    await page.getByRole('region', { name: 'Sådan ændres teksten' }).waitFor();
  },
  'a proposal with all its errors': async (page) => {
    await open(page, ProposalForm.address('ordlyd', 'maal-1'));
    const form = new ProposalForm(page);
    await form.original.fill('Noget');
    await form.next.click();
    await form.next.click();
    await form.errors.waitFor();
  },
  'the receipt for a proposal': async (page) => {
    await open(page, ProposalForm.address('ide'));
    const form = new ProposalForm(page);
    await form.idea(unique('Kvittering'), 'Bare for at se den.', 'Gorm');
    await form.send.click();
    await form.receipt.waitFor();
  },
  'a proposal that waits for a connection, and one’s own page with it': async (page, people) => {
    await remember(page.context(), await people.join('Gudrun'));
    await open(page, ProposalForm.address('ide'));
    const form = new ProposalForm(page);
    const title = unique('Vent på mig');
    await form.idea(title, 'Jeg kommer nu.');
    await page.route('**/proposals', (route) => route.fulfill({ status: 503, body: '' }));
    await form.send.click();
    await expect(form.way).toContainText('Ikke sendt endnu');
    await isOpenToAll(page);
    await open(page, '/mine');
    await new Mine(page).card(title).getByText('Det bliver sendt').waitFor();
  },
  'a proposal with others like it': async (page) => {
    await open(page, ProposalForm.address('ide'));
    const form = new ProposalForm(page);
    await form.next.click();
    await form.title.pressSequentially('En mentor fra første dag');
    await form.similar.waitFor();
  },
  'all answers of a wording': async (page, people) => {
    await remember(page.context(), await people.join('Gerda'));
    await open(page, ProposalForm.address('ordlyd', 'maal-1'));
    const form = new ProposalForm(page);
    await form.original.fill('Alle unge skal lære at svømme');
    await form.next.click();
    await form.replacement.fill('Alle unge og ældre skal lære at svømme');
    await form.reason.fill('Ældre kan også falde i.');
    await form.next.click();
    await page.getByRole('insertion').waitFor();
  },
  'all answers of an offer': async (page) => {
    await open(page, ProposalForm.address('partnerskab'));
    const form = new ProposalForm(page);
    await form.next.click();
    await form.title.fill('Vi hjælper');
    await form.body.fill('Ring på 010190-1234.');
    await form.next.click();
    await form.organisation.fill('Foreningen');
    await form.name.fill('Grethe');
    await form.next.click();
    await page.getByRole('heading', { name: 'Det ser kun kommunen' }).waitFor();
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
  'what was found': async (page) => {
    await open(page, `/${HEARING}?soeg=lektier`);
    await page.locator('mark').first().waitFor();
  },
  'a page that cannot be had without a connection': async (page) => {
    await open(page, `/${HEARING}/maal-1`);
    await page.context().setOffline(true);
    await page.getByRole('navigation', { name: 'Forrige og næste afsnit' }).getByRole('link').last().click();
    await page.getByRole('heading', { level: 1, name: 'Der er ingen forbindelse' }).waitFor();
  },
  'a comment that was not sent for want of a connection': async (page, people) => {
    await remember(page.context(), await people.join('Inger'));
    await open(page, SECTION);
    const { composer } = new Thread(page);
    await page.context().setOffline(true);
    await composer.write('Er der nogen?');
    await page.getByText('Venter på forbindelse').first().waitFor();
  },
  'a hearing that has closed meanwhile': async (page, people) => {
    await remember(page.context(), await people.join('Jytte'));
    await open(page, SECTION);
    const { composer } = new Thread(page);
    await page.route('**/comments', (route) =>
      route.fulfill({ status: 409, contentType: 'application/problem+json', json: { status: 409, code: 'closed' } }),
    );
    await composer.write('For sent?');
    await composer.form.getByText('Høringen er slut').waitFor();
  },
  'words of every kind': async (page, people) => {
    const by = await people.join('مونا 🌱 ' + 'W'.repeat(40));
    for (const words of ['مرحبًا بالجميع', '👩‍👩‍👧‍👦🏳️‍🌈', 'speciallæge'.repeat(450), '\u202evendt', '<h1>Stor</h1>']) {
      await people.comment(by, KEY, words);
    }
    await open(page, SECTION);
    await new Thread(page).post('<h1>Stor</h1>').whole.waitFor();
  },
  'a long comment that is unfolded': async (page, people) => {
    const words = unique('Langt');
    await people.comment(await people.join('Kresten'), KEY, `${words}. ${'Og videre. '.repeat(200)}`);
    await open(page, SECTION);
    await new Thread(page).post(words).whole.getByText('Vis hele kommentaren').click();
  },
  'a report that was taken': async (page, people) => {
    const words = unique('Anmeldt');
    await people.comment(await people.join('Lone'), KEY, words);
    await remember(page.context(), await people.join('Mogens'));
    await open(page, SECTION);
    const post = new Thread(page).post(words);
    await (await post.more('Anmeld')).click();
    await post.whole.getByLabel('Ingen reklame eller spam').check();
    await post.whole.getByRole('button', { name: 'Send anmeldelse' }).click();
    await post.whole.getByText('Tak. En moderator ser på det.').waitFor();
  },
  'a comment for the municipality alone, on one’s own page': async (page) => {
    await open(page, SECTION);
    const { composer } = new Thread(page);
    await composer.field.fill(unique('Kun til jer'));
    await composer.form.getByLabel('Kun kommunen må læse det').check();
    await composer.name.fill('Nanna');
    await composer.send.click();
    await expect(composer.field).toHaveValue('');
    // It is sent in the background, and stands here when it has been.
    await expect(async () => {
      await open(page, '/mine');
      await page.getByText('Kun til jer').waitFor({ timeout: 3000 });
    }).toPass();
  },
  'nothing found': async (page) => {
    await open(page, `/${HEARING}?soeg=xyzzyx`);
    await page.getByText('Vi fandt ikke noget.').waitFor();
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
