import { open } from './house/arrival';
import { isOpenToAll } from './house/barriers';
import { openHearing } from './house/hearing';
import { People, remember, unique } from './house/people';
import { expect, test } from './house/test';
import { Desk } from './pages/desk';
import { Thread } from './pages/thread';

const EDITOR = 'editor@example.org';

test.beforeEach(async ({ page, isMobile }) => {
  await page.setViewportSize({ width: isMobile ? 360 : 1280, height: 800 });
});

test('an editor sets the rules of a hearing, a moderator hides by them, and citizens read which', async ({
  page,
  browser,
  baseURL,
  request,
  isMobile,
}) => {
  const hearing = `baenkens-regler-${isMobile ? 'i-lommen' : 'paa-bordet'}`;
  openHearing(hearing);
  const people = new People(request, hearing);
  const author = await people.join('Mona');
  const words = unique('En meget lang tale');
  const post = await people.comment(author, 'hvor', words);
  const desk = new Desk(page);
  await desk.enter(`/desk/hoeringer/${hearing}`, undefined, EDITOR);
  const rules = page.getByRole('region', { name: 'Regler for debatten' });

  await test.step('what can be no rule is told at its field', async () => {
    await rules.getByRole('button', { name: 'Tilføj reglen' }).click();
    await expect(rules.getByLabel('Regel, højst 80 tegn')).toBeFocused();
    await expect(rules.getByText('Skriv noget her først.')).toBeVisible();
    await rules.getByLabel('Regel, højst 80 tegn').fill('Intet ulovligt');
    await rules.getByLabel('Forklaring').fill('Tænk på de andre.');
    await rules.getByRole('button', { name: 'Tilføj reglen' }).click();
    await expect(rules.getByText('Den regel gælder allerede i høringen.')).toBeVisible();
    await expect(rules.getByLabel('Forklaring')).toHaveValue('Tænk på de andre.');
    await isOpenToAll(page);
  });

  await test.step('a new rule gets the next number, and another one is retired', async () => {
    await rules.getByLabel('Regel, højst 80 tegn').fill('Skriv kort');
    await rules.getByRole('button', { name: 'Tilføj reglen' }).click();
    await expect(desk.status).toHaveText('Reglen er tilføjet.');
    await expect(rules.getByRole('listitem').filter({ hasText: 'Regel 7: Skriv kort' })).toContainText('Tænk på de andre.');
    await expect(rules.getByLabel('Regel, højst 80 tegn')).toHaveValue('');
    await rules.getByRole('button', { name: 'Fjern regel 5' }).click();
    await expect(desk.status).toContainText('Reglen er fjernet.');
    await expect(rules.getByRole('listitem').filter({ hasText: 'Regel 5' })).toContainText('Udgået');
    await expect(rules.getByRole('button', { name: 'Tag regel 5 i brug igen' })).toBeVisible();
    await isOpenToAll(page);
  });

  await test.step('a moderator hides by it', async () => {
    await page.getByRole('button', { name: 'Log ud' }).click();
    await expect(desk.email).toBeVisible();
    await desk.enter(`/desk/ko/nye/kommentar/${post.id}`);
    await desk.act('Skjul …').click();
    await expect(desk.rule('Skriv kort')).toBeVisible();
    await expect(desk.rule('Ingen reklame eller spam')).toHaveCount(0);
    if (isMobile) await desk.rule('Skriv kort').check();
    else {
      await desk.rule('Hold dig til høringens emne').focus();
      await page.keyboard.press('7');
    }
    await expect(desk.rule('Skriv kort')).toBeChecked();
    await expect(desk.reason).toHaveValue('');
    await desk.reason.fill('Kom igen med færre ord.');
    await isOpenToAll(page);
    await desk.act('Skjul indlægget').click();
    await expect(desk.status).toContainText('Skjult efter regel 7: Mona.');
  });

  await test.step('citizens read by which rule', async () => {
    const reader = await browser.newPage({ baseURL });
    await reader.goto(`/${hearing}/hvor`);
    await expect(reader.getByText('Skjult af moderator · regel 7: Skriv kort')).toBeVisible();
    await reader.getByRole('contentinfo').getByRole('link', { name: 'Regler for debatten' }).click();
    await expect(reader).toHaveURL(`/${hearing}/regler`);
    const rule = reader.getByRole('listitem').filter({ hasText: 'Skriv kort' });
    await expect(rule).toContainText('1 indlæg er blevet skjult efter reglen.');
    await expect(reader.getByRole('heading', { name: 'Regler, der ikke gælder mere' })).toBeVisible();
    await isOpenToAll(reader);
    await remember(reader.context(), author);
    await open(reader, '/mine');
    await expect(reader.getByRole('main')).toContainText('regel 7: Skriv kort');
    await expect(reader.getByRole('main')).toContainText('Kom igen med færre ord.');
    await reader.close();
  });
});

test('a reader reports by a rule of the hearing, and a rule that was retired meanwhile is told and loses nothing', async ({
  page,
  browser,
  baseURL,
  request,
  isMobile,
}) => {
  const hearing = `soeens-regler-${isMobile ? 'i-lommen' : 'paa-bordet'}`;
  openHearing(hearing);
  const people = new People(request, hearing);
  const words = unique('Køb mine både');
  const post = await people.comment(await people.join('Bent'), 'hvor', words);

  const reader = await browser.newPage({ baseURL });
  await remember(reader.context(), await people.join('Eva'));
  await open(reader, `/${hearing}/hvor`);
  const reported = new Thread(reader).post(words);
  await (await reported.more('Anmeld')).click();
  await reported.whole.getByLabel('Ingen reklame eller spam').check();
  await reported.whole.getByRole('button', { name: 'Send anmeldelse' }).click();
  await expect(reported.whole).toContainText('Tak. En moderator ser på det.');
  await reader.close();

  const desk = new Desk(page);
  await desk.enter(`/desk/ko/anmeldte/kommentar/${post.id}`);
  await desk.act('Skjul …').click();
  await expect(desk.rule('Ingen reklame eller spam')).toBeChecked();
  await desk.reason.fill('Her sælger vi ikke både.');
  const editor = await browser.newPage({ baseURL });
  await new Desk(editor).enter(`/desk/hoeringer/${hearing}`, undefined, EDITOR);
  await editor.getByRole('button', { name: 'Fjern regel 5' }).click();
  await expect(editor.getByRole('status')).toContainText('Reglen er fjernet.');
  await editor.close();
  await desk.act('Skjul indlægget').click();
  await expect(page.getByText('Reglen er udgået. Vælg en anden.').first()).toBeVisible();
  await expect(desk.reason).toHaveValue('Her sælger vi ikke både.');
  await expect(desk.rule('Ingen reklame eller spam')).toHaveCount(0);
  await desk.rule('Hold dig til høringens emne').check();
  await desk.act('Skjul indlægget').click();
  await expect(desk.status).toContainText('Skjult efter regel 1: Bent.');
});

test('as long as nobody knows a hearing’s rules none can be added', async ({ page, isMobile }) => {
  const hearing = `baenkens-ukendte-regler-${isMobile ? 'i-lommen' : 'paa-bordet'}`;
  openHearing(hearing);
  let answers = () => {};
  const asked = new Promise<void>((answer) => (answers = answer));
  await page.route(`**/api/desk/hearings/${hearing}/rules`, async (route) => {
    await asked;
    await route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"status":503,"code":"unavailable"}' });
  });
  await new Desk(page).enter(`/desk/hoeringer/${hearing}`, undefined, EDITOR);
  const rules = page.getByRole('region', { name: 'Regler for debatten' });
  await expect(rules).toContainText('Vent');
  await expect(rules.getByRole('button')).toHaveCount(0);
  answers();
  await expect(rules.getByRole('alert')).not.toBeEmpty();
  await expect(rules.getByRole('button')).toHaveCount(0);
  await page.unroute(`**/api/desk/hearings/${hearing}/rules`);
  await page.reload();
  await expect(rules.getByRole('button', { name: 'Tilføj reglen' })).toBeVisible();
});
