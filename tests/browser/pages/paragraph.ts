import type { Locator, Page } from '@playwright/test';

/** A paragraph of a section's text, with the conversation that hangs on it. */
export class Paragraph {
  /** "Kommentér", or how many comments there are: opens and closes the conversation. */
  readonly way: Locator;
  readonly talk: Locator;

  constructor(page: Page, words: string) {
    this.way = page.locator('.block:visible').filter({ hasText: words }).locator('a[aria-expanded]');
    this.talk = page.getByRole('region', { name: 'Kommentarer til dette sted' });
  }
}
