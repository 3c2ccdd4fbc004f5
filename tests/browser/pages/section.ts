import { expect, type Locator, type Page } from '@playwright/test';

/** A section's page: its two editions, and how they are read. */
export class Section {
  readonly bar: Locator;

  constructor(readonly page: Page) {
    this.bar = page.locator('.section__bar');
  }

  /** The way to an edition. */
  edition(name: 'Kort' | 'Fuld'): Locator {
    return this.page.getByRole('navigation', { name: 'Udgave' }).getByRole('link', { name });
  }

  /** The text of an edition, seen or not. */
  text(name: 'kort' | 'fuld'): Locator {
    return this.page.locator(`.text[data-edition=${name}]`);
  }

  /** How large the text is shown, in pixels. */
  async size(): Promise<number> {
    const text = this.page.locator('.text:visible').first();
    return text.evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
  }

  /** A word that is explained, the first time that it stands in what is shown. */
  word(name: RegExp): Locator {
    return this.page.locator('.word:visible').filter({ hasText: name }).first();
  }

  /** What it means. */
  explanation(name: string): Locator {
    return this.page.getByRole('dialog', { name });
  }

  /** Scrolls until a paragraph begins this far below the top of the window. */
  async readAt(paragraph: Locator, top: number): Promise<void> {
    await paragraph.evaluate((element, top) => scrollBy(0, element.getBoundingClientRect().top - top), top);
    await expect.poll(() => topOf(paragraph)).toBeCloseTo(top, 0);
  }
}

/** Where something begins on the screen. */
export async function topOf(element: Locator): Promise<number> {
  return element.evaluate((it) => it.getBoundingClientRect().top);
}
