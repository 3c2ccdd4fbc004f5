import type { Locator, Page } from '@playwright/test';

/** The page of one's own posts. */
export class Mine {
  constructor(readonly page: Page) {}

  /** Every comment that is listed. */
  get cards(): Locator {
    return this.page.locator('#mine-kommentarer').getByRole('listitem');
  }

  /** The post or draft with these words. */
  card(words: string): Locator {
    return this.page.getByRole('listitem').filter({ hasText: words });
  }

  get more(): Locator {
    return this.page.getByRole('button', { name: 'Vis flere' });
  }

  /** What is said to those who hear the page. */
  get status(): Locator {
    return this.page.locator('#status');
  }

  /** Makes a link for another device. */
  async linkForAnother(): Promise<string> {
    await this.page.getByRole('button', { name: 'Brug en anden telefon' }).click();
    return this.page.getByRole('textbox', { name: 'Link til den anden telefon' }).inputValue();
  }
}
