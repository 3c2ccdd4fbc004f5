import type { Locator, Page } from '@playwright/test';

/** The password of everybody at the desk. */
const PASSWORD = process.env.STAFF_PASSWORD ?? '';

/** The moderators' desk. */
export class Desk {
  constructor(readonly page: Page) {}

  get email(): Locator {
    return this.page.getByLabel('Mailadresse');
  }

  get password(): Locator {
    return this.page.getByLabel('Adgangskode', { exact: true });
  }

  /** Signs in as the moderator. */
  async enter(address = '/desk', password = PASSWORD): Promise<void> {
    await this.page.goto(address);
    await this.email.fill('moderator@example.org');
    await this.password.fill(password);
    await this.page.getByRole('button', { name: 'Log ind' }).click();
  }

  tab(name: 'Anmeldte' | 'Nye' | 'Skjulte'): Locator {
    return this.page.getByRole('navigation', { name: 'Visninger' }).getByRole('link', { name: new RegExp(`^${name}`) });
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
  act(name: 'Skjul …' | 'Godkend' | 'Vis igen' | 'Skjul indlægget' | 'Fortryd'): Locator {
    return this.page.getByRole('region', { name: 'Afgørelse' }).getByRole('button', { name: new RegExp(`^${name}`) });
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
