import type { Frame, Locator, Page } from '@playwright/test';

/** The field in which a comment or an answer is written. */
export class Composer {
  readonly field: Locator;
  readonly form: Locator;

  constructor(page: Page | Frame, label: string | RegExp) {
    this.field = page.getByLabel(label);
    this.form = page.locator('form').filter({ has: this.field });
  }

  get name(): Locator {
    return this.form.getByLabel('Dit navn');
  }

  /** What the button says changes with how it stands. */
  get send(): Locator {
    return this.form.getByRole('button', { name: /^(Send|Send alligevel|Prøv igen)$/ });
  }

  /** Writes and sends, as somebody the browser knows. */
  async write(words: string): Promise<void> {
    await this.field.fill(words);
    await this.send.click();
  }

  /** Writes and sends for the first time. */
  async introduce(name: string, words: string): Promise<void> {
    await this.field.fill(words);
    await this.name.fill(name);
    await this.send.click();
  }
}
