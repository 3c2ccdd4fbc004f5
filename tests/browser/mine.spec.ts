import { randomUUID } from 'node:crypto';
import { open } from './house/arrival';
import { HEARING, remember, unique } from './house/people';
import { expect, test } from './house/test';

test('under one’s own posts one withdraws a comment and a proposal', async ({ page, people, request }) => {
  const me = await people.join('Gudrun');
  const [words, title] = [unique('Det skrev jeg'), unique('Det foreslog jeg')];
  const { id } = await people.comment(me, 'plads-til-lektier', words);
  const sent = await request.post(`/api/consultations/${HEARING}/proposals`, {
    data: { kind: 'idea', title, body: 'En bænk.', client_key: randomUUID() },
    headers: { authorization: `Bearer ${me.token}` },
  });
  const proposal = await sent.json();
  await remember(page.context(), me);
  await open(page, '/mine');
  const question = page.getByRole('group', { name: 'Træk tilbage' });
  for (const mine of [words, title]) {
    const card = page.getByRole('listitem').filter({ hasText: mine });
    await card.getByRole('button', { name: 'Træk tilbage', exact: true }).click();
    await question.getByRole('button', { name: 'Fortryd' }).click();
    await expect(question).toHaveCount(0);
    await card.getByRole('button', { name: 'Træk tilbage', exact: true }).click();
    await question.getByRole('button', { name: 'Ja, træk den tilbage' }).click();
    await expect(question).toHaveCount(0);
  }
  await expect(page.getByText('Trukket tilbage af den, der skrev det')).toHaveCount(2);
  await expect(page.getByText(words)).toHaveCount(0);
  expect((await request.get(`/api/comments/${id}`)).status()).toBe(404);
  expect((await request.get(`/api/proposals/${proposal.id}`)).status()).toBe(404);
});

test('on its own page one’s own proposal can be withdrawn, and not reported', async ({ page, people, request }) => {
  const me = await people.join('Holger');
  const sent = await request.post(`/api/consultations/${HEARING}/proposals`, {
    data: { kind: 'idea', title: unique('En sø'), body: 'Grav.', client_key: randomUUID() },
    headers: { authorization: `Bearer ${me.token}` },
  });
  const { id } = await sent.json();
  await remember(page.context(), me);
  await open(page, `/${HEARING}/forslag/${id}`);
  await page.getByRole('button', { name: 'Træk tilbage' }).click();
  await expect(page.getByRole('button', { name: 'Anmeld' })).toHaveCount(0);
  await page.getByRole('group', { name: 'Træk tilbage' }).getByRole('button', { name: /^Ja/ }).click();
  await expect(page).toHaveURL('/mine');
  await expect(page.getByText('Trukket tilbage af den, der skrev det')).toBeVisible();
});
