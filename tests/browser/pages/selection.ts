import type { Locator, Page } from '@playwright/test';

/** Words of the text that are selected, and what is offered for them. */
export class Selection {
  readonly button: Locator;
  /** The words that the field is for. */
  readonly about: Locator;
  /** Back to the paragraph as a whole. */
  readonly whole: Locator;

  constructor(private readonly page: Page) {
    this.button = page.getByRole('button', { name: 'Kommentér', exact: true });
    this.about = page.locator('.about');
    this.whole = page.getByRole('button', { name: 'Skriv om hele stedet i stedet' });
  }

  /** Selects words of the text as a finger or the keyboard would. */
  async select(words: string): Promise<void> {
    await this.page.evaluate((words) => {
      const texts = document.createTreeWalker(document.querySelector('.text:not([hidden])') ?? document.body, NodeFilter.SHOW_TEXT);
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        const at = node.textContent?.indexOf(words) ?? -1;
        if (at < 0) continue;
        node.parentElement?.scrollIntoView({ block: 'center' });
        return getSelection()?.setBaseAndExtent(node, at, node, at + words.length);
      }
      throw new Error(`the text does not say ${words}`);
    }, words);
  }

  /** Where the selected words stand on the screen. */
  async place(): Promise<{ bottom: number }> {
    return this.page.evaluate(() => {
      const range = getSelection()?.getRangeAt(0);
      return { bottom: range?.getBoundingClientRect().bottom ?? NaN };
    });
  }
}
