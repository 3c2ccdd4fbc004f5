import { open } from './house/arrival';
import { HEARING, remember, unique } from './house/people';
import { expect, test } from './house/test';
import { ProposalForm } from './pages/proposal';
import { Thread } from './pages/thread';

// What a screen reader makes of a page: its parts, in order, by role and name. More may stand between
// them; none of these may be missing, change its name or its place.

test('a section is heard in the order in which it is read', async ({ page, isMobile }) => {
  await open(page, `/${HEARING}/maal-7`);
  await expect(page.locator('body')).toMatchAriaSnapshot(`
    - link "Spring til indholdet"
    - banner:
      - link "Bland dig"
    - main:
      - article:
        - paragraph: /Mål 7 · [Aa]fsnit \\d+ af \\d+ · \\d+ min\\. læsning/
        - heading "Flere skal være med til at bestemme" [level=1]
        - navigation "Udgave":
          - link "Kort"
          - link "Fuld"
        - term: Ansvar
        - definition: Beskæftigelses- og Integrationsudvalget
        - paragraph: Flere med minoritetsbaggrund skal være med i bestyrelser, råd og foreninger.
        - paragraph:
          - link /^(Kommentér|\\d+ kommentar(er)?)$/
          - link "Del"
      - paragraph:
        - link "Foreslå en ny ordlyd"
      - region /^Kommentarer( \\d+)?$/:
        - heading /^Kommentarer( \\d+)?$/ [level=2]
        - textbox "Hvad mener du om afsnittet?"
      - navigation "Forrige og næste afsnit":
        - 'link "Forrige Indsats 4: Den inddragende by"'
        - 'link "Næste Mål 8: Ingen skal afvises for sin baggrund"'
      - region "Du kan også svare på anden vis":
        - heading "Du kan også svare på anden vis" [level=2]
        - paragraph:
          - link /@/
        - paragraph: /Vi skal have dit svar senest den \\d+\\. \\w+ \\d{4}/
    - contentinfo:
      - navigation "Om siden":
        - link "Regler for debatten"
        - link "Privatliv"
        - link "Cookies"
        - link "Tilgængelighedserklæring"
        - link "Kontakt"
    - status
  `);
  const menu = page.getByRole('button', { name: 'Menu' });
  if (isMobile) await menu.click();
  await expect(page.getByRole('navigation', { name: 'Indhold' })).toMatchAriaSnapshot(`
    - navigation "Indhold":
      - search:
        - searchbox "Søg i høringen"
        - button "Søg"
      - list:
        - listitem:
          - link /^Indsats 4:? Den inddragende by( \\d+ kommentarer)?$/
        - listitem:
          - link /^Mål 7:? Flere skal være med til at bestemme( \\d+ kommentarer)?$/
      - list:
        - listitem:
          - link /^Generelt/
        - listitem:
          - link /^Forslag \\d+/
        - listitem:
          - link "Nyt"
        - listitem:
          - link "Resultat"
        - listitem:
          - link "Mine indlæg"
  `);
});

test('a thread is heard with who says what to whom, and what one can do', async ({ page }) => {
  await open(page, `/${HEARING}/indsats-3`);
  await expect(page.getByRole('region', { name: /^Kommentarer/ })).toMatchAriaSnapshot(`
    - region /^Kommentarer \\d+$/:
      - heading /^Kommentarer \\d+$/ [level=2]
      - navigation "Rækkefølge":
        - link "Nyeste"
        - link "Ældste"
        - link "Flest enige"
      - textbox "Hvad mener du om afsnittet?"
      - article:
        - paragraph:
          - text: CykelOle Brønshøj-Husum
          - link /\\d+\\. \\w+/:
            - time: /\\d+\\. \\w+/
        - paragraph: /^Må jeg blive fri for »en særlig hånd«\\?/
        - button /^Enig \\d+$/
        - link "Svar"
        - group: Mere
      - article:
        - paragraph:
          - text: Boldklubben Sydspidsen Valby organisation
          - link /\\d+\\. \\w+/
        - paragraph:
          - link /Et barn skal helst gå til fodbold og ikke til et projekt/
        - paragraph: /^Helt enig i det om fodbold\\./
        - paragraph: /^Hvis vi skal tage flere ind/
        - button /^Enig \\d+$/
        - link "Svar"
        - article:
          - paragraph:
            - text: Pedellen Brønshøj-Husum
          - paragraph: /^Gymnastiksalen hos os står tom/
          - button /^Enig \\d+$/
          - link "Svar"
        - article:
          - paragraph:
            - text: Københavns Kommune vejledende svar
          - paragraph: /^Tak til jer begge\\./
  `);
});

test('one’s own comment is heard with what only its author can do', async ({ page, people }) => {
  const me = await people.join('Signe');
  const words = unique('Hør lige her');
  await people.comment(me, 'maal-8', words);
  await remember(page.context(), me);
  await open(page, `/${HEARING}/maal-8`);
  const post = new Thread(page).post(words);
  await post.menu.click();
  await expect(post.whole).toMatchAriaSnapshot(`
    - article:
      - paragraph:
        - text: Signe
        - link:
          - time
      - paragraph: /^Hør lige her/
      - button "Enig"
      - link "Svar"
      - group:
        - button "Ret"
        - button "Træk tilbage"
        - link "Kopiér link"
  `);
  await post.support.click();
  await expect(post.support).toHaveAttribute('aria-pressed', 'true');
  await expect(post.whole).toMatchAriaSnapshot(`
    - article:
      - button "Enig 1" [pressed]
  `);
});

test('the form for other words is heard field by field, each with its name', async ({ page, people }) => {
  await remember(page.context(), await people.join('Thora'));
  await open(page, ProposalForm.address('ordlyd', 'maal-7'));
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - main:
      - heading "Stil et forslag" [level=1]
      - paragraph:
        - link "Vælg en anden slags"
      - paragraph: Trin 1 af 3
      - heading "Hvilke ord vil du ændre?" [level=2]
      - combobox "Hvilket afsnit handler det om?":
        - 'option "Mål 7: Flere skal være med til at bestemme" [selected]'
      - group:
        - text: Vælg et sted i teksten
        - list:
          - listitem:
            - button /^Flere københavnere med minoritetsbaggrund/
      - textbox "Det står der nu"
      - button "Fortsæt"
  `);
  const form = new ProposalForm(page);
  await form.original.fill('råd og foreninger');
  await form.next.click();
  await expect(form.heading).toBeFocused();
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - main:
      - heading "Stil et forslag" [level=1]
      - paragraph: Trin 2 af 3
      - heading "Din nye ordlyd" [level=2]
      - textbox "Det burde der stå"
      - textbox "Hvorfor?"
      - button "Fortsæt"
      - button "Tilbage"
  `);
  await form.replacement.fill('foreninger');
  await expect(page.getByRole('region', { name: 'Sådan ændres teksten' })).toMatchAriaSnapshot(`
    - region "Sådan ændres teksten":
      - heading "Sådan ændres teksten" [level=3]
      - paragraph:
        - deletion: /^Slettet:/
        - text: foreninger
      - paragraph: Overstreget går ud. Understreget kommer ind.
  `);
});

test('a form with errors is heard with all of them first, each leading to its field', async ({ page }) => {
  await open(page, ProposalForm.address('ide'));
  const form = new ProposalForm(page);
  await form.next.click();
  await form.next.click();
  await expect(form.errors).toBeFocused();
  await expect(form.errors).toMatchAriaSnapshot(`
    - alert:
      - heading "Der mangler noget" [level=2]
      - paragraph: /Ret \\d felt(er)?, så kan du komme videre\\./
      - list:
        - listitem:
          - 'link "Forslaget med få ord: Skriv noget her først."'
        - listitem:
          - 'link "Fortæl om dit forslag: Skriv noget her først."'
  `);
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - main:
      - textbox "Forslaget med få ord" [invalid]
      - textbox "Fortæl om dit forslag" [invalid]
  `);
});
