import type { Locator, Page } from '@playwright/test';

/** The password of everybody at the desk. */
const PASSWORD = process.env.STAFF_PASSWORD ?? '';

/** The pages that are no lists of posts. */
type Elsewhere = 'Svære afsnit' | 'Styring' | 'Pauser' | 'Sletning' | 'Journal' | 'Hent alt' | 'Nyt' | 'Høringer' | 'Sider' | 'Kolleger';

/** The moderators' desk. */
export class Desk {
  constructor(readonly page: Page) {}

  get email(): Locator {
    return this.page.getByLabel('Mailadresse');
  }

  get password(): Locator {
    return this.page.getByLabel('Adgangskode', { exact: true });
  }

  /** Signs in, as the moderator when nobody else is named. */
  async enter(address = '/desk', password = PASSWORD, email = 'moderator@example.org'): Promise<void> {
    await this.page.goto(address);
    await this.signIn(email, password);
  }

  /** Signs in where one is. */
  async signIn(email: string, password = PASSWORD): Promise<void> {
    await this.email.fill(email);
    await this.password.fill(password);
    await this.page.getByRole('button', { name: 'Log ind' }).click();
  }

  /** Signs in as the admin. */
  async enterAsAdmin(address: string): Promise<void> {
    await this.enter(address, PASSWORD, 'admin@example.org');
  }

  /** The way to a list of posts. */
  tab(name: 'Anmeldte' | 'Tilbageholdte' | 'Klager' | 'Nye' | 'Skjulte' | 'Spørgsmål'): Locator {
    return this.page.getByRole('banner').getByRole('link', { name: new RegExp(`^${name}`) });
  }

  /** The way to a page that is no list of posts; on a phone it is in the menu. */
  way(name: Elsewhere): Locator {
    return this.page.getByRole('banner').getByRole('link', { name, includeHidden: true });
  }

  /** Goes there. */
  async follow(name: Elsewhere): Promise<void> {
    const way = this.way(name);
    await way.waitFor({ state: 'attached' });
    if (!(await way.isVisible())) await this.page.getByRole('button', { name: /^Menu/ }).click();
    await way.click();
  }

  /** The list of posts. */
  get list(): Locator {
    return this.page.getByRole('region', { name: 'Indlæg' });
  }

  /** What picks the post with these words. */
  pick(words: string): Locator {
    return this.list.getByRole('listitem').filter({ hasText: words }).getByRole('checkbox');
  }

  /** The line of the list with these words. */
  line(words: string): Locator {
    return this.page.getByRole('region', { name: 'Indlæg' }).getByRole('link').filter({ hasText: words });
  }

  /** The post that is looked at. */
  post(by: string): Locator {
    return this.page.getByRole('article', { name: `Kommentar fra ${by}` });
  }

  /** What is known of the post and can be done with it. */
  act(
    name: 'Skjul …' | 'Godkend' | 'Vis igen' | 'Skjul indlægget' | 'Overstreg ord' | 'Overstreg ordene' | 'Fortryd',
  ): Locator {
    return this.page.getByRole('region', { name: 'Afgørelse' }).getByRole('button', { name: new RegExp(`^${name}`) });
  }

  /** What can be done about the author and the conversation. */
  get measures(): Locator {
    return this.page.getByRole('group', { name: 'Forfatteren og samtalen' });
  }

  /** What opens the form of a measure. */
  measure(name: string): Locator {
    return this.measures.locator('summary').filter({ hasText: name });
  }

  rule(title: string): Locator {
    return this.page.getByRole('radio', { name: new RegExp(title) });
  }

  get reason(): Locator {
    return this.page.getByRole('textbox', { name: 'Begrundelse til forfatteren' });
  }

  get status(): Locator {
    return this.page.getByRole('status');
  }
}
